//! Which part of a normalized text came from which part of the original.

use super::FoldSet;
use crate::Span;

/// One place where the normalized text differs from the original.
///
/// A deletion has an empty normalized span, an insertion an empty original one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Edit {
    /// Bytes of the original text.
    pub original: Span,
    /// Bytes of the normalized text that stand for them.
    pub normalized: Span,
    /// The folds that made the change; empty where only the Unicode normalization form changed.
    pub folds: FoldSet,
}

/// The mapping between a text and its normalized form: a list of edits, nothing where nothing changed.
///
/// Edits are in text order and never overlap. Between two edits the texts are equal byte for byte, so a position maps
/// by binary search over the edits: O(log n) in their number, and clean text costs nothing.
///
/// ```
/// use yaqut::{Normalizer, Span};
/// let normal = Normalizer::search().normalize("في إيـران");
/// let alignment = normal.alignment();
/// assert_eq!(alignment.edits().len(), 2); // إ to ا, and the tatweel
/// assert_eq!(alignment.to_original(Span::new(5, 15)), Span::new(5, 17));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    edits: Vec<Edit>,
}

impl Alignment {
    /// The edits, in text order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether the two texts are the same.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.edits.is_empty()
    }

    /// Every fold that changed something.
    #[must_use]
    pub fn folds(&self) -> FoldSet {
        self.edits.iter().fold(FoldSet::EMPTY, |folds, edit| folds.union(edit.folds))
    }

    /// The original bytes a span of the normalized text came from.
    ///
    /// A span that cuts an edit takes the whole of it: half of an expanded ligature is the ligature. Characters deleted
    /// at the span's edges are left out; [`Normalized::to_original`](super::Normalized::to_original) then takes in the
    /// marks of the last letter. Positions beyond the text map beyond the original.
    #[must_use]
    pub fn to_original(&self, span: Span) -> Span {
        self.map(span, |edit| edit.normalized, |edit| edit.original)
    }

    /// The normalized bytes that stand for a span of the original text; a span that cuts an edit takes the whole of it.
    #[must_use]
    pub fn to_normalized(&self, span: Span) -> Span {
        self.map(span, |edit| edit.original, |edit| edit.normalized)
    }

    fn map(&self, span: Span, from: fn(&Edit) -> Span, to: fn(&Edit) -> Span) -> Span {
        // The first edit that ends after the start: deletions at the start are left out.
        let first = self.edits.partition_point(|edit| from(edit).end <= span.start);
        let start = match self.edits.get(first) {
            Some(edit) if from(edit).start < span.start => to(edit).start,
            _ => carry(span.start, first.checked_sub(1).and_then(|at| self.edits.get(at)), from, to),
        };
        if span.is_empty() {
            return Span::new(start, start);
        }
        // The first edit that starts at or after the end: deletions at the end are left out.
        let after = self.edits.partition_point(|edit| from(edit).start < span.end);
        let last = after.checked_sub(1).and_then(|at| self.edits.get(at));
        let end = match last {
            Some(edit) if from(edit).end >= span.end => to(edit).end,
            _ => carry(span.end, last, from, to),
        };
        Span::new(start, end.max(start))
    }

    /// Adds an edit behind all others, joining it to an adjacent one of the same folds.
    pub(super) fn push(&mut self, edit: Edit) {
        if let Some(last) = self.edits.last_mut() {
            let adjacent =
                last.original.end == edit.original.start && last.normalized.end == edit.normalized.start;
            // Only deletions: two letters folded side by side keep their own places.
            if adjacent
                && last.folds == edit.folds
                && last.normalized.is_empty()
                && edit.normalized.is_empty()
            {
                last.original.end = edit.original.end;
                return;
            }
        }
        self.edits.push(edit);
    }

    /// The alignment of two steps, `self` first, as one.
    pub(super) fn then(self, second: Alignment) -> Alignment {
        if second.is_identity() {
            return self;
        }
        if self.is_identity() {
            return second;
        }
        let mut joined = Alignment::default();
        let (mut first, mut second) =
            (self.edits.into_iter().peekable(), second.edits.into_iter().peekable());
        // Positions in the middle text; what to add to get the original's and the result's.
        let (mut to_original, mut to_result) = (0isize, 0isize);
        loop {
            let next_first = first.peek().map(|edit| edit.normalized);
            let next_second = second.peek().map(|edit| edit.original);
            let mut middle = match (next_first, next_second) {
                (Some(a), Some(b)) if a <= b => a,
                (Some(a), None) => a,
                (_, Some(b)) => b,
                (None, None) => return joined,
            };
            let start = (shifted(middle.start, to_original), shifted(middle.start, to_result));
            let mut folds = FoldSet::EMPTY;
            let mut taken = false;
            // Whatever overlaps the group joins it; an empty edit only where it is the group itself.
            loop {
                if let Some(edit) = first.next_if(|edit| joins(middle, edit.normalized, taken)) {
                    middle.end = middle.end.max(edit.normalized.end);
                    to_original += difference(edit.original, edit.normalized);
                    folds = folds.union(edit.folds);
                } else if let Some(edit) = second.next_if(|edit| joins(middle, edit.original, taken)) {
                    middle.end = middle.end.max(edit.original.end);
                    to_result += difference(edit.normalized, edit.original);
                    folds = folds.union(edit.folds);
                } else {
                    break;
                }
                taken = true;
            }
            joined.push(Edit {
                original: Span::new(start.0, shifted(middle.end, to_original)),
                normalized: Span::new(start.1, shifted(middle.end, to_result)),
                folds,
            });
        }
    }
}

