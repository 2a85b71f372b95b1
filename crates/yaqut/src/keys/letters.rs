//! The letters of a stretch of text as numbers, all at once: no branch asks what a character is, and the compiler makes
//! vector code of it.

use std::fmt;

use super::packed::{MAX_LETTERS, letter_code};
use crate::{Fold, FoldSet};

/// Bytes of text that are read at once: about a document of news, and little enough for the nearest cache.
const STRETCH: usize = 2048;
/// Bytes that are read in one go: two vectors of the smallest kind.
const BLOCK: usize = 32;
/// Numbers of the letters that begin at even or at odd places, and of sixteen letters behind: no letters.
const LANE: usize = STRETCH / 2 + MAX_LETTERS as usize;
/// Bytes of the letters that are looked at before another.
const BEFORE: usize = 4;

/// Marks the number of a letter that a fold or a cut may look at together with others: a ء behind و or ى, the د of عبد,
/// and ئ, where it folds, at an end of the word.
pub(super) const LOOK: u8 = 0x40;

const ALEF: u8 = letter_code('ا');
const WAW_HAMZA: u8 = letter_code('ؤ');
const TEH_MARBUTA: u8 = letter_code('ة');
const HAMZA: u8 = letter_code('ء');
const WAW: u8 = letter_code('و');
const MAKSURA: u8 = letter_code('ى');
/// What ؤ becomes inside a word, if it folds.
pub(super) const YEH_HAMZA: u8 = letter_code('ئ');

/// The letters of a stretch of one text.
#[derive(Clone)]
pub(super) struct Letters {
    rules: Rules,
    buffers: Box<Buffers>,
    /// Where the stretch begins.
    from: usize,
    /// How far behind that words may begin.
    reach: usize,
}

#[derive(Clone)]
struct Buffers {
    /// The stretch and what stands behind it.
    text: [u8; STRETCH + BLOCK + 1],
    /// The letter that begins at each place, and at those before and behind.
    alone: [u8; BEFORE + STRETCH + BLOCK],
    /// Letters are two bytes, and words begin anywhere: those at an even distance from the beginning of the stretch, and
    /// those at an odd one, so that the letters of each word are neighbours.
    even: [u8; LANE],
    odd: [u8; LANE],
}

/// What letters become: the bits that change, or 0, so that no branch asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    alef: u8,
    waw_hamza: u8,
    /// At an end of a word.
    yeh_hamza: u8,
    maksura: u8,
    teh_marbuta: u8,
}

impl Rules {
    pub(super) fn new(folds: FoldSet) -> Rules {
        let rule = |fold, bits| if folds.contains(fold) { bits } else { 0 };
        Rules {
            alef: rule(Fold::Alef, ALEF),
            waw_hamza: rule(Fold::Hamza, WAW_HAMZA ^ YEH_HAMZA),
            yeh_hamza: rule(Fold::Hamza, LOOK),
            maksura: rule(Fold::AlefMaksura, MAKSURA ^ letter_code('ي')),
            teh_marbuta: rule(Fold::TehMarbuta, TEH_MARBUTA ^ letter_code('ه')),
        }
    }

    /// The number of the letter of these two bytes, folded as inside a word; 0 for what is no letter of the Arabic
    /// language.
    #[inline(always)]
    pub(super) const fn number(self, lead: u8, second: u8) -> u8 {
        // ء to غ are D8 A1 to D8 BA, ف to ي are D9 81 to D9 8A.
        let (early, late) = (second.wrapping_sub(0xA0), second.wrapping_sub(0x81 - letter_code('ف')));
        let is_early = mask(lead == 0xD8) & mask(early.wrapping_sub(1) < letter_code('غ'));
        let is_late = mask(lead == 0xD9) & mask(late.wrapping_sub(letter_code('ف')) < 10);
        let number = early & is_early | late & is_late;
        // The bits of ا hold those of each.
        let is_alef = mask(number == letter_code('أ'))
            | mask(number == letter_code('إ'))
            | mask(number == letter_code('آ'));
        number | is_alef & self.alef | mask(number == WAW_HAMZA) & self.waw_hamza
    }

