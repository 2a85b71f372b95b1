//! Character questions only the tokenizer asks. Where Unicode properties decide and [`crate::chars`] does not know them,
//! unicode-segmentation is asked, so that both agree by construction.

use unicode_segmentation::UnicodeSegmentation;

use crate::chars::{self, CharClass};

const RIAL_SIGN: char = '\u{FDFC}';
const SOFT_HYPHEN: char = '\u{AD}';
pub(super) const COMBINING_KEYCAP: char = '\u{20E3}';
const EMOJI_STYLE: char = '\u{FE0F}';

/// Whether the character is part of an Arabic word: a letter or the tatweel. The rial sign decomposes to letters but is
/// written as a symbol.
pub(super) fn is_arabic(c: char) -> bool {
    (chars::is_arabic_letter(c) && c != RIAL_SIGN) || chars::class(c) == CharClass::Tatweel
}

/// Whether the character is invisible and may stand inside a word, but not at its edge.
pub(super) fn is_format(c: char) -> bool {
    chars::is_format(c) || c == SOFT_HYPHEN
}

/// Whether the character is a combining mark of any script.
pub(super) fn is_mark(c: char) -> bool {
    match chars::class(c) {
        CharClass::Mark => true,
        CharClass::Other => !c.is_ascii() && !c.is_alphanumeric() && joins('.', c) && !is_format(c),
        // No other class of the Arabic blocks extends the character before it.
        _ => false,
    }
}

/// Whether the character is one that emoji sequences are made of.
pub(super) fn is_pictographic(c: char) -> bool {
    // UAX #29 glues any pictograph to a zero-width joiner, and marks; nothing else.
    !c.is_ascii() && joins('\u{200D}', c) && !joins('.', c)
}

/// One of the two halves of a flag.
pub(super) fn is_flag_half(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// What makes an emoji of a character that is none by itself: `☎`, `5`, `#`.
pub(super) fn makes_emoji(c: char) -> bool {
    matches!(c, EMOJI_STYLE | COMBINING_KEYCAP)
}

/// `_` and the other characters that join words in identifiers.
pub(super) fn is_connector(c: char) -> bool {
    matches!(
        c,
        '_' | '\u{203F}' | '\u{2040}' | '\u{2054}' | '\u{FE33}' | '\u{FE34}' | '\u{FE4D}'
            ..='\u{FE4F}' | '\u{FF3F}'
    )
}

/// Opening brackets and the quotes that may open.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '«' | '‹' | '„' | '\u{FD3F}')
}

/// Whether UAX #29 has no word boundary between `before` and `c`.
fn joins(before: char, c: char) -> bool {
    let mut buffer = [0; 8];
    let (head, tail) = buffer.split_at_mut(before.len_utf8());
    before.encode_utf8(head);
    let len = before.len_utf8() + c.encode_utf8(tail).len();
    let pair = buffer.get(..len).and_then(|bytes| std::str::from_utf8(bytes).ok());
    pair.is_some_and(|pair| pair.split_word_bounds().next().is_some_and(|piece| piece.len() == len))
}

/// Counts line breaks; a carriage return and the line feed after it are one.
#[derive(Debug, Clone, Default)]
pub(super) struct LineBreaks {
    count: usize,
    after_return: bool,
}

impl LineBreaks {
    /// Takes the next character of a stretch of white space.
    pub(super) fn push(&mut self, c: char) {
        self.count += match c {
            '\n' => usize::from(!self.after_return),
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' => 1,
            '\u{2029}' => 2, // a paragraph separator needs no second one
            _ => 0,
        };
        self.after_return = c == '\r';
    }

    /// Whether a line has ended.
    pub(super) fn ends_line(&self) -> bool {
        self.count > 0
    }

    /// Whether a blank line or a paragraph separator was seen.
    pub(super) fn ends_paragraph(&self) -> bool {
        self.count > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_pictographs_are_those_of_uax_29() {
        assert!(['\u{64E}', '\u{301}', '\u{FE0F}', '\u{20E3}', '\u{1F3FD}'].into_iter().all(is_mark));
        assert!(['a', 'م', '.', '\u{200D}', '\u{AD}', '😀', '\u{640}', ' '].into_iter().all(|c| !is_mark(c)));
        assert!(['😀', '☎', '©', '❤'].into_iter().all(is_pictographic));
        assert!(['a', 'م', '5', '،', '\u{301}', '\u{1F1E6}'].into_iter().all(|c| !is_pictographic(c)));
    }

    #[test]
    fn a_carriage_return_and_a_line_feed_are_one_break() {
        let ends = |text: &str| {
            let mut breaks = LineBreaks::default();
            text.chars().for_each(|c| breaks.push(c));
            breaks.ends_paragraph()
        };
        assert!(["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\u{2029}", "\r\n\u{2028}"].into_iter().all(ends));
        assert!(["", "\n", "\r\n", " \r\n ", "\u{85}"].into_iter().all(|text| !ends(text)));
    }
}
