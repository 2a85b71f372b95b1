//! What came of the steps.

use yaqut::{Normalized, Resolved, Segmentation, Span, Token};

/// What came of the steps for one text. What was not asked for is `None`.
#[derive(Debug)]
pub struct Results<'a> {
    pub(super) text: &'a str,
    pub(super) normalized: Option<&'a Normalized<'a>>,
    pub(super) sentences: Option<Vec<Span>>,
    pub(super) tokens: Option<Vec<Cut<'a>>>,
    pub(super) found: Option<Found<'a>>,
}

/// Entities, and whether a limit left some out.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) entities: Vec<Resolved<'a>>,
    pub(super) truncated: bool,
}

/// A token, and its parts where words are cut. Its spans are places in [`Results::worked`].
#[derive(Debug, Clone)]
pub struct Cut<'a> {
    /// The token.
    pub token: Token<'a>,
    /// Its clitics and its stem; of a token that is not cut the whole is the stem.
    pub parts: Option<Segmentation<'a>>,
}

impl<'a> Results<'a> {
    /// The text as it was given.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The normalized text and what was changed.
    #[must_use]
    pub fn normalized(&self) -> Option<&'a Normalized<'a>> {
        self.normalized
    }

    /// The text that sentences and tokens are in: the normalized one if there is one.
    #[must_use]
    pub fn worked(&self) -> &'a str {
        self.normalized.map_or(self.text, |normalized| normalized.text())
    }

    /// The sentences, as spans of [`worked`](Self::worked). They are there where tokens are.
    #[must_use]
    pub fn sentences(&self) -> Option<&[Span]> {
        self.sentences.as_deref()
    }

    /// The tokens.
    #[must_use]
    pub fn tokens(&self) -> Option<&[Cut<'a>]> {
        self.tokens.as_deref()
    }

    /// The tokens of each sentence, in order.
    pub fn tokens_by_sentence(&self) -> impl Iterator<Item = &[Cut<'a>]> {
        let mut rest = self.tokens().unwrap_or_default();
        self.sentences().unwrap_or_default().iter().map(move |sentence| {
            let count = rest.iter().take_while(|cut| cut.token.span().start < sentence.end).count();
            let (first, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = others;
            first
        })
    }

    /// The entities, as spans of [`text`](Self::text).
    #[must_use]
    pub fn entities(&self) -> Option<&[Resolved<'a>]> {
        self.found.as_ref().map(|found| found.entities.as_slice())
    }

    /// Whether a limit left entities out.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.truncated)
    }

    /// Where in [`text`](Self::text) a span of [`worked`](Self::worked) stands.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        self.normalized.map_or(span, |normalized| normalized.to_original(span))
    }
}
