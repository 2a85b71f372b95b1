//! What can be a name.

use std::borrow::Cow;

use yaqut::chars;

use crate::args::Script;
use crate::gazetteers::join::MAX_ALIAS_CHARS;

/// A name without the invisible controls that belong to the page it was taken from, or why it cannot be one.
pub(super) fn clean(raw: &str, script: Script) -> Result<Cow<'_, str>, &'static str> {
    let raw = raw.trim();
    if raw.contains(char::is_control) {
        return Err("with a control character");
    }
    if raw.contains('\u{FFFD}') {
        return Err("with U+FFFD, the mark of lost letters");
    }
    if !raw.chars().any(chars::is_letter) {
        return Err("without a letter");
    }
    if script == Script::Arabic && !raw.chars().any(chars::is_arabic_letter) {
        return Err("not in Arabic script");
    }
    if raw.chars().filter(|&c| !chars::is_transparent(c)).count() > MAX_ALIAS_CHARS {
        return Err("longer than 256 characters");
    }
    if !raw.contains(is_stray) {
        return Ok(Cow::Borrowed(raw));
    }
    let kept: String = raw.chars().filter(|&c| !is_stray(c)).collect();
    Ok(Cow::Owned(kept.trim().to_owned()))
}

/// Bidi controls, byte order marks and the like; the joiners are part of how a word is written.
fn is_stray(c: char) -> bool {
    chars::is_format(c) && !matches!(c, '\u{200C}' | '\u{200D}')
}

/// The id of what has none but its name, without what cannot be seen in an id.
pub(super) fn as_id(name: &str) -> String {
    name.chars().filter(|&c| !chars::is_format(c)).collect::<String>().trim().to_owned()
}

/// A name and what stands in brackets behind it to tell it from others: `طرابلس (لبنان)`.
pub(super) fn without_brackets(name: &str) -> (&str, Option<&str>) {
    let name = name.trim();
    let parts = name.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match parts {
        Some((before, inside)) if !before.trim().is_empty() && !inside.contains(')') => {
            (before.trim(), Some(inside.trim()))
        }
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_name_says_why() {
        let cases = [
            ("", "without a letter"),
            ("١٢٣ - 7", "without a letter"),
            ("ـ\u{64E}", "without a letter"),
            ("Cairo", "not in Arabic script"),
            ("حلب\tحمص", "with a control character"),
            ("حل\0ب", "with a control character"),
            ("حل\u{FFFD}ب", "with U+FFFD, the mark of lost letters"),
            (&"ا".repeat(257), "longer than 256 characters"),
        ];
        for (name, why) in cases {
            assert_eq!(clean(name, Script::Arabic), Err(why), "{name}");
        }
        assert_eq!(clean("Cairo", Script::Any).unwrap(), "Cairo");
        assert!(clean(&"ا\u{64E}".repeat(256), Script::Arabic).is_ok());
    }

    #[test]
    fn controls_of_direction_are_taken_off_and_joiners_kept() {
        assert_eq!(clean("\u{202B}مصر\u{202C} \u{200F}", Script::Arabic).unwrap(), "مصر");
        assert_eq!(clean("می\u{200C}خواهم", Script::Arabic).unwrap(), "می\u{200C}خواهم");
    }

    #[test]
    fn an_id_has_nothing_that_cannot_be_seen() {
        assert_eq!(as_id(" \u{202B}مصر\u{202C} \u{200F}"), "مصر");
        assert_eq!(as_id("می\u{200C}خواهم"), "میخواهم");
    }

    #[test]
    fn brackets_are_told_from_the_name() {
        assert_eq!(without_brackets("طرابلس (لبنان)"), ("طرابلس", Some("لبنان")));
        assert_eq!(without_brackets("طرابلس"), ("طرابلس", None));
        assert_eq!(without_brackets("(لبنان)"), ("(لبنان)", None));
        assert_eq!(without_brackets("أ (ب) (ج)"), ("أ (ب)", Some("ج")));
        assert_eq!(without_brackets("أ (ب))"), ("أ (ب))", None));
    }
}
