//! Tokens and sentences: where words, numbers, links and sentences stand in a text.
//!
//! Words are those of [UAX #29](https://www.unicode.org/reports/tr29/) as the unicode-segmentation crate finds them,
//! tailored to Arabic as newsrooms and social media write it. The tailoring, rule by rule:
//!
//! - **Between Arabic letters** `:` `.` `'` `’` `·` `_` and every other sign part words. UAX #29 alone reads
//!   `لافروف:عدم` and `بناء.وقال` as one word.
//! - **Arabic letters part from everything else**: `قالNATO` and `عام2015م` are two and three tokens. Letters and digits
//!   of other scripts stay together as UAX #29 has them (`mp3`, `5G`, `don't`, `example.com`).
//! - **Marks, tatweel and invisible controls** (ZWNJ, ZWJ, zero-width space, bidi controls) inside a word belong to it.
//!   Controls at a word's edge do not: they are [`TokenKind::Control`], so the token of an `إيران` wrapped in bidi marks
//!   is `إيران`. Marks or tatweel with no letter to stand on are [`TokenKind::Mark`].
//! - **Numbers** are digits of any kind with the separators UAX #29 allows between them (`. , ، ٫ ٬ '`, but not `;`),
//!   with a percent sign right after or right before (`١٢٫٥٪`, `%50`). `12/5/2015`, `3/4`, `2014-2015` and `12:30` are
//!   separate numbers.
//! - **Dotted abbreviations** are one token: single letters with dots between them (`ق.م`, `ش.م.ل`, `U.S.A.`), with the
//!   last dot. So are three letters and more behind a one-letter proclitic (`لأ.ف.ب`), and the few pairs of a table
//!   (`بق.م.`, `وص.ب`); any other pair there is a short word and its full stop (`به.و قال`, `كل.أ`). A single letter
//!   (`د.`, an initial) or a word of the table (`إلخ.`, `Dr.`) takes its dot only where more text follows in the
//!   paragraph; the eras `م` and `هـ` after a number never do.
//! - **Links, addresses, handles and hashtags** are one token each. A URL begins with `http://`, `https://`, `ftp://` or
//!   `www.` and ends at white space, an invisible control, a quote, a bracket it did not open, or any sign of
//!   punctuation that is not ASCII; sentence punctuation at its end is left out. An Arabic letter right behind `.` `,`
//!   `:` `;` `!` `?` begins the next sentence (`www.sana.sy.وقال`), but for the dots of an Arabic host
//!   (`http://موقع.سوريا`). An address is parted from a label before it (`Email:info@sana.sy`). A handle keeps to one
//!   alphabet, a hashtag does not. Behind an ASCII letter or digit, perhaps with one `.` `-` `_` between, an `@` begins
//!   no handle; a `#` begins a hashtag there if its first letter is Arabic (`2023#سوريا`), and always behind another
//!   hashtag or a handle (`#NATO#EU`).
//! - **A digit in a keycap** is an emoji of its own, whatever digits or letters touch it.
//! - **A run of dots** is one token, the pause `..` of news text; every other sign is a token of its own.
//!
//! Sentences are described at [`Tokenizer::sentences`].

mod abbreviations;
mod classes;
mod kind;
mod numbers;
mod pieces;
mod sentences;
mod web;
mod words;

pub(crate) use abbreviations::ARABIC as ARABIC_ABBREVIATIONS;
pub use kind::TokenKind;
pub use sentences::Sentences;
pub(crate) use sentences::{Breaker, SignRole};
pub use words::Tokens;

use crate::Span;

/// Splits text into tokens and sentences.
///
/// It holds no state and costs nothing to make. No text makes it panic, and its time is linear in the text.
///
/// ```
/// use yaqut::{TokenKind, Tokenizer};
/// let tokens: Vec<_> = Tokenizer::new().tokenize("لافروف:عدم التعاون بنسبة ١٢٫٥٪").collect();
/// let texts: Vec<_> = tokens.iter().map(|token| token.text()).collect();
/// assert_eq!(texts, ["لافروف", ":", "عدم", "التعاون", "بنسبة", "١٢٫٥٪"]);
/// assert_eq!(tokens[5].kind(), TokenKind::Number);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Tokenizer(());

