//! Folds: named, switchable spelling equivalences, and sets of them.

use std::fmt;
use std::str::FromStr;

/// One named spelling equivalence.
///
/// The variants stand in the order of their cost, the cheapest first: a match that needed only [`Fold::Diacritics`]
/// ranks before one that needed [`Fold::TehMarbuta`]. Which preset has which fold is in the table of [`FoldSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Fold {
    /// Combining marks and nothing: `مُحَمَّد` and `محمد`. A tanween written on a final alef is evidence of a suffix, so
    /// `سورياً` is never `سوريا` (see [`Fold::Accusative`]).
    Diacritics,
    /// The stretching stroke U+0640 and nothing: `إيـران` and `إيران`.
    Tatweel,
    /// Bidi and zero-width controls and nothing, but for the joiner inside an emoji. A ZWNJ between words is
    /// [`Fold::Spacing`].
    Format,
    /// Presentation forms and the letters they stand for: `ﻣﺼﺮ` and `مصر`.
    Presentation,
    /// `٠`–`٩`, `۰`–`۹` and `0`–`9`.
    Digits,
    /// Latin case: `NATO` and `nato`.
    Case,
    /// Space, several spaces, a line break, NBSP, ZWNJ, a hyphen between words and `_` in hashtags; `عبدالله` and
    /// `عبد الله`.
    Spacing,
    /// `ی ک ہ ە ھ` and the Arabic `ي ك ه` they stand for.
    Lookalike,
    /// `أ إ آ ٱ` and `ا`, composed or with a combining hamza or madda.
    Alef,
    /// `ؤ ئ وء ىء` and each other after the first letter: `شؤون`, `شئون`, `شوءون`. A final `ء` is never dropped.
    Hamza,
    /// A tanween written on a final alef, the alef with it, and nothing: `محمداً` and `محمد`.
    Accusative,
    /// `ى` and `ي` at a word's end.
    AlefMaksura,
    /// `ة` and `ه` at a word's end.
    TehMarbuta,
    /// `أبو أبا أبي ابو`, and `ابن بن`, next to another word.
    Particle,
    /// `غ ج ق ك گ` for g, `ف ڤ`, `ب پ`, `و وو` in foreign names; a first `وو` may be a conjunction and stays. In no
    /// preset: ask for it.
    Transliteration,
}

impl Fold {
    /// Every fold, the cheapest first.
    pub const ALL: [Fold; 15] = [
        Fold::Diacritics,
        Fold::Tatweel,
        Fold::Format,
        Fold::Presentation,
        Fold::Digits,
        Fold::Case,
        Fold::Spacing,
        Fold::Lookalike,
        Fold::Alef,
        Fold::Hamza,
        Fold::Accusative,
        Fold::AlefMaksura,
        Fold::TehMarbuta,
        Fold::Particle,
        Fold::Transliteration,
    ];

    /// The name used in files and on the command line.
    ///
    /// ```
    /// assert_eq!(yaqut::Fold::AlefMaksura.name(), "alef_maksura");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fold::Diacritics => "diacritics",
            Fold::Tatweel => "tatweel",
            Fold::Format => "format",
            Fold::Presentation => "presentation",
            Fold::Digits => "digits",
            Fold::Case => "case",
            Fold::Spacing => "spacing",
            Fold::Lookalike => "lookalike",
            Fold::Alef => "alef",
            Fold::Hamza => "hamza",
            Fold::Accusative => "accusative",
            Fold::AlefMaksura => "alef_maksura",
            Fold::TehMarbuta => "teh_marbuta",
            Fold::Particle => "particle",
            Fold::Transliteration => "transliteration",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u8
    }
}

impl fmt::Display for Fold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A set of [`Fold`]s.
///
/// | fold | [`light`](FoldSet::light) | [`search`](FoldSet::search) |
/// |---|---|---|
/// | `diacritics`, `tatweel`, `format`, `presentation` | ● | ● |
/// | `digits`, `case`, `spacing`, `lookalike`, `alef`, `hamza`, `accusative`, `alef_maksura`, `teh_marbuta`, `particle` | | ● |
/// | `transliteration` | | |
///
/// Written as names with commas (or `|`, or spaces), `light`, `search`, `none` (or `exact`) or `all`; a leading `-` takes
/// away, from `search` if the list begins with it:
///
/// ```
/// use yaqut::{Fold, FoldSet};
/// let folds: FoldSet = "light,alef".parse()?;
/// assert!(folds.contains(Fold::Alef) && folds.contains(Fold::Tatweel));
/// assert_eq!(folds.to_string(), "diacritics,tatweel,format,presentation,alef");
/// let strict: FoldSet = "search,-teh_marbuta".parse()?;
/// assert!(!strict.contains(Fold::TehMarbuta));
/// assert_eq!("-teh_marbuta".parse(), Ok(strict));
/// # Ok::<(), yaqut::ParseFoldError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FoldSet(u32);

impl FoldSet {
    /// No fold: exact spelling.
    pub const EMPTY: FoldSet = FoldSet(0);

    /// Marks, tatweel, invisible controls and presentation forms: what leaves the spelling alone.
    #[must_use]
    pub const fn light() -> Self {
        FoldSet(Fold::Diacritics.bit() | Fold::Tatweel.bit() | Fold::Format.bit() | Fold::Presentation.bit())
    }

