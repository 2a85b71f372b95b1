//! Plain words with marks or stretching strokes in them: folded and packed from the bytes of the text as well.

use super::packed::{MAX_LETTERS, Packed};
use super::scan::{Plain, Scanner, YEH_HAMZA, ends, has_servant};
use crate::Fold;

/// A character of two bytes.
type Pair = [u8; 2];

const TATWEEL: Pair = [0xD9, 0x80];
/// The tanween of an accusative, and the alef it is written with.
const FATHATAN: Pair = [0xD9, 0x8B];
const ALEF: Pair = [0xD8, 0xA7];
const WAW: Pair = [0xD9, 0x88];
const MAKSURA: Pair = [0xD9, 0x89];
const HAMZA: Pair = [0xD8, 0xA1];
const TEH_MARBUTA: Pair = [0xD8, 0xA9];

/// Letters, packed, with what stands between them left out.
#[derive(Default)]
struct Letters {
    bits: u128,
    count: usize,
    last: Pair,
}

impl Scanner {
    /// The word of plain letters, marks and strokes that begins at `at`, if one does, and if no fold looks beyond the
    /// letter it changes, but for the accusative's.
    pub(crate) fn marked(&self, bytes: &[u8], at: usize) -> Option<Plain> {
        let rest = bytes.get(at..)?;
        let pairs = rest.chunks_exact(2).filter_map(<[u8]>::first_chunk);
        let belongs =
            |pair: &&Pair| self.code(*pair) > 0 || is_mark(**pair) || matches!(**pair, TATWEEL | FATHATAN);
        let end = 2 * pairs.take_while(belongs).count();
        let word = rest.get(..end)?;
        let (body, accusative) = match word {
            // At a word's end they are one suffix, in either order.
            [body @ .., 0xD8, 0xA7, 0xD9, 0x8B] | [body @ .., 0xD9, 0x8B, 0xD8, 0xA7] => (body, true),
            _ => (word, false),
        };
        let Letters { mut bits, count, last } = self.letters(body)?;
        if count < 2 || !ends(rest.get(end..)?, count + usize::from(accusative)) {
            return None;
        }
        if accusative {
            // The alef is gone, and what is before it was folded as inside a word.
            if !(self.has(Fold::Accusative) && takes_accusative(last)) {
                return None;
            }
        } else {
            let folded = self.last(bits as u64);
            if folded == 0 || (body.ends_with(&FATHATAN) && last == ALEF) {
                return None;
            }
            bits = bits & !0xFF | u128::from(folded);
        }
        let packed = Packed::from_bits(bits)?;
        let eight = if count > 8 { bits >> (8 * (count - 8)) } else { bits << (8 * (8 - count)) } as u64;
        let first = eight >> 56;
        // What is looked at beyond letters has been, but for عبد and a first ؤ.
        let folds = first == YEH_HAMZA || (count > 6 && has_servant(eight));
        (!folds).then_some(Plain { packed, first, end: at + end })
    }

    /// The letters of a word without its accusative; nothing where a fold would look at more than one of them.
    fn letters(&self, body: &[u8]) -> Option<Letters> {
        let mut letters = Letters::default();
        let mut pairs = body.chunks_exact(2).filter_map(<[u8]>::first_chunk::<2>).peekable();
        while let Some(&pair) = pairs.next() {
            let code = self.code(&pair);
            let fold = if pair == TATWEEL { Fold::Tatweel } else { Fold::Diacritics };
            if code == 0 {
                // A tanween inside a word may be an accusative's that went astray.
                let astray = pair == FATHATAN && pairs.peek().is_some();
                if letters.count == 0 || astray || !self.has(fold) {
                    return None;
                }
                continue;
            }
            let joins = pair == HAMZA && matches!(letters.last, WAW | MAKSURA);
            // A clitic less and an article more must fit too.
            if joins || letters.count + 2 > MAX_LETTERS as usize {
                return None;
            }
            letters.bits = letters.bits << 8 | u128::from(code);
            (letters.count, letters.last) = (letters.count + 1, pair);
        }
        Some(letters)
    }
}

/// Marks that nothing looks at: tanween but that of the accusative, harakat, shadda, sukun, and the small alef.
const fn is_mark(pair: Pair) -> bool {
    matches!(pair, [0xD9, 0x8C..=0x92 | 0xB0])
}

/// No accusative alef is written after these.
fn takes_accusative(letter: Pair) -> bool {
    // أ إ آ and ا
    !matches!(letter, [0xD8, 0xA2 | 0xA3 | 0xA5] | ALEF | MAKSURA | TEH_MARBUTA)
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
