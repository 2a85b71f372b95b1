//! How well words are cut, measured against text that was cut by hand.

use std::collections::BTreeMap;

use super::GoldSentence;
use super::gold::is_of_word;
use crate::Segmenter;

/// How well a segmenter cuts words. Only boundaries between two letters count: cutting signs off is no merit.
///
/// ```
/// use yaqut::{CliticScore, GoldSentence, LexiconBuilder, Segmenter};
/// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
/// let mut score = CliticScore::default();
/// score.add(&segmenter, &GoldSentence::marked("إن+ه في+ها"));
/// assert_eq!((score.words, score.accuracy()), (2, 1.0)); // function words need no lexicon
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CliticScore {
    /// Words with an Arabic letter.
    pub words: u64,
    /// Of those, the words with every boundary right and none too many.
    pub right: u64,
    /// Words that are cut.
    pub cut_words: u64,
    /// Of those, the words with every boundary right and none too many.
    pub cut_right: u64,
    /// Boundaries found where they are.
    pub found: u64,
    /// Boundaries found where there are none.
    pub extra: u64,
    /// Boundaries not found.
    pub missed: u64,
    mistakes: BTreeMap<Mistake, u64>,
}

/// A word cut wrongly, with `+` at each boundary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mistake {
    /// As it was cut by hand.
    pub gold: String,
    /// As the segmenter cut it.
    pub got: String,
}

impl CliticScore {
    /// Cuts a sentence and counts.
    pub fn add(&mut self, segmenter: &Segmenter, sentence: &GoldSentence) {
        let text = sentence.text();
        let mut edges: Vec<usize> = Vec::new();
        for (token, parts) in segmenter.tokens(text) {
            edges.push(token.span().start);
            edges.extend(parts.segments().map(|part| part.span().start));
            edges.push(token.span().end);
        }
        edges.dedup(); // tokens come in order, and so do their parts
        let mut edges = edges.as_slice();
        for word in sentence.words() {
            let before = edges.iter().take_while(|&&at| at <= word.span().start).count();
            edges = edges.get(before..).unwrap_or_default();
            let Some(cuts) = word.cuts() else { continue };
            let span = word.span();
            if !span.get(text).unwrap_or_default().chars().any(crate::chars::is_arabic_letter) {
                continue;
            }
            let within = |all: &[usize]| -> Vec<usize> {
                let inside =
                    all.iter().copied().take_while(|&at| at < span.end).filter(|&at| span.start < at);
                inside.filter(|&at| between_letters(text, at)).collect()
            };
            self.count(text, span.start, span.end, &within(cuts), &within(edges));
        }
    }

    fn count(&mut self, text: &str, start: usize, end: usize, gold: &[usize], got: &[usize]) {
        let right = u64::from(gold == got);
        self.words += 1;
        self.right += right;
        self.cut_words += u64::from(!gold.is_empty());
        self.cut_right += right * u64::from(!gold.is_empty());
        let found = gold.iter().filter(|cut| got.contains(cut)).count();
        self.found += found as u64;
        self.missed += (gold.len() - found) as u64;
        self.extra += (got.len() - found) as u64;
        if right == 0 {
            let show = |cuts: &[usize]| {
                let ends = cuts.iter().copied().chain([end]);
                let starts = [start].into_iter().chain(cuts.iter().copied());
                let parts: Vec<&str> = starts.zip(ends).filter_map(|(from, to)| text.get(from..to)).collect();
                parts.join("+")
            };
            *self.mistakes.entry(Mistake { gold: show(gold), got: show(got) }).or_default() += 1;
        }
    }

    /// The share of words that are wholly right; 1 if there are none.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        share(self.right, self.words)
    }

    /// The same over words that are cut.
    #[must_use]
    pub fn cut_accuracy(&self) -> f64 {
        share(self.cut_right, self.cut_words)
    }

    /// The share of boundaries found that are right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.found, self.found + self.extra)
    }

    /// The share of boundaries that were found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.found, 2 * self.found + self.extra + self.missed)
    }

    /// The words cut wrongly, the most frequent first, with how often.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(&Mistake, u64)> {
        let mut mistakes: Vec<(&Mistake, u64)> =
            self.mistakes.iter().map(|(word, &times)| (word, times)).collect();
        mistakes.sort_by_key(|&(_, times)| std::cmp::Reverse(times));
        mistakes
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn between_letters(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let behind = text.get(at..).and_then(|behind| behind.chars().next());
    before.is_some_and(is_of_word) && behind.is_some_and(crate::chars::is_arabic_letter)
}
