//! The fast way to key words: plain Arabic words are folded and packed straight from the bytes of the text.
//!
//! A plain word is two letters or more of the Arabic language, no mark, stroke or control among or behind them, and
//! folds letter by letter. Its end is plain to see, so the tokenizer would cut it out just so. Every other word is left
//! to the tokenizer and the normalizer: this is a shortcut, never another opinion.

use super::letters::{LOOK, Letters, Rules, YEH_HAMZA};
use super::marked::Kinds;
use super::packed::{MAX_LETTERS, Packed, letter_code, may_be_proclitic};
use super::signs::{four, is_arabic_sign};
use crate::tokenize::ARABIC_ABBREVIATIONS;
use crate::{Fold, FoldSet};

/// Finds and folds the plain words of one text after another.
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    letters: Letters,
    pub(super) rules: Rules,
    /// What the characters of two bytes are, for words that are read one by one.
    pub(super) kinds: Kinds,
    /// The letters of the Arabic abbreviations.
    abbreviations: [u64; ARABIC_ABBREVIATIONS.len()],
    folds: FoldSet,
}

/// A plain word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) packed: Packed,
    /// Where it ends.
    pub(crate) end: usize,
}

/// The lowest bit of each of sixteen letters.
const EACH: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const LOOKS: u128 = EACH * LOOK as u128;

impl Scanner {
    /// A scanner for these folds; none where they reach beyond single words of the Arabic language.
    pub(crate) fn new(folds: FoldSet) -> Option<Scanner> {
        let rules = Rules::new(folds);
        let abbreviations = ARABIC_ABBREVIATIONS.map(|word| rules.folded(word));
        let kinds = Kinds::new(rules);
        let scanner = Scanner { letters: Letters::new(rules), rules, kinds, abbreviations, folds };
        (!folds.contains(Fold::Transliteration)).then_some(scanner)
    }

    /// Begins another text.
    pub(crate) fn clear(&mut self) {
        self.letters.clear();
    }

    /// [`word`](Self::word), where few words come by.
    #[inline(never)]
    pub(crate) fn single_word(&mut self, bytes: &[u8], at: usize) -> Option<Plain> {
        self.word(bytes, at)
    }

    /// The plain word that begins at `at`, if one does.
    ///
    /// Looks at sixteen letters, whatever they are, and then sees how many of them there were: words end anywhere, and a
    /// loop would be wrong about nearly each.
    #[inline(always)]
    pub(crate) fn word(&mut self, bytes: &[u8], at: usize) -> Option<Plain> {
        let sixteen = self.letters.sixteen(bytes, at);
        let (bits, letters) = up_to_zero(sixteen);
        // A clitic less and an article more must fit too.
        if letters.wrapping_sub(2) > MAX_LETTERS - 3 {
            return None;
        }
        let end = at + 2 * letters as usize;
        if bytes.get(end) != Some(&b' ') && !self.ends_otherwise(bytes, end, bits as u64, letters) {
            return None;
        }
        let bits = if bits & LOOKS == 0 { bits } else { looked_at(bits, letters)? };
        Some(Plain { packed: Packed::from_bits(bits)?, end })
    }

    /// Whether a word ends where something else than a space follows.
    #[inline(never)]
    fn ends_otherwise(&self, bytes: &[u8], end: usize, bits: u64, letters: u32) -> bool {
        let behind = bytes.get(end..).unwrap_or_default();
        if ends(behind, letters as usize) {
            return true;
        }
        let is_abbreviation = || self.abbreviations.contains(&bits);
        match *behind {
            [b'.'] | [b'.', b' ' | b'\n', ..] => !is_abbreviation(),
            // A clitic and an abbreviation begin like one.
            [b'.', ..] => !is_abbreviation() && !may_be_proclitic(bits & 0xFF),
            _ => false,
        }
    }

    pub(super) fn has(&self, fold: Fold) -> bool {
        self.folds.contains(fold)
    }
}

