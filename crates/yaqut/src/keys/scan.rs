//! The fast way to key words: plain Arabic words are folded and packed straight from the bytes of the text.
//!
//! A plain word is two letters or more of the Arabic language, no mark, stroke or control among or behind them, and
//! folds letter by letter. Its end is plain to see, so the tokenizer would cut it out just so. Every other word is left
//! to the tokenizer and the normalizer: this is a shortcut, never another opinion.

use std::fmt;

use super::packed::{MAX_LETTERS, Packed, letter_code, may_be_proclitic};
use crate::{Fold, FoldSet};

/// Finds and folds plain words.
pub(crate) struct Scanner {
    /// The number of each character of two bytes, folded as inside a word, at the place of its two bytes as one number,
    /// so that all of them are neighbours; 0 for what is no plain letter.
    inside: Box<[u8; 1 << 16]>,
    /// The number of each letter once more, by its number inside a word, now folded as at a word's end; 0 where the
    /// letter would have to be looked at.
    last: [u8; 64],
    folds: FoldSet,
}

/// A plain word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) packed: Packed,
    /// The number of its first letter; as wide as the rest, so that all of it stays in registers.
    pub(crate) first: u64,
    /// Where it ends.
    pub(crate) end: usize,
}

/// Letters that are looked up at once.
const SHORT: usize = 8;
/// Bytes of a short word and of the character behind it.
const WINDOW: usize = 2 * SHORT + 4;
/// The lowest bit of each letter of a short word.
const EACH: u64 = 0x0101_0101_0101_0101;
const HAMZA: u64 = letter_code('ء') as u64;
const WAW: u64 = letter_code('و') as u64;
const MAKSURA: u64 = letter_code('ى') as u64;
/// What ؤ becomes inside a word, if it folds: where it comes first or last, the word has to be looked at.
pub(super) const YEH_HAMZA: u64 = letter_code('ئ') as u64;

impl Scanner {
    /// A scanner for these folds; none where they reach beyond single words of the Arabic language.
    pub(crate) fn new(folds: FoldSet) -> Option<Scanner> {
        if folds.contains(Fold::Transliteration) {
            return None;
        }
        let inside = vec![0; 1 << 16].into_boxed_slice().try_into().ok()?;
        let mut scanner = Scanner { inside, last: [0; 64], folds };
        let hamza = folds.contains(Fold::Hamza);
        for c in ('ء'..='غ').chain('ف'..='ي') {
            let (inside, last) = match c {
                'أ' | 'إ' | 'آ' if folds.contains(Fold::Alef) => ('ا', Some('ا')),
                'ؤ' if hamza => ('ئ', None),
                'ئ' if hamza => (c, None),
                'ى' if folds.contains(Fold::AlefMaksura) => (c, Some('ي')),
                'ة' if folds.contains(Fold::TehMarbuta) => (c, Some('ه')),
                _ => (c, Some(c)),
            };
            let code = letter_code(inside);
            let mut bytes = [0; 2];
            c.encode_utf8(&mut bytes);
            scanner
                .inside
                .get_mut(usize::from(u16::from_be_bytes(bytes)))
                .into_iter()
                .for_each(|known| *known = code);
            let last = last.map_or(0, letter_code);
            scanner.last.get_mut(usize::from(code)).into_iter().for_each(|known| *known = last);
        }
        Some(scanner)
    }

    /// The plain word that begins at `at`, if one does, or one with marks.
    #[inline(never)]
    pub(crate) fn any_word(&self, bytes: &[u8], at: usize) -> Option<Plain> {
        self.word(bytes, at).or_else(|| self.marked(bytes, at))
    }

    /// The plain word that begins at `at`, if one does.
    #[inline(always)]
    pub(crate) fn word(&self, bytes: &[u8], at: usize) -> Option<Plain> {
        let rest = bytes.get(at..)?;
        match rest.first_chunk() {
            Some(window) => self.short(window, rest, at),
            None => self.near_the_end(rest, at),
        }
    }

    /// The same where less than a window is left.
    #[inline(never)]
    fn near_the_end(&self, rest: &[u8], at: usize) -> Option<Plain> {
        self.short(&padded(rest), rest, at)
    }

