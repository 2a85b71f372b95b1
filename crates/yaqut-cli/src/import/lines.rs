//! The lines of an input that may be packed and larger than memory.

use std::io::{self, BufRead, Cursor, Read};
use std::path::Path;

use super::fault::Fault;
use crate::exit::Failure;
use crate::gazetteers::file;
use crate::gazetteers::progress::Progress;
use crate::input::{BYTE_ORDER_MARK, check_encoding, is_standard_input, name, tell_typist};
use yaqut_batch::input::{MAX_RATIO, cannot_read, unpack};

/// So many bytes show in which encoding an input is.
const START: u64 = 1 << 12;

/// Whether an input can be opened, unpacked and read as text, and its bytes; so that nothing is printed if one cannot.
/// Pipes can be opened only once and are left for later.
pub(crate) fn check(path: &Path) -> Result<u64, Failure> {
    if is_standard_input(path) {
        return Ok(0);
    }
    let bytes = file::check(path)?;
    if path.is_file() {
        Lines::open(path, &Progress::hidden(), 0)?;
    }
    Ok(bytes)
}

/// The lines of one input, one at a time.
pub(super) struct Lines {
    name: String,
    input: Box<dyn BufRead>,
    line: Vec<u8>,
    max_bytes: usize,
    number: u64,
    /// Where the next line starts, in the unpacked input.
    next: u64,
}

/// A line without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'l> {
    pub(super) bytes: &'l [u8],
    pub(super) place: Place<'l>,
}

/// Where something stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'l> {
    pub(super) file: &'l str,
    /// The first is 1.
    pub(super) line: u64,
    /// The byte of the unpacked input the line begins with; the first is 1.
    pub(super) byte: u64,
}

/// What comes next of an input.
pub(super) enum Next<'l> {
    Line(Line<'l>),
    TooLong(Place<'l>),
}

impl Lines {
    /// Opens an input, unpacks it, and passes over its byte order mark.
    pub(super) fn open(path: &Path, progress: &Progress, max_bytes: usize) -> Result<Lines, Failure> {
        let called = if is_standard_input(path) { "standard input".to_owned() } else { name(path) };
        let fail = |error: &io::Error| Failure::Start(format!("{called}: {}", cannot_read(error)));
        let packed: Box<dyn Read + Send> = if is_standard_input(path) {
            tell_typist();
            Box::new(io::stdin())
        } else {
            Box::new(progress.reading(file::source(path)?))
        };
        let mut input = unpack(packed, MAX_RATIO).map_err(|error| fail(&error))?.reader;
        // It may come in pieces from a pipe.
        let mut start = Vec::new();
        input.by_ref().take(START).read_to_end(&mut start).map_err(|error| fail(&error))?;
        check_encoding(&called, &start).map_err(Failure::Start)?;
        let mut next = 0;
        let mut start = Cursor::new(start);
        if start.get_ref().starts_with(BYTE_ORDER_MARK) {
            next = BYTE_ORDER_MARK.len() as u64;
            start.set_position(next);
        }
        let input = Box::new(start.chain(input));
        Ok(Lines { name: called, input, line: Vec::new(), max_bytes, number: 0, next })
    }

    /// The next line, or `None` at the end. A line beyond the limit is passed over, not held in memory.
    pub(super) fn next(&mut self) -> Result<Option<Next<'_>>, Failure> {
        self.line.clear();
        let room = (self.max_bytes as u64).saturating_add(2); // for CR LF
        let cannot = |name: &str, number: u64, error: &io::Error| {
            Failure::Input(format!("{name}: line {}: {}", number + 1, cannot_read(error)))
        };
        let mut read = self
            .input
            .by_ref()
            .take(room)
            .read_until(b'\n', &mut self.line)
            .map_err(|error| cannot(&self.name, self.number, &error))? as u64;
        if read == 0 {
            return Ok(None);
        }
        let ends = self.line.ends_with(b"\n");
        if ends {
            self.line.pop();
            if self.line.ends_with(b"\r") {
                self.line.pop();
            }
        }
        let too_long = self.line.len() > self.max_bytes;
        if too_long && !ends {
            let skipped = self.input.skip_until(b'\n');
            read += skipped.map_err(|error| cannot(&self.name, self.number, &error))? as u64;
        }
        self.number += 1;
        let place = Place { file: &self.name, line: self.number, byte: self.next + 1 };
        self.next += read;
        Ok(Some(if too_long { Next::TooLong(place) } else { Next::Line(Line { bytes: &self.line, place }) }))
    }
}

impl<'l> Line<'l> {
    /// The line as text.
    pub(super) fn text(&self) -> Result<&'l str, Fault> {
        std::str::from_utf8(self.bytes).map_err(|error| not_utf8(error.valid_up_to()))
    }
}

/// So many bytes of the line are UTF-8.
pub(super) fn not_utf8(before: usize) -> Fault {
    let what = "not UTF-8; convert the file (from Windows: iconv -f CP1256 -t UTF-8 OLD > NEW)";
    Fault::new("not UTF-8", what).at(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], max_bytes: usize) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines");
        std::fs::write(&path, bytes).unwrap();
        let mut lines = Lines::open(&path, &Progress::hidden(), max_bytes).unwrap();
        let mut found = Vec::new();
        while let Some(next) = lines.next().unwrap() {
            found.push(match next {
                Next::Line(Line { bytes, place }) => {
                    format!("{}:{} {}", place.line, place.byte, String::from_utf8_lossy(bytes))
                }
                Next::TooLong(place) => format!("{}:{} too long", place.line, place.byte),
            });
        }
        found
    }

    #[test]
    fn lines_know_their_place_in_the_file() {
        let text = "\u{FEFF}حلب\r\n\nحمص";
        assert_eq!(lines(text.as_bytes(), 99), ["1:4 حلب", "2:12 ", "3:13 حمص"]);
        assert_eq!(lines(b"", 99), [""; 0]);
        assert_eq!(lines(b"\n", 99), ["1:1 "]);
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_one_read() {
        assert_eq!(
            lines(b"aaaa\nbbbbb\ncccc\r\nddddddddd", 4),
            ["1:1 aaaa", "2:6 too long", "3:12 cccc", "4:18 too long"]
        );
    }
}
