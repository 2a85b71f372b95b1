//! Every valid occurrence in one sentence: the trie walk over its key words, with clitics.

use smallvec::SmallVec;

use super::Matcher;
use super::check::Checker;
use crate::clitics::{Reading, pronouns, readings};
use crate::keys::{KeyWords, after_letters, before_letters, particle};
use crate::{Enclitic, FoldSet, Proclitic, Span};

/// One valid occurrence of one alias.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The first key word and the one behind the last.
    pub(super) words: (usize, usize),
    pub(super) span: Span,
    pub(super) surface: Span,
    pub(super) proclitics: SmallVec<[Proclitic; 2]>,
    pub(super) enclitic: Option<Enclitic>,
    pub(super) folds: FoldSet,
    pub(super) alias: u32,
    pub(super) entity: usize,
    pub(super) prior: f32,
}

/// The key words of a sentence and what was found in it.
#[derive(Debug, Default)]
pub(super) struct Sentence {
    pub(super) words: KeyWords,
    pub(super) hits: Vec<Hit>,
    checker: Checker,
    path: Vec<(u32, usize)>,
    restored: String,
}

/// One way through the sentence that spells a name: which words, read how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence<'k> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) reading: Reading<'k>,
    pub(super) enclitic: Option<Enclitic>,
}

impl Sentence {
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.hits.clear();
    }

    /// Fills `hits` with every valid occurrence, by first word; the whole-word reading of a word comes first.
    pub(super) fn find(&mut self, matcher: &Matcher, text: &str) {
        let Sentence { words: key_words, hits, checker, path, restored } = self;
        let walk = Walk { matcher, text, key_words };
        for (first, word) in key_words.words().iter().enumerate().filter(|(_, word)| word.begins) {
            let clitics = if word.is_word { usize::MAX } else { 1 };
            for reading in readings(key_words.key(word)).take(clitics) {
                restored.clear();
                restored.push_str(reading.restored);
                restored.push_str(reading.rest);
                walk.follow(first, reading, restored, path, checker, hits);
            }
            if key_words.key(word).chars().nth(1).is_none() {
                // A single letter or sign has no reading of two letters, but may begin a name.
                let whole =
                    Reading { conjunction: None, preposition: None, restored: "", rest: key_words.key(word) };
                walk.follow(first, whole, whole.rest, path, checker, hits);
            }
        }
    }
}

struct Walk<'s> {
    matcher: &'s Matcher,
    text: &'s str,
    key_words: &'s KeyWords,
}

impl Walk<'_> {
    /// Walks the trie from word `first`, read as `key`, as far as names go.
    fn follow(
        &self,
        first: usize,
        reading: Reading<'_>,
        key: &str,
        path: &mut Vec<(u32, usize)>,
        checker: &mut Checker,
        hits: &mut Vec<Hit>,
    ) {
        path.clear();
        path.push((0, first));
        while let Some((node, at)) = path.pop() {
            let Some(word) = self.key_words.words().get(at) else { continue };
            let key = if at == first { key } else { self.key_words.key(word) };
            let plain = Occurrence { first, last: at, reading, enclitic: None };
            for key in [Some(key), particle(key).filter(|particle| *particle != key)].into_iter().flatten() {
                let Some(child) = self.child(node, key) else { continue };
                if word.ends {
                    self.collect(child, plain, checker, hits);
                }
                path.push((child, at + 1));
            }
            if word.ends && word.is_word && self.matcher.enclitics {
                for (enclitic, host) in pronouns(key) {
                    if let Some(child) = self.child(node, host) {
                        self.collect(child, Occurrence { enclitic: Some(enclitic), ..plain }, checker, hits);
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
    fn collect(&self, node: u32, occurrence: Occurrence<'_>, checker: &mut Checker, hits: &mut Vec<Hit>) {
        for key in self.matcher.dictionary.keys(node) {
            if key.is_host() != occurrence.enclitic.is_some() || !self.matcher.enables(key.alias) {
                continue;
            }
            let (span, surface) = self.spans(occurrence);
            let folds = checker.check(self.matcher, self.text, self.key_words, occurrence, span, key);
            let Some(folds) = folds else { continue };
            let entity = key.alias_ref().entity();
            hits.push(Hit {
                words: (occurrence.first, occurrence.last + 1),
                span,
                surface,
                proclitics: occurrence.reading.proclitics().collect(),
                enclitic: occurrence.enclitic,
                folds,
                alias: key.alias,
                entity: entity.index(),
                prior: entity.prior(),
            });
        }
    }

    /// The span without clitics, and with them.
    fn spans(&self, occurrence: Occurrence<'_>) -> (Span, Span) {
        let span = |at: usize| self.key_words.words().get(at).map(|word| word.span).unwrap_or_default();
        let (first, last) = (span(occurrence.first), span(occurrence.last));
        let surface = Span::new(first.start, last.end);
        let start = match occurrence.reading.letters() {
            0 => first.start,
            letters => first.start + after_letters(first.get(self.text).unwrap_or_default(), letters),
        };
        let end = occurrence.enclitic.map_or(last.end, |enclitic| {
            let letters = enclitic.form().chars().count();
            last.start + before_letters(last.get(self.text).unwrap_or_default(), letters)
        });
        (Span::new(start, end.max(start)), surface)
    }
}
