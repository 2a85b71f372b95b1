//! What a token is.

use std::fmt;

use super::classes::{COMBINING_KEYCAP, is_flag_half, is_format, is_mark, is_pictographic, makes_emoji};
use crate::chars::{self, CharClass};

/// What a [`Token`](crate::Token) is.
///
/// ```
/// use yaqut::{TokenKind, Tokenizer};
/// let kind = |text| Tokenizer::new().tokenize(text).next().map(|token| token.kind());
/// assert_eq!(kind("سوريا"), Some(TokenKind::Word));
/// assert_eq!(kind("١٢٫٥٪"), Some(TokenKind::Number));
/// assert_eq!(kind("أ.د. محمد"), Some(TokenKind::Abbreviation));
/// assert_eq!(kind("#وسم_عام"), Some(TokenKind::Hashtag));
/// assert_eq!(kind("؟"), Some(TokenKind::Punctuation));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word of any script: `سوريا`, `وللعراق`, `NATO`, `don't`, `mp3`.
    Word,
    /// Digits of any kind with the separators between them and their percent sign: `5`, `١٢٫٥٪`, `1,234.5`.
    Number,
    /// Single letters with dots (`ق.م`, `د.`, `U.S.A.`) or a word of the table with its dot (`إلخ.`, `Dr.`).
    Abbreviation,
    /// `https://example.com/خبر`, `www.example.com`.
    Url,
    /// `news@example.com`.
    Email,
    /// `@user_name`.
    Mention,
    /// `#وسم_عام`.
    Hashtag,
    /// One emoji: a flag, a keycap or a joined sequence counts as one.
    Emoji,
    /// One sign of punctuation, or a run of dots.
    Punctuation,
    /// One symbol: `+`, `=`, `$`, `€`, `©`, `﷼`.
    Symbol,
    /// Combining marks or tatweel with no letter to stand on.
    Mark,
    /// Invisible controls at no word's inside: bidi marks, zero-width characters, a byte order mark, NUL.
    Control,
    /// Anything else: private use, noncharacters, unassigned code points.
    Other,
}

impl TokenKind {
    /// Every kind.
    ///
    /// ```
    /// assert!(yaqut::TokenKind::ALL.contains(&yaqut::TokenKind::Word));
    /// ```
    pub const ALL: [TokenKind; 13] = [
        TokenKind::Word,
        TokenKind::Number,
        TokenKind::Abbreviation,
        TokenKind::Url,
        TokenKind::Email,
        TokenKind::Mention,
        TokenKind::Hashtag,
        TokenKind::Emoji,
        TokenKind::Punctuation,
        TokenKind::Symbol,
        TokenKind::Mark,
        TokenKind::Control,
        TokenKind::Other,
    ];

