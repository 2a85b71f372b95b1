//! The layout of a compiled dictionary, and bounds-checked reading of it.
//!
//! A header of 80 bytes, then sections one behind another. Every number is a little-endian `u32` unless said
//! otherwise; every table is an array of records of such numbers, so nothing needs alignment.
//!
//! | bytes | header field |
//! |---|---|
//! | 0..8 | magic |
//! | 8..12 | format version |
//! | 12..16 | folds of the keys |
//! | 16..24 | length of the whole, `u64` |
//! | 24..32 | XXH3-64 of everything but this field, `u64` |
//! | 32..40 | fingerprint of the normalization rules and tables, `u64` |
//! | 40..48 | XXH3-64 of the common-word list, `u64` |
//! | 48..80 | bytes of the eight sections, in the order of [`Section`] |

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::DictionaryError;
use crate::chars::UNICODE_VERSION;

pub(super) const MAGIC: [u8; 8] = *b"yaqutdic";
/// 1: first format.
pub(super) const FORMAT_VERSION: u32 = 1;
/// Raised whenever a fold or a key word comes out otherwise than before.
const NORMALIZATION_VERSION: u8 = 1;
pub(super) const HEADER: usize = 80;
/// Stands for "none" in any field.
pub(super) const NONE: u32 = u32::MAX;

/// The parts of a dictionary, in file order, with the fields of their records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// id, type, name (offset and length each), prior (`f32` bits), folds, clitics, first alias, aliases, first
    /// metadata, metadata.
    Entities,
    /// text (offset, length), folds, entity.
    Aliases,
    /// key (offset, length), value (offset, length).
    Metadata,
    /// spelling (offset, length), alias, flags; grouped by node.
    Keys,
    /// first key, keys.
    Nodes,
    /// Hash table of key words: offset, length. A word's number is its slot.
    Words,
    /// Hash table of trie edges: parent node, word, child node.
    Edges,
    /// Hash table of guarded spellings: offset, length.
    Guards,
    /// UTF-8 text everything above points into: what is left of the file.
    Strings,
}

impl Section {
    /// Numbers in a record.
    pub(super) const fn fields(self) -> usize {
        match self {
            Section::Entities => 13,
            Section::Aliases | Section::Metadata | Section::Keys => 4,
            Section::Nodes | Section::Words | Section::Guards => 2,
            Section::Edges => 3,
            Section::Strings => 1,
        }
    }
}

/// What the keys of a dictionary depend on besides its folds.
pub(super) fn normalization_fingerprint() -> u64 {
    let (major, minor, patch) = UNICODE_VERSION;
    u64::from_le_bytes([NORMALIZATION_VERSION, major, minor, patch, 0, 0, 0, 0])
}

/// Where the sections of a dictionary lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) folds: u32,
    pub(super) common_words: u64,
    pub(super) checksum: u64,
    /// Start and end of every section.
    sections: [(usize, usize); 9],
}

impl Layout {
    /// Reads and checks the header; constant time.
    pub(super) fn read(bytes: &[u8]) -> Result<Layout, DictionaryError> {
        let found = bytes.len() as u64;
        if !bytes.starts_with(&MAGIC) {
            let cut = MAGIC.starts_with(bytes) && !bytes.is_empty();
            let expected = HEADER as u64;
            return Err(if cut {
                DictionaryError::Truncated { expected, found }
            } else {
                DictionaryError::NotADictionary
            });
        }
        let truncated = DictionaryError::Truncated { expected: HEADER as u64, found };
        let version = read_u32(bytes, 8).ok_or_else(|| truncated.clone())?;
        if version > FORMAT_VERSION {
            return Err(DictionaryError::NewerVersion { found: version, supported: FORMAT_VERSION });
        }
        if version < FORMAT_VERSION {
            return Err(DictionaryError::OlderVersion { found: version, supported: FORMAT_VERSION });
        }
        let header = |at| read_u64(bytes, at).ok_or_else(|| truncated.clone());
        let (expected, checksum, tables, common_words) = (header(16)?, header(24)?, header(32)?, header(40)?);
        let folds = read_u32(bytes, 12).ok_or_else(|| truncated.clone())?;
        let mut sections = [(0, 0); 9];
        let mut at = HEADER;
        for (n, section) in sections.iter_mut().enumerate() {
            let length = match n {
                8 => usize::try_from(expected).ok().and_then(|whole| whole.checked_sub(at)),
                _ => Some(read_u32(bytes, 48 + 4 * n).ok_or_else(|| truncated.clone())? as usize),
            };
            let end = length.and_then(|length| at.checked_add(length));
            let end = end.ok_or(DictionaryError::Corrupt { what: "section sizes" })?;
            *section = (at, end);
            at = end;
        }
        if found < expected {
            return Err(DictionaryError::Truncated { expected, found });
        }
        if found > expected {
            return Err(DictionaryError::TrailingData { extra: found - expected });
        }
        if tables != normalization_fingerprint() {
            return Err(DictionaryError::OtherTables);
        }
        Ok(Layout { folds, common_words, checksum, sections })
    }

