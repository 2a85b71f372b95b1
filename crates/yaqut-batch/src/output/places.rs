//! Offsets counted in characters or UTF-16 units, one after another.

use yaqut::{OffsetUnit, Span};

/// Counts from one offset to the next. Offsets that go up through a text read it once, as fast as memory can be read;
/// going back costs reading back. So there is no index to build for the few places of a short text.
#[derive(Debug)]
pub(crate) struct Places<'t> {
    text: &'t [u8],
    unit: OffsetUnit,
    /// An offset in bytes, and the same in the unit.
    last: (usize, usize),
}

impl<'t> Places<'t> {
    pub(crate) fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Places { text: text.as_bytes(), unit, last: (0, 0) }
    }

    /// A span of bytes on character boundaries, counted in the unit.
    pub(crate) fn span(&mut self, span: Span) -> Span {
        let start = self.offset(span.start);
        Span { start, end: self.offset(span.end) }
    }

    fn offset(&mut self, byte: usize) -> usize {
        if self.unit == OffsetUnit::Byte {
            return byte;
        }
        let (last, counted) = self.last;
        let offset = if byte >= last {
            counted + self.count(last, byte)
        } else {
            counted.saturating_sub(self.count(byte, last))
        };
        self.last = (byte, offset);
        offset
    }

    fn count(&self, from: usize, to: usize) -> usize {
        let bytes = self.text.get(from..to).unwrap_or_default();
        // Every byte that does not go on with a character begins one; those of four bytes are two units of UTF-16.
        let chars = bytes.iter().filter(|&&byte| byte as i8 >= -0x40).count();
        match self.unit {
            OffsetUnit::Utf16 => chars + bytes.iter().filter(|&&byte| byte >= 0xF0).count(),
            _ => chars,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yaqut::OffsetIndex;

    #[test]
    fn any_order_of_places_gives_what_the_index_gives() {
        let text = "وسورية a😀é \u{200F}ع ".repeat(9);
        let index = OffsetIndex::new(&text);
        let bounds: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
            let mut places = Places::new(&text, unit);
            for step in 0..bounds.len() * 3 {
                // Forward in small steps, with leaps back.
                let start = bounds[step * 7 % bounds.len()];
                let end = bounds[(step * 7 % bounds.len() + 3).min(bounds.len() - 1)];
                let span = Span::new(start, end);
                assert_eq!(places.span(span), index.span(span, unit), "{start} {end} {unit}");
            }
        }
    }
}
