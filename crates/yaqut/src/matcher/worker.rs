//! The buffers of one thread.

use std::sync::Arc;

use super::candidates::Finder;
use super::found::{Found, Matches, Store};
use super::select::select;
use super::{MatchKind, Matcher};
use crate::Tokenizer;
use crate::keys::{KeyWords, ZWNJ};
use crate::tokenize::Breaker;

/// Finds in many texts, one after another, and reuses its buffers; one for each thread.
///
/// ```
/// use yaqut::{Dictionary, Gazetteer, Matcher};
/// let names = Gazetteer::from_csv("id,type,name\n1,place,اليمن\n".as_bytes())?;
/// let matcher = Matcher::new(Dictionary::compile(&names)?);
/// let mut worker = matcher.worker();
/// let counts = ["في اليمن", "واليمن ولليمن", "هنا"].map(|text| worker.find(text).count());
/// assert_eq!(counts, [1, 2, 0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Worker<'m> {
    matcher: &'m Matcher,
    tokenizer: Tokenizer,
    /// The key words of the sentence, and again with a ZWNJ as a space, where it has one.
    words: KeyWords,
    parted: KeyWords,
    finder: Finder,
    found: Found,
}

impl<'m> Worker<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        Worker {
            matcher,
            tokenizer: Tokenizer::new(),
            words: KeyWords::default(),
            parted: KeyWords::default(),
            finder: Finder::default(),
            found: Found::default(),
        }
    }

    /// Finds the matches of a text, in text order.
    pub fn find<'w>(&'w mut self, text: &'w str) -> Matches<'w> {
        self.run(text);
        let dictionary = &self.matcher.dictionary;
        Matches { text, dictionary, store: Store::Lent(&self.found), next: 0 }
    }

    pub(super) fn into_matches<'a>(self, text: &'a str) -> Matches<'a>
    where
        'm: 'a,
    {
        let dictionary = &self.matcher.dictionary;
        Matches { text, dictionary, store: Store::Kept(Arc::new(self.found)), next: 0 }
    }

    /// Works sentence by sentence, in one pass over the tokens: no match crosses a sentence end.
    pub(super) fn run(&mut self, text: &str) {
        self.found.clear();
        let mut breaker = Breaker::default();
        let mut start = 0;
        for token in self.tokenizer.tokenize(text) {
            if breaker.breaks_before(text, &token) {
                self.end_sentence(text, start);
                start = token.span().start;
                if self.found.truncated {
                    return;
                }
            }
            self.words.push_token(self.matcher.dictionary.folds(), text, token, false);
        }
        self.end_sentence(text, start);
    }

    fn end_sentence(&mut self, text: &str, start: usize) {
        let end = self.words.words().last().map_or(start, |word| word.span.end);
        let parted = text.get(start..end).filter(|sentence| sentence.contains(ZWNJ));
        // One more than is left, so that a limit that is met shows; words read in two ways are all needed.
        let left = self.matcher.max_matches.saturating_sub(self.found.groups.len()).saturating_add(1);
        let leftmost = (self.matcher.kind == MatchKind::Longest && parted.is_none()).then_some(left);
        self.finder.find(self.matcher, text, &self.words, leftmost);
        if let Some(sentence) = parted {
            for token in self.tokenizer.tokenize(sentence) {
                self.parted.push_token(self.matcher.dictionary.folds(), sentence, token, true);
            }
            self.parted.shift(start);
            self.finder.find(self.matcher, text, &self.parted, None);
            self.parted.clear();
        }
        select(self.matcher, &mut self.finder.hits, &mut self.found);
        self.finder.hits.clear();
        self.words.clear();
    }
}
