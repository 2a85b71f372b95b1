//! Whether a one-word name is an everyday word where it was found: see [`CommonWords`](crate::CommonWords).

use super::Matcher;
use super::check::Place;
use crate::{Fold, FoldSet, Normalizer, Proclitic, Span};

/// Folds that can turn one word into another. ؤ, ئ, وء and ىء are one word's spellings.
const LOSSY: [Fold; 7] = [
    Fold::Lookalike,
    Fold::Alef,
    Fold::Accusative,
    Fold::AlefMaksura,
    Fold::TehMarbuta,
    Fold::Particle,
    Fold::Transliteration,
];

/// Whether the common words forbid a one-word name that took these folds and its clitics.
pub(super) fn is_guarded(matcher: &Matcher, place: Place<'_>, folds: FoldSet) -> bool {
    let Some(word) = place.words.first().filter(|word| word.is_word) else { return false };
    let reading = place.occurrence.reading;
    let lossy = LOSSY.into_iter().any(|fold| folds.contains(fold));
    // Pronouns are not judged: who allows them has said that the name is a common noun.
    let clitics = reading.letters() > 0;
    if !(lossy || clitics) {
        return false;
    }
    // A name of two letters is too easily the rest of a word; only و is common enough in front of it.
    let short = reading.restored.chars().chain(reading.rest.chars()).nth(2).is_none();
    if short && (reading.preposition.is_some() || reading.conjunction == Some(Proclitic::Fa)) {
        return true;
    }
    let everyday = |span: Span| span.get(place.text).is_some_and(|word| is_everyday(matcher, word));
    everyday(word.span) || (lossy && clitics && everyday(place.span))
}

/// Whether a word, its ornaments left aside, is on the list the dictionary was compiled with.
fn is_everyday(matcher: &Matcher, word: &str) -> bool {
    let normal = Normalizer::new(FoldSet::light().with(Fold::Lookalike)).normalize(word);
    // The list has no tanween, which the diacritics fold leaves on an alef.
    let bare = normal.text().replace('\u{64B}', "");
    // A final Farsi yeh is written for ى too.
    let maksura = bare.strip_suffix('ي').filter(|_| normal.folds().contains(Fold::Lookalike));
    matcher.dictionary.guards(&bare)
        || maksura.is_some_and(|stem| matcher.dictionary.guards(&format!("{stem}ى")))
}
