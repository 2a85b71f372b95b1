//! Compiling entities into a dictionary.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use bytes::Bytes;

use super::format::{self, HEADER, NONE};
use super::guard::guarded_words;
use super::tables::{Strings, count, flat, hash_table, sorted};
use super::variants::{Variant, variants};
use super::{BuildError, Dictionary};
use crate::keys::{KeyWords, particle, transliterated};
use crate::{CommonWords, Entity, Fold, FoldSet, Gazetteer, Tokenizer};

/// The keys' flags: the form before a pronoun; one word; above them, the folds of the respelling.
pub(super) const HOST: u32 = 1;
pub(super) const SINGLE: u32 = 2;
pub(super) const FOLDS_SHIFT: u32 = 8;

/// Builds a [`Dictionary`] entity by entity, for sources that do not fit in memory as a gazetteer.
///
/// Time and memory are linear in the names added; two builds of the same entities give the same bytes.
///
/// ```
/// use yaqut::{Dictionary, Entity};
/// let mut builder = Dictionary::builder();
/// builder.add(Entity::new("cldr:IQ", "place", "العراق"))?;
/// let dictionary = builder.finish()?;
/// assert_eq!(dictionary.len(), 1);
/// # Ok::<(), yaqut::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct DictionaryBuilder {
    folds: FoldSet,
    folds_came_late: bool,
    common_words: CommonWords,
    max_alias_chars: usize,
    ids: HashMap<String, u32>,
    strings: Strings,
    entities: Vec<[u32; 13]>,
    aliases: Vec<[u32; 4]>,
    metadata: Vec<[u32; 4]>,
    /// The keys of each node of the trie.
    nodes: Vec<Vec<[u32; 4]>>,
    words: HashMap<String, u32>,
    edges: HashMap<(u32, u32), u32>,
    /// Folded aliases of one word, which the common words guard.
    single_words: HashSet<String>,
    scratch: KeyWords,
}

impl Default for DictionaryBuilder {
    fn default() -> Self {
        DictionaryBuilder {
            folds: FoldSet::search(),
            folds_came_late: false,
            common_words: CommonWords::default(),
            max_alias_chars: 256,
            ids: HashMap::new(),
            strings: Strings::default(),
            entities: Vec::new(),
            aliases: Vec::new(),
            metadata: Vec::new(),
            nodes: vec![Vec::new()],
            words: HashMap::new(),
            edges: HashMap::new(),
            single_words: HashSet::new(),
            scratch: KeyWords::default(),
        }
    }
}

impl DictionaryBuilder {
    /// The folds of the keys, [`FoldSet::search`] unless set. A matcher can narrow them later, never widen them.
    ///
    /// Set before the first [`add`](Self::add), or [`finish`](Self::finish) is an error.
    #[must_use]
    pub fn folds(mut self, folds: FoldSet) -> Self {
        self.folds_came_late |= !self.entities.is_empty();
        self.folds = folds;
        self
    }

    /// The everyday words no fold and no clitic may turn into a name; [`CommonWords::default`] unless set.
    #[must_use]
    pub fn common_words(mut self, words: CommonWords) -> Self {
        self.common_words = words;
        self
    }

    /// How many characters a folded alias may have; 256 unless set.
    #[must_use]
    pub fn max_alias_chars(mut self, limit: usize) -> Self {
        self.max_alias_chars = limit;
        self
    }

