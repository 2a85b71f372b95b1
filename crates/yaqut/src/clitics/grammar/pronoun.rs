//! The pronouns written onto the end of a word.

use super::letters::{self, Letters};

/// A pronoun behind a word: its place in [`PRONOUNS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Pronoun(u8);

/// Every pronoun, as it is written and as it is when nothing of it is left out; the first is none.
const PRONOUNS: [(Letters, &str); 14] = [
    (Letters::NONE, ""),
    (Letters::of(&['ه']), "ه"),
    (Letters::of(&['ه', 'ا']), "ها"),
    (Letters::of(&['ه', 'م', 'ا']), "هما"),
    (Letters::of(&['ه', 'م']), "هم"),
    (Letters::of(&['ه', 'ن']), "هن"),
    (Letters::of(&['ك']), "ك"),
    (Letters::of(&['ك', 'م', 'ا']), "كما"),
    (Letters::of(&['ك', 'م']), "كم"),
    (Letters::of(&['ك', 'ن']), "كن"),
    (Letters::of(&['ن', 'ا']), "نا"),
    (Letters::of(&['ي']), "ي"),
    (Letters::of(&['ن', 'ي']), "ني"),
    (Letters::of(&['ا']), "نا"), // منا, عنا, إنا: one ن is written for two
];

impl Pronoun {
    pub(crate) const COUNT: usize = PRONOUNS.len();
    pub(crate) const NONE: Pronoun = Pronoun(0);
    pub(crate) const I: Pronoun = Pronoun(11);
    pub(crate) const ME: Pronoun = Pronoun(12);
    /// The rest of نا behind a ن that serves for two.
    pub(crate) const ASSIMILATED: Pronoun = Pronoun(13);

    pub(crate) fn form(self) -> &'static str {
        PRONOUNS.get(usize::from(self.0)).map_or("", |&(_, form)| form)
    }

    /// The letters it is written with.
    #[inline]
    pub(crate) fn spelled(self) -> Letters {
        PRONOUNS.get(usize::from(self.0)).map_or(Letters::NONE, |&(letters, _)| letters)
    }

    #[inline]
    pub(crate) fn letters(self) -> usize {
        self.spelled().len()
    }

    pub(crate) const fn is_some(self) -> bool {
        self.0 != 0
    }

    pub(crate) const fn number(self) -> u8 {
        self.0
    }

    pub(crate) const fn from_number(number: u8) -> Option<Pronoun> {
        if (number as usize) < PRONOUNS.len() { Some(Pronoun(number)) } else { None }
    }

    /// The pronoun of this form, written in full.
    pub(crate) fn named(form: &str) -> Option<Pronoun> {
        (0..).zip(PRONOUNS).skip(1).find(|&(_, (_, known))| known == form).map(|(number, _)| Pronoun(number))
    }

    /// The pronouns that words end in by their last letter.
    #[inline]
    pub(crate) const fn ending_in(last: u8) -> &'static [Pronoun] {
        const HU: u8 = letters::of('ه');
        const ALEF: u8 = letters::of('ا');
        const MEEM: u8 = letters::of('م');
        const NOON: u8 = letters::of('ن');
        const KAF: u8 = letters::of('ك');
        const YEH: u8 = letters::of('ي');
        match last {
            HU => &[Pronoun(1)],
            ALEF => &[Pronoun(2), Pronoun(3), Pronoun(7), Pronoun(10)],
            MEEM => &[Pronoun(4), Pronoun(8)],
            NOON => &[Pronoun(5), Pronoun(9)],
            KAF => &[Pronoun(6)],
            YEH => &[Pronoun(11), Pronoun(12)],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pronoun_is_found_by_its_last_letter() {
        for number in 1..Pronoun::ASSIMILATED.number() {
            let pronoun = Pronoun(number);
            assert_eq!(Letters::read(pronoun.form()), Some(pronoun.spelled()));
            assert!(Pronoun::ending_in(pronoun.spelled().get_back(0)).contains(&pronoun));
            assert_eq!(Pronoun::named(pronoun.form()), Some(pronoun));
        }
    }
}
