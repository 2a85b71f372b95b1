//! The fast way to key words: plain Arabic words are folded and packed straight from the bytes of the text.
//!
//! A plain word is two letters or more of the Arabic language, no mark, stroke or control among or behind them, and
//! folds letter by letter. Its end is plain to see, so the tokenizer would cut it out just so. Every other word is left
//! to the tokenizer and the normalizer: this is a shortcut, never another opinion.

use super::packed::{MAX_LETTERS, Packed, letter_code};
use crate::{Fold, FoldSet};

/// Finds and folds plain words.
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    /// The number of each character from U+0600 on, folded as inside a word; 0 for what is no plain letter.
    inside: [u8; 128],
    /// The same at a word's end.
    last: [u8; 128],
    /// Whether أبو and the like have one form.
    hamza: bool,
    servant: bool,
}

/// A plain word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) packed: Packed,
    /// Where it ends.
    pub(crate) end: usize,
}

/// Letters that fit 64 bits.
const SHORT: usize = 10;
const HAMZA: u64 = 1 << letter_code('ء');
/// The letters of عبدال.
const SERVANT: u64 = 1 << letter_code('ع')
    | 1 << letter_code('ب')
    | 1 << letter_code('د')
    | 1 << letter_code('ا')
    | 1 << letter_code('ل');

impl Scanner {
    /// A scanner for these folds; none where they reach beyond single words of the Arabic language.
    pub(crate) fn new(folds: FoldSet) -> Option<Scanner> {
        if folds.contains(Fold::Transliteration) {
            return None;
        }
        let mut scanner = Scanner {
            inside: [0; 128],
            last: [0; 128],
            hamza: folds.contains(Fold::Hamza),
            servant: folds.contains(Fold::Spacing),
        };
        let letters = ('\u{600}'..='\u{67F}').zip(scanner.inside.iter_mut().zip(&mut scanner.last));
        for (c, (inside, last)) in letters {
            let fold =
                |fold, from: &[char], to| if folds.contains(fold) && from.contains(&c) { to } else { c };
            let everywhere = fold(Fold::Alef, &['أ', 'إ', 'آ'], 'ا');
            let hamza = fold(Fold::Hamza, &['ؤ'], 'ئ');
            let maksura = fold(Fold::AlefMaksura, &['ى'], 'ي');
            let teh = fold(Fold::TehMarbuta, &['ة'], 'ه');
            let changed = |others: &[char]| others.iter().copied().find(|other| *other != c).unwrap_or(c);
            *inside = letter_code(changed(&[everywhere, hamza]));
            *last = letter_code(changed(&[everywhere, maksura, teh]));
        }
        Some(scanner)
    }

    /// The plain word that begins at `at`, if one does.
    #[inline]
    pub(crate) fn word(&self, bytes: &[u8], at: usize) -> Option<Plain> {
        let (mut bits, mut seen, mut end, mut last) = (0_u64, 0_u64, at, 0);
        // The last letter that fits is left to the long way, which sees the end.
        while end < at + 2 * SHORT {
            let Some(letter) = letter(bytes, end) else { break };
            let code = self.inside.get(letter).copied().unwrap_or(0);
            if code == 0 {
                break;
            }
            bits = bits << 6 | u64::from(code);
            seen |= 1 << code;
            last = letter;
            end += 2;
        }
        let mut bits = u128::from(bits);
        if end == at + 2 * SHORT {
            (bits, end, last) = self.long(bytes, bits, &mut seen, end, last)?;
        }
        let letters = (end - at) / 2;
        let last = self.last.get(last).copied().unwrap_or(0);
        if letters < 2 || last == 0 || !ends(bytes, end, letters) {
            return None;
        }
        let packed = Packed::from_bits(bits & !0x3F | u128::from(last))?;
        if seen & (HAMZA | SERVANT) != 0 && self.folds_beyond_letters(bytes.get(at..end)?, seen, packed) {
            return None;
        }
        // No hamza folds at a word's start.
        let first = letter(bytes, at)?;
        (first != WAW_HAMZA).then_some(Plain { packed, end })
    }

    /// Reads on behind the letters that fit 64 bits.
    #[inline(never)]
    fn long(
        &self,
        bytes: &[u8],
        mut bits: u128,
        seen: &mut u64,
        mut end: usize,
        mut last: usize,
    ) -> Option<(u128, usize, usize)> {
        let mut letters = SHORT as u32;
        while let Some(letter) = letter(bytes, end) {
            let code = self.inside.get(letter).copied().unwrap_or(0);
            if code == 0 {
                break;
            }
            letters += 1;
            // A clitic less and an article more must fit too.
            if letters >= MAX_LETTERS {
                return None;
            }
            bits = bits << 6 | u128::from(code);
            *seen |= 1 << code;
            last = letter;
            end += 2;
        }
        Some((bits, end, last))
    }

    /// Whether a fold may take more than a letter: وء or ىء, or عبد written onto an article.
    fn folds_beyond_letters(&self, word: &[u8], seen: u64, packed: Packed) -> bool {
        if self.hamza && seen & HAMZA != 0 {
            let mut pairs = word.windows(4).step_by(2).skip(1).enumerate();
            let count = word.len() / 2;
            let folds = |(at, pair): (usize, &[u8])| match *pair {
                [0xD9, 0x89, 0xD8, 0xA1] => true,
                [0xD9, 0x88, 0xD8, 0xA1] => at + 3 < count,
                _ => false,
            };
            if pairs.any(folds) {
                return true;
            }
        }
        self.servant && seen & SERVANT == SERVANT && packed.letters() > 6 && {
            let letters = packed.letters();
            (5..8).any(|end| letters >= end && packed.bits() >> (6 * (letters - end)) & 0x3FFF_FFFF == ABDAL)
        }
    }
}

/// عبدال.
const ABDAL: u128 = (letter_code('ع') as u128) << 24
    | (letter_code('ب') as u128) << 18
    | (letter_code('د') as u128) << 12
    | (letter_code('ا') as u128) << 6
    | letter_code('ل') as u128;
/// ؤ, counted from U+0600.
const WAW_HAMZA: usize = 0x24;

/// The character at `at`, counted from U+0600, if it is below U+0680.
#[inline]
fn letter(bytes: &[u8], at: usize) -> Option<usize> {
    let &[lead, second] = bytes.get(at..)?.first_chunk()?;
    (lead & 0xFE == 0xD8).then_some(usize::from(lead & 1) << 6 | usize::from(second & 0x3F))
}

/// Whether a word of so many letters surely ends here: nothing that belongs to words follows, and no dot that could be
/// an abbreviation's.
#[inline]
fn ends(bytes: &[u8], end: usize, letters: usize) -> bool {
    match bytes.get(end..) {
        None | Some([]) => true,
        Some([b' ', ..]) => true,
        Some([b'.', ..]) => letters > 3,
        Some(&[next, ..]) if next < 0x80 => true,
        // ، ؛ ؟, « », and General Punctuation that can be seen.
        Some([0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xC2, 0xAB | 0xBB, ..] | [0xE2, 0x80, 0x90..=0xA7, ..]) => {
            true
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::KeyWords;
    use crate::{TokenKind, Tokenizer};

    fn check(folds: FoldSet, text: &str) {
        let Some(scanner) = Scanner::new(folds) else { return };
        let Some(plain) = scanner.word(text.as_bytes(), 0) else { return };
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
