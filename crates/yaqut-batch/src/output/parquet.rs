//! Parquet: a row a document, entities and tokens as lists of structs.
//!
//! All integers are signed, as Spark and others know no other; zstd inside.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use yaqut::OffsetUnit;

/// A file that rows are written into.
pub(super) struct ParquetFile<W: Write + Send> {
    writer: ArrowWriter<W>,
}

/// A group of rows is written when so much of it is in memory.
const GROUP_BYTES: usize = 32 << 20;

impl<W: Write + Send> ParquetFile<W> {
    pub(super) fn new(file: W, schema: &SchemaRef, offsets: OffsetUnit) -> io::Result<Self> {
        let version = env!("CARGO_PKG_VERSION");
        let about = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(failed)?))
            .set_created_by(format!("yaqut {version}"))
            .set_key_value_metadata(Some(vec![
                about("yaqut.version", version),
                about("yaqut.offsets", offsets.name()),
            ]))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(schema), Some(properties)).map_err(failed)?;
        Ok(ParquetFile { writer })
    }

    pub(super) fn write(&mut self, rows: &RecordBatch) -> io::Result<()> {
        self.writer.write(rows).map_err(failed)?;
        if self.writer.in_progress_size() >= GROUP_BYTES {
            self.writer.flush().map_err(failed)?;
        }
        Ok(())
    }

    /// How large the file is, with what is still in memory.
    pub(super) fn bytes(&self) -> u64 {
        (self.writer.bytes_written() + self.writer.in_progress_size()) as u64
    }

    /// Writes the index, and gives the file back.
    pub(super) fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(failed)
    }
}

/// What went wrong below, if it was the file.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(below) => match below.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}
