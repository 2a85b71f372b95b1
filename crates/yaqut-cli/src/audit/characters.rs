//! Characters that a name should not have.

use yaqut::chars::{self, CharClass};

/// What is wrong with the characters of a name, the gravest first.
pub(super) fn faults(name: &str) -> Vec<&'static str> {
    let has = |test: fn(char) -> bool| name.chars().any(test);
    let words = |test: fn(&str) -> bool| name.split_whitespace().any(test);
    let found = [
        (name.contains('\u{FFFD}'), "a replacement character: its bytes were not UTF-8"),
        (is_mojibake(name), "UTF-8 that was read as Windows-1252"),
        (name.contains("??"), "question marks for letters that were lost"),
        (is_entity(name), "an HTML entity"),
        (has(|c| c.is_control() && !c.is_whitespace()), "a control character"),
        (has(chars::is_format), "an invisible control"),
        (has(|c| chars::presentation(c).is_some()), "presentation forms"),
        (has(|c| chars::class(c) == CharClass::Tatweel), "a tatweel"),
        (has(chars::is_mark), "vowel marks"),
        (has(|c| chars::lookalike(c).is_some()), "letters of Persian or Urdu that look like Arabic ones"),
        (words(is_mixed), "Latin and Arabic letters in one word"),
        (has(|c| "()[]{}<>«»\"“”".contains(c)), "brackets or quotes"),
        (has(|c| ",،;؛|/\\".contains(c)), "a sign that parts names: two names in one?"),
        (!has(chars::is_letter) && !has(char::is_alphabetic), "no letter"),
        (name.trim() != name || name.contains("  "), "spaces that are not needed"),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fault)| fault).collect()
}

/// Arabic letters in UTF-8 begin with the bytes D8 and D9, which are Ø and Ù elsewhere.
fn is_mojibake(name: &str) -> bool {
    name.chars().filter(|&c| matches!(c, 'Ø' | 'Ù')).count() >= 2
}

fn is_entity(name: &str) -> bool {
    let behind = name.split('&').skip(1);
    behind.into_iter().any(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
        end > 1 && rest.get(end..).is_some_and(|rest| rest.starts_with(';'))
    })
}

fn is_mixed(word: &str) -> bool {
    word.chars().any(chars::is_arabic_letter) && word.chars().any(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn clean_names_have_no_fault() {
        for name in ["سوريا", "عبد الله", "أوبك+", "مجموعة 5+1", "NATO", "بورت-أو-برنس", "AT&T"]
        {
            assert!(faults(name).is_empty(), "{name}: {:?}", faults(name));
        }
    }

    #[test]
    fn mangled_names_are_told() {
        for (name, fault) in [
            ("حل\u{FFFD}ب", "replacement"),
            ("Ø³ÙˆØ±ÙŠØ§", "Windows-1252"),
            ("????", "question"),
            ("بنك &amp; شركاه", "HTML"),
            ("حلب\u{200F}", "invisible"),
            ("ﺣﻠﺐ", "presentation"),
            ("حلـب", "tatweel"),
            ("حَلَب", "vowel"),
            ("ایران", "Persian"),
            ("حلبx", "Latin"),
            ("طرابلس (لبنان)", "brackets"),
            ("حلب، سوريا", "parts names"),
            ("1234", "no letter"),
            ("حلب  الشهباء", "spaces"),
        ] {
            assert!(
                faults(name).first().is_some_and(|first| first.contains(fault)),
                "{name}: {:?}",
                faults(name)
            );
        }
    }
}
