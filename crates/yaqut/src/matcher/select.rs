//! Which of the valid occurrences of a sentence are given out.

use std::cmp::{Ordering, Reverse};

use super::found::{Found, Group, Named};
use super::walk::Hit;
use super::{MatchKind, Matcher};
use crate::dictionary::View;

/// Selects among occurrences; its buffers are reused.
#[derive(Debug, Default)]
pub(super) struct Selector {
    /// Occurrences of one place, as ranges of all, with whether they are chosen.
    groups: Vec<Choice>,
    /// The ends of written words of all groups, and which stretches between two are taken.
    bounds: Vec<usize>,
    taken: Vec<bool>,
    entities: Vec<(usize, u32, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Choice {
    first: usize,
    end: usize,
    chosen: bool,
}

impl Selector {
    /// Selects from the occurrences of one sentence and adds the matches to those of the text.
    pub(super) fn select(
        &mut self,
        matcher: &Matcher,
        views: &[View<'_>],
        hits: &mut [Hit],
        found: &mut Found,
    ) {
        if hits.is_empty() {
            return;
        }
        // The candidates of one span side by side, the best first; spans by start, the longer first.
        if hits.len() > 1 {
            let prior = |hit: &Hit| views.get(hit.layer).map_or(0.0, |view| view.prior(hit.entity));
            hits.sort_unstable_by_key(place);
            for group in hits.chunk_by_mut(|a, b| place(a) == place(b)) {
                if group.len() > 1 || matcher.kind == MatchKind::Priority {
                    group.iter_mut().for_each(|hit| hit.prior = prior(hit));
                    group.sort_unstable_by(rank);
                }
            }
        }
        self.groups.clear();
        let mut first = 0;
        for group in hits.chunk_by(|a, b| place(a) == place(b)) {
            self.groups.push(Choice { first, end: first + group.len(), chosen: true });
            first += group.len();
        }
        match matcher.kind {
            MatchKind::Longest => self.longest(hits),
            MatchKind::All => {}
            MatchKind::Priority => self.priority(hits),
        }
        for at in 0..self.groups.len() {
            let Some(group) = self.groups.get(at).filter(|group| group.chosen) else { continue };
            if found.groups.len() >= matcher.max_matches {
                found.truncated = true;
                return;
            }
            let hits = hits.get(group.first..group.end).unwrap_or_default();
            give_out(hits, &mut self.entities, found);
        }
    }

    /// The leftmost, of those the longest: the written words count. A whole word comes before its clitic readings
    /// because its span begins first and ends last.
    fn longest(&mut self, hits: &[Hit]) {
        let mut behind = 0;
        for group in &mut self.groups {
            let Some(hit) = hits.get(group.first) else { continue };
            group.chosen = hit.surface.start >= behind;
            if group.chosen {
                behind = hit.surface.end;
            }
        }
    }

    /// By prior, then length, then entity; what overlaps a chosen one is left out.
    fn priority(&mut self, hits: &[Hit]) {
        self.bounds.clear();
        self.bounds.extend(hits.iter().flat_map(|hit| [hit.surface.start, hit.surface.end]));
        self.bounds.sort_unstable();
        self.bounds.dedup();
        self.taken.clear();
        self.taken.resize(self.bounds.len(), false);
        let best = |group: &Choice| {
            let group = hits.get(group.first..group.end).unwrap_or_default();
            let prior = group.iter().map(|hit| hit.prior).fold(0.0, f32::max);
            let entity = group.iter().filter(|hit| hit.prior >= prior).map(entity).min();
            (prior, group.first().map_or(0, |first| first.span.len()), entity)
        };
        self.groups.sort_by(|a, b| {
            let ((prior, length, entity), (other_prior, other_length, other_entity)) = (best(a), best(b));
            other_prior.total_cmp(&prior).then(other_length.cmp(&length)).then(entity.cmp(&other_entity))
        });
        for group in &mut self.groups {
            let Some(hit) = hits.get(group.first) else { continue };
            // Every stretch holds a word, so a group has few.
            let bound = |at| self.bounds.partition_point(|&bound| bound < at);
            let stretches = self.taken.get_mut(bound(hit.surface.start)..bound(hit.surface.end));
            let stretches = stretches.unwrap_or_default();
            group.chosen = !stretches.contains(&true);
            if group.chosen {
                stretches.fill(true);
            }
        }
        self.groups.sort_unstable_by_key(|group| group.first);
    }
}

/// Occurrences of one place: the same written words and the same span in them.
fn place(hit: &Hit) -> impl Ord + use<> {
    (hit.surface.start, Reverse(hit.surface.end), hit.span.start, Reverse(hit.span.end))
}

/// The order of entities: those of a later layer behind all of an earlier one.
fn entity(hit: &Hit) -> (usize, u32) {
    (hit.layer, hit.entity)
}

/// Fewer and cheaper folds first, then the higher prior, then the earlier entity; the rest only makes the order total.
fn rank(a: &Hit, b: &Hit) -> Ordering {
    let tie = |hit: &Hit| (entity(hit), hit.alias, hit.folds.bits(), hit.proclitics.as_slice().len());
    a.folds.cost().cmp(&b.folds.cost()).then(b.prior.total_cmp(&a.prior)).then_with(|| tie(a).cmp(&tie(b)))
}

/// Adds a match with its candidates, every entity once.
fn give_out(group: &[Hit], entities: &mut Vec<(usize, u32, usize)>, found: &mut Found) {
    let Some(first) = group.first() else { return };
    let start = found.named.len();
    let named = |hit: &Hit| Named { layer: hit.layer, alias: hit.alias, folds: hit.folds };
    if group.len() == 1 {
        found.named.push(named(first));
    } else {
        // The first of each entity, in their order.
        entities.clear();
        entities.extend(group.iter().enumerate().map(|(at, hit)| (hit.layer, hit.entity, at)));
        entities.sort_unstable();
        entities.dedup_by_key(|(layer, entity, _)| (*layer, *entity));
        entities.sort_unstable_by_key(|(_, _, at)| *at);
        found.named.extend(entities.iter().filter_map(|&(_, _, at)| group.get(at)).map(named));
    }
    found.groups.push(Group {
        span: first.span,
        surface: first.surface,
        proclitics: first.proclitics,
        enclitic: first.enclitic,
        candidates: (start, found.named.len() - start),
    });
}
