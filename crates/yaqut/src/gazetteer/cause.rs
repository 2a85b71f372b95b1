//! Every message of the gazetteer: what is wrong, then, after a semicolon, what to do.

use std::io;

use super::error::{GazetteerErrorKind, Quoted};
use crate::{Fold, ParseCliticsError, ParseFoldError};

/// What is wrong, without the place.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cause {
    #[error("cannot read the gazetteer: {0}")]
    Read(#[source] io::Error),
    #[error("cannot write the gazetteer: {0}")]
    Write(#[source] io::Error),

    #[error("the input is {name}, not UTF-8; convert it: iconv -f {name} -t UTF-8 OLD > NEW")]
    ForeignEncoding { name: &'static str },
    #[error(
        "the byte 0x{byte:02X}, byte {offset} of the input, is not UTF-8; save the file as UTF-8 \
         (from an old Windows file: iconv -f WINDOWS-1256 -t UTF-8 OLD > NEW)"
    )]
    InvalidUtf8 { byte: u8, offset: u64 },

    #[error("there is no header; begin with a line of column names, such as {example}")]
    NoHeader { example: &'static str },
    #[error("the header looks {found}, but the columns are read as separated by {expected}; {remedy}")]
    WrongDelimiter { found: &'static str, expected: &'static str, remedy: &'static str },
    #[error("the input looks like {found}; read it as {found}")]
    WrongFormat { found: &'static str },
    #[error(
        "the input has lines ending in a carriage return alone; convert them to line feeds: tr '\\r' '\\n' < OLD > NEW"
    )]
    LoneCarriageReturns,
    #[error("the header has no column `{name}`{}", near.as_ref().map_or_else(
        || format!("; add it: {}", super::columns::REQUIRED),
        |near| format!(" but {}; rename it to `{name}`", Quoted(near)),
    ))]
    MissingColumn { name: &'static str, near: Option<String> },
    #[error("column {number} of the header has no name; name it or remove it")]
    UnnamedColumn { number: usize },
    #[error("the header has this column twice; rename or remove one")]
    RepeatedColumn,
    #[error(
        "not a known name, but close to `{known}`; write `{known}`, or rename it (`x_{}`) if it is your own",
        Quoted(name).to_string().trim_matches('`')
    )]
    NearlyKnown { name: String, known: &'static str },
    #[error("a table cannot remove entities; write {{\"id\":\"…\",\"remove\":true}} in a JSONL gazetteer")]
    RemoveColumn,

    #[error("the row has {found} fields, the header {expected}; {}", if found > expected {
        "put a field that holds the separator between double quotes"
    } else {
        "add the missing separators"
    })]
    Ragged { found: usize, expected: usize },
    #[error(
        "the quote opened here is never closed; close it, or write a quote that is part of a name as \"\""
    )]
    OpenQuote,
    #[error(
        "field {field} goes on after its closing quote; put the whole field between quotes and write each quote inside \
         as \"\""
    )]
    TextAfterQuote { field: usize },
    #[error(
        "not JSON: {message}; write one object a line, such as {{\"id\":\"…\",\"type\":\"…\",\"name\":\"…\"}}"
    )]
    Json { message: String },
    #[error("the key is given twice; remove one")]
    RepeatedKey,

    #[error("{found} where {expected} belongs; write {example}")]
    WrongType { found: &'static str, expected: &'static str, example: &'static str },
    #[error("an alias has no key {}; write {{\"text\":\"…\",\"folds\":\"…\"}}, each key once", Quoted(key))]
    AliasKey { key: String },
    #[error("an alias has no `text`; write {{\"text\":\"…\",\"folds\":\"…\"}}")]
    AliasWithoutText,
    #[error("the value is an object or a list; metadata is one string, number, true or false")]
    NestedMetadata,
    #[error("the entity has no `{key}`; add it")]
    Missing { key: &'static str },
    #[error("the {what} is empty; fill it in or remove the line")]
    Empty { what: &'static str },
    #[error("{} is not a number from 0 to 1; write it with a point, such as 0.98", Quoted(text))]
    Prior { text: String },
    #[error("{0}")]
    Folds(#[source] ParseFoldError),
    #[error("{0}")]
    Clitics(#[source] ParseCliticsError),
    #[error("the value of {} holds a NUL character (U+0000); remove it", Quoted(id))]
    Nul { id: String },
    #[error("{} cannot be the key of metadata; choose another one, without control characters", Quoted(key))]
    MetadataKey { key: String },

    #[error("alias {number} of {} is empty; remove it, or the separator too many", Quoted(id))]
    EmptyAlias { id: String, number: usize },
    #[error(
        "{} of {} becomes empty when normalized, by {folds}; remove it or write its letters",
        Quoted(name), Quoted(id), folds = list(folds)
    )]
    BecomesEmpty { id: String, name: String, folds: Vec<Fold> },
    #[error(
        "{} of {} has {chars} characters, more than the {limit} allowed; shorten it, or raise `max_alias_chars`",
        Quoted(name),
        Quoted(id)
    )]
    NameTooLong { id: String, name: String, chars: usize, limit: usize },

    #[error(
        "the id {} is given twice{}; keep one entity and list the other names as its aliases",
        Quoted(id), first_line.map_or_else(String::new, |line| format!(", first in line {line}"))
    )]
    DuplicateId { id: String, first_line: Option<u64> },
    #[error("the record is longer than {limit} bytes; close a quote left open, or raise `max_record_bytes`")]
    TooLong { limit: usize },
    #[error("the gazetteer has no entries; add some, or ask for `allow_empty`")]
    NoEntries,
    #[error("{what} of {} cannot be written in a table; write JSONL", Quoted(id))]
    Unwritable { id: String, what: &'static str },
}

fn list(folds: &[Fold]) -> String {
    let names: Vec<String> = folds.iter().map(|fold| format!("`{fold}`")).collect();
    names.join(" and ")
}

impl Cause {
    pub(super) const fn kind(&self) -> GazetteerErrorKind {
        use GazetteerErrorKind as Kind;
        match self {
            Cause::Read(_) | Cause::Write(_) => Kind::Io,
            Cause::ForeignEncoding { .. } | Cause::InvalidUtf8 { .. } => Kind::Encoding,
            Cause::NoHeader { .. }
            | Cause::WrongDelimiter { .. }
            | Cause::WrongFormat { .. }
            | Cause::LoneCarriageReturns
            | Cause::MissingColumn { .. }
            | Cause::UnnamedColumn { .. }
            | Cause::RepeatedColumn
            | Cause::NearlyKnown { .. }
            | Cause::RemoveColumn => Kind::Header,
            Cause::Ragged { .. }
            | Cause::OpenQuote
            | Cause::TextAfterQuote { .. }
            | Cause::Json { .. }
            | Cause::RepeatedKey => Kind::Syntax,
            Cause::WrongType { .. }
            | Cause::AliasKey { .. }
            | Cause::AliasWithoutText
            | Cause::NestedMetadata
            | Cause::Missing { .. }
            | Cause::Empty { .. }
            | Cause::Prior { .. }
            | Cause::Folds(_)
            | Cause::Clitics(_)
            | Cause::Nul { .. }
            | Cause::MetadataKey { .. } => Kind::Value,
            Cause::EmptyAlias { .. } | Cause::BecomesEmpty { .. } | Cause::NameTooLong { .. } => Kind::Name,
            Cause::DuplicateId { .. } => Kind::DuplicateId,
            Cause::TooLong { .. } => Kind::TooLong,
            Cause::NoEntries => Kind::NoEntries,
            Cause::Unwritable { .. } => Kind::Unwritable,
        }
    }
}
