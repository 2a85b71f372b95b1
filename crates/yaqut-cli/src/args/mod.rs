//! The command line as it is typed.

mod batch;
mod clitics;
mod gazetteer;
mod import;
mod input;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use yaqut::{FoldSet, MatchKind, OffsetUnit};

pub(crate) use batch::{BadRecord, BatchArgs, BatchFormat, BatchInput, ReadArgs, Split, Step, WorkArgs};
pub(crate) use clitics::{Clitics, CliticsCommand, CutArgs, EvalArgs, GoldArgs, TrainArgs};
pub(crate) use gazetteer::{
    CheckArgs, CompileArgs, ExportArgs, GazetteerCommand, InspectArgs, LookupArgs, NamesArgs, OpenArgs,
    ReportFormat, SourceFormat,
};
pub(crate) use import::{
    FtmArgs, GateArgs, GeonamesArgs, ImportArgs, ImportCommand, LinesArgs, OpensanctionsArgs, Script,
    SpacyArgs, TypeArgs, WikidataArgs,
};
pub(crate) use input::{Encoding, InputArgs, InputKind};

/// Finds the people, places and organisations of Arabic text, exactly where they stand in the original.
#[derive(Debug, Parser)]
#[command(name = "yaqut", version, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "Examples:
  yaqut annotate article.txt                   coloured on a terminal
  yaqut annotate -g names.csv -f tsv *.txt     your own names too, as a table
  yaqut annotate --input jsonl < posts.jsonl   a JSON object a line in and out
  yaqut tokenize article.txt                   words, numbers, links, hashtags
  yaqut tokenize --clitics atb article.txt     conjunctions, prepositions and pronouns cut off
  yaqut normalize --preset search article.txt  text to search in
  yaqut batch news/ -o out.jsonl.zst           many files on every core
  yaqut gazetteer compile names.csv -o names.yqt

Exit codes: 0 done, 1 some records were bad, 2 usage, 3 cannot start, 4 stopped by an error, 130 interrupted.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the entities of a gazetteer in text
    #[command(after_help = ANNOTATE_EXAMPLES)]
    Annotate(AnnotateArgs),
    /// Split text into words, numbers, links, hashtags and the rest
    #[command(after_help = TOKENIZE_EXAMPLES)]
    Tokenize(TokenizeArgs),
    /// Split text into sentences
    #[command(after_help = SENTENCES_EXAMPLES)]
    Sentences(SentencesArgs),
    /// Make spellings that mean the same the same
    #[command(after_help = NORMALIZE_EXAMPLES)]
    Normalize(NormalizeArgs),
    /// Work on many documents on every core, in order, with nothing lost; a run that is stopped can be resumed
    #[command(after_help = BATCH_EXAMPLES)]
    Batch(Box<BatchArgs>),
    /// Compile gazetteers, and look into them
    #[command(arg_required_else_help = true)]
    Gazetteer {
        #[command(subcommand)]
        command: GazetteerCommand,
    },
    /// Learn how words are cut into clitics and stem, and measure it
    #[command(arg_required_else_help = true)]
    Clitics {
        #[command(subcommand)]
        command: CliticsCommand,
    },
}

const ANNOTATE_EXAMPLES: &str = "Examples:
  yaqut annotate article.txt
  yaqut annotate --no-builtin -g names.csv -f jsonl article.txt
  yaqut annotate --type person,place --offsets utf16 -f tsv article.txt
  echo 'وقال لافروف إن روسيا متضامنة مع العراق' | yaqut annotate

A gazetteer is a table (CSV, TSV) or JSONL of entities, or a compiled dictionary (.yqt). Its columns:
  id,type,name,aliases,prior,folds,clitics
