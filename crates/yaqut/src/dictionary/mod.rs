//! The compiled form of a gazetteer: one checked buffer, read in place.

mod assemble;
mod build;
mod error;
mod filter;
mod format;
mod guard;
mod ids;
mod labels;
mod numbers;
mod rows;
mod sequences;
mod table;
mod variants;
mod verify;
mod view;
mod walk;

use std::fmt;

use bytes::Bytes;
use format::{Layout, Section};

pub use build::{BuildProgress, BuildStage, DictionaryBuilder};
pub use error::{BuildError, DictionaryError};
pub(crate) use table::Entry;
#[cfg(test)]
pub(crate) use variants::variants;
pub use view::{AliasRef, EntityRef};
pub(crate) use walk::{Filters, Mark, Name, View};

use crate::{FoldSet, Gazetteer, GazetteerError};

/// A compiled gazetteer: entities, a table of the words their names are made of, and the everyday words that guard them.
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

    /// Opens a compiled dictionary, checking its header, checksum and structure: linear in its bytes, with a bit of memory
    /// for each byte while it checks.
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
        let dictionary = Dictionary::from_bytes_unverified(bytes)?;
        dictionary.layout.verify_checksum(&dictionary.bytes)?;
        verify::verify(&dictionary)?;
        Ok(dictionary)
    }

    /// Opens a compiled dictionary, checking only its header: constant time.
    ///
    /// For a file that was checked before and is one's own. If it is damaged all the same, names are missed, found where
    /// they are not, or empty; nothing panics, reads beyond the bytes or runs for ever.
    ///
    /// ```
    /// use yaqut::{Dictionary, Gazetteer};
    /// let names = Gazetteer::from_csv("id,type,name\ncldr:SY,place,سوريا\n".as_bytes())?;
    /// let bytes = Dictionary::compile(&names)?.to_bytes();
    /// assert_eq!(Dictionary::from_bytes_unverified(bytes)?.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_bytes`](Self::from_bytes), but for damage behind the header.
    pub fn from_bytes_unverified(bytes: impl Into<Bytes>) -> Result<Dictionary, DictionaryError> {
        let bytes = bytes.into();
        let layout = Layout::read(&bytes)?;
        Ok(Dictionary { bytes, layout })
    }

    /// A dictionary of no bytes, for what cannot be.
    pub(crate) fn nothing() -> Dictionary {
        Dictionary { bytes: Bytes::new(), layout: Layout::default() }
    }

    /// The dictionary as bytes, to store and to open again; no copy.
    #[must_use]
    pub fn to_bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layout.entities as usize
    }

    /// Number of names, the canonical ones and the others.
    #[must_use]
    pub fn names(&self) -> u64 {
        self.layout.names
    }

    /// The version of the layout of its bytes.
    #[must_use]
    pub fn format_version(&self) -> u32 {
        format::FORMAT_VERSION
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
        let mut place = 0;
        (0..self.len()).map(move |_| {
            let entity = EntityRef::new(self, place);
            place = entity.next_place();
            entity
        })
    }

    /// The entity of an id; linear in the number of entities.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<EntityRef<'_>> {
        self.entities().find(|entity| entity.id() == id)
    }

    /// Which of its names take pronouns.
    pub(crate) fn enclitics(&self) -> Enclitics {
        let has = |flag| self.layout.flags & flag != 0;
        Enclitics { any: has(format::TAKES_ENCLITICS), words: has(format::WORD_TAKES_ENCLITICS) }
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

    fn section(&self, section: Section) -> &[u8] {
        self.layout.section(&self.bytes, section)
    }
}

/// Which names take pronouns, as few dictionaries have any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Enclitics {
    pub(crate) any: bool,
    /// Some of one word.
    pub(crate) words: bool,
}

impl Enclitics {
    pub(crate) fn or(self, other: Enclitics) -> Enclitics {
        Enclitics { any: self.any | other.any, words: self.words | other.words }
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

#[cfg(test)]
mod tests;
