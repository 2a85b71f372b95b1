//! `yaqut gazetteer import`: lists and dumps of other formats into a gazetteer.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use yaqut::{Dictionary, EntityWriter, FoldSet};

use crate::args::{ImportCommand, SourceFormat};
use crate::exit::{Exit, Failure, tell};
use crate::gazetteers::file::{self, Kind};
use crate::gazetteers::join::MAX_ALIAS_CHARS;
use crate::gazetteers::progress::Progress;
use crate::import::{self, Collector, Format, Report, Sink};
use crate::input::{check_standard_input, name};
use crate::output;
use crate::save::Target;

pub(crate) fn run(command: &ImportCommand) -> Result<Exit, Failure> {
    match command {
        ImportCommand::Wikidata(args) => run_format(args),
        ImportCommand::Geonames(args) => run_format(args),
        ImportCommand::Opensanctions(args) => run_format(args),
        ImportCommand::Ftm(args) => run_format(args),
        ImportCommand::Spacy(args) => run_format(args),
        ImportCommand::Gate(args) => run_format(args),
        ImportCommand::Lines(args) => run_format(args),
    }
}

fn run_format<F: Format>(format: &F) -> Result<Exit, Failure> {
    let started = Instant::now();
    let args = format.common();
    let inputs: Vec<PathBuf> = format.inputs().into_iter().map(Path::to_owned).collect();
    let progress = Progress::through(check(&inputs)?);
    let output = match &args.output {
        Some(path) if matches!(file::kind(path), Ok(Kind::Compiled)) => {
            if args.format.is_some() {
                let what = "-f is for sources, and a dictionary is none; leave it out";
                return Err(Failure::Usage(format!("{}: {what}", name(path))));
            }
            None
        }
        path => Some(file::written_format(path.as_deref(), args.format)?),
    };
    let target = match &args.output {
        Some(path) => Some(Target::new(path, args.force, &inputs)?),
        None => None,
    };

    let collect = |sink: Sink<'_>| {
        let mut collector = Collector::new::<F>(args, sink, progress.clone());
        let read = format.read(&mut collector);
        collector.finish(read)
    };
    let report = match (target, output) {
        (Some(target), Some(written)) => {
            let mut report = None;
            target.write(|out| {
                report = Some(collect(Sink::Source(writer::<F>(written, out)?))?.0);
                Ok(())
            })?;
            report.unwrap_or_default()
        }
        (Some(target), None) => {
            let builder = Dictionary::builder().folds(FoldSet::search()).max_alias_chars(MAX_ALIAS_CHARS);
            let builder = builder.on_progress(progress.of_build());
            let (report, dictionary) = collect(Sink::Compiled(Box::new(builder)))?;
            let bytes = dictionary.map(|dictionary| dictionary.to_bytes()).unwrap_or_default();
            target.write(|out| Ok(out.write_all(&bytes)?))?;
            report
        }
        (None, written) => {
            let mut out = output::data();
            let written = written.unwrap_or(SourceFormat::Jsonl);
            let report = collect(Sink::Source(writer::<F>(written, &mut out)?)).map_err(unfinished)?.0;
            out.flush()?;
            report
        }
    };
    drop(progress); // the bar goes before the last words
    let output = args.output.as_deref().map_or("standard output".to_owned(), name);
    report.lines(&output, started.elapsed()).iter().for_each(|line| tell(line));
    Ok(if report.is_clean() { Exit::Done } else { Exit::Rejects })
}

/// Whether the inputs can be read, and their bytes.
fn check(inputs: &[PathBuf]) -> Result<u64, Failure> {
    check_standard_input(inputs)?;
    inputs.iter().map(|path| import::check(path)).sum()
}

fn writer<F: Format>(
    format: SourceFormat,
    out: &mut dyn Write,
) -> Result<EntityWriter<&mut dyn Write>, Failure> {
    let keys = F::METADATA.iter().copied();
    match format {
        SourceFormat::Csv => EntityWriter::csv(out, keys),
        SourceFormat::Tsv => EntityWriter::tsv(out, keys),
        SourceFormat::Jsonl => return Ok(EntityWriter::jsonl(out)),
    }
    .map_err(|error| file::not_written(&error))
}

/// What was printed before an input broke cannot be taken back.
fn unfinished(failure: Failure) -> Failure {
    match failure {
        Failure::Input(what) => Failure::Input(format!("{what}; the output is not whole")),
        other => other,
    }
}

impl Report {
    /// Whether no line was bad.
    fn is_clean(&self) -> bool {
        self.bad_lines() == 0
    }
}
