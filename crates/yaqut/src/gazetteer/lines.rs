//! Lines of a source, checked to be UTF-8, one in memory at a time.

use std::io::{BufRead, BufReader, Read};

use super::cause::Cause;
use super::error::GazetteerError;

/// Lines end at a line feed. A carriage return before it belongs to the end; one alone is a character like any other.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: BufReader<R>,
    bytes: Vec<u8>,
    /// The number of the last line read, the first is 1.
    number: u64,
    /// Where in the input the next line begins.
    offset: u64,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Lines { input: BufReader::new(input), bytes: Vec::new(), number: 0, offset: 0, ended: false }
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line with its end, of a record that may have `limit` bytes and has `used` before this line; `None` at
    /// the end of the input, and after an error that leaves no hope for the lines behind it.
    pub(super) fn next(&mut self, limit: usize, used: usize) -> Result<Option<&str>, GazetteerError> {
        if self.ended {
            return Ok(None);
        }
        match self.fill(limit, used) {
            Ok(true) => {}
            Ok(false) => {
                self.ended = true;
                return Ok(None);
            }
            Err(cause) => {
                self.ended = true;
                return Err(GazetteerError::from(cause).at_line(self.number));
            }
        }
        let start = self.offset - self.bytes.len() as u64;
        std::str::from_utf8(&self.bytes).map(Some).map_err(|error| {
            let at = error.valid_up_to();
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            let cause = Cause::InvalidUtf8 { byte, offset: start + at as u64 + 1 };
            GazetteerError::from(cause).at_line(self.number).at_byte(at as u64 + 1)
        })
    }

    /// Reads the bytes of a line; `false` where there is none.
    fn fill(&mut self, limit: usize, used: usize) -> Result<bool, Cause> {
        self.bytes.clear();
        self.number += 1;
        let room = limit.saturating_sub(used);
        let taken = (room as u64).saturating_add(1);
        let read = self.input.by_ref().take(taken).read_until(b'\n', &mut self.bytes).map_err(Cause::Read)?;
        if read > room {
            return Err(Cause::TooLong { limit });
        }
        self.offset += read as u64;
        if self.number == 1 {
            if let Some(name) = foreign_encoding(&self.bytes) {
                return Err(Cause::ForeignEncoding { name });
            }
            if self.bytes.starts_with(BYTE_ORDER_MARK) {
                self.bytes.drain(..BYTE_ORDER_MARK.len());
            }
        }
        Ok(read > 0)
    }
}

/// A line without its end.
pub(super) fn body(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// The encoding that the first bytes betray, as iconv names it: by a byte order mark, or by every other byte being 0.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        [1..=0xFF, 0, 1..=0xFF, 0, ..] => Some("UTF-16LE"),
        [0, 1..=0xFF, 0, 1..=0xFF, ..] => Some("UTF-16BE"),
        _ => None,
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GazetteerErrorKind as Kind;

    fn all(source: &[u8]) -> Vec<Result<String, (u64, Option<u64>)>> {
        let mut lines = Lines::new(source);
        let mut found = Vec::new();
        loop {
            match lines.next(10, 0) {
                Ok(None) => return found,
                Ok(Some(line)) => found.push(Ok(line.to_owned())),
                Err(error) => found.push(Err((error.line().unwrap(), error.byte()))),
            }
        }
    }

    #[test]
    fn lines_keep_their_ends_and_lose_the_byte_order_mark() {
        let lines = all("\u{FEFF}ا\r\n\rb\n\n\u{FEFF}".as_bytes());
        assert_eq!(lines, ["ا\r\n", "\rb\n", "\n", "\u{FEFF}"].map(|line| Ok(line.to_owned())));
        assert_eq!(["a\r\n", "a\n", "a"].map(body), ["a", "a", "a"]);
    }

    #[test]
    fn a_line_that_is_not_utf_8_is_left_behind() {
        assert_eq!(all(b"a\nb\xFF\nc"), [Ok("a\n".to_owned()), Err((2, Some(2))), Ok("c".to_owned())]);
    }

    #[test]
    fn offsets_count_the_byte_order_mark() {
        let error = Lines::new(&b"\xEF\xBB\xBFa\xD8"[..]).next(99, 0).unwrap_err();
        assert!(error.to_string().contains("0xD8, byte 5 of the input"), "{error}");
    }

    #[test]
    fn nothing_follows_a_line_too_long() {
        assert_eq!(all(b"0123456789\n0\n"), [Err((1, None))]);
        assert_eq!(all(b"012345678\n0").len(), 2);
        assert_eq!(Lines::new(&[b'x'; 99][..]).next(10, 0).unwrap_err().kind(), Kind::TooLong);
    }

    #[test]
    fn other_encodings_are_named() {
        let cases: [(&[u8], &str); 5] = [
            (b"\xFF\xFEi\0d\0", "UTF-16,"),
            (b"\xFE\xFF\0i\0d", "UTF-16,"),
            (b"\xFF\xFE\0\0", "UTF-32,"),
            (b"i\0d\0,\0", "UTF-16LE,"),
            (b"\0i\0d", "UTF-16BE,"),
        ];
        for (bytes, name) in cases {
            let error = Lines::new(bytes).next(99, 0).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }
}
