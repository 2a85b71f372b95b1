//! How a stem is spelled when its clitics are gone.

use super::letters::{self, Letters, begins_with_al};
use crate::clitics::Restored;
use crate::clitics::lexicon::Lexicon;

const TEH: u8 = letters::of('ت');
const TEH_MARBUTA: u8 = letters::of('ة');
const ALEF: u8 = letters::of('ا');
const YEH: u8 = letters::of('ي');
const WAW: u8 = letters::of('و');
const YEH_HAMZA: u8 = letters::of('ئ');
const WAW_HAMZA: u8 = letters::of('ؤ');
const HAMZA: u8 = letters::of('ء');

/// How a stem is spelled without its pronoun. (Wright I §§ 184-186, 294.)
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
    /// لقائ and لقاؤ are لقاء.
    Hamza,
}

impl FreeForm {
    /// The form that the end of a stem allows besides what is written, and its letters; ى counts as ي.
    #[inline]
    pub(crate) fn other(stem: Letters) -> Option<(FreeForm, Letters)> {
        let shorter = stem.first(stem.len().saturating_sub(1));
        let (form, letters) = match stem.get_back(0) {
            TEH => (FreeForm::TehMarbuta, shorter.with(TEH_MARBUTA)),
            ALEF => (FreeForm::Maksura, shorter.with(YEH)),
            WAW => (FreeForm::Alef, stem.with(ALEF)),
            YEH_HAMZA | WAW_HAMZA if shorter.get_back(0) == ALEF => (FreeForm::Hamza, shorter.with(HAMZA)),
            _ => return None,
        };
        Some((form, letters?))
    }

    /// The form that the lexicon knows best; `clitics` says that the stem as it stands is a function word with clitics of
    /// its own (معنا), so that its frequency says nothing.
    pub(crate) fn of(stem: Letters, clitics: bool, lexicon: &Lexicon) -> FreeForm {
        let Some((form, letters)) = Self::other(stem) else { return FreeForm::AsWritten };
        let other = lexicon.look(letters);
        let written = if clitics { 0 } else { lexicon.look(stem).level() };
        let spelled_so = form != FreeForm::Maksura || other.ends_in_maksura();
        if spelled_so && other.level() > written { form } else { FreeForm::AsWritten }
    }

    /// The last letter; nothing where it is as it stands.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            FreeForm::AsWritten => "",
            FreeForm::TehMarbuta => "ة",
            FreeForm::Maksura => "ى",
            FreeForm::Alef => "ا",
            FreeForm::Hamza => "ء",
        }
    }

    /// Whether that letter takes the place of the one that is written.
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
/// Of ل + لغة and ل + اللغة the latter, unless it is far the rarer: names that begin with ل take no article.
pub(crate) fn behind_lam(stem: Letters, lexicon: &Lexicon) -> Restored {
    const FAR: u8 = 12;
    let level = |letters: Letters| lexicon.look(letters).level();
    let article = stem.after(ALEF);
    let (bare, one, two) = (level(stem), level(article), level(stem.after(letters::of('ل')).after(ALEF)));
    if one >= bare && one >= two {
        Restored::Alef
    } else if two + FAR >= bare && two > 0 {
        Restored::AlefLam
    } else {
        Restored::Nothing
    }
}
