//! Whether a name may stand where its key words were found, and which folds that takes.

use super::explain::Refusal;
use super::guard::guarded;
use super::needed::{Comparer, letter_folds, pronoun_folds};
use super::{Matcher, Occurrence};
use crate::clitics::Restored;
use crate::dictionary::{Name, View};
use crate::{FoldSet, Span, chars};

/// Where an occurrence stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'o> {
    pub(super) text: &'o str,
    /// The key words, each with its clitics.
    pub(super) words: &'o [Span],
    /// Whether the first of them is a word.
    pub(super) is_word: bool,
    pub(super) occurrence: Occurrence,
    /// Without clitics.
    pub(super) span: Span,
    /// With them.
    pub(super) surface: Span,
    /// Proclitic letters in the ligature the span begins with.
    pub(super) in_ligature: usize,
}

/// Checks names; its buffers are reused.
#[derive(Debug, Default)]
pub(super) struct Checker {
    comparer: Comparer,
}

impl Checker {
    /// The folds the occurrence needs; or why the name, its clitic policy or the common words forbid it.
    pub(super) fn check(
        &mut self,
        matcher: &Matcher,
        view: &View<'_>,
        place: Place<'_>,
        name: &Name<'_>,
    ) -> Result<FoldSet, Refusal> {
        let front = place.occurrence.front;
        if !front.proclitics().all(|proclitic| name.clitics().allows(proclitic)) {
            return Err(Refusal::Clitics);
        }
        let written = place.span.get(place.text).unwrap_or_default();
        let restored = front.restored.letters();
        let spelling = name.spelling();
        // Only an article loses its alef behind ل: للمانيا is not ل and ألمانيا.
        if front.restored != Restored::Nothing && !has_article(spelling) {
            return Err(Refusal::NoArticle);
        }
        let mut folds = name.spelling_folds;
        let rest = spelling.strip_prefix(restored.as_bytes()).filter(|_| place.in_ligature == 0);
        let exact = rest == Some(written.as_bytes());
        if !(exact && folds.is_empty() && place.occurrence.enclitic.is_none()) {
            let allowed = matcher.folds.intersection(name.narrowed().unwrap_or(FoldSet::all()));
            if !exact {
                let by_letters =
                    rest.and_then(|rest| letter_folds(written.as_bytes(), rest, restored.is_empty()));
                let by_letters = by_letters.filter(|folds| folds.is_subset(allowed));
                let compare = || {
                    let spelling = std::str::from_utf8(spelling).ok()?;
                    self.comparer.compare(matcher.compiled_folds(), place, spelling, allowed)
                };
                folds = folds.union(by_letters.or_else(compare).ok_or(Refusal::Folds)?);
            }
            if let Some(enclitic) = place.occurrence.enclitic {
                let pronoun =
                    Span::new(place.span.end, place.surface.end).get(place.text).unwrap_or_default();
                folds = folds.union(pronoun_folds(allowed, pronoun, enclitic).ok_or(Refusal::Folds)?);
            }
            if !folds.is_subset(allowed) {
                return Err(Refusal::Folds);
            }
        }
        let everyday = |word: &str| name.is_guarded() && view.guards(word);
        match place.words.len() {
            1 => guarded(place, folds, everyday).map_or(Ok(folds), Err),
            _ => Ok(folds),
        }
    }
}

/// Whether a spelling begins with the article.
pub(super) fn has_article(spelling: &[u8]) -> bool {
    if let [0xD8, 0xA7, 0xD9, 0x84, ..] = spelling {
        return true;
    }
    let spelling = std::str::from_utf8(spelling).unwrap_or_default();
    let mut letters = spelling.chars().filter(|&c| !chars::is_transparent(c));
    matches!(letters.next(), Some('ا' | 'ٱ')) && letters.next() == Some('ل')
}
