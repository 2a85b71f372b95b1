//! What results are made of: encoding, packing, files.

pub mod conllu;
mod disk;
pub(crate) mod entity_table;
mod existing;
mod files;
pub mod json;
mod line;
mod names;
mod pack;
#[cfg(feature = "parquet")]
mod parquet;
pub(crate) mod places;
mod rejects;
#[cfg(feature = "parquet")]
pub(crate) mod rows;
mod stream;
#[cfg(test)]
mod tests;

use yaqut::OffsetUnit;

pub use files::FileSink;
pub use line::{is_line_break, one_line};
pub use names::Layout;
pub use pack::Packing;
pub use stream::StreamSink;

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// A JSON object a document.
    #[default]
    Jsonl,
    /// A table with a row an entity.
    Csv,
    /// CoNLL-U: a line a token, for tokenized text.
    Conllu,
    /// Parquet: a row a document, entities and tokens as lists.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The name in options and identities.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Conllu => "conllu",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }
}

/// How results are written and packed.
///
/// ```
/// use yaqut_batch::output::{Encoding, Packing};
///
/// let encoding = Encoding { packing: Packing::Zstd, ..Encoding::default() };
/// assert_eq!(encoding.suffix(), ".jsonl.zst");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// How they are written.
    pub format: Format,
    /// How the file is packed; Parquet is packed inside.
    pub packing: Packing,
    /// What offsets count.
    pub offsets: OffsetUnit,
    /// The carried fields that are columns of a CSV table.
    pub columns: Vec<String>,
}

impl Default for Encoding {
    fn default() -> Self {
        Encoding {
            format: Format::default(),
            packing: Packing::default(),
            offsets: OffsetUnit::Char,
            columns: Vec::new(),
        }
    }
}

impl Encoding {
    /// What the names of files end in.
    #[must_use]
    pub fn suffix(&self) -> String {
        format!(".{}{}", self.format.name(), self.packing.suffix())
    }

    /// What every file begins with.
    pub(crate) fn header(&self) -> Vec<u8> {
        match self.format {
            Format::Csv => self.packing.pack(entity_table::header(&self.columns)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// All of it in words, for identities.
    pub(crate) fn describe(&self) -> String {
        format!(
            "{} {} offsets {:?} columns {:?}",
            self.format.name(),
            self.packing.name(),
            self.offsets,
            self.columns
        )
    }
}
