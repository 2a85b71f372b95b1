//! Whether a name may stand where the trie found it, and which folds that takes.

use super::Matcher;
use super::candidates::Occurrence;
use crate::dictionary::Key;
use crate::keys::{KeyWord, KeyWords, particle, visible};
use crate::{Fold, FoldSet, Normalizer, Span, Tokenizer};

/// Folds that can turn one word into another.
const LOSSY: [Fold; 8] = [
    Fold::Lookalike,
    Fold::Alef,
    Fold::Hamza,
    Fold::Accusative,
    Fold::AlefMaksura,
    Fold::TehMarbuta,
    Fold::Particle,
    Fold::Transliteration,
];

/// Buffers for taking an alias apart.
#[derive(Debug, Default)]
pub(super) struct Checker {
    alias_words: KeyWords,
    restored: String,
}

impl Checker {
    /// The folds the occurrence needs; `None` where the alias, its clitic policy or the common words forbid it.
    pub(super) fn check(
        &mut self,
        matcher: &Matcher,
        text: &str,
        words: &KeyWords,
        occurrence: Occurrence<'_>,
        span: Span,
        key: Key<'_>,
    ) -> Option<FoldSet> {
        let alias = key.alias_ref();
        let entity = alias.entity();
        let policy = entity.clitics();
        if !occurrence.reading.proclitics().all(|proclitic| policy.allows(proclitic)) {
            return None;
        }
        let narrowed = [entity.folds(), alias.folds()].into_iter().flatten();
        let allowed = narrowed.fold(matcher.folds, FoldSet::intersection);
        let written = span.get(text)?;
        let mut folds = if key.is_respaced() { FoldSet::from(Fold::Spacing) } else { FoldSet::EMPTY };
        if !same(occurrence.reading.restored, written, key.spelling()) {
            let occurrence_words = words.words().get(occurrence.first..=occurrence.last)?;
            folds =
                folds.union(self.compare(matcher, text, occurrence_words, occurrence, span, key, allowed)?);
        }
        let guarded = key.is_single() && is_guarded(matcher, text, words, occurrence, span, folds);
        (folds.is_subset(allowed) && !guarded).then_some(folds)
    }

    /// The folds between the written words and the alias's, word by word and gap by gap.
    #[expect(clippy::too_many_arguments, reason = "one call, every argument its own thing")]
    fn compare(
        &mut self,
        matcher: &Matcher,
        text: &str,
        words: &[KeyWord],
        occurrence: Occurrence<'_>,
        span: Span,
        key: Key<'_>,
        allowed: FoldSet,
    ) -> Option<FoldSet> {
        let spelling = key.spelling();
        self.alias_words.clear();
        for token in Tokenizer::new().tokenize(spelling) {
            self.alias_words.push_token(matcher.dictionary.folds(), spelling, token);
        }
        let alias_words = self.alias_words.words();
        if alias_words.len() != words.len() {
            return None;
        }
        let mut folds = FoldSet::EMPTY;
        for (at, (word, alias_word)) in words.iter().zip(alias_words).enumerate() {
            let inner = Span::new(word.span.start.max(span.start), word.span.end.min(span.end));
            let (written, spelled) = (inner.get(text)?, alias_word.span.get(spelling)?);
            let restored = if at == 0 { occurrence.reading.restored } else { "" };
            if !same(restored, written, spelled) {
                self.restored.clear();
                self.restored.push_str(restored);
                self.restored.push_str(written);
                folds = folds.union(needed(allowed, &self.restored, spelled)?);
            }
            if let (Some(next), Some(next_alias)) = (words.get(at + 1), alias_words.get(at + 1)) {
                let gap = Span::new(word.span.end, next.span.start).get(text)?;
                let alias_gap = Span::new(alias_word.span.end, next_alias.span.start).get(spelling)?;
                if gap != alias_gap {
                    let format = visible(gap).eq(visible(alias_gap));
                    folds = folds.with(if format { Fold::Format } else { Fold::Spacing });
                }
            }
        }
        Some(folds)
    }
}

fn same(restored: &str, written: &str, spelled: &str) -> bool {
    spelled.strip_prefix(restored) == Some(written)
}

/// The fewest and cheapest of the allowed folds that make two words equal; `None` if all of them do not.
fn needed(allowed: FoldSet, written: &str, spelled: &str) -> Option<FoldSet> {
    let (ours, theirs) =
        (Normalizer::new(allowed).normalize(written), Normalizer::new(allowed).normalize(spelled));
    let used = ours.folds().union(theirs.folds());
    if ours.text() != theirs.text() {
        // The forms of أبو and ابن fold only before another word, which a word by itself does not have.
        let particles = particle(ours.text()).is_some() && particle(ours.text()) == particle(theirs.text());
        return particles.then(|| needed(allowed, &before_a_word(written), &before_a_word(spelled)))?;
    }
    let mut folds = used;
    let mut dearest_first: Vec<Fold> = used.iter().collect();
    dearest_first.reverse();
    for fold in dearest_first {
        let fewer = Normalizer::new(folds.without(fold));
        if fewer.normalize(written).text() == fewer.normalize(spelled).text() {
            folds = folds.without(fold);
        }
    }
    Some(folds)
}

fn before_a_word(word: &str) -> String {
    format!("{word} علي")
}

/// Whether a one-word name is an everyday word here: see [`CommonWords`](crate::CommonWords).
fn is_guarded(
    matcher: &Matcher,
    text: &str,
    words: &KeyWords,
    occurrence: Occurrence<'_>,
    span: Span,
    folds: FoldSet,
) -> bool {
    let Some(word) = words.words().get(occurrence.first) else { return false };
    let lossy = LOSSY.into_iter().any(|fold| folds.contains(fold));
    let reading = occurrence.reading;
    let clitics = reading.letters() > 0 || occurrence.enclitic.is_some();
    if !word.is_word || !(lossy || clitics) {
        return false;
    }
    // A name of two letters is too easily the rest of a word; only و is common enough in front of it.
    let short = reading.restored.chars().chain(reading.rest.chars()).nth(2).is_none();
    if short && (reading.preposition.is_some() || reading.conjunction == Some(crate::Proclitic::Fa)) {
        return true;
    }
    let everyday = |span: Span| span.get(text).is_some_and(|word| is_everyday(matcher, word));
    everyday(word.span) || (lossy && clitics && everyday(span))
}

/// Whether a word, its ornaments left aside, is guarded.
fn is_everyday(matcher: &Matcher, word: &str) -> bool {
    let normal = Normalizer::new(FoldSet::light().with(Fold::Lookalike)).normalize(word);
    // The list has no tanween, which the diacritics fold leaves on an alef.
    let bare = normal.text().replace('\u{64B}', "");
    // A final Farsi yeh is written for ى too.
    let maksura = bare.strip_suffix('ي').filter(|_| normal.folds().contains(Fold::Lookalike));
    matcher.dictionary.guards(&bare)
        || maksura.is_some_and(|stem| matcher.dictionary.guards(&format!("{stem}ى")))
}
