//! Whether a one-word name is an everyday word where it was found: see [`CommonWords`](crate::CommonWords).

use super::check::Place;
use super::explain::Refusal;
use crate::{Fold, FoldSet, Normalizer, Proclitic, Span};

/// Folds that can turn one word into another. ؤ, ئ, وء and ىء are one word's spellings.
const LOSSY: FoldSet = FoldSet::EMPTY
    .with(Fold::Lookalike)
    .with(Fold::Alef)
    .with(Fold::Accusative)
    .with(Fold::AlefMaksura)
    .with(Fold::TehMarbuta)
    .with(Fold::Particle)
    .with(Fold::Transliteration);

/// Why a one-word name that took these folds and its clitics is forbidden where it stands, if it is. `on_list` is asked
/// whether a word is one of the common words.
pub(super) fn guarded(place: Place<'_>, folds: FoldSet, on_list: impl Fn(&str) -> bool) -> Option<Refusal> {
    let front = place.occurrence.front;
    let lossy = !folds.intersection(LOSSY).is_empty();
    // Pronouns are not judged: who allows them has said that the name is a common noun.
    let clitics = front.letters() > 0;
    if !place.is_word || !(lossy || clitics) {
        return None;
    }
    // A name of two letters is too easily the rest of a word; only و is common enough in front of it.
    let unlikely = front.preposition.is_some() || front.conjunction == Some(Proclitic::Fa);
    if place.occurrence.is_short && unlikely {
        return Some(Refusal::TooShort);
    }
    let everyday = |span: Span| span.get(place.text).is_some_and(|word| is_everyday(word, &on_list));
    let forbidden = everyday(place.surface) || (lossy && clitics && everyday(place.span));
    forbidden.then_some(Refusal::EverydayWord)
}

/// Whether a word, its ornaments left aside, is on the list the dictionary was compiled with.
fn is_everyday(word: &str, on_list: impl Fn(&str) -> bool) -> bool {
    let normal = Normalizer::new(FoldSet::light().with(Fold::Lookalike)).normalize(word);
    // The list has no tanween, which the diacritics fold leaves on an alef.
    let bare = normal.text().replace('\u{64B}', "");
    // A final Farsi yeh is written for ى too.
    let maksura = bare.strip_suffix('ي').filter(|_| normal.folds().contains(Fold::Lookalike));
    on_list(&bare) || maksura.is_some_and(|stem| on_list(&format!("{stem}ى")))
}
