//! The layout of a compiled dictionary, and bounds-checked reading of it.
//!
//! A header of 160 bytes, then sections one behind another. Every number is little-endian; nothing needs alignment.
//!
//! | bytes | header field |
//! |---|---|
//! | 0..8 | magic |
//! | 8..12 | format version, `u32` |
//! | 12..16 | folds of the keys, `u32` |
//! | 16..24 | length of the whole, `u64` |
//! | 24..32 | XXH3-64 of everything but this field, `u64` |
//! | 32..40 | fingerprint of the normalization rules and tables, `u64` |
//! | 40..48 | XXH3-64 of the common-word list, `u64` |
//! | 48..56 | number of names, `u64` |
//! | 56..60 | key words of the longest name, `u32` |
//! | 60..64 | flags, `u32`: 1, some name takes enclitics; 2, some name of one word does |
//! | 64..72 | the longest search in the key table, and so many slots are added to it, `u64` |
//! | 72..80 | number of entities, `u64` |
//! | 80..152 | bytes of the sections, `u64` each, in the order of [`Section`] |
//! | 152..160 | unused, 0 |

use std::ops::Range;

use super::DictionaryError;
use crate::buffer;
use crate::chars::UNICODE_VERSION;

pub(super) const MAGIC: [u8; 8] = *b"yaqutdic";
/// 1: tables of words and trie edges. 2: rows, filters and one table of hashed key words. 3: other hashes, and the table in
/// their order.
pub(crate) const FORMAT_VERSION: u32 = 3;
/// Raised whenever a fold, a key word or a hash comes out otherwise than before.
const NORMALIZATION_VERSION: u8 = 1;
pub(super) const HEADER: usize = 160;
/// Stands for "none" in any `u32`.
pub(super) const NONE: u32 = u32::MAX;
pub(super) const CHECKSUM: Range<usize> = 24..32;
pub(super) const TAKES_ENCLITICS: u32 = 1;
pub(super) const WORD_TAKES_ENCLITICS: u32 = 2;

/// The parts of a dictionary, in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// The entities with their names, one behind another, and the guarded common words: see [`rows`](super::rows).
    Rows,
    /// Where the row of every [`STRIDE`]-th entity begins: `u32`, ascending.
    Index,
    /// Where the text of each type and metadata key begins in the rows: `u32`.
    Labels,
    /// The hash table of key-word sequences: see [`table`](super::table).
    Table,
    /// Groups of names with the same key words: how many, then each name's place in the rows; `u32`.
    Groups,
    /// The filter of first words: see [`filter`](super::filter).
    Starts,
    /// The filter of first and second words together, and of names of one word.
    Pairs,
    /// A hash table of guarded common words: `u32` places in the rows, [`NONE`] where a slot is free.
    Guards,
}

pub(super) const SECTIONS: usize = 8;
/// How many entities an entry of the index stands for: the rows tell where the others begin.
pub(super) const STRIDE: usize = 16;

/// What the keys of a dictionary depend on besides its folds.
pub(super) fn normalization_fingerprint() -> u64 {
    let (major, minor, patch) = UNICODE_VERSION;
    u64::from_le_bytes([NORMALIZATION_VERSION, major, minor, patch, 0, 0, 0, 0])
}

/// Where the sections of a dictionary lie, and what its header says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Layout {
    pub(super) folds: u32,
    pub(super) common_words: u64,
    pub(super) checksum: u64,
    pub(super) names: u64,
    pub(super) entities: u64,
    pub(super) max_words: u32,
    pub(super) flags: u32,
    pub(super) longest_search: u64,
    /// Start and end of every section.
    pub(super) sections: [(usize, usize); SECTIONS],
}

