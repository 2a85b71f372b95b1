//! The walk over a text, word by word, and the buffers of one thread.

use std::sync::Arc;

use super::found::{Found, Match, Matches, Store};
use super::select::Selector;
use super::sentence::Sentence;
use super::walk::Finder;
use super::{MatchKind, Matcher};
use crate::dictionary::View;
use crate::keys::{ZWNJ, number, sign, text_hash};
use crate::tokenize::{Breaker, Tokens};
use crate::{Token, TokenKind, Tokenizer};

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

    /// Calls `each` with the matches of a text, in text order.
    ///
    /// ```
    /// use yaqut::{Dictionary, Gazetteer, Matcher};
    /// let names = Gazetteer::from_csv("id,type,name\n1,place,اليمن\n".as_bytes())?;
    /// let matcher = Matcher::new(Dictionary::compile(&names)?);
    /// let mut starts = Vec::new();
    /// matcher.worker().for_each("في اليمن ولليمن", |m| starts.push(m.span().start));
    /// assert_eq!(starts, [5, 20]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn for_each(&mut self, text: &str, each: impl FnMut(Match<'_>)) {
        self.find(text).for_each(each);
    }

    pub(super) fn into_matches<'a>(self, text: &'a str) -> Matches<'a>
    where
        'm: 'a,
    {
        Matches { text, matcher: self.matcher, store: Store::Kept(Arc::new(self.found)), next: 0 }
    }

    /// Works sentence by sentence, in one pass over the text: no match crosses a sentence end.
    ///
    /// Plain words and signs are read straight from the bytes, and everything else as tokens: the two ways agree on
    /// where words and sentences end, so they take turns.
    pub(super) fn run(&mut self, text: &str) {
        self.found.clear();
        self.finder.hits.clear();
        self.sentence.clear();
        let mut tokens = Tokenizer::new().tokenize(text);
        let mut breaker = Breaker::default();
        let mut start = 0;
        loop {
            self.plain(text, &mut tokens, &mut breaker, &mut start);
            let Some(token) = tokens.next().filter(|_| !self.found.truncated) else { break };
            self.begin_token(text, &token, &mut breaker, &mut start);
            if self.found.truncated {
                break;
            }
            self.sentence.push_token(&self.views, text, token, None);
            if let Some(glued) = &self.matcher.glued {
                glued.find(&self.matcher.layers, self.matcher.folds, token, &mut self.finder.hits);
            }
        }
        if !self.found.truncated {
            self.end_sentence(text, start);
        }
    }

    /// Reads the plain words, numbers and signs that come next.
    fn plain(&mut self, text: &str, tokens: &mut Tokens<'_>, breaker: &mut Breaker, start: &mut usize) {
        let Some(scanner) = &self.matcher.scanner else { return };
        let bytes = text.as_bytes();
        let mut end = text.len() - tokens.rest().len();
        let mut last = None;
        while !self.found.truncated {
            let at = behind_white_space(bytes, end);
            let calm = breaker.is_calm() && (at == end || (at == end + 1 && bytes.get(end) == Some(&b' ')));
            if let Some(length) = sign(bytes, at) {
                let token = Token::between(text, at, at + length, TokenKind::Punctuation);
                let mut signs = token.text().chars();
                if !(calm && signs.next().is_some_and(|sign| breaker.pass_sign(sign, at + length))) {
                    self.begin_token(text, &token, breaker, start);
                }
                self.sentence.push_hash(&self.views, token.span(), text_hash(token.text().as_bytes()));
                (end, last) = (at + length, Some(TokenKind::Punctuation));
            } else if let Some(word) = scanner.any_word(bytes, at) {
                if !calm {
                    let token = Token::between(text, at, word.end, TokenKind::Word);
                    self.begin_token(text, &token, breaker, start);
                }
                self.sentence.push_plain(&self.views, at, word);
                end = self.sentence.push_calm(&self.views, scanner, bytes, word.end);
                breaker.pass_words(end);
                last = Some(TokenKind::Word);
            } else if let Some((behind, hash)) = self.number(bytes, end, at) {
                let token = Token::between(text, at, behind, TokenKind::Number);
                self.begin_token(text, &token, breaker, start);
                self.sentence.push_hash(&self.views, token.span(), hash);
                (end, last) = (behind, Some(TokenKind::Number));
            } else {
                break;
            }
        }
        last.into_iter().for_each(|last| tokens.pass(end, last));
    }

    fn number(&self, bytes: &[u8], end: usize, at: usize) -> Option<(usize, u64)> {
        number(self.matcher.compiled_folds(), bytes, at).filter(|_| at > end || at == 0)
    }

    /// Ends the sentence if the token begins another.
    fn begin_token(&mut self, text: &str, token: &Token<'_>, breaker: &mut Breaker, start: &mut usize) {
        if breaker.breaks_before(text, token) {
            self.end_sentence(text, *start);
            *start = token.span().start;
        }
    }

    fn end_sentence(&mut self, text: &str, start: usize) {
        self.sentence.settle(&self.views);
        if self.sentence.starts.is_empty() && !self.sentence.has_zwnj && self.finder.hits.is_empty() {
            self.sentence.clear();
            return; // nothing in it begins a name
        }
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
            self.parted.settle(&self.views);
            self.finder.find(self.matcher, &self.views, text, &self.parted, None);
            self.parted.clear();
        }
        self.selector.select(self.matcher, &self.views, &mut self.finder.hits, &mut self.found);
        self.finder.hits.clear();
        self.sentence.clear();
    }
}

/// Where the spaces and line feeds end that begin at a place.
#[inline]
fn behind_white_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n')) {
        at += 1;
    }
    at
}
