//! Joining gazetteers into one dictionary, record by record.

use std::collections::hash_map::{Entry, RandomState};
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasher;
use std::path::Path;

use yaqut::{Dictionary, DictionaryBuilder, EntityRef, FoldSet, Record};

use super::file::{self, bad, bad_source};
use super::progress::Progress;
use crate::args::SourceFormat;
use crate::exit::Failure;
use crate::input::name;

/// Gazetteers laid over one another: an entity of a later one overrides that of its id in an earlier one. Sources are
/// never in memory as a whole; only the builder's own form of them is.
pub(crate) struct Joined {
    builder: DictionaryBuilder,
    removed: BTreeSet<String>,
    max_alias_chars: usize,
    progress: Progress,
}

/// The most characters of a name, unless it is said otherwise.
pub(crate) const MAX_ALIAS_CHARS: usize = 256;

impl Joined {
    /// Nothing yet. `builder` has the folds and the limit for what it is given; sources have a limit of their own,
    /// because a dictionary may have been compiled with a higher one.
    pub(crate) fn new(builder: DictionaryBuilder, max_alias_chars: usize, progress: Progress) -> Self {
        let builder = builder.on_progress(progress.of_build());
        Joined { builder, removed: BTreeSet::new(), max_alias_chars, progress }
    }

    /// Lays a source over what is there.
    pub(crate) fn add_source(&mut self, path: &Path, format: SourceFormat) -> Result<(), Failure> {
        let input = self.progress.reading(file::source(path)?);
        let mut reader = file::reader(format, input).max_alias_chars(self.max_alias_chars);
        let mut lines = Lines::default();
        while let Some(record) = reader.next() {
            let record = record.map_err(|error| bad_source(path, &error))?;
            let line = reader.line();
            if let Some(first) = lines.insert(record.id(), line) {
                let what = format!(
                    "line {line}, column `id`: the id `{}` is given twice, first in line {first}; keep one entity and \
                     list the other names as its aliases",
                    record.id()
                );
                return Err(bad(path, &what));
            }
            match record {
                Record::Entity(entity) => {
                    for warning in entity.warnings(Some(line)) {
                        self.progress.tell(&format!("{}: {warning}", name(path)));
                    }
                    self.removed.remove(entity.id());
                    self.builder
                        .replace(&entity)
                        .map_err(|error| bad(path, &format!("line {line}: {error}")))?;
                }
                Record::Remove(id) => {
                    self.builder.remove(&id);
                    self.removed.insert(id);
                }
            }
        }
        Ok(())
    }

    /// Lays the entities of a compiled dictionary over what is there. `narrow` is what their names tolerate at most.
    pub(crate) fn add_compiled(
        &mut self,
        path: &Path,
        dictionary: &Dictionary,
        narrow: Option<FoldSet>,
    ) -> Result<(), Failure> {
        for entity in dictionary.entities() {
            self.add(entity, narrow).map_err(|error| bad(path, &error.to_string()))?;
        }
        Ok(())
    }

    fn add(&mut self, entity: EntityRef<'_>, narrow: Option<FoldSet>) -> Result<(), yaqut::BuildError> {
        self.removed.remove(entity.id());
        let mut copy = entity.to_entity();
        if let Some(folds) = narrow {
            copy = copy.with_folds(entity.folds().map_or(folds, |own| own.intersection(folds)));
        }
        self.builder.replace(copy).map(drop)
    }

    /// The dictionary, and the ids that are removed from whatever it is laid over.
    pub(crate) fn finish(self) -> Result<(Dictionary, BTreeSet<String>), Failure> {
        let dictionary = self.builder.finish().map_err(|error| Failure::Start(error.to_string()))?;
        Ok((dictionary, self.removed))
    }
}

/// The line each id of a source stands in. Hashes are kept instead of the ids: among ten million, the odds that two
/// share one of 64 bits are one in 400,000.
#[derive(Default)]
struct Lines {
    lines: HashMap<u64, u64>,
    hashes: RandomState,
}

impl Lines {
    /// Notes the line of an id; the line it was in before, if it was in one.
    fn insert(&mut self, id: &str, line: u64) -> Option<u64> {
        match self.lines.entry(self.hashes.hash_one(id)) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(line);
                None
            }
        }
    }
}
