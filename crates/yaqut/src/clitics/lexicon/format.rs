//! The layout of a compiled lexicon, and writing it.
//!
//! A header of 64 bytes, then three sections. Every number is little-endian; nothing needs alignment.
//!
//! | bytes | header field |
//! |---|---|
//! | 0..8 | magic |
//! | 8..12 | format version, `u32` |
//! | 12..16 | binary logarithm of the number of weights, `u32` |
//! | 16..24 | length of the whole, `u64` |
//! | 24..32 | XXH3-64 of everything but this field, `u64` |
//! | 32..40 | slots of the word table, `u64` |
//! | 40..48 | slots of the table of known cuts, `u64` |
//! | 48..52 | what a weight of 1 is worth, `f32` |
//! | 52..64 | unused, 0 |
//!
//! - **Words**: an open-addressing table of `u32`: 16 bits of a word's hash, above them its [`Entry`]. A word is known by its
//!   slot and those bits, so of absent words one in some 8,000 is taken for another: worth it, for a frequency is only
//!   evidence.
//! - **Weights** of the features, `i16`, by the high bits of a feature's hash.
//! - **Known cuts**: an open-addressing table of eight bytes: 32 bits of a word's hash, its cut, the weight of that cut.

use std::ops::Range;

use bytes::Bytes;

use super::Entry;
use crate::buffer;
use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::letters::{Letters, mix};

pub(super) const MAGIC: [u8; 8] = *b"yaqutlex";
/// Raised whenever a table, a hash or a feature comes out otherwise than before.
pub(super) const FORMAT_VERSION: u32 = 1;
pub(super) const HEADER: usize = 64;
const CHECKSUM: Range<usize> = 24..32;
pub(super) const SLOT: usize = 4;
pub(super) const WEIGHT: usize = 2;
pub(super) const KNOWN: usize = 8;
/// Slots of a search, and behind the last that a hash names.
pub(super) const SPARE: usize = 64;

/// The slots in which what has this hash is, the likeliest first.
#[inline]
pub(super) fn window(hash: u64, slots: usize) -> Range<usize> {
    let first = (((hash >> 32) * slots.saturating_sub(SPARE) as u64) >> 32) as usize;
    first..first + SPARE
}

/// XXH3-64 of the whole lexicon but the checksum's own field.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    buffer::checksum(bytes, CHECKSUM)
}

/// The table of words and their entries, as it lies in the file; the same words in any order make the same bytes.
pub(crate) fn word_table(words: impl Iterator<Item = (Letters, Entry)>) -> Vec<u8> {
    let slot = |(word, entry): (Letters, Entry)| {
        let hash = word.hash();
        (hash, u32::from(entry.bits()) << 16 | u32::from(hash as u16))
    };
    let entries = words.filter(|&(_, entry)| entry != Entry::default()).map(slot).collect();
    table(entries, 75).iter().flat_map(|slot: &u32| slot.to_le_bytes()).collect()
}

/// Cuts of words with their weights, none twice.
pub(crate) type Known = Vec<(Letters, Cut, i16)>;

/// Writes a lexicon: a word table, a power of two of weights, what a weight of 1 is worth, and the known cuts.
pub(crate) fn write(word_table: &[u8], weights: &[i16], scale: f32, known: &Known) -> Bytes {
    let slot = |&(word, cut, weight): &(Letters, Cut, i16)| {
        let hash = mix(word.hash());
        (hash, hash & 0xFFFF_FFFF | u64::from(cut.number()) << 32 | u64::from(weight as u16) << 48)
    };
    let known: Vec<u64> = table(known.iter().map(slot).collect(), 70);

    let length = HEADER + word_table.len() + weights.len() * WEIGHT + known.len() * KNOWN;
    let mut bytes = Vec::with_capacity(length);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&weights.len().trailing_zeros().to_le_bytes());
    bytes.extend_from_slice(&(length as u64).to_le_bytes());
    bytes.extend_from_slice(&[0; 8]); // the checksum, when all the rest is there
    bytes.extend_from_slice(&((word_table.len() / SLOT) as u64).to_le_bytes());
    bytes.extend_from_slice(&(known.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&scale.to_bits().to_le_bytes());
    bytes.resize(HEADER, 0);
    bytes.extend_from_slice(word_table);
    bytes.extend(weights.iter().flat_map(|weight| weight.to_le_bytes()));
    bytes.extend(known.iter().flat_map(|slot| slot.to_le_bytes()));
    seal(&mut bytes);
    bytes.into()
}

/// Writes the checksum of what is there.
pub(crate) fn seal(bytes: &mut [u8]) {
    let sum = checksum(bytes);
    if let Some(place) = bytes.get_mut(CHECKSUM) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}

/// Places entries by their hashes, each in the first free slot at or behind its own, so many in a hundred slots; in more
/// slots where one would be further than [`SPARE`] away. What finds no place in eight times as many is left out: nobody
/// has so many words of one hash but by intent.
fn table<T: Copy + Default + PartialEq + Ord>(mut entries: Vec<(u64, T)>, load: usize) -> Vec<T> {
    entries.sort_unstable();
    let least = entries.len() * 100 / load + 1 + SPARE;
    let mut slots = least;
    loop {
        let mut table = vec![T::default(); slots];
        let mut left = 0;
        for &(hash, entry) in &entries {
            let free = window(hash, slots).find(|&slot| table.get(slot) == Some(&T::default()));
            match free.and_then(|slot| table.get_mut(slot)) {
                Some(slot) => *slot = entry,
                None => left += 1,
            }
        }
        if left == 0 || slots > least * 8 {
            return table;
        }
        slots += slots / 8;
    }
}
