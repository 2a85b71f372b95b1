//! Whether a name may stand where the trie found it, and which folds that takes.

use std::borrow::Cow;

use super::Matcher;
use super::candidates::Occurrence;
use super::guard::is_guarded;
use crate::dictionary::Key;
use crate::keys::{KeyWord, KeyWords, after_letters, gap_fold, particle};
use crate::normalize::{composed, expanded};
use crate::{Enclitic, Fold, FoldSet, Normalizer, Span, Tokenizer, chars};

/// Where an occurrence stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'o> {
    pub(super) text: &'o str,
    /// The written words.
    pub(super) words: &'o [KeyWord],
    pub(super) occurrence: Occurrence<'o>,
    /// Without clitics.
    pub(super) span: Span,
    /// With them.
    pub(super) surface: Span,
    /// Proclitic letters in the ligature the span begins with.
    pub(super) in_ligature: usize,
}

/// Buffers for taking an alias apart.
#[derive(Debug, Default)]
pub(super) struct Checker {
    alias_words: KeyWords,
}

impl Checker {
    /// The folds the occurrence needs; `None` where the alias, its clitic policy or the common words forbid it.
    pub(super) fn check(&mut self, matcher: &Matcher, place: Place<'_>, key: Key<'_>) -> Option<FoldSet> {
        let alias = key.alias_ref();
        let entity = alias.entity();
        let (policy, reading) = (entity.clitics(), place.occurrence.reading);
        if !reading.proclitics().all(|proclitic| policy.allows(proclitic)) {
            return None;
        }
        // Only an article loses its alef behind ل: للمانيا is not ل and ألمانيا.
        if !reading.restored.is_empty() && !has_article(key.spelling()) {
            return None;
        }
        let narrowed = [entity.folds(), alias.folds()].into_iter().flatten();
        let allowed = narrowed.fold(matcher.folds, FoldSet::intersection);
        let mut folds = key.folds();
        if place.in_ligature > 0 || !same(reading.restored, place.span.get(place.text)?, key.spelling()) {
            folds = folds.union(self.compare(matcher, place, key.spelling(), allowed)?);
        }
        if let Some(enclitic) = place.occurrence.enclitic {
            let written = Span::new(place.span.end, place.surface.end).get(place.text)?;
            folds = folds.union(pronoun_folds(allowed, written, enclitic)?);
        }
        let guarded = key.is_single() && is_guarded(matcher, place, folds);
        (folds.is_subset(allowed) && !guarded).then_some(folds)
    }

    /// The folds between the written words and the alias's, word by word and gap by gap.
    fn compare(
        &mut self,
        matcher: &Matcher,
        place: Place<'_>,
        spelling: &str,
        allowed: FoldSet,
    ) -> Option<FoldSet> {
        self.alias_words.clear();
        for token in Tokenizer::new().tokenize(spelling) {
            self.alias_words.push_token(matcher.dictionary.folds(), spelling, token, false);
        }
        let alias_words = self.alias_words.words();
        if alias_words.len() != place.words.len() {
            return None;
        }
        let mut folds = FoldSet::EMPTY;
        for (at, (word, alias_word)) in place.words.iter().zip(alias_words).enumerate() {
            let inner = Span::new(word.span.start.max(place.span.start), word.span.end.min(place.span.end));
            let mut written = Cow::Borrowed(inner.get(place.text)?);
            if at == 0 {
                if place.in_ligature > 0 {
                    let letters = expanded(&written).into_owned();
                    let (cut, _) = after_letters(&letters, place.in_ligature);
                    written = Cow::Owned(letters.get(cut..)?.to_owned());
                    folds = folds.with(Fold::Presentation);
                }
                let restored = place.occurrence.reading.restored;
                if !restored.is_empty() {
                    written = Cow::Owned(format!("{restored}{written}"));
                }
            }
            folds = folds.union(needed(allowed, &written, alias_word.span.get(spelling)?)?);
            if let (Some(next), Some(next_alias)) = (place.words.get(at + 1), alias_words.get(at + 1)) {
                let gap = Span::new(word.span.end, next.span.start).get(place.text)?;
                let alias_gap = Span::new(alias_word.span.end, next_alias.span.start).get(spelling)?;
                folds = folds.union(gap_fold(gap, alias_gap)?);
            }
        }
        Some(folds)
    }
}

fn same(restored: &str, written: &str, spelled: &str) -> bool {
    spelled.strip_prefix(restored) == Some(written)
}

fn has_article(spelling: &str) -> bool {
    let mut letters = spelling.chars().filter(|&c| !chars::is_transparent(c));
    matches!(letters.next(), Some('ا' | 'ٱ')) && letters.next() == Some('ل')
}

/// The fewest and cheapest of the allowed folds that make two words equal; `None` if all of them do not.
fn needed(allowed: FoldSet, written: &str, spelled: &str) -> Option<FoldSet> {
    // A hamza written as a sign is the letter with it, whatever folds are on.
    let (written, spelled) = (composed(written), composed(spelled));
    if written == spelled {
        return Some(FoldSet::EMPTY);
    }
    let normalizer = Normalizer::new(allowed);
    let (ours, theirs) = (normalizer.normalize(&written), normalizer.normalize(&spelled));
    if ours.text() != theirs.text() {
        // The forms of أبو and ابن fold only before another word, which a word by itself does not have.
        let alone = allowed.contains(Fold::Particle) && !written.contains(' ');
        let alone = alone && is_particle(&written) && is_particle(&spelled);
        return alone.then(|| needed(allowed, &before_a_word(&written), &before_a_word(&spelled)))?;
    }
    let used = ours.folds().union(theirs.folds());
    let mut folds = used;
    let mut dearest_first: Vec<Fold> = used.iter().collect();
    dearest_first.reverse();
    for fold in dearest_first {
        let fewer = Normalizer::new(folds.without(fold));
        if fewer.normalize(&written).text() == fewer.normalize(&spelled).text() {
            folds = folds.without(fold);
        }
    }
    Some(folds)
}

fn is_particle(word: &str) -> bool {
    particle(Normalizer::search().normalize(word).text()).is_some()
}

fn before_a_word(word: &str) -> String {
    format!("{word} علي")
}

/// The folds a written pronoun takes; `None` where its letters are no pronoun: ة is never ه.
fn pronoun_folds(allowed: FoldSet, written: &str, enclitic: Enclitic) -> Option<FoldSet> {
    // Behind a letter, so that the last one is at a word's end.
    let (written, form) = (format!("ب{written}"), format!("ب{}", enclitic.form()));
    if written.contains('ة') { None } else { needed(allowed, &written, &form) }
}
