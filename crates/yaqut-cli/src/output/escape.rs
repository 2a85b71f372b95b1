//! Text that must not break a line, a table or a terminal.

use std::borrow::Cow;

use yaqut::chars;

pub(crate) use yaqut_batch::output::{is_line_break, one_line};

use super::layout::{END, RIGHT_TO_LEFT};

/// A message of one line: controls and bidi controls as escapes.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    replace(text, |c| (c.is_control() || is_bidi(c)).then(|| c.escape_default().to_string()))
}

/// A field of a table: no control and no line break, and backslashes doubled so that it can be read back.
pub(crate) fn field(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\0' => Some("\\0".into()),
        '\u{2028}' | '\u{2029}' => Some(c.escape_unicode().to_string()),
        _ => (c == '\\' || c.is_control()).then(|| c.escape_default().to_string()),
    })
}

/// A line for a terminal: controls as escapes, bidi controls left out, because the line has its own.
pub(crate) fn terminal(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\t' => Some(" ".into()),
        _ if is_bidi(c) => Some(String::new()),
        _ => c.is_control().then(|| c.escape_default().to_string()),
    })
}

/// A piece of Arabic in a line for people, where it must not turn what stands around it.
pub(crate) fn arabic(text: &str) -> String {
    format!("{RIGHT_TO_LEFT}{}{END}", terminal(text))
}

fn is_bidi(c: char) -> bool {
    chars::is_format(c) && !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}')
}

fn replace(text: &str, with: impl Fn(char) -> Option<String>) -> Cow<'_, str> {
    if !text.chars().any(|c| with(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match with(c) {
            Some(escaped) => out.push_str(&escaped),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_borrowed() {
        for escape in [line, field, one_line, terminal] {
            assert!(matches!(escape("وقال لافروف"), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn nothing_reaches_a_terminal_that_could_steer_it() {
        assert_eq!(terminal("a\u{1b}[31mb\u{202E}c"), "a\\u{1b}[31mbc");
        assert_eq!(line("x\ny\u{202E}"), "x\\ny\\u{202e}");
    }

    #[test]
    fn a_field_holds_no_tab_and_no_line_break() {
        assert_eq!(field("a\tb\nc\\d\0\u{1b}"), "a\\tb\\nc\\\\d\\0\\u{1b}");
        assert_eq!(one_line("سطر\r\nآخر"), "سطر آخر");
    }
}
