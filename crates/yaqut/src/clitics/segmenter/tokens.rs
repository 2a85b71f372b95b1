//! Running text cut word by word, each with the words beside it.

use super::Segmenter;
use super::features::Beside;
use super::memory::Memory;
use super::segmentation::Segmentation;
use crate::clitics::grammar::letters::{Letters, begins_with_al};
use crate::clitics::grammar::word::Word;
use crate::{Span, Token, Tokenizer, Tokens};

/// A segmenter that keeps in mind the words it has cut, in a megabyte: one for each thread. What it gives is
/// the same as [`Segmenter::tokens`] gives.
#[derive(Debug, Clone)]
pub struct SegmenterWorker<'s> {
    pub(super) segmenter: &'s Segmenter,
    pub(super) memory: Memory,
}

impl SegmenterWorker<'_> {
    /// The tokens of a text with their parts, found as they are asked for. Spans are of `text`.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// let mut worker = segmenter.worker();
    /// let (token, parts) = worker.tokens("وفيها خبر").next().unwrap();
    /// assert_eq!((token.text(), parts.to_string().as_str()), ("وفيها", "و+ في +ها"));
    /// ```
    #[must_use]
    pub fn tokens<'a, 't>(&'a mut self, text: &'t str) -> SegmentedTokens<'a, 't> {
        SegmentedTokens::new(self.segmenter, Some(&mut self.memory), text)
    }
}

/// The tokens of a text with their parts: made by [`Segmenter::tokens`] and [`SegmenterWorker::tokens`].
#[derive(Debug)]
pub struct SegmentedTokens<'a, 't> {
    segmenter: &'a Segmenter,
    memory: Option<&'a mut Memory>,
    tokens: Tokens<'t>,
    names: &'a [Span],
    before: Option<Token<'t>>,
    next: Option<Token<'t>>,
}

impl<'a, 't> SegmentedTokens<'a, 't> {
    pub(super) fn new(segmenter: &'a Segmenter, memory: Option<&'a mut Memory>, text: &'t str) -> Self {
        let mut tokens = Tokenizer::new().tokenize(text);
        let next = tokens.next();
        SegmentedTokens { segmenter, memory, tokens, names: &[], before: None, next }
    }

    /// The same tokens, with names among them that must not be cut inside: spans of the text in ascending order, as
    /// [`Match::span`](crate::Match::span) has them.
    ///
    /// What is written onto a name comes off, whatever the lexicon says of the whole word. A word of a longer name is cut
    /// only before an article, where a clitic is one in a name too: `للطفولة`.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter, Span};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// let name = [Span::new(2, 10)]; // كوفي
    /// let (_, parts) = segmenter.tokens("وكوفي").keeping(&name).next().unwrap();
    /// assert_eq!(parts.to_string(), "و+ كوفي");
    /// ```
    #[must_use]
    pub fn keeping(self, names: &'a [Span]) -> Self {
        SegmentedTokens { names, ..self }
    }

    /// The cut of a word that is in a name, or has one in it.
    fn around(&self, name: Span, token: &Token<'t>, word: &Word, beside: Beside) -> Segmentation<'t> {
        let (text, Span { start, end }) = (token.text(), token.span());
        let letters = word.letters.len();
        let letter =
            |place: usize| (0..letters).find(|&at| word.offset(text, at) >= place).unwrap_or(letters);
        let (front, back) = (letter(name.start.saturating_sub(start)), letter(name.end.min(end) - start));
        let longer = name.start < start || name.end > end;
        self.segmenter.cut_name(text, start, word, beside, |cut| {
            let article = longer && cut.front() > front && begins_with_al(cut.stem(word.letters));
            (cut.front() == front || article) && letters - cut.pronoun.letters() == back
        })
    }
}

/// The letters of a neighbour, if it is a word.
fn letters(token: Option<Token<'_>>) -> Letters {
    let word = token.filter(Token::is_word).and_then(|token| Word::read(token.text()));
    word.map_or(Letters::NONE, |word| word.letters)
}

impl<'t> Iterator for SegmentedTokens<'_, 't> {
    type Item = (Token<'t>, Segmentation<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let token = self.next?;
        self.next = self.tokens.next();
        let (before, behind) = (self.before.replace(token), self.next);
        let beside = || Beside { before: letters(before), behind: letters(behind) };

        let (text, Span { start, end }) = (token.text(), token.span());
        while self.names.first().is_some_and(|name| name.end <= start) {
            self.names = self.names.get(1..).unwrap_or_default();
        }
        let parts = match self.names.first() {
            _ if !token.is_word() => Segmentation::whole(text, start, 1.0),
            Some(&name) if name.start < end => match Word::read(text) {
                Some(word) => self.around(name, &token, &word, beside()),
                None => Segmentation::whole(text, start, 1.0),
            },
            _ => self.segmenter.cut_among(text, start, beside, self.memory.as_deref_mut()),
        };
        Some((token, parts))
    }
}
