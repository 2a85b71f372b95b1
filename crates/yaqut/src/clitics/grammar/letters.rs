//! The letters of a word as a number, so that clitics come off by shifting and stems are hashed at once.

use std::hash::{BuildHasherDefault, Hash, Hasher};

use hashbrown::HashMap;

use crate::chars::{self, CharClass};
use crate::keys::letter_code;

/// Up to 21 letters, six bits each, the first letter lowest.
///
/// أ, إ, آ and ٱ are ا, and ى is ي: the press writes either. ة and ه stay apart, for a pronoun is written ه.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Letters {
    bits: u128,
    count: u32,
}

const BITS: u32 = 6;
const MASK: u128 = (1 << BITS) - 1;

/// The number of a letter that [`code`] gives.
pub(crate) const fn of(letter: char) -> u8 {
    letter_code(letter)
}

/// The number of a letter, folded; 0 for what is no letter of an Arabic word.
#[inline]
pub(crate) fn code(c: char) -> u8 {
    match plain(c) {
        'أ' | 'إ' | 'آ' | 'ٱ' => of('ا'),
        'ى' => of('ي'),
        c @ 'ء'..='ي' => of(c),
        // پ چ ڤ گ and the rest: some number each, none of the 36.
        c if c > 'ي' && chars::class(c) == CharClass::ExtendedLetter => 37 + (c as u32 % 27) as u8,
        _ => 0,
    }
}

/// The letter that a Persian one or a presentation form of a single letter stands for; ligatures are left, for they cannot
/// be cut.
#[inline]
pub(crate) fn plain(c: char) -> char {
    if c <= 'ي' {
        return c;
    }
    let mut form = chars::presentation(c).unwrap_or_default().chars();
    match (form.next(), form.next()) {
        (Some(letter), None) => letter,
        _ => chars::lookalike(c).unwrap_or(c),
    }
}

impl Letters {
    /// Letters that fit.
    pub(crate) const MAX: usize = 21;

    pub(crate) const NONE: Letters = Letters { bits: 0, count: 0 };

    /// These letters, none of which is folded.
    pub(super) const fn of(letters: &[char]) -> Letters {
        let (mut bits, mut rest) = (0, letters);
        while let [others @ .., last] = rest {
            bits = bits << BITS | of(*last) as u128;
            rest = others;
        }
        Letters { bits, count: letters.len() as u32 }
    }

    /// The letters of a word; `None` if it has something else in it but marks, or too many.
    pub(crate) fn read(word: &str) -> Option<Letters> {
        let mut letters = Letters::default();
        for c in word.chars().filter(|&c| !chars::is_transparent(c)) {
            letters = letters.with(code(c))?;
        }
        Some(letters)
    }

    /// These letters and one more; `None` for 0 and where there is no room.
    #[inline]
    pub(crate) fn with(self, code: u8) -> Option<Letters> {
        if code == 0 || self.len() == Self::MAX {
            return None;
        }
        Some(Letters { bits: self.bits | u128::from(code) << (self.count * BITS), count: self.count + 1 })
    }

    #[inline]
    pub(crate) const fn len(self) -> usize {
        self.count as usize
    }

    /// The letter at a place from 0; 0 behind the last.
    #[inline]
    pub(crate) const fn get(self, at: usize) -> u8 {
        if at >= Self::MAX {
            return 0;
        }
        (self.bits >> (at as u32 * BITS) & MASK) as u8
    }

    /// The letter at a place from the end, the last at 0; 0 before the first.
    #[inline]
    pub(crate) const fn get_back(self, at: usize) -> u8 {
        if at < self.len() { self.get(self.len() - 1 - at) } else { 0 }
    }

    /// Without the first letters.
    #[inline]
    pub(crate) const fn behind(self, letters: usize) -> Letters {
        let letters = if letters < self.len() { letters as u32 } else { self.count };
        let bits = if letters == 0 { self.bits } else { self.bits >> (letters * BITS) };
        Letters { bits, count: self.count - letters }
    }