    /// Looks up eight letters at once, whatever they are, and then sees how many of them there were: words end anywhere,
    /// and a loop would be wrong about nearly each.
    #[inline(always)]
    fn short(&self, window: &[u8; WINDOW], rest: &[u8], at: usize) -> Option<Plain> {
        let eight = self.eight(window);
        let none = zeros(eight);
        if none == 0 {
            return self.long(rest, at, eight);
        }
        let behind = none.leading_zeros();
        let letters = behind as usize / 8;
        if letters < 2 {
            return None;
        }
        let (short, first) = (eight >> (64 - behind), eight >> 56);
        let last = self.last(short);
        let behind = window.get(2 * letters..)?;
        if last == 0
            || !(ends(behind, letters) || (behind.starts_with(b".") && !may_abbreviate(short, first)))
        {
            return None;
        }
        let hamza_folds = equal(short, HAMZA) != 0 && hamza_may_fold(short);
        // Not `&&`: one word in four has so many letters, and no branch could tell which.
        if hamza_folds || (first == YEH_HAMZA) | ((letters > 6) & has_servant(eight)) {
            return None;
        }
        let packed = Packed::from_bits(u128::from(short & !0xFF | u64::from(last)))?;
        Some(Plain { packed, first, end: at + 2 * letters })
    }

    /// The numbers of eight letters, the first one highest.
    #[inline(always)]
    fn eight(&self, window: &[u8; WINDOW]) -> u64 {
        let code = |pair: u64| u64::from(self.inside.get(usize::from(pair as u16)).copied().unwrap_or(0));
        let four =
            |pairs| code(pairs >> 48) << 24 | code(pairs >> 32) << 16 | code(pairs >> 16) << 8 | code(pairs);
        let [low, high] = words(window);
        four(low) << 32 | four(high)
    }

    pub(super) fn has(&self, fold: Fold) -> bool {
        self.folds.contains(fold)
    }

    /// The number of the last letter of a word, by its number inside one; 0 where it would have to be looked at.
    #[inline(always)]
    pub(super) fn last(&self, code: u64) -> u8 {
        self.last.get(code as usize & 0x3F).copied().unwrap_or(0)
    }

