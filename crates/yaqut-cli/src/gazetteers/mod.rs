//! The gazetteers a run works with, joined into one matcher.

pub(crate) mod file;
pub(crate) mod join;
pub(crate) mod layers;
pub(crate) mod progress;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use yaqut::{Dictionary, Matcher};

use crate::args::{FindArgs, NamesArgs, OpenArgs};
use crate::exit::Failure;
use crate::input;
use file::Kind;
use join::{Joined, MAX_ALIAS_CHARS};
use layers::Layers;
use progress::Progress;

/// The names and ids that are to be left out.
pub(crate) fn excluded(args: &FindArgs) -> Result<HashSet<String>, Failure> {
    let excluded = match &args.exclude {
        Some(path) => input::read_text(path).map_err(Failure::Start)?,
        None => String::new(),
    };
    Ok(excluded.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The matcher the options ask for.
pub(crate) fn matcher(args: &FindArgs, excluded: &HashSet<String>) -> Result<Matcher, Failure> {
    let layers = Layers::open(&args.names)?;
    let types: BTreeSet<&str> = args.types.iter().map(|name| name.trim()).collect();
    check_types(&layers, &types)?;

    let mut builder = layers.matcher().kind(args.kind.into());
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

/// A matcher of these gazetteers alone.
pub(crate) fn of_files(paths: &[PathBuf]) -> Result<Matcher, Failure> {
    let names = NamesArgs {
        gazetteers: paths.to_vec(),
        no_builtin: true,
        fold: None,
        open: OpenArgs { no_mmap: false },
    };
    Layers::open(&names)?.matcher().build().map_err(|error| Failure::Start(error.to_string()))
}

/// A type no entity has is a slip of the pen, and would give an empty answer that looks like a true one.
fn check_types(layers: &Layers, wanted: &BTreeSet<&str>) -> Result<(), Failure> {
    if wanted.is_empty() {
        return Ok(());
    }
    let known = layers.types();
    let Some(unknown) = wanted.difference(&known).next() else { return Ok(()) };
    let known: Vec<&str> = known.iter().copied().collect();
    Err(Failure::Usage(format!("--type: no entity is a `{unknown}`; there are {}", known.join(", "))))
}

/// One gazetteer, compiled if it is not, and the ids it removes from others.
pub(crate) fn load(path: &Path, args: &OpenArgs) -> Result<(Dictionary, BTreeSet<String>), Failure> {
    match file::kind(path)? {
        Kind::Compiled => Ok((file::compiled(path, args)?, BTreeSet::new())),
        Kind::Source(format) => {
            let mut joined = Joined::new(Dictionary::builder(), MAX_ALIAS_CHARS, Progress::hidden());
            joined.add_source(path, format)?;
            joined.finish()
        }
    }
}
