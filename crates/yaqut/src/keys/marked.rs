//! Plain words with marks or stretching strokes in them: folded and packed from the bytes of the text as well.

use super::packed::{MAX_LETTERS, Packed, letter_code};
use super::scan::{Plain, Scanner, ends, has_servant};
use crate::Fold;

const TATWEEL: [u8; 2] = [0xD9, 0x80];
/// The tanween of an accusative, and the alef it is written with.
const FATHATAN: [u8; 2] = [0xD9, 0x8B];
const ALEF: [u8; 2] = [0xD8, 0xA7];
const WAW: [u8; 2] = [0xD9, 0x88];
const MAKSURA: [u8; 2] = [0xD9, 0x89];
const HAMZA: [u8; 2] = [0xD8, 0xA1];
const TEH_MARBUTA: [u8; 2] = [0xD8, 0xA9];

impl Scanner {
    /// The word of plain letters, marks and strokes that begins at `at`, if one does, and if no fold looks beyond the
    /// letter it changes, but for the accusative's.
    pub(crate) fn marked(&self, bytes: &[u8], at: usize) -> Option<Plain> {
        let rest = bytes.get(at..)?;
        let (mut bits, mut letters, mut first) = (0_u128, 0, 0);
        // The letter before, and the pair of bytes before.
        let (mut letter, mut before) = ([0; 2], [0; 2]);
        // Where the accusative's alef and tanween begin, as soon as both were seen.
        let mut accusative = None;
        let mut end = 0;
        for pair in rest.chunks_exact(2) {
            let &[lead, second] = pair else { return None };
            let both = [lead, second];
            let code = self.code(pair);
            if accusative.is_some() && (code > 0 || is_mark(both) || both == TATWEEL) {
                return None;
            } else if code > 0 {
                if before == FATHATAN {
                    if both != ALEF || !takes_accusative(letter) {
                        return None;
                    }
                    accusative = Some(letters);
                }
                letters += 1;
                if letters >= MAX_LETTERS as usize || (both == HAMZA && matches!(letter, WAW | MAKSURA)) {
                    return None;
                }
                bits = bits << 8 | u128::from(code);
                if letters == 1 {
                    first = u64::from(code);
                }
                if before != FATHATAN && both == ALEF {
                    // Whether it is an accusative's shows when its tanween comes; the letter before it decides.
                    before = if takes_accusative(letter) { both } else { [0; 2] };
                } else {
                    before = both;
                }
                letter = both;
            } else if both == FATHATAN {
                if !self.has(Fold::Diacritics) || letters == 0 || before == both {
                    return None;
                }
                if letter == ALEF {
                    if before != ALEF {
                        return None;
                    }
                    accusative = Some(letters - 1);
                }
                before = both;
            } else if is_mark(both) && letters > 0 && before != FATHATAN {
                if !self.has(Fold::Diacritics) {
                    return None;
                }
                before = both;
            } else if both == TATWEEL && letters > 0 && before != FATHATAN {
                if !self.has(Fold::Tatweel) {
                    return None;
                }
                before = both;
            } else {
                break;
            }
            end += 2;
        }
        if letters < 2 || !ends(rest.get(end..)?, letters) {
            return None;
        }
        match accusative {
            // The alef is gone, and what is before it was folded as inside a word.
            Some(2..) if self.has(Fold::Accusative) => bits >>= 8,
            Some(_) => return None,
            None => bits = bits & !0xFF | u128::from(Some(self.last(bits as u64)).filter(|&last| last > 0)?),
        }
        let packed = Packed::from_bits(bits)?;
        // What is looked at beyond letters has been, but for عبد and a first ؤ.
        let letters = packed.letters();
        let eight = if letters > 8 { bits >> (8 * (letters - 8)) } else { bits << (8 * (8 - letters)) };
        let folds = first == u64::from(letter_code('ئ')) || (letters > 6 && has_servant(eight as u64));
        (!folds).then_some(Plain { packed, first, end: at + end })
    }
}

/// Marks that nothing looks at: tanween but that of the accusative, harakat, shadda, sukun, and the small alef.
const fn is_mark(both: [u8; 2]) -> bool {
    matches!(both, [0xD9, 0x8C..=0x92 | 0xB0])
}

/// No accusative alef is written after these.
fn takes_accusative(letter: [u8; 2]) -> bool {
    // أ إ آ and ا
    !matches!(letter, [0, 0] | [0xD8, 0xA2 | 0xA3 | 0xA5] | ALEF | MAKSURA | TEH_MARBUTA)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::FoldSet;
    use crate::keys::scan::tests::check;

    #[test]
    fn marked_words_are_folded() {
        let scanner = Scanner::new(FoldSet::search()).unwrap();
        let key = |text: &str| scanner.marked(text.as_bytes(), 0).map(|plain| plain.packed);
        assert_eq!(key("إِيـرانَ "), Packed::of("ايران"));
        assert_eq!(key("المُتَّحِدَةُ، "), Packed::of("المتحده"));
        assert_eq!(key("محمداً"), Packed::of("محمد"));
        assert_eq!(key("محمدًا "), Packed::of("محمد"));
        assert_eq!(key("شيئاً"), Packed::of("شيئ"));
        for other in
            ["ماء\u{64B}ا\u{64E}", "ا\u{64B}", "سو\u{64F}ء", "ا\u{654}حمد", "ـ", "\u{64E}ب", "عب\u{652}دالله"]
        {
            assert_eq!(key(other), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(crate::tests::cases(2000))]

        #[test]
        fn a_marked_word_is_what_the_tokenizer_and_the_normalizer_make_of_it(
            word in "[اأبةتدعكلنهوىيءؤئ\u{640}\u{64B}\u{64E}\u{651}]{1,12}|[دنكبت]{1,3}[\u{64E}\u{64B}ا]{1,4}",
            behind in "[ .،a5\u{654}\u{64B}\u{200C}\u{200F}\n]{0,2}",
            bits in 0_u32..1 << 14,
        ) {
            check(FoldSet::from_bits(bits), &format!("{word}{behind}"));
            check(FoldSet::search(), &format!("{word}{behind}"));
        }
    }
}
