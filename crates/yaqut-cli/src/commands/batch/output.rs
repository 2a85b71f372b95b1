//! Where the results of a batch go: told from the options and from the name of the output.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use yaqut_batch::input::Inputs;
use yaqut_batch::output::{Encoding, Format, Layout, Packing};

use crate::args::{BatchArgs, BatchFormat, Split, Step};
use crate::exit::Failure;
use crate::input::{is_standard_input, name};

/// Where results go, and how.
pub(super) struct Target {
    path: PathBuf,
    split: Option<Split>,
    pub(super) encoding: Encoding,
}

impl Target {
    pub(super) fn of(args: &BatchArgs) -> Result<Self, Failure> {
        let path = args.output.clone().unwrap_or_else(|| "-".into());
        let write = &args.write;
        let by_name = of_name(&path);
        let packing = match (write.pack, by_name) {
            (Some(pack), _) => pack.into(),
            (None, (_, packing)) => packing,
        };
        let format = format(write.format.or(by_name.0))?;
        let target = Target {
            split: write.split,
            encoding: Encoding {
                format,
                packing,
                offsets: write.offsets.into(),
                columns: match format {
                    Format::Csv => args.read.carry.clone(),
                    _ => Vec::new(),
                },
            },
            path,
        };
        target.check(args)?;
        Ok(target)
    }

    /// Whether every input has an output of its own.
    pub(super) fn is_by_input(&self) -> bool {
        self.split == Some(Split::Input)
    }

    /// The journal beside or in the output; standard output has none.
    pub(super) fn journal(&self) -> Option<PathBuf> {
        if is_standard_input(&self.path) {
            return None;
        }
        if self.split.is_some() {
            return Some(self.path.join(".yaqut-journal"));
        }
        let mut journal = self.path.clone().into_os_string();
        journal.push(".journal");
        Some(journal.into())
    }

    pub(super) fn layout(&self, inputs: &Inputs) -> Layout {
        let folder = self.path.clone();
        match self.split {
            None => Layout::One(folder),
            Some(Split::Bytes(bytes)) => Layout::Shards { folder, stem: "part".to_owned(), bytes },
            Some(Split::Input) => {
                let inputs = inputs.clone();
                Layout::PerInput { folder, name: Box::new(move |source| inputs.output_name(source)) }
            }
        }
    }

    /// Refuses what does not fit together.
    fn check(&self, args: &BatchArgs) -> Result<(), Failure> {
        let usage = |what: &str| Err(Failure::Usage(what.to_owned()));
        let on_pipe = is_standard_input(&self.path) && !args.run.dry_run;
        if on_pipe && self.split.is_some() {
            return usage("--split: standard output is one; name a folder with -o, or leave it out");
        }
        if on_pipe && args.run.resume {
            return usage("--resume: what went to standard output cannot be taken up; name a file with -o");
        }
        let is_folder = self.path.is_dir() || self.path.as_os_str().as_encoded_bytes().ends_with(b"/");
        if self.split.is_none() && !on_pipe && is_folder {
            return usage(
                "--output: is a folder; add --split input, or --split and a size, or name a file in it",
            );
        }
        let steps = &args.work.steps;
        match self.encoding.format {
            Format::Csv if steps.as_slice() != [Step::Annotate] => {
                usage("--format csv: is a table of entities; write --steps annotate, or another format")
            }
            Format::Conllu if !steps.contains(&Step::Tokenize) || steps.contains(&Step::Annotate) => {
                usage("--format conllu: is made of tokens; write --steps tokenize, or another format")
            }
            Format::Csv if args.read.carry.iter().any(|field| field == "all") => {
                usage("--carry all: a table needs to know its columns; name them")
            }
            Format::Conllu if !args.read.carry.is_empty() => {
                usage("--carry: CoNLL-U has no place for fields; leave it out, or write another format")
            }
            #[cfg(feature = "parquet")]
            Format::Parquet if self.encoding.packing != Packing::Plain => {
                usage("--pack: Parquet is packed inside; leave it out")
            }
            #[cfg(feature = "parquet")]
            Format::Parquet if on_pipe => usage("--format parquet: is no stream; name a file with -o"),
            _ => Ok(()),
        }
    }
}

