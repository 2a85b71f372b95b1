//! `yaqut gazetteer export`: a gazetteer as a source again.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use yaqut::{Dictionary, EntityWriter, GazetteerError, GazetteerErrorKind};

use crate::args::{ExportArgs, SourceFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers::file::{self, bad};
use crate::gazetteers::load;
use crate::output;
use crate::save::Target;

pub(crate) fn run(args: &ExportArgs) -> Result<Exit, Failure> {
    let format = file::written_format(args.output.as_deref(), args.format)?;
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
        file::not_written(error)
    }
}