    /// The first letters alone.
    #[inline]
    pub(crate) const fn first(self, letters: usize) -> Letters {
        if letters >= self.len() {
            return self;
        }
        Letters { bits: self.bits & ((1 << (letters as u32 * BITS)) - 1), count: letters as u32 }
    }

    /// The last letters alone.
    #[inline]
    pub(crate) const fn last(self, letters: usize) -> Letters {
        self.behind(self.len().saturating_sub(letters))
    }

    /// With a letter in front; the last letter is lost where there is no room.
    #[inline]
    pub(crate) const fn after(self, code: u8) -> Letters {
        let kept = self.first(Self::MAX - 1);
        Letters { bits: kept.bits << BITS | code as u128, count: kept.count + 1 }
    }

    /// With another last letter.
    pub(crate) fn with_last(self, code: u8) -> Letters {
        self.first(self.len().saturating_sub(1)).with(code).unwrap_or(self)
    }

    #[inline]
    pub(crate) const fn ends_with(self, end: Letters) -> bool {
        end.len() <= self.len() && self.last(end.len()).bits == end.bits
    }

    /// A number that is nearly always another for other letters.
    #[inline]
    pub(crate) const fn hash(self) -> u64 {
        // The count is in it: no letter is 0, so the bits alone tell words apart.
        mix(self.bits as u64 ^ mix((self.bits >> 64) as u64 ^ 0x9E37_79B9_7F4A_7C15))
    }
}

impl Hash for Letters {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(Letters::hash(*self));
    }
}

/// Whether a word begins with ال, article or not.
#[inline]
pub(crate) const fn begins_with_al(word: Letters) -> bool {
    word.get(0) == of('ا') && word.get(1) == of('ل')
}

/// A map from words, by the hash they have already.
pub(crate) type WordMap<T> = HashMap<Letters, T, BuildHasherDefault<Hashed>>;

/// Takes a hash for what it is.
#[derive(Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = mix(self.0 ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = mix(self.0).wrapping_add(hash);
    }
}

/// A permutation of numbers whose every bit depends on every bit (the finalizer of MurmurHash3).
#[inline]
pub(crate) const fn mix(mut x: u64) -> u64 {
    x ^= x >> 32;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^= x >> 32;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ x >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Letters {
        Letters::read(word).unwrap()
    }

    #[test]
    fn spellings_of_a_word_are_the_same_letters() {
        assert_eq!(letters("إِلَى"), letters("الي"));
        assert_eq!(letters("إيـران"), letters("ایران"));
        assert_ne!(letters("مدرسة"), letters("مدرسه"));
        assert_eq!(letters("ﻣﺼﺮ"), letters("مصر"));
        assert_eq!((Letters::read("عام2015"), Letters::read("ﻻ")), (None, None));
        assert_eq!(Letters::read(&"ا".repeat(22)), None);
    }

    #[test]
    fn parts_are_the_letters_of_the_parts() {
        let word = letters("وبمدرستهما");
        assert_eq!(word.behind(2), letters("مدرستهما"));
        assert_eq!(word.behind(2).first(5), letters("مدرست"));
        assert_eq!(word.last(3), letters("هما"));
        assert!(word.ends_with(letters("هما")) && !word.ends_with(letters("هم")));
        assert_eq!(letters("لعراق").after(of('ا')), letters("العراق"));
        assert_eq!((word.behind(99).len(), word.first(99)), (0, word));
        assert_eq!((word.get(0), word.get_back(0), word.get_back(99)), (of('و'), of('ا'), 0));
    }

    #[test]
    fn the_longest_word_fits() {
        let longest = letters(&"ي".repeat(21));
        assert_eq!((longest.len(), longest.get(20), longest.get(21)), (21, of('ي'), 0));
        assert_eq!(longest.after(of('ا')).len(), 21);
    }
}
