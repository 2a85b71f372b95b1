//! The everyday words that guard lossy folds and clitic readings.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::Xxh3;

/// Everyday words, as they are written, that no fold and no clitic may turn into a one-word name.
///
/// `على` (on) is not the name `علي`, and `بأن` (that) is not ب before a name `أن`. A name that is spelled exactly as a
/// common word is still found, and names of several words are not guarded. The default list is our own: particles with
/// their clitics and pronouns, and frequent verbs, nouns and adjectives that begin with a clitic's letter or differ from
/// a usual name by a fold.
///
/// ```
/// use yaqut::CommonWords;
/// assert!(CommonWords::default().contains("على"));
/// assert!(!CommonWords::default().contains("علي"));
/// let own: CommonWords = ["بنك", "كرة"].into_iter().collect();
/// assert_eq!(own.iter().count(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonWords(Arc<BTreeSet<String>>);

impl CommonWords {
    /// No word: every fold and clitic reading stands.
    #[must_use]
    pub fn empty() -> Self {
        CommonWords(Arc::default())
    }

    /// Reads a list: a word a line, blank lines and lines that begin with `#` left out.
    #[must_use]
    pub fn from_lines(lines: &str) -> Self {
        lines.lines().filter(|line| !line.starts_with('#')).collect()
    }

    /// Whether the word, as spelled, is in the list.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// The words, in the order of their code points.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// A hash of the list, which dictionaries made with it carry.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::new();
        for word in self.iter() {
            hash.update(word.as_bytes());
            hash.update(b"\n");
        }
        hash.digest()
    }
}

impl Default for CommonWords {
    fn default() -> Self {
        static WORDS: OnceLock<CommonWords> = OnceLock::new();
        WORDS.get_or_init(|| CommonWords::from_lines(include_str!("words.txt"))).clone()
    }
}

impl<S: AsRef<str>> FromIterator<S> for CommonWords {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let trimmed = words.into_iter().map(|word| word.as_ref().trim().to_owned());
        CommonWords(Arc::new(trimmed.filter(|word| !word.is_empty()).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fold, Normalizer, chars};

    #[test]
    fn the_default_list_is_made_of_bare_arabic_words() {
        let words = CommonWords::default();
        assert!(words.iter().count() > 1000);
        for word in words.iter() {
            assert!(word.chars().all(|c| chars::class(c) == chars::CharClass::Letter), "{word:?}");
            assert_eq!(Normalizer::light().normalize(word).text(), word);
        }
        assert!(include_str!("words.txt").len() <= 64 * 1024);
    }

    #[test]
    fn the_default_list_holds_no_word_twice() {
        let lines =
            include_str!("words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), CommonWords::default().iter().count());
    }

    #[test]
    fn the_usual_confusions_are_on_the_list_and_the_names_are_not() {
        let words = CommonWords::default();
        for (word, name, fold) in [
            ("على", "علي", Some(Fold::AlefMaksura)),
            ("جده", "جدة", Some(Fold::TehMarbuta)),
            ("حماه", "حماة", Some(Fold::TehMarbuta)),
            ("مني", "منى", Some(Fold::AlefMaksura)),
            ("بأن", "أن", None),
            ("فإن", "إن", None),
        ] {
            assert!(words.contains(word), "{word}");
            if let Some(fold) = fold {
                assert!(!words.contains(name), "{name}");
                let folded = |text| Normalizer::new(fold.into()).normalize(text).into_text().into_owned();
                assert_eq!(folded(word), folded(name));
            }
        }
    }
}
