//! Opening an input: unpacked, its byte order mark passed over, other encodings told before they are read as if they
//! were UTF-8.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::name::cannot_read;
use super::unpack::{LONGEST_MAGIC, code, is_packed, unpack, watched};
use crate::record::Code;

/// The mark that some programs put before text in UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// An input that is read from its start.
pub(crate) struct Opened {
    pub(crate) reader: Box<dyn BufRead + Send>,
    /// Bytes of the byte order mark that was passed over.
    pub(crate) mark: usize,
    /// Bytes of the file that were read, packed as they are.
    pub(crate) read: Arc<AtomicU64>,
    /// The unpacked byte at which the reader stands.
    pub(crate) offset: u64,
}

/// Why an input cannot be read.
#[derive(Debug)]
pub(crate) struct Unopened {
    pub(crate) code: Code,
    pub(crate) what: String,
}

impl Unopened {
    pub(crate) fn of(error: &io::Error) -> Self {
        match code(error) {
            Code::Unreadable => Unopened { code: Code::Unreadable, what: cannot_read(error) },
            code => Unopened { code, what: error.to_string() },
        }
    }
}

impl Opened {
    /// A file, or standard input.
    pub(crate) fn path(path: &Path, max_ratio: u64) -> Result<Self, Unopened> {
        if path.as_os_str() == "-" {
            return Opened::new(io::stdin(), max_ratio);
        }
        let file = File::open(path).map_err(|error| Unopened::of(&error))?;
        Opened::new(file, max_ratio)
    }

    /// A file, at a place in it if that can be reached without unpacking what is before it.
    pub(crate) fn path_at(path: &Path, max_ratio: u64, offset: u64) -> Result<Self, Unopened> {
        if offset == 0 {
            return Opened::path(path, max_ratio);
        }
        let at = || {
            let mut file = File::open(path)?;
            let mut start = Vec::new();
            file.by_ref().take(LONGEST_MAGIC).read_to_end(&mut start)?;
            if is_packed(&start) || file.metadata()?.len() < offset {
                return Ok(None);
            }
            file.seek(SeekFrom::Start(offset))?;
            let (reader, read) = watched(file, offset);
            Ok(Some(Opened { reader: Box::new(reader), mark: 0, read, offset }))
        };
        match at() {
            Ok(Some(opened)) => Ok(opened),
            Ok(None) => Opened::path(path, max_ratio),
            Err(error) => Err(Unopened::of(&error)),
        }
    }

    pub(crate) fn new(input: impl Read + Send + 'static, max_ratio: u64) -> Result<Self, Unopened> {
        let mut unpacked = unpack(input, max_ratio).map_err(|error| Unopened::of(&error))?;
        let mut start = Vec::new();
        let read = unpacked.reader.by_ref().take(START).read_to_end(&mut start);
        if let (Err(error), true) = (&read, start.is_empty()) {
            return Err(Unopened::of(error));
        }
        if let Some(encoding) = other_encoding(&start) {
            let what = format!("is {encoding}; convert it first: iconv -f {encoding} -t UTF-8 OLD > NEW");
            return Err(Unopened { code: Code::Encoding, what });
        }
        let mark = if start.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let mut start = Cursor::new(start);
        start.set_position(mark as u64);
        // What broke the start breaks it where it did.
        let reader: Box<dyn BufRead + Send> = match read {
            Ok(_) => Box::new(start.chain(unpacked.reader)),
            Err(error) => Box::new(start.chain(BufReader::new(Failed(Some(error))))),
        };
        Ok(Opened { reader, mark, read: unpacked.read, offset: mark as u64 })
    }
}

/// What a reader has next; an interrupted one is asked again, as the library does everywhere else.
pub(crate) fn fill(reader: &mut (impl BufRead + ?Sized)) -> io::Result<&[u8]> {
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

/// So many bytes tell the encoding.
const START: u64 = 4_096;

/// A reader that has failed already.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The encoding of text that is surely not UTF-8, as iconv calls it; from some bytes of its start.
///
/// ```
/// let utf16: Vec<u8> = "زار الوفد".encode_utf16().flat_map(u16::to_le_bytes).collect();
/// assert_eq!(yaqut_batch::input::other_encoding(&utf16), Some("UTF-16LE"));
/// assert_eq!(yaqut_batch::input::other_encoding("زار الوفد".as_bytes()), None);
/// ```
#[must_use]
pub fn other_encoding(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        _ if has_arabic_high_bytes(start, 1) => Some("UTF-16LE"),
        _ if has_arabic_high_bytes(start, 0) => Some("UTF-16BE"),
        _ => None,
    }
}

/// Whether every other byte is what Arabic letters (U+06xx) and spaces (U+00xx) have for a high byte. Without a byte
/// order mark such text would pass for ASCII with controls.
fn has_arabic_high_bytes(start: &[u8], first: usize) -> bool {
    let high = start.iter().skip(first).step_by(2);
    let count = |byte| high.clone().filter(|&&other| other == byte).count();
    let (all, arabic) = (high.len(), count(6));
    arabic >= 2 && arabic * 4 >= all && (arabic + count(0)) * 8 >= all * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf16_is_told_with_a_mark_and_without() {
        let text = "وقال لافروف: إن روسيا (2015) متضامنة.";
        assert_eq!(other_encoding(&utf16(text, u16::to_le_bytes)), Some("UTF-16LE"));
        assert_eq!(other_encoding(&utf16(text, u16::to_be_bytes)), Some("UTF-16BE"));
        assert_eq!(other_encoding(&utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes)), Some("UTF-16"));
        assert_eq!(other_encoding(b"\xFF\xFE\0\0\x46\x06\0\0"), Some("UTF-32"));
    }

    #[test]
    fn text_with_odd_bytes_is_not_taken_for_utf16() {
        let odd = ["", "a", "\0", "\0\0\0\0\0\0", "ABC\x06", "مصر\0\0\0", "a\0b\0c\0", "\u{FEFF}مصر"];
        for text in odd {
            assert_eq!(other_encoding(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_mark_is_passed_over_and_told() {
        let mut opened = Opened::new("\u{FEFF}مصر".as_bytes(), 1).unwrap_or_else(|error| panic!("{error:?}"));
        let mut text = String::new();
        opened.reader.read_to_string(&mut text).unwrap();
        assert_eq!((opened.mark, text.as_str()), (3, "مصر"));
    }
}