    /// Everything news text varies in: all but [`Fold::Transliteration`].
    #[must_use]
    pub const fn search() -> Self {
        FoldSet(Self::all().0 & !Fold::Transliteration.bit())
    }

    /// Every fold.
    #[must_use]
    pub const fn all() -> Self {
        FoldSet((1 << Fold::ALL.len()) - 1)
    }

    /// This set and `fold`.
    #[must_use]
    pub const fn with(self, fold: Fold) -> Self {
        FoldSet(self.0 | fold.bit())
    }

    /// This set without `fold`.
    #[must_use]
    pub const fn without(self, fold: Fold) -> Self {
        FoldSet(self.0 & !fold.bit())
    }

    /// The folds of either set.
    #[must_use]
    pub const fn union(self, other: FoldSet) -> Self {
        FoldSet(self.0 | other.0)
    }

    /// The folds of both sets.
    #[must_use]
    pub const fn intersection(self, other: FoldSet) -> Self {
        FoldSet(self.0 & other.0)
    }

    /// Whether `fold` is in the set.
    #[must_use]
    pub const fn contains(self, fold: Fold) -> bool {
        self.0 & fold.bit() != 0
    }

    /// Whether every fold of this set is in `other`.
    #[must_use]
    pub const fn is_subset(self, other: FoldSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether the set has no fold.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The folds of the set, the cheapest first.
    pub fn iter(self) -> impl Iterator<Item = Fold> {
        Fold::ALL.into_iter().filter(move |&fold| self.contains(fold))
    }

    /// What the folds cost together: fewer and cheaper folds cost less.
    #[must_use]
    pub fn cost(self) -> u32 {
        self.iter().map(|fold| fold as u32 + 1).sum()
    }

    /// The set as bits, bit `n` for the fold at place `n` of [`Fold::ALL`]; stable within a dictionary format.
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// The set of these bits; bits of no fold are dropped.
    pub(crate) const fn from_bits(bits: u32) -> Self {
        FoldSet(bits & Self::all().0)
    }
}

impl From<Fold> for FoldSet {
    fn from(fold: Fold) -> Self {
        FoldSet(fold.bit())
    }
}

impl FromIterator<Fold> for FoldSet {
    fn from_iter<I: IntoIterator<Item = Fold>>(folds: I) -> Self {
        folds.into_iter().fold(FoldSet::EMPTY, FoldSet::with)
    }
}

impl fmt::Display for FoldSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Fold::name).collect();
        if names.is_empty() { f.pad("none") } else { f.pad(&names.join(",")) }
    }
}

impl fmt::Debug for FoldSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FoldSet({self})")
    }
}

/// A name that is no fold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a fold; use light, search, all, none, or names of {}", FoldSet::all())]
pub struct ParseFoldError {
    name: String,
}

impl FromStr for FoldSet {
    type Err = ParseFoldError;

    fn from_str(list: &str) -> Result<Self, ParseFoldError> {
        // A list that only takes away takes away from all that text varies in.
        let mut set = if list.trim_start().starts_with('-') { FoldSet::search() } else { FoldSet::EMPTY };
        for part in list.split([',', '|', ' ']).filter(|part| !part.is_empty()) {
            let (take_away, name) = part.strip_prefix('-').map_or((false, part), |name| (true, name));
            let named = match name {
                "light" => FoldSet::light(),
                "search" => FoldSet::search(),
                "all" => FoldSet::all(),
                "none" | "exact" => FoldSet::EMPTY,
                _ => Fold::ALL
                    .into_iter()
                    .find(|fold| fold.name() == name)
                    .map(FoldSet::from)
                    .ok_or_else(|| ParseFoldError { name: part.to_owned() })?,
            };
            set = if take_away { FoldSet(set.0 & !named.0) } else { set.union(named) };
        }
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_is_light_and_the_rest_but_transliteration() {
        assert!(FoldSet::light().is_subset(FoldSet::search()));
        assert_eq!(FoldSet::search().iter().count(), 14);
        assert!(!FoldSet::search().contains(Fold::Transliteration));
    }

    #[test]
    fn names_and_sets_survive_printing_and_parsing() {
        for fold in Fold::ALL {
            assert_eq!(fold.name().parse::<FoldSet>(), Ok(fold.into()));
        }
        for set in [FoldSet::EMPTY, FoldSet::light(), FoldSet::search(), FoldSet::all()] {
            assert_eq!(set.to_string().parse::<FoldSet>(), Ok(set));
            assert_eq!(FoldSet::from_bits(set.bits()), set);
        }
    }

    #[test]
    fn an_unknown_name_is_named_with_the_known_ones() {
        let error = "alef,hamzah".parse::<FoldSet>().unwrap_err().to_string();
        assert!(error.starts_with("`hamzah` is not a fold") && error.contains("hamza,"), "{error}");
    }

    #[test]
    fn fewer_and_cheaper_folds_cost_less() {
        let cost = |names: &str| names.parse::<FoldSet>().unwrap().cost();
        assert!(cost("none") < cost("diacritics"));
        assert!(cost("diacritics") < cost("alef"));
        assert!(cost("alef") < cost("alef,diacritics"));
        assert!(cost("alef") < cost("teh_marbuta"));
    }
}
