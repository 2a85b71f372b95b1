//! Gazetteer files: what they are by their names, and opening them.

use std::error::Error;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use yaqut::{Dictionary, DictionaryError, EntityReader, GazetteerError, GazetteerErrorKind};

use crate::args::{OpenArgs, SourceFormat};
use crate::exit::Failure;
use crate::input::name;
use crate::mapped;
use yaqut_batch::input::cannot_read;

/// What a gazetteer file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Source(SourceFormat),
    Compiled,
}

/// What a file holds, as its name says.
pub(crate) fn kind(path: &Path) -> Result<Kind, Failure> {
    let extension = path.extension().map(OsStr::to_ascii_lowercase);
    match extension.as_deref().and_then(OsStr::to_str) {
        Some("csv") => Ok(Kind::Source(SourceFormat::Csv)),
        Some("tsv" | "tab") => Ok(Kind::Source(SourceFormat::Tsv)),
        Some("jsonl" | "ndjson") => Ok(Kind::Source(SourceFormat::Jsonl)),
        Some("yqt") => Ok(Kind::Compiled),
        _ => Err(bad(path, "a gazetteer's name ends in .csv, .tsv, .jsonl or .yqt; rename or convert it")),
    }
}

/// Whether a source can be opened, and its bytes; so that a wrong name is told before anything is compiled. Pipes can be
/// opened only once and are left for later.
pub(crate) fn check(path: &Path) -> Result<u64, Failure> {
    let metadata = fs::metadata(path).map_err(|error| bad(path, &cannot_read(&error)))?;
    if metadata.is_file() || metadata.is_dir() {
        source(path)?;
    }
    Ok(metadata.len())
}

/// Opens a source to read.
pub(crate) fn source(path: &Path) -> Result<File, Failure> {
    let open = || {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
    };
    open().map_err(|error| bad(path, &cannot_read(&error)))
}

/// The records of a source.
pub(crate) fn reader<R: io::Read>(format: SourceFormat, input: R) -> EntityReader<R> {
    match format {
        SourceFormat::Csv => EntityReader::csv(input),
        SourceFormat::Tsv => EntityReader::tsv(input),
        SourceFormat::Jsonl => EntityReader::jsonl(input),
    }
}

/// The source format that is asked for, or that the name of an output tells; without either the one that holds
/// everything.
pub(crate) fn written_format(
    output: Option<&Path>,
    asked: Option<SourceFormat>,
) -> Result<SourceFormat, Failure> {
    let Some(path) = output else { return Ok(asked.unwrap_or(SourceFormat::Jsonl)) };
    let wrong = |what: &str| Err(Failure::Usage(format!("{}: {what}", name(path))));
    match (kind(path), asked) {
        (Ok(Kind::Compiled), _) => {
            wrong("an export is a source; name it .csv, .tsv or .jsonl, or use yaqut gazetteer compile")
        }
        (Ok(Kind::Source(named)), Some(asked)) if named != asked => {
            wrong("its name tells another format than -f; leave -f out, or rename it")
        }
        (Ok(Kind::Source(format)), _) | (Err(_), Some(format)) => Ok(format),
        (Err(_), None) => {
            wrong("its name does not tell the format; end it in .csv, .tsv or .jsonl, or add -f")
        }
    }
}

/// Why a gazetteer was not written: the error of the stream below, which tells a closed pipe from a full disk.
pub(crate) fn not_written(error: &GazetteerError) -> Failure {
    let below = error.source().and_then(|below| below.downcast_ref::<io::Error>());
    Failure::Output(match below {
        Some(below) => match below.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => io::Error::new(below.kind(), below.to_string()),
        },
        None => io::Error::other(error.to_string()),
    })
}

/// Opens a compiled dictionary and checks all of it.
pub(crate) fn compiled(path: &Path, args: &OpenArgs) -> Result<Dictionary, Failure> {
    let map_over = (!args.no_mmap).then_some(mapped::LARGE);
    let bytes = mapped::read(path, map_over).map_err(|error| bad(path, &cannot_read(&error)))?;
    Dictionary::from_bytes(bytes).map_err(|error| match error {
        DictionaryError::NotADictionary => bad(
            path,
            "not a compiled dictionary; make one of the gazetteer: yaqut gazetteer compile SRC -o OUT.yqt",
        ),
        _ => bad(path, &error.to_string()),
    })
}

/// A gazetteer that cannot be used, and why.
pub(crate) fn bad(path: &Path, what: &str) -> Failure {
    Failure::Start(format!("{}: {what}", name(path)))
}

/// What is wrong with a source; the library's remedies that are options of its own become ours.
pub(crate) fn bad_source(path: &Path, error: &GazetteerError) -> Failure {
    match error.kind() {
        GazetteerErrorKind::NoEntries => bad(path, "the gazetteer has no entries; add some, or leave it out"),
        GazetteerErrorKind::Name => {
            bad(path, &error.to_string().replace("raise `max_alias_chars`", "compile with --max-alias-chars"))
        }
        _ => bad(path, &error.to_string()),
    }
}
