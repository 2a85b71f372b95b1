//! The walk over a text, word by word, and the buffers of one thread.

use std::sync::Arc;

use super::found::{Found, Matches, Store};
use super::select::Selector;
use super::sentence::Sentence;
use super::walk::Finder;
use super::{MatchKind, Matcher};
use crate::dictionary::View;
use crate::keys::ZWNJ;
use crate::tokenize::{Breaker, Tokens};
use crate::{Token, Tokenizer};

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
    views: Vec<View<'m>>,
    /// The key words of the sentence, and again with a ZWNJ as a space, where it has one.
    sentence: Sentence,
    parted: Sentence,
    finder: Finder,
    selector: Selector,
    found: Found,
}

impl<'m> Worker<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        let sentence = || Sentence::new(matcher.compiled_folds(), matcher.enclitics);
        Worker {
            matcher,
            views: matcher.layers.iter().map(|layer| layer.dictionary.view()).collect(),
            sentence: sentence(),
            parted: sentence(),
            finder: Finder::default(),
            selector: Selector::default(),
            found: Found::default(),
        }
    }

    /// Finds the matches of a text, in text order.
    pub fn find<'w>(&'w mut self, text: &'w str) -> Matches<'w> {
        self.run(text);
        Matches { text, matcher: self.matcher, store: Store::Lent(&self.found), next: 0 }
    }

    pub(super) fn into_matches<'a>(self, text: &'a str) -> Matches<'a>
    where
        'm: 'a,
    {
        Matches { text, matcher: self.matcher, store: Store::Kept(Arc::new(self.found)), next: 0 }
    }

    /// Works sentence by sentence, in one pass over the text: no match crosses a sentence end.
    ///
    /// Plain words are read straight from the bytes, and everything else as tokens: the two ways agree on where words
    /// and sentences end, so they take turns.
    pub(super) fn run(&mut self, text: &str) {
        self.found.clear();
        self.sentence.clear();
        let mut tokens = Tokenizer::new().tokenize(text);
        let mut breaker = Breaker::default();
        let mut start = 0;
        loop {
            if let Some(after) = self.plain_words(text, &mut tokens, &mut breaker, &mut start) {
                tokens.pass_words(after);
            }
            if self.found.truncated {
                return;
            }
            let Some(token) = tokens.next() else { break };
            if breaker.breaks_before(text, &token) {
                self.end_sentence(text, start);
                start = token.span().start;
                if self.found.truncated {
                    return;
                }
            }
            self.sentence.push_token(&self.views, text, token, None);
        }
        self.end_sentence(text, start);
    }

    /// Reads the plain words that come next, single spaces between them; where the last one ends, if there is any.
    fn plain_words(
        &mut self,
        text: &str,
        tokens: &mut Tokens<'_>,
        breaker: &mut Breaker,
        start: &mut usize,
    ) -> Option<usize> {
        let scanner = self.matcher.scanner.as_ref()?;
        let bytes = text.as_bytes();
        let behind_space = |at: usize| at + usize::from(bytes.get(at) == Some(&b' '));
        let first = behind_space(text.len() - tokens.rest().len());
        let mut plain = scanner.word(bytes, first)?;
        let mut at = first;
        if !breaker.is_calm() {
            let token = Token::word(text, first, plain.end);
            if breaker.breaks_before(text, &token) {
                self.end_sentence(text, *start);
                *start = first;
                if self.found.truncated {
                    return None;
                }
            }
        }
        loop {
            self.sentence.push_plain(&self.views, at, plain);
            let end = plain.end;
            at = behind_space(end);
            match scanner.word(bytes, at) {
                Some(next) => plain = next,
                None => {
                    breaker.pass_words(end);
                    return Some(end);
                }
            }
        }
    }

    fn end_sentence(&mut self, text: &str, start: usize) {
        let end = self.sentence.end().unwrap_or(start);
        let parted =
            text.get(start..end).filter(|sentence| self.sentence.has_zwnj && sentence.contains(ZWNJ));
        // One more than is left, so that a limit that is met shows; words read in two ways are all needed.
        let left = self.matcher.max_matches.saturating_sub(self.found.groups.len()).saturating_add(1);
        let leftmost = (self.matcher.kind == MatchKind::Longest && parted.is_none()).then_some(left);
        self.finder.find(self.matcher, &self.views, text, &self.sentence, leftmost);
        if let Some(sentence) = parted {
            for token in Tokenizer::new().tokenize(sentence) {
                self.parted.push_token(&self.views, sentence, token, Some(start));
            }
            self.finder.find(self.matcher, &self.views, text, &self.parted, None);
            self.parted.clear();
        }
        self.selector.select(self.matcher, &mut self.finder.hits, &mut self.found);
        self.finder.hits.clear();
        self.sentence.clear();
    }
}
