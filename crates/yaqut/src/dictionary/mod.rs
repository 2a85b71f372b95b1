//! The compiled form of a gazetteer: one checked buffer, read in place.

mod build;
mod error;
mod format;
mod guard;
mod tables;
mod variants;
mod view;

use std::fmt;

use bytes::Bytes;
use format::{Layout, NONE, Section};

pub use build::DictionaryBuilder;
pub use error::{BuildError, DictionaryError};
pub use view::{AliasRef, EntityRef};

use crate::{FoldSet, Gazetteer, GazetteerError};

/// A compiled gazetteer: entities, their names folded into a trie of words, and the words that guard them.
///
/// It is one immutable buffer, read in place: cheap to clone, `Send` and `Sync`, the same bytes on every platform. The
/// buffer may be a static, a `Vec` or anything [`Bytes::from_owner`] takes, such as a memory map.
///
/// ```
/// use yaqut::{Dictionary, Gazetteer};
/// let names = Gazetteer::from_csv("id,type,name,aliases\ncldr:SY,place,سوريا,سورية\n".as_bytes())?;
/// let dictionary = Dictionary::compile(&names)?;
/// let loaded = Dictionary::from_bytes(dictionary.to_bytes())?;
/// assert_eq!(loaded.entity("cldr:SY").map(|entity| entity.name()), Some("سوريا"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Dictionary {
    bytes: Bytes,
    layout: Layout,
}

impl Dictionary {
    /// Compiles a gazetteer with the folds of [`FoldSet::search`] and the default common words. Linear in its names.
    ///
    /// # Errors
    ///
    /// As [`DictionaryBuilder::add`] and [`DictionaryBuilder::finish`].
    pub fn compile(gazetteer: &Gazetteer) -> Result<Dictionary, BuildError> {
        let mut builder = Dictionary::builder();
        builder.add_all(gazetteer)?;
        builder.finish()
    }

    /// A builder that takes entities one by one, other folds or other common words.
    #[must_use]
    pub fn builder() -> DictionaryBuilder {
        DictionaryBuilder::default()
    }

    /// Opens a compiled dictionary, checking its header, checksum and structure: linear in its bytes, with one byte of
    /// memory for each word of its names while it checks.
    ///
    /// # Errors
    ///
    /// [`DictionaryError`] says whether the bytes are no dictionary, cut short, damaged, or of another version, and
    /// what to do.
    ///
    /// ```
    /// use yaqut::{Dictionary, DictionaryError};
    /// let error = Dictionary::from_bytes("id,type,name".as_bytes()).unwrap_err();
    /// assert_eq!(error, DictionaryError::NotADictionary);
    /// ```
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Result<Dictionary, DictionaryError> {
        let bytes = bytes.into();
        let layout = Layout::read(&bytes)?;
        layout.verify_checksum(&bytes)?;
        let dictionary = Dictionary { bytes, layout };
        dictionary.verify_structure()?;
        Ok(dictionary)
    }

    /// The dictionary as bytes, to store and to open again; no copy.
    #[must_use]
    pub fn to_bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// Wraps bytes this library has just written.
    fn trusted(bytes: Bytes) -> Option<Dictionary> {
        let layout = Layout::read(&bytes).ok()?;
        Some(Dictionary { bytes, layout })
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layout.len(Section::Entities) as usize
    }

    /// Whether there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The folds of its keys: the most a matcher can allow.
    #[must_use]
    pub fn folds(&self) -> FoldSet {
        FoldSet::from_bits(self.layout.folds)
    }

