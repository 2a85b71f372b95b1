//! Key words as numbers: a folded Arabic word of up to 16 letters fits 128 bits, so that clitics come off by
//! shifting.

use std::num::NonZeroU128;

use xxhash_rust::xxh3::xxh3_64;

use crate::clitics::{Front, Restored};
use crate::{Enclitic, Proclitic};

/// The letters of a key word, a byte each, the first letter lowest. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Packed(NonZeroU128);

/// Letters that fit.
pub(crate) const MAX_LETTERS: u32 = 16;
const BITS: u32 = 8;

/// Whether clitics can be read off a word that begins with the letter of this number.
#[inline]
pub(crate) const fn may_be_proclitic(code: u64) -> bool {
    const LETTERS: u64 = 1 << letter_code('و')
        | 1 << letter_code('ف')
        | 1 << letter_code('ب')
        | 1 << letter_code('ك')
        | 1 << letter_code('ل');
    LETTERS >> (code & 63) & 1 == 1
}

/// The number of a letter of the Arabic language, from 1; 0 for every other character.
pub(crate) const fn letter_code(c: char) -> u8 {
    match c {
        'ء'..='غ' => (c as u32 - 'ء' as u32) as u8 + 1,
        'ف'..='ي' => (c as u32 - 'ف' as u32) as u8 + 27,
        _ => 0,
    }
}

const ALEF: u128 = letter_code('ا') as u128;
const LAM: u128 = letter_code('ل') as u128;
/// ابو, ابا, ابي, ابن and بن: the particles whose forms fold.
const ABU: Packed = Packed::of_letters(&['ا', 'ب', 'و']);
const ABA: Packed = Packed::of_letters(&['ا', 'ب', 'ا']);
const ABI: Packed = Packed::of_letters(&['ا', 'ب', 'ي']);
const IBN: Packed = Packed::of_letters(&['ا', 'ب', 'ن']);
const BIN: Packed = Packed::of_letters(&['ب', 'ن']);

impl Packed {
    /// A word of these bits, as [`Packed::bits`] has them; none if they are 0.
    #[inline]
    pub(crate) const fn from_bits(bits: u128) -> Option<Packed> {
        match NonZeroU128::new(bits) {
            Some(bits) => Some(Packed(bits)),
            None => None,
        }
    }

    pub(super) const fn of_letters(letters: &[char]) -> Packed {
        let (mut bits, mut rest) = (0, letters);
        while let [others @ .., last] = rest {
            bits = bits << BITS | letter_code(*last) as u128;
            rest = others;
        }
        match Packed::from_bits(bits) {
            Some(packed) => packed,
            None => Packed(NonZeroU128::MIN),
        }
    }

    /// The word, if it is made of Arabic letters alone and not too long.
    pub(crate) fn of(key: &str) -> Option<Packed> {
        let mut bits = 0;
        for (at, c) in key.chars().enumerate() {
            let code = letter_code(c);
            if code == 0 || at >= MAX_LETTERS as usize {
                return None;
            }
            bits |= u128::from(code) << (BITS * at as u32);
        }
        Packed::from_bits(bits)
    }

    #[inline]
    pub(crate) const fn bits(self) -> u128 {
        self.0.get()
    }

    /// How many letters it has.
    #[inline]
    pub(crate) const fn letters(self) -> u32 {
        // No letter is 0, so the highest bit lies in the last one.
        (u128::BITS - self.bits().leading_zeros()).div_ceil(BITS)
    }

    /// The hash its key is found by.
    #[inline]
    pub(crate) const fn hash(self) -> u64 {
        Packed::hash_of(self.bits())
    }

    /// The hash of a word of these bits.
    #[inline]
    pub(crate) const fn hash_of(bits: u128) -> u64 {
        let (low, high) = (bits as u64, (bits >> 64) as u64);
        mixed(low ^ high.wrapping_mul(0xA076_1D64_78BD_642F))
    }

    /// The bits of what is behind the first letter of a word of these bits, a proclitic; whether that is a reading, which
    /// leaves two letters; and whether there are more: a preposition behind a conjunction, or ل before ل.
    #[inline(always)]
    pub(crate) const fn behind_first(bits: u128) -> (u128, bool, bool) {
        const PREPOSITIONS: u64 = 1 << letter_code('ب') | 1 << letter_code('ك') | 1 << letter_code('ل');
        let rest = bits >> BITS;
        let (first, second) = (bits as u64 & 63, rest as u64 & 63);
        let conjunction = PREPOSITIONS >> first & 1 == 0;
        let twice = (first == LAM as u64) & (second == LAM as u64);
        (rest, rest >> BITS != 0, conjunction & (PREPOSITIONS >> second & 1 == 1) | twice)
    }

