//! Where text comes from.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::at_least_one;

/// Where text comes from.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// What a file holds: one document, a document a line, or a JSON object a line
    #[arg(long, value_enum, default_value_t = InputKind::Text, value_name = "KIND")]
    pub(crate) input: InputKind,
    /// The field with the text, of JSONL input [default: text]
    #[arg(long, value_name = "FIELD")]
    pub(crate) text_field: Option<String>,
    /// The field with the document's id, of JSONL input [default: id]
    #[arg(long, value_name = "FIELD")]
    pub(crate) id_field: Option<String>,
    /// The most bytes of a line, of lines and JSONL input [default: 16777216]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) max_record_bytes: Option<NonZeroUsize>,
    /// What to do with bytes that are not UTF-8: report the record and go on, or read them as U+FFFD
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    pub(crate) encoding: Encoding,
    /// Files to read; none or - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

impl InputArgs {
    pub(crate) fn text_field(&self) -> &str {
        self.text_field.as_deref().unwrap_or("text")
    }

    pub(crate) fn id_field(&self) -> &str {
        self.id_field.as_deref().unwrap_or("id")
    }

    pub(crate) fn max_record_bytes(&self) -> usize {
        self.max_record_bytes.map_or(16 << 20, NonZeroUsize::get)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// A file is one document
    Text,
    /// A line is one document
    Lines,
    /// A JSON object a line
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    /// Strict UTF-8
    Utf8,
    /// UTF-8; what is not becomes U+FFFD
    Lossy,
}
