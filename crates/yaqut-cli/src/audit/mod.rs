//! What a careful editor would want to know of a gazetteer.

mod characters;
mod keys;

use std::collections::BTreeSet;

use serde::Serialize;
use yaqut::{AliasRef, CommonWords, Dictionary, EntityRef, FoldSet, Normalizer};

use crate::output::counts::Counts;
use keys::{Key, by_type_and_country, each_group, hash};

/// The report on a gazetteer.
#[derive(Debug, Serialize)]
pub(crate) struct Audit {
    pub(crate) file: String,
    pub(crate) entities: u64,
    pub(crate) names: u64,
    pub(crate) types: Counts,
    /// Names that several entities have.
    pub(crate) ambiguous: Finding<Shared>,
    /// Names that several entities of one type have, and no prior tells apart.
    pub(crate) undecided: Finding<Shared>,
    /// Names of one word that are everyday words.
    pub(crate) everyday: Finding<Named>,
    /// Names of one entity that are found as one of its other names anyway.
    pub(crate) needless: Finding<Pair>,
    /// Entities of one type whose names differ by no more than articles, spaces and transliteration.
    pub(crate) alike: Finding<Shared>,
    /// Names with characters that do not belong.
    pub(crate) mangled: Finding<Mangled>,
    /// Names of one or two letters.
    pub(crate) short: Finding<Named>,
}

/// How often something is so, and the first examples of it.
#[derive(Debug, Serialize)]
pub(crate) struct Finding<T> {
    pub(crate) count: u64,
    pub(crate) examples: Vec<T>,
    #[serde(skip)]
    limit: usize,
}

/// A name and the entities that have it.
#[derive(Debug, Serialize)]
pub(crate) struct Shared {
    pub(crate) names: BTreeSet<String>,
    pub(crate) entities: Vec<Owner>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Owner {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) entity_type: String,
    pub(crate) prior: f32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Pair {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) other: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Mangled {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) faults: Vec<&'static str>,
}

impl<T> Finding<T> {
    fn new(limit: usize) -> Self {
        Finding { count: 0, examples: Vec::new(), limit }
    }

    fn add(&mut self, example: impl FnOnce() -> T) {
        self.count += 1;
        if self.examples.len() < self.limit {
            self.examples.push(example());
        }
    }
}

impl Audit {
    /// Looks through a dictionary, with at most `limit` examples of each finding.
    pub(crate) fn of(file: String, dictionary: &Dictionary, limit: usize) -> Audit {
        let mut audit = Audit {
            file,
            entities: dictionary.len() as u64,
            names: dictionary.names(),
            types: Counts::default(),
            ambiguous: Finding::new(limit),
            undecided: Finding::new(limit),
            everyday: Finding::new(limit),
            needless: Finding::new(limit),
            alike: Finding::new(limit),
            mangled: Finding::new(limit),
            short: Finding::new(limit),
        };
        let entities: Vec<EntityRef<'_>> = dictionary.entities().collect();
        let words = CommonWords::default();
        let (exact, loose) = (Normalizer::new(dictionary.folds()), Normalizer::new(FoldSet::all()));
        let mut keys = Vec::new();
        for (at, entity) in entities.iter().enumerate() {
            audit.types.add(entity.entity_type());
            for (name, alias) in entity.aliases().enumerate() {
                audit.name(&words, *entity, alias);
                keys.push(Key {
                    exact: hash(&exact, alias.text(), false),
                    loose: hash(&loose, alias.text(), true),
                    entity: at as u32,
                    name: name as u32,
                });
            }
        }
        audit.shared(&entities, &mut keys);
        audit.alike(&entities, &mut keys);
        audit
    }

    /// Whether anything was found but names that several entities share, which is no fault.
    pub(crate) fn has_faults(&self) -> bool {
        let counts = [
            self.undecided.count,
            self.everyday.count,
            self.needless.count,
            self.alike.count,
            self.mangled.count,
            self.short.count,
        ];
        counts.iter().any(|&count| count > 0)
    }

    fn name(&mut self, words: &CommonWords, entity: EntityRef<'_>, alias: AliasRef<'_>) {
        let named = || Named { id: entity.id().to_owned(), name: alias.text().to_owned() };
        let faults = characters::faults(alias.text());
        if !faults.is_empty() {
            self.mangled.add(|| Mangled {
                id: entity.id().to_owned(),
                name: alias.text().to_owned(),
                faults,
            });
        }
        let light = Normalizer::light().normalize(alias.text());
        if words.contains(light.text().trim()) {
            self.everyday.add(named);
        } else if light.text().chars().filter(|c| c.is_alphanumeric()).count() < 3 {
            self.short.add(named);
        }
    }

