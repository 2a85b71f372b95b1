//! The compiled lexicon: how frequent words are, how they are used, and what speaks for a cut.

mod builder;
mod entry;
mod format;

use bytes::Bytes;
use thiserror::Error;

use crate::buffer::{u32_at, u64_at};
use crate::clitics::grammar::letters::{Letters, mix};
pub use builder::LexiconBuilder;
pub(crate) use entry::Entry;
pub use entry::WordUse;
pub(crate) use format::Known;
#[cfg(test)]
pub(crate) use format::seal;
use format::{FORMAT_VERSION, HEADER, KNOWN, MAGIC, SLOT, SPARE, WEIGHT, checksum, window, write};

/// What a [`Segmenter`](super::Segmenter) knows: word frequencies, uses of words, and the weights learnt from words cut by
/// hand.
///
/// Cheap to clone, and read where it lies: a static, a buffer or a memory map. The crate `yaqut-lexicon` has one of
/// Arabic news; [`LexiconBuilder`] and [`Trainer`](crate::Trainer) make others.
///
/// ```
/// use yaqut::{Lexicon, LexiconBuilder};
/// let bytes = LexiconBuilder::new().frequency("كتاب", 380).finish().to_bytes();
/// assert!(Lexicon::from_bytes(bytes.clone()).is_ok());
/// assert!(Lexicon::from_bytes(bytes.slice(..100)).is_err());
/// ```
#[derive(Debug, Clone)]
pub struct Lexicon {
    bytes: Bytes,
    slots: usize,
    weight_bits: u32,
    known_slots: usize,
    scale: f32,
}

/// Bytes could not be opened as a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// The bytes do not begin as a lexicon does.
    #[error("not a lexicon; `yaqut clitics train` makes one")]
    NotALexicon,
    /// Another version of the library made it.
    #[error("the lexicon has format {found}, this version reads {expected}; train it again")]
    OtherVersion {
        /// The version found.
        found: u32,
        /// The version this library reads.
        expected: u32,
    },
    /// The bytes end too early or go on too long, or are not what was written.
    #[error("the lexicon is damaged: {what}; copy or train it again")]
    Damaged {
        /// What is wrong.
        what: &'static str,
    },
}

impl Lexicon {
    /// Opens a lexicon and checks it whole: a pass over its bytes, a tenth of a millisecond for two megabytes.
    ///
    /// # Errors
    /// If the bytes are no lexicon, of another version, or not what was written.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Result<Lexicon, LexiconError> {
        let bytes = bytes.into();
        if bytes.get(..8) != Some(&MAGIC) {
            return Err(LexiconError::NotALexicon);
        }
        let damaged = |what| LexiconError::Damaged { what };
        let short = || damaged("its header is cut short");
        let version = u32_at(&bytes, 8).ok_or_else(short)?;
        if version != FORMAT_VERSION {
            return Err(LexiconError::OtherVersion { found: version, expected: FORMAT_VERSION });
        }
        let weight_bits = u32_at(&bytes, 12).ok_or_else(short)?;
        let (length, sum) = (u64_at(&bytes, 16).ok_or_else(short)?, u64_at(&bytes, 24).ok_or_else(short)?);
        let (slots, known) = (u64_at(&bytes, 32).ok_or_else(short)?, u64_at(&bytes, 40).ok_or_else(short)?);
        let scale = f32::from_bits(u32_at(&bytes, 48).ok_or_else(short)?);
        if length != bytes.len() as u64 {
            return Err(damaged("its length is not that of its header"));
        }
        if checksum(&bytes) != sum {
            return Err(damaged("its checksum is wrong"));
        }
        let fits = |slots: u64| usize::try_from(slots).ok().filter(|slots| (SPARE..1 << 27).contains(slots));
        let (Some(slots), Some(known_slots), 1..=24) = (fits(slots), fits(known), weight_bits) else {
            return Err(damaged("its tables have impossible sizes"));
        };
        let expected = HEADER + slots * SLOT + (WEIGHT << weight_bits) + known_slots * KNOWN;
        if expected != bytes.len() || !scale.is_finite() {
            return Err(damaged("its tables do not fill it"));
        }
        Ok(Lexicon { bytes, slots, weight_bits, known_slots, scale })
    }

    /// The lexicon of these parts.
    pub(crate) fn of(word_table: &[u8], weights: &[i16], scale: f32, known: &Known) -> Lexicon {
        let bytes = write(word_table, weights, scale, known);
        let (slots, weight_bits) = (word_table.len() / SLOT, weights.len().trailing_zeros());
        let known_slots = (bytes.len() - HEADER - word_table.len() - weights.len() * WEIGHT) / KNOWN;
        Lexicon { bytes, slots, weight_bits, known_slots, scale }
    }

    /// The lexicon as bytes, which [`Lexicon::from_bytes`] opens.
    #[must_use]
    pub fn to_bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// The weight of a feature.
    #[inline]
    pub(crate) fn weight(&self, feature: u64) -> i32 {
        let at = HEADER + self.slots * SLOT + (feature >> (64 - self.weight_bits)) as usize * WEIGHT;
        self.bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |&b| i32::from(i16::from_le_bytes(b)))
    }

    /// What a weight of 1 is worth.
    pub(crate) const fn scale(&self) -> f32 {
        self.scale
    }

    /// The weights of the cuts of a word that was cut by hand: numbers of cuts, and what speaks for each besides.
    #[inline]
    pub(crate) fn known(&self, word: Letters) -> impl Iterator<Item = (u16, i32)> + '_ {
        let hash = mix(word.hash());
        let start = HEADER + self.slots * SLOT + (WEIGHT << self.weight_bits);
        window(hash, self.known_slots)
            .map_while(move |slot| u64_at(&self.bytes, start + slot * KNOWN).filter(|&entry| entry != 0))
            .filter(move |&entry| entry as u32 == hash as u32)
            .map(|entry| ((entry >> 32) as u16, i32::from((entry >> 48) as u16 as i16)))
    }

    /// What is known of a word.
    #[inline]
    pub(crate) fn look(&self, word: Letters) -> Entry {
        let hash = word.hash();
        for slot in window(hash, self.slots) {
            match u32_at(&self.bytes, HEADER + slot * SLOT) {
                None | Some(0) => break,
                Some(entry) if entry as u16 == hash as u16 => return Entry::from_bits((entry >> 16) as u16),
                Some(_) => {}
            }
        }
        Entry::default()
    }

    /// Reads where a word may be and says nothing of it. The table lies far from the processor: what is asked for soon is
    /// there sooner if all of it was touched before any of it is waited for.
    #[inline]
    pub(crate) fn touch(&self, word: Letters) -> u32 {
        u32_at(&self.bytes, HEADER + window(word.hash(), self.slots).start * SLOT).unwrap_or(0)
    }

    /// The table of words as it lies in the file.
    pub(crate) fn words(&self) -> &[u8] {
        self.bytes.get(HEADER..HEADER + self.slots * SLOT).unwrap_or_default()
    }
}
