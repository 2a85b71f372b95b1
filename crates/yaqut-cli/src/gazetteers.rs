//! The gazetteers a run works with, joined into one matcher.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;

use yaqut::{Dictionary, FoldSet, Gazetteer, GazetteerErrorKind, Matcher};

use crate::args::AnnotateArgs;

use crate::exit::{Failure, cannot_read, tell};
use crate::input;

/// The matcher the options ask for.
pub(crate) fn matcher(args: &AnnotateArgs) -> Result<Matcher, Failure> {
    let folds = args.fold.unwrap_or(FoldSet::search());
    let excluded = match &args.exclude {
        Some(path) => input::read_text(path).map_err(Failure::Start)?,
        None => String::new(),
    };
    let excluded: HashSet<&str> = excluded.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let dictionary = dictionary(args, folds)?;
    let types: BTreeSet<&str> = args.types.iter().map(|name| name.trim()).collect();
    check_types(&dictionary, &types)?;

    let mut builder = Matcher::builder(dictionary).folds(folds).kind(args.kind.into());
    if let Some(limit) = args.max_matches {
        builder = builder.max_matches(limit.get());
    }
    if !types.is_empty() {
        builder = builder.filter(|entity, _| types.contains(entity.entity_type()));
    }
    if !excluded.is_empty() {
        builder = builder
            .filter(|entity, alias| !excluded.contains(entity.id()) && !excluded.contains(alias.text()));
    }
    builder.build().map_err(|error| Failure::Start(error.to_string()))
}

/// A type no entity has is a slip of the pen, and would give an empty answer that looks like a true one.
fn check_types(dictionary: &Dictionary, wanted: &BTreeSet<&str>) -> Result<(), Failure> {
    if wanted.is_empty() {
        return Ok(());
    }
    let known: BTreeSet<&str> = dictionary.entities().map(|entity| entity.entity_type()).collect();
    let Some(unknown) = wanted.difference(&known).next() else { return Ok(()) };
    let known: Vec<&str> = known.iter().copied().collect();
    Err(Failure::Usage(format!("--type: no entity is a `{unknown}`; there are {}", known.join(", "))))
}

/// What a file given with -g holds.
enum Names {
    Written(Gazetteer),
    Compiled(Dictionary),
}

/// One dictionary that has the folds is used as it is. Several gazetteers are joined and compiled, by all that text
/// varies in: what a run narrows, the matcher does.
fn dictionary(args: &AnnotateArgs, folds: FoldSet) -> Result<Dictionary, Failure> {
    let builtin = (!args.no_builtin).then(|| Ok(Names::Compiled(yaqut_data::dictionary())));
    let own = args.gazetteers.iter().map(|path| {
        read(path).map_err(|message| Failure::Start(format!("{}: {message}", input::name(path))))
    });
    let alone = args.gazetteers.len() + usize::from(builtin.is_some()) == 1;
    let mut joined = Gazetteer::new();
    for names in builtin.into_iter().chain(own) {
        match names? {
            Names::Compiled(dictionary) if alone && folds.is_subset(dictionary.folds()) => {
                return Ok(dictionary);
            }
            Names::Compiled(dictionary) => joined
                .extend_over(dictionary.to_gazetteer().map_err(|error| Failure::Start(error.to_string()))?),
            Names::Written(gazetteer) => {
                for warning in gazetteer.warnings() {
                    tell(&warning.to_string());
                }
                joined.extend_over(gazetteer);
            }
        }
    }
    let mut builder = Dictionary::builder().folds(folds.union(FoldSet::search()));
    builder.add_all(&joined).map_err(|error| Failure::Start(error.to_string()))?;
    builder.finish().map_err(|error| Failure::Start(error.to_string()))
}

fn read(path: &Path) -> Result<Names, String> {
    let open = || File::open(path).map_err(|error| cannot_read(&error));
    let extension = path.extension().map(OsStr::to_ascii_lowercase);
    let gazetteer = match extension.as_deref().and_then(OsStr::to_str) {
        Some("csv") => Gazetteer::from_csv(open()?),
        Some("tsv" | "tab") => Gazetteer::from_tsv(open()?),
        Some("jsonl" | "ndjson") => Gazetteer::from_jsonl(open()?),
        Some("yqt") => {
            let bytes = fs::read(path).map_err(|error| cannot_read(&error))?;
            return Dictionary::from_bytes(bytes).map(Names::Compiled).map_err(|error| error.to_string());
        }
        _ => {
            return Err(
                "a gazetteer's name ends in .csv, .tsv, .jsonl or .yqt; rename or convert it".to_owned()
            );
        }
    };
    gazetteer.map(Names::Written).map_err(|error| match error.kind() {
        // The library's remedy is an option of its own.
        GazetteerErrorKind::NoEntries => "the gazetteer has no entries; add some, or leave it out".to_owned(),
        _ => error.to_string(),
    })
}
