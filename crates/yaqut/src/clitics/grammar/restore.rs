//! How a stem is spelled when its clitics are gone.

use super::letters::{self, Letters, begins_with_al};
use crate::WordUse;
use crate::clitics::Restored;
use crate::clitics::lexicon::{Entry, Lexicon};

const TEH: u8 = letters::of('ت');
const TEH_MARBUTA: u8 = letters::of('ة');
const ALEF: u8 = letters::of('ا');
const YEH: u8 = letters::of('ي');
const WAW: u8 = letters::of('و');
const YEH_HAMZA: u8 = letters::of('ئ');
const WAW_HAMZA: u8 = letters::of('ؤ');
const HAMZA: u8 = letters::of('ء');

/// How a stem is spelled without its pronoun. (Wright I §§ 17, 184-186, 294.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub(crate) enum FreeForm {
    /// As it stands.
    #[default]
    AsWritten,
    /// مدرست is مدرسة.
    TehMarbuta,
    /// يرا is يرى.
    Maksura,
    /// قتلو is قتلوا.
    Alef,
    /// لقائ and لقاؤ are لقاء, جزئ is جزء.
    Hamza,
    /// خطئ and خطؤ are خطأ.
    HamzaOnAlef,
    /// رآ is رأى, the only verb of its kind.
    Saw,
}

/// A stem before a pronoun, with what its spelling says of its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    pub(crate) stem: Letters,
    /// Whether its last letter, and the one before it, are written آ.
    pub(crate) madda: [bool; 2],
    /// Whether the pronoun is ني, which only verbs carry.
    pub(crate) verb: bool,
    /// Whether it is a function word with clitics of its own (معنا), so that its frequency says nothing.
    pub(crate) clitics: bool,
}

impl FreeForm {
    /// The forms that the end of a stem allows besides what is written, and their letters; ى counts as ي.
    #[inline]
    pub(crate) fn others(stem: Letters) -> impl Iterator<Item = (FreeForm, Letters)> {
        let shorter = stem.first(stem.len().saturating_sub(1));
        let forms = match (stem.get_back(0), shorter.get_back(0)) {
            (TEH, _) => [Some((FreeForm::TehMarbuta, shorter.with(TEH_MARBUTA))), None],
            (ALEF, _) => [Some((FreeForm::Maksura, shorter.with(YEH))), None],
            (WAW, _) => [Some((FreeForm::Alef, stem.with(ALEF))), None],
            (YEH_HAMZA | WAW_HAMZA, ALEF | WAW | YEH) => [Some((FreeForm::Hamza, shorter.with(HAMZA))), None],
            (YEH_HAMZA | WAW_HAMZA, _) => [
                Some((FreeForm::Hamza, shorter.with(HAMZA))),
                Some((FreeForm::HamzaOnAlef, shorter.with(ALEF))),
            ],
            _ => [None, None],
        };
        forms.into_iter().flatten().filter_map(|(form, letters)| Some((form, letters?)))
    }

    /// The form that the lexicon knows best.
    pub(crate) fn of(bound: Bound, lexicon: &Lexicon) -> FreeForm {
        let stem = lexicon.look(bound.stem);
        let written = if bound.clitics { 0 } else { stem.level() };
        if bound.madda[0] && bound.stem.len() == 2 && bound.stem.get(0) == letters::of('ر') {
            return FreeForm::Saw;
        }
        let verb = |entry: Entry| entry.is(WordUse::Past) || entry.is(WordUse::Imperfect);
        let known = Self::others(bound.stem).filter_map(|(form, letters)| {
            let other = lexicon.look(letters);
            let more = other.level() > written;
            let better = match form {
                // آت is a plural, and what is a verb here is no noun.
                FreeForm::TehMarbuta => {
                    more && !bound.verb && !bound.madda[1] && (other.is(WordUse::Noun) || !verb(stem))
                }
                // Verbs of which ا is no form of their own (رما, but not دعا), and what is mostly written ى.
                FreeForm::Maksura => {
                    let of_verb = stem.is(WordUse::BoundVerb) && !stem.is(WordUse::Past) && verb(other);
                    of_verb && other.level() > 0 || more && other.ends_in_maksura()
                }
                FreeForm::Alef => {
                    let noun = !bound.verb && stem.is(WordUse::Noun) && written + 10 > other.level();
                    (verb(other) || other.is(WordUse::Command)) && !noun
                }
                _ => more,
            };
            better.then_some((form, other.level()))
        });
        let best = known.max_by_key(|&(_, level)| level);
        best.map_or(FreeForm::AsWritten, |(form, _)| form)
    }

    /// The last letters; nothing where it is as it stands.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            FreeForm::AsWritten => "",
            FreeForm::TehMarbuta => "ة",
            FreeForm::Maksura => "ى",
            FreeForm::Alef => "ا",
            FreeForm::Hamza => "ء",
            FreeForm::HamzaOnAlef => "أ",
            FreeForm::Saw => "أى",
        }
    }

    /// Whether they take the place of the letter that is written.
    pub(crate) const fn replaces(self) -> bool {
        !matches!(self, FreeForm::AsWritten | FreeForm::Alef)
    }
}

/// Whether the ال that a stem begins with is the article.
///
/// Not if the word is known with a hamza on that alef (ألمانيا, إلغاء), and not if it is itself frequent where what is
/// left without ال is not (التزام, التقى).
pub(crate) fn has_article(stem: Letters, written_hamza: bool, lexicon: &Lexicon) -> bool {
    stem.len() > 3 && begins_with_al(stem) && !written_hamza && !lexicon.look(stem).root_al()
}

/// What is left out behind ل where a word goes on with another ل: the article's alef (`للعراق`), its alef and ل (`للغة`, ل +
/// اللغة), or nothing (`للبنان`): whatever makes the more frequent word of `stem`, which begins with that second ل.
///
/// With an article unless that is far the rarer, as it is of names that begin with ل: others are written with one ل.
pub(crate) fn behind_lam(stem: Letters, lexicon: &Lexicon) -> Restored {
    const FAR: u8 = 12;
    let article = |letters: Letters| {
        let entry = lexicon.look(letters);
        if entry.root_al() { 0 } else { entry.level() } // القاء is إلقاء
    };
    let bare = lexicon.look(stem).level();
    let (one, two) = (article(stem.after(ALEF)), article(stem.after(letters::of('ل')).after(ALEF)));
    match one.max(two) {
        0 if bare == 0 => Restored::Alef,
        most if most + FAR < bare || most == 0 => Restored::Nothing,
        _ if one >= two => Restored::Alef,
        _ => Restored::AlefLam,
    }
}
