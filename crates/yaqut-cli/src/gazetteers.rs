//! The gazetteers a run works with, joined into one matcher.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::Path;

use yaqut::{Dictionary, FoldSet, Gazetteer, Matcher};

use crate::args::AnnotateArgs;
use crate::exit::Failure;

/// The matcher the options ask for.
pub(crate) fn matcher(args: &AnnotateArgs) -> Result<Matcher, Failure> {
    if args.no_builtin && args.gazetteers.is_empty() {
        return Err(Failure::Usage(
            "--no-builtin leaves no names to find: add a gazetteer with -g FILE".into(),
        ));
    }
    let folds = args.fold.unwrap_or(FoldSet::search());
    let dictionary = dictionary(args, folds)?;
    let mut builder = Matcher::builder(dictionary).folds(folds).kind(args.kind.into());
    if let Some(limit) = args.max_matches {
        builder = builder.max_matches(limit);
    }
    if !args.types.is_empty() {
        builder = builder.filter(|entity, _| args.types.iter().any(|wanted| wanted == entity.entity_type()));
    }
    if let Some(path) = &args.exclude {
        let list = fs::read_to_string(path)
            .map_err(|error| Failure::Start(format!("cannot read {}: {error}", path.display())))?;
        let list = list.strip_prefix('\u{FEFF}').unwrap_or(&list);
        let excluded: HashSet<&str> = list.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        builder = builder
            .filter(|entity, alias| !excluded.contains(entity.id()) && !excluded.contains(alias.text()));
    }
    builder.build().map_err(|error| Failure::Start(error.to_string()))
}

fn dictionary(args: &AnnotateArgs, folds: FoldSet) -> Result<Dictionary, Failure> {
    let builtin = yaqut_data::dictionary();
    if args.gazetteers.is_empty() && folds.is_subset(builtin.folds()) {
        return Ok(builtin);
    }
    let mut names = if args.no_builtin { Gazetteer::new() } else { builtin.to_gazetteer() };
    for path in &args.gazetteers {
        let own = read(path).map_err(|error| Failure::Start(format!("{}: {error}", path.display())))?;
        names.extend_over(own);
    }
    // Keys are folded by all that text varies in; what the run narrows, the matcher does.
    let mut builder = Dictionary::builder().folds(folds.union(FoldSet::search()));
    for entity in names.entities() {
        builder.add(entity).map_err(|error| Failure::Start(error.to_string()))?;
    }
    builder.finish().map_err(|error| Failure::Start(error.to_string()))
}

fn read(path: &Path) -> Result<Gazetteer, String> {
    let open = || File::open(path).map_err(|error| format!("cannot read the gazetteer: {error}"));
    let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("csv") => Gazetteer::from_csv(open()?).map_err(|error| error.to_string()),
        Some("tsv" | "tab") => Gazetteer::from_tsv(open()?).map_err(|error| error.to_string()),
        Some("jsonl" | "ndjson") => Gazetteer::from_jsonl(open()?).map_err(|error| error.to_string()),
        Some("yqt") => {
            let bytes = fs::read(path).map_err(|error| format!("cannot read the dictionary: {error}"))?;
            let dictionary = Dictionary::from_bytes(bytes).map_err(|error| error.to_string())?;
            Ok(dictionary.to_gazetteer())
        }
        _ => Err("a gazetteer's name ends in .csv, .tsv, .jsonl or .yqt: rename or convert it".into()),
    }
}
