//! Every valid occurrence in one sentence: from the words that names may begin with, as far as names go.

use super::check::{Checker, Place};
use super::sentence::{Sentence, Word};
use super::starts::Start;
use super::{Matcher, Occurrence};
use crate::clitics::{Front, Proclitics};
use crate::dictionary::{Entry, View};
use crate::keys::{after_letters, before_letters, joined_hash};
use crate::{Enclitic, FoldSet, Span};

/// One valid occurrence of one name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) surface: Span,
    pub(super) proclitics: Proclitics,
    pub(super) enclitic: Option<Enclitic>,
    pub(super) folds: FoldSet,
    /// Of the entity; looked up only where several names compete.
    pub(super) prior: f32,
    pub(super) layer: usize,
    /// The places of the entity and of its name in the dictionary of that layer.
    pub(super) entity: u32,
    pub(super) alias: u32,
}

/// Key words that some names have: where they end, and which names.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) start: Start,
    pub(super) last: usize,
    pub(super) enclitic: Option<Enclitic>,
    pub(super) entry: Entry,
}

/// Buffers for finding, reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Finder {
    pub(super) hits: Vec<Hit>,
    checker: Checker,
    ends: Vec<End>,
    /// Sequences still to go on from, each with the next word.
    path: Vec<(u64, usize)>,
    /// What the key words of an end stand for.
    spans: Vec<Span>,
}

