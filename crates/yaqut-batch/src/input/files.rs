//! Records of files and of readers: the sources that are built in.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::PART_BYTES;
use super::format::{Limits, RecordFormat};
use super::inputs::{Input, Inputs, Survey};
use super::lines::{LineFormat, LineReader};
use super::opened::{Opened, Unopened};
use super::table::TableReader;
use super::texts::{Text, Texts};
use super::walk::Walk;
use crate::record::{Record, Reject};
use crate::source::{Identity, Part, Position, Records, Source, SourceError};

/// The records of files, of standard input, or of a reader.
pub struct FileSource {
    inputs: Inputs,
    survey: Survey,
    walk: Walk,
    /// A reader that stands for all inputs.
    own: Option<(String, Box<dyn Read + Send>)>,
    format: RecordFormat,
    limits: Limits,
    current: Option<Current>,
    /// How many inputs were begun.
    begun: u64,
    /// A file that is the first of the next part.
    held: Option<Input>,
}

/// The input that is being read.
struct Current {
    /// Which input it is.
    input: u64,
    rows: Rows,
    /// Bytes of it that were read, and how many of them earlier parts have.
    read: Arc<AtomicU64>,
    told: u64,
    /// What it is told as in the end: what a reader reads ahead, and what is left of a broken one.
    size: Option<u64>,
}

enum Rows {
    Lines(LineReader),
    Table(Box<TableReader>),
    /// It could not be opened.
    Unopened(Option<Unopened>, Arc<str>),
    #[cfg(feature = "parquet")]
    Parquet(super::parquet::ParquetReader),
}

/// The records of files.
///
/// # Errors
///
/// If a path is not there, or there is no file at all: see [`Inputs::survey`].
pub fn files(inputs: Inputs, format: RecordFormat, limits: Limits) -> Result<FileSource, SourceError> {
    let survey = inputs.survey()?;
    let walk = inputs.walk();
    Ok(FileSource { inputs, survey, walk, own: None, format, limits, current: None, begun: 0, held: None })
}

/// The records of a reader, unpacked if it is packed. It cannot be read again, so jobs with it cannot be resumed.
#[must_use]
pub fn reader(
    name: &str,
    reader: impl Read + Send + 'static,
    format: RecordFormat,
    limits: Limits,
) -> FileSource {
    let inputs = Inputs::new(Vec::new());
    let survey = Survey { files: 1, is_stream: true, ..Survey::default() };
    let walk = Inputs::nothing();
    let own: Option<(String, Box<dyn Read + Send>)> = Some((name.to_owned(), Box::new(reader)));
    FileSource { inputs, survey, walk, own, format, limits, current: None, begun: 0, held: None }
}

impl Source for FileSource {
    fn next(&mut self) -> Result<Option<Part>, SourceError> {
        if self.format == RecordFormat::Text {
            return self.texts();
        }
        loop {
            if let Some(current) = &mut self.current {
                if let Some(part) = current.part() {
                    return Ok(Some(part));
                }
                self.current = None;
            }
            if !self.open(Position::default())? {
                return Ok(None);
            }
        }
    }

    fn seek(&mut self, to: Position) -> Result<(), SourceError> {
        self.walk = self.inputs.walk();
        (self.current, self.held, self.begun) = (None, None, 0);
        while self.begun < to.input {
            if self.walk.next().transpose()?.is_none() {
                return Err(SourceError::new(
                    "there are fewer inputs than before; put them back, or start anew",
                ));
            }
            self.begun += 1;
        }
        if to.offset > 0 {
            self.open(to)?;
        }
        Ok(())
    }

    fn identity(&mut self) -> Result<Option<Identity>, SourceError> {
        if self.survey.is_stream {
            return Ok(None);
        }
        let Survey { files, bytes, digest, .. } = self.survey;
        Ok(Some(Identity::from([
            ("the inputs".to_owned(), format!("{files} files of {bytes} bytes")),
            ("the names or times of the inputs".to_owned(), format!("{digest:016x}")),
        ])))
    }

    fn total_bytes(&self) -> Option<u64> {
        (!self.survey.is_stream).then_some(self.survey.bytes)
    }
}

impl FileSource {
    /// Opens the next input at a place in it; false if there is none.
    fn open(&mut self, at: Position) -> Result<bool, SourceError> {
        let (name, opened, size) = match self.own.take() {
            Some((name, reader)) => (name, Opened::new(reader, self.limits.max_ratio), None),
            None => {
                let Some(input) = self.walk.next().transpose()? else { return Ok(false) };
                #[cfg(feature = "parquet")]
                if let RecordFormat::Parquet(fields) = &self.format {
                    let at = Position { input: self.begun, ..at };
                    let reader = super::parquet::ParquetReader::new(&input, fields, self.limits, at);
                    self.begun += 1;
                    let rows = Rows::Parquet(reader);
                    self.current = Some(Current {
                        input: at.input,
                        rows,
                        read: Arc::default(),
                        told: 0,
                        size: Some(input.bytes),
                    });
                    return Ok(true);
                }
                let size = (input.bytes > 0).then_some(input.bytes);
                (input.name.clone(), Opened::path_at(&input.path, self.limits.max_ratio, at.offset), size)
            }
        };
        let source: Arc<str> = name.into();
        let input = self.begun;
        self.begun += 1;
        let mut current = match opened {
            Ok(opened) => self.read(opened, &source, input, size),
            Err(broken) => {
                let rows = Rows::Unopened(Some(broken), source);
                Current { input, rows, read: Arc::default(), told: 0, size }
            }
        };
        if at.offset > 0 {
            current.skip_to(at)?;
        }
        self.current = Some(current);
        Ok(true)
    }

