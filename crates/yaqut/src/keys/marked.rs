//! Plain words with marks or stretching strokes in them: folded and packed from the bytes of the text as well.

use super::letters::{Rules, YEH_HAMZA};
use super::packed::{MAX_LETTERS, Packed, letter_code};
use super::scan::{Plain, Scanner, ends, has_servant};
use crate::Fold;

const ALEF: u8 = letter_code('ا');
const WAW: u8 = letter_code('و');
const MAKSURA: u8 = letter_code('ى');
const HAMZA: u8 = letter_code('ء');

/// What is no letter and yet belongs to a word: a mark that nothing looks at, the tanween of an accusative, a stroke.
const MARK: u8 = 0x80;
const FATHATAN: u8 = 0x81;
const TATWEEL: u8 = 0x82;

/// The numbers of the letters as inside a word, [`MARK`] and the like, or 0, by the lower bits of the second byte, for the
/// first bytes D8 and D9.
#[derive(Debug, Clone)]
pub(super) struct Kinds([u8; 128]);

impl Kinds {
    pub(super) fn new(rules: Rules) -> Kinds {
        let kind = |lead, second| match (lead, second) {
            (0xD9, 0x8B) => FATHATAN,
            // The other tanween, harakat, shadda, sukun and the small alef.
            (0xD9, 0x8C..=0x92 | 0xB0) => MARK,
            (0xD9, 0x80) => TATWEEL,
            _ => rules.number(lead, second),
        };
        Kinds(std::array::from_fn(|at| kind(0xD8 | (at >> 6) as u8, 0x80 | at as u8 & 0x3F)))
    }

    fn of(&self, [lead, second]: [u8; 2]) -> u8 {
        let kind = self.0.get(usize::from(lead & 1) << 6 | usize::from(second & 0x3F)).copied();
        if lead & 0xFE == 0xD8 { kind.unwrap_or(0) } else { 0 }
    }
}

/// The letters of a word, and what stood between them.
#[derive(Default)]
struct Letters {
    numbers: [u8; MAX_LETTERS as usize],
    count: usize,
    /// Characters.
    length: usize,
    has_marks: bool,
    has_strokes: bool,
    /// A ء behind و or ى.
    joins: bool,
    /// Tanween of accusatives, the last of which is this character.
    fathatan: usize,
    last_fathatan: usize,
}

impl Scanner {
    /// The word of plain letters, marks and strokes that begins at `at`, if one does, and if no fold looks beyond the
    /// letter it changes, but for the accusative's.
    #[inline(never)]
    pub(crate) fn marked(&self, bytes: &[u8], at: usize) -> Option<Plain> {
        let rest = bytes.get(at..)?;
        let mut letters = self.letters(rest)?;
        let written = letters.count;
        let word = rest.get(..2 * letters.length)?;
        // At a word's end they are one suffix, in either order.
        let accusative = matches!(word, [.., 0xD8, 0xA7, 0xD9, 0x8B] | [.., 0xD9, 0x8B, 0xD8, 0xA7])
            && letters.fathatan == 1;
        if accusative {
            letters.count -= 1;
        }
        let last = letters.numbers.get_mut(letters.count.checked_sub(1)?)?;
        if accusative {
            // The alef is gone, and what is before it was folded as inside a word.
            if !(self.has(Fold::Accusative) && takes_accusative(*last)) {
                return None;
            }
        } else {
            let astray = letters.fathatan > 0
                && (letters.fathatan > 1 || letters.last_fathatan != letters.length || *last == ALEF);
            if astray || *last == YEH_HAMZA {
                return None;
            }
            *last = self.rules.last(*last);
        }
        let known = (!letters.has_marks || self.has(Fold::Diacritics))
            && (!letters.has_strokes || self.has(Fold::Tatweel))
            && !letters.joins;
        if !known || letters.count < 2 || !ends(rest.get(word.len()..)?, written) {
            return None;
        }
        let bits = u128::from_le_bytes(letters.numbers) & ((1 << (8 * letters.count)) - 1);
        // What is looked at beyond letters has been, but for عبد and a first ؤ.
        let folds = bits as u8 == YEH_HAMZA || has_servant(bits);
        (!folds).then_some(Plain { packed: Packed::from_bits(bits)?, end: at + word.len() })
    }

    /// The letters of the word at the beginning of a text, as inside a word; nothing where it does not begin with one, or
    /// has too many.
    fn letters(&self, text: &[u8]) -> Option<Letters> {
        let mut letters = Letters::default();
        let mut before = 0;
        for pair in text.chunks_exact(2).filter_map(<[u8]>::first_chunk) {
            let kind = self.kinds.of(*pair);
            if kind == 0 {
                break;
            }
            letters.length += 1;
            let is_letter = kind < MARK;
            // A clitic less and an article more must fit too.
            if letters.count + 1 >= letters.numbers.len() || (letters.count == 0 && !is_letter) {
                return None;
            }
            // The next letter takes the place of what is none.
            *letters.numbers.get_mut(letters.count)? = kind;
            letters.count += usize::from(is_letter);
            letters.has_marks |= matches!(kind, MARK | FATHATAN);
            letters.has_strokes |= kind == TATWEEL;
            letters.joins |= (kind == HAMZA) & ((before == WAW) | (before == MAKSURA));
            before = if is_letter { kind } else { before };
            letters.fathatan += usize::from(kind == FATHATAN);
            letters.last_fathatan = if kind == FATHATAN { letters.length } else { letters.last_fathatan };
        }
        Some(letters)
    }
}

/// No accusative alef is written after these.
fn takes_accusative(letter: u8) -> bool {
    ['أ', 'إ', 'آ', 'ا', 'ى', 'ة'].iter().all(|&c| letter != letter_code(c))
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