The first three must be there; | parts the aliases. A later -g overrides the entities of an earlier one; {\"id\":\"…\",\"remove\":true} in JSONL removes one.";

const TOKENIZE_EXAMPLES: &str = "Examples:
  yaqut tokenize article.txt
  yaqut tokenize -f tsv article.txt
  yaqut tokenize --clitics atb -f conllu article.txt
  echo 'وللعراق مدرستهم' | yaqut tokenize --clitics d3";

const SENTENCES_EXAMPLES: &str = "Examples:
  yaqut sentences article.txt
  yaqut sentences -f jsonl --input lines articles.txt";

const BATCH_EXAMPLES: &str = "Examples:
  yaqut batch news.jsonl.gz -o entities.jsonl.zst
  yaqut batch corpus/ --include-files '*.txt' -o entities.csv
  yaqut batch dumps/ -o out/ --split 512MiB --on-error reject --rejects bad.jsonl
  yaqut batch dumps/ -o out/ --split 512MiB --on-error reject --rejects bad.jsonl --resume
  yaqut batch --job job.toml --threads 8

A job file has the long names of options: steps = [\"tokenize\", \"annotate\"], text-field = \"body\", inputs = [\"news/\"].
Packed inputs (gz, zst, bz2, xz) are told by their first bytes. Output has the name NAME.part until it is whole.";

const NORMALIZE_EXAMPLES: &str = "Examples:
  yaqut normalize article.txt
  yaqut normalize --fold diacritics,tatweel,alef article.txt
  yaqut normalize --preset search -f jsonl article.txt  with what changed";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Bytes of UTF-8
    Byte,
    /// Characters, as Python counts
    Char,
    /// UTF-16 units, as Java and JavaScript count
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Byte => OffsetUnit::Byte,
            Offsets::Char => OffsetUnit::Char,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// The leftmost, of those the longest
    Longest,
    /// Overlapping and nested ones too
    All,
    /// The higher prior first
    Priority,
}

impl From<Kind> for MatchKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Longest => MatchKind::Longest,
            Kind::All => MatchKind::All,
            Kind::Priority => MatchKind::Priority,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    pub(crate) find: FindArgs,
    /// How to print [default: pretty on a terminal, jsonl on a pipe]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<AnnotateFormat>,
    /// What offsets count, in jsonl and tsv
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub(crate) offsets: Offsets,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// Which entities are found, and how.
#[derive(Debug, Args)]
pub(crate) struct FindArgs {
    #[command(flatten)]
    pub(crate) names: NamesArgs,
    /// Which of overlapping matches to give
    #[arg(long, value_enum, default_value_t = Kind::Longest)]
    pub(crate) kind: Kind,
    /// Only entities of these types
    #[arg(long = "type", value_name = "LIST", value_delimiter = ',')]
    pub(crate) types: Vec<String>,
    /// A file of names or ids to leave out, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) exclude: Option<PathBuf>,
    /// At most this many matches a document
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) max_matches: Option<NonZeroUsize>,
    /// Leave candidates in the order of their priors instead of choosing by the text
    #[arg(long)]
    pub(crate) no_resolve: bool,
}

fn at_least_one(number: &str) -> Result<NonZeroUsize, String> {
    number.parse().map_err(|_| "write a whole number, at least 1".to_owned())
}

/// An empty list is more likely an empty variable of a script than a wish.
fn folds(list: &str) -> Result<FoldSet, String> {
    if list.trim().is_empty() {
        return Err("name at least one fold, or none".to_owned());
    }
    list.parse().map_err(|error: yaqut::ParseFoldError| error.to_string())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// The text with its entities marked, and a list of them
    Pretty,
    /// A JSON object a document
    Jsonl,
    /// A line an entity
    Tsv,
}

#[derive(Debug, Args)]
pub(crate) struct TokenizeArgs {
    /// How to print
    #[arg(short, long, value_enum, default_value_t = TokenizeFormat::Text)]
    pub(crate) format: TokenizeFormat,
    #[command(flatten)]
    pub(crate) cut: CutArgs,
    /// What offsets count, in jsonl and tsv
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub(crate) offsets: Offsets,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TokenizeFormat {
    /// A sentence a line, tokens parted by spaces
    Text,
    /// A line a token
    Tsv,
    /// A JSON object a document
    Jsonl,
    /// CoNLL-U
    Conllu,
}

#[derive(Debug, Args)]
pub(crate) struct SentencesArgs {
    /// How to print
    #[arg(short, long, value_enum, default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
    /// What offsets count, in jsonl
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub(crate) offsets: Offsets,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// Plain text
    Text,
    /// A JSON object a document
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct NormalizeArgs {
    /// A set of folds by name
    #[arg(long, value_enum, default_value_t = Preset::Light, conflicts_with = "fold")]
    pub(crate) preset: Preset,
    /// The folds to apply: names with commas
    #[arg(long, value_name = "LIST", value_parser = folds, allow_hyphen_values = true)]
    pub(crate) fold: Option<FoldSet>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
    /// What offsets count, in jsonl
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub(crate) offsets: Offsets,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    /// Marks, tatweel, invisible controls and presentation forms
    Light,
    /// Everything news text varies in
    Search,
}
