//! What the lexicon says of one word.

/// How frequent a word is and how it is used, in 16 bits; 0 for a word that is not in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Entry(u16);

/// A way a word is used, and so which clitics go with it: س goes with imperfect verbs, ب with nouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum WordUse {
    /// A noun, adjective or name that stands by itself.
    Noun,
    /// A noun as it is written before a pronoun: مدرست, كتاب.
    BoundNoun,
    /// A verb of the past.
    Past,
    /// An imperfect verb.
    Imperfect,
    /// A verb as it is written before a pronoun: قتلو, يرا.
    BoundVerb,
    /// A command.
    Command,
}

const LEVEL: u16 = 63;
const USES: u32 = 6;
const ROOT_AL: u16 = 1 << 12;
const MAKSURA: u16 = 1 << 13;

impl Entry {
    pub(crate) const fn from_bits(bits: u16) -> Entry {
        Entry(bits)
    }

    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// The frequency from 1, one in eighty millions and less, to 63, one in fifty and more; 0 where it is not known.
    pub(crate) const fn level(self) -> u8 {
        (self.0 & LEVEL) as u8
    }

    /// The ways the word is used: a bit each.
    pub(crate) const fn uses(self) -> u8 {
        (self.0 >> USES & 63) as u8
    }

    pub(crate) const fn is(self, how: WordUse) -> bool {
        self.0 >> (USES + how as u32) & 1 == 1
    }

    /// Whether the ال it begins with is no article: ألمانيا, التزام.
    pub(crate) const fn root_al(self) -> bool {
        self.0 & ROOT_AL != 0
    }

    /// Whether its last letter is ى rather than ي.
    pub(crate) const fn ends_in_maksura(self) -> bool {
        self.0 & MAKSURA != 0
    }

    pub(crate) fn with_level(self, level: u8) -> Entry {
        Entry(self.0 & !LEVEL | u16::from(level).min(LEVEL))
    }

    pub(crate) const fn with_use(self, how: WordUse) -> Entry {
        Entry(self.0 | 1 << (USES + how as u32))
    }

    pub(crate) const fn with_root_al(self) -> Entry {
        Entry(self.0 | ROOT_AL)
    }

    pub(crate) const fn with_maksura(self) -> Entry {
        Entry(self.0 | MAKSURA)
    }
}
