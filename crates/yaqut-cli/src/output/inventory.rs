//! What is in a gazetteer: counts, policies, licences, sizes.

use std::io::{self, Write};

use serde::Serialize;
use yaqut::{Dictionary, EntityRef, FoldSet};

use super::counts::Counts;
use super::{counted, escape, grouped};

/// What `yaqut gazetteer inspect` says of a gazetteer.
#[derive(Debug, Serialize)]
pub(crate) struct Inventory {
    file: String,
    format: u32,
    bytes: u64,
    bytes_per_name: f64,
    fingerprint: String,
    common_words: String,
    entities: u64,
    names: u64,
    #[serde(skip_serializing_if = "is_zero")]
    removals: u64,
    folds: Folds,
    types: Counts,
    clitics: Counts,
    licences: Counts,
    sources: Counts,
    /// How many entities have each other key.
    metadata: Counts,
}

#[derive(Debug, Serialize)]
struct Folds {
    compiled: Vec<&'static str>,
    #[serde(skip)]
    list: String,
    /// How many entities, and how many single names, tolerate fewer.
    narrowed_entities: u64,
    narrowed_names: u64,
}

impl Inventory {
    /// Looks through a dictionary; `removals` is how many ids its source removes from others.
    pub(crate) fn of(file: String, dictionary: &Dictionary, removals: usize) -> Self {
        let compiled = dictionary.folds();
        let bytes = dictionary.to_bytes().len() as u64;
        let mut inventory = Inventory {
            file,
            format: dictionary.format_version(),
            bytes,
            bytes_per_name: 0.0,
            fingerprint: format!("{:016x}", dictionary.fingerprint()),
            common_words: format!("{:016x}", dictionary.common_words_fingerprint()),
            entities: dictionary.len() as u64,
            names: 0,
            removals: removals as u64,
            folds: Folds {
                compiled: compiled.iter().map(yaqut::Fold::name).collect(),
                list: list(compiled),
                narrowed_entities: 0,
                narrowed_names: 0,
            },
            types: Counts::default(),
            clitics: Counts::default(),
            licences: Counts::default(),
            sources: Counts::default(),
            metadata: Counts::default(),
        };
        dictionary.entities().for_each(|entity| inventory.count(entity));
        if inventory.names > 0 {
            inventory.bytes_per_name = (bytes as f64 * 10.0 / inventory.names as f64).round() / 10.0;
        }
        inventory
    }

    fn count(&mut self, entity: EntityRef<'_>) {
        self.types.add(entity.entity_type());
        self.clitics.add(&entity.clitics().to_string());
        self.folds.narrowed_entities += u64::from(entity.folds().is_some());
        for alias in entity.aliases() {
            self.names += 1;
            self.folds.narrowed_names += u64::from(alias.folds().is_some());
        }
        for (key, value) in entity.metadata() {
            match key {
                "licence" | "license" => self.licences.add(value),
                "source" => self.sources.add(value),
                _ => self.metadata.add(key),
            }
        }
    }

    /// Writes it for people.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", escape::line(&self.file))?;
        let Folds { list, narrowed_entities, narrowed_names, .. } = &self.folds;
        let narrowed = match (*narrowed_entities, *narrowed_names) {
            (0, 0) => String::new(),
            (entities, names) => format!(
                "; fewer for {} and {}",
                counted(entities, "entity", "entities"),
                counted(names, "single name", "single names")
            ),
        };
        let size = format!("{} bytes compiled, {:.1} a name", grouped(self.bytes), self.bytes_per_name);
        let facts = [
            ("format", self.format.to_string()),
            ("size", size),
            ("fingerprint", self.fingerprint.clone()),
            ("common words", self.common_words.clone()),
            ("folds", format!("{list}{narrowed}")),
            ("entities", grouped(self.entities)),
            ("names", grouped(self.names)),
        ];
        for (what, fact) in facts {
            writeln!(out, "  {what:13} {fact}")?;
        }
        if self.removals > 0 {
            writeln!(out, "  {:13} {}", "removals", grouped(self.removals))?;
        }
        let tables = [
            ("types", &self.types),
            ("clitics", &self.clitics),
            ("licences", &self.licences),
            ("sources", &self.sources),
            ("other metadata", &self.metadata),
        ];
        tables.into_iter().try_for_each(|(title, counts)| counts.write(out, title))
    }
}

/// Folds as `--fold` takes them: a preset that is all there by its name, then the others.
fn list(folds: FoldSet) -> String {
    let presets = [("search", FoldSet::search()), ("light", FoldSet::light())];
    let Some((name, preset)) = presets.into_iter().find(|(_, preset)| preset.is_subset(folds)) else {
        return folds.to_string();
    };
    let more = folds.iter().filter(|&fold| !preset.contains(fold)).map(yaqut::Fold::name);
    let names: Vec<&str> = std::iter::once(name).chain(more).collect();
    names.join(",")
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_listed_as_the_option_takes_them() {
        for text in ["search", "light", "none", "search,transliteration", "alef", "light,alef", "all"] {
            let folds: FoldSet = text.parse().unwrap();
            assert_eq!(list(folds).parse::<FoldSet>().unwrap(), folds);
        }
        assert_eq!(list(FoldSet::all()), "search,transliteration");
        assert_eq!(list(FoldSet::EMPTY), "none");
    }
}
