//! One way to cut a word: which clitics come off it.

use super::letters::{self, Letters};
use super::pronoun::Pronoun;
use crate::clitics::Restored;

/// و or ف.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub(crate) enum Conjunction {
    #[default]
    None,
    Wa,
    Fa,
}

/// What stands between a conjunction and the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub(crate) enum Particle {
    #[default]
    None,
    /// The prepositions ب, ك and ل; ل is also that of purpose, command and emphasis before a verb.
    Ba,
    Ka,
    La,
    /// The future.
    Sa,
    /// ما and لا written onto what they deny: only in the closed class.
    Ma,
    Not,
}

impl Conjunction {
    pub(crate) const ALL: [Conjunction; 3] = [Conjunction::None, Conjunction::Wa, Conjunction::Fa];

    pub(crate) const fn form(self) -> &'static str {
        match self {
            Conjunction::None => "",
            Conjunction::Wa => "و",
            Conjunction::Fa => "ف",
        }
    }

    /// The conjunction that a letter can be.
    pub(crate) const fn of(letter: u8) -> Conjunction {
        const WAW: u8 = letters::of('و');
        const FEH: u8 = letters::of('ف');
        match letter {
            WAW => Conjunction::Wa,
            FEH => Conjunction::Fa,
            _ => Conjunction::None,
        }
    }
}

impl Particle {
    pub(crate) const ALL: [Particle; 7] =
        [Particle::None, Particle::Ba, Particle::Ka, Particle::La, Particle::Sa, Particle::Ma, Particle::Not];

    pub(crate) const fn form(self) -> &'static str {
        match self {
            Particle::None => "",
            Particle::Ba => "ب",
            Particle::Ka => "ك",
            Particle::La => "ل",
            Particle::Sa => "س",
            Particle::Ma => "ما",
            Particle::Not => "لا",
        }
    }

    pub(crate) const fn letters(self) -> usize {
        self.form().len() / 2
    }

    /// The particle of one letter that a letter can be.
    pub(crate) const fn of(letter: u8) -> Particle {
        const BEH: u8 = letters::of('ب');
        const KAF: u8 = letters::of('ك');
        const LAM: u8 = letters::of('ل');
        const SEEN: u8 = letters::of('س');
        match letter {
            BEH => Particle::Ba,
            KAF => Particle::Ka,
            LAM => Particle::La,
            SEEN => Particle::Sa,
            _ => Particle::None,
        }
    }
}

/// One way to cut a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cut {
    /// The أ of a question in front.
    pub(crate) question: bool,
    pub(crate) conjunction: Conjunction,
    pub(crate) particle: Particle,
    /// What the spelling left out behind ل.
    pub(crate) restored: Restored,
    pub(crate) pronoun: Pronoun,
}

impl Cut {
    /// The whole word.
    pub(crate) const NONE: Cut = Cut {
        question: false,
        conjunction: Conjunction::None,
        particle: Particle::None,
        restored: Restored::Nothing,
        pronoun: Pronoun::NONE,
    };

    /// Letters of the question and the conjunction.
    #[inline]
    pub(crate) const fn conjunctions(self) -> usize {
        self.question as usize + (self.conjunction as u8 != 0) as usize
    }

    /// Letters of the word in front of its stem.
    #[inline]
    pub(crate) const fn front(self) -> usize {
        self.conjunctions() + self.particle.letters()
    }

    /// The letters of the stem, those the spelling left out included.
    #[inline]
    pub(crate) fn stem(self, word: Letters) -> Letters {
        let written = word.first(word.len() - self.pronoun.letters().min(word.len())).behind(self.front());
        match self.restored {
            Restored::Nothing => written,
            Restored::Alef => written.after(letters::of('ا')),
            Restored::AlefLam => written.after(letters::of('ل')).after(letters::of('ا')),
        }
    }

    /// A number for what comes off the front alone, below 256.
    #[inline]
    pub(crate) const fn front_number(self) -> u8 {
        self.number() as u8
    }

    /// The letters before which the cut parts a word of so many letters.
    pub(crate) fn places(self, letters: usize) -> impl Iterator<Item = usize> {
        let parts = [
            usize::from(self.question),
            usize::from(self.conjunction != Conjunction::None),
            self.particle.letters(),
            letters - self.front() - self.pronoun.letters(),
        ];
        let mut at = 0;
        let ends = parts.into_iter().filter(|&part| part > 0).map(move |part| {
            at += part;
            at
        });
        ends.filter(move |&at| at < letters)
    }

    /// A number for the clitics alone, below 4096, stable within a lexicon format.
    #[inline]
    pub(crate) const fn number(self) -> u16 {
        self.question as u16
            | (self.conjunction as u16) << 1
            | (self.particle as u16) << 3
            | (self.restored as u16) << 6
            | (self.pronoun.number() as u16) << 8
    }

    /// The cut of a number that [`Cut::number`] gave.
    #[inline]
    pub(crate) fn from_number(number: u16) -> Option<Cut> {
        let at = |shift: u32, bits: u32| usize::from(number >> shift & ((1 << bits) - 1));
        Some(Cut {
            question: number & 1 == 1,
            conjunction: *Conjunction::ALL.get(at(1, 2))?,
            particle: *Particle::ALL.get(at(3, 3))?,
            restored: *Restored::ALL.get(at(6, 2))?,
            pronoun: Pronoun::from_number(at(8, 8) as u8)?,
        })
    }
}

#[cfg(test)]
impl Cut {
    /// A word with `+` where the cut parts it.
    pub(crate) fn show(self, word: &str) -> String {
        use super::word::Word;
        let read = Word::read(word).unwrap();
        let mut edges = vec![0];
        edges.extend(self.places(read.letters.len()).map(|letter| read.offset(word, letter)));
        edges.push(word.len());
        edges.windows(2).map(|edge| &word[edge[0]..edge[1]]).collect::<Vec<_>>().join("+")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_of_one_cut_each() {
        let cuts: Vec<Cut> = (0..=u16::MAX).filter_map(Cut::from_number).collect();
        assert_eq!(cuts.len(), 2 * 3 * 7 * 3 * 14);
        for cut in cuts {
            assert_eq!(Cut::from_number(cut.number()), Some(cut));
        }
    }

    #[test]
    fn stems_get_back_what_their_spelling_left_out() {
        let word = Letters::read("وللعراقيين").unwrap();
        let cut = Cut {
            conjunction: Conjunction::Wa,
            particle: Particle::La,
            restored: Restored::Alef,
            ..Cut::NONE
        };
        assert_eq!(cut.stem(word), Letters::read("العراقيين").unwrap());
    }
}
