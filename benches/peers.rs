//! Peers that find names in text folded beforehand: a double-array automaton over characters, and a trie of whole words
//! in hash tables.
#![allow(dead_code, reason = "no bench uses everything")]

use std::collections::hash_map::Entry;
use std::hint::black_box;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rustc_hash::FxHashMap;

use crate::naive::is_word;

/// `daachorse` over characters, the leftmost and longest names, without those inside other words.
pub(crate) struct Daachorse {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
}

impl Daachorse {
    /// Takes names that are folded and all different.
    pub(crate) fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
        Daachorse { automaton: builder.build(names).expect("the names make an automaton") }
    }

    /// How many names stand in a folded text.
    pub(crate) fn count(&self, folded: &str) -> usize {
        let found = self.automaton.leftmost_find_iter(folded);
        found.filter(|found| is_word(folded, found.start()..found.end())).map(black_box).count()
    }
}

/// Marks a node of [`WordTrie`] at which a name ends.
const NAME: u32 = 1 << 31;

/// Names by their words: one look-up for each word of the text, and one more for each word of a possible name.
pub(crate) struct WordTrie {
    words: FxHashMap<Box<str>, Word>,
    /// From a node and the next word to the next node, perhaps marked [`NAME`].
    edges: FxHashMap<(u32, u32), u32>,
    /// Whether a character below U+0800 belongs to a word; asking the standard library is slow.
    is_letter: Box<[bool; 0x800]>,
}

#[derive(Clone, Copy)]
struct Word {
    number: u32,
    /// The node of the names that begin with it, perhaps marked; 0 if there are none.
    node: u32,
}

/// A word of a text.
pub(crate) struct Token {
    start: usize,
    end: usize,
    word: Option<Word>,
}

impl WordTrie {
    /// Takes names that are folded.
    pub(crate) fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let is_letter = |n| char::from_u32(n as u32).is_some_and(char::is_alphanumeric);
        let mut trie = WordTrie {
            words: FxHashMap::default(),
            edges: FxHashMap::default(),
            is_letter: Box::new(std::array::from_fn(is_letter)),
        };
        let mut nodes = 0;
        names.into_iter().for_each(|name| trie.add(name.as_ref(), &mut nodes));
        trie
    }

    fn add(&mut self, name: &str, nodes: &mut u32) {
        let mut words = name.split(' ').peekable();
        let mut at = 0;
        let mut first = true;
        while let Some(word) = words.next() {
            let next = Word { number: self.words.len() as u32, node: 0 };
            let word = match self.words.get_mut(word) {
                Some(word) => word,
                None => self.words.entry(word.into()).or_insert(next),
            };
            let node = match first {
                true => &mut word.node,
                false => match self.edges.entry((at, word.number)) {
                    Entry::Occupied(edge) => edge.into_mut(),
                    Entry::Vacant(edge) => edge.insert(0),
                },
            };
            if *node == 0 {
                *nodes += 1;
                *node = *nodes;
            }
            if words.peek().is_none() {
                *node |= NAME;
            }
            at = *node & !NAME;
            first = false;
        }
    }

    /// How many names stand in a folded text, the leftmost and longest; the tokens are a buffer that was used before.
    pub(crate) fn count(&self, folded: &str, tokens: &mut Vec<Token>) -> usize {
        self.split(folded, tokens);
        let (mut at, mut found) = (0, 0);
        while let Some(token) = tokens.get(at) {
            let length = match token.word {
                Some(Word { node, .. }) if node != 0 => self.longest(folded, &tokens[at..], node),
                _ => 0,
            };
            if length > 0 {
                black_box(token.start..tokens[at + length - 1].end);
                found += 1;
            }
            at += length.max(1);
        }
        found
    }

    fn split(&self, text: &str, tokens: &mut Vec<Token>) {
        tokens.clear();
        let is_letter = |c: char| match self.is_letter.get(c as usize) {
            Some(is_letter) => *is_letter,
            None => c.is_alphanumeric(),
        };
        let mut start = None;
        for (at, c) in text.char_indices() {
            match (is_letter(c), start) {
                (true, None) => start = Some(at),
                (false, Some(word)) => {
                    tokens.push(self.token(text, word, at));
                    start = None;
                }
                _ => {}
            }
        }
        tokens.extend(start.map(|start| self.token(text, start, text.len())));
    }

    fn token(&self, text: &str, start: usize, end: usize) -> Token {
        Token { start, end, word: self.words.get(&text[start..end]).copied() }
    }

    /// How many tokens make the longest name that begins with the first one.
    fn longest(&self, text: &str, tokens: &[Token], mut node: u32) -> usize {
        let mut longest = usize::from(node & NAME != 0);
        for (n, pair) in tokens.windows(2).enumerate() {
            let Some(word) = pair[1].word else { break };
            if &text.as_bytes()[pair[0].end..pair[1].start] != b" " {
                break;
            }
            let Some(next) = self.edges.get(&(node & !NAME, word.number)) else { break };
            node = *next;
            if node & NAME != 0 {
                longest = n + 2;
            }
        }
        longest
    }
}
