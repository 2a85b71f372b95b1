//! Words that are not Arabic, and signs: pieces of UAX #29, cut where Arabic letters touch them.

use unicode_segmentation::UnicodeSegmentation;

use super::classes::{
    COMBINING_KEYCAP, is_arabic, is_connector, is_flag_half, is_format, is_mark, is_pictographic,
};

const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// What stands at the start of a text: how long it is and what it holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Piece {
    pub(super) len: usize,
    pub(super) letter: bool,
    pub(super) keycap: bool,
}

/// What the marks in a piece stand on.
enum Base {
    Word,
    Connector,
    Separator,
}

/// Length of the first piece between two word boundaries of UAX #29.
pub(super) fn uax29(text: &str) -> usize {
    text.split_word_bounds().next().map_or(0, str::len)
}

/// A run of ASCII letters and digits whose end no rule of UAX #29 could push further; `None` if one might.
pub(super) fn ascii_word(text: &str) -> Option<Piece> {
    let bytes = text.as_bytes();
    let len = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    match bytes.get(len) {
        // These join letters or digits, and what is not ASCII may be a letter, a mark or a control.
        Some(b'.' | b':' | b'\'' | b'_' | b',' | b';' | 0x80..) => None,
        _ => {
            let letter = bytes.iter().take(len).any(u8::is_ascii_alphabetic);
            Some(Piece { len, letter, keycap: false })
        }
    }
}

/// The first token of a piece that starts with a letter or digit of no Arabic word.
///
/// It ends where an Arabic letter, white space (U+202F is a connector to UAX #29), a semicolon or a pictograph comes.
/// Separators and controls at its end are left outside; a `_` is too where an Arabic letter comes. A digit in a keycap is
/// a token of its own.
pub(super) fn first_word(piece: &str) -> Piece {
    let mut found = Piece::default();
    let mut connected = 0; // the end including connectors
    let mut last = Base::Separator;
    // What was found before the last digit, while only marks and controls come after it.
    let mut before_digit = None;
    for (at, c) in piece.char_indices() {
        let next = at + c.len_utf8();
        if is_arabic(c) {
            return if found.len > 0 { found } else { Piece { len: connected, ..found } };
        }
        if c.is_whitespace() || matches!(c, ';' | '\u{37E}') {
            break;
        }
        if is_mark(c) {
            match last {
                Base::Word => (found.len, connected) = (next, next),
                Base::Connector => connected = next,
                Base::Separator => {}
            }
            match before_digit.filter(|_| c == COMBINING_KEYCAP) {
                Some(Piece { len: 0, .. }) => found.keycap = true,
                Some(before) => return before,
                None => {}
            }
        } else if found.keycap && !is_format(c) {
            break;
        } else if c.is_alphanumeric() {
            before_digit = c.is_numeric().then_some(Piece { len: found.len.max(connected), ..found });
            (found.len, connected, last) = (next, next, Base::Word);
            found.letter |= !c.is_numeric();
        } else if is_connector(c) {
            (connected, last, before_digit) = (next, Base::Connector, None);
        } else if at > 0 && is_pictographic(c) {
            break;
        } else if !is_format(c) {
            (last, before_digit) = (Base::Separator, None);
        }
    }
    found.len = found.len.max(connected);
    found
}

/// Length of the run of connectors at the start of a text, with the marks on them and the controls between them.
pub(super) fn connectors(text: &str) -> usize {
    extent(text, is_connector)
}

/// Length of the sign at the start of a text: the character, the marks on it, and the rest of an emoji sequence.
pub(super) fn sign(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    // Nothing in ASCII and no Arabic letter is ever part of a sign: the common case needs no UAX #29.
    if chars.next().is_none_or(|c| c.is_ascii() || is_arabic(c)) {
        return first.len_utf8();
    }
    let rest = if is_flag_half(first) || is_pictographic(first) {
        let sequence = text.get(..uax29(text)).unwrap_or(text);
        extent(sequence, |c| is_flag_half(c) || is_pictographic(c))
    } else {
        first.len_utf8() + extent(text.get(first.len_utf8()..).unwrap_or_default(), |_| false)
    };
    rest.max(first.len_utf8())
}

/// Length of the run of such characters at the start of a text, with marks on them and controls between them.
fn extent(text: &str, same: impl Fn(char) -> bool) -> usize {
    let mut len = 0;
    for (at, c) in text.char_indices() {
        if is_mark(c) || same(c) {
            len = at + c.len_utf8();
        } else if !is_format(c) || c == ZERO_WIDTH_SPACE {
            break; // UAX #29 parts at a zero-width space, and only an Arabic word overrules it
        }
    }
    len
}
