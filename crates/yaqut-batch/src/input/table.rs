//! Tables: CSV, TSV and the like, a record a row.
//!
//! Rows are cut by the `csv-core` state machine, because a line break in quotes is none; what they hold is taken apart
//! by the `csv` crate, by whoever works on them.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder as CoreBuilder};

use super::PART_BYTES;
use super::format::{Carry, Fields, Limits};
use super::opened::{Unopened, fill};
use super::tail::{Tail, skip};
use super::text::{decode, too_long};
use crate::record::{Code, Place, Record, Reject};
use crate::source::{Position, Records};

/// Which columns of a table are read.
#[derive(Debug)]
struct Columns {
    /// How many there are.
    all: usize,
    text: usize,
    id: Option<usize>,
    /// Those that are carried: their places and names.
    carried: Vec<(usize, String)>,
}

/// Reads whole rows from a table, about [`PART_BYTES`] at a time.
pub(super) struct TableReader {
    pub(super) reader: Box<dyn BufRead + Send>,
    pub(super) source: Arc<str>,
    pub(super) fields: Fields,
    pub(super) delimiter: u8,
    pub(super) limits: Limits,
    /// Which input it is, the byte it stands at, and the rows before that.
    pub(super) at: Position,
    pub(super) ended: bool,
    columns: Option<Arc<Columns>>,
    core: Reader,
}

impl TableReader {
    pub(super) fn new(
        reader: Box<dyn BufRead + Send>,
        source: Arc<str>,
        (fields, delimiter): (Fields, u8),
        limits: Limits,
        at: Position,
    ) -> Self {
        let core = CoreBuilder::new().delimiter(delimiter).build();
        TableReader { reader, source, fields, delimiter, limits, at, ended: false, columns: None, core }
    }

    /// The next rows; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Rows> {
        if self.ended {
            return None;
        }
        let mut tail = None;
        if self.columns.is_none() {
            match self.header() {
                Ok(columns) => self.columns = Some(Arc::new(columns)),
                Err(broken) => {
                    self.ended = true;
                    tail = Some(Tail::Broken(broken));
                }
            }
        }
        let start = self.at;
        let (mut bytes, mut rows) = (Vec::with_capacity(PART_BYTES + 4_096), 0);
        while !self.ended && tail.is_none() && bytes.len() < PART_BYTES {
            let begins = bytes.len();
            match self.row(&mut bytes) {
                Ok(Cut::Row) => rows += 1,
                Ok(Cut::End) => self.ended = true,
                Ok(Cut::TooLong(length)) => {
                    tail = Some(Tail::too_long(&mut bytes, begins));
                    self.at.offset += length;
                    self.at.number += 1;
                }
                Err(error) => {
                    self.ended = true;
                    bytes.truncate(begins);
                    tail = Some(Tail::Broken(Unopened::of(&error)));
                }
            }
        }
        self.at.offset += bytes.len() as u64;
        self.at.number += rows;
        Some(Rows {
            bytes,
            tail,
            source: Arc::clone(&self.source),
            columns: self.columns.clone(),
            delimiter: self.delimiter,
            limits: self.limits,
            start,
            replaced: 0,
        })
    }

    /// Goes on to a place between two rows.
    pub(super) fn skip_to(&mut self, to: Position) -> io::Result<()> {
        if to.offset > self.at.offset && self.columns.is_none() {
            let columns = self.header().map_err(|broken| io::Error::other(broken.what))?;
            self.columns = Some(Arc::new(columns));
        }
        skip(&mut *self.reader, to.offset.saturating_sub(self.at.offset))?;
        self.at = to;
        Ok(())
    }

    /// The first row: which columns there are.
    fn header(&mut self) -> Result<Columns, Unopened> {
        let bad = |what: String| Unopened { code: Code::Row, what };
        let mut bytes = Vec::new();
        let cut = self.row(&mut bytes).map_err(|error| Unopened::of(&error))?;
        self.at.offset += bytes.len() as u64;
        let mut names = ByteRecord::new();
        let there = table(&bytes, self.delimiter).read_byte_record(&mut names);
        if matches!(cut, Cut::TooLong(_)) || !matches!(there, Ok(true)) {
            return Err(bad("has no first row that names the columns; add one".to_owned()));
        }
        let names: Vec<String> =
            names.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let place = |name: &str| names.iter().position(|other| other == name);
        let Some(text) = place(&self.fields.text) else {
            let other = [(b';', "semicolons"), (b'\t', "tabs"), (b',', "commas")];
            let other = other.iter().find(|(byte, _)| names.len() == 1 && bytes.contains(byte));
            let hint = other.map_or_else(String::new, |(_, what)| format!(" (the row has {what})"));
            let what = format!(
                "no column `{}`; there are {}{hint}; name the column that has the text",
                self.fields.text,
                names.join(", ")
            );
            return Err(bad(what));
        };
        if let Some(twice) = names.iter().enumerate().find(|(at, name)| place(name) != Some(*at)) {
            return Err(bad(format!("the column `{}` is there twice; rename one", twice.1)));
        }
        let id = place(&self.fields.id);
        let is_carried =
            |at: usize, name: &str| at != text && Some(at) != id && self.fields.carry.takes(name);
        if let Carry::Named(carried) = &self.fields.carry {
            if let Some(missing) = carried.iter().find(|name| place(name).is_none()) {
                return Err(bad(format!("no column `{missing}` to carry; there are {}", names.join(", "))));
            }
        }
        let all = names.len();
        let carried = names.into_iter().enumerate().filter(|(at, name)| is_carried(*at, name)).collect();
        Ok(Columns { all, text, id, carried })
    }

    /// Adds the bytes of one row, its end included.
    fn row(&mut self, bytes: &mut Vec<u8>) -> io::Result<Cut> {
        let begins = bytes.len();
        let (mut output, mut ends) = ([0; 4_096], [0; 64]);
        let most = self.limits.max_record_bytes;
        let mut length = 0_u64;
        loop {
            let input = fill(&mut *self.reader)?;
            let is_end = input.is_empty();
            let (result, read, _, _) = self.core.read_record(input, &mut output, &mut ends);
            if length <= most as u64 {
                bytes.extend_from_slice(input.get(..read).unwrap_or_default());
            }
            length += read as u64;
            self.reader.consume(read);
            let is_too_long = length > (most as u64).saturating_add(2);
            match result {
                ReadRecordResult::Record if is_too_long => return Ok(Cut::TooLong(length)),
                ReadRecordResult::Record => return Ok(Cut::Row),
                ReadRecordResult::End => {
                    // Blank lines before the end.
                    bytes.truncate(begins);
                    self.at.offset += length;
                    return Ok(Cut::End);
                }
                ReadRecordResult::InputEmpty if is_end && length == 0 => return Ok(Cut::End),
                _ => {}
            }
        }
    }
}

