//! The short names that a text may use once it has given a full one.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::cues::{CuePlace, Cues};
use super::words::{Word, fold, hash};

/// Words that belong to the one behind them: `بن لادن`, `عبد الناصر`, `دي سيلفا`.
const PARTICLES: [&str; 20] = [
    "عبد", "ابن", "بن", "ابو", "ابي", "ابا", "ام", "ال", "ذو", "دي", "دو", "فان", "فون", "لو", "لا", "ديل",
    "سان", "دا", "دين", "بو",
];

/// Second words of given names of two: `عبد الله`, `نور الدين`.
const SECOND: [&str; 12] = [
    "الله",
    "الدين",
    "الرحمن",
    "العزيز",
    "الناصر",
    "الفتاح",
    "الحميد",
    "الكريم",
    "القادر",
    "الرحيم",
    "الاله",
    "المجيد",
];

/// Last words that are no surnames.
const EPITHETS: [&str; 18] = [
    "الاب",
    "الابن",
    "الاول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "الاكبر",
    "الاصغر",
    "الكبير",
    "الصغير",
    "الراحل",
    "السابق",
];

/// The surname of a full name, with what belongs to it: `لادن` is never named without its `بن`.
pub(super) fn surname(name: &str, cues: &Cues) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut first = words.len().checked_sub(1)?;
    let last = fold(words.get(first)?);
    // `محمد السيد`: what is a title before other names is no name of his.
    let is_title = !cues.of(hash(&last)?).is_empty();
    if is_title || EPITHETS.contains(&last.as_str()) {
        return None;
    }
    while first > 0 && words.get(first - 1).is_some_and(|word| PARTICLES.contains(&fold(word).as_str())) {
        first -= 1;
    }
    (first > 0).then(|| words.get(first..).unwrap_or_default().join(" ")).filter(|short| letters(short) > 2)
}

/// What is left of a name without the word that says what it is, and the name of a club without its nationality:
/// `حركة فتح`, `الهلال السعودي`.
pub(super) fn bare(name: &str, entity_type: &str, kind: &str, cues: &Cues) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let frames = words.first().is_some_and(|word| {
        let cues = hash(&fold(word)).map_or(&[][..], |word| cues.of(word));
        cues.iter()
            .any(|cue| cue.place == CuePlace::Before && cue.entity_type == entity_type && cue.weight >= 2.0)
    });
    let inner = words.get(usize::from(frames)..).unwrap_or_default();
    let mut bare = Vec::new();
    if frames {
        bare.push(inner);
    }
    if let Some((last, rest)) = inner.split_last() {
        let is_adjective = last.starts_with("ال") && (last.ends_with('ي') || last.ends_with("ية"));
        if is_adjective && rest.len() == 1 && kind == "football" {
            bare.push(rest);
        }
    }
    bare.into_iter().map(|words| words.join(" ")).filter(|short| letters(short) > 2).collect()
}

/// Whether a word is a frequent given name, as it is or behind a clitic: the first words of the people in `yaqut-data`, those
/// that three have or more.
pub(super) fn is_given_name(word: &Word) -> bool {
    static NAMES: OnceLock<HashSet<u64>> = OnceLock::new();
    let read = || {
        let names = include_str!("given_names.txt").lines().map(fold);
        names.chain(SECOND.map(str::to_owned)).filter_map(|name| hash(&name)).collect()
    };
    // A surname behind the second word of a given name is behind a given name.
    let names = NAMES.get_or_init(read);
    let mut is_given = false;
    word.readings(|hash| is_given |= names.contains(&hash));
    is_given
}

fn letters(name: &str) -> usize {
    name.chars().filter(|c| c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    #[test]
    fn surnames_keep_what_belongs_to_them() {
        for (name, short) in [
            ("إبراهيم الجعفري", Some("الجعفري")),
            ("أسامة بن لادن", Some("بن لادن")),
            ("جمال عبد الناصر", Some("عبد الناصر")),
            ("علي بن أبي طالب", Some("بن أبي طالب")),
            ("محمد السادس", None),
            ("جورج بوش الابن", None),
            ("أبو مازن", None),
            ("صدام", None),
            ("محمد السيد", None),
            ("", None),
        ] {
            assert_eq!(surname(name, &Cues::default()).as_deref(), short, "{name}");
        }
    }

    #[test]
    fn frames_and_nationalities_fall_away() {
        let cues = Cues::default();
        for (name, entity_type, kind, short) in [
            ("حركة فتح", "organization", "movement", &["فتح"][..]),
            ("الهلال السعودي", "organization", "football", &["الهلال"]),
            ("نادي الهلال السعودي", "organization", "football", &["الهلال السعودي", "الهلال"]),
            ("المحكمة الجنائية", "organization", "court", &[]),
            ("مدينة معان", "place", "city", &["معان"]),
            ("الأمم المتحدة", "organization", "un", &[]),
            ("تنظيم القاعدة في اليمن", "organization", "armed-group", &["القاعدة في اليمن"]),
        ] {
            assert_eq!(bare(name, entity_type, kind, &cues), short, "{name}");
        }
    }

    #[test]
    fn given_names_are_known_in_any_spelling() {
        let is_given = |word: &str| Words::of(word).iter().next().is_some_and(is_given_name);
        assert!(is_given("أحمد") && is_given("احمد") && is_given("وجورج"));
        assert!(!is_given("قال") && !is_given("الرئيس"));
    }
}
