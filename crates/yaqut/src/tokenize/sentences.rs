//! Where sentences end.

use std::iter::FusedIterator;

use super::classes::{LineBreaks, is_arabic};
use super::{Token, TokenKind, Tokens};
use crate::{Span, chars};

/// The sentences of a text, in order: see [`Tokenizer::sentences`](crate::Tokenizer::sentences).
///
/// ```
/// let text = "العنوان\n\nنص الخبر. وانتهى!";
/// let mut sentences = yaqut::Tokenizer::new().sentences(text);
/// assert_eq!(sentences.next().and_then(|span| span.get(text)), Some("العنوان"));
/// assert_eq!(sentences.count(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Sentences<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    breaker: Breaker,
    /// The first token of the next sentence, which had to be read to see the last one end.
    held: Option<Span>,
}

impl<'t> Sentences<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Sentences { text, tokens: Tokens::new(text), breaker: Breaker::default(), held: None }
    }
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let mut sentence = self.held.take();
        for token in self.tokens.by_ref() {
            let span = token.span();
            let breaks = self.breaker.breaks_before(self.text, &token);
            match &mut sentence {
                Some(_) if breaks => {
                    self.held = Some(span);
                    return sentence;
                }
                Some(sentence) => sentence.end = span.end,
                None => sentence = Some(span),
            }
        }
        sentence
    }
}

impl FusedIterator for Sentences<'_> {}

/// Reads the tokens of a text one by one and says where a sentence begins.
///
/// What ends a sentence is known only when the next token comes: quotes and brackets right after the mark belong to it,
/// and a comma takes the end back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Breaker {
    /// The first token was seen.
    started: bool,
    /// Where the token before ended.
    end: usize,
    /// Line breaks since the last token that is no control, or since the sentence began.
    breaks: LineBreaks,
    /// Nothing but controls stands before the token on its line.
    opens_line: bool,
    /// The mark that ends the sentence was seen, unless the next token takes it back.
    ended: bool,
    /// The sentence has more than punctuation.
    content: bool,
    /// An odd number of `"` so far in the sentence.
    in_quotes: bool,
    /// The token before: its kind, its first character, whether a number opened a line.
    before: Option<Before>,
}

#[derive(Debug, Clone, Copy)]
struct Before {
    kind: TokenKind,
    first: char,
    list_number: bool,
}

impl Breaker {
    /// Whether a sentence begins at `token`, the next one of `text`. The first token of a text does not count.
    pub(crate) fn breaks_before(&mut self, text: &str, token: &Token<'_>) -> bool {
        let Some(first) = token.text().chars().next() else { return false };
        let span = token.span();
        let adjacent = self.end == span.start;
        text.get(self.end..span.start).unwrap_or_default().chars().for_each(|c| self.breaks.push(c));
        let after = text.get(span.end..).and_then(|rest| rest.chars().next());

        let paragraph = self.breaks.ends_paragraph();
        let breaks = paragraph || (self.ended && !self.continues(token, first, after, adjacent));
        if breaks || !self.started {
            let opens_line = !self.started || self.opens_line || self.breaks.ends_line();
            *self = Breaker { started: true, opens_line, before: self.before, ..Breaker::default() };
        }
        self.end = span.end;
        if token.kind() == TokenKind::Control {
            return breaks;
        }

        let before = self.before.filter(|_| adjacent);
        if token.kind() == TokenKind::Punctuation {
            self.ended = self.ended || (self.content && ends(token.text(), first, before, after));
            self.in_quotes ^= first == '"';
        }
        self.content |= token.is_wordlike() || matches!(token.kind(), TokenKind::Emoji | TokenKind::Symbol);
        let opens_line = self.opens_line || self.breaks.ends_line();
        let list_number = opens_line && token.kind() == TokenKind::Number && is_list_number(token.text());
        self.before = Some(Before { kind: token.kind(), first, list_number });
        (self.breaks, self.opens_line) = (LineBreaks::default(), false);
        breaks
    }

    /// Whether a token after the end mark still belongs to the sentence; a comma or colon takes the end back.
    fn continues(&mut self, token: &Token<'_>, first: char, after: Option<char>, adjacent: bool) -> bool {
        if !adjacent {
            return false;
        }
        let word_follows = after.is_some_and(char::is_alphanumeric);
        match token.kind() {
            TokenKind::Control => true,
            TokenKind::Punctuation => match first {
                '،' | '؛' | ',' | ';' | ':' => {
                    self.ended = false;
                    true
                }
                '…' | ')' | ']' | '}' | '»' | '”' | '’' | '›' | '\u{FD3E}' => true,
                // These open as well as close: a word right behind tells.
                '"' => self.in_quotes || !word_follows,
                '\'' | '“' | '‘' | '«' | '‹' | '/' => !word_follows,
                _ => is_end_mark(first),
            },
            _ => false,
        }
    }
}

/// Whether a sign of punctuation ends the sentence it stands in; `before` is the token right before it, `after` the
/// character right behind it.
fn ends(sign: &str, first: char, before: Option<Before>, after: Option<char>) -> bool {
    if !is_end_mark(first)
        || sign.starts_with("..")
        || before.is_some_and(|before| matches!(before.first, '(' | '[' | '{'))
    {
        return false; // a pause, or a remark: `(!)`
    }
    if first != '.' {
        return true;
    }
    let after_number = before.is_some_and(|before| before.kind == TokenKind::Number);
    match after {
        Some(c) if c.is_whitespace() => !before.is_some_and(|before| before.list_number),
        Some(c) if chars::digit_value(c).is_some() => before.is_some() && !after_number, // `.5`
        Some(c) if c.is_alphabetic() && !is_arabic(c) => before.is_some(),               // `.NET`
        _ => true,
    }
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '؟' | '?' | '!' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '⸮' | '。' | '！' | '？')
}

/// Whether a number at the start of a line counts a list: `1`, `12`, `2.1`; a year does not.
fn is_list_number(number: &str) -> bool {
    number
        .split('.')
        .all(|part| part.chars().count() <= 2 && part.chars().all(|c| chars::digit_value(c).is_some()))
}
