//! Key words as numbers: a folded Arabic word of up to 21 letters fits 128 bits, so that clitics come off by shifting.

use xxhash_rust::xxh3::xxh3_64;

use crate::clitics::{Front, Restored};
use crate::{Enclitic, Proclitic};

/// The letters of a key word, six bits each, the first letter highest. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Packed(u128);

/// Letters that fit.
pub(crate) const MAX_LETTERS: u32 = 21;
const BITS: u32 = 6;
const LETTER: u128 = 0x3F;

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
        if bits == 0 { None } else { Some(Packed(bits)) }
    }

    const fn of_letters(letters: &[char]) -> Packed {
        let (mut bits, mut rest) = (0, letters);
        while let [first, others @ ..] = rest {
            bits = bits << BITS | letter_code(*first) as u128;
            rest = others;
        }
        Packed(bits)
    }

    /// The word, if it is made of Arabic letters alone and not too long.
    pub(crate) fn of(key: &str) -> Option<Packed> {
        let mut bits = 0;
        for (at, c) in key.chars().enumerate() {
            let code = letter_code(c);
            if code == 0 || at >= MAX_LETTERS as usize {
                return None;
            }
            bits = bits << BITS | u128::from(code);
        }
        Packed::from_bits(bits)
    }

    #[inline]
    pub(crate) const fn bits(self) -> u128 {
        self.0
    }

    /// How many letters it has.
    #[inline]
    pub(crate) const fn letters(self) -> u32 {
        // No letter is 0, so the highest bit lies in the first one.
        (u128::BITS - self.0.leading_zeros()).div_ceil(BITS)
    }

    /// The hash its key is found by.
    #[inline]
    pub(crate) const fn hash(self) -> u64 {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        multiply(
            low ^ high.wrapping_mul(0xA076_1D64_78BD_642F) ^ 0x2D35_8DCC_AA6C_78A5,
            0x9E37_79B9_7F4A_7C15,
        )
    }

    const fn first(self) -> u128 {
        self.0 >> (BITS * (self.letters() - 1))
    }

    /// Without its first letter.
    const fn rest(self) -> Option<Packed> {
        let shift = BITS * (self.letters() - 1);
        Packed::from_bits(self.0 & !(LETTER << shift))
    }

    /// With a letter in front, where it still fits.
    const fn prefixed(self, letter: u128) -> Option<Packed> {
        let letters = self.letters();
        if letters < MAX_LETTERS { Some(Packed(self.0 | letter << (BITS * letters))) } else { None }
    }

    /// Calls `found` with every way to read clitics off the front, in the order of
    /// [`readings`](crate::clitics::readings); the whole word is not among them. Says whether all of them fit.
    #[inline]
    pub(crate) fn readings(self, mut found: impl FnMut(Front, Packed)) -> bool {
        let first = proclitic(self.first());
        let Some(first) = first else { return true };
        let Some(rest) = self.rest().filter(|rest| rest.letters() > 1) else { return true };
        if !first.is_conjunction() {
            return behind_preposition(None, first, rest, &mut found);
        }
        found(Front { conjunction: Some(first), preposition: None, restored: Restored::Nothing }, rest);
        let second = proclitic(rest.first()).filter(|second| !second.is_conjunction());
        match (second, rest.rest().filter(|rest| rest.letters() > 1)) {
            (Some(second), Some(rest)) => behind_preposition(Some(first), second, rest, &mut found),
            _ => true,
        }
    }

    /// Calls `found` with every pronoun it can end in and the rest before it, in the order of
    /// [`pronouns`](crate::clitics::pronouns).
    pub(crate) fn pronouns(self, mut found: impl FnMut(Enclitic, Packed)) {
        for (enclitic, form) in PRONOUNS {
            let letters = form.letters();
            let bits = BITS * letters;
            if self.letters() > letters + 1 && self.0 & ((1 << bits) - 1) == form.0 {
                found(enclitic, Packed(self.0 >> bits));
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

    /// The forms whose common form it is.
    pub(crate) fn particle_forms(self) -> &'static [Packed] {
        match self {
            ABU => &[ABA, ABI],
            BIN => &[IBN],
            _ => &[],
        }
    }
}

/// ل before ل may stand before an article whose alef is not written.
fn behind_preposition(
    conjunction: Option<Proclitic>,
    preposition: Proclitic,
    rest: Packed,
    found: &mut impl FnMut(Front, Packed),
) -> bool {
    let mut give = |restored, rest| {
        found(Front { conjunction, preposition: Some(preposition), restored }, rest);
    };
    give(Restored::Nothing, rest);
    if preposition != Proclitic::La || rest.first() != LAM {
        return true;
    }
    let article = rest.prefixed(ALEF);
    let second_lam = rest.prefixed(LAM).and_then(|rest| rest.prefixed(ALEF));
    article.into_iter().for_each(|rest| give(Restored::Alef, rest));
    second_lam.into_iter().for_each(|rest| give(Restored::AlefLam, rest));
    article.is_some() && second_lam.is_some()
}

#[inline]
const fn proclitic(letter: u128) -> Option<Proclitic> {
    const WA: u128 = letter_code('و') as u128;
    const FA: u128 = letter_code('ف') as u128;
    const BA: u128 = letter_code('ب') as u128;
    const KA: u128 = letter_code('ك') as u128;
    match letter {
        WA => Some(Proclitic::Wa),
        FA => Some(Proclitic::Fa),
        BA => Some(Proclitic::Ba),
        KA => Some(Proclitic::Ka),
        LAM => Some(Proclitic::La),
        _ => None,
    }
}

const PRONOUNS: [(Enclitic, Packed); 11] = [
    (Enclitic::Hu, Packed::of_letters(&['ه'])),
    (Enclitic::Ha, Packed::of_letters(&['ه', 'ا'])),
    (Enclitic::Huma, Packed::of_letters(&['ه', 'م', 'ا'])),
    (Enclitic::Kuma, Packed::of_letters(&['ك', 'م', 'ا'])),
    (Enclitic::Na, Packed::of_letters(&['ن', 'ا'])),
    (Enclitic::Hum, Packed::of_letters(&['ه', 'م'])),
    (Enclitic::Kum, Packed::of_letters(&['ك', 'م'])),
    (Enclitic::Hunna, Packed::of_letters(&['ه', 'ن'])),
    (Enclitic::Kunna, Packed::of_letters(&['ك', 'ن'])),
    (Enclitic::Ka, Packed::of_letters(&['ك'])),
    (Enclitic::I, Packed::of_letters(&['ي'])),
];

/// The hash of a key word, packed or not.
pub(crate) fn key_hash(key: &str) -> u64 {
    Packed::of(key).map_or_else(|| xxh3_64(key.as_bytes()), Packed::hash)
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
        assert_eq!(Packed::of(&"ب".repeat(22)), None);
        assert_eq!(Packed::of(&"ب".repeat(21)).map(Packed::letters), Some(21));
    }

    proptest! {
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