    /// The first letter read off the front, if it is a proclitic and leaves two letters.
    #[inline]
    pub(crate) fn first_reading(self) -> Option<(Front, Packed)> {
        let (rest, leaves_two, _) = Packed::behind_first(self.bits());
        let first = proclitic(self.bits() as u8).filter(|_| leaves_two)?;
        let (conjunction, preposition) = match first.is_conjunction() {
            true => (Some(first), None),
            false => (None, Some(first)),
        };
        let front = Front { conjunction, preposition, restored: Restored::Nothing };
        Some((front, Packed::from_bits(rest)?))
    }

    /// Calls `found` with every way to read clitics off the front, in the order of
    /// [`readings`](crate::clitics::readings); the whole word is not among them. Says whether all of them fit.
    #[inline]
    pub(crate) fn readings(self, mut found: impl FnMut(Front, Packed)) -> bool {
        let Some((front, rest)) = self.first_reading() else { return true };
        found(front, rest);
        if front.preposition.is_some() {
            return before_article(front, rest, &mut found);
        }
        match rest.first_reading() {
            Some((Front { preposition: Some(second), .. }, rest)) => {
                let front = Front { preposition: Some(second), ..front };
                found(front, rest);
                before_article(front, rest, &mut found)
            }
            _ => true,
        }
    }

    /// Whether its last letter is one that pronouns end in.
    #[inline]
    pub(crate) const fn may_end_in_pronoun(self) -> bool {
        const LETTERS: u64 = 1 << letter_code('ه')
            | 1 << letter_code('ا')
            | 1 << letter_code('م')
            | 1 << letter_code('ن')
            | 1 << letter_code('ك')
            | 1 << letter_code('ي');
        let last = self.bits() >> (BITS * (self.letters() - 1));
        LETTERS >> (last as u64 & 63) & 1 == 1
    }

    /// Calls `found` with every pronoun it can end in and the rest before it, in the order of
    /// [`pronouns`](crate::clitics::pronouns).
    #[inline]
    pub(crate) fn pronouns(self, mut found: impl FnMut(Enclitic, Packed)) {
        if !self.may_end_in_pronoun() {
            return;
        }
        for &(enclitic, form, letters) in &PRONOUNS {
            let Some(before @ 2..) = self.letters().checked_sub(letters) else { continue };
            if self.bits() >> (BITS * before) == form {
                let host = self.bits() & ((1 << (BITS * before)) - 1);
                Packed::from_bits(host).into_iter().for_each(|host| found(enclitic, host));
            }
        }
    }

    /// The common form of أبو and ابن, where it is another: see [`particle`](super::particle).
    pub(crate) fn particle(self) -> Option<Packed> {
        match self {
            ABA | ABI => Some(ABU),
            IBN => Some(BIN),
            _ => None,
        }
    }

    /// Whether a hash is that of a word with a [`particle`](Self::particle).
    #[inline]
    pub(crate) const fn is_particle(hash: u64) -> bool {
        (hash == ABA.hash()) | (hash == ABI.hash()) | (hash == IBN.hash())
    }

    /// Whether it can be one of the forms of أبو or ابن: three letters, the first two of which are اب.
    #[inline]
    pub(crate) const fn may_be_particle(self) -> bool {
        const AB: u16 = (letter_code('ب') as u16) << BITS | ALEF as u16;
        self.bits() as u16 == AB && self.letters() == 3
    }

    /// The forms whose common form it is.
    pub(crate) fn particle_forms(self) -> &'static [Packed] {
        match self {
            ABU => &[ABA, ABI],
            BIN => &[IBN],
            _ => &[],
        }
    }
}

/// Reads the rest behind a preposition once more where that is ل and ل follows: before an article whose alef is not
/// written.
#[inline]
fn before_article(front: Front, rest: Packed, found: &mut impl FnMut(Front, Packed)) -> bool {
    if front.preposition != Some(Proclitic::La) || rest.bits() & 0xFF != LAM {
        return true;
    }
    let prefixed = |rest: Packed, letter| {
        let fits = rest.letters() < MAX_LETTERS;
        Packed::from_bits(rest.bits() << BITS | letter).filter(|_| fits)
    };
    let article = prefixed(rest, ALEF);
    let second_lam = prefixed(rest, LAM).and_then(|rest| prefixed(rest, ALEF));
    article.into_iter().for_each(|rest| found(Front { restored: Restored::Alef, ..front }, rest));
    second_lam.into_iter().for_each(|rest| found(Front { restored: Restored::AlefLam, ..front }, rest));
    article.is_some() && second_lam.is_some()
}

#[inline]
const fn proclitic(letter: u8) -> Option<Proclitic> {
    const WA: u8 = letter_code('و');
    const FA: u8 = letter_code('ف');
    const BA: u8 = letter_code('ب');
    const KA: u8 = letter_code('ك');
    const LA: u8 = letter_code('ل');
    match letter {
        WA => Some(Proclitic::Wa),
        FA => Some(Proclitic::Fa),
        BA => Some(Proclitic::Ba),
        KA => Some(Proclitic::Ka),
        LA => Some(Proclitic::La),
        _ => None,
    }
}

