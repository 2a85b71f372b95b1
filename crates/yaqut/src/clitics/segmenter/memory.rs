//! The words that were cut lately: most words of a text are there.

use std::ops::Range;

use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::letters::mix;
use crate::clitics::grammar::restore::FreeForm;

/// What was decided of words without looking at their neighbours. It changes nothing but the speed.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    slots: Box<[Slot]>,
}

/// A word as it is written, in up to 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Key {
    first: u128,
    rest: u64,
}

impl Key {
    /// The key of a word; `None` of a longer one, of which there are few.
    #[inline]
    pub(super) fn of(word: &str) -> Option<Key> {
        let mut bytes = [0; 24];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        let first = bytes.first_chunk().copied().map_or(0, u128::from_le_bytes);
        let rest = bytes.last_chunk().copied().map_or(0, u64::from_le_bytes);
        Some(Key { first, rest })
    }

    /// The two slots in which the word may be.
    #[inline]
    fn pair(self) -> Range<usize> {
        let hash = mix(self.first as u64 ^ mix((self.first >> 64) as u64 ^ self.rest.rotate_left(32)));
        let first = hash as usize % (SLOTS / 2) * 2;
        first..first + 2
    }
}

/// Half a cache line.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// That of no word where the slot is free.
    key: Key,
    cut: u16,
    free: FreeForm,
    confidence: f32,
}

/// A cut that its word's neighbours could hardly change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decision {
    pub(super) cut: Cut,
    /// How the stem is spelled without its pronoun.
    pub(super) free: FreeForm,
    pub(super) confidence: f32,
}

impl Decision {
    /// That a word is whole, and surely.
    pub(super) const WHOLE: Decision =
        Decision { cut: Cut::NONE, free: FreeForm::AsWritten, confidence: 1.0 };
}

/// A megabyte: as many words as a long newspaper has.
const SLOTS: usize = 1 << 15;

impl Memory {
    pub(super) fn new() -> Self {
        Memory { slots: vec![Slot::default(); SLOTS].into() }
    }

    #[inline]
    pub(super) fn recall(&self, key: Key) -> Option<Decision> {
        let slot = self.slots.get(key.pair())?.iter().find(|slot| slot.key == key)?;
        Some(Decision { cut: Cut::from_number(slot.cut)?, free: slot.free, confidence: slot.confidence })
    }

    /// Keeps a decision; of the two in its place the older goes.
    pub(super) fn keep(&mut self, key: Key, decision: Decision) {
        if let Some([newer, older]) = self.slots.get_mut(key.pair()) {
            let Decision { cut, free, confidence } = decision;
            *older = *newer;
            *newer = Slot { key, cut: cut.number(), free, confidence };
        }
    }
}
