//! Clitics on the command line: how words are cut, and the commands that learn and measure it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use yaqut::CliticLevel;

use super::ReportFormat;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Clitics {
    /// Words stay whole
    None,
    /// Conjunctions (و ف) and the أ of a question come off
    D1,
    /// Those, and ب ك ل س
    D2,
    /// Those, the article ال and the pronouns
    D3,
    /// All but the article, as in the Arabic treebanks
    Atb,
}

impl From<Clitics> for CliticLevel {
    fn from(level: Clitics) -> Self {
        match level {
            Clitics::None => CliticLevel::None,
            Clitics::D1 => CliticLevel::D1,
            Clitics::D2 => CliticLevel::D2,
            Clitics::D3 => CliticLevel::D3,
            Clitics::Atb => CliticLevel::Atb,
        }
    }
}

/// How words are cut.
#[derive(Debug, Args)]
pub(crate) struct CutArgs {
    /// How finely words are cut into clitics and stem
    #[arg(long, value_enum, default_value_t = Clitics::None, value_name = "LEVEL")]
    pub(crate) clitics: Clitics,
    /// A model of `yaqut clitics train` instead of the embedded lexicon
    #[arg(long, value_name = "FILE", requires = "clitics")]
    pub(crate) model: Option<PathBuf>,
    /// A gazetteer whose names are not cut inside, and no others; may be given several times
    #[arg(short, long = "gazetteer", value_name = "FILE", requires = "clitics")]
    pub(crate) gazetteers: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CliticsCommand {
    /// Learn how words are cut from text that was cut by hand
    #[command(after_help = TRAIN_EXAMPLES)]
    Train(TrainArgs),
    /// Measure how well words are cut against text that was cut by hand
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(EvalArgs),
}

const TRAIN_EXAMPLES: &str = "Examples:
  yaqut clitics train --conllu ar_train.conllu -o own.yql
  yaqut tokenize --clitics atb --model own.yql article.txt

Word frequencies and uses stay those of the embedded lexicon, or of --model; weights are learnt anew.";

const EVAL_EXAMPLES: &str = "Examples:
  yaqut clitics eval --conllu ar_dev.conllu
  yaqut clitics eval --model own.yql --seg words.tsv --errors 40";

/// Text that was cut by hand.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct GoldArgs {
    /// CoNLL-U: the words of a multiword token are its parts; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) conllu: Vec<PathBuf>,
    /// A word a line, a tab, its parts with + between them, an empty line behind a sentence; or running text with a + at
    /// each cut
    #[arg(long, value_name = "FILE")]
    pub(crate) seg: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    #[command(flatten)]
    pub(crate) gold: GoldArgs,
    /// The model to write
    #[arg(short, long, value_name = "MODEL")]
    pub(crate) output: PathBuf,
    /// A model whose word frequencies and uses to take instead of the embedded lexicon's
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Overwrite MODEL
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    #[command(flatten)]
    pub(crate) gold: GoldArgs,
    /// The model to measure instead of the embedded lexicon
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// List so many of the words cut wrongly, the most frequent first
    #[arg(long, value_name = "N")]
    pub(crate) errors: Option<NonZeroUsize>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}
