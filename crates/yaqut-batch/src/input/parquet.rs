//! Parquet: a record a row, its columns by name.
//!
//! Only the index of a file is read under the source's lock. A part is a run of rows of one row group; whoever works on
//! it opens the file and reads those rows, so that all threads read at once. To get to the first of them, whole pages
//! are passed over without being unpacked, and a part has as much text as several pages, so that little is unpacked
//! twice.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ColumnChunkMetaData;

use super::cells::{Cells, cell};
use super::files::Nothing;
use super::format::{Carry, Fields, Limits};
use super::inputs::Input;
use super::opened::Unopened;
use super::text::{decode, too_long};
use crate::engine::panic_message;
use crate::record::{Code, Place, Record, Reject};
use crate::source::{Part, Position, Records};

/// About so many bytes of text are in a part: several pages, which have a megabyte each.
const SLICE_BYTES: u64 = 4 << 20;

/// Texts that are there again and again take no bytes of their own; so many of them are a part.
const MOST_ROWS: u64 = 16_384;

/// About so many bytes of text are taken out of a file at once.
const BATCH_BYTES: u64 = 256 << 10;

/// The rows of a file.
pub(super) struct ParquetReader {
    path: PathBuf,
    source: Arc<str>,
    fields: Fields,
    limits: Limits,
    /// Which input it is, and how many rows are before.
    at: Position,
    bytes: u64,
    state: State,
}

enum State {
    Unopened,
    Open(Arc<Opened>),
    Ended,
}

/// A file whose index was read.
struct Opened {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    columns: Columns,
    /// The size of the columns that are read in each row group, and the rows.
    groups: Vec<Group>,
}

#[derive(Clone, Copy)]
struct Group {
    rows: u64,
    text_bytes: u64,
    stored_bytes: u64,
}

/// Which columns are read.
struct Columns {
    text: String,
    id: Option<String>,
    carried: Vec<String>,
}

impl ParquetReader {
    pub(super) fn new(input: &Input, fields: &Fields, limits: Limits, at: Position) -> Self {
        ParquetReader {
            path: input.path.clone(),
            source: input.name.as_str().into(),
            fields: fields.clone(),
            limits,
            at,
            bytes: input.bytes,
            state: State::Unopened,
        }
    }

