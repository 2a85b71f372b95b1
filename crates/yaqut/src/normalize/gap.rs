//! What hides between two letters: marks, tatweels and controls in a row.

use crate::chars::{self, CharClass, class};
use crate::keys::ZWNJ;

/// What stands at a place: the next character that is no mark, tatweel or control, and where.
pub(super) type Next = Option<(usize, char)>;

/// Marks, tatweels and controls in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// Where the look began, and where the row ends.
    pub(super) from: usize,
    pub(super) end: usize,
    /// The visible character behind it.
    pub(super) next: Next,
    pub(super) last_mark: Option<usize>,
    pub(super) last_zwnj: Option<usize>,
    /// Whether an article stands behind it; looked for behind a ZWNJ only.
    pub(super) article: bool,
}

impl Gap {
    /// No gap: holds no place.
    pub(super) const NONE: Gap =
        Gap { from: usize::MAX, end: 0, next: None, last_mark: None, last_zwnj: None, article: false };

    /// Reads on from `at` to the next visible character.
    pub(super) fn read(text: &str, at: usize) -> Gap {
        let mut gap = Gap { from: at, end: text.len(), ..Gap::NONE };
        for (offset, c) in text.get(at..).unwrap_or_default().char_indices() {
            match class(c) {
                CharClass::Mark => gap.last_mark = Some(at + offset),
                CharClass::Format if c == ZWNJ => gap.last_zwnj = Some(at + offset),
                CharClass::Tatweel | CharClass::Format => {}
                _ => {
                    (gap.end, gap.next) = (at + offset, Some((at + offset, c)));
                    break;
                }
            }
        }
        if let Some((alef, 'ا')) = gap.next.filter(|_| gap.last_zwnj.is_some()) {
            let mut letters =
                text.get(alef..).unwrap_or_default().chars().skip(1).filter(|&c| !chars::is_transparent(c));
            gap.article = letters.next() == Some('ل');
        }
        gap
    }
}
