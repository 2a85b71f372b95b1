//! Lines: a text a line, or a JSON object a line.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

use super::format::{Fields, Limits};
use super::opened::{Unopened, fill};
use super::tail::{Tail, skip};
use super::text::{decode, too_long};
use super::{PART_BYTES, json_line};
use crate::record::{Code, Place, Record, Reject};
use crate::source::{Position, Records};

/// What a line is.
#[derive(Debug, Clone)]
pub(super) enum LineFormat {
    Text,
    Object(Arc<Fields>),
}

/// Reads whole lines from an input, about [`PART_BYTES`] at a time. Where they are cut depends on the bytes alone, not
/// on how they arrive. All that is done here is reading and counting: everything else is done by whoever works on them.
pub(super) struct LineReader {
    pub(super) reader: Box<dyn BufRead + Send>,
    pub(super) source: Arc<str>,
    pub(super) format: LineFormat,
    pub(super) limits: Limits,
    /// Which input it is, the byte it stands at, and the lines before that.
    pub(super) at: Position,
    /// Bytes of the byte order mark before it.
    pub(super) mark: usize,
    pub(super) ended: bool,
}

impl LineReader {
    /// The next lines; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Lines> {
        if self.ended {
            return None;
        }
        let mut bytes = Vec::with_capacity(PART_BYTES + 4_096);
        let start = self.at;
        let mut tail = None;
        match self.fill(&mut bytes) {
            Ok(Filled::Lines) => self.ended = bytes.len() < PART_BYTES,
            Ok(Filled::TooLong { begins, length }) => {
                tail = Some(Tail::too_long(&mut bytes, begins));
                self.at.offset += length;
                self.at.number += 1;
            }
            Err(error) => {
                self.ended = true;
                // The line that breaks off is no line.
                bytes.truncate(memrchr(b'\n', &bytes).map_or(0, |end| end + 1));
                tail = Some(Tail::Broken(Unopened::of(&error)));
            }
        }
        self.at.offset += bytes.len() as u64;
        let lines = memchr_iter(b'\n', &bytes).count() as u64;
        self.at.number += lines + u64::from(!bytes.is_empty() && !bytes.ends_with(b"\n"));
        let mark = if start.number == 0 { self.mark } else { 0 };
        Some(Lines {
            bytes,
            tail,
            source: Arc::clone(&self.source),
            format: self.format.clone(),
            limits: self.limits,
            start,
            mark,
            blank: 0,
            replaced: 0,
        })
    }

    /// Goes on to a place between two lines.
    pub(super) fn skip_to(&mut self, to: Position) -> io::Result<()> {
        skip(&mut *self.reader, to.offset.saturating_sub(self.at.offset))?;
        self.at = to;
        Ok(())
    }

    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<Filled> {
        self.reader.by_ref().take(PART_BYTES as u64).read_to_end(bytes)?;
        if bytes.len() < PART_BYTES || bytes.ends_with(b"\n") {
            return Ok(Filled::Lines);
        }
        // The rest of the last line, if it is not too long.
        let begins = memrchr(b'\n', bytes).map_or(0, |end| end + 1);
        let room = (self.limits.max_record_bytes as u64).saturating_add(2); // for CR LF
        let room = room.saturating_sub((bytes.len() - begins) as u64);
        self.reader.by_ref().take(room).read_until(b'\n', bytes)?;
        if bytes.ends_with(b"\n") || fill(&mut *self.reader)?.is_empty() {
            return Ok(Filled::Lines);
        }
        let skipped = self.reader.skip_until(b'\n')?;
        Ok(Filled::TooLong { begins, length: (bytes.len() - begins + skipped) as u64 })
    }
}

enum Filled {
    /// Whole lines, or the last one without its end.
    Lines,
    /// Whole lines, and one from `begins` on that was too long and is passed over.
    TooLong { begins: usize, length: u64 },
}

/// Lines that follow one another.
#[derive(Debug)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    tail: Option<Tail>,
    source: Arc<str>,
    format: LineFormat,
    limits: Limits,
    /// Where they begin.
    start: Position,
    /// Bytes of the byte order mark before them.
    mark: usize,
    blank: u64,
    replaced: u64,
}

impl Records for Lines {
    fn weight(&self) -> usize {
        self.bytes.capacity()
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        let bytes = std::mem::take(&mut self.bytes);
        // Checked at once it costs next to nothing; line by line only where something is wrong.
        let whole = simdutf8::basic::from_utf8(&bytes).ok();
        let mut place =
            Place { source: &Arc::clone(&self.source), number: self.start.number, byte: self.start.offset };
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            place.number += 1;
            let line = without_end(rest.get(..length).unwrap_or_default());
            let text = whole.and_then(|text| text.get(at..at + line.len()));
            self.line(line, text, place, each);
            at += length;
            place.byte += length as u64;
        }
        if let Some(tail) = self.tail.take() {
            tail.tell(place, self.limits.max_record_bytes, each);
        }
    }

    fn blank(&self) -> u64 {
        self.blank
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}

impl Lines {
    fn line(
        &mut self,
        bytes: &[u8],
        text: Option<&str>,
        place: Place<'_>,
        each: &mut dyn FnMut(Result<Record<'_>, Reject>),
    ) {
        if bytes.len() > self.limits.max_record_bytes {
            return each(Err(too_long(place, self.limits.max_record_bytes, bytes)));
        }
        if matches!(self.format, LineFormat::Object(_)) && bytes.trim_ascii().is_empty() {
            self.blank += 1;
            return;
        }
        let mark = if place.number == 1 { self.mark } else { 0 };
        let (text, replaced) = match text
            .map_or_else(|| decode(bytes, place, mark, self.limits.lossy), |text| Ok((text.into(), 0)))
        {
            Ok(decoded) => decoded,
            Err(reject) => return each(Err(reject)),
        };
        self.replaced += replaced;
        let own_id = || format!("{}:{}", place.source, place.number).into();
        match &self.format {
            LineFormat::Text => each(Ok(Record { id: own_id(), text, fields: Vec::new(), place })),
            LineFormat::Object(fields) => match json_line::parse(&text, fields) {
                Ok(object) => each(Ok(Record {
                    id: object.id.unwrap_or_else(own_id),
                    text: object.text,
                    fields: object.fields,
                    place,
                })),
                Err(error) => {
                    let what = format!("column {}: {}", error.column, error.what);
                    each(Err(Reject::new(place, Code::Json, what, bytes)));
                }
            },
        }
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").map_or(line, |line| line.strip_suffix(b"\r").unwrap_or(line))
}