/// The format and the packing that a name ends in.
fn of_name(path: &Path) -> (Option<BatchFormat>, Packing) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let (stem, packing) = match name.rsplit_once('.') {
        Some((stem, "gz")) => (stem, Packing::Gzip),
        Some((stem, "zst")) => (stem, Packing::Zstd),
        _ => (name.as_str(), Packing::Plain),
    };
    let format = match stem.rsplit_once('.').map(|(_, suffix)| suffix) {
        Some("csv") => Some(BatchFormat::Csv),
        Some("conllu") => Some(BatchFormat::Conllu),
        Some("parquet") => Some(BatchFormat::Parquet),
        _ => None,
    };
    (format, packing)
}

fn format(format: Option<BatchFormat>) -> Result<Format, Failure> {
    Ok(match format {
        None | Some(BatchFormat::Jsonl) => Format::Jsonl,
        Some(BatchFormat::Csv) => Format::Csv,
        Some(BatchFormat::Conllu) => Format::Conllu,
        #[cfg(feature = "parquet")]
        Some(BatchFormat::Parquet) => Format::Parquet,
        #[cfg(not(feature = "parquet"))]
        Some(BatchFormat::Parquet) => return Err(no_parquet("--format parquet")),
    })
}

#[cfg(not(feature = "parquet"))]
pub(super) fn no_parquet(option: &str) -> Failure {
    let what = "this build has no Parquet; build with --features parquet, or use another format";
    Failure::Usage(format!("{option}: {what}"))
}

/// Refuses an output that is an input, or lies in a folder that is read.
pub(super) fn check_places(target: &Target, args: &BatchArgs) -> Result<(), Failure> {
    let outputs = [Some(&target.path), args.run.rejects.as_ref(), args.run.report.as_ref()];
    for output in outputs.into_iter().flatten().filter(|path| !is_standard_input(path)) {
        let Some(real) = real(output) else { continue };
        for input in args.inputs.iter().filter(|path| !is_standard_input(path)) {
            let Ok(input_real) = fs::canonicalize(input) else { continue };
            let (output, input_name) = (name(output), name(input));
            if input_real == real {
                return Err(Failure::Usage(format!("{output}: is an input too; name another output")));
            }
            if input_real.is_dir() && real.starts_with(&input_real) {
                let what = format!("lies in {input_name}, which is read; name an output outside of it");
                return Err(Failure::Usage(format!("{output}: {what}")));
            }
        }
    }
    Ok(())
}

/// The path of a file that may not be there yet.
fn real(path: &Path) -> Option<PathBuf> {
    if let Ok(real) = fs::canonicalize(path) {
        return Some(real);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(real(folder)?.join(path.file_name()?))
}

/// A file for rejects where the output is no file.
pub(super) fn rejects_file(path: &Path, force: bool) -> Result<impl Write + Send + 'static, Failure> {
    let mut options = File::options();
    options.write(true);
    let options = if force { options.create(true).truncate(true) } else { options.create_new(true) };
    options.open(path).map_err(|error| Failure::Start(format!("{}: cannot write it: {error}", name(path))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_format_and_the_packing() {
        let of = |name: &str| of_name(Path::new(name));
        assert_eq!(of("a.jsonl.gz"), (None, Packing::Gzip));
        assert_eq!(of("x/a.CSV.zst"), (Some(BatchFormat::Csv), Packing::Zstd));
        assert_eq!(of("a.parquet"), (Some(BatchFormat::Parquet), Packing::Plain));
        assert_eq!(of("-"), (None, Packing::Plain));
        assert_eq!(of("zst"), (None, Packing::Plain));
    }
}