enum Cut {
    Row,
    /// So many bytes, not all of which were kept.
    TooLong(u64),
    End,
}

fn table(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes)
}

/// Rows that follow one another.
#[derive(Debug)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    tail: Option<Tail>,
    source: Arc<str>,
    columns: Option<Arc<Columns>>,
    delimiter: u8,
    limits: Limits,
    start: Position,
    replaced: u64,
}

impl Records for Rows {
    fn weight(&self) -> usize {
        self.bytes.capacity()
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        let bytes = std::mem::take(&mut self.bytes);
        let source = Arc::clone(&self.source);
        let mut place = Place { source: &source, number: self.start.number, byte: self.start.offset };
        let mut rows = table(&bytes, self.delimiter);
        let mut row = ByteRecord::new();
        let mut at = 0;
        if let Some(columns) = self.columns.clone() {
            // A table in memory has no errors of reading, and rows of any length are taken.
            while matches!(rows.read_byte_record(&mut row), Ok(true)) {
                let end = rows.position().byte() as usize;
                place.number += 1;
                place.byte = self.start.offset + at as u64;
                let original = bytes.get(at..end).unwrap_or_default();
                at = end;
                self.row(&columns, &row, original.trim_ascii_end(), place, each);
            }
        }
        place.byte = self.start.offset + bytes.len() as u64;
        if let Some(tail) = self.tail.take() {
            tail.tell(place, self.limits.max_record_bytes, each);
        }
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}

impl Rows {
    fn row(
        &mut self,
        columns: &Columns,
        row: &ByteRecord,
        original: &[u8],
        place: Place<'_>,
        each: &mut dyn FnMut(Result<Record<'_>, Reject>),
    ) {
        let bad = |what: String| Err(Reject::new(place, Code::Row, what, original));
        if original.len() > self.limits.max_record_bytes {
            return each(Err(too_long(place, self.limits.max_record_bytes, original)));
        }
        if row.len() != columns.all {
            let what = format!(
                "{} fields, and there are {} columns; quote fields that have delimiters in them",
                row.len(),
                columns.all
            );
            return each(bad(what));
        }
        // An odd number of quotes in a row that took in the rest of the file.
        if original.iter().filter(|&&byte| byte == b'"').count() % 2 == 1 {
            return each(bad("a quote is not closed; close it, or double quotes that are text".to_owned()));
        }
        let mut replaced = 0;
        let mut text = |at: usize| {
            let (text, places) = decode(row.get(at).unwrap_or_default(), place, 0, self.limits.lossy)
                .map_err(|reject| Reject { original: original.to_owned(), ..reject })?;
            replaced += places;
            Ok::<_, Reject>(text)
        };
        let record = (|| {
            let id = columns.id.map(&mut text).transpose()?.filter(|id| !id.is_empty());
            let mut fields = Vec::with_capacity(columns.carried.len());
            for (at, name) in &columns.carried {
                let value = serde_json::to_string(&text(*at)?).unwrap_or_default();
                fields.push((Cow::Borrowed(name.as_str()), Cow::Owned(value)));
            }
            let id = id.unwrap_or_else(|| format!("{}:{}", place.source, place.number).into());
            Ok(Record { id, text: text(columns.text)?, fields, place })
        })();
        self.replaced += replaced;
        each(record);
    }
}
