//! `yaqut batch` on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use yaqut::FoldSet;
use yaqut_batch::MaxRejects;
use yaqut_batch::output::Packing;

use super::{Clitics, Encoding, FindArgs, Offsets, at_least_one, folds};

/// Many documents through every core.
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// Files, and folders with all that is in them; - is standard input
    #[arg(value_name = "INPUT", required_unless_present = "job")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The file to write, or the folder with --split; - is standard output
    #[arg(short, long, value_name = "PATH", required_unless_present_any = ["job", "dry_run"])]
    pub(crate) output: Option<PathBuf>,
    /// A TOML file of options by their long names; options of the command line override it
    #[arg(long, value_name = "FILE")]
    pub(crate) job: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
    #[command(flatten)]
    pub(crate) write: WriteArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// How inputs are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct ReadArgs {
    /// What a file holds [default: as the name of the first file says, else text]
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) input: Option<BatchInput>,
    /// The field or column with the text [default: text]
    #[arg(long, value_name = "FIELD")]
    pub(crate) text_field: Option<String>,
    /// The field or column with the document's id [default: id]
    #[arg(long, value_name = "FIELD")]
    pub(crate) id_field: Option<String>,
    /// Other fields to carry to the output: names with commas, or all
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) carry: Vec<String>,
    /// Of the files in folders, only those that match; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) include_files: Vec<String>,
    /// Of the files in folders, none of those that match; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude_files: Vec<String>,
    /// What to do with bytes that are not UTF-8: reject the record, or read them as U+FFFD
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    pub(crate) encoding: Encoding,
    /// The most bytes of a record; one beyond it is rejected
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "16MiB")]
    pub(crate) max_record_bytes: u64,
    /// How many times its size a packed file may unpack to
    #[arg(long, value_name = "N", value_parser = at_least_one, default_value = "1000")]
    pub(crate) max_ratio: NonZeroUsize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchInput {
    /// A file is one document
    Text,
    /// A line is one document
    Lines,
    /// A JSON object a line
    Jsonl,
    /// A table with commas, its first row names the columns
    Csv,
    /// A table with tabs
    Tsv,
    /// Parquet
    Parquet,
}

/// What is done with each document.
#[derive(Debug, Args)]
#[command(next_help_heading = "Work")]
pub(crate) struct WorkArgs {
    /// What to do, with commas: normalize comes first, and tokens and sentences are then those of the normalized text
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',', default_value = "annotate")]
    pub(crate) steps: Vec<Step>,
    /// The folds that normalize applies: names with commas, light or search
    #[arg(long, value_name = "LIST", value_parser = folds, default_value = "light", allow_hyphen_values = true)]
    pub(crate) normalize_fold: FoldSet,
    /// How finely tokenize cuts words into clitics and stem
    #[arg(long, value_enum, default_value_t = Clitics::None, value_name = "LEVEL")]
    pub(crate) clitics: Clitics,
    /// A model of `yaqut clitics train` instead of the embedded lexicon
    #[arg(long, value_name = "FILE", requires = "clitics")]
    pub(crate) model: Option<PathBuf>,
    /// A gazetteer whose names tokenize does not cut inside; may be given several times
    #[arg(long, value_name = "FILE", requires = "clitics")]
    pub(crate) keep_names: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) find: FindArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    /// The text in one spelling
    Normalize,
    /// Tokens, whole or cut into clitics and stem
    Tokenize,
    /// Sentences
    Sentences,
    /// Entities
    Annotate,
}

/// How results are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct WriteArgs {
    /// How to write [default: by the name of the output, else jsonl]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<BatchFormat>,
    /// How to pack [default: by the name of the output, else none]
    #[arg(long, value_enum)]
    pub(crate) pack: Option<Pack>,
    /// Several files in a folder: `input` for one an input, or a size for files of about that many bytes
    #[arg(long, value_name = "input|SIZE", value_parser = split)]
    pub(crate) split: Option<Split>,
    /// What offsets count
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub(crate) offsets: Offsets,
    /// Replace output that is there, and forget a run that was stopped
    #[arg(long, conflicts_with = "resume")]
    pub(crate) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    /// A JSON object a document
    Jsonl,
    /// A table with a row an entity
    Csv,
    /// CoNLL-U, of tokenize
    Conllu,
    /// Parquet, a row a document
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pack {
    /// Not at all
    None,
    /// gzip
    Gz,
    /// zstd
    Zst,
}

