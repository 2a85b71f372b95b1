//! Characters that a name should not have.

use yaqut::chars::{self, CharClass};

/// What is wrong with the characters of a name, the gravest first.
pub(super) fn faults(name: &str) -> Vec<&'static str> {
    let has = |test: fn(char) -> bool| name.chars().any(test);
    let words = |test: fn(&str) -> bool| name.split_whitespace().any(test);
    let found = [
        (name.contains('\u{FFFD}'), "a replacement character: its bytes were not UTF-8"),
        (is_mojibake(name), "UTF-8 that was read as Windows-1252"),
        (is_arabic_mojibake(name), "UTF-8 that was read as Windows-1256"),
        (is_western(name), "Windows-1256 that was read as Windows-1252"),
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

/// In Windows-1256 these bytes are ط and ظ, and the second one of each letter is rarely a letter of Arabic.
fn is_arabic_mojibake(name: &str) -> bool {
    let pairs = name.chars().zip(name.chars().skip(1));
    let is_second = |c| !matches!(c, '\0'..='\u{7F}' | '\u{621}'..='\u{652}') && !char::is_whitespace(c);
    let found = pairs.filter(|&(first, second)| matches!(first, 'ط' | 'ظ') && is_second(second)).count();
    found >= 2 && found * 3 >= name.chars().filter(|c| !c.is_whitespace()).count()
}

/// Arabic letters of Windows-1256 have the bytes of accented Latin letters, which make no word by themselves.
fn is_western(name: &str) -> bool {
    let is_accented = |word: &str| word.chars().all(|c| matches!(c, '\u{C0}'..='\u{FF}'));
    name.split_whitespace().any(|word| word.chars().nth(2).is_some() && is_accented(word))
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
        for name in [
            "سوريا",
            "عبد الله",
            "أوبك+",
            "مجموعة 5+1",
            "NATO",
            "خطط وحظوظ",
            "ظ. ط.",
            "Éé",
            "بورت-أو-برنس",
            "AT&T",
        ] {
            assert!(faults(name).is_empty(), "{name}: {:?}", faults(name));
        }
    }

    #[test]
    fn mangled_names_are_told() {
        for (name, fault) in [
            ("حل\u{FFFD}ب", "replacement"),
            ("Ø³ÙˆØ±ÙŠØ§", "Windows-1252"),
            ("ظ…طµط±", "Windows-1256"),
            ("ط§ظ„ظ‚ط§ظ‡ط±ط©", "Windows-1256"),
            ("ãÕÑ", "Windows-1252"),
            ("ÇáÞÇåÑÉ", "Windows-1252"),
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
