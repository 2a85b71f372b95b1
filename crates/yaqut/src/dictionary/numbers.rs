//! Numbers as text: six bits a byte, the lowest first, each byte below 128, so that rows of numbers and names are one
//! valid string and a single pass checks all of it.

/// Set on every byte of a number but the last.
const MORE: u8 = 0x40;

/// Appends a number: one byte below 64, six at most.
pub(super) fn push(out: &mut Vec<u8>, mut number: u32) {
    while number >= 64 {
        out.push(number as u8 & 0x3F | MORE);
        number >>= 6;
    }
    out.push(number as u8);
}

/// Reads bytes one after another; ends, and stays ended, at whatever does not belong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) at: usize,
}

impl<'b> Cursor<'b> {
    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<u32> {
        let first = self.byte()?;
        if first < MORE {
            return Some(u32::from(first));
        }
        let (mut number, mut shift, mut byte) = (u64::from(first & 0x3F), 6, first);
        while byte & MORE != 0 {
            byte = self.byte().filter(|&byte| byte < 0x80 && shift < 36)?;
            number |= u64::from(byte & 0x3F) << shift;
            shift += 6;
        }
        u32::try_from(number).ok().filter(|_| first < 0x80)
    }

    /// The next so many bytes.
    #[inline]
    pub(super) fn take(&mut self, length: u32) -> Option<&'b [u8]> {
        let end = self.at.checked_add(length as usize)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    /// A text with its length before it.
    #[inline]
    pub(super) fn text(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        self.take(length)
    }
}

/// A text with its length before it.
pub(super) fn push_text(out: &mut Vec<u8>, text: &str) -> Option<()> {
    push(out, u32::try_from(text.len()).ok()?);
    out.extend_from_slice(text.as_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_are_ascii() {
        let numbers = [0, 1, 63, 64, 4095, 4096, 262_143, 262_144, 1 << 30, u32::MAX - 1, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| push(&mut bytes, number));
        assert!(bytes.is_ascii());
        let mut cursor = Cursor { bytes: &bytes, at: 0 };
        assert_eq!(numbers.map(|_| cursor.number()), numbers.map(Some));
        assert_eq!(cursor.number(), None);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for bytes in [
            &[0x40][..],
            &[0x80],
            &[0xFF; 9],
            &[0x7F; 9],
            &[0x40, 0x80],
            &[0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x3F],
        ] {
            assert_eq!(Cursor { bytes, at: 0 }.number(), None, "{bytes:?}");
        }
    }
}
