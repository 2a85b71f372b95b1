//! Lines.

use std::borrow::Cow;

/// Whether a character ends a line somewhere.
#[must_use]
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A text on one line: line breaks become spaces.
///
/// ```
/// assert_eq!(yaqut_batch::output::one_line("سطر\r\nآخر"), "سطر آخر");
/// ```
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_line_break) {
        return Cow::Borrowed(text);
    }
    let parts: Vec<&str> = text.split(is_line_break).filter(|part| !part.is_empty()).collect();
    Cow::Owned(parts.join(" "))
}
