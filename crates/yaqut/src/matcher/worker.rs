//! The walk over a text, word by word, and the buffers of one thread.

use std::sync::Arc;

use super::found::{Found, Match, Matches, Store};
use super::select::Selector;
use super::sentence::Sentence;
use super::walk::Finder;
use super::{MatchKind, Matcher};
use crate::dictionary::View;
use crate::keys::{Plain, Scanner, Sign, ZWNJ, four, is_arabic_sign, number};
use crate::tokenize::{Breaker, Tokens};
use crate::{Span, Token, TokenKind, Tokenizer};

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
    /// Reads plain words; none with folds that reach beyond them.
    scanner: Option<Scanner>,
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
            scanner: Scanner::new(matcher.compiled_folds()),
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
        let scanner = self.scanner.take();
        let tokens = Tokenizer::new().tokenize(text);
        let mut pass = Pass { text, scanner, tokens, breaker: Breaker::default(), start: 0 };
        pass.scanner.iter_mut().for_each(Scanner::clear);
        loop {
            if pass.scanner.is_some() {
                self.plain(&mut pass);
            }
            let Some(token) = pass.tokens.next().filter(|_| !self.found.truncated) else { break };
            self.begin_token(&mut pass, &token);
            if self.found.truncated {
                break;
            }
            self.sentence.push_token(text, token, None);
            if let Some(glued) = &self.matcher.glued {
                glued.find(&self.matcher.layers, self.matcher.folds, token, &mut self.finder.hits);
            }
        }
        if !self.found.truncated {
            self.end_sentence(&mut pass);
        }
        self.scanner = pass.scanner;
    }

    /// Reads the plain words, numbers and signs that come next.
    fn plain(&mut self, pass: &mut Pass<'_>) {
        let bytes = pass.text.as_bytes();
        let mut end = pass.text.len() - pass.tokens.rest().len();
        let mut last = None;
        while !self.found.truncated {
            let at = behind_white_space(bytes, end);
            let gap = bytes.get(end..at).unwrap_or_default();
            if let Some(word) = pass.word(at) {
                if pass.breaker.breaks_before_word(gap) {
                    self.end_sentence(pass);
                    pass.start = at;
                }
                self.sentence.push_plain(at, word);
                let scanner = pass.scanner.as_mut();
                end = scanner.map_or(word.end, |scanner| self.sentence.push_calm(scanner, bytes, word.end));
                pass.breaker.pass_words(end);
                last = Some(TokenKind::Word);
            } else if let Some(sign) = Sign::at(bytes, at) {
                let behind = at + sign.length;
                if !pass.breaker.pass_sign(sign.role, gap, behind, bytes.get(behind)) {
                    let token = Token::between(pass.text, at, behind, TokenKind::Punctuation);
                    self.begin_token(pass, &token);
                }
                self.sentence.push_hash(Span::new(at, behind), sign.hash);
                (end, last) = (behind, Some(TokenKind::Punctuation));
            } else if let Some((behind, hash)) = self.number(bytes, end, at) {
                let token = Token::between(pass.text, at, behind, TokenKind::Number);
                self.begin_token(pass, &token);
                self.sentence.push_hash(token.span(), hash);
                (end, last) = (behind, Some(TokenKind::Number));
            } else {
                break;
            }
        }
        last.into_iter().for_each(|last| pass.tokens.pass(end, last));
    }

    fn number(&self, bytes: &[u8], end: usize, at: usize) -> Option<(usize, u64)> {
        number(self.matcher.compiled_folds(), bytes, at).filter(|_| at > end || at == 0)
    }

    /// Ends the sentence if the token begins another.
    fn begin_token(&mut self, pass: &mut Pass<'_>, token: &Token<'_>) {
        if pass.breaker.breaks_before(pass.text, token) {
            self.end_sentence(pass);
            pass.start = token.span().start;
        }
    }

    fn end_sentence(&mut self, pass: &mut Pass<'_>) {
        self.sentence.find_starts(&self.views);
        if self.sentence.starts.is_empty() && !self.sentence.has_zwnj && self.finder.hits.is_empty() {
            self.sentence.clear();
            return; // nothing in it begins a name
        }
        let end = self.sentence.end().unwrap_or(pass.start);
        let parted = pass
            .text
            .get(pass.start..end)
            .filter(|sentence| self.sentence.has_zwnj && sentence.contains(ZWNJ));
        // One more than is left, so that a limit that is met shows; words read in two ways are all needed.
        let left = self.matcher.max_matches.saturating_sub(self.found.groups.len()).saturating_add(1);
        let leftmost = (self.matcher.kind == MatchKind::Longest && parted.is_none()).then_some(left);
        self.finder.find(self.matcher, &self.views, pass.text, &self.sentence, leftmost);
        if let Some(sentence) = parted {
            for token in Tokenizer::new().tokenize(sentence) {
                let at = pass.start + token.span().start;
                match pass.word(at).filter(|word| word.end == at + token.text().len()) {
                    Some(word) => self.parted.push_plain(at, word),
                    None => self.parted.push_token(sentence, token, Some(pass.start)),
                }
            }
            self.parted.find_starts(&self.views);
            self.finder.find(self.matcher, &self.views, pass.text, &self.parted, None);
            self.parted.clear();
        }
        self.selector.select(self.matcher, &self.views, &mut self.finder.hits, &mut self.found);
        self.finder.hits.clear();
        self.sentence.clear();
    }
}

/// How far a text has been read.
struct Pass<'t> {
    text: &'t str,
    /// Reads plain words; none with folds that reach beyond them.
    scanner: Option<Scanner>,
    /// Reads everything else.
    tokens: Tokens<'t>,
    breaker: Breaker,
    /// Where the sentence begins.
    start: usize,
}

impl Pass<'_> {
    /// The word of letters and marks that begins at a place, if it is easy to read.
    #[inline]
    fn word(&mut self, at: usize) -> Option<Plain> {
        let bytes = self.text.as_bytes();
        let scanner = self.scanner.as_mut()?;
        // Nearly always a letter or a sign.
        let four = four(bytes.get(at..)?);
        if (four & 0xFE != 0xD8) | is_arabic_sign(four as u16) {
            return None;
        }
        scanner.single_word(bytes, at).or_else(|| scanner.marked(bytes, at))
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
