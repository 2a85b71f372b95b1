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
    /// How many of each pair of quotes and brackets the sentence has opened and not closed.
    open: [usize; PAIRS.len()],
    /// The token before: its kind, its first character, whether a number opened a line, whether it is a
    /// title.
    before: Option<Before>,
}

#[derive(Debug, Clone, Copy)]
struct Before {
    kind: TokenKind,
    first: char,
    list_number: bool,
    title: bool,
}

/// Quotes and brackets whose two signs differ, and are used as what they are.
const PAIRS: [(char, char); 6] = [('“', '”'), ('«', '»'), ('‹', '›'), ('(', ')'), ('[', ']'), ('{', '}')];

impl Breaker {
    /// Whether a sentence begins at `token`, the next one of `text`. The first token of a text does not count.
    pub(crate) fn breaks_before(&mut self, text: &str, token: &Token<'_>) -> bool {
        let Some(first) = token.text().chars().next() else { return false };
        let span = token.span();
        let adjacent = self.end == span.start;
        if !adjacent {
            text.get(self.end..span.start).unwrap_or_default().chars().for_each(|c| self.breaks.push(c));
        }
        let after = text.get(span.end..).and_then(|rest| rest.chars().next());

        let paragraph = self.breaks.ends_paragraph();
        let breaks = paragraph || (self.ended && !self.continues(text, token, first, adjacent));
        if breaks || !self.started {
            let opens_line = !self.started || self.opens_line || self.breaks.ends_line();
            let before = self.before.filter(|_| !paragraph);
            *self = Breaker { started: true, opens_line, before, ..Breaker::default() };
        }
        self.end = span.end;
        if token.kind() == TokenKind::Control {
            return breaks;
        }

        let spaced_title = self.before.is_some_and(|before| before.title) && !self.breaks.ends_line();
        let after_number = !breaks && self.before.is_some_and(|before| before.kind == TokenKind::Number);
        let before = self.before.filter(|_| adjacent);
        if token.kind() == TokenKind::Punctuation {
            let title_dot = first == '.' && spaced_title && !adjacent;
            let ends = || self.content && !title_dot && ends(token.text(), first, before, after);
            self.ended = self.ended || ends();
            self.in_quotes ^= first == '"';
            self.pair(first);
        }
        self.content |= token.is_wordlike() || matches!(token.kind(), TokenKind::Emoji | TokenKind::Symbol);
        let opens_line = self.opens_line || self.breaks.ends_line();
        let list_number = opens_line && token.kind() == TokenKind::Number && is_list_number(token.text());
        let title = token.is_word() && !after_number && is_title(token.text());
        self.before = Some(Before { kind: token.kind(), first, list_number, title });
        (self.breaks, self.opens_line) = (LineBreaks::default(), false);
        breaks
    }

    /// [`breaks_before`](Self::breaks_before) for a word of two letters or more, behind this white space.
    #[inline]
    pub(crate) fn breaks_before_word(&mut self, gap: &[u8]) -> bool {
        if gap.len() > 1 || gap == b"\n" {
            gap.iter().for_each(|&byte| self.breaks.push(byte.into()));
        }
        let breaks = self.breaks.ends_paragraph() | self.ended;
        if breaks | !self.started {
            *self = Breaker { started: true, ..Breaker::default() };
        }
        breaks
    }

    /// Takes note of words of two letters or more in which no sentence ends, the last of which ends here.
    #[inline]
    pub(crate) fn pass_words(&mut self, end: usize) {
        (self.end, self.content, self.opens_line) = (end, true, false);
        self.before = Some(Before { kind: TokenKind::Word, first: 'ا', list_number: false, title: false });
        self.breaks = LineBreaks::default();
    }