    /// Adds an entity with its name and aliases.
    ///
    /// # Errors
    ///
    /// If its id was added before, its id or type is empty, its prior is not from 0 to 1, or one of its names is empty
    /// once folded or too long: nothing is added then. If the dictionary outgrows its format.
    pub fn add(&mut self, entity: impl Borrow<Entity>) -> Result<(), BuildError> {
        let entity = entity.borrow();
        if entity.id().is_empty() || entity.entity_type().is_empty() || !(0.0..=1.0).contains(&entity.prior())
        {
            return Err(BuildError::BadEntity { id: entity.id().to_owned() });
        }
        if self.ids.contains_key(entity.id()) {
            return Err(BuildError::DuplicateId { id: entity.id().to_owned() });
        }
        for (name, _) in entity.all_names() {
            self.check_name(entity.id(), name)?;
        }
        let index = count(self.entities.len(), "entities")?;
        let [id, entity_type, name] =
            [entity.id(), entity.entity_type(), entity.name()].map(|text| self.strings.add(text));
        let (first_alias, first_metadata) = (self.aliases.len(), self.metadata.len());
        for (text, folds) in entity.all_names() {
            let [offset, length] = self.strings.add(text)?;
            let alias = count(self.aliases.len(), "aliases")?;
            // What the entity says is not said again.
            let own = folds.filter(|_| folds != entity.folds());
            self.aliases.push([offset, length, own.map_or(NONE, FoldSet::bits), index]);
            for variant in variants(text, self.folds, entity.clitics()) {
                self.add_key(&variant, alias)?;
            }
        }
        for (key, value) in entity.metadata() {
            let ([key, key_length], [value, value_length]) =
                (self.strings.add(key)?, self.strings.add(value)?);
            self.metadata.push([key, key_length, value, value_length]);
        }
        let ([id, id_length], [kind, kind_length], [name, name_length]) = (id?, entity_type?, name?);
        self.entities.push([
            id,
            id_length,
            kind,
            kind_length,
            name,
            name_length,
            entity.prior().to_bits(),
            entity.folds().map_or(NONE, FoldSet::bits),
            u32::from(entity.clitics().bits()),
            count(first_alias, "aliases")?,
            count(self.aliases.len() - first_alias, "aliases")?,
            count(first_metadata, "metadata")?,
            count(self.metadata.len() - first_metadata, "metadata")?,
        ]);
        self.ids.insert(entity.id().to_owned(), index);
        Ok(())
    }

    /// Adds every entity of a gazetteer, in its order.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add); the entities before the one in error stay.
    pub fn add_all(&mut self, gazetteer: &Gazetteer) -> Result<(), BuildError> {
        gazetteer.entities().iter().try_for_each(|entity| self.add(entity))
    }

    fn check_name(&mut self, id: &str, name: &str) -> Result<(), BuildError> {
        self.fold(name);
        let words = self.scratch.words();
        let chars = words.iter().map(|word| self.scratch.key(word).chars().count() + 1).sum::<usize>();
        match chars.checked_sub(1) {
            None => Err(BuildError::EmptyAlias { id: id.to_owned(), alias: name.to_owned() }),
            Some(chars) if chars > self.max_alias_chars => {
                Err(BuildError::AliasTooLong { id: id.to_owned(), chars, limit: self.max_alias_chars })
            }
            Some(_) => Ok(()),
        }
    }

    fn fold(&mut self, name: &str) {
        self.scratch.clear();
        for token in Tokenizer::new().tokenize(name) {
            self.scratch.push_token(self.folds, name, token, false);
        }
    }

    fn add_key(&mut self, variant: &Variant, alias: u32) -> Result<(), BuildError> {
        // A letter before a pronoun is no last letter: it is folded with one behind it.
        let with_pronoun = variant.host.then(|| format!("{}{HOST_PRONOUN}", variant.text));
        self.fold(with_pronoun.as_deref().unwrap_or(&variant.text));
        let count_words = self.scratch.words().len();
        let mut node = 0;
        for (at, word) in self.scratch.words().iter().enumerate() {
            let mut key = self.scratch.key(word);
            let last = at + 1 == count_words;
            if variant.host && last {
                key = key.strip_suffix(HOST_PRONOUN).unwrap_or(key);
            }
            if self.folds.contains(Fold::Particle) && !last {
                key = particle(key).unwrap_or(key);
            }
            let key = transliterated(self.folds, key);
            let key = key.as_ref();
            if count_words == 1 && word.is_word {
                self.single_words.insert(key.to_owned());
            }
            let word_id = match self.words.get(key) {
                Some(&id) => id,
                None => {
                    let id = count(self.words.len(), "words")?;
                    self.words.insert(key.to_owned(), id);
                    id
                }
            };
            let next = count(self.nodes.len(), "trie nodes")?;
            node = *self.edges.entry((node, word_id)).or_insert(next);
            if node == next {
                self.nodes.push(Vec::new());
            }
        }
        let flags = u32::from(variant.host) * HOST
            + u32::from(count_words == 1) * SINGLE
            + (variant.folds.bits() << FOLDS_SHIFT);
        let [offset, length] = self.strings.add(&variant.text)?;
        let key = [offset, length, alias, flags];
        if let Some(keys) = self.nodes.get_mut(node as usize).filter(|keys| !keys.contains(&key)) {
            keys.push(key);
        }
        Ok(())
    }

