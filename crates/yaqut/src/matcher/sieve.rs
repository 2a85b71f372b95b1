//! Which words of a sentence the filters let pass.
//!
//! Few do, and no branch could tell which, so all are asked in loops that have none: each notes what has passed at the next
//! free place and moves on by one or not. No question waits for the answer to another.

use super::sentence::Word;
use crate::dictionary::{Enclitics, Filters, Mark, View};
use crate::keys::{Packed, joined_hash};

/// Asks the filters about whole sentences; its buffers are reused.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    listed: Vec<Listed>,
    passed: Vec<Passed>,
    count: usize,
}

/// A word, and whether a name may begin with it as it is.
#[derive(Debug, Clone, Copy, Default)]
struct Listed {
    word: usize,
    /// What the filter holds where it belongs.
    block: u64,
    whole: bool,
}

/// What has passed of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Passed {
    pub(super) word: usize,
    /// Of the word as it is, or of what is behind its first letter.
    hash: u64,
    flags: u8,
}

/// A name may begin with the word as it is; with what is behind its first letter, a proclitic.
const WHOLE: u8 = 1;
const REST: u8 = 2;
/// The word as it is has to be asked about one by one; so have its other readings.
const ASK_WHOLE: u8 = 4;
const ASK_READINGS: u8 = 8;
/// A name may be this word alone; or longer.
const ALONE: u8 = 16;
const LONGER: u8 = 32;
/// Whether names are longer depends on other forms of this word or the next.
const UNSURE: u8 = 64;

impl Passed {
    pub(super) fn is_whole(self) -> bool {
        self.flags & WHOLE != 0
    }

    pub(super) fn is_rest(self) -> bool {
        self.flags & REST != 0
    }

    pub(super) fn ask_whole(self) -> bool {
        self.flags & ASK_WHOLE != 0
    }

    pub(super) fn ask_readings(self) -> bool {
        self.flags & ASK_READINGS != 0
    }

    pub(super) fn mark(self) -> Mark {
        Mark { alone: self.flags & ALONE != 0, longer: self.flags & LONGER != 0 }
    }

    pub(super) fn is_unsure(self) -> bool {
        self.flags & (LONGER | UNSURE) == LONGER | UNSURE
    }
}

impl Sieve {
    /// Asks about these words. With several dictionaries, or names of one word that take pronouns, only the first
    /// question is asked here; the others are left to [`Sentence::find_starts`](super::sentence::Sentence::find_starts).
    pub(super) fn shake(&mut self, views: &[View<'_>], words: &[Word], pronouns: Enclitics) {
        if self.listed.len() < words.len() {
            self.listed.resize(words.len(), Listed::default());
            self.passed.resize(2 * words.len(), Passed::default());
        }
        let (listed, passed) = (&mut *self.listed, &mut *self.passed);
        self.count = match views {
            [view] if !pronouns.words => {
                let filters = view.filters(); // nearly always
                let count = list(words, listed, |word| {
                    let block = filters.block(word.hash);
                    (Filters::starts_in(block, word.hash), block)
                });
                let count = ask_readings(filters, words, listed.get(..count).unwrap_or_default(), passed);
                ask_pairs(filters, words, passed, count, pronouns.any)
            }
            _ => {
                let any = |hash| views.iter().any(|view| view.may_start(hash));
                let ends = |word: &Word| pronouns.words && word.may_end_in_pronoun();
                let count = list(words, listed, |word| (any(word.hash) || ends(word), 0));
                let listed = listed.get(..count).unwrap_or_default();
                for (passed, listed) in passed.iter_mut().zip(listed) {
                    let flags = if listed.whole { ASK_WHOLE | ASK_READINGS } else { ASK_READINGS };
                    *passed = Passed { word: listed.word, hash: 0, flags };
                }
                count
            }
        };
    }

    /// What has passed, by its place.
    pub(super) fn passed(&self, at: usize) -> Option<Passed> {
        self.passed.get(..self.count)?.get(at).copied()
    }
}

/// Notes the words that may begin a name as they are, and those that have other readings; how many there are.
#[inline(never)]
fn list(words: &[Word], listed: &mut [Listed], ask: impl Fn(&Word) -> (bool, u64)) -> usize {
    let mut count = 0;
    for (at, word) in words.iter().enumerate() {
        let (whole, block) = ask(word);
        // If it does not count, the next one takes its place.
        listed.get_mut(count).into_iter().for_each(|listed| *listed = Listed { word: at, block, whole });
        count += usize::from(whole | word.has_more_readings());
    }
    count
}

/// Notes of these words what may begin a name: themselves, what is behind a proclitic.
#[inline(never)]
fn ask_readings(filters: Filters<'_>, words: &[Word], listed: &[Listed], passed: &mut [Passed]) -> usize {
    let mut count = 0;
    let mut note = |noted: Passed, counts: bool| {
        passed.get_mut(count).into_iter().for_each(|passed| *passed = noted);
        count += usize::from(counts);
    };
    for &Listed { word: at, block, whole } in listed {
        let Some(word) = words.get(at) else { break };
        let text = word.is_text();
        note(Passed { word: at, hash: word.hash, flags: WHOLE | mark(block, word.hash) }, whole & !text);
        let (rest, leaves_two, has_more) = Packed::behind_first(word.bits());
        let hash = Packed::hash_of(rest);
        let block = filters.block(hash);
        let asks = text | (word.has_proclitic() & has_more);
        let has_rest = word.has_proclitic() & leaves_two & Filters::starts_in(block, hash);
        let asked = ASK_READINGS | (u8::from(text) * ASK_WHOLE);
        let flags = if asks { asked } else { REST | mark(block, hash) };
        note(Passed { word: at, hash, flags }, asks | has_rest);
    }
    count
}

/// What may begin with a word, by what the filter holds.
#[inline(always)]
fn mark(block: u64, hash: u64) -> u8 {
    let Mark { alone, longer } = Filters::mark_in(block, hash);
    (u8::from(alone) * ALONE) | (u8::from(longer) * LONGER)
}

/// Leaves of what has passed only what may be a name alone or begins one together with the next word.
#[inline(never)]
fn ask_pairs(
    filters: Filters<'_>,
    words: &[Word],
    passed: &mut [Passed],
    noted: usize,
    pronouns: bool,
) -> usize {
    let mut count = 0;
    for at in 0..noted {
        let Some(&one) = passed.get(at) else { break };
        let next = words.get(one.word + 1);
        let hash = next.map_or(0, |next| next.hash);
        let pair = filters.pairs(joined_hash(one.hash, hash));
        let forms = Packed::is_particle(one.hash)
            | Packed::is_particle(hash)
            | next.is_some_and(|next| next.is_text() | (pronouns && next.may_end_in_pronoun()));
        let longer = next.is_some() & (pair | forms);
        // The bit of a name alone is often another word's.
        let alone = filters.pairs(one.hash);
        let kept = if longer { u8::MAX } else { !LONGER } & if alone { u8::MAX } else { !ALONE };
        let flags = one.flags & kept | (u8::from(!pair) * UNSURE);
        passed.get_mut(count).into_iter().for_each(|passed| *passed = Passed { flags, ..one });
        count += usize::from(flags & (ASK_READINGS | ALONE | LONGER) != 0);
    }
    count
}
