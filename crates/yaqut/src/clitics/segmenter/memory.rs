//! The words that were cut lately: most words of a text are there.

use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::restore::FreeForm;
use crate::clitics::grammar::word::Word;

/// What was decided of words without looking at their neighbours. It changes nothing but the speed.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    slots: Box<[Slot]>,
}

/// Half a cache line.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The letters as a number; 0 where the slot is free.
    letters: u128,
    spelling: u64,
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

/// Half a megabyte: a processor of today has it near.
const SLOTS: usize = 1 << 14;

impl Memory {
    pub(super) fn new() -> Self {
        Memory { slots: vec![Slot::default(); SLOTS].into() }
    }

    /// The two slots in which a word may be.
    #[inline]
    fn pair(word: &Word) -> std::ops::Range<usize> {
        let first = (word.letters.hash() ^ word.spelling()) as usize % (SLOTS / 2) * 2;
        first..first + 2
    }

    #[inline]
    pub(super) fn recall(&self, word: &Word) -> Option<Decision> {
        let pair = self.slots.get(Self::pair(word))?;
        let (letters, spelling) = (word.letters.bits(), word.spelling());
        let slot = pair.iter().find(|slot| slot.letters == letters && slot.spelling == spelling)?;
        Some(Decision { cut: Cut::from_number(slot.cut)?, free: slot.free, confidence: slot.confidence })
    }

    /// Keeps a decision; of the two in its place the older goes.
    pub(super) fn keep(&mut self, word: &Word, decision: Decision) {
        if let Some([newer, older]) = self.slots.get_mut(Self::pair(word)) {
            let Decision { cut, free, confidence } = decision;
            let (letters, spelling) = (word.letters.bits(), word.spelling());
            *older = *newer;
            *newer = Slot { letters, spelling, cut: cut.number(), free, confidence };
        }
    }
}