impl Layout {
    /// Reads and checks the header; constant time.
    pub(super) fn read(bytes: &[u8]) -> Result<Layout, DictionaryError> {
        let found = bytes.len() as u64;
        let truncated = DictionaryError::Truncated { expected: HEADER as u64, found };
        if !bytes.starts_with(&MAGIC) {
            let cut = MAGIC.starts_with(bytes) && !bytes.is_empty();
            return Err(if cut { truncated } else { DictionaryError::NotADictionary });
        }
        let version = buffer::u32_at(bytes, 8).ok_or_else(|| truncated.clone())?;
        if version > FORMAT_VERSION {
            return Err(DictionaryError::NewerVersion { found: version, supported: FORMAT_VERSION });
        }
        if version < FORMAT_VERSION {
            return Err(DictionaryError::OlderVersion { found: version, supported: FORMAT_VERSION });
        }
        let header = bytes.get(..HEADER).ok_or(truncated)?;
        let u32_at = |at| buffer::u32_at(header, at).unwrap_or_default();
        let u64_at = |at| buffer::u64_at(header, at).unwrap_or_default();
        let expected = u64_at(16);
        let corrupt = DictionaryError::Corrupt { what: "section sizes" };
        let mut sections = [(0, 0); SECTIONS];
        let mut at = HEADER;
        for (n, section) in sections.iter_mut().enumerate() {
            let length = usize::try_from(u64_at(80 + 8 * n)).ok();
            let end = length.and_then(|length| at.checked_add(length)).ok_or_else(|| corrupt.clone())?;
            *section = (at, end);
            at = end;
        }
        if at as u64 != expected {
            return Err(corrupt);
        }
        if found < expected {
            return Err(DictionaryError::Truncated { expected, found });
        }
        if found > expected {
            return Err(DictionaryError::TrailingData { extra: found - expected });
        }
        // Each row has a byte at least.
        let (start, end) = sections.get(Section::Rows as usize).copied().unwrap_or_default();
        if u64_at(72) > (end - start) as u64 {
            return Err(DictionaryError::Corrupt { what: "number of entities" });
        }
        if u64_at(32) != normalization_fingerprint() {
            return Err(DictionaryError::OtherTables);
        }
        Ok(Layout {
            folds: u32_at(12),
            common_words: u64_at(40),
            checksum: u64_at(24),
            names: u64_at(48),
            entities: u64_at(72),
            max_words: u32_at(56),
            flags: u32_at(60),
            longest_search: u64_at(64),
            sections,
        })
    }

    /// The header of a dictionary with these sections, its checksum left 0.
    pub(super) fn header(&self, sizes: [usize; SECTIONS]) -> [u8; HEADER] {
        let mut header = [0; HEADER];
        let whole = HEADER + sizes.iter().sum::<usize>();
        let mut put = |at: usize, bytes: &[u8]| {
            header.iter_mut().skip(at).zip(bytes).for_each(|(byte, new)| *byte = *new);
        };
        put(0, &MAGIC);
        put(8, &FORMAT_VERSION.to_le_bytes());
        put(12, &self.folds.to_le_bytes());
        put(16, &(whole as u64).to_le_bytes());
        put(32, &normalization_fingerprint().to_le_bytes());
        put(40, &self.common_words.to_le_bytes());
        put(48, &self.names.to_le_bytes());
        put(56, &self.max_words.to_le_bytes());
        put(60, &self.flags.to_le_bytes());
        put(64, &self.longest_search.to_le_bytes());
        put(72, &self.entities.to_le_bytes());
        for (n, size) in sizes.into_iter().enumerate() {
            put(80 + 8 * n, &(size as u64).to_le_bytes());
        }
        header
    }

    pub(super) fn verify_checksum(&self, bytes: &[u8]) -> Result<(), DictionaryError> {
        if checksum(bytes) == self.checksum {
            Ok(())
        } else {
            Err(DictionaryError::Corrupt { what: "checksum" })
        }
    }

    /// The bytes of a section.
    pub(super) fn section<'b>(&self, bytes: &'b [u8], section: Section) -> &'b [u8] {
        let (start, end) = self.sections.get(section as usize).copied().unwrap_or_default();
        bytes.get(start..end).unwrap_or_default()
    }
}

/// XXH3-64 of the whole dictionary but the checksum's own field.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    buffer::checksum(bytes, CHECKSUM)
}

/// The place a hash has in a table of so many slots: the higher the hash, the higher the place.
#[inline]
pub(super) const fn slot(hash: u64, slots: usize) -> usize {
    ((hash as u128 * slots as u128) >> 64) as usize
}

/// The `n`-th number of an array of them.
#[inline]
pub(super) fn nth_u32(bytes: &[u8], n: usize) -> Option<u32> {
    buffer::u32_at(bytes, n.checked_mul(4)?)
}

/// The `n`-th number of an array of them.
#[inline]
pub(super) fn nth_u64(bytes: &[u8], n: usize) -> Option<u64> {
    buffer::u64_at(bytes, n.checked_mul(8)?)
}
