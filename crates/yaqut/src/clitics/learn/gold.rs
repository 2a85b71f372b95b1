//! Text that was cut by hand.

use crate::{Span, chars};

/// A sentence whose words were cut by hand.
///
/// ```
/// use yaqut::GoldSentence;
/// let sentence = GoldSentence::marked("و+قال إن+ه ل+لعراق");
/// assert_eq!(sentence.text(), "وقال إنه للعراق");
/// assert_eq!(sentence.words()[0].cuts(), Some(&[2][..]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoldSentence {
    text: String,
    words: Vec<GoldWord>,
}

/// One written word of a [`GoldSentence`], signs that touch it included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldWord {
    span: Span,
    cuts: Option<Vec<usize>>,
}

impl GoldWord {
    /// Where the word stands in the text, in bytes.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Where it is cut, in bytes of the text, ascending; `None` if the spelling of its parts does not tell.
    #[must_use]
    pub fn cuts(&self) -> Option<&[usize]> {
        self.cuts.as_deref()
    }
}

impl GoldSentence {
    /// A sentence with a `+` at each cut: behind an Arabic letter and before anything it is one, elsewhere a sign.
    #[must_use]
    pub fn marked(line: &str) -> Self {
        let mut sentence = GoldSentence::default();
        for written in line.split_whitespace() {
            let (mut word, mut cuts) = (String::new(), Vec::new());
            for (at, c) in written.char_indices() {
                let before = written.get(..at).and_then(|before| before.chars().next_back());
                let behind = written.get(at + c.len_utf8()..).and_then(|behind| behind.chars().next());
                if c == '+' && before.is_some_and(is_of_word) && behind.is_some() {
                    cuts.push(word.len());
                } else {
                    word.push(c);
                }
            }
            sentence.push(&word, Some(cuts), true);
        }
        sentence
    }

    /// Adds a word with the parts it was cut into, in their own spelling.
    pub(super) fn push_parts(&mut self, word: &str, parts: &[&str], space: bool) {
        self.push(word, places(word, parts), space);
    }

    /// Adds a word with its cuts, in bytes of the word, behind a space or right behind the last word.
    fn push(&mut self, word: &str, cuts: Option<Vec<usize>>, space: bool) {
        if space && !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        let cuts = cuts.map(|cuts| cuts.iter().map(|cut| start + cut).collect());
        self.words.push(GoldWord { span: Span::new(start, self.text.len()), cuts });
    }

    /// Adds another sentence behind this one.
    pub(super) fn append(&mut self, other: &GoldSentence) {
        for word in &other.words {
            let start = word.span.start;
            let cuts = word.cuts.as_ref().map(|cuts| cuts.iter().map(|cut| cut - start).collect());
            self.push(word.span.get(&other.text).unwrap_or_default(), cuts, true);
        }
    }

    /// The text, without marks of cuts.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its words, in order.
    #[must_use]
    pub fn words(&self) -> &[GoldWord] {
        &self.words
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

pub(super) fn is_of_word(c: char) -> bool {
    chars::is_arabic_letter(c) || chars::is_transparent(c)
}

/// Where a word is cut into parts that may be spelled otherwise (`للنفط` is ل + النفط): parts are taken off its front as far
/// as they are spelled alike, then off its end. `None` if more than one is left between.
fn places(word: &str, parts: &[&str]) -> Option<Vec<usize>> {
    let mut cuts = Vec::new();
    let (mut start, mut end) = (0, word.len());
    let mut left = parts;
    while let [first, rest @ ..] = left {
        if rest.is_empty() || !word.get(start..end)?.starts_with(first) {
            break;
        }
        start += first.len();
        cuts.push(start);
        left = rest;
    }
    let behind = cuts.len();
    while let [rest @ .., last] = left {
        if rest.is_empty() || !word.get(start..end)?.ends_with(last) {
            break;
        }
        end -= last.len();
        cuts.insert(behind, end);
        left = rest;
    }
    (left.len() == 1 && start < end).then_some(cuts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str, parts: &str) -> Option<String> {
        let cuts = places(word, &parts.split('+').collect::<Vec<_>>())?;
        let mut edges = vec![0];
        edges.extend(cuts);
        edges.push(word.len());
        Some(edges.windows(2).map(|edge| &word[edge[0]..edge[1]]).collect::<Vec<_>>().join("+"))
    }

    #[test]
    fn restored_parts_are_found_in_the_word() {
        assert_eq!(cut("للنفط", "ل+النفط").unwrap(), "ل+لنفط");
        assert_eq!(cut("مدرستهم", "مدرسة+هم").unwrap(), "مدرست+هم");
        assert_eq!(cut("ولقائها", "و+لقاء+ها").unwrap(), "و+لقائ+ها");
        assert_eq!(cut("حياتهم\".", "حياة+هم+\"+.").unwrap(), "حيات+هم+\"+.");
        assert_eq!(cut("لاني", "ل+أن+ي").unwrap(), "ل+ان+ي");
        assert_eq!(cut("مما", "من+ما+ذا"), None);
        assert_eq!(cut("قال", "قال").unwrap(), "قال");
    }

    #[test]
    fn a_plus_between_signs_or_numbers_is_a_sign() {
        let sentence = GoldSentence::marked("«و+قال» ب+15 5+1 + C+");
        assert_eq!(sentence.text(), "«وقال» ب15 5+1 + C+");
        assert_eq!(sentence.words().iter().map(|word| word.cuts().unwrap().len()).sum::<usize>(), 2);
    }
}
