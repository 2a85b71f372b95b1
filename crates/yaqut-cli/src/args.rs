//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use yaqut::{FoldSet, MatchKind, OffsetUnit};

/// Finds the people, places and organisations of Arabic text, exactly where they stand in the original.
#[derive(Debug, Parser)]
#[command(name = "yaqut", version, about, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "Examples:
  yaqut annotate article.txt                      the embedded gazetteer, coloured on a terminal
  yaqut annotate -g names.csv -f tsv *.txt        your own names over the embedded ones, as a table
  cat tweets.jsonl | yaqut annotate --input jsonl  a JSON object a line in, a JSON object a line out
  yaqut tokenize article.txt                      words, numbers, links and hashtags
  yaqut normalize --preset search article.txt     text to search in

Exit codes: 0 done, 1 some records were bad, 2 usage, 3 cannot start, 4 stopped by an error.";

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
}

const ANNOTATE_EXAMPLES: &str = "Examples:
  yaqut annotate article.txt
  yaqut annotate --no-builtin -g names.csv -f jsonl article.txt
  yaqut annotate --type person,place --offsets utf16 -f tsv article.txt
  echo 'وقال لافروف إن روسيا متضامنة مع العراق' | yaqut annotate

A gazetteer is CSV, TSV or JSONL with id, type and name, and, if you like, aliases (separated by |), prior, folds and
clitics; or a compiled dictionary (.yqt). A later -g overrides entities of an earlier one.";

const TOKENIZE_EXAMPLES: &str = "Examples:
  yaqut tokenize article.txt
  yaqut tokenize -f tsv article.txt
  yaqut tokenize -f conllu article.txt";

const SENTENCES_EXAMPLES: &str = "Examples:
  yaqut sentences article.txt
  yaqut sentences -f jsonl --input lines articles.txt";

const NORMALIZE_EXAMPLES: &str = "Examples:
  yaqut normalize article.txt
  yaqut normalize --fold diacritics,tatweel,alef article.txt
  yaqut normalize --preset search -f jsonl article.txt   with the places that changed";

/// Where text comes from.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// What a file holds: one document, a document a line, or a JSON object a line
    #[arg(long, value_enum, default_value_t = InputKind::Text, value_name = "KIND")]
    pub(crate) input: InputKind,
    /// The field with the text, of JSONL input
    #[arg(long, default_value = "text", value_name = "FIELD")]
    pub(crate) text_field: String,
    /// The field with the document's id, of JSONL input
    #[arg(long, default_value = "id", value_name = "FIELD")]
    pub(crate) id_field: String,
    /// What to do with bytes that are not UTF-8: report the document, or read them as U+FFFD
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    pub(crate) encoding: Encoding,
    /// Files to read; none or - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// A file is one document
    Text,
    /// A line is one document
    Lines,
    /// A JSON object a line
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    /// Strict UTF-8
    Utf8,
    /// UTF-8 with what is not replaced by U+FFFD
    Lossy,
}

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
    /// A gazetteer: .csv, .tsv, .jsonl or .yqt; may be given several times
    #[arg(short, long = "gazetteer", value_name = "FILE")]
    pub(crate) gazetteers: Vec<PathBuf>,
    /// Leave the embedded gazetteer out
    #[arg(long)]
    pub(crate) no_builtin: bool,
    /// How to print [default: pretty on a terminal, jsonl on a pipe]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<AnnotateFormat>,
    /// What offsets count
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub(crate) offsets: Offsets,
    /// Which of overlapping matches to give
    #[arg(long, value_enum, default_value_t = Kind::Longest)]
    pub(crate) kind: Kind,
    /// Spelling differences to see past: names with commas, light, search or none [default: search]
    #[arg(long, value_name = "LIST")]
    pub(crate) fold: Option<FoldSet>,
    /// Only entities of these types
    #[arg(long = "type", value_name = "LIST", value_delimiter = ',')]
    pub(crate) types: Vec<String>,
    /// A file of names or ids to leave out, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) exclude: Option<PathBuf>,
    /// At most this many matches a document
    #[arg(long, value_name = "N")]
    pub(crate) max_matches: Option<usize>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// The text with its entities coloured
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
    /// What offsets count
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
    /// What offsets count
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
    #[arg(long, value_name = "LIST")]
    pub(crate) fold: Option<FoldSet>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
    /// What offsets count
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
