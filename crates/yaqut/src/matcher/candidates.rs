//! Every valid occurrence in one sentence: the trie walk over its key words, with clitics.

use smallvec::SmallVec;

use super::Matcher;
use super::check::{Checker, Place};
use crate::clitics::{Reading, pronouns, readings};
use crate::keys::{KeyWord, KeyWords, after_letters, before_letters, particle, transliterated};
use crate::{Enclitic, FoldSet, Proclitic, Span};

/// One valid occurrence of one alias.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) surface: Span,
    pub(super) proclitics: SmallVec<[Proclitic; 2]>,
    pub(super) enclitic: Option<Enclitic>,
    pub(super) folds: FoldSet,
    pub(super) alias: u32,
    pub(super) entity: usize,
    pub(super) prior: f32,
}

/// One way through the sentence that spells a name: which words, read how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence<'k> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) reading: Reading<'k>,
    pub(super) enclitic: Option<Enclitic>,
}

/// Buffers for finding, reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Finder {
    pub(super) hits: Vec<Hit>,
    checker: Checker,
    /// Trie nodes still to go on from, each with the next word.
    path: Vec<(u32, usize)>,
    restored: String,
}

impl Finder {
    /// Adds every valid occurrence among the key words of a sentence to `hits`.
    ///
    /// Where only so many `leftmost` longest are wanted, what begins inside one of them is passed over.
    pub(super) fn find(
        &mut self,
        matcher: &Matcher,
        text: &str,
        key_words: &KeyWords,
        leftmost: Option<usize>,
    ) {
        let Finder { hits, checker, path, restored } = self;
        let mut walk = Walk { matcher, text, key_words, hits, checker, path };
        let (mut behind, mut left) = (0, leftmost.unwrap_or(usize::MAX));
        for (first, word) in key_words.words().iter().enumerate().filter(|(_, word)| word.begins) {
            if word.span.start < behind || left == 0 {
                continue;
            }
            let known = walk.hits.len();
            let key = key_words.key(word);
            let whole = Reading { conjunction: None, preposition: None, restored: "", rest: key };
            walk.follow(first, whole, key);
            for reading in readings(key).filter(|reading| word.is_word && reading.letters() > 0) {
                restored.clear();
                restored.push_str(reading.restored);
                restored.push_str(reading.rest);
                walk.follow(first, reading, restored);
            }
            let longest = walk.hits.iter().skip(known).map(|hit| hit.surface.end).max();
            if let Some(end) = longest.filter(|_| leftmost.is_some()) {
                (behind, left) = (end, left - 1);
            }
        }
    }
}

struct Walk<'s> {
    matcher: &'s Matcher,
    text: &'s str,
    key_words: &'s KeyWords,
    hits: &'s mut Vec<Hit>,
    checker: &'s mut Checker,
    path: &'s mut Vec<(u32, usize)>,
}

impl Walk<'_> {
    /// Walks the trie from word `first`, whose rest behind its clitics is `rest`, as far as names go.
    fn follow(&mut self, first: usize, reading: Reading<'_>, rest: &str) {
        let (key_words, folds) = (self.key_words, self.matcher.dictionary.folds());
        self.path.clear();
        self.path.push((0, first));
        while let Some((node, at)) = self.path.pop() {
            let Some(word) = key_words.words().get(at) else { continue };
            let plain = if at == first { rest } else { key_words.key(word) };
            let occurrence = Occurrence { first, last: at, reading, enclitic: None };
            let key = transliterated(folds, plain);
            if let Some(child) = self.child(node, &key) {
                if word.ends {
                    self.collect(child, occurrence);
                }
                self.path.push((child, at + 1));
            }
            // A name never ends in a particle, so its common form is only gone on from.
            if let Some(child) =
                particle(&key).filter(|other| *other != key).and_then(|other| self.child(node, other))
            {
                self.path.push((child, at + 1));
            }
            if self.matcher.enclitics && word.ends && word.is_word {
                for (enclitic, host) in pronouns(plain) {
                    let host = transliterated(folds, host);
                    if let Some(child) = self.child(node, &host) {
                        self.collect(child, Occurrence { enclitic: Some(enclitic), ..occurrence });
                    }
                }
            }
        }
    }

    fn child(&self, node: u32, key: &str) -> Option<u32> {
        let dictionary = &self.matcher.dictionary;
        dictionary.child(node, dictionary.word(key)?)
    }

    /// Adds the names of a trie node that may stand here.
    fn collect(&mut self, node: u32, occurrence: Occurrence<'_>) {
        let matcher = self.matcher;
        let Some(place) = place(self.text, self.key_words, occurrence) else { return };
        for key in matcher.dictionary.keys(node) {
            if key.is_host() != occurrence.enclitic.is_some() || !matcher.enables(key.alias) {
                continue;
            }
            let Some(folds) = self.checker.check(matcher, place, key) else { continue };
            let entity = key.alias_ref().entity();
            self.hits.push(Hit {
                span: place.span,
                surface: place.surface,
                proclitics: occurrence.reading.proclitics().collect(),
                enclitic: occurrence.enclitic,
                folds,
                alias: key.alias,
                entity: entity.index(),
                prior: entity.prior(),
            });
        }
    }
}

/// Where an occurrence stands, without its clitics and with them.
fn place<'o>(text: &'o str, key_words: &'o KeyWords, occurrence: Occurrence<'o>) -> Option<Place<'o>> {
    let words: &[KeyWord] = key_words.words().get(occurrence.first..=occurrence.last)?;
    let (first, last) = (words.first()?.span, words.last()?.span);
    let (start, in_ligature) = match occurrence.reading.letters() {
        0 => (0, 0),
        letters => after_letters(first.get(text)?, letters),
    };
    let end = match occurrence.enclitic {
        None => last.end,
        Some(enclitic) => last.start + before_letters(last.get(text)?, enclitic.form().chars().count()),
    };
    let start = first.start + start;
    Some(Place {
        text,
        words,
        occurrence,
        span: Span::new(start, end.max(start)),
        surface: Span::new(first.start, last.end),
        in_ligature,
    })
}
