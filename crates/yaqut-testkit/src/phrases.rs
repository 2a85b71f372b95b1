//! A gazetteer that a text is full of: beside names, phrases of the text's own words, as in lists of all there is.

use std::collections::{HashMap, HashSet};

use crate::names::{Name, gazetteer};
use crate::rng::Rng;

/// A word that stands in the text more often than once in so many words is no phrase by itself.
const RARE: usize = 50_000;

/// A gazetteer of names and, every other one, phrases of one to four words that stand in the text.
///
/// The names are those of [`gazetteer`]. A text that is too short for so many phrases leaves their places to names. A
/// smaller gazetteer of the same text is the beginning of a larger one if the text is long enough for both.
///
/// ```
/// let text = yaqut_testkit::ArabicText::new(1).generate(50_000);
/// let names = yaqut_testkit::dense_gazetteer(1, &text, 100);
/// assert_eq!((names.len(), names[1].entity_type), (100, "phrase"));
/// assert!(text.contains(&names[1].name));
/// ```
#[must_use]
pub fn dense_gazetteer(seed: u64, text: &str, count: usize) -> Vec<Name> {
    let mut phrases = phrases(seed, text, count / 2).into_iter();
    let mut names = gazetteer(seed, count - phrases.len()).into_iter();
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let phrase = if all.len() % 2 == 1 { phrases.next() } else { None };
        let (entity_type, name) = match (phrase, names.as_slice().is_empty()) {
            (Some(phrase), _) => ("phrase", phrase),
            (None, false) => names.next().map_or(("", String::new()), |name| (name.entity_type, name.name)),
            (None, true) => ("phrase", phrases.next().unwrap_or_default()),
        };
        all.push(Name { id: format!("d:{}", all.len()), entity_type, name });
    }
    all
}

/// At most so many different phrases: words that follow each other in the text with one space between, drawn from all
/// its places alike, so that what is frequent is soon among them.
fn phrases(seed: u64, text: &str, count: usize) -> Vec<String> {
    let words = words(text);
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    for (at, end) in &words {
        *occurrences.entry(&text[*at..*end]).or_default() += 1;
    }
    let mut rng = Rng::new(seed ^ 0xDE45E);
    let (mut seen, mut phrases) = (HashSet::with_capacity(count), Vec::with_capacity(count));
    for _ in 0..count * 16 {
        if phrases.len() == count || words.is_empty() {
            break;
        }
        let length = rng.pick(&[1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4]);
        let first = rng.below(words.len());
        let Some(chosen) = words.get(first..first + length) else { continue };
        let phrase = &text[chosen[0].0..chosen[length - 1].1];
        let follow = chosen.windows(2).all(|pair| &text[pair[0].1..pair[1].0] == " ");
        let frequent = length == 1 && occurrences.get(phrase).is_some_and(|n| (n - 1) * RARE > words.len());
        if follow && !frequent && seen.insert(phrase) {
            phrases.push(phrase.to_owned());
        }
    }
    phrases
}

/// The places of the words that are plain letters, without marks, digits and Latin.
fn words(text: &str) -> Vec<(usize, usize)> {
    let is_plain = |word: &str| word.chars().all(|c| matches!(c, 'ء'..='غ' | 'ف'..='ي'));
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && is_plain(word));
    words.map(|word| (start(word), start(word) + word.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ArabicText;

    #[test]
    fn phrases_stand_in_the_text_and_differ() {
        let text = ArabicText::new(1).generate(300_000);
        let phrases = phrases(1, &text, 5_000);
        let unique: HashSet<&str> = phrases.iter().map(AsRef::as_ref).collect();
        assert_eq!((phrases.len(), unique.len()), (5_000, 5_000));
        assert!(phrases.iter().step_by(100).all(|phrase| text.contains(phrase)));
        let mut lengths = [0; 5];
        phrases.iter().for_each(|phrase| lengths[phrase.split(' ').count()] += 1);
        assert!(lengths[0] == 0 && lengths[1..].iter().all(|n| *n > 500), "{lengths:?}");
        assert!(!phrases.iter().any(|phrase| phrase == "في"));
    }

    #[test]
    fn a_smaller_gazetteer_is_the_beginning_of_a_larger_one() {
        let text = ArabicText::new(2).generate(300_000);
        assert_eq!(dense_gazetteer(3, &text, 4_000)[..1_001], dense_gazetteer(3, &text, 1_001));
    }

    #[test]
    fn a_short_text_leaves_the_places_to_names() {
        for text in ["", "في", "قال إن الوضع", "latin 12"] {
            let names = dense_gazetteer(4, text, 500);
            assert_eq!(names.len(), 500);
            assert!(names.iter().all(|name| !name.name.is_empty()));
        }
    }
}