    fn shared(&mut self, entities: &[EntityRef<'_>], keys: &mut [Key]) {
        each_group(keys, Key::exact, |group| {
            for pair in group.windows(2).filter(|pair| pair[0].entity == pair[1].entity) {
                self.needless.add(|| needless(entities, pair[0], pair[1]));
            }
            if group.iter().all(|key| key.entity == group[0].entity) {
                return;
            }
            self.ambiguous.add(|| shared(entities, group));
            if is_undecided(entities, group) {
                self.undecided.add(|| shared(entities, group));
            }
        });
    }

    fn alike(&mut self, entities: &[EntityRef<'_>], keys: &mut [Key]) {
        // Metadata stand behind all the names of an entity, so they are looked for once.
        let kinds: Vec<(&str, &str)> = entities
            .iter()
            .map(|entity| (entity.entity_type(), entity.metadata_value("country").unwrap_or_default()))
            .collect();
        each_group(keys, Key::loose, |group| {
            if group.iter().all(|key| key.entity == group[0].entity) {
                return;
            }
            for part in by_type_and_country(group, &kinds) {
                let several = part.iter().any(|key| key.entity != part[0].entity);
                if several && part.iter().any(|key| key.exact != part[0].exact) {
                    self.alike.add(|| shared(entities, &part));
                }
            }
        });
    }
}

/// The names of some keys of one entity, in their order, in one pass over its names.
fn names<'a>(entities: &'a [EntityRef<'_>], keys: &'a [Key]) -> impl Iterator<Item = String> + 'a {
    let entity = keys.first().and_then(|key| entities.get(key.entity as usize));
    let mut keys = keys.iter().peekable();
    let named = entity.into_iter().flat_map(EntityRef::aliases).enumerate();
    named
        .filter(move |(at, _)| keys.next_if(|key| key.name as usize == *at).is_some())
        .map(|(_, alias)| alias.text().to_owned())
}

fn needless(entities: &[EntityRef<'_>], other: Key, name: Key) -> Pair {
    let id = entities.get(name.entity as usize).map(|entity| entity.id().to_owned());
    let pair = [other, name];
    let mut names = names(entities, &pair);
    let other = names.next().unwrap_or_default();
    Pair { id: id.unwrap_or_default(), name: names.next().unwrap_or_default(), other }
}

/// The names and the entities of keys in the order of their entities.
fn shared(entities: &[EntityRef<'_>], group: &[Key]) -> Shared {
    let owner = |entity: &EntityRef<'_>| Owner {
        id: entity.id().to_owned(),
        entity_type: entity.entity_type().to_owned(),
        prior: entity.prior(),
    };
    let owned = || group.chunk_by(|a, b| a.entity == b.entity);
    Shared {
        names: owned().flat_map(|keys| names(entities, keys)).collect(),
        entities: owned().filter_map(|keys| entities.get(keys[0].entity as usize)).map(owner).collect(),
    }
}

/// Whether two entities of one type have the same prior.
fn is_undecided(entities: &[EntityRef<'_>], group: &[Key]) -> bool {
    let numbers: BTreeSet<u32> = group.iter().map(|key| key.entity).collect();
    let mut ranks: Vec<(&str, u32)> = numbers
        .iter()
        .filter_map(|&at| entities.get(at as usize))
        .map(|entity| (entity.entity_type(), entity.prior().to_bits()))
        .collect();
    ranks.sort_unstable();
    ranks.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use yaqut::Gazetteer;

    use super::*;

    fn audit(source: &str) -> Audit {
        let gazetteer = Gazetteer::from_csv(source.as_bytes()).unwrap();
        Audit::of("names.csv".to_owned(), &Dictionary::compile(&gazetteer).unwrap(), 9)
    }

    fn ids(shared: &Shared) -> Vec<&str> {
        shared.entities.iter().map(|owner| owner.id.as_str()).collect()
    }

    #[test]
    fn one_entity_twice_is_told_whatever_else_has_the_name() {
        let audit = audit(
            "id,type,name,country\na,place,القاهرة,EG\nb,place,قاهرة,EG\nc,person,القاهره,\nd,place,القاهرة,SY\n\
             e,place,دمياط,EG\nf,place,الدمياط,\ng,place,الدمام,SA\nh,place,دمام,EG\n",
        );
        let alike: Vec<Vec<&str>> = audit.alike.examples.iter().map(ids).collect();
        assert_eq!(alike, [["a", "b"], ["e", "f"]]);
    }

    #[test]
    fn a_name_that_another_one_finds_is_told_with_it() {
        let audit = audit("id,type,name,aliases\na,person,أحمد علي,منى|احمد علي|مها|أحمد على\n");
        let told = |pair: &Pair| (pair.name.clone(), pair.other.clone());
        let told: Vec<(String, String)> = audit.needless.examples.iter().map(told).collect();
        let pair = |name: &str, other: &str| (name.to_owned(), other.to_owned());
        assert_eq!(told, [pair("احمد علي", "أحمد علي"), pair("أحمد على", "احمد علي")]);
    }

    #[test]
    fn an_entity_of_many_names_takes_linear_time() {
        let names: Vec<String> = (0..200_000).map(|n| format!("ا{n}|أ{n}")).collect();
        let audit = audit(&format!("id,type,name,aliases\na,person,منى,{}\n", names.join("|")));
        assert_eq!(audit.needless.count, 200_000); // were the time its square, this would not end
    }
}
