//! Names by the hashes of their letters, and the groups of those that have one.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

use yaqut::Normalizer;

/// A name by the hashes of its folded letters; 24 bytes, so that millions fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// Of the name as it is looked up.
    pub(super) exact: u64,
    /// Of the name without articles and spaces, and with every fold.
    pub(super) loose: u64,
    pub(super) entity: u32,
    /// Its place among the names of its entity.
    pub(super) name: u32,
}

impl Key {
    pub(super) fn exact(&self) -> u64 {
        self.exact
    }

    pub(super) fn loose(&self) -> u64 {
        self.loose
    }
}

/// The hash of a name as it is looked up; a `loose` one leaves out articles and spaces too.
pub(super) fn hash(normalizer: &Normalizer, name: &str, loose: bool) -> u64 {
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
pub(super) fn each_group(keys: &mut [Key], hash: impl Fn(&Key) -> u64, each: impl FnMut(&[Key])) {
    keys.sort_unstable_by_key(|key| (hash(key), key.entity, key.name));
    let mut groups: Vec<&[Key]> =
        keys.chunk_by(|a, b| hash(a) == hash(b)).filter(|group| group.len() > 1).collect();
    groups.sort_unstable_by_key(|group| (group[0].entity, group[0].name)); // not the order of hashes
    groups.into_iter().for_each(each);
}

/// The parts of a group whose entities are of one type and, as far as is known, lie in one country, by the type and the
/// country of each entity. Where a type is in several countries, those of none are a part of their own.
pub(super) fn by_type_and_country(group: &[Key], kinds: &[(&str, &str)]) -> Vec<Vec<Key>> {
    let mut types: BTreeMap<&str, BTreeMap<&str, Vec<Key>>> = BTreeMap::new();
    for key in group {
        let Some(&(name, country)) = kinds.get(key.entity as usize) else { continue };
        types.entry(name).or_default().entry(country).or_default().push(*key);
    }
    let parts = types.into_values().flat_map(|mut countries| {
        let nowhere = countries.remove("").unwrap_or_default();
        match countries.len() {
            0 => vec![nowhere],
            1 => {
                let mut all: Vec<Key> = countries.into_values().flatten().chain(nowhere).collect();
                all.sort_unstable_by_key(|key| (key.entity, key.name));
                vec![all]
            }
            _ => countries.into_values().chain([nowhere]).collect(),
        }
    });
    parts.collect()
}
