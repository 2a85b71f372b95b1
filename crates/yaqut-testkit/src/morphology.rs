//! Enough Arabic morphology to make words that look like words.

use crate::rng::Rng;

/// Consonants that make roots, the frequent ones in front; weak letters would need rules.
const RADICALS: [&str; 25] = [
    "ر", "ل", "م", "ن", "ب", "د", "ع", "س", "ق", "ف", "ح", "ج", "ك", "ت", "ه", "ش", "خ", "ص", "ط", "ز", "ض",
    "غ", "ث", "ذ", "ظ",
];

/// Patterns of nouns and adjectives, with 1, 2, 3 for the radicals.
pub(crate) const NOUN_PATTERNS: [&str; 20] = [
    "1ا23",
    "م12و3",
    "12ي3",
    "12ا3",
    "ت12ي3",
    "1123",
    "م123",
    "ا1ت2ا3",
    "است12ا3",
    "ا12ا3",
    "م1ا23ة",
    "12و3",
    "ت1ا23",
    "ان12ا3",
    "123ة",
    "م12ا3",
    "12ا3ة",
    "مست123",
    "1وا23",
    "أ12ا3",
];

/// Patterns of verbs.
pub(crate) const VERB_PATTERNS: [&str; 12] =
    ["123", "ي123", "ت123", "123ت", "ا1ت23", "يست123", "ت1ا23", "أ123", "123وا", "ي123ون", "ان123", "ي1ا23"];

/// A root of three different radicals.
pub(crate) fn root(rng: &mut Rng) -> [&'static str; 3] {
    loop {
        let [a, b, c] = [0; 3].map(|_| rng.pick_front(&RADICALS));
        if a != b && b != c && a != c {
            return [a, b, c];
        }
    }
}

/// A word of this root and pattern.
pub(crate) fn word(root: [&str; 3], pattern: &str) -> String {
    let mut word = String::with_capacity(2 * pattern.len());
    for c in pattern.chars() {
        match c {
            '1' => word.push_str(root[0]),
            '2' => word.push_str(root[1]),
            '3' => word.push_str(root[2]),
            letter => word.push(letter),
        }
    }
    word
}

/// A word with what may stand before and behind it: conjunction, preposition, article or future; number, pronoun.
pub(crate) fn inflected(rng: &mut Rng) -> String {
    if rng.chance(0.3) {
        let verb = word(root(rng), rng.pick(&VERB_PATTERNS));
        let ending = rng.pick(&["", "", "", "ه", "ها", "هم", "نا", "ت"]);
        return rng.pick(&["", "", "و", "ف", "س", "ل"]).to_owned() + &verb + ending;
    }
    let noun = word(root(rng), rng.pick(&NOUN_PATTERNS));
    let definite = rng.chance(0.4);
    let ending = match definite {
        true => rng.pick(&["", "", "ات", "ين", "ون", "ية", "ي", "ان"]),
        false => rng.pick(&["ه", "ها", "هم", "نا", "ي", "ات", "اتها", "ية", "ين", "ا"]),
    };
    let noun = end(if definite { attach("ال", &noun) } else { noun }, ending);
    attach(rng.pick(&["", "", "", "", "و", "ب", "ل", "وب"]), &noun)
}

/// The noun with an ending: before it ة is ت or falls away.
pub(crate) fn end(noun: String, ending: &str) -> String {
    match noun.strip_suffix('ة') {
        Some(stem) if ["ه", "ها", "هم", "نا"].contains(&ending) => format!("{stem}ت{ending}"),
        Some(stem) if !ending.is_empty() => format!("{stem}{ending}"),
        _ => noun + ending,
    }
}

/// The word with a proclitic in front: `ل` and `ال` are written `لل`.
pub(crate) fn attach(proclitic: &str, word: &str) -> String {
    match word.strip_prefix("ال") {
        Some(rest) if proclitic.ends_with('ل') => format!("{proclitic}ل{rest}"),
        _ => format!("{proclitic}{word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled() {
        assert_eq!(word(["ك", "ت", "ب"], "م12و3"), "مكتوب");
        assert_eq!(word(["خ", "ر", "ج"], "است12ا3"), "استخراج");
    }

    #[test]
    fn inflected_words_are_many() {
        let mut rng = Rng::new(2);
        let words: std::collections::HashSet<String> = (0..100_000).map(|_| inflected(&mut rng)).collect();
        assert!(words.len() > 90_000, "{}", words.len());
        assert!(words.iter().all(|word| !word.trim_end_matches('ة').contains('ة')));
    }

    #[test]
    fn endings_change_the_feminine_one() {
        assert_eq!(end("مدرسة".to_owned(), "هم"), "مدرستهم");
        assert_eq!(end("مدرسة".to_owned(), "ات"), "مدرسات");
        assert_eq!(end("كتاب".to_owned(), "ها"), "كتابها");
        assert_eq!(end("مدرسة".to_owned(), ""), "مدرسة");
    }

    #[test]
    fn the_preposition_and_the_article_melt() {
        assert_eq!(attach("ل", "العراق"), "للعراق");
        assert_eq!(attach("ول", "العراق"), "وللعراق");
        assert_eq!(attach("ب", "العراق"), "بالعراق");
        assert_eq!(attach("ل", "مصر"), "لمصر");
    }

    #[test]
    fn radicals_of_a_root_differ() {
        let mut rng = Rng::new(1);
        for _ in 0..1000 {
            let [a, b, c] = root(&mut rng);
            assert!(a != b && b != c && a != c);
        }
    }
}
