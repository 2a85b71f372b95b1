//! The walk over a text, one token a step.

use std::iter::FusedIterator;

use super::classes::{LineBreaks, is_arabic, is_connector, is_format, is_mark};
use super::numbers::{is_percent, percent_after};
use super::pieces::{self, Piece};
use super::web::{self, Email};
use super::{Token, TokenKind, abbreviations};
use crate::chars::{self, CharClass};

/// The tokens of a text, in order: see [`Tokenizer::tokenize`](crate::Tokenizer::tokenize).
///
/// ```
/// let mut tokens = yaqut::Tokenizer::new().tokenize("وقال لافروف");
/// assert_eq!(tokens.next().map(|token| token.text()), Some("وقال"));
/// assert_eq!(tokens.rest(), " لافروف");
/// ```
#[derive(Debug, Clone)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Where the UAX #29 piece ends that a token was cut from; asking again inside it would take quadratic time.
    piece_end: usize,
    /// No e-mail address starts before this place.
    no_email_before: usize,
    /// The last token was a number and no blank line followed it.
    after_number: bool,
    /// The last token was an Arabic word and no white space followed it.
    after_arabic: bool,
    /// The last token was a hashtag or a mention and no white space followed it.
    after_tag: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Tokens {
            text,
            at: 0,
            piece_end: 0,
            no_email_before: 0,
            after_number: false,
            after_arabic: false,
            after_tag: false,
        }
    }

    /// The part of the text after the last token given out.
    ///
    /// ```
    /// let tokens = yaqut::Tokenizer::new().tokenize("سوريا");
    /// assert_eq!(tokens.rest(), "سوريا");
    /// ```
    #[must_use]
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes on behind tokens that were read otherwise: words, numbers and signs, the last of which is of this kind.
    pub(crate) fn pass(&mut self, end: usize, last: TokenKind) {
        self.at = end;
        self.after_number = last == TokenKind::Number;
        self.after_arabic = last == TokenKind::Word;
        self.after_tag = false;
    }

    fn skip_white_space(&mut self) {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        if self.after_number && len > 1 {
            let mut breaks = LineBreaks::default();
            rest.chars().take_while(|c| c.is_whitespace()).for_each(|c| breaks.push(c));
            self.after_number = !breaks.ends_paragraph();
        }
        self.after_arabic &= len == 0;
        self.after_tag &= len == 0;
        self.at += len;
    }

    /// Length and kind of the token at the start of `rest`, which starts with `first`.
    fn measure(&mut self, rest: &str, first: char) -> (usize, TokenKind) {
        match chars::class(first) {
            _ if is_arabic(first) => self.arabic(rest),
            CharClass::Mark => (run(rest, is_mark), TokenKind::Mark),
            CharClass::Format => (run(rest, is_format), TokenKind::Control),
            _ if first.is_ascii_alphanumeric() => self.web(rest, first).unwrap_or_else(|| self.word(rest)),
            CharClass::ArabicDigit | CharClass::ExtendedDigit => self.word(rest),
            _ => self.other(rest, first),
        }
    }

    fn arabic(&self, rest: &str) -> (usize, TokenKind) {
        let word = arabic_word(rest);
        let kind = if word.letters == 0 { TokenKind::Mark } else { TokenKind::Word };
        // Only a short word can be an abbreviation: spare the others the look at what follows.
        if word.letters == 0 || word.letters > 3 {
            return (word.len, kind);
        }
        match abbreviations::arabic(rest, word, self.after_number) {
            Some(len) => (len, TokenKind::Abbreviation),
            None => (word.len, kind),
        }
    }

    fn web(&mut self, rest: &str, first: char) -> Option<(usize, TokenKind)> {
        if matches!(first, 'h' | 'H' | 'f' | 'F' | 'w' | 'W') {
            if let Some(len) = web::url(rest) {
                return Some((len, TokenKind::Url));
            }
        }
        self.email(rest, 0).map(|len| (len, TokenKind::Email))
    }

    /// Length of the e-mail address at `skipped` bytes of `rest`.
    fn email(&mut self, rest: &str, skipped: usize) -> Option<usize> {
        let at = self.at + skipped;
        if at < self.no_email_before {
            return None;
        }
        match web::email(rest.get(skipped..)?) {
            Email::Found(len) => Some(len),
            Email::NoneBefore(len) => {
                self.no_email_before = at + len;
                None
            }
        }
    }

    /// Length of the label of an e-mail address that UAX #29 does not part from it: `Email:info@sana.sy`.
    fn label(&mut self, word: &str, rest: &str) -> Option<usize> {
        let (colon, _) = word.match_indices(':').find(|&(at, _)| self.email(rest, at + 1).is_some())?;
        Some(word.get(..colon)?.trim_end_matches(is_format).len())
    }

    /// A word or number of any script but Arabic.
    fn word(&mut self, rest: &str) -> (usize, TokenKind) {
        let mut word = match pieces::ascii_word(rest) {
            Some(word) if self.at >= self.piece_end => word,
            _ => self.piece(rest),
        };
        if word.letter {
            word.len = rest.get(..word.len).and_then(|word| self.label(word, rest)).unwrap_or(word.len);
        }
        let after = rest.get(word.len..).unwrap_or_default();
        if word.keycap && !word.letter {
            (word.len, TokenKind::Emoji)
        } else if !word.letter {
            (word.len + percent_after(after), TokenKind::Number)
        } else {
            let text = rest.get(..word.len).unwrap_or_default();
            match abbreviations::latin(text, after) {
                Some(len) => (len, TokenKind::Abbreviation),
                None => (word.len, TokenKind::Word),
            }
        }
    }

    fn piece(&mut self, rest: &str) -> Piece {
        if self.at >= self.piece_end {
            self.piece_end = self.at + pieces::uax29(rest);
        }
        pieces::first_word(rest.get(..self.piece_end - self.at).unwrap_or(rest))
    }

    /// Everything that starts with neither an Arabic letter nor a digit nor an ASCII letter.
    fn other(&mut self, rest: &str, first: char) -> (usize, TokenKind) {
        let before = self.text.get(..self.at).unwrap_or_default();
        let tag = match first {
            '#' | '＃' => {
                let glued = !self.after_tag && web::glues_hashtag(before);
                web::hashtag(rest, glued).map(|len| (len, TokenKind::Hashtag))
            }
            '@' | '＠' => web::mention(rest, before).map(|len| (len, TokenKind::Mention)),
            '.' if rest.starts_with("..") => Some((run(rest, |c| c == '.'), TokenKind::Punctuation)),
            _ if self.after_arabic && is_connector(first) => {
                Some((pieces::connectors(rest), TokenKind::Punctuation))
            }
            '_' => self.email(rest, 0).map(|len| (len, TokenKind::Email)),
            _ if is_percent(first) => self.leading_percent(rest, first),
            _ => None,
        };
        if let Some(tag) = tag {
            return tag;
        }
        if first == '_' || first.is_alphanumeric() {
            let (len, kind) = self.word(rest);
            let letters = rest.get(..len).is_some_and(|text| text.contains(char::is_alphanumeric));
            return (len, if letters { kind } else { TokenKind::Punctuation });
        }
        if is_format(first) {
            return (run(rest, is_format), TokenKind::Control);
        }
        if is_mark(first) {
            return (run(rest, is_mark), TokenKind::Mark);
        }
        let len = pieces::sign(rest);
        (len, TokenKind::of_sign(rest.get(..len).unwrap_or_default()))
    }

    /// A percent sign written before its number, as right-to-left typing often leaves it: `%50`.
    fn leading_percent(&mut self, rest: &str, sign: char) -> Option<(usize, TokenKind)> {
        let len = sign.len_utf8();
        let number =
            rest.get(len..).filter(|number| number.starts_with(|c| chars::digit_value(c).is_some()))?;
        let before = self.text.get(..self.at)?.chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c.is_numeric()) {
            return None; // of an escape such as `a%20`; a proclitic may stand there (`و٪٢٠`)
        }
        self.piece_end = self.at + len + pieces::uax29(number);
        let piece = pieces::first_word(number.get(..self.piece_end - self.at - len)?);
        (!piece.letter && !piece.keycap).then_some((len + piece.len, TokenKind::Number))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        self.skip_white_space();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (len, kind) = self.measure(rest, first);
        debug_assert!(len > 0 && rest.is_char_boundary(len), "{len} bytes of {first:?} as {kind}");
        let text = rest.get(..len.max(first.len_utf8())).unwrap_or(rest);
        let token = Token { text, start: self.at, kind };
        self.at += text.len();
        if kind != TokenKind::Control {
            self.after_number = kind == TokenKind::Number;
            self.after_arabic = is_arabic(first);
            self.after_tag = matches!(kind, TokenKind::Hashtag | TokenKind::Mention);
        }
        Some(token)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.text.len() - self.at))
    }
}

impl FusedIterator for Tokens<'_> {}

/// The Arabic word at the start of a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ArabicWord {
    pub(super) len: usize,
    /// Letters without marks and tatweel.
    pub(super) letters: usize,
}

/// Reads the Arabic word at the start of a text: letters and tatweel, the marks on them, the controls between them.
fn arabic_word(text: &str) -> ArabicWord {
    let mut word = ArabicWord::default();
    for (at, c) in text.char_indices() {
        match chars::class(c) {
            CharClass::Letter => word.letters += 1,
            CharClass::PresentationForm if is_arabic(c) => {
                word.letters += chars::presentation(c).map_or(1, |letters| letters.chars().count());
            }
            CharClass::Mark | CharClass::Tatweel => {}
            CharClass::Format => continue, // inside only
            CharClass::Other if c.is_ascii() => break,
            _ if is_arabic(c) => word.letters += 1,
            _ if is_format(c) => continue,
            _ if is_mark(c) => {}
            _ => break,
        }
        word.len = at + c.len_utf8();
    }
    word
}

/// Length of the run of such characters at the start of a text.
fn run(text: &str, same: impl Fn(char) -> bool) -> usize {
    text.find(|c| !same(c)).unwrap_or(text.len())
}
