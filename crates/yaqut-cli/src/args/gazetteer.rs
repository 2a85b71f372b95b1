//! Gazetteers on the command line: those a run works with, and the commands that are about them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use yaqut::FoldSet;

use super::import::ImportCommand;
use super::{at_least_one, folds};

/// The names a run looks for.
#[derive(Debug, Args)]
pub(crate) struct NamesArgs {
    /// A gazetteer: .csv, .tsv, .jsonl or .yqt; may be given several times
    #[arg(short, long = "gazetteer", value_name = "FILE")]
    pub(crate) gazetteers: Vec<PathBuf>,
    /// Leave the embedded gazetteer out
    #[arg(long, requires = "gazetteers")]
    pub(crate) no_builtin: bool,
    /// Spelling differences to see past: names with commas, light, search or none [default: search]
    #[arg(long, value_name = "LIST", value_parser = folds, allow_hyphen_values = true)]
    pub(crate) fold: Option<FoldSet>,
    #[command(flatten)]
    pub(crate) open: OpenArgs,
}

/// How compiled dictionaries are opened.
#[derive(Debug, Args)]
pub(crate) struct OpenArgs {
    /// Read dictionaries over 16 MB into memory, where they are safe from changes, instead of mapping them
    #[arg(long)]
    pub(crate) no_mmap: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Compile gazetteers into a dictionary that opens in milliseconds
    #[command(after_help = COMPILE_EXAMPLES)]
    Compile(CompileArgs),
    /// Tell what an editor should look at: shared names, everyday words, needless and mangled names
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Make a gazetteer of a list or dump of another format
    #[command(arg_required_else_help = true)]
    Import {
        #[command(subcommand)]
        command: ImportCommand,
    },
    /// Say what is in a gazetteer: types, folds, clitics, licences, sources, size
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(InspectArgs),
    /// Write a gazetteer as CSV, TSV or JSONL that compiles to the same dictionary
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Explain what a name is found as, or why it is not
    #[command(after_help = LOOKUP_EXAMPLES)]
    Lookup(LookupArgs),
}

const COMPILE_EXAMPLES: &str = "Examples:
  yaqut gazetteer compile names.csv -o names.yqt
  yaqut gazetteer compile wikidata.jsonl own.csv remove.jsonl -o all.yqt --force
  yaqut gazetteer compile --fold search,transliteration names.csv -o names.yqt

Sources are read record by record, so they may be larger than memory. An entity of a later source overrides that of
its id in an earlier one; {\"id\":\"…\",\"remove\":true} in JSONL removes it.";

const CHECK_EXAMPLES: &str = "Examples:
  yaqut gazetteer check names.csv
  yaqut gazetteer check --examples 1000 -f json names.jsonl
  yaqut gazetteer check --strict names.csv && yaqut gazetteer compile names.csv -o names.yqt";

const INSPECT_EXAMPLES: &str = "Examples:
  yaqut gazetteer inspect names.yqt
  yaqut gazetteer inspect -f json names.csv";

const EXPORT_EXAMPLES: &str = "Examples:
  yaqut gazetteer export names.yqt > names.jsonl
  yaqut gazetteer export names.yqt -o names.csv

CSV and TSV cannot hold an alias with a | or with folds of its own; JSONL holds everything.";

const LOOKUP_EXAMPLES: &str = "Examples:
  yaqut gazetteer lookup وللعراق
  yaqut gazetteer lookup -g names.csv --no-builtin -f json 'هيئة النيل'";

#[derive(Debug, Args)]
pub(crate) struct CompileArgs {
    /// Gazetteers: .csv, .tsv, .jsonl or .yqt; a later one overrides the entities of an earlier one
    #[arg(required = true, value_name = "SRC")]
    pub(crate) sources: Vec<PathBuf>,
    /// The dictionary to write, a name in .yqt
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Spelling differences its names are looked up by; a run can narrow them, not widen [default: search]
    #[arg(long, value_name = "LIST", value_parser = folds, allow_hyphen_values = true)]
    pub(crate) fold: Option<FoldSet>,
    /// The most characters of a name [default: 256]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) max_alias_chars: Option<NonZeroUsize>,
    /// Overwrite OUT
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) open: OpenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// A gazetteer: .csv, .tsv, .jsonl or .yqt
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// At most this many examples of each finding
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) examples: usize,
    /// End with exit code 1 if anything but shared names is found
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) open: OpenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// A gazetteer: .csv, .tsv, .jsonl or .yqt
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) open: OpenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// A gazetteer: .csv, .tsv, .jsonl or .yqt
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to write [default: as the name of OUT ends, or jsonl]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<SourceFormat>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite OUT
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) open: OpenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct LookupArgs {
    /// The name, as it would stand in a text
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) names: NamesArgs,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SourceFormat {
    /// A table with commas
    Csv,
    /// A table with tabs
    Tsv,
    /// A JSON object an entity
    Jsonl,
}
