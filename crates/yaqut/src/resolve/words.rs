//! The words of a text, and which stand around a name.

use crate::clitics::Front;
use crate::keys::{Packed, Scanner, joined_hash, key_hash};
use crate::{FoldSet, Normalizer, Span, Token, TokenKind, Tokenizer};

/// How many words on either side of a name are looked at.
const REACH: usize = 12;

/// A word as it is looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) span: Span,
    /// The hash of its folded letters.
    pub(super) hash: u64,
    /// Its folded letters, if it is an Arabic word.
    packed: Option<Packed>,
    /// Whether a sign of punctuation stands before it, and whether a sentence begins with it.
    behind_sign: bool,
    begins: bool,
}

/// The words of a text in their order.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<Word>);

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let mut scanner = Scanner::new(FoldSet::search());
        let mut words = Vec::with_capacity(text.len() / 11);
        let (mut behind_sign, mut begins, mut last) = (false, true, 0);
        for token in Tokenizer::new().tokenize(text) {
            let span = token.span();
            let gap = text.get(last..span.start).unwrap_or_default();
            begins |= gap.len() > 1 && gap.matches('\n').count() > 1;
            last = span.end;
            match token.kind() {
                TokenKind::Punctuation => match token.text() {
                    "." | "؟" | "?" | "!" | "۔" => begins = true,
                    "\"" | "«" | "»" | "“" | "”" | "'" | "-" | "(" | ")" | "[" | "]" => {}
                    _ => behind_sign = true,
                },
                kind if kind.is_wordlike() => {
                    let plain =
                        scanner.as_mut().and_then(|scanner| scanner.single_word(text.as_bytes(), span.start));
                    let packed = plain.filter(|plain| plain.end == span.end).map(|plain| plain.packed);
                    let (hash, packed) =
                        packed.map_or_else(|| slowly(token), |packed| (packed.hash(), Some(packed)));
                    words.push(Word { span, hash, packed, behind_sign, begins });
                    (behind_sign, begins) = (false, false);
                }
                _ => {}
            }
        }
        Words(words)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Word> {
        self.0.iter()
    }

    /// The words from the one that stands at a place.
    pub(super) fn iter_from(&self, at: usize) -> impl Iterator<Item = &Word> {
        let first = self.0.partition_point(|word| word.span.end <= at);
        self.0.get(first..).unwrap_or_default().iter()
    }

    /// The word behind a word, in its sentence.
    pub(super) fn next(&self, word: &Word) -> Option<&Word> {
        self.behind(word.span).next().filter(|next| !next.1).map(|(next, _)| next)
    }

    /// The words of the sentence before a name, the nearest first, and whether a sign stands between them and the name.
    pub(super) fn before(&self, surface: Span) -> impl Iterator<Item = (&Word, bool)> {
        let first = self.0.partition_point(|word| word.span.start < surface.start);
        let mut parted = false;
        let mut at = first;
        std::iter::from_fn(move || {
            let here = self.0.get(at);
            if here.is_some_and(|word| word.begins) {
                return None;
            }
            parted |= here.is_some_and(|word| word.behind_sign);
            at = at.checked_sub(1)?;
            self.0.get(at).map(|word| (word, parted))
        })
        .take(REACH)
    }

    /// The words of the sentence behind a name, the nearest first, and whether a sign stands between.
    pub(super) fn behind(&self, surface: Span) -> impl Iterator<Item = (&Word, bool)> {
        let first = self.0.partition_point(|word| word.span.start < surface.end);
        let mut parted = false;
        self.0
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|word| !word.begins)
            .map(move |word| {
                parted |= word.behind_sign;
                (word, parted)
            })
            .take(REACH)
    }
}

impl Word {
    /// Calls `found` with the hash of each way to read it: as a whole, and without its proclitics.
    pub(super) fn readings(&self, mut found: impl FnMut(u64)) {
        found(self.hash);
        if let Some(packed) = self.packed {
            packed.readings(|_: Front, rest| found(rest.hash()));
        }
    }
}

/// A word with marks, a number, another script.
#[cold]
fn slowly(token: Token<'_>) -> (u64, Option<Packed>) {
    let folded = fold(token.text());
    (key_hash(&folded), Packed::of(&folded))
}

/// Words as they are compared.
pub(super) fn fold(words: &str) -> String {
    Normalizer::search().normalize(words.trim()).into_text().into_owned()
}

/// The hash of a phrase: that of its word, or of its words joined.
pub(super) fn phrase_hash(words: impl IntoIterator<Item = u64>) -> Option<u64> {
    words.into_iter().reduce(joined_hash)
}

/// The hash of folded words with spaces between.
pub(super) fn hash(folded: &str) -> Option<u64> {
    phrase_hash(folded.split(' ').filter(|word| !word.is_empty()).map(key_hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, name: &str) -> (Vec<String>, Vec<String>) {
        let start = text.find(name).unwrap();
        let surface = Span::new(start, start + name.len());
        let words = Words::of(text);
        let written = |(word, parted): (&Word, bool)| {
            format!("{}{}", if parted { "," } else { "" }, word.span.get(text).unwrap())
        };
        (words.before(surface).map(written).collect(), words.behind(surface).map(written).collect())
    }

    #[test]
    fn the_nearest_word_comes_first_and_the_sentence_ends_it() {
        let (before, behind) =
            around("وصل أمس. قال وزيرُ الخارجية، «جون كيري» في عمان ثم، كما قيل، غادر. انتهى", "كيري");
        assert_eq!(before, ["جون", ",الخارجية", ",وزيرُ", ",قال"]);
        assert_eq!(behind, ["في", "عمان", "ثم", ",كما", ",قيل", ",غادر"]);
        assert_eq!(around("كيري", "كيري"), (vec![], vec![]));
        assert_eq!(around("عنوان\n\nكيري\n\nنص", "كيري"), (vec![], vec![]));
    }

    #[test]
    fn words_have_the_hash_of_their_folds_and_their_readings() {
        let text = "وللمدينةِ القديمة ایران NATO 2015";
        let words: Vec<Word> = Words::of(text).iter().copied().collect();
        let hashes: Vec<u64> = words.iter().map(|word| word.hash).collect();
        let expected = ["وللمدينه", "القديمه", "ايران", "nato", "2015"].map(|word| hash(word).unwrap());
        assert_eq!(hashes, expected);
        let mut readings = Vec::new();
        words[0].readings(|hash| readings.push(hash));
        assert!(readings.contains(&hash("المدينه").unwrap()));
    }
}
