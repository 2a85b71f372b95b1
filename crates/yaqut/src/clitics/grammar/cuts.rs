//! The cuts of one word, without an allocation.

use super::cut::Cut;

/// Cuts of one word; more than it has room for no word has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cuts {
    all: [Cut; Self::MAX],
    count: usize,
}

impl Cuts {
    pub(crate) const MAX: usize = 24;

    pub(crate) const fn new() -> Self {
        Cuts { all: [Cut::NONE; Self::MAX], count: 0 }
    }

    /// Adds a cut, unless it is there.
    #[inline]
    pub(crate) fn push(&mut self, cut: Cut) {
        if self.as_slice().contains(&cut) {
            return;
        }
        if let Some(slot) = self.all.get_mut(self.count) {
            *slot = cut;
            self.count += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn as_slice(&self) -> &[Cut] {
        self.all.get(..self.count).unwrap_or_default()
    }

    /// The cuts that pass.
    pub(crate) fn that(&self, mut pass: impl FnMut(Cut) -> bool) -> Cuts {
        let mut kept = Cuts::new();
        for &cut in self.as_slice().iter().filter(|&&cut| pass(cut)) {
            kept.push(cut);
        }
        kept
    }
}
