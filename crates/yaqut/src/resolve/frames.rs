//! Words that belong to a name in the gazetteer but only say what it is.

use super::Lazy;
use super::cues::{CuePlace, Cues};
use super::mention::kind_and_country;
use super::resolved::Resolved;
use super::words::{Words, fold, hash};

/// Takes the frame off each name that has one: `مدينة مشهد` is the name `مشهد`, and `الملك الحسين` is `الحسين`.
///
/// Names that mean something else alone stand in a gazetteer with a word more, which tells that the name is meant. That
/// word is a reason and no part of the name, in every corpus of annotated names; behind it the name ends where it did.
pub(super) fn take_off<'a>(words: &Lazy<'_>, cues: &Cues, resolved: Vec<Resolved<'a>>) -> Vec<Resolved<'a>> {
    resolved
        .into_iter()
        .map(|resolved| if has_frame(cues, &resolved) { take(words, resolved) } else { resolved })
        .collect()
}

fn has_frame(cues: &Cues, resolved: &Resolved<'_>) -> bool {
    let best = resolved.best();
    let Some((first, rest)) = best.alias().split_once(' ') else { return false };
    let entity = best.entity();
    let kind = || kind_and_country(entity).0;
    let cues = hash(&fold(first)).map_or(&[][..], |first| cues.of(first));
    cues.iter().filter(|cue| cue.place == CuePlace::Frame).any(|cue| {
        // `شركة نوكيا` names Nokia; `شركة نفط الكويت` is called so.
        let fits = cue.weight >= 1.0 || !rest.contains(' ');
        fits && cue.speaks_for(entity.entity_type(), kind())
    })
}

fn take<'a>(words: &Words, resolved: Resolved<'a>) -> Resolved<'a> {
    let span = resolved.found().span();
    let mut inside = words.iter_from(span.start).take_while(|word| word.span.start < span.end);
    match (inside.next(), inside.next()) {
        (Some(frame), Some(name)) => resolved.without_frame(frame.span, name.span.start),
        _ => resolved,
    }
}