    fn read(&self, opened: Opened, source: &Arc<str>, input: u64, size: Option<u64>) -> Current {
        let Opened { reader, mark, read, offset } = opened;
        let (source, limits) = (Arc::clone(source), self.limits);
        let at = Position { input, offset, number: 0 };
        let lines = |reader, format| {
            Rows::Lines(LineReader {
                reader,
                source: Arc::clone(&source),
                format,
                limits,
                at,
                mark,
                ended: false,
            })
        };
        let rows = match &self.format {
            RecordFormat::Jsonl(fields) => lines(reader, LineFormat::Object(Arc::new(fields.clone()))),
            RecordFormat::Table { fields, delimiter } => {
                let table =
                    TableReader::new(reader, Arc::clone(&source), (fields.clone(), *delimiter), limits, at);
                Rows::Table(Box::new(table))
            }
            _ => lines(reader, LineFormat::Text),
        };
        Current { input, rows, read, told: 0, size }
    }

    /// The next files that are one text each.
    fn texts(&mut self) -> Result<Option<Part>, SourceError> {
        if let Some((name, reader)) = self.own.take() {
            let source: Arc<str> = name.into();
            let opened = Opened::new(reader, self.limits.max_ratio)
                .map_err(|broken| SourceError::new(format!("{source}: {}", broken.what)))?;
            let records =
                Text { source: Arc::clone(&source), opened: Some(opened), limits: self.limits, replaced: 0 };
            let end = Position { input: 1, ..Position::default() };
            return Ok(Some(Part { records: Box::new(records), end, bytes: 0, source: Some(source) }));
        }
        let (mut files, mut bytes) = (Vec::new(), 0);
        while bytes < PART_BYTES as u64 && files.len() < MOST_FILES {
            let file = match self.held.take() {
                Some(file) => file,
                None => match self.walk.next().transpose()? {
                    Some(file) => file,
                    None => break,
                },
            };
            // A large file keeps no small ones waiting.
            if !files.is_empty() && file.bytes >= PART_BYTES as u64 {
                self.held = Some(file);
                break;
            }
            bytes += file.bytes;
            self.begun += 1;
            files.push(file);
        }
        if files.is_empty() {
            return Ok(None);
        }
        let end = Position { input: self.begun, ..Position::default() };
        let records = Texts { files, limits: self.limits, replaced: 0 };
        Ok(Some(Part { records: Box::new(records), end, bytes, source: None }))
    }
}

/// So many files at most are in a part, however small they are.
const MOST_FILES: usize = 512;

impl Current {
    fn part(&mut self) -> Option<Part> {
        let (records, end, source): (Box<dyn Records>, _, _) = match &mut self.rows {
            Rows::Lines(lines) => (Box::new(lines.next()?), lines.at, Arc::clone(&lines.source)),
            Rows::Table(table) => (Box::new(table.next()?), table.at, Arc::clone(&table.source)),
            Rows::Unopened(broken, source) => {
                let Unopened { code, what } = broken.take()?;
                let reject = Reject::rest(source, 0, code, what);
                (Box::new(Nothing::new(Some(reject))), Position::default(), Arc::clone(source))
            }
            #[cfg(feature = "parquet")]
            Rows::Parquet(rows) => {
                let part = rows.next()?;
                self.told += part.bytes;
                return Some(part);
            }
        };
        let is_last = match &self.rows {
            Rows::Lines(lines) => lines.ended,
            Rows::Table(table) => table.ended,
            _ => true,
        };
        let read = self.read.load(Ordering::Relaxed);
        // Of a file that is done, all is done.
        let read = if is_last { self.size.unwrap_or(read).max(self.told) } else { read };
        let bytes = read.saturating_sub(self.told);
        self.told = read;
        // And what comes next is another file, also behind one that broke off: it is not to break off twice.
        let end = if is_last { Position { input: self.input + 1, ..Position::default() } } else { end };
        Some(Part { records, end, bytes, source: Some(source) })
    }

    fn skip_to(&mut self, to: Position) -> Result<(), SourceError> {
        let skipped = match &mut self.rows {
            Rows::Lines(lines) => lines.skip_to(to),
            Rows::Table(table) => table.skip_to(to),
            Rows::Unopened(..) => Ok(()),
            #[cfg(feature = "parquet")]
            Rows::Parquet(_) => Ok(()),
        };
        self.told = self.read.load(Ordering::Relaxed);
        skipped.map_err(|error| {
            SourceError::new(format!("an input cannot be read to where the run was stopped: {error}"))
        })
    }
}

/// An input without records.
pub(super) struct Nothing(Option<Reject>);

impl Nothing {
    pub(super) fn new(reject: Option<Reject>) -> Self {
        Nothing(reject)
    }
}

impl Records for Nothing {
    fn weight(&self) -> usize {
        0
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        if let Some(reject) = self.0.take() {
            each(Err(reject));
        }
    }
}

impl std::fmt::Debug for FileSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileSource")
            .field("inputs", &self.inputs)
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}
