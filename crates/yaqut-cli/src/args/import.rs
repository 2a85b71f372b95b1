//! `yaqut gazetteer import` as it is typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};

use super::{SourceFormat, at_least_one};

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// A Wikidata JSON dump: labels and aliases, types by the classes of its items
    #[command(after_help = WIKIDATA_EXAMPLES)]
    Wikidata(WikidataArgs),
    /// GeoNames: allCountries.txt or the file of a country, with alternateNamesV2.txt
    #[command(after_help = GEONAMES_EXAMPLES)]
    Geonames(GeonamesArgs),
    /// OpenSanctions: targets.simple.csv
    #[command(after_help = OPENSANCTIONS_EXAMPLES)]
    Opensanctions(OpensanctionsArgs),
    /// FollowTheMoney entities, as OpenSanctions and Aleph have them: entities.ftm.json
    #[command(after_help = FTM_EXAMPLES)]
    Ftm(FtmArgs),
    /// Patterns of spaCy's EntityRuler, or labels and phrases for its PhraseMatcher, as JSONL
    #[command(after_help = SPACY_EXAMPLES)]
    Spacy(SpacyArgs),
    /// GATE lists: a .def with the .lst files it names, or .lst files alone
    #[command(after_help = GATE_EXAMPLES)]
    Gate(GateArgs),
    /// A name a line
    #[command(after_help = LINES_EXAMPLES)]
    Lines(LinesArgs),
}

const WIKIDATA_EXAMPLES: &str = "Examples:
  yaqut gazetteer import wikidata latest-all.json.gz -o wikidata.jsonl
  yaqut gazetteer import wikidata latest-all.json.bz2 -o wikidata.yqt --min-prior 0.1
  yaqut gazetteer import wikidata latest-all.json.gz --lang ar,arz --map Q8436=family -o wikidata.jsonl";

const GEONAMES_EXAMPLES: &str = "Examples:
  unzip allCountries.zip; unzip alternateNamesV2.zip
  yaqut gazetteer import geonames allCountries.txt --names alternateNamesV2.txt -o places.jsonl
  yaqut gazetteer import geonames EG.txt --names alternateNamesV2.txt --map T=place --map P.PPLQ=- -o egypt.csv";

const OPENSANCTIONS_EXAMPLES: &str = "Examples:
  yaqut gazetteer import opensanctions targets.simple.csv -o sanctions.jsonl
  yaqut gazetteer import opensanctions targets.simple.csv --script any --map CryptoWallet=- -o sanctions.yqt";

const FTM_EXAMPLES: &str = "Examples:
  yaqut gazetteer import ftm entities.ftm.json -o entities.jsonl
  curl -s https://…/entities.ftm.json | yaqut gazetteer import ftm - -o entities.jsonl";

const SPACY_EXAMPLES: &str = "Examples:
  yaqut gazetteer import spacy patterns.jsonl -o names.jsonl
  yaqut gazetteer import spacy patterns.jsonl --map PRODUCT=product --map DATE=- -o names.jsonl";

const GATE_EXAMPLES: &str = "Examples:
  yaqut gazetteer import gate lists.def -o names.jsonl
  yaqut gazetteer import gate cities.lst towns.lst --type place -o places.jsonl";

const LINES_EXAMPLES: &str = "Examples:
  yaqut gazetteer import lines people.txt --type person -o people.jsonl

A line is a name, or a name and its aliases with | between them. Blank lines and lines that begin with # are passed over.";

