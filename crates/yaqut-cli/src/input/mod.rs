//! Documents from files and standard input.

mod records;
mod source;

use std::io;
use std::path::{Path, PathBuf};

use crate::args::{InputArgs, InputKind};
use crate::exit::{Exit, Failure, tell};
use records::{RecordError, Records};
use source::Source;

pub(crate) use source::{check_encoding, check_standard_input, is_standard_input, read_text, tell_typist};
pub(crate) use yaqut_batch::input::{BYTE_ORDER_MARK, cannot_read, name};

/// One text to work on.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file's name, with `:line` for lines, or the id field. Standard input is `-`.
    pub(crate) id: String,
    pub(crate) text: String,
}

/// The inputs named on the command line.
#[derive(Debug)]
pub(crate) struct Inputs<'a> {
    args: &'a InputArgs,
    paths: &'a [PathBuf],
}

impl<'a> Inputs<'a> {
    /// Checks the options and every file that can be looked at without waiting, so that a wrong name stops the run
    /// before it has printed anything. Files are closed again: a run may name more than can be open at once.
    pub(crate) fn check(args: &'a InputArgs) -> Result<Self, Failure> {
        check_options(args)?;
        let inputs = Inputs { args, paths: &args.files };
        inputs.paths.iter().try_for_each(|path| source::check(path)).map_err(Failure::Start)?;
        check_standard_input(inputs.paths)?;
        Ok(inputs)
    }

    /// Opens the first input; whatever is wrong with it still counts as not having started.
    pub(crate) fn open(self) -> Result<Documents<'a>, Failure> {
        let (first, later) = match self.paths.split_first() {
            None => (Path::new("-"), self.paths),
            Some((first, later)) => (first.as_path(), later),
        };
        let first = source::open(first).map_err(Failure::Start)?;
        Ok(Documents { args: self.args, first, later })
    }
}

fn check_options(args: &InputArgs) -> Result<(), Failure> {
    let wrong = |option: &str, kinds: &str| {
        Err(Failure::Usage(format!("{option}: only --input {kinds} takes it; add that, or leave it out")))
    };
    if args.input != InputKind::Jsonl && args.text_field.is_some() {
        return wrong("--text-field", "jsonl");
    }
    if args.input != InputKind::Jsonl && args.id_field.is_some() {
        return wrong("--id-field", "jsonl");
    }
    if args.input == InputKind::Text && args.max_record_bytes.is_some() {
        return wrong("--max-record-bytes", "lines or jsonl");
    }
    if args.input == InputKind::Jsonl && args.text_field() == args.id_field() {
        return Err(Failure::Usage("--id-field: it is the text field too; name another one".to_owned()));
    }
    Ok(())
}

/// The documents of the inputs, in order.
pub(crate) struct Documents<'a> {
    args: &'a InputArgs,
    first: Source,
    later: &'a [PathBuf],
}

impl Documents<'_> {
    /// Whether more than one document can come, so that output for people must say which is which.
    pub(crate) fn several(&self) -> bool {
        !self.later.is_empty() || self.args.input != InputKind::Text
    }

    /// Runs `work` over every document. A bad record is reported on standard error and the next one goes on.
    pub(crate) fn each(self, mut work: impl FnMut(&Document) -> io::Result<()>) -> Result<Exit, Failure> {
        let later = self.later.iter().map(|path| source::open(path).map_err(Failure::Input));
        let mut exit = Exit::Done;
        for source in std::iter::once(Ok(self.first)).chain(later) {
            let source = source?;
            let name = source.name.clone();
            let mut records = Records::new(self.args, source);
            for record in &mut records {
                match record {
                    Ok(document) => work(&document)?,
                    Err(RecordError::Bad(what)) => {
                        exit = Exit::Rejects;
                        tell(&format!("{name}: {what}"));
                    }
                    Err(RecordError::Read(error)) => {
                        return Err(Failure::Input(format!("{name}: {}", cannot_read(&error))));
                    }
                }
            }
            if records.replaced() > 0 {
                let times = records.replaced();
                tell(&format!(
                    "{name}: read {times} times U+FFFD for bytes that are not UTF-8 (--encoding lossy)"
                ));
            }
        }
        Ok(exit)
    }
}
