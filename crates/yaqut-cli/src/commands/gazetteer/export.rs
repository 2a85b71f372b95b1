//! `yaqut gazetteer export`: a gazetteer as a source again.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use yaqut::{Dictionary, EntityWriter, GazetteerError, GazetteerErrorKind};

use crate::args::{ExportArgs, SourceFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers::file::{self, Kind, bad};
use crate::gazetteers::load;
use crate::input::name;
use crate::output;
use crate::save::Target;

pub(crate) fn run(args: &ExportArgs) -> Result<Exit, Failure> {
    let format = format(args)?;
    let target = match &args.output {
        Some(path) => Some(Target::new(path, args.force, std::slice::from_ref(&args.file))?),
        None => None,
    };
    let (dictionary, removed) = load(&args.file, &args.open)?;
    let export = Export { path: &args.file, dictionary: &dictionary, removed: &removed, format };
    export.check()?;
    match target {
        Some(target) => target.write(|out| export.write(out))?,
        None => {
            let mut out = output::data();
            export.write(&mut out)?;
            out.flush()?;
        }
    }
    Ok(Exit::Done)
}

/// The format that is asked for, or that the name of the output tells; without either the one that holds everything.
fn format(args: &ExportArgs) -> Result<SourceFormat, Failure> {
    let Some(path) = &args.output else { return Ok(args.format.unwrap_or(SourceFormat::Jsonl)) };
    let wrong = |what: &str| Err(Failure::Usage(format!("{}: {what}", name(path))));
    match (file::kind(path), args.format) {
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

struct Export<'a> {
    path: &'a Path,
    dictionary: &'a Dictionary,
    removed: &'a BTreeSet<String>,
    format: SourceFormat,
}

impl Export<'_> {
    /// Whether the format can hold all of it, so that nothing is printed if it cannot.
    fn check(&self) -> Result<(), Failure> {
        if self.format == SourceFormat::Jsonl { Ok(()) } else { self.write(io::sink()) }
    }

    /// Entity by entity; the dictionary is read in place.
    fn write(&self, out: impl Write) -> Result<(), Failure> {
        let write = || {
            let mut writer = match self.format {
                SourceFormat::Csv => EntityWriter::csv(out, self.keys())?,
                SourceFormat::Tsv => EntityWriter::tsv(out, self.keys())?,
                SourceFormat::Jsonl => EntityWriter::jsonl(out),
            };
            for entity in self.dictionary.entities() {
                writer.write(&entity.to_entity())?;
            }
            for id in self.removed {
                writer.remove(id)?;
            }
            writer.finish()
        };
        write().map_err(|error| self.failure(&error))
    }

    /// Every key of metadata, for the header of a table.
    fn keys(&self) -> BTreeSet<&str> {
        self.dictionary.entities().flat_map(|entity| entity.metadata().map(|(key, _)| key)).collect()
    }

    fn failure(&self, error: &GazetteerError) -> Failure {
        if error.kind() == GazetteerErrorKind::Unwritable {
            return bad(self.path, &error.to_string().replace("write JSONL", "export it with -f jsonl"));
        }
        let below = error.source().and_then(|below| below.downcast_ref::<io::Error>());
        Failure::Output(match below {
            Some(below) => match below.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => io::Error::new(below.kind(), below.to_string()),
            },
            None => io::Error::other(error.to_string()),
        })
    }
}
