//! Normalization: folds over Arabic spelling, with a mapping back to the original text.

mod alignment;
mod fold;
mod form;
mod gap;
mod plain;
mod rewrite;
mod walk;
mod word_start;

use std::borrow::Cow;

use unicode_segmentation::GraphemeCursor;

pub use alignment::{Alignment, Edit};
pub use fold::{Fold, FoldSet, ParseFoldError};
pub use form::UnicodeForm;

use crate::Span;

/// Rewrites text so that spellings which mean the same become the same, and remembers where everything came from.
///
/// A normalizer is a [`FoldSet`], and a [`UnicodeForm`] if asked for. It is cheap to make and to copy. Time is linear in
/// the text; clean text is borrowed, not copied.
///
/// `light` and `search` are idempotent, but for [`Fold::Particle`], which goes by the spelling before its letters are
/// folded: `آبي أحمد` comes out as `ابي احمد`, and only that as `ابو احمد`.
///
/// ```
/// use yaqut::Normalizer;
/// let normal = Normalizer::search().normalize("إِنَّ الأُمَمَ المُتَّحِدَةَ");
/// assert_eq!(normal.text(), "ان الامم المتحده");
/// let span = normal.find("الامم").unwrap();
/// assert_eq!(span.get(normal.original()), Some("الأُمَمَ")); // the last mark included
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Normalizer {
    folds: FoldSet,
    form: Option<UnicodeForm>,
}

impl Normalizer {
    /// A normalizer that applies these folds.
    #[must_use]
    pub const fn new(folds: FoldSet) -> Self {
        Normalizer { folds, form: None }
    }

    /// Marks, tatweel, invisible controls and presentation forms: text to read, without ornaments.
    ///
    /// ```
    /// let normal = yaqut::Normalizer::light().normalize("مُـحَمَّد إلى ﻣﺼﺮ");
    /// assert_eq!(normal.text(), "محمد إلى مصر");
    /// ```
    #[must_use]
    pub const fn light() -> Self {
        Normalizer::new(FoldSet::light())
    }

    /// Every fold but transliteration: text to search in.
    ///
    /// ```
    /// let normal = yaqut::Normalizer::search().normalize("مدرسةٌ في ١٢ مستشفى");
    /// assert_eq!(normal.text(), "مدرسه في 12 مستشفي");
    /// ```
    #[must_use]
    pub const fn search() -> Self {
        Normalizer::new(FoldSet::search())
    }

    /// This normalizer, bringing text into a Unicode normalization form first.
    ///
    /// ```
    /// use yaqut::{FoldSet, Normalizer, UnicodeForm};
    /// let nfkc = Normalizer::new(FoldSet::EMPTY).with_form(UnicodeForm::Nfkc);
    /// assert_eq!(nfkc.normalize("\u{FDFA}").text(), "صلى الله عليه وسلم"); // one character, eighteen
    /// ```
    #[must_use]
    pub const fn with_form(self, form: UnicodeForm) -> Self {
        Normalizer { form: Some(form), ..self }
    }

    /// The folds it applies.
    #[must_use]
    pub const fn folds(&self) -> FoldSet {
        self.folds
    }

    /// Normalizes a text. Never fails, whatever the text; linear in its length.
    #[must_use]
    pub fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let (mut normal, mut alignment) = (Cow::Borrowed(text), Alignment::default());
        if walk::is_plain_word(text) && self.folds.is_subset(FoldSet::search()) {
            return Normalized { original: text, text: normal, alignment };
        }
        if let Some(form) = self.form {
            (normal, alignment) = form::apply(form, text);
        }
        if !self.folds.is_empty() && form::has_forms(&normal) {
            (normal, alignment) = step(normal, alignment, |text| form::letters(self.folds, text));
        }
        if !self.folds.is_empty() {
            (normal, alignment) = step(normal, alignment, |text| {
                let mut rewrite = rewrite::Rewrite::new(text);
                walk::fold(self.folds, text, &mut rewrite);
                rewrite.finish()
            });
        }
        Normalized { original: text, text: normal, alignment }
    }
}

/// The text with every hamza and madda sign composed with its letter: canonically the same, so no fold.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if form::has_forms(text) { form::letters(FoldSet::EMPTY, text).0 } else { Cow::Borrowed(text) }
}

/// The text with its presentation forms replaced by their letters.
pub(crate) fn expanded(text: &str) -> Cow<'_, str> {
    form::letters(Fold::Presentation.into(), text).0
}

/// Runs one step over what the steps before it made.
fn step<'t>(
    text: Cow<'t, str>,
    before: Alignment,
    run: impl for<'a> FnOnce(&'a str) -> (Cow<'a, str>, Alignment),
) -> (Cow<'t, str>, Alignment) {
    match text {
        Cow::Borrowed(text) => {
            let (made, alignment) = run(text);
            (made, before.then(alignment))
        }
        Cow::Owned(text) => {
            let (made, alignment) = run(&text);
            let made = match made {
                Cow::Borrowed(_) => None,
                Cow::Owned(made) => Some(made),
            };
            (Cow::Owned(made.unwrap_or(text)), before.then(alignment))
        }
    }
}

/// A normalized text and its way back to the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized<'t> {
    original: &'t str,
    text: Cow<'t, str>,
    alignment: Alignment,
}

impl<'t> Normalized<'t> {
    /// The normalized text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The normalized text, borrowed from the original where nothing changed.
    #[must_use]
    pub fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// The text it was made from.
    #[must_use]
    pub fn original(&self) -> &'t str {
        self.original
    }

    /// The edits between the two.
    #[must_use]
    pub fn alignment(&self) -> &Alignment {
        &self.alignment
    }

    /// The folds that changed something.
    #[must_use]
    pub fn folds(&self) -> FoldSet {
        self.alignment.folds()
    }

    /// The original bytes a span of the normalized text came from, widened to whole grapheme clusters: a letter comes
    /// with its marks.
    ///
    /// ```
    /// use yaqut::{Normalizer, Span};
    /// let normal = Normalizer::search().normalize("محمدٌ");
    /// let span = normal.to_original(Span::new(0, normal.text().len()));
    /// assert_eq!(span.get(normal.original()), Some("محمدٌ"));
    /// ```
    #[must_use]
    pub fn to_original(&self, span: Span) -> Span {
        let Span { start, end } = self.alignment.to_original(span);
        let bounded = |at: usize| at.min(self.original.len());
        let widened = Span::new(cluster_start(self.original, bounded(start)), bounded(end));
        if span.is_empty() {
            return Span::new(widened.start, widened.start);
        }
        Span::new(widened.start, cluster_end(self.original, widened.end))
    }

    /// The normalized bytes that stand for a span of the original text.
    #[must_use]
    pub fn to_normalized(&self, span: Span) -> Span {
        self.alignment.to_normalized(span)
    }

    /// Where `needle`, already normalized, first stands: its place in the original text.
    #[must_use]
    pub fn find(&self, needle: &str) -> Option<Span> {
        let start = self.text.find(needle)?;
        Some(self.to_original(Span::new(start, start + needle.len())))
    }
}

/// The start of the grapheme cluster `at` lies in.
fn cluster_start(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
        _ => at,
    }
}

/// The end of the grapheme cluster that `at` cuts; `at` itself between clusters.
fn cluster_end(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
        _ => at,
    }
}

#[cfg(test)]
mod tests;
