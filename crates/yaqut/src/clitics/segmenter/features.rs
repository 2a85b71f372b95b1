//! What speaks for a cut: numbers whose weights are added up.
//!
//! Three kinds, so that what several cuts of a word share is added up once: of what comes off the front, of the pronoun,
//! and of the two together. Each was kept because leaving it out made the segmentation of held-out sentences worse, and
//! a dozen more were left out because it did not. What the words beside a word say is a tenth of the errors.

use crate::clitics::grammar::Cuts;
use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::letters::{Letters, begins_with_al};
use crate::clitics::grammar::pronoun::Pronoun;
use crate::clitics::grammar::restore::FreeForm;
use crate::clitics::grammar::word::Word;
use crate::clitics::lexicon::{Entry, Lexicon};

/// The words beside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Beside {
    /// Letters of the word before and behind; none beside a sign or at the edge of the text.
    pub(crate) before: Letters,
    pub(crate) behind: Letters,
}

impl Beside {
    /// Features of a cut among these words.
    #[inline]
    pub(crate) fn features(self, cut: Cut, give: &mut impl FnMut(u64)) {
        let front = u64::from(cut.front_number());
        give(feature(12, front << 6 | u64::from(self.before.get_back(0))));
        give(feature(13, u64::from(cut.pronoun.number()) << 2 | article(self.behind)));
    }
}

/// One number for a feature: its template and what it is about.
#[inline]
fn feature(template: u64, about: u64) -> u64 {
    let mixed = (about << 5 | template).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// How much more frequent a word becomes when something is taken off; below 128.
fn gain(before: Entry, behind: Entry) -> u64 {
    let levels = (u64::from(behind.level()) + 64 - u64::from(before.level())) / 4;
    levels << 2 | u64::from(behind.level() == 0) << 1 | u64::from(before.level() == 0)
}

/// Whether a neighbour begins with the article: 1; 2 if there is no neighbour.
const fn article(word: Letters) -> u64 {
    if word.len() == 0 { 2 } else { begins_with_al(word) as u64 }
}

/// A cut of a word, and what the lexicon says of what it leaves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looked {
    pub(crate) cut: Cut,
    /// The word without its conjunction.
    inner: Entry,
    /// What is left behind the front, with its pronoun.
    rest: Letters,
    rest_entry: Entry,
    /// What is left without the pronoun: as it stands, and as it is written without one.
    stem: Entry,
    free: Entry,
}

/// A word about to be cut.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    word: &'a Word,
    lexicon: &'a Lexicon,
    whole: Entry,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(word: &'a Word, cuts: &Cuts, lexicon: &'a Lexicon) -> Self {
        let stems = cuts.as_slice().iter().map(|cut| lexicon.touch(cut.stem(word.letters)));
        std::hint::black_box(stems.fold(0, |touched, slot| touched ^ slot));
        Scene { word, lexicon, whole: lexicon.look(word.letters) }
    }

    /// A cut of the word, with what the lexicon says of it.
    #[inline]
    pub(crate) fn look(&self, cut: Cut) -> Looked {
        let (word, lexicon) = (self.word.letters, self.lexicon);
        let conjunctions = cut.conjunctions();
        let inner = if conjunctions == 0 { self.whole } else { lexicon.look(word.behind(conjunctions)) };
        let rest = Cut { pronoun: Pronoun::NONE, ..cut }.stem(word);
        let rest_entry = if cut.front() == conjunctions { inner } else { lexicon.look(rest) };
        let (mut stem, mut free) = (rest_entry, Entry::default());
        if cut.pronoun.is_some() {
            let bound = rest.first(rest.len() - cut.pronoun.letters());
            stem = lexicon.look(bound);
            let others = FreeForm::others(bound).map(|(_, letters)| lexicon.look(letters));
            free = others.max_by_key(|entry| entry.level()).unwrap_or_default();
        }
        Looked { cut, inner, rest, rest_entry, stem, free }
    }

    /// Every feature of a cut but those of its neighbours.
    pub(crate) fn features(&self, looked: &Looked, give: &mut impl FnMut(u64)) {
        self.front(looked, give);
        self.pronoun(looked.cut.pronoun, give);
        self.both(looked, give);
    }

    /// Features of what comes off the front: of the conjunction, and of the particle behind it.
    #[inline]
    pub(crate) fn front(&self, looked: &Looked, give: &mut impl FnMut(u64)) {
        let &Looked { cut, inner, rest, rest_entry, .. } = looked;
        let word = self.word.letters;
        let inner_word = word.behind(cut.conjunctions());
        let (conjunction, particle) =
            (cut.conjunction as u64 | (cut.question as u64) << 2, cut.particle as u64);
        give(feature(1, conjunction << 7 | gain(self.whole, inner)));
        give(feature(2, word.first(4).hash() << 8 ^ conjunction));
        give(feature(3, particle << 7 | gain(inner, rest_entry)));
        give(feature(4, inner_word.first(4).hash() << 8 ^ particle));
        give(feature(5, particle << 12 | u64::from(rest.get(0)) << 6 | u64::from(rest.get(1))));
        give(feature(6, particle << 1 | u64::from(self.word.hamza_at(cut.front()))));
    }

    /// Features of the pronoun.
    #[inline]
    pub(crate) fn pronoun(&self, pronoun: Pronoun, give: &mut impl FnMut(u64)) {
        let word = self.word.letters;
        let number = u64::from(pronoun.number());
        give(feature(7, number << 6 | u64::from(word.get_back(pronoun.letters()))));
        give(feature(8, word.last(4).hash() << 8 ^ number));
    }

    /// Features of front and pronoun together.
    #[inline]
    pub(crate) fn both(&self, looked: &Looked, give: &mut impl FnMut(u64)) {
        let &Looked { cut, rest, stem, free, .. } = looked;
        // None, a pronoun, or ي, which other words end in too.
        let kind = u64::from(cut.pronoun.is_some()) + u64::from(cut.pronoun == Pronoun::I);
        let particle = (cut.particle as u64) << 2 | kind;
        let level = u64::from(stem.level().max(free.level()) / 4);
        let length = (rest.len() - cut.pronoun.letters()).min(8) as u64;
        give(feature(9, particle << 4 | level));
        give(feature(10, particle << 12 | u64::from(stem.uses()) << 6 | u64::from(free.uses())));
        give(feature(11, particle << 4 | length));
    }
}