    /// The number of the last letter of a word, by its number inside one.
    #[inline(always)]
    pub(super) const fn last(self, number: u8) -> u8 {
        number ^ (mask(number == MAKSURA) & self.maksura | mask(number == TEH_MARBUTA) & self.teh_marbuta)
    }

    /// The numbers of a word of two-byte characters, eight at most, the first one lowest.
    pub(super) fn folded(self, word: &str) -> u64 {
        let pairs = word.as_bytes().chunks_exact(2).filter_map(<[u8]>::first_chunk).rev().enumerate();
        pairs.fold(0, |bits, (behind, &[lead, second])| {
            let number = self.number(lead, second);
            bits << 8 | u64::from(if behind == 0 { self.last(number) } else { number })
        })
    }

    /// A letter among others, where 0 stands for none: folded, if it is the last one, and marked if it has to be looked
    /// at.
    #[inline(always)]
    const fn among(self, [second_before, before, number, behind]: [u8; 4]) -> u8 {
        let joins = mask(number == HAMZA) & (mask(before == WAW) | mask(before == MAKSURA));
        let servant = mask(number == letter_code('د'))
            & mask(before == letter_code('ب'))
            & mask(second_before == letter_code('ع'));
        let is_last = mask(behind == 0);
        let at_end = mask(number == YEH_HAMZA) & (mask(before == 0) | is_last) & self.yeh_hamza;
        number ^ (self.last(number) ^ number) & is_last | (joins | servant) & LOOK | at_end
    }
}

impl Letters {
    pub(super) fn new(rules: Rules) -> Letters {
        let buffers = Buffers {
            text: [0; STRETCH + BLOCK + 1],
            alone: [0; BEFORE + STRETCH + BLOCK],
            even: [0; LANE],
            odd: [0; LANE],
        };
        Letters { rules, buffers: Box::new(buffers), from: 0, reach: 0 }
    }

    /// Forgets the text.
    pub(super) fn clear(&mut self) {
        self.reach = 0;
    }

    /// The numbers of sixteen letters from a place on, the first one lowest; behind the first 0 they mean nothing.
    #[inline(always)]
    pub(super) fn sixteen(&mut self, bytes: &[u8], at: usize) -> u128 {
        if at.wrapping_sub(self.from) >= self.reach {
            self.read(bytes, at);
        }
        let distance = at - self.from;
        let lane = if distance & 1 == 0 { &self.buffers.even } else { &self.buffers.odd };
        let sixteen = lane.get(distance / 2..).and_then(<[u8]>::first_chunk);
        sixteen.map_or(0, |sixteen| u128::from_le_bytes(*sixteen))
    }