    /// The next rows; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Part> {
        let opened = match &self.state {
            State::Ended => return None,
            State::Open(opened) => Arc::clone(opened),
            State::Unopened => match self.open() {
                Ok(opened) => {
                    let opened = Arc::new(opened);
                    self.state = State::Open(Arc::clone(&opened));
                    opened
                }
                Err(Unopened { code, what }) => {
                    let reject = Reject::rest(&self.source, 0, code, what);
                    return Some(self.last(Box::new(Nothing::new(Some(reject))), self.bytes));
                }
            },
        };
        let Some((group, from)) = opened.group_at(self.at.offset) else {
            return Some(self.last(Box::new(Nothing::new(None)), 0));
        };
        let Group { rows, text_bytes, stored_bytes } = *opened.groups.get(group)?;
        let each = (text_bytes / rows.max(1)).max(1);
        let count = (SLICE_BYTES / each).clamp(1, MOST_ROWS).min(rows - from);
        let records = Slice {
            opened,
            group,
            from,
            count,
            first: self.at.offset,
            batch: (BATCH_BYTES / each).clamp(1, 1_024),
            weight: count * each,
            source: Arc::clone(&self.source),
            limits: self.limits,
            replaced: 0,
        };
        self.at.offset += count;
        self.at.number = self.at.offset;
        let bytes = stored_bytes.saturating_mul(count) / rows.max(1);
        Some(Part { records: Box::new(records), end: self.at, bytes, source: Some(Arc::clone(&self.source)) })
    }

    /// A part behind which the next input comes.
    fn last(&mut self, records: Box<dyn Records>, bytes: u64) -> Part {
        self.state = State::Ended;
        let end = Position { input: self.at.input + 1, ..Position::default() };
        Part { records, end, bytes, source: Some(Arc::clone(&self.source)) }
    }

    fn open(&self) -> Result<Opened, Unopened> {
        let file = File::open(&self.path).map_err(|error| Unopened::of(&error))?;
        let damaged = |what: String| Unopened { code: Code::Damaged, what };
        // Hostile bytes may make the reader panic.
        let load = || ArrowReaderMetadata::load(&file, ArrowReaderOptions::new());
        let metadata = catch_unwind(AssertUnwindSafe(load))
            .map_err(|panic| {
                damaged(format!("its index is damaged ({}); write it anew", panic_message(&*panic)))
            })?
            .map_err(|error| {
                damaged(format!("is no Parquet file, or a damaged one ({error}); write it anew"))
            })?;
        let columns = self.columns(&metadata)?;
        let text = metadata
            .parquet_schema()
            .columns()
            .iter()
            .position(|column| column.path().parts().first() == Some(&columns.text));
        let positive = |number: i64| u64::try_from(number).ok();
        let groups = metadata.metadata().row_groups().iter().map(|group| {
            let column = text.and_then(|text| group.columns().get(text));
            Some(Group {
                rows: positive(group.num_rows())?,
                text_bytes: positive(column.map_or(0, ColumnChunkMetaData::uncompressed_size))?.min(1 << 40),
                stored_bytes: positive(group.compressed_size())?.min(self.bytes),
            })
        });
        let groups = groups.collect::<Option<Vec<Group>>>().unwrap_or_default();
        let told = positive(metadata.metadata().file_metadata().num_rows());
        let rows = groups.iter().try_fold(0, |rows: u64, group| rows.checked_add(group.rows));
        // No encoding makes a million rows of a byte; an index that says so would never come to an end.
        let limit = self.bytes.saturating_mul(1_000_000);
        if rows.is_none() || rows != told || rows.is_some_and(|rows| rows > limit) {
            return Err(damaged("its index is damaged (the rows do not add up); write it anew".to_owned()));
        }
        Ok(Opened { path: self.path.clone(), groups, metadata, columns })
    }

    fn columns(&self, metadata: &ArrowReaderMetadata) -> Result<Columns, Unopened> {
        let bad = |what: String| Unopened { code: Code::Row, what };
        let there = metadata.schema().fields();
        let names = || there.iter().map(|field| field.name().as_str()).collect::<Vec<_>>().join(", ");
        let field = |name: &str| there.iter().find(|field| field.name() == name);
        let Some(text) = field(&self.fields.text) else {
            let what = format!(
                "no column `{}`; there are {}; name the column that has the text",
                self.fields.text,
                names()
            );
            return Err(bad(what));
        };
        if !Cells::is_text(text.data_type()) {
            return Err(bad(format!(
                "the column `{}` is {}, no text; name another",
                text.name(),
                text.data_type()
            )));
        }
        let id = field(&self.fields.id);
        if let Some(id) = id.filter(|id| !Cells::is_id(id.data_type())) {
            let what =
                format!("the column `{}` is {}, neither text nor a whole number", id.name(), id.data_type());
            return Err(bad(format!("{what}; name another for the ids")));
        }
        let carried: Vec<String> = match &self.fields.carry {
            Carry::None => Vec::new(),
            Carry::Named(carried) => carried.clone(),
            Carry::All => {
                let others = there.iter().map(|field| field.name());
                others
                    .filter(|name| **name != self.fields.text && **name != self.fields.id)
                    .cloned()
                    .collect()
            }
        };
        for name in &carried {
            let Some(column) = field(name) else {
                return Err(bad(format!("no column `{name}` to carry; there are {}", names())));
            };
            if !Cells::is_carried(column.data_type()) {
                let what = format!(
                    "the column `{name}` is {}, which is not carried; leave it out",
                    column.data_type()
                );
                return Err(bad(what));
            }
        }
        Ok(Columns { text: self.fields.text.clone(), id: id.map(|id| id.name().clone()), carried })
    }
}

