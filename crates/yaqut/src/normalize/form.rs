//! Unicode normalization forms and presentation forms, with the alignment that `unicode-normalization` does not keep.

use std::borrow::Cow;

use unicode_normalization::char::{
    canonical_combining_class, compose, decompose_canonical, decompose_compatible,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::rewrite::Rewrite;
use super::{Alignment, Fold, FoldSet};
use crate::Span;
use crate::chars;

/// A Unicode normalization form to bring text into before it is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnicodeForm {
    /// Canonical composition.
    Nfc,
    /// Compatibility composition; expands every presentation form and ligature.
    Nfkc,
}

/// Brings a text into `form`, stretch by stretch between characters that start a stretch of their own.
pub(super) fn apply(form: UnicodeForm, text: &str) -> (Cow<'_, str>, Alignment) {
    let mut rewrite = Rewrite::new(text);
    let mut start = 0;
    let mut chars = text.char_indices().skip(1).peekable();
    let mut formed = String::new();
    while start < text.len() {
        let end = loop {
            match chars.next() {
                Some((at, c)) if starts_stretch(form, c) => break at,
                Some(_) => {}
                None => break text.len(),
            }
        };
        let stretch = text.get(start..end).unwrap_or_default();
        formed.clear();
        match form {
            UnicodeForm::Nfc => formed.extend(stretch.nfc()),
            UnicodeForm::Nfkc => formed.extend(stretch.nfkc()),
        }
        if formed != stretch {
            rewrite.replace(Span::new(start, end), &formed, FoldSet::EMPTY);
        }
        start = end;
    }
    rewrite.finish()
}

/// Whether nothing before `c` can compose with it or reorder around it.
fn starts_stretch(form: UnicodeForm, c: char) -> bool {
    if c.is_ascii() {
        return true;
    }
    let mut first = None;
    let mut keep = |d| first = first.or(Some(d));
    match form {
        UnicodeForm::Nfc => decompose_canonical(c, &mut keep),
        UnicodeForm::Nfkc => decompose_compatible(c, &mut keep),
    }
    first.is_some_and(|d| {
        canonical_combining_class(d) == 0 && is_nfc_quick(std::iter::once(d)) == IsNormalized::Yes
    })
}

/// Whether [`letters`] would change the text; a quick look at bytes.
pub(super) fn has_forms(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.contains(&0xEF) || bytes.windows(2).any(|pair| matches!(pair, [0xD9, 0x93..=0x95]))
}

/// Expands presentation forms (where the set asks for it) and composes letters with a combining hamza or madda, so that
/// the folds meet letters only.
pub(super) fn letters(folds: FoldSet, text: &str) -> (Cow<'_, str>, Alignment) {
    let mut rewrite = Rewrite::new(text);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if let Some(letters) = chars::presentation(c).filter(|_| folds.contains(Fold::Presentation)) {
            rewrite.replace(Span::new(at, at + c.len_utf8()), letters, Fold::Presentation.into());
            continue;
        }
        if !matches!(c, 'ا' | 'و' | 'ي' | 'ى') {
            continue;
        }
        // Harakat may stand between the letter and its sign: canonical order puts them there.
        let mut composed = None;
        let mut marks = String::new();
        let mut end = at + c.len_utf8();
        while let Some((mark_at, mark)) = rest.next_if(|&(_, mark)| chars::is_mark(mark)) {
            end = mark_at + mark.len_utf8();
            let base = if c == 'ى' { 'ي' } else { c };
            match compose(base, mark).filter(|_| composed.is_none() && matches!(mark, '\u{653}'..='\u{655}'))
            {
                Some(letter) => composed = Some(letter),
                None => marks.push(mark),
            }
        }
        if let Some(letter) = composed {
            marks.insert(0, letter);
            rewrite.replace(Span::new(at, end), &marks, FoldSet::EMPTY);
        }
    }
    rewrite.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_compose_to_what_the_whole_composes_to() {
        for text in [
            "e\u{301}\u{327}a",
            "ا\u{64E}\u{654}ب",
            "\u{1112}\u{1161}\u{11AB}",
            "ｶﾞ",
            "\u{FDFA} \u{FEFB}",
            "\u{301}a",
            "",
        ] {
            assert_eq!(apply(UnicodeForm::Nfc, text).0, text.nfc().collect::<String>(), "{text:?}");
            assert_eq!(apply(UnicodeForm::Nfkc, text).0, text.nfkc().collect::<String>(), "{text:?}");
        }
    }

    #[test]
    fn a_hamza_sign_composes_with_its_letter_across_a_haraka() {
        let (text, alignment) = letters(FoldSet::light(), "ا\u{64E}\u{654}ب و\u{654} ى\u{654} ه\u{654}");
        assert_eq!(text, "أ\u{64E}ب ؤ ئ ه\u{654}");
        assert_eq!(alignment.edits().len(), 3);
    }
}
