//! The output side of a normalization step: what is copied, what is changed, and the alignment of the two.

use std::borrow::Cow;

use super::{Alignment, Edit, FoldSet};
use crate::Span;

/// A text under rewriting. Nothing is copied before the first edit, so clean text is borrowed.
pub(super) struct Rewrite<'t> {
    text: &'t str,
    /// Original bytes before this are in `out` already.
    copied: usize,
    out: String,
    alignment: Alignment,
}

impl<'t> Rewrite<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Rewrite { text, copied: 0, out: String::new(), alignment: Alignment::default() }
    }

    /// Replaces `original`, which must lie behind every earlier edit.
    pub(super) fn replace(&mut self, original: Span, replacement: &str, folds: FoldSet) {
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len() + replacement.len());
        }
        self.out.push_str(self.text.get(self.copied..original.start).unwrap_or_default());
        let start = self.out.len();
        self.out.push_str(replacement);
        self.copied = original.end;
        self.alignment.push(Edit { original, normalized: Span::new(start, self.out.len()), folds });
    }

    pub(super) fn delete(&mut self, original: Span, folds: FoldSet) {
        self.replace(original, "", folds);
    }

    pub(super) fn finish(mut self) -> (Cow<'t, str>, Alignment) {
        if self.alignment.is_identity() {
            return (Cow::Borrowed(self.text), self.alignment);
        }
        self.out.push_str(self.text.get(self.copied..).unwrap_or_default());
        (Cow::Owned(self.out), self.alignment)
    }
}
