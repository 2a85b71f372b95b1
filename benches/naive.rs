//! The peer: what a Rust user writes today. Letters folded one by one into a string, with a table of offsets if the
//! place in the original matters, aho-corasick over it, and a look at the characters around each match.
#![allow(dead_code, reason = "no bench uses everything")]

use std::hint::black_box;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// The letter that stands for `c`, as in Lucene's ArabicNormalizer; none for marks and tatweel.
fn fold_char(c: char) -> Option<char> {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' => None,
        _ => Some(c),
    }
}

/// The folded text; the way back is lost.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_char));
    folded
}

/// A folded text and, for each of its bytes and its end, the place in the original.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) text: String,
    offsets: Vec<u32>,
}

impl Folded {
    /// Folds another text into the same buffers.
    pub(crate) fn fold(&mut self, text: &str) {
        self.text.clear();
        self.offsets.clear();
        for (at, c) in text.char_indices() {
            if let Some(c) = fold_char(c) {
                self.text.push(c);
                self.offsets.resize(self.text.len(), at as u32);
            }
        }
        self.offsets.push(text.len() as u32);
    }

    fn original(&self, folded: Range<usize>) -> Range<u32> {
        self.offsets[folded.start]..self.offsets[folded.end]
    }
}

/// Finds names, the leftmost and longest, and drops those inside other words.
pub(crate) struct Finder {
    automaton: AhoCorasick,
}

impl Finder {
    /// Folds the names first.
    pub(crate) fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let names = names.into_iter().map(|name| fold(name.as_ref()));
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names);
        Finder { automaton: automaton.expect("the names make an automaton") }
    }

    /// How many names stand in a text that is folded already.
    pub(crate) fn count_in_folded(&self, folded: &str) -> usize {
        self.automaton.find_iter(folded).filter(|found| is_word(folded, found.range())).map(black_box).count()
    }

    /// How many names stand in a text, with their places in it; folded into a buffer that was used before.
    pub(crate) fn count(&self, text: &str, folded: &mut Folded) -> usize {
        folded.fold(text);
        let text = folded.text.as_str();
        let found = self.automaton.find_iter(text).filter(|found| is_word(text, found.range()));
        found.map(|found| folded.original(found.range())).map(black_box).count()
    }
}

/// Whether the characters around a match belong to no word.
pub(crate) fn is_word(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