/// The pronouns, their bits and how many letters they have.
const PRONOUNS: [(Enclitic, u128, u32); 11] = [
    pronoun(Enclitic::Hu, &['ه']),
    pronoun(Enclitic::Ha, &['ه', 'ا']),
    pronoun(Enclitic::Huma, &['ه', 'م', 'ا']),
    pronoun(Enclitic::Kuma, &['ك', 'م', 'ا']),
    pronoun(Enclitic::Na, &['ن', 'ا']),
    pronoun(Enclitic::Hum, &['ه', 'م']),
    pronoun(Enclitic::Kum, &['ك', 'م']),
    pronoun(Enclitic::Hunna, &['ه', 'ن']),
    pronoun(Enclitic::Kunna, &['ك', 'ن']),
    pronoun(Enclitic::Ka, &['ك']),
    pronoun(Enclitic::I, &['ي']),
];

const fn pronoun(enclitic: Enclitic, letters: &[char]) -> (Enclitic, u128, u32) {
    (enclitic, Packed::of_letters(letters).bits(), letters.len() as u32)
}

/// The hash of a key word, packed or not.
pub(crate) fn key_hash(key: &str) -> u64 {
    Packed::of(key).map_or_else(|| text_hash(key.as_bytes()), Packed::hash)
}

/// The hash of a key word that is not packed: a number, a sign, a word of another script or a very long one.
pub(crate) fn text_hash(key: &[u8]) -> u64 {
    if key.len() > 8 {
        return xxh3_64(key);
    }
    // No byte of text is as low as the number of a letter, so no packed word has these bits.
    mixed(key.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
}

#[inline]
pub(super) const fn mixed(bits: u64) -> u64 {
    multiply(bits ^ 0x2D35_8DCC_AA6C_78A5, 0x9E37_79B9_7F4A_7C15)
}

/// The hash of a sequence of key words: that of the words before, and one more.
#[inline]
pub(crate) const fn joined_hash(before: u64, word: u64) -> u64 {
    multiply(before.rotate_left(25) ^ word, 0xD6E8_FEB8_6659_FD93)
}

/// Both halves of a product: every bit of the result depends on every bit of the number.
#[inline]
const fn multiply(number: u64, by: u64) -> u64 {
    let product = number as u128 * by as u128;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clitics::{pronouns, readings};

    #[test]
    fn letters_have_numbers_of_their_own() {
        let letters: Vec<char> = ('ء'..='غ').chain('ف'..='ي').collect();
        let codes: Vec<u8> = letters.iter().map(|&c| letter_code(c)).collect();
        assert_eq!(codes, (1..=36).collect::<Vec<u8>>());
        assert!(['a', '5', ' ', 'ـ', '\u{64E}', 'پ', '،'].into_iter().all(|c| letter_code(c) == 0));
    }

    #[test]
    fn what_is_no_arabic_word_is_not_packed() {
        assert_eq!(Packed::of(""), None);
        assert_eq!(Packed::of("nato"), None);
        assert_eq!(Packed::of(&"ب".repeat(17)), None);
        assert_eq!(Packed::of(&"ب".repeat(16)).map(Packed::letters), Some(16));
    }

    proptest! {
        #![proptest_config(crate::tests::cases(2000))]

        #[test]
        fn packed_words_read_as_written_ones(word in "[وفبكلا]{0,4}[ابتكلمنهوي]{1,18}") {
            let Some(packed) = Packed::of(&word) else { return Ok(()) };
            prop_assert_eq!(packed.letters() as usize, word.chars().count());
            let mut found = Vec::new();
            if packed.readings(|front, rest| found.push((front, rest))) {
                let expected: Vec<_> = readings(&word)
                    .skip(1)
                    .map(|reading| (reading.front, Packed::of(&reading.key()).unwrap()))
                    .collect();
                prop_assert_eq!(found, expected);
            }
            let mut cut = Vec::new();
            packed.pronouns(|enclitic, rest| cut.push((enclitic, rest)));
            let expected: Vec<_> = pronouns(&word).map(|(e, rest)| (e, Packed::of(rest).unwrap())).collect();
            prop_assert_eq!(cut, expected);
            prop_assert_eq!(packed.particle(), super::super::particle(&word).filter(|p| *p != word).and_then(Packed::of));
        }

        #[test]
        fn different_words_have_different_hashes(a in "[ا-غف-ي]{1,21}", b in "[ا-غف-ي]{1,21}") {
            prop_assert_eq!(a == b, key_hash(&a) == key_hash(&b));
        }
    }
}