impl From<Pack> for Packing {
    fn from(pack: Pack) -> Self {
        match pack {
            Pack::None => Packing::Plain,
            Pack::Gz => Packing::Gzip,
            Pack::Zst => Packing::Zstd,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    Input,
    Bytes(u64),
}

/// How the run goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Run")]
pub(crate) struct RunArgs {
    /// How many threads work [default: one a core]; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// How much of records and results may be in memory at once
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64MiB")]
    pub(crate) memory: u64,
    /// What to do when a record is bad
    #[arg(long, value_enum, default_value_t = BadRecord::Fail)]
    pub(crate) on_error: BadRecord,
    /// The file for the bad records, a JSON object a line, with what is wrong and their bytes
    #[arg(long, value_name = "FILE", required_if_eq("on_error", "reject"))]
    pub(crate) rejects: Option<PathBuf>,
    /// Stop when more records are bad: a number, or a percentage
    #[arg(long, value_name = "N|P%", value_parser = max_rejects)]
    pub(crate) max_rejects: Option<MaxRejects>,
    /// Go on where a run of the same inputs, options and gazetteers was stopped; without one begin
    #[arg(long)]
    pub(crate) resume: bool,
    /// Seconds between checkpoints
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) checkpoint_seconds: u64,
    /// Work on the first documents only, write nothing, and estimate the whole run
    #[arg(long, conflicts_with_all = ["resume", "force"])]
    pub(crate) dry_run: bool,
    /// Write the final report as JSON into this file
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Show no progress and no report
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BadRecord {
    /// Stop the run there
    Fail,
    /// Write it into --rejects, and go on
    Reject,
    /// Count it, and go on
    Skip,
}

/// A number of bytes: `100`, `64MiB`, `2GB`.
fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        _ => 0,
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    bytes
        .filter(|&bytes| bytes > 0)
        .ok_or_else(|| "write bytes, or as in 64MiB or 2GB, at least 1".to_owned())
}

fn split(text: &str) -> Result<Split, String> {
    if text == "input" {
        return Ok(Split::Input);
    }
    size(text).map(Split::Bytes).map_err(|_| "write input, or a size as in 256MiB or 1GB".to_owned())
}

fn max_rejects(text: &str) -> Result<MaxRejects, String> {
    let limit = match text.strip_suffix('%') {
        Some(percent) => {
            percent.trim().parse().ok().filter(|share| (0.0..=100.0).contains(share)).map(MaxRejects::Percent)
        }
        None => text.parse().ok().map(MaxRejects::Count),
    };
    limit.ok_or_else(|| "write a number as in 100, or a percentage as in 0.5%".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_bytes_or_have_a_unit() {
        let sizes =
            [("1", 1), ("64MiB", 64 << 20), ("64 mib", 64 << 20), ("2GB", 2_000_000_000), ("3k", 3 << 10)];
        sizes.into_iter().for_each(|(text, bytes)| assert_eq!(size(text), Ok(bytes), "{text}"));
        for text in ["", "0", "x", "1.5GB", "5TB", "-1", "99999999999GB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn limits_are_numbers_or_shares() {
        assert_eq!(max_rejects("7"), Ok(MaxRejects::Count(7)));
        assert_eq!(max_rejects("0.5%"), Ok(MaxRejects::Percent(0.5)));
        for text in ["", "%", "-1", "101%", "NaN%", "a"] {
            assert!(max_rejects(text).is_err(), "{text}");
        }
        assert_eq!(split("input"), Ok(Split::Input));
        assert_eq!(split("1MB"), Ok(Split::Bytes(1_000_000)));
    }
}