    #[inline(always)]
    pub(super) fn code(&self, pair: &[u8]) -> u8 {
        match *pair {
            [lead, second] => {
                self.inside.get(usize::from(u16::from_be_bytes([lead, second]))).copied().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// The plain word, if it is longer than eight letters: another eight at once.
    #[inline(never)]
    fn long(&self, rest: &[u8], at: usize, eight: u64) -> Option<Plain> {
        let behind = rest.get(2 * SHORT..)?;
        let others = match behind.first_chunk() {
            Some(window) => self.eight(window),
            None => self.eight(&padded(behind)),
        };
        let others_end = zeros(others).leading_zeros();
        let letters = SHORT + others_end as usize / 8;
        // A clitic less and an article more must fit too.
        if letters >= MAX_LETTERS as usize {
            return None;
        }
        let bits = (u128::from(eight) << 64 | u128::from(others)) >> (64 - others_end);
        let (last, first) = (self.last(bits as u64), eight >> 56);
        let folds =
            hamza_joins(eight) || hamza_may_fold(bits as u64) || first == YEH_HAMZA || has_servant(eight);
        if last == 0 || folds || !ends(rest.get(2 * letters..)?, letters) {
            return None;
        }
        let packed = Packed::from_bits(bits & !0xFF | u128::from(last))?;
        Some(Plain { packed, first, end: at + 2 * letters })
    }
}

impl fmt::Debug for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner").finish_non_exhaustive()
    }
}

/// عبدال.
const ABDAL: u64 = (letter_code('ع') as u64) << 32
    | (letter_code('ب') as u64) << 24
    | (letter_code('د') as u64) << 16
    | (letter_code('ا') as u64) << 8
    | letter_code('ل') as u64;

/// A window of less: what is behind the end reads as NUL, which belongs to no word.
fn padded(rest: &[u8]) -> [u8; WINDOW] {
    let mut window = [0; WINDOW];
    window.iter_mut().zip(rest).for_each(|(byte, known)| *byte = *known);
    window
}

/// The letters of a window, four a number.
#[inline(always)]
fn words(window: &[u8; WINDOW]) -> [u64; 2] {
    let mut words =
        window.chunks_exact(8).filter_map(|eight| Some(u64::from_be_bytes(eight.try_into().ok()?)));
    std::array::from_fn(|_| words.next().unwrap_or(0))
}

/// Whether عبدال may stand at the beginning of eight letters, or behind one or two of them.
#[inline]
pub(super) const fn has_servant(eight: u64) -> bool {
    const LETTERS: u64 = 0xFF_FFFF_FFFF;
    (eight >> 24 == ABDAL) | (eight >> 16 & LETTERS == ABDAL) | (eight >> 8 & LETTERS == ABDAL)
}

/// Whether a ء stands behind و or ى.
const fn hamza_joins(eight: u64) -> bool {
    equal(eight, HAMZA) << 8 & (equal(eight, WAW) | equal(eight, MAKSURA)) != 0
}

/// Whether a ء stands behind و or ى: at the end behind ى only.
#[inline(never)]
const fn hamza_may_fold(short: u64) -> bool {
    let (hamza, waw, maksura) = (equal(short, HAMZA), equal(short, WAW), equal(short, MAKSURA));
    ((hamza & !0xFF) << 8 & waw) | (hamza << 8 & maksura) != 0
}

/// The highest bit of each letter that is this one.
#[inline]
const fn equal(short: u64, letter: u64) -> u64 {
    zeros(short ^ (EACH * letter))
}

/// The highest bit of each byte that is 0.
#[inline]
const fn zeros(bytes: u64) -> u64 {
    const LOW: u64 = EACH * 0x7F;
    !(((bytes & LOW) + LOW) | bytes | LOW)
}

/// Whether a word of two or three letters may be an abbreviation, or a clitic and one, before a dot: as all that begin
/// like a clitic, إلخ, مج and تح.
#[inline(never)]
const fn may_abbreviate(short: u64, first: u64) -> bool {
    const ILKH: u64 = (letter_code('ل') as u64) << 8 | letter_code('خ') as u64;
    const VOLUME: u64 = (letter_code('م') as u64) << 8 | letter_code('ج') as u64;
    const EDITED: u64 = (letter_code('ت') as u64) << 8 | letter_code('ح') as u64;
    may_be_proclitic(first) || short & 0xFFFF == ILKH || short == VOLUME || short == EDITED
}

/// Whether a word of so many letters surely ends before this: nothing that belongs to words follows, and no dot that
/// could be an abbreviation's.
#[inline(always)]
pub(super) fn ends(behind: &[u8], letters: usize) -> bool {
    match *behind {
        [] | [b' ', ..] => true,
        [b'.', ..] => letters > 3,
        [next, ..] if next < 0x80 => true,
        // ، ؛ ؟, « », and General Punctuation that can be seen.
        [0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xC2, 0xAB | 0xBB, ..] | [0xE2, 0x80, 0x90..=0xA7, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::KeyWords;
    use crate::{TokenKind, Tokenizer};

    /// What the scanner makes of a word, the tokenizer and the normalizer must make of it too.
    pub(in crate::keys) fn check(folds: FoldSet, text: &str) {
        let Some(scanner) = Scanner::new(folds) else { return };
        let (plain, marked) = (scanner.word(text.as_bytes(), 0), scanner.marked(text.as_bytes(), 0));
        let Some(plain) = plain.or(marked) else { return };
        let token = Tokenizer::new().tokenize(text).next().unwrap();
        assert_eq!((token.kind(), token.span().end), (TokenKind::Word, plain.end), "{text:?}");
        let mut keys = KeyWords::default();
        keys.push_token(folds, text, token, false);
        let words = keys.words();
        assert_eq!(words.len(), 1, "{text:?}");
        assert_eq!(Packed::of(keys.key(&words[0])), Some(plain.packed), "{text:?}");
    }

    #[test]
    fn plain_words_are_folded() {
        let scanner = Scanner::new(FoldSet::search()).unwrap();
        let key = |text: &str| scanner.word(text.as_bytes(), 0).map(|plain| plain.packed);
        assert_eq!(key("إيران، وسوريا"), Packed::of("ايران"));
        assert_eq!(key("مؤسسة"), Packed::of("مئسسه"));
        assert_eq!(key("ضوء"), Packed::of("ضوء"));
        assert_eq!(key("والاستراتيجيات "), Packed::of("والاستراتيجيات"));
        for other in
            ["ق.م", "شوءون", "عبدالله", "وعبدالرحمن", "مُحمد", "سوريـا", "و", "nato", "5", "ؤمن", "بن.", ""]
        {
            assert_eq!(key(other), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(crate::tests::cases(2000))]

        #[test]
        fn a_plain_word_is_what_the_tokenizer_and_the_normalizer_make_of_it(
            word in "[ءآأؤإئابةتدعكلنهوىي]{1,24}|و?ل?ال?عبدال[اأحرم]{0,4}|ش[وى]ء[وىن]{0,2}",
            behind in "[ .،؟:«»“”\u{2026}a5\u{640}\u{64B}\u{64E}\u{200C}\u{200F}\u{AD}\nءپ]{0,3}",
            bits in 0_u32..1 << 14,
        ) {
            check(FoldSet::from_bits(bits), &format!("{word}{behind}"));
            check(FoldSet::search(), &format!("{word}{behind}"));
        }
    }
}