/// Whether an edit belongs to a group over `middle`: the edit that opened it, or one that overlaps it.
fn joins(middle: Span, edit: Span, taken: bool) -> bool {
    if taken { edit.start < middle.end } else { edit == middle }
}

fn difference(of: Span, from: Span) -> isize {
    of.len() as isize - from.len() as isize
}

fn shifted(at: usize, by: isize) -> usize {
    at.saturating_add_signed(by)
}

/// A position behind `edit`, carried over by its distance from the edit's end.
fn carry(at: usize, edit: Option<&Edit>, from: fn(&Edit) -> Span, to: fn(&Edit) -> Span) -> usize {
    edit.map_or(at, |edit| to(edit).end + at.saturating_sub(from(edit).end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(original: (usize, usize), normalized: (usize, usize)) -> Edit {
        Edit {
            original: Span::new(original.0, original.1),
            normalized: Span::new(normalized.0, normalized.1),
            folds: FoldSet::EMPTY,
        }
    }

    fn alignment(edits: &[Edit]) -> Alignment {
        Alignment { edits: edits.to_vec() }
    }

    #[test]
    fn no_edit_maps_everything_to_itself() {
        let identity = Alignment::default();
        assert!(identity.is_identity());
        assert_eq!(identity.to_original(Span::new(3, 9)), Span::new(3, 9));
        assert_eq!(identity.to_normalized(Span::new(3, 9)), Span::new(3, 9));
    }

    #[test]
    fn a_deletion_at_an_edge_stays_outside_and_inside_a_span_counts() {
        let deleted = alignment(&[edit((4, 6), (4, 4))]);
        assert_eq!(deleted.to_original(Span::new(0, 4)), Span::new(0, 4));
        assert_eq!(deleted.to_original(Span::new(4, 8)), Span::new(6, 10));
        assert_eq!(deleted.to_original(Span::new(2, 8)), Span::new(2, 10));
        assert_eq!(deleted.to_normalized(Span::new(2, 10)), Span::new(2, 8));
        assert_eq!(deleted.to_normalized(Span::new(4, 6)), Span::new(4, 4));
    }

    #[test]
    fn a_part_of_an_expansion_is_the_whole_of_its_source() {
        let expanded = alignment(&[edit((2, 5), (2, 20))]);
        assert_eq!(expanded.to_original(Span::new(8, 10)), Span::new(2, 5));
        assert_eq!(expanded.to_original(Span::new(10, 24)), Span::new(2, 9));
        assert_eq!(expanded.to_original(Span::new(20, 24)), Span::new(5, 9));
        assert_eq!(expanded.to_normalized(Span::new(0, 3)), Span::new(0, 20));
    }

    #[test]
    fn an_insertion_belongs_to_whichever_span_reaches_over_it() {
        let inserted = alignment(&[edit((6, 6), (6, 7))]);
        assert_eq!(inserted.to_original(Span::new(0, 6)), Span::new(0, 6));
        assert_eq!(inserted.to_original(Span::new(0, 7)), Span::new(0, 6));
        assert_eq!(inserted.to_original(Span::new(7, 9)), Span::new(6, 8));
        assert_eq!(inserted.to_normalized(Span::new(4, 8)), Span::new(4, 9));
    }

    #[test]
    fn two_steps_join_where_they_touch_the_same_letters() {
        // 2..5 becomes 2..8; then 4..6 of that becomes nothing, and 10..12 one byte.
        let first = alignment(&[edit((2, 5), (2, 8))]);
        let second = alignment(&[edit((4, 6), (4, 4)), edit((10, 12), (8, 9))]);
        let joined = first.then(second);
        assert_eq!(joined.edits(), [edit((2, 5), (2, 6)), edit((7, 9), (8, 9))]);
    }

    #[test]
    fn a_deletion_and_a_later_edit_beside_it_stay_apart() {
        let first = alignment(&[edit((2, 4), (2, 2))]);
        let second = alignment(&[edit((2, 4), (2, 3))]);
        assert_eq!(first.then(second).edits(), [edit((2, 4), (2, 2)), edit((4, 6), (2, 3))]);
    }
}