    /// Takes note of a sign that stands behind this white space and ends here, if it is easy to say that no sentence
    /// begins at it, and whether one ends.
    #[inline]
    pub(crate) fn pass_sign(&mut self, sign: SignRole, gap: &[u8], end: usize, behind: Option<&u8>) -> bool {
        let SignRole { sign, ends, pairs } = sign;
        let single = gap.is_empty() | (gap == b" ");
        let calm = self.started & !self.ended & !self.breaks.ends_line() & single;
        let behind_word = self.content & matches!(self.before, Some(Before { kind: TokenKind::Word, .. }));
        let clear = gap.is_empty() & behind_word & matches!(behind, Some(b' ' | b'\n'));
        if !(calm & (!ends | clear)) {
            return false;
        }
        self.ended = ends;
        self.in_quotes ^= sign == '"';
        if pairs {
            self.pair(sign);
        }
        (self.end, self.opens_line, self.breaks) = (end, false, LineBreaks::default());
        let kind = TokenKind::Punctuation;
        self.before = Some(Before { kind, first: sign, list_number: false, title: false });
        true
    }

    /// Counts what a sign opens or closes.
    fn pair(&mut self, sign: char) {
        for (open, pair) in self.open.iter_mut().zip(PAIRS) {
            *open += usize::from(sign == pair.0);
            *open -= usize::from(sign == pair.1 && *open > 0);
        }
    }

    /// Whether a token after the end mark still belongs to the sentence; a comma or colon takes the end back.
    fn continues(&mut self, text: &str, token: &Token<'_>, first: char, adjacent: bool) -> bool {
        let rest = text.get(token.span().end..).unwrap_or_default();
        let after = rest.chars().next();
        let word_follows = after.is_some_and(char::is_alphanumeric);
        match token.kind() {
            // Alone at the end of its line, so that the next sentence begins with what is seen of it.
            TokenKind::Control if !adjacent => ends_line(rest),
            TokenKind::Control => true,
            TokenKind::Punctuation if !adjacent => match first {
                '،' | '؛' | ',' => {
                    self.ended = false;
                    true
                }
                '"' => self.in_quotes && !word_follows,
                _ => self.open.iter().zip(PAIRS).any(|(&open, pair)| first == pair.1 && open > 0),
            },
            TokenKind::Punctuation => match first {
                '/' if after.is_some_and(|c| chars::digit_value(c).is_some()) => {
                    self.ended = false; // two dates: `1436 هـ./2015 م.`
                    true
                }
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

/// Whether nothing but white space is left of the line.
fn ends_line(text: &str) -> bool {
    let mut breaks = LineBreaks::default();
    text.chars().take_while(|c| c.is_whitespace()).for_each(|c| breaks.push(c));
    breaks.ends_line() || text.chars().all(char::is_whitespace)
}

/// Whether a word is the one letter of a title, whose dot may stand after a space: `د . محمد`.
fn is_title(word: &str) -> bool {
    let mut letters = word.chars().filter(|&c| !chars::is_transparent(c));
    matches!(letters.next(), Some('د' | 'أ' | 'ا' | 'م')) && letters.next().is_none()
}

/// A sign of punctuation, and what it may do to a sentence: found out once for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignRole {
    pub(crate) sign: char,
    ends: bool,
    /// Opens or closes something.
    pairs: bool,
}

impl SignRole {
    pub(crate) const fn new(sign: char) -> SignRole {
        let (mut pairs, mut rest) = (false, &PAIRS as &[(char, char)]);
        while let [(open, close), others @ ..] = rest {
            pairs |= sign == *open || sign == *close;
            rest = others;
        }
        SignRole { sign, ends: is_end_mark(sign), pairs }
    }
}

const fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '؟' | '?' | '!' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '⸮' | '。' | '！' | '？')
}

/// Whether a number at the start of a line counts a list: `1`, `12`, `2.1`; a year does not.
fn is_list_number(number: &str) -> bool {
    number
        .split('.')
        .all(|part| part.chars().count() <= 2 && part.chars().all(|c| chars::digit_value(c).is_some()))
}