    /// Writes the dictionary.
    ///
    /// # Errors
    ///
    /// If a part of it would not fit the format, or the folds were set after entities had been added.
    pub fn finish(mut self) -> Result<Dictionary, BuildError> {
        if self.folds_came_late {
            return Err(BuildError::LateFolds);
        }
        let mut guards = Vec::new();
        for word in guarded_words(&self.common_words, self.folds, |key| self.single_words.contains(key)) {
            guards.push((format::hash_word(word), self.strings.add(word)?));
        }
        let word_ids = sorted(self.words, |(_, id)| *id);
        let mut words = Vec::with_capacity(word_ids.len());
        for (word, _) in &word_ids {
            words.push((format::hash_word(word), self.strings.add(word)?));
        }
        let (words, slots) = hash_table(&words, "words")?;
        let slot_of = |id: u32| slots.get(id as usize).copied().unwrap_or(NONE);
        let edges: Vec<(u64, [u32; 3])> = sorted(self.edges, |(_, child)| *child)
            .into_iter()
            .map(|((parent, word), child)| {
                (format::hash_edge(parent, slot_of(word)), [parent, slot_of(word), child])
            })
            .collect();
        let (edges, _) = hash_table(&edges, "edges")?;
        let (guards, _) = hash_table(&guards, "guards")?;
        let (mut nodes, mut keys) = (Vec::new(), Vec::new());
        for of_node in &self.nodes {
            nodes.push([count(keys.len(), "keys")?, count(of_node.len(), "keys")?]);
            keys.extend_from_slice(of_node);
        }
        let tables: [Vec<u8>; 8] = [
            flat(&self.entities),
            flat(&self.aliases),
            flat(&self.metadata),
            flat(&keys),
            flat(&nodes),
            flat(&words),
            flat(&edges),
            flat(&guards),
        ];
        write(self.folds, self.common_words.fingerprint(), &tables, &self.strings.bytes)
    }
}

fn write(
    folds: FoldSet,
    words: u64,
    tables: &[Vec<u8>; 8],
    strings: &[u8],
) -> Result<Dictionary, BuildError> {
    let whole = HEADER + tables.iter().map(Vec::len).sum::<usize>() + strings.len();
    let mut bytes = Vec::with_capacity(whole);
    bytes.extend_from_slice(&format::MAGIC);
    bytes.extend_from_slice(&format::FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&folds.bits().to_le_bytes());
    bytes.extend_from_slice(&(whole as u64).to_le_bytes());
    bytes.extend_from_slice(&[0; 8]); // the checksum, known at the end
    bytes.extend_from_slice(&format::normalization_fingerprint().to_le_bytes());
    bytes.extend_from_slice(&words.to_le_bytes());
    for table in tables {
        bytes.extend_from_slice(&count(table.len(), "records")?.to_le_bytes());
    }
    for table in tables {
        bytes.extend_from_slice(table);
    }
    bytes.extend_from_slice(strings);
    let checksum = format::checksum(&bytes).to_le_bytes();
    for (byte, sum) in bytes.iter_mut().skip(24).zip(checksum) {
        *byte = sum;
    }
    Dictionary::trusted(Bytes::from(bytes)).ok_or(BuildError::TooLarge { what: "records" })
}

/// A pronoun to fold the form before a pronoun with.
const HOST_PRONOUN: &str = "ها";