/// The numbers before the first that is 0, and how many there are.
#[inline(always)]
const fn up_to_zero(sixteen: u128) -> (u128, u32) {
    let (low, high) = (sixteen as u64, (sixteen >> 64) as u64);
    let (in_low, in_high) = (zeros(low), zeros(high));
    // The bits below the lowest one: all, if there is none.
    let (low, high) = (
        low & (in_low & in_low.wrapping_neg()).wrapping_sub(1),
        high & (in_high & in_high.wrapping_neg()).wrapping_sub(1),
    );
    // All bits, if the first eight are letters. Not a branch: one word in five is so long.
    let is_long = 0_u64.wrapping_sub((in_low == 0) as u64);
    let letters = in_low.trailing_zeros() / 8 + ((in_high.trailing_zeros() / 8) & is_long as u32);
    (((high & is_long) as u128) << 64 | low as u128, letters)
}

/// The word without marks, if the letters that have them neither fold nor part it.
#[cold]
#[inline(never)]
fn looked_at(bits: u128, letters: u32) -> Option<u128> {
    let bits = bits & !LOOKS;
    let (first, last) = (bits as u8, (bits >> (8 * (letters - 1))) as u8);
    let folds = first == YEH_HAMZA || last == YEH_HAMZA || hamza_may_fold(bits, letters) || has_servant(bits);
    (!folds).then_some(bits)
}

/// Whether عبدال may stand at the beginning of a word, or behind one or two letters.
pub(super) const fn has_servant(bits: u128) -> bool {
    const LETTERS: u128 = 0xFF_FFFF_FFFF;
    const ABDAL: u128 = Packed::of_letters(&['ع', 'ب', 'د', 'ا', 'ل']).bits();
    (bits & LETTERS == ABDAL) | (bits >> 8 & LETTERS == ABDAL) | (bits >> 16 & LETTERS == ABDAL)
}

/// Whether a ء stands behind و or ى: at the end behind ى only.
const fn hamza_may_fold(bits: u128, letters: u32) -> bool {
    let (hamza, waw, maksura) = (equal(bits, 'ء'), equal(bits, 'و'), equal(bits, 'ى'));
    let last = 0xFF << (8 * (letters - 1));
    hamza & !last & waw << 8 | hamza & maksura << 8 != 0
}

/// The highest bit of each letter that is this one.
const fn equal(bits: u128, letter: char) -> u128 {
    let others = bits ^ (EACH * letter_code(letter) as u128);
    !(others + EACH * 0x7F) & (EACH * 0x80)
}

/// The highest bit of each byte that is 0, of bytes below 128.
#[inline(always)]
const fn zeros(bytes: u64) -> u64 {
    const LOW: u64 = EACH as u64 * 0x7F;
    !(bytes + LOW) & !LOW
}

/// Whether a word of so many letters surely ends before this: nothing that belongs to words follows, and no dot that
/// could be an abbreviation's.
#[inline(always)]
pub(super) fn ends(behind: &[u8], letters: usize) -> bool {
    // Without a branch, for it is not to be foreseen what follows.
    let four = four(behind);
    let [first, second, third, _] = four.to_le_bytes();
    let ascii = (first < 0x80) & ((first != b'.') | (letters > 3));
    // « and », and General Punctuation that can be seen.
    let quote = (first == 0xC2) & ((second == 0xAB) | (second == 0xBB));
    let general = (first == 0xE2) & (second == 0x80) & (third.wrapping_sub(0x90) <= 0xA7 - 0x90);
    ascii | quote | general | is_arabic_sign(four as u16)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::KeyWords;
    use crate::{TokenKind, Tokenizer};

    /// What the scanner makes of a word, the tokenizer and the normalizer must make of it too.
    pub(in crate::keys) fn check(folds: FoldSet, text: &str) {
        let Some(mut scanner) = Scanner::new(folds) else { return };
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
        let key = |text: &str| {
            let mut scanner = Scanner::new(FoldSet::search()).unwrap();
            scanner.word(text.as_bytes(), 0).map(|plain| plain.packed)
        };
        assert_eq!(key("إيران، وسوريا"), Packed::of("ايران"));
        assert_eq!(key("مؤسسة"), Packed::of("مئسسه"));
        assert_eq!(key("ضوء"), Packed::of("ضوء"));
        assert_eq!(key("والاستراتيجيات "), Packed::of("والاستراتيجيات"));
        for other in
            ["ق.م", "شوءون", "عبدالله", "وعبدالرحمن", "مُحمد", "سوريـا", "و", "nato", "5", "ؤمن", "وم.", ""]
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
