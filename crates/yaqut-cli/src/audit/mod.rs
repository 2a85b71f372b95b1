//! What a careful editor would want to know of a gazetteer.

mod characters;

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

use serde::Serialize;
use yaqut::{AliasRef, CommonWords, Dictionary, EntityRef, FoldSet, Normalizer};

use crate::output::counts::Counts;

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

/// A name by the hash of its folded letters; sixteen bytes, so that millions fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    hash: u64,
    entity: u32,
    /// Its place among the names of its entity.
    name: u32,
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
        let found = Normalizer::new(dictionary.folds());
        let (mut keys, mut loose) = (Vec::new(), Vec::new());
        for (at, entity) in entities.iter().enumerate() {
            audit.types.add(entity.entity_type());
            for (name, alias) in entity.aliases().enumerate() {
                audit.name(&words, *entity, alias);
                let key = |hash| Key { hash, entity: at as u32, name: name as u32 };
                keys.push(key(hash(&found, alias.text(), false)));
                loose.push(key(hash(&Normalizer::new(FoldSet::all()), alias.text(), true)));
            }
        }
        audit.shared(&entities, keys);
        audit.alike(&entities, loose, &found);
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

    fn shared(&mut self, entities: &[EntityRef<'_>], keys: Vec<Key>) {
        each_group(keys, |group| {
            for pair in group.windows(2).filter(|pair| pair[0].entity == pair[1].entity) {
                let Some((entity, [other, name])) = names_of(entities, pair) else { continue };
                self.needless.add(|| Pair { id: entity.id().to_owned(), name, other });
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

    fn alike(&mut self, entities: &[EntityRef<'_>], keys: Vec<Key>, found: &Normalizer) {
        each_group(keys, |group| {
            let of = |key: &Key| entities.get(key.entity as usize).map(EntityRef::entity_type);
            let one_type =
                group.iter().all(|key| of(key) == of(&group[0])) && in_one_country(entities, group);
            let several = group.iter().any(|key| key.entity != group[0].entity);
            if !one_type || !several {
                return;
            }
            let example = shared(entities, group);
            let exact: BTreeSet<u64> = example.names.iter().map(|name| hash(found, name, false)).collect();
            if exact.len() > 1 {
                self.alike.add(|| example);
            }
        });
    }
}

/// The hash of a name as it is looked up; a `loose` one leaves out articles and spaces too.
fn hash(normalizer: &Normalizer, name: &str, loose: bool) -> u64 {
    let folded = normalizer.normalize(name);
    let mut hash = DefaultHasher::new();
    for word in folded.text().split([' ', '-']).filter(|word| !word.is_empty()) {
        let bare = word.strip_prefix("ال").filter(|rest| loose && rest.chars().count() > 2);
        hash.write(bare.unwrap_or(word).as_bytes());
        if !loose {
            hash.write(b" ");
        }
    }
    hash.finish()
}

/// Calls `each` with the keys of every hash that two names or more have, in the order of their entities.
fn each_group(mut keys: Vec<Key>, each: impl FnMut(&[Key])) {
    keys.sort_unstable();
    let mut groups: Vec<&[Key]> =
        keys.chunk_by(|a, b| a.hash == b.hash).filter(|group| group.len() > 1).collect();
    groups.sort_unstable_by_key(|group| (group[0].entity, group[0].name)); // not the order of hashes
    groups.into_iter().for_each(each);
}

fn name_of(entities: &[EntityRef<'_>], key: &Key) -> Option<String> {
    let alias = entities.get(key.entity as usize)?.aliases().nth(key.name as usize)?;
    Some(alias.text().to_owned())
}

fn names_of<'e>(entities: &'e [EntityRef<'_>], pair: &[Key]) -> Option<(EntityRef<'e>, [String; 2])> {
    let entity = entities.get(pair.first()?.entity as usize)?;
    Some((*entity, [name_of(entities, pair.first()?)?, name_of(entities, pair.get(1)?)?]))
}

fn shared(entities: &[EntityRef<'_>], group: &[Key]) -> Shared {
    let numbers: BTreeSet<u32> = group.iter().map(|key| key.entity).collect();
    let owner = |entity: &EntityRef<'_>| Owner {
        id: entity.id().to_owned(),
        entity_type: entity.entity_type().to_owned(),
        prior: entity.prior(),
    };
    Shared {
        names: group.iter().filter_map(|key| name_of(entities, key)).collect(),
        entities: numbers.iter().filter_map(|&at| entities.get(at as usize)).map(owner).collect(),
    }
}

/// Whether the entities lie in one country, as far as their metadata say.
fn in_one_country(entities: &[EntityRef<'_>], group: &[Key]) -> bool {
    let country =
        |key: &Key| entities.get(key.entity as usize).and_then(|entity| entity.metadata_value("country"));
    let countries: BTreeSet<&str> =
        group.iter().filter_map(country).filter(|code| !code.is_empty()).collect();
    countries.len() < 2
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