#[derive(Debug, Args)]
pub(crate) struct WikidataArgs {
    /// The dump; - is standard input
    #[arg(value_name = "DUMP")]
    pub(crate) dump: PathBuf,
    #[command(flatten)]
    pub(crate) dumped: DumpArgs,
    #[command(flatten)]
    pub(crate) types: TypeArgs,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GeonamesArgs {
    /// The places: allCountries.txt, or the file of a country
    #[arg(value_name = "PLACES")]
    pub(crate) places: PathBuf,
    /// Their names in other languages: alternateNamesV2.txt
    #[arg(long, value_name = "FILE")]
    pub(crate) names: PathBuf,
    /// Take names of former times too
    #[arg(long)]
    pub(crate) historic: bool,
    #[command(flatten)]
    pub(crate) dumped: DumpArgs,
    #[command(flatten)]
    pub(crate) types: TypeArgs,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

#[derive(Debug, Args)]
pub(crate) struct OpensanctionsArgs {
    /// targets.simple.csv; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) types: TypeArgs,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FtmArgs {
    /// entities.ftm.json; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Take weak aliases too: nicknames and the like, which mean many people
    #[arg(long)]
    pub(crate) weak_aliases: bool,
    #[command(flatten)]
    pub(crate) types: TypeArgs,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SpacyArgs {
    /// The patterns; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) types: TypeArgs,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GateArgs {
    /// A .def, or .lst files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What parts a name from its features [default: a tab, or & before NAME=VALUE]
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) separator: Option<String>,
    #[command(flatten)]
    pub(crate) types: TypeArgs,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

#[derive(Debug, Args)]
pub(crate) struct LinesArgs {
    /// The names; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The type of all of them
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) entity_type: String,
    #[command(flatten)]
    pub(crate) common: ImportArgs,
}

/// What is taken of a dump of everything.
#[derive(Debug, Args)]
pub(crate) struct DumpArgs {
    /// The languages to take names of, the first one first
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "ar", value_parser = language)]
    pub(crate) lang: Vec<String>,
    /// Leave out what has a lower prior, from 0 to 1
    #[arg(long, value_name = "P", value_parser = prior)]
    pub(crate) min_prior: Option<f32>,
}

/// Which type an entity gets.
#[derive(Debug, Args)]
pub(crate) struct TypeArgs {
    /// Give every entity this type
    #[arg(long = "type", value_name = "TYPE", conflicts_with_all = ["map", "map_file"])]
    pub(crate) entity_type: Option<String>,
    /// Give what the source calls KEY this type; - leaves it out. May be given several times
    #[arg(long, value_name = "KEY=TYPE", value_parser = mapping)]
    pub(crate) map: Vec<(String, String)>,
    /// A file of such pairs: KEY, a tab, TYPE, and what else helps to read it
    #[arg(long, value_name = "FILE")]
    pub(crate) map_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file to write: .jsonl, .csv, .tsv, or .yqt to compile at once [default: JSONL on standard output]
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// How to write [default: as the name of OUT ends, or jsonl]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<SourceFormat>,
    /// Overwrite OUT
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    /// What ids begin with, before the id the source has [default: the format and a colon]
    #[arg(long, value_name = "TEXT")]
    pub(crate) id_prefix: Option<String>,
    /// Which names to take [default: any for spacy, gate and lines, arabic for the others]
    #[arg(long, value_enum, value_name = "SCRIPT")]
    pub(crate) script: Option<Script>,
    /// Stop at the first bad line instead of leaving it out
    #[arg(long)]
    pub(crate) strict: bool,
    /// The most bytes of a line [default: 16777216]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) max_line_bytes: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Script {
    /// Names with an Arabic letter
    Arabic,
    /// Names with a letter
    Any,
}

fn prior(number: &str) -> Result<f32, String> {
    match number.parse() {
        Ok(prior) if (0.0..=1.0).contains(&prior) => Ok(prior),
        _ => Err("write a number from 0 to 1".to_owned()),
    }
}

fn language(code: &str) -> Result<String, String> {
    match code.trim() {
        "" => Err("write codes of languages with a comma between them, as in ar,arz".to_owned()),
        code => Ok(code.to_owned()),
    }
}

/// A key may hold a `=`, a type does not.
fn mapping(pair: &str) -> Result<(String, String), String> {
    match pair.rsplit_once('=') {
        Some((key, name)) if !key.trim().is_empty() && !name.trim().is_empty() => {
            Ok((key.trim().to_owned(), name.trim().to_owned()))
        }
        _ => Err("write KEY=TYPE, or KEY=- to leave it out".to_owned()),
    }
}