impl Opened {
    /// The row group that a row of the file is in, and which of its rows it is.
    fn group_at(&self, row: u64) -> Option<(usize, u64)> {
        let mut before = 0;
        for (number, group) in self.groups.iter().enumerate() {
            if row < before + group.rows {
                return Some((number, row - before));
            }
            before += group.rows;
        }
        None
    }
}

/// Some rows of a row group.
struct Slice {
    opened: Arc<Opened>,
    group: usize,
    from: u64,
    count: u64,
    /// How many rows of the file are before.
    first: u64,
    /// How many rows are taken out at once.
    batch: u64,
    weight: u64,
    source: Arc<str>,
    limits: Limits,
    replaced: u64,
}

impl Records for Slice {
    fn weight(&self) -> usize {
        self.weight as usize
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        let mut row = self.first;
        // Records are worked on outside of the guard: only reading the file is in it.
        let mut batches = None;
        let broken = loop {
            let next = catch_unwind(AssertUnwindSafe(|| match &mut batches {
                None => {
                    batches = Some(self.batches()?);
                    Ok(None)
                }
                Some(batches) => batches.next().transpose().map(Some),
            }));
            match next {
                Ok(Ok(None)) => {}
                Ok(Ok(Some(Some(batch)))) => self.rows(&batch, &mut row, each),
                Ok(Ok(Some(None))) => break None,
                Ok(Err(error)) => break Some(error.to_string()),
                Err(panic) => break Some(panic_message(&*panic)),
            }
        };
        let end = self.first + self.count;
        let what = broken.or_else(|| (row < end).then(|| "they are not there".to_owned()));
        if let Some(what) = what {
            let what = format!("rows {} to {end} cannot be read: {what}; write the file anew", row + 1);
            each(Err(Reject::rest(&self.source, 0, Code::Damaged, what)));
        }
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, arrow_schema::ArrowError>>>;

impl Slice {
    fn batches(&self) -> Result<Batches, arrow_schema::ArrowError> {
        let Opened { path, metadata, columns, .. } = &*self.opened;
        let file = File::open(path)?;
        let names = [&columns.text].into_iter().chain(&columns.id).chain(&columns.carried);
        let mask = ProjectionMask::columns(metadata.parquet_schema(), names.map(String::as_str));
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
            .with_row_groups(vec![self.group])
            .with_projection(mask)
            .with_offset(self.from as usize)
            .with_limit(self.count as usize)
            .with_batch_size(self.batch as usize);
        Ok(Box::new(builder.build()?))
    }

    fn rows(&mut self, batch: &RecordBatch, row: &mut u64, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        let columns = &self.opened.columns;
        let column = |name: &str| batch.column_by_name(name).map(Cells::new);
        let Some(texts) = column(&columns.text) else { return };
        let ids = columns.id.as_deref().and_then(column);
        let carried: Vec<(&str, &dyn arrow_array::Array)> = columns
            .carried
            .iter()
            .filter_map(|name| Some((name.as_str(), batch.column_by_name(name)?.as_ref())))
            .collect();
        for at in 0..batch.num_rows() {
            *row += 1;
            let place = Place { source: &self.source, number: *row, byte: 0 };
            let Some(bytes) = texts.bytes(at) else {
                each(Err(Reject::new(place, Code::Row, "the text is null; leave the row out", b"")));
                continue;
            };
            if bytes.len() > self.limits.max_record_bytes {
                each(Err(too_long(place, self.limits.max_record_bytes, bytes)));
                continue;
            }
            match decode(bytes, place, 0, self.limits.lossy) {
                Err(reject) => each(Err(reject)),
                Ok((text, replaced)) => {
                    self.replaced += replaced;
                    let id = ids.as_ref().and_then(|ids| ids.id(at));
                    let id = id.unwrap_or_else(|| format!("{}:{row}", self.source)).into();
                    let fields =
                        carried.iter().map(|(name, array)| ((*name).into(), cell(*array, at).into()));
                    each(Ok(Record { id, text, fields: fields.collect(), place }));
                }
            }
        }
    }
}
