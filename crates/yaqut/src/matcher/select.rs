//! Which of the valid occurrences of a sentence are given out.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::candidates::Hit;
use super::found::{Found, Group, Named};
use super::{MatchKind, Matcher};
use crate::Span;

/// Selects from the occurrences of one sentence and adds the matches to those of the text.
pub(super) fn select(matcher: &Matcher, hits: &mut [Hit], found: &mut Found) {
    // The candidates of one span side by side, the best first; spans by start, the longer first.
    hits.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| rank(a, b)));
    let mut groups: Vec<&[Hit]> = hits.chunk_by(|a, b| place(a) == place(b)).collect();
    match matcher.kind {
        MatchKind::Longest => groups = longest(groups),
        MatchKind::All => {}
        MatchKind::Priority => groups = priority(groups),
    }
    for group in groups {
        if found.groups.len() >= matcher.max_matches {
            found.truncated = true;
            return;
        }
        give_out(group, found);
    }
}

/// Occurrences of one place: the same written words and the same span in them.
fn place(hit: &Hit) -> impl Ord + use<> {
    (hit.surface.start, Reverse(hit.surface.end), hit.span.start, Reverse(hit.span.end))
}

fn rank(a: &Hit, b: &Hit) -> Ordering {
    a.folds.cost().cmp(&b.folds.cost()).then(b.prior.total_cmp(&a.prior)).then(a.entity.cmp(&b.entity))
}

/// The leftmost, of those the longest: the written words count. A whole word comes before its clitic readings because
/// its span begins first and ends last.
fn longest(groups: Vec<&[Hit]>) -> Vec<&[Hit]> {
    let mut behind = 0;
    let mut chosen = Vec::new();
    for group in groups {
        if let Some(first) = group.first().filter(|first| first.surface.start >= behind) {
            behind = first.surface.end;
            chosen.push(group);
        }
    }
    chosen
}

/// By prior, then length, then entity; what overlaps a chosen one is left out.
fn priority(mut groups: Vec<&[Hit]>) -> Vec<&[Hit]> {
    let best = |group: &[Hit]| {
        let prior = group.iter().map(|hit| hit.prior).fold(0.0, f32::max);
        let entity = group.iter().filter(|hit| hit.prior >= prior).map(|hit| hit.entity).min();
        (prior, group.first().map_or(0, |first| first.span.len()), entity)
    };
    groups.sort_by(|a, b| {
        let ((prior, length, entity), (other_prior, other_length, other_entity)) = (best(a), best(b));
        other_prior.total_cmp(&prior).then(other_length.cmp(&length)).then(entity.cmp(&other_entity))
    });
    // Ends of the chosen by their starts; they do not overlap, so only the neighbour before can reach in.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    groups.retain(|group| {
        let Some(Span { start, end }) = group.first().map(|first| first.surface) else { return false };
        let free = taken.range(..end).next_back().is_none_or(|(_, &taken_end)| taken_end <= start);
        if free {
            taken.insert(start, end);
        }
        free
    });
    groups.sort_by_key(|group| group.first().map(|first| first.surface.start));
    groups
}

/// Adds a match with its candidates, every entity once.
fn give_out(group: &[Hit], found: &mut Found) {
    let Some(first) = group.first() else { return };
    let start = found.named.len();
    let named = |hit: &Hit| Named { alias: hit.alias, folds: hit.folds };
    if group.len() == 1 {
        found.named.push(named(first));
    } else {
        let mut known = BTreeSet::new();
        found.named.extend(group.iter().filter(|hit| known.insert(hit.entity)).map(named));
    }
    found.groups.push(Group {
        span: first.span,
        surface: first.surface,
        proclitics: first.proclitics.clone(),
        enclitic: first.enclitic,
        candidates: (start, found.named.len() - start),
    });
}
