//! A word as the segmenter reads it: its letters, and what its spelling says beyond them.

use super::letters::{self, Letters};
use crate::chars;

/// A word's letters, and the evidence in its hamzas and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) letters: Letters,
    /// Which letters are written أ, and which إ: a bit a letter.
    pub(crate) above: u32,
    pub(crate) below: u32,
    pub(crate) madda: u32,
    /// Whether the last letter is written ى.
    pub(crate) maksura: bool,
    /// Whether it ends in the stroke that stands for a word to come: `بالـ`.
    pub(crate) dangling: bool,
    /// Marks on each letter; none in most text.
    marks: Option<[u8; Letters::MAX]>,
}

/// Marks of a letter that say something about clitics.
pub(crate) mod mark {
    pub(crate) const FATHA: u8 = 1;
    pub(crate) const DAMMA: u8 = 2;
    pub(crate) const KASRA: u8 = 4;
    pub(crate) const SUKUN: u8 = 8;
    pub(crate) const SHADDA: u8 = 16;
    pub(crate) const TANWEEN: u8 = 32;
}

const fn mark_bit(c: char) -> u8 {
    match c {
        '\u{64E}' => mark::FATHA,
        '\u{64F}' => mark::DAMMA,
        '\u{650}' => mark::KASRA,
        '\u{652}' => mark::SUKUN,
        '\u{651}' => mark::SHADDA,
        '\u{64B}'..='\u{64D}' => mark::TANWEEN,
        _ => 0,
    }
}

const ALEF: u8 = letters::of('ا');
const WAW: u8 = letters::of('و');
const YEH: u8 = letters::of('ي');

impl Word {
    /// Reads a word; `None` where it has something else in it but Arabic letters and marks, or more than
    /// [`Letters::MAX`] letters: such a word is never cut.
    pub(crate) fn read(word: &str) -> Option<Word> {
        let mut letters = Letters::default();
        let (mut above, mut below, mut madda) = (0, 0, 0);
        let (mut maksura, mut dangling) = (false, false);
        let mut marks: Option<[u8; Letters::MAX]> = None;
        for c in word.chars().map(letters::plain) {
            let code = letters::code(c);
            if code != 0 {
                let bit = 1 << letters.len();
                letters = letters.with(code)?;
                match c {
                    'أ' => above |= bit,
                    'إ' => below |= bit,
                    'آ' => madda |= bit,
                    _ => {}
                }
                (maksura, dangling) = (c == 'ى', false);
                continue;
            }
            if !chars::is_transparent(c) {
                return None;
            }
            let last = letters.len().checked_sub(1)?;
            dangling = c == '\u{640}';
            // A hamza or madda written apart is part of its letter.
            match (c, letters.get(last)) {
                ('\u{653}', ALEF) => madda |= 1 << last,
                ('\u{654}', ALEF) => above |= 1 << last,
                ('\u{655}', ALEF) => below |= 1 << last,
                ('\u{654}', WAW) => letters = letters.with_last(letters::of('ؤ')),
                ('\u{654}', YEH) => {
                    letters = letters.with_last(letters::of('ئ'));
                    maksura = false;
                }
                _ => {}
            }
            let bit = mark_bit(c);
            if bit != 0 {
                if let Some(on) = marks.get_or_insert([0; Letters::MAX]).get_mut(last) {
                    *on |= bit;
                }
            }
        }
        (letters.len() > 0).then_some(Word { letters, above, below, madda, maksura, dangling, marks })
    }

    /// The marks on a letter: bits of [`mark`].
    #[inline]
    pub(crate) fn marks(&self, letter: usize) -> u8 {
        self.marks.as_ref().and_then(|marks| marks.get(letter)).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) const fn is_vocalized(&self) -> bool {
        self.marks.is_some()
    }

    /// Whether a letter is an alef written with its hamza or madda.
    #[inline]
    pub(crate) const fn hamza_at(&self, letter: usize) -> bool {
        (self.above | self.below | self.madda) >> letter & 1 == 1
    }

    /// Where a letter begins in the word as it is written, in bytes; the word's length for the place behind its last.
    pub(crate) fn offset(&self, written: &str, letter: usize) -> usize {
        if letter >= self.letters.len() {
            return written.len();
        }
        if written.len() == 2 * self.letters.len() {
            return 2 * letter; // no marks, and every letter is of two bytes
        }
        let mut letters = written.char_indices().filter(|&(_, c)| letters::code(c) != 0);
        letters.nth(letter).map_or(written.len(), |(at, _)| at)
    }
}

#[cfg(test)]
impl Word {
    /// A word of these letters, every alef with a hamza above.
    pub(crate) fn of(letters: Letters) -> Word {
        let alefs = (0..letters.len()).filter(|&at| letters.get(at) == ALEF);
        let above = alefs.fold(0, |bits, at| bits | 1 << at);
        Word { letters, above, below: 0, madda: 0, maksura: false, dangling: false, marks: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hamzas_and_marks_are_kept_as_evidence() {
        let word = Word::read("وَأَكَّدَ").unwrap();
        assert_eq!((word.letters.len(), word.above, word.below), (4, 0b10, 0));
        assert_eq!((word.marks(0), word.marks(2)), (mark::FATHA, mark::FATHA | mark::SHADDA));
        assert!(word.hamza_at(1) && !word.hamza_at(0) && word.is_vocalized());
        assert!(Word::read("على").unwrap().maksura && !Word::read("علي").unwrap().maksura);
        for (apart, together) in
            [("وا\u{654}كد", "وأكد"), ("ا\u{653}خر", "آخر"), ("رو\u{654}وس", "رؤوس"), ("ري\u{654}يس", "رئيس")]
        {
            assert_eq!(Word::read(apart), Word::read(together), "{together}");
        }
        assert_eq!(Word::read("ﺃﻋﻠﻰ"), Word::read("أعلى"));
        assert_eq!(Word::read("عام2015"), None);
        assert_eq!(Word::read(""), None);
    }

    #[test]
    fn a_letter_keeps_its_marks_and_the_stroke_behind_it() {
        let word = "بِـالبيت";
        let read = Word::read(word).unwrap();
        assert_eq!(&word[..read.offset(word, 1)], "بِـ");
        assert_eq!((read.offset(word, 6), read.offset("بالبيت", 3)), (word.len(), 6));
    }
}
