//! Results of records as what is written: lines, packed, or rows of Parquet.

use std::io;

#[cfg(feature = "parquet")]
use crate::output::rows::Rows;
use crate::output::{Encoding, Format, conllu, entity_table, json};
use crate::record::Record;
use crate::sink::Body;
use crate::work::{Results, Steps};

/// Encodes the results of one part, or of one input in it.
pub(crate) struct Encoder<'j> {
    encoding: &'j Encoding,
    lines: Vec<u8>,
    #[cfg(feature = "parquet")]
    rows: Option<Rows>,
}

impl<'j> Encoder<'j> {
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables, reason = "lines need not know what comes"))]
    pub(crate) fn new(steps: &'j Steps, encoding: &'j Encoding) -> Self {
        Encoder {
            encoding,
            lines: Vec::new(),
            #[cfg(feature = "parquet")]
            rows: (encoding.format == Format::Parquet).then(|| Rows::new(steps, encoding.offsets)),
        }
    }

    /// Adds the results of a record.
    pub(crate) fn write(&mut self, record: &Record<'_>, results: &Results<'_>) -> io::Result<()> {
        let (out, unit) = (&mut self.lines, self.encoding.offsets);
        match self.encoding.format {
            Format::Jsonl => json::write_document(out, &record.id, &record.fields, results, unit),
            Format::Csv => entity_table::write(out, record, results, unit, &self.encoding.columns),
            Format::Conllu => conllu::write(out, &record.id, results),
            #[cfg(feature = "parquet")]
            Format::Parquet => self.rows.as_mut().map_or(Ok(()), |rows| rows.push(record, results)),
        }
    }

    /// Where it stands, to go back to.
    pub(crate) fn mark(&self) -> usize {
        self.lines.len()
    }

    /// Forgets what was added since.
    pub(crate) fn reset(&mut self, mark: usize) {
        self.lines.truncate(mark);
    }

    /// All of it.
    pub(crate) fn finish(self) -> io::Result<Body> {
        #[cfg(feature = "parquet")]
        if let Some(rows) = self.rows {
            return rows.finish().map(Body::Rows);
        }
        self.encoding.packing.pack(self.lines).map(Body::Bytes)
    }
}
