//! Conversion between byte, character and UTF-16 offsets of one text.

use std::fmt;

use crate::Span;

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OffsetUnit {
    /// Bytes of UTF-8: Rust, Go, C.
    Byte,
    /// Unicode characters (code points): Python.
    #[default]
    Char,
    /// UTF-16 code units: Java, JavaScript, C#.
    Utf16,
}

impl OffsetUnit {
    /// `byte`, `char` or `utf16`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            OffsetUnit::Byte => "byte",
            OffsetUnit::Char => "char",
            OffsetUnit::Utf16 => "utf16",
        }
    }
}

impl fmt::Display for OffsetUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Bytes between two remembered places, and so about what a conversion reads.
const STEP: usize = 128;

/// An index over a text that converts its byte, character and UTF-16 offsets into each other.
///
/// Building it reads the text once and remembers a place every 128 bytes; each conversion is a binary search and a
/// reading of about 128 bytes. Offsets inside a character snap to its start, offsets beyond the end to the end.
///
/// ```
/// use yaqut::{OffsetIndex, OffsetUnit, Span};
/// let index = OffsetIndex::new("😀 وسورية");
/// assert_eq!(index.convert(7, OffsetUnit::Byte, OffsetUnit::Char), 3);
/// assert_eq!(index.convert(7, OffsetUnit::Byte, OffsetUnit::Utf16), 4);
/// assert_eq!(index.convert(4, OffsetUnit::Utf16, OffsetUnit::Byte), 7);
/// assert_eq!(index.span(Span::new(7, 17), OffsetUnit::Char), Span::new(3, 8));
/// ```
#[derive(Debug, Clone)]
pub struct OffsetIndex<'t> {
    text: &'t str,
    /// Bytes, characters and UTF-16 units before a character boundary every [`STEP`] bytes or a little more.
    marks: Vec<[usize; 3]>,
}

impl<'t> OffsetIndex<'t> {
    /// Reads the text; linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut next = 0;
        let (mut chars, mut utf16) = (0, 0);
        for (byte, c) in text.char_indices() {
            if byte >= next {
                marks.push([byte, chars, utf16]);
                next = byte + STEP;
            }
            chars += 1;
            utf16 += c.len_utf16();
        }
        OffsetIndex { text, marks }
    }

    /// An offset counted in `from`, counted in `to`.
    #[must_use]
    pub fn convert(&self, offset: usize, from: OffsetUnit, to: OffsetUnit) -> usize {
        if from == to && from == OffsetUnit::Byte && self.text.is_char_boundary(offset) {
            return offset;
        }
        let (from, to) = (from as usize, to as usize);
        let at = self.marks.partition_point(|mark| mark.get(from).is_some_and(|&known| known <= offset));
        let Some(&[mut byte, mut chars, mut utf16]) = at.checked_sub(1).and_then(|at| self.marks.get(at))
        else {
            return 0;
        };
        for c in self.text.get(byte..).unwrap_or_default().chars() {
            let passed = [byte + c.len_utf8(), chars + 1, utf16 + c.len_utf16()];
            if passed.get(from).is_some_and(|&passed| passed > offset) {
                break;
            }
            [byte, chars, utf16] = passed;
        }
        [byte, chars, utf16].get(to).copied().unwrap_or_default()
    }

    /// A span of bytes, counted in `unit`.
    #[must_use]
    pub fn span(&self, bytes: Span, unit: OffsetUnit) -> Span {
        Span::new(
            self.convert(bytes.start, OffsetUnit::Byte, unit),
            self.convert(bytes.end, OffsetUnit::Byte, unit),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_of_a_long_mixed_text_converts_there_and_back() {
        let text = "وسورية a😀é ".repeat(60);
        let index = OffsetIndex::new(&text);
        let (mut chars, mut utf16) = (0, 0);
        for (byte, c) in text.char_indices() {
            for (unit, expected) in
                [(OffsetUnit::Byte, byte), (OffsetUnit::Char, chars), (OffsetUnit::Utf16, utf16)]
            {
                assert_eq!(index.convert(byte, OffsetUnit::Byte, unit), expected);
                assert_eq!(index.convert(expected, unit, OffsetUnit::Byte), byte);
            }
            chars += 1;
            utf16 += c.len_utf16();
        }
        assert_eq!(index.convert(text.len(), OffsetUnit::Byte, OffsetUnit::Char), chars);
        assert_eq!(index.convert(text.len(), OffsetUnit::Byte, OffsetUnit::Utf16), utf16);
    }

    #[test]
    fn offsets_inside_a_character_and_beyond_the_end_snap() {
        let index = OffsetIndex::new("ب😀");
        assert_eq!(index.convert(1, OffsetUnit::Byte, OffsetUnit::Char), 0);
        assert_eq!(index.convert(2, OffsetUnit::Utf16, OffsetUnit::Byte), 2);
        assert_eq!(index.convert(99, OffsetUnit::Byte, OffsetUnit::Utf16), 3);
        assert_eq!(index.convert(99, OffsetUnit::Char, OffsetUnit::Byte), 6);
        assert_eq!(OffsetIndex::new("").convert(5, OffsetUnit::Byte, OffsetUnit::Char), 0);
    }
}
