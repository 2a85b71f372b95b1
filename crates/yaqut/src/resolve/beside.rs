//! What the words beside a name say of it, and those of its sentence.

use super::cues::{Cue, CuePlace, Cues, MOST_WORDS};
use super::mention::{Mention, over};
use super::resolved::Reason;
use super::settle::Scale;
use super::weigh::Weigher;
use super::weights;
use super::words::{Word, Words, phrase_hash};
use crate::Span;

impl<'a> Weigher<'_, 'a> {
    /// Words beside the name.
    pub(super) fn cues(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        let before: Vec<_> = self.words.before(mention.surface).collect();
        let behind: Vec<_> = self.words.behind(mention.surface).collect();
        let beside = self.beside(&before, CuePlace::Before);
        let after = self.beside(&behind, CuePlace::After);
        for (cue, span) in beside.into_iter().chain(after) {
            for (choice, scale) in mention.choices.iter().zip(scales.iter_mut()) {
                let weight = cue.weight * choice.agreement(cue);
                scale.put(Reason::Cue, Some(span), weight);
            }
        }
        self.near(mention, before.iter().chain(&behind).map(|(word, _)| *word), scales);
        self.nationality_behind(at, mention, scales);
    }

    /// The cues that stand right beside the name, or beside words that only stand between.
    fn beside(&self, words: &[(&Word, bool)], place: CuePlace) -> Vec<(&Cue, Span)> {
        for at in 0..words.len().min(4) {
            let Some(rest) = words.get(at..) else { break };
            let Some((word, parted)) = rest.first() else { break };
            // `الخليل، كبرى محافظات الضفة`: what a name is may follow behind a comma.
            if *parted && !(place == CuePlace::After && at == 0) {
                break;
            }
            if let Some((cues, span)) = self.longest(rest, place) {
                return cues.iter().filter(|cue| cue.place == place).map(|cue| (cue, span)).collect();
            }
            if !self.stands_between(word) {
                break;
            }
        }
        Vec::new()
    }

    /// The cues of the most words that begin a list of words.
    fn longest(&self, words: &[(&Word, bool)], place: CuePlace) -> Option<(&[Cue], Span)> {
        for count in (1..=MOST_WORDS.min(words.len())).rev() {
            let Some(words) = words.get(..count) else { continue };
            // In the order of the text.
            let in_order = |at: usize| words.get(if place == CuePlace::Before { count - 1 - at } else { at });
            let (Some((first, _)), Some((last, _))) = (in_order(0), in_order(count - 1)) else { continue };
            let others = (1..count).filter_map(|at| in_order(at).map(|(word, _)| word.hash));
            let mut found: &[Cue] = &[];
            first.readings(|hash| {
                if found.is_empty() {
                    let phrase = phrase_hash(std::iter::once(hash).chain(others.clone()));
                    let cues = phrase.map_or(&[][..], |phrase| self.cues.of(phrase));
                    if cues.iter().any(|cue| cue.place == place) {
                        found = cues;
                    }
                }
            });
            if !found.is_empty() {
                return Some((found, Span::new(first.span.start, last.span.end)));
            }
        }
        None
    }

    fn stands_between(&self, word: &Word) -> bool {
        let is_listed = self.cues.of(word.hash).iter().any(|cue| cue.place == CuePlace::Between);
        is_listed || self.in_place_or_nationality(word.span)
    }

    /// Whether a word belongs to the name of a place or nationality: `وزير الخارجية الأميركي كيري`.
    fn in_place_or_nationality(&self, word: Span) -> bool {
        over(self.document.mentions, word, |mention| mention.surface).1.is_some_and(|mention| {
            mention.choices.iter().any(|choice| matches!(choice.entity_type, "nationality" | "place"))
        })
    }

    /// Words anywhere in the sentence that go with a type.
    fn near<'w>(&self, mention: &Mention<'a>, words: impl Iterator<Item = &'w Word>, scales: &mut [Scale]) {
        let mut sums = vec![(0.0, None); scales.len()];
        for word in words {
            word.readings(|hash| {
                for cue in self.cues.of(hash).iter().filter(|cue| cue.place == CuePlace::Near) {
                    for (choice, (sum, nearest)) in mention.choices.iter().zip(&mut sums) {
                        if choice.agreement(cue) == 1.0 {
                            *sum += cue.weight;
                            *nearest = nearest.or(Some(word.span));
                        }
                    }
                }
            });
        }
        for (scale, (sum, nearest)) in scales.iter_mut().zip(sums) {
            scale.put(Reason::Cue, nearest, f32::min(sum, weights::NEAR_CUES));
        }
    }

    fn nationality_behind(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        let Some(next) = self.document.mentions.get(at + 1) else { return };
        let gap = self.text.get(mention.surface.end..next.surface.start).unwrap_or_default();
        let is_nationality = next.only().is_some_and(|only| only.entity_type == "nationality");
        if !gap.trim_matches(' ').is_empty() || !is_nationality || next.surface != next.span {
            return;
        }
        let written = next.span.get(self.text).unwrap_or_default();
        if !written.starts_with("ال") {
            return;
        }
        let feminine = written.ends_with(['ة', 'ه']);
        for (choice, scale) in mention.choices.iter().zip(scales) {
            let weight = match (choice.entity_type, feminine) {
                ("place", true) => weights::FEMININE,
                ("organization", false) => weights::MASCULINE,
                _ => 0.0,
            };
            scale.put(Reason::Cue, Some(next.span), weight);
        }
    }
}

/// The words of a text that go with a type wherever they stand.
pub(super) fn topics<'d>(words: &Words, cues: &'d Cues) -> Vec<(&'d Cue, f32)> {
    let mut topics: Vec<(&Cue, f32)> = Vec::new();
    for word in words.iter() {
        word.readings(|hash| {
            for cue in cues.of(hash).iter().filter(|cue| cue.place == CuePlace::Near) {
                match topics.iter_mut().find(|(known, _)| std::ptr::eq(*known, cue)) {
                    Some((_, count)) => *count += 1.0,
                    None => topics.push((cue, 1.0)),
                }
            }
        });
    }
    topics
}
