//! Building a lexicon from frequencies and uses of words.

use super::format::word_table;
use super::{Entry, Known, Lexicon, WordUse};
use crate::clitics::grammar::letters::{Letters, WordMap, begins_with_al};
use crate::clitics::grammar::word::Word;

/// Builds a [`Lexicon`] from what is known of words: how frequent they are, and how they are used.
///
/// It has no weights yet: [`Trainer`](crate::Trainer) learns them.
///
/// ```
/// use yaqut::{LexiconBuilder, WordUse};
/// let mut builder = LexiconBuilder::new();
/// builder.frequency("كتاب", 380).word_use("كتاب", WordUse::Noun);
/// builder.frequency("كتابه", 450);
/// assert!(builder.finish().to_bytes().len() > 64);
/// ```
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    words: WordMap<Said>,
}

/// What was said of the spellings of one word.
#[derive(Debug, Default, Clone, Copy)]
struct Said {
    frequency: f64,
    /// That of the spellings with a hamza on the alef they begin with.
    with_hamza: f64,
    /// That of the spellings in ى.
    with_maksura: f64,
    uses: Entry,
    /// Whether its uses were said of a spelling that begins with a bare ال, so that this is no article.
    bare_stem: bool,
}

impl LexiconBuilder {
    /// A builder that knows nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says how frequent a word is in running text: in centibels below every word, so that a word of 300 is one in a
    /// thousand. Spellings that differ in hamzas on alef and in a final ى add up. What is no Arabic word is passed over.
    pub fn frequency(&mut self, word: &str, centibels: u16) -> &mut Self {
        if let Some(word) = Word::read(word) {
            let frequency = fraction(centibels);
            let known = self.words.entry(word.letters).or_default();
            known.frequency += frequency;
            if word.maksura {
                known.with_maksura += frequency;
            }
            if word.hamza_at(0) {
                known.with_hamza += frequency;
            }
        }
        self
    }

    /// Says one way in which a word is used. What is no Arabic word is passed over.
    pub fn word_use(&mut self, word: &str, how: WordUse) -> &mut Self {
        if let Some(word) = Word::read(word) {
            let known = self.words.entry(word.letters).or_default();
            known.uses = known.uses.with_use(how);
            // A command in ال (العب) is most often the article and a noun.
            let stem = !word.hamza_at(0) && how != WordUse::Command;
            known.bare_stem |= stem && begins_with_al(word.letters);
        }
        self
    }

    /// The lexicon: the same words in any order make the same bytes.
    #[must_use]
    pub fn finish(&self) -> Lexicon {
        let level = |word: Letters| self.words.get(&word).map_or(0, |known| level(known.frequency));
        let entry = |(&word, known): (&Letters, &Said)| {
            let entry = known.uses.with_level(level(word));
            let root_al = word.len() > 3
                && begins_with_al(word)
                && (known.with_hamza > HAMZA_SHARE * known.frequency
                    || known.bare_stem && entry.level() >= level(word.behind(2)));
            let entry = if root_al { entry.with_root_al() } else { entry };
            // In Egypt ي is written ى, but elsewhere ى is never written ي.
            let maksura = known.with_maksura > known.frequency / 3.0;
            (word, if maksura { entry.with_maksura() } else { entry })
        };
        let table = word_table(self.words.iter().map(entry));
        Lexicon::of(&table, &[0; 2], 1.0, &Known::new())
    }
}

/// So much of a word's frequency must be of spellings with a hamza for its ال to be no article: others leave hamzas out.
const HAMZA_SHARE: f64 = 0.25;

/// 10 to the power of -1/100.
const CENTIBEL: f64 = 0.977_237_220_955_810_7;

/// The fraction of so many centibels; by products alone, which are the same on every machine.
fn fraction(centibels: u16) -> f64 {
    let (mut fraction, mut power, mut left) = (1.0, CENTIBEL, centibels);
    while left > 0 {
        if left & 1 == 1 {
            fraction *= power;
        }
        power *= power;
        left >>= 1;
    }
    fraction
}

/// The level of a frequency: a step is ten centibels, 63 is 1 in 50 and more, 1 is 1 in 80 millions and less.
fn level(frequency: f64) -> u8 {
    if frequency <= 0.0 {
        return 0;
    }
    let (mut level, mut floor) = (63, fraction(170));
    while level > 1 && frequency < floor {
        level -= 1;
        floor *= 0.794_328_234_724_281_5; // ten centibels
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(lexicon: &Lexicon, word: &str) -> Entry {
        lexicon.look(Letters::read(word).unwrap())
    }

    #[test]
    fn frequencies_of_spellings_add_up() {
        let mut builder = LexiconBuilder::new();
        builder.frequency("إلى", 230).frequency("الى", 230).frequency("شاذ", 900).frequency("mp3", 100);
        let lexicon = builder.finish();
        // Twice one in two hundred is thirty centibels more.
        assert_eq!(entry(&lexicon, "إلى").level(), level(fraction(199)));
        assert_eq!((entry(&lexicon, "شاذ").level(), entry(&lexicon, "غائب").level()), (1, 0));
        assert_eq!((level(fraction(160)), level(fraction(175)), level(fraction(695))), (63, 62, 10));
    }

    #[test]
    fn an_al_with_hamza_is_no_article() {
        let mut builder = LexiconBuilder::new();
        builder.frequency("ألمانيا", 400).frequency("المانيا", 420).frequency("الأمم", 400);
        builder.word_use("التزام", WordUse::Noun).frequency("التزام", 450).frequency("تزام", 700);
        builder.word_use("الحق", WordUse::Command).frequency("الحق", 380).frequency("حق", 380);
        let lexicon = builder.finish();
        let root: Vec<bool> = ["المانيا", "الامم", "التزام", "الحق"]
            .iter()
            .map(|word| entry(&lexicon, word).root_al())
            .collect();
        assert_eq!(root, [true, false, true, false]);
    }

    #[test]
    fn a_final_maksura_is_remembered() {
        let mut builder = LexiconBuilder::new();
        builder.frequency("معنى", 400).frequency("معني", 450).frequency("والدي", 400).frequency("والدى", 500);
        let lexicon = builder.finish();
        assert!(entry(&lexicon, "معنى").ends_in_maksura() && !entry(&lexicon, "والدي").ends_in_maksura());
    }

    #[test]
    fn the_order_of_words_does_not_matter() {
        let (mut one, mut two) = (LexiconBuilder::new(), LexiconBuilder::new());
        one.frequency("قال", 300).frequency("من", 150).word_use("من", WordUse::Noun);
        two.word_use("من", WordUse::Noun).frequency("من", 150).frequency("قال", 300);
        assert_eq!(one.finish().to_bytes(), two.finish().to_bytes());
    }
}