impl Finder {
    /// Adds every valid occurrence among the key words of a sentence to `hits`.
    ///
    /// Where only so many `leftmost` longest are wanted, what begins inside one of them is passed over, and what is
    /// shorter.
    pub(super) fn find(
        &mut self,
        matcher: &Matcher,
        views: &[View<'_>],
        text: &str,
        sentence: &Sentence,
        leftmost: Option<usize>,
    ) {
        let (mut behind, mut left) = (0, leftmost.unwrap_or(usize::MAX));
        let mut at = 0;
        loop {
            let starts = sentence.starts_of_word(at);
            at += starts.len();
            let Some(first) = starts.first().filter(|_| left > 0) else { return };
            if first.word < behind {
                continue;
            }
            self.ends.clear();
            for start in starts {
                let Some(view) = views.get(start.layer) else { continue };
                self.follow(view, sentence, *start);
            }
            let before = self.hits.len();
            if leftmost.is_none() {
                for at in 0..self.ends.len() {
                    self.collect(matcher, views, text, sentence, at);
                }
                continue;
            }
            // The longest that is valid: most of the time there is one.
            if self.ends.len() > 1 {
                self.ends.sort_unstable_by_key(|end| std::cmp::Reverse(end.last));
            }
            let mut last = usize::MAX;
            for at in 0..self.ends.len() {
                let end = self.ends.get(at).map_or(0, |end| end.last);
                if end < last && self.hits.len() > before {
                    break;
                }
                last = end;
                self.collect(matcher, views, text, sentence, at);
            }
            if self.hits.len() > before {
                (behind, left) = (last + 1, left - 1);
            }
        }
    }

    /// Where names end that begin with a reading.
    pub(super) fn ends_of(&mut self, view: &View<'_>, sentence: &Sentence, start: Start) -> &[End] {
        self.ends.clear();
        self.follow(view, sentence, start);
        &self.ends
    }

    /// Notes where names end that begin with a reading.
    fn follow(&mut self, view: &View<'_>, sentence: &Sentence, start: Start) {
        let Start { word: first, front, key, mark, .. } = start;
        let Some(word) = sentence.words.get(first) else { return };
        let ends = &mut self.ends;
        let mut note = |last, enclitic, hash| {
            let entry = view.entry(hash)?;
            if entry.has_names() {
                ends.push(End { start, last, enclitic, entry });
            }
            Some(entry)
        };
        if mark.alone && word.ends() {
            note(first, None, key.hash);
            if sentence.enclitics.words && word.is_word() {
                sentence.each_host(first, front, key, |enclitic, host| {
                    note(first, Some(enclitic), host);
                });
            }
        }
        if !mark.longer || view.max_words < 2 {
            return;
        }
        self.path.clear();
        // A name never ends in a particle, so its common form is only gone on from.
        if key.may_be_particle() {
            self.path.extend(sentence.particle(first, front, key).map(|hash| (hash, first + 1)));
        }
        let mut next = Some((key.hash, first + 1));
        while let Some((before, at)) = next.take().or_else(|| self.path.pop()) {
            let (Some(word), true) = (sentence.words.get(at), at - first < view.max_words) else { continue };
            let joined = joined_hash(before, word.hash);
            let entry = if word.ends() { note(at, None, joined) } else { view.entry(joined) };
            if entry.is_some_and(|entry| entry.goes_on) {
                next = Some((joined, at + 1));
            }
            if word.may_be_particle() {
                let whole = sentence.whole(at);
                let particle = whole.and_then(|whole| sentence.particle(at, Front::NOTHING, whole));
                let common = particle.map(|particle| joined_hash(before, particle));
                let goes_on = |hash: &u64| view.entry(*hash).is_some_and(|entry| entry.goes_on);
                self.path.extend(common.filter(goes_on).map(|hash| (hash, at + 1)));
            }
            if sentence.enclitics.any && word.ends() && word.is_word() {
                let Some(whole) = sentence.whole(at) else { continue };
                sentence.each_host(at, Front::NOTHING, whole, |enclitic, host| {
                    let joined = joined_hash(before, host);
                    if at > first + 1 || view.may_pair(joined) {
                        note(at, Some(enclitic), joined);
                    }
                });
            }
        }
    }

    /// Adds the names of an end that may stand there.
    fn collect(&mut self, matcher: &Matcher, views: &[View<'_>], text: &str, sentence: &Sentence, at: usize) {
        let Some(&end) = self.ends.get(at) else { return };
        let End { start, last, enclitic, entry } = end;
        let (Some(view), Some(layer)) = (views.get(start.layer), matcher.layers.get(start.layer)) else {
            return;
        };
        let Some(words) = sentence.words.get(start.word..=last) else { return };
        self.spans.clear();
        self.spans.extend(words.iter().map(|word| word.span));
        let is_word = words.first().is_some_and(Word::is_word);
        let Some(place) = place(text, &self.spans, is_word, occurrence(end)) else { return };
        for name in view.places(entry) {
            let Some(name) = view.name(name) else { continue };
            if name.is_host() != enclitic.is_some() || !layer.enables(name.alias()) {
                continue;
            }
            let Ok(folds) = self.checker.check(matcher, view, place, &name) else { continue };
            self.hits.push(Hit {
                span: place.span,
                surface: place.surface,
                proclitics: start.front.into(),
                enclitic,
                folds,
                prior: 0.0,
                layer: start.layer,
                entity: name.entity_place(),
                alias: name.alias(),
            });
        }
    }
}

/// How the words up to an end are read.
pub(super) fn occurrence(end: End) -> Occurrence {
    Occurrence { front: end.start.front, enclitic: end.enclitic, is_short: end.start.key.is_short }
}

/// Where an occurrence stands, without its clitics and with them.
pub(super) fn place<'o>(
    text: &'o str,
    words: &'o [Span],
    is_word: bool,
    occurrence: Occurrence,
) -> Option<Place<'o>> {
    let (first, last) = (*words.first()?, *words.last()?);
    let (start, in_ligature) = match occurrence.front.letters() {
        0 => (0, 0),
        letters => after_letters(first.get(text)?, letters),
    };
    let end = match occurrence.enclitic {
        None => last.end,
        Some(enclitic) => last.start + before_letters(last.get(text)?, enclitic.form().chars().count()),
    };
    let start = first.start + start;
    Some(Place {
        text,
        words,
        is_word,
        occurrence,
        span: Span::new(start, end.max(start)),
        surface: Span::new(first.start, last.end),
        in_ligature,
    })
}