    pub(super) fn verify_checksum(&self, bytes: &[u8]) -> Result<(), DictionaryError> {
        if checksum(bytes) == self.checksum {
            Ok(())
        } else {
            Err(DictionaryError::Corrupt { what: "checksum" })
        }
    }

    /// Records of a section.
    pub(super) fn len(&self, section: Section) -> u32 {
        let (start, end) = self.bounds(section);
        u32::try_from((end - start) / (4 * section.fields())).unwrap_or(NONE)
    }

    /// The numbers of a record; `None` if there is no such record.
    pub(super) fn record<const N: usize>(&self, bytes: &[u8], section: Section, at: u32) -> Option<[u32; N]> {
        debug_assert_eq!(N, section.fields());
        let (start, end) = self.bounds(section);
        let first = start.checked_add((at as usize).checked_mul(4 * N)?)?;
        let record = bytes.get(first..first.checked_add(4 * N)?).filter(|_| first + 4 * N <= end)?;
        let mut fields =
            record.chunks_exact(4).filter_map(|field| Some(u32::from_le_bytes(field.try_into().ok()?)));
        Some(std::array::from_fn(|_| fields.next().unwrap_or(NONE)))
    }

    /// A piece of the string section.
    pub(super) fn string<'b>(&self, bytes: &'b [u8], offset: u32, length: u32) -> Option<&'b str> {
        std::str::from_utf8(self.string_bytes(bytes, offset, length)?).ok()
    }

    /// The bytes of a piece of the string section.
    pub(super) fn string_bytes<'b>(&self, bytes: &'b [u8], offset: u32, length: u32) -> Option<&'b [u8]> {
        let (start, end) = self.bounds(Section::Strings);
        let first = start.checked_add(offset as usize)?;
        let last = first.checked_add(length as usize).filter(|&last| last <= end)?;
        bytes.get(first..last)
    }

    /// The whole string section.
    pub(super) fn strings<'b>(&self, bytes: &'b [u8]) -> Option<&'b str> {
        let (start, end) = self.bounds(Section::Strings);
        std::str::from_utf8(bytes.get(start..end)?).ok()
    }

    fn bounds(&self, section: Section) -> (usize, usize) {
        self.sections.get(section as usize).copied().unwrap_or_default()
    }
}

/// XXH3-64 of the whole dictionary but the checksum's own field.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(bytes.get(..24).unwrap_or_default());
    hash.update(bytes.get(32..).unwrap_or_default());
    hash.digest()
}

/// The slot a hash table search begins at.
pub(super) fn slot(hash: u64, slots: u32) -> u32 {
    // The high half of a product spreads over any table size.
    ((u128::from(hash) * u128::from(slots)) >> 64) as u32
}

pub(super) fn hash_word(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

pub(super) fn hash_edge(parent: u32, word: u32) -> u64 {
    xxh3_64(&(u64::from(parent) << 32 | u64::from(word)).to_le_bytes())
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn read_u64(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