    /// A hash of everything in it: entities, keys, folds, guards and the versions of its rules.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.layout.checksum
    }

    /// A hash of the common words it was compiled with: see [`CommonWords::fingerprint`](crate::CommonWords::fingerprint).
    #[must_use]
    pub fn common_words_fingerprint(&self) -> u64 {
        self.layout.common_words
    }

    /// The entities, in the order they were added.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = EntityRef<'_>> {
        (0..self.layout.len(Section::Entities)).map(|at| EntityRef::new(self, at))
    }

    /// The entity of an id; linear in the number of entities.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<EntityRef<'_>> {
        self.entities().find(|entity| entity.id() == id)
    }

    /// The entities as a person would write them, in order.
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::add`]: a name may be longer than a gazetteer takes, if the dictionary was built with a higher
    /// limit.
    pub fn to_gazetteer(&self) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_entities(self.entities().map(|entity| entity.to_entity()))
    }

    /// Whether two handles are of one buffer.
    fn is(&self, other: &Dictionary) -> bool {
        std::ptr::eq(self.bytes.as_ptr(), other.bytes.as_ptr()) && self.bytes.len() == other.bytes.len()
    }

    fn string(&self, offset: u32, length: u32) -> &str {
        self.layout.string(&self.bytes, offset, length).unwrap_or_default()
    }

    fn record<const N: usize>(&self, section: Section, at: u32) -> Option<[u32; N]> {
        self.layout.record(&self.bytes, section, at)
    }

    /// The number of a key word.
    pub(crate) fn word(&self, key: &str) -> Option<u32> {
        self.probe(Section::Words, format::hash_word(key), |&[offset, length]: &[u32; 2]| {
            self.layout.string_bytes(&self.bytes, offset, length) == Some(key.as_bytes())
        })
        .map(|(slot, _)| slot)
    }

    /// The trie node behind `node` along a key word.
    pub(crate) fn child(&self, node: u32, word: u32) -> Option<u32> {
        let found = self.probe(Section::Edges, format::hash_edge(node, word), |edge: &[u32; 3]| {
            edge.first() == Some(&node) && edge.get(1) == Some(&word)
        });
        found.map(|(_, [_, _, child])| child)
    }

    /// The aliases whose last key word leads to `node`.
    pub(crate) fn keys(&self, node: u32) -> impl Iterator<Item = Key<'_>> {
        let [first, count] = self.record(Section::Nodes, node).unwrap_or_default();
        (first..first.saturating_add(count)).map_while(|at| {
            let [offset, length, alias, flags] = self.record(Section::Keys, at)?;
            Some(Key { dictionary: self, spelling: [offset, length], alias, flags })
        })
    }

    /// Whether a spelling is an everyday word that must not become a name.
    pub(crate) fn guards(&self, spelling: &str) -> bool {
        let same = |&[offset, length]: &[u32; 2]| {
            self.layout.string_bytes(&self.bytes, offset, length) == Some(spelling.as_bytes())
        };
        self.probe(Section::Guards, format::hash_word(spelling), same).is_some()
    }

    /// Searches a hash table; ends at the first free slot, at the latest after one round.
    fn probe<const N: usize>(
        &self,
        section: Section,
        hash: u64,
        is_it: impl Fn(&[u32; N]) -> bool,
    ) -> Option<(u32, [u32; N])> {
        let size = self.layout.len(section);
        let start = format::slot(hash, size);
        for slot in (start..size).chain(0..start) {
            let record = self.record(section, slot)?;
            if record.first() == Some(&NONE) {
                return None;
            }
            if is_it(&record) {
                return Some((slot, record));
            }
        }
        None
    }

    /// Checks every reference of every table once.
    fn verify_structure(&self) -> Result<(), DictionaryError> {
        let corrupt = |what| DictionaryError::Corrupt { what };
        let strings = self.layout.strings(&self.bytes).ok_or(corrupt("text"))?;
        let text = |[offset, length]: [u32; 2]| {
            let end = (offset as usize).checked_add(length as usize);
            end.is_some_and(|end| strings.get(offset as usize..end).is_some())
        };
        let len = |section| self.layout.len(section);
        let range = |first: u32, count: u32, section| {
            first.checked_add(count).is_some_and(|end| end <= self.layout.len(section))
        };
        let each = |section| 0..self.layout.len(section);
        let entities = each(Section::Entities).filter_map(|at| self.record::<13>(Section::Entities, at));
        for [id, idl, kind, kindl, name, namel, prior, _, _, alias, aliases, meta, metas] in entities {
            let texts = text([id, idl]) && text([kind, kindl]) && text([name, namel]);
            let lists = range(alias, aliases, Section::Aliases) && range(meta, metas, Section::Metadata);
            if !texts || !lists || !(0.0..=1.0).contains(&f32::from_bits(prior)) {
                return Err(corrupt("entities"));
            }
        }
        let pairs = |section| each(section).filter_map(move |at| self.record::<2>(section, at));
        let quads = |section| each(section).filter_map(move |at| self.record::<4>(section, at));
        let check = |good: bool, what| if good { Ok(()) } else { Err(corrupt(what)) };
        let used = |first: u32| first != NONE;
        let entity_count = len(Section::Entities);
        check(quads(Section::Aliases).all(|[o, l, _, e]| text([o, l]) && e < entity_count), "aliases")?;
        check(quads(Section::Metadata).all(|[k, kl, v, vl]| text([k, kl]) && text([v, vl])), "metadata")?;
        check(quads(Section::Keys).all(|[o, l, a, _]| text([o, l]) && a < len(Section::Aliases)), "keys")?;
        check(pairs(Section::Nodes).all(|[first, count]| range(first, count, Section::Keys)), "trie nodes")?;
        check(pairs(Section::Words).all(|place| !used(place[0]) || text(place)), "words")?;
        check(pairs(Section::Guards).all(|place| !used(place[0]) || text(place)), "guards")?;
        // A child numbered above its parent, and of one parent only: the trie is a tree, and a walk down it ends.
        let mut children = vec![false; len(Section::Nodes) as usize];
        let mut edges = each(Section::Edges).filter_map(|at| self.record::<3>(Section::Edges, at));
        let sound = edges.all(|[parent, _, child]| {
            let child_of = children.get_mut(child as usize).filter(|_| parent < child);
            !used(parent) || child_of.is_some_and(|known| !std::mem::replace(known, true))
        });
        check(sound, "trie edges")
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("entities", &self.len())
            .field("bytes", &self.bytes.len())
            .field("folds", &self.folds())
            .field("fingerprint", &self.fingerprint())
            .finish_non_exhaustive()
    }
}

/// One spelling an alias is found by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key<'d> {
    dictionary: &'d Dictionary,
    spelling: [u32; 2],
    pub(crate) alias: u32,
    flags: u32,
}

impl<'d> Key<'d> {
    /// The spelling; the alias itself but for respaced and host forms.
    pub(crate) fn spelling(&self) -> &'d str {
        let [offset, length] = self.spelling;
        self.dictionary.string(offset, length)
    }

    /// The folds it takes to see the alias in the spelling.
    pub(crate) fn folds(&self) -> FoldSet {
        FoldSet::from_bits(self.flags >> build::FOLDS_SHIFT)
    }

    /// The form before a pronoun.
    pub(crate) fn is_host(&self) -> bool {
        self.flags & build::HOST != 0
    }

    /// Whether it is one key word.
    pub(crate) fn is_single(&self) -> bool {
        self.flags & build::SINGLE != 0
    }

    pub(crate) fn alias_ref(&self) -> AliasRef<'d> {
        AliasRef::new(self.dictionary, self.alias)
    }
}

#[cfg(test)]
mod tests;