    /// The name used in outputs.
    ///
    /// ```
    /// assert_eq!(yaqut::TokenKind::Hashtag.name(), "hashtag");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TokenKind::Word => "word",
            TokenKind::Number => "number",
            TokenKind::Abbreviation => "abbreviation",
            TokenKind::Url => "url",
            TokenKind::Email => "email",
            TokenKind::Mention => "mention",
            TokenKind::Hashtag => "hashtag",
            TokenKind::Emoji => "emoji",
            TokenKind::Punctuation => "punctuation",
            TokenKind::Symbol => "symbol",
            TokenKind::Mark => "mark",
            TokenKind::Control => "control",
            TokenKind::Other => "other",
        }
    }

    /// Whether such a token is made of letters or digits: a word, number, abbreviation, link, address, handle or hashtag.
    ///
    /// ```
    /// use yaqut::TokenKind;
    /// assert!(TokenKind::Abbreviation.is_wordlike() && !TokenKind::Emoji.is_wordlike());
    /// ```
    #[must_use]
    pub const fn is_wordlike(self) -> bool {
        matches!(
            self,
            TokenKind::Word
                | TokenKind::Number
                | TokenKind::Abbreviation
                | TokenKind::Url
                | TokenKind::Email
                | TokenKind::Mention
                | TokenKind::Hashtag
        )
    }

    /// The kind of a token that has neither letter nor digit.
    pub(super) fn of_sign(text: &str) -> TokenKind {
        let Some(first) = text.chars().next() else { return TokenKind::Other };
        if text.len() == first.len_utf8()
            && chars::class(first) == CharClass::Punctuation
            && is_punctuation(first)
        {
            return TokenKind::Punctuation; // the common case of Arabic punctuation, before the costly questions
        }
        if first.is_ascii_punctuation() && text.len() == 1 {
            return if is_punctuation(first) { TokenKind::Punctuation } else { TokenKind::Symbol };
        }
        let styled = text.chars().skip(1).any(makes_emoji);
        let keycap = text.ends_with(COMBINING_KEYCAP); // `#`, perhaps U+FE0F, U+20E3
        if keycap || is_flag_half(first) || (is_pictographic(first) && (styled || shows_as_emoji(first))) {
            TokenKind::Emoji
        } else if first.is_control() || is_format(first) {
            TokenKind::Control
        } else if is_punctuation(first) {
            TokenKind::Punctuation
        } else if is_symbol(first) {
            TokenKind::Symbol
        } else if is_mark(first) {
            TokenKind::Mark
        } else {
            TokenKind::Other
        }
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Whether a pictograph is drawn in colour without being asked to: not `©`, `™`, arrows and geometric bullets.
fn shows_as_emoji(c: char) -> bool {
    matches!(c, '\u{231A}'..='\u{231B}' | '\u{23E9}'..='\u{23FA}' | '\u{2600}'..='\u{27BF}' | '\u{2B50}' | '\u{1F000}'..)
}

/// General categories P*, by block: the standard library does not know them and a whole table is not worth its size.
fn is_punctuation(c: char) -> bool {
    (chars::class(c) == CharClass::Punctuation && !matches!(c, '\u{2044}' | '\u{2052}'))
        || c.is_ascii_punctuation() && !matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~')
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿')
        || matches!(c, '\u{2E00}'..='\u{2E7F}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
        || matches!(c, '\u{3014}'..='\u{301F}' | '\u{30FB}' | '\u{55A}'..='\u{55F}' | '\u{589}'..='\u{58A}')
        || matches!(c, '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5F3}' | '\u{5F4}' | '\u{FD3E}' | '\u{FD3F}')
        || matches!(c, '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE61}' | '\u{FE68}' | '\u{FE6A}' | '\u{FE6B}')
        || matches!(c, '\u{FF01}'..='\u{FF03}' | '\u{FF05}'..='\u{FF0A}' | '\u{FF0C}'..='\u{FF0F}')
        || matches!(
            c,
            '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}' | '\u{FF20}' | '\u{FF3B}'..='\u{FF3D}' | '\u{FF3F}'
        )
        || matches!(c, '\u{FF5B}' | '\u{FF5D}' | '\u{FF5F}'..='\u{FF65}')
        || matches!(c, '\u{700}'..='\u{70D}' | '\u{964}' | '\u{965}')
}

/// General categories S*, by block.
fn is_symbol(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{A2}'..='\u{BF}' | '×' | '÷' | '\u{2C2}'..='\u{2FF}' | '\u{600}'..='\u{60F}')
        || matches!(
            c,
            '\u{6DD}' | '\u{6DE}' | '\u{6E9}' | '\u{6FD}' | '\u{6FE}' | '\u{888}' | '\u{890}' | '\u{891}'
        )
        || matches!(c, '\u{8E2}' | '\u{2044}' | '\u{2052}' | '\u{207A}'..='\u{208E}' | '\u{20A0}'..='\u{20CF}')
        || matches!(c, '\u{2100}'..='\u{2BFF}' | '\u{3004}'..='\u{303F}' | '\u{3200}'..='\u{33FF}')
        || matches!(c, '\u{FBB2}'..='\u{FBD2}' | '\u{FD40}'..='\u{FD4F}' | '\u{FDCF}' | '\u{FDFC}'..='\u{FDFF}')
        || matches!(c, '\u{FE62}'..='\u{FE69}' | '\u{FF04}'..='\u{FF5E}' | '\u{FFE0}'..='\u{FFEE}' | '\u{FFFC}'..='\u{FFFD}')
        || matches!(c, '\u{1D000}'..='\u{1D24F}' | '\u{1EEF0}' | '\u{1EEF1}' | '\u{1F000}'..='\u{1FAFF}')
}
