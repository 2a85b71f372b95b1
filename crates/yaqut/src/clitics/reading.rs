//! How a folded word can be read as proclitics and a rest.

use std::borrow::Cow;

use super::{Enclitic, Proclitic};

/// What is read off the front of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Front {
    pub(crate) conjunction: Option<Proclitic>,
    pub(crate) preposition: Option<Proclitic>,
    pub(crate) restored: Restored,
}

impl Front {
    /// The whole word, as it is.
    pub(crate) const NOTHING: Front =
        Front { conjunction: None, preposition: None, restored: Restored::Nothing };

    /// Letters of the word that belong to the proclitics.
    pub(crate) fn letters(self) -> usize {
        usize::from(self.conjunction.is_some()) + usize::from(self.preposition.is_some())
    }

    pub(crate) fn proclitics(self) -> impl Iterator<Item = Proclitic> + use<> {
        self.conjunction.into_iter().chain(self.preposition)
    }
}

/// The proclitics of a front, in a form that is quickly copied and lent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proclitics {
    all: [Proclitic; 2],
    count: usize,
}

impl From<Front> for Proclitics {
    fn from(front: Front) -> Self {
        let count = front.letters();
        let first = front.conjunction.or(front.preposition).unwrap_or(Proclitic::Wa);
        Proclitics { all: [first, front.preposition.unwrap_or(first)], count }
    }
}

impl Proclitics {
    pub(crate) fn as_slice(&self) -> &[Proclitic] {
        self.all.get(..self.count).unwrap_or_default()
    }
}

/// Letters the spelling left out behind ل.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Restored {
    Nothing,
    /// The alef of the article.
    Alef,
    /// The alef, and the lam the article shares.
    AlefLam,
}

impl Restored {
    /// Every one, the least first.
    pub(crate) const ALL: [Restored; 3] = [Restored::Nothing, Restored::Alef, Restored::AlefLam];

    pub(crate) const fn letters(self) -> &'static str {
        match self {
            Restored::Nothing => "",
            Restored::Alef => "ا",
            Restored::AlefLam => "ال",
        }
    }
}

/// One way to read a folded word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading<'k> {
    pub(crate) front: Front,
    /// What is written of the rest.
    pub(crate) rest: &'k str,
}

impl<'k> Reading<'k> {
    /// The rest with the letters its spelling left out.
    pub(crate) fn key(self) -> Cow<'k, str> {
        match self.front.restored.letters() {
            "" => Cow::Borrowed(self.rest),
            restored => Cow::Owned(format!("{restored}{}", self.rest)),
        }
    }
}

/// Every reading of a folded word, the whole word first; each rest has two letters or more.
///
/// The article survives behind every preposition but ل, where its alef is not written: `للX` may be ل+الX (`للعراق`),
/// ل+لX (`للبنان`) or ل+اللX (`للاذقية`, `لله`).
pub(crate) fn readings(word: &str) -> impl Iterator<Item = Reading<'_>> {
    let strip = |word, clitics: &'static [Proclitic]| {
        let stripped =
            clitics.iter().find_map(|&clitic| Some((Some(clitic), str::strip_prefix(word, clitic.form())?)));
        [Some((None, word)), stripped].into_iter().flatten()
    };
    strip(word, &[Proclitic::Wa, Proclitic::Fa])
        .flat_map(move |(conjunction, rest)| {
            strip(rest, &[Proclitic::Ba, Proclitic::Ka, Proclitic::La]).flat_map(
                move |(preposition, rest)| {
                    let article = preposition == Some(Proclitic::La) && rest.starts_with('ل');
                    let restored: &'static [Restored] =
                        if article { &Restored::ALL } else { &[Restored::Nothing] };
                    restored.iter().map(move |&restored| Reading {
                        front: Front { conjunction, preposition, restored },
                        rest,
                    })
                },
            )
        })
        .filter(|reading| reading.rest.chars().nth(1).is_some())
}

/// Every pronoun the folded word can end in, with the rest before it; each rest has two letters or more.
pub(crate) fn pronouns(word: &str) -> impl Iterator<Item = (Enclitic, &str)> {
    // By the last letter: nearly every word is done with here.
    let possible: &'static [Enclitic] = match word.chars().next_back() {
        Some('ه') => &[Enclitic::Hu],
        Some('ا') => &[Enclitic::Ha, Enclitic::Huma, Enclitic::Kuma, Enclitic::Na],
        Some('م') => &[Enclitic::Hum, Enclitic::Kum],
        Some('ن') => &[Enclitic::Hunna, Enclitic::Kunna],
        Some('ك') => &[Enclitic::Ka],
        Some('ي') => &[Enclitic::I],
        _ => &[],
    };
    possible
        .iter()
        .filter_map(|&enclitic| Some((enclitic, word.strip_suffix(enclitic.form())?)))
        .filter(|(_, rest)| rest.chars().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Vec<String> {
        readings(word)
            .map(|reading| {
                let clitics: String =
                    reading.front.proclitics().map(|clitic| format!("{}+", clitic.form())).collect();
                format!("{clitics}{}", reading.key())
            })
            .collect()
    }

    #[test]
    fn conjunctions_stand_before_prepositions() {
        assert_eq!(read("سوريه"), ["سوريه"]);
        assert_eq!(read("وبمصر"), ["وبمصر", "و+بمصر", "و+ب+مصر"]);
        assert_eq!(read("بوادي"), ["بوادي", "ب+وادي"]);
        assert_eq!(read("لي"), ["لي"]);
    }

    #[test]
    fn lam_before_lam_has_three_readings() {
        assert_eq!(read("للعراق"), ["للعراق", "ل+لعراق", "ل+العراق", "ل+اللعراق"]);
        assert_eq!(read("وللبنان"), ["وللبنان", "و+للبنان", "و+ل+لبنان", "و+ل+البنان", "و+ل+اللبنان"]);
        assert!(read("لله").contains(&"ل+الله".to_owned()));
    }

    #[test]
    fn pronouns_leave_two_letters() {
        let cut = |word| pronouns(word).map(|(e, rest)| format!("{rest}+{}", e.form())).collect::<Vec<_>>();
        assert_eq!(cut("وزارتهما"), ["وزارت+هما"]);
        assert_eq!(cut("وزارتنا"), ["وزارت+نا"]);
        assert_eq!(cut("له"), Vec::<String>::new());
        for enclitic in Enclitic::ALL {
            assert!(
                pronouns(&format!("حزب{}", enclitic.form()))
                    .any(|(found, rest)| (found, rest) == (enclitic, "حزب"))
            );
        }
    }
}