    /// Reads the stretch from a place on where no letter stands before.
    #[inline(never)]
    fn read(&mut self, bytes: &[u8], from: usize) {
        let rest = bytes.get(from..).unwrap_or_default();
        let all = rest.len() <= STRETCH;
        let whole = rest.len().min(STRETCH).next_multiple_of(BLOCK);
        let Letters { rules, buffers, .. } = self;
        let Buffers { text, alone, even, odd } = &mut **buffers;
        // As much as there is, and nothing behind.
        let text = text.get_mut(..=whole + BLOCK).unwrap_or_default();
        let (known, behind) = text.split_at_mut(rest.len().min(text.len()));
        known.iter_mut().zip(rest).for_each(|(byte, known)| *byte = *known);
        behind.fill(0);

        let alone_blocks = alone.get_mut(BEFORE..).unwrap_or_default().chunks_exact_mut(BLOCK);
        let seconds = text.get(1..).unwrap_or_default().chunks_exact(BLOCK);
        for (numbers, (leads, seconds)) in alone_blocks.zip(text.chunks_exact(BLOCK).zip(seconds)) {
            let pairs = leads.iter().zip(seconds);
            numbers
                .iter_mut()
                .zip(pairs)
                .for_each(|(number, (lead, second))| *number = rules.number(*lead, *second));
        }
        let lanes = even.chunks_exact_mut(BLOCK / 2).zip(odd.chunks_exact_mut(BLOCK / 2));
        for (at, (even, odd)) in (0..whole).step_by(BLOCK).zip(lanes) {
            let around = |behind: usize| alone.get(at + behind..).and_then(<[u8]>::first_chunk::<BLOCK>);
            let (Some(two), Some(one), Some(numbers), Some(next)) =
                (around(0), around(2), around(4), around(6))
            else {
                break;
            };
            let mut among = [0; BLOCK];
            let others = two.iter().zip(one).zip(next);
            for ((number, alone), ((two, one), next)) in among.iter_mut().zip(numbers).zip(others) {
                *number = rules.among([*two, *one, *alone, *next]);
            }
            for ((even, odd), pair) in even.iter_mut().zip(odd).zip(among.chunks_exact(2)) {
                let pair = u16::from_le_bytes(pair.try_into().unwrap_or_default());
                (*even, *odd) = (pair as u8, (pair >> 8) as u8);
            }
        }
        // What an earlier stretch left there.
        for lane in [even, odd] {
            lane.iter_mut().skip(whole / 2).take(MAX_LETTERS as usize).for_each(|number| *number = 0);
        }
        // The letters of a word, and the one that it has not, must lie in the stretch.
        let reach = if all { rest.len() + 1 } else { STRETCH - 2 * MAX_LETTERS as usize };
        (self.from, self.reach) = (from, reach);
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letters").finish_non_exhaustive()
    }
}

#[inline(always)]
const fn mask(is_so: bool) -> u8 {
    if is_so { u8::MAX } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_have_their_numbers() {
        for c in '\u{80}'..='\u{7FF}' {
            let mut bytes = [0; 2];
            c.encode_utf8(&mut bytes);
            let [lead, second] = bytes;
            assert_eq!(Rules::new(FoldSet::EMPTY).number(lead, second), letter_code(c), "{c:?}");
            let folded = match c {
                'أ' | 'إ' | 'آ' => 'ا',
                'ؤ' => 'ئ',
                _ => c,
            };
            assert_eq!(Rules::new(FoldSet::search()).number(lead, second), letter_code(folded), "{c:?}");
        }
        let no_letters = [[b' ', 0xA7], [0xD8, b' '], [0xA7, 0xD8], [0xDA, 0xA9], [0xD8, 0xFF], [0xD9, 0x00]];
        assert!(no_letters.iter().all(|&[a, b]| Rules::new(FoldSet::search()).number(a, b) == 0));
    }

    proptest! {
        #![proptest_config(crate::tests::cases(500))]

        #[test]
        fn letters_are_read_from_any_place(
            text in "([ابتةىوءعد]{1,9}|[a-c1 .ـ]{1,3}){0,40}", times in 1_usize..40, step in 0_usize..5,
        ) {
            let text = text.repeat(times);
            let mut letters = Letters::new(Rules::new(FoldSet::EMPTY));
            let begins = |at: usize| {
                let is_letter = |c: char| letter_code(c) > 0;
                text[..at].chars().next_back().is_none_or(|c| !is_letter(c))
            };
            let places = (0..=text.len()).filter(|&at| text.is_char_boundary(at) && begins(at));
            for at in places.step_by(step + 1) {
                let sixteen = letters.sixteen(text.as_bytes(), at).to_le_bytes();
                let expected = text[at..].chars().map(letter_code).chain([0]).take(16);
                for (expected, number) in expected.zip(sixteen) {
                    prop_assert_eq!(number & !LOOK, expected);
                    if expected == 0 {
                        break;
                    }
                }
            }
        }
    }
}