impl Tokenizer {
    /// A tokenizer.
    ///
    /// ```
    /// assert_eq!(yaqut::Tokenizer::new().tokenize("وقال لافروف").count(), 2);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Tokenizer(())
    }

    /// The tokens of a text, in order, found as they are asked for.
    ///
    /// White space is no token; every other byte of the text belongs to exactly one. Spans are of `text`. What one token
    /// is: URLs, e-mails, handles, hashtags, numbers with their percent sign, dotted abbreviations, emoji sequences,
    /// runs of dots, and words by UAX #29, parted further where Arabic needs it: between Arabic letters at `:` `.` `'`
    /// `’` `_`, and wherever an Arabic letter touches a digit or a letter of another script.
    ///
    /// ```
    /// use yaqut::Tokenizer;
    /// let texts: Vec<_> = Tokenizer::new()
    ///     .tokenize("تابعوا #وسم_عام على https://example.com/خبر، قبل 500 ق.م")
    ///     .map(|token| token.text())
    ///     .collect();
    /// assert_eq!(texts, ["تابعوا", "#وسم_عام", "على", "https://example.com/خبر", "،", "قبل", "500", "ق.م"]);
    /// ```
    #[must_use]
    pub fn tokenize<'t>(&self, text: &'t str) -> Tokens<'t> {
        Tokens::new(text)
    }

    /// The sentences of a text, in order, without the white space around them.
    ///
    /// Every token lies in exactly one sentence. A sentence ends
    ///
    /// - at `.` `؟` `?` `!` `۔`, a run of them once, with the closing quotes and brackets written right after it, or
    ///   after white space where the sentence holds the opening one (`« نعم. »`), and with invisible controls that end
    ///   the line;
    /// - at a blank line, which may hold white space, and at a paragraph separator.
    ///
    /// It does not end at one line break, at `،` `؛` `:`, at the pauses `…` `...` `..`, inside a number, a link or an
    /// abbreviation, after an abbreviation or an initial (`د.`, `أ.د.`, `Dr.`), after a number of one or two digits
    /// that opens a line (`1. أولا`), at a mark in brackets of its own (`(!)`), or where a comma follows the mark, or a
    /// slash and a digit (`1436 هـ./2015 م.`). Nor does it at the dot after a space behind a title of one letter
    /// (`د . محمد`), unless a number stands before it (`2015 م . وقال`).
    ///
    /// ```
    /// use yaqut::Tokenizer;
    /// let text = "وصل د. محمد في عام 2015 م. وقال: “نعم.” ثم غادر.. مسرعا";
    /// let sentences: Vec<_> = Tokenizer::new().sentences(text).filter_map(|span| span.get(text)).collect();
    /// assert_eq!(sentences, ["وصل د. محمد في عام 2015 م.", "وقال: “نعم.”", "ثم غادر.. مسرعا"]);
    /// ```
    #[must_use]
    pub fn sentences<'t>(&self, text: &'t str) -> Sentences<'t> {
        Sentences::new(text)
    }
}

/// One token of a text.
///
/// ```
/// use yaqut::{Span, TokenKind, Tokenizer};
/// let token = Tokenizer::new().tokenize(" إيـران ").next().unwrap();
/// assert_eq!((token.text(), token.span(), token.kind()), ("إيـران", Span::new(1, 13), TokenKind::Word));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token<'t> {
    text: &'t str,
    start: usize,
    kind: TokenKind,
}

impl<'t> Token<'t> {
    /// The token between two places of a text.
    pub(crate) fn between(text: &'t str, start: usize, end: usize, kind: TokenKind) -> Self {
        Token { text: text.get(start..end).unwrap_or_default(), start, kind }
    }

    /// Where the token stands in the text it was found in.
    ///
    /// ```
    /// let last = yaqut::Tokenizer::new().tokenize("قال نعم").last().unwrap();
    /// assert_eq!(last.span(), yaqut::Span::new(7, 13));
    /// ```
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// The token as it is written, marks and invisible controls included.
    ///
    /// ```
    /// let token = yaqut::Tokenizer::new().tokenize("عبد\u{200C}الله").next().unwrap();
    /// assert_eq!(token.text(), "عبد\u{200C}الله");
    /// ```
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// What the token is.
    ///
    /// ```
    /// use yaqut::{TokenKind, Tokenizer};
    /// let kinds: Vec<_> = Tokenizer::new().tokenize("نعم، ٥").map(|token| token.kind()).collect();
    /// assert_eq!(kinds, [TokenKind::Word, TokenKind::Punctuation, TokenKind::Number]);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// Whether the token is an ordinary word.
    ///
    /// ```
    /// let words = yaqut::Tokenizer::new().tokenize("نعم، 5!").filter(|token| token.is_word()).count();
    /// assert_eq!(words, 1);
    /// ```
    #[must_use]
    pub const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word)
    }

    /// Whether the token is made of letters or digits: see [`TokenKind::is_wordlike`].
    ///
    /// ```
    /// let count = yaqut::Tokenizer::new().tokenize("#وسم، 5!").filter(|token| token.is_wordlike()).count();
    /// assert_eq!(count, 2);
    /// ```
    #[must_use]
    pub const fn is_wordlike(&self) -> bool {
        self.kind.is_wordlike()
    }
}

#[cfg(test)]
mod tests;
