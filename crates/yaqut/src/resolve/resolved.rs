//! What resolution gives out.

use std::fmt;

use crate::{Candidate, EntityRef, Match, Span};

/// What spoke for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A name that means it alone stands elsewhere in the text: `إبراهيم الجعفري` for `الجعفري`.
    FullName,
    /// A word beside the name tells the type: `مدينة`, `حزب`.
    Cue,
    /// Its country is mentioned nearby.
    Country,
    /// It is named together with another of its kind: `برشلونة وريال مدريد`.
    Neighbour,
    /// The text is about its kind of thing: a club among clubs.
    Topic,
    /// The same name is resolved so elsewhere in the text.
    SameName,
    /// Its name is spelled more nearly as the text has it.
    Spelling,
    /// It is the likeliest without any text.
    Prior,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 8] = [
        Reason::FullName,
        Reason::Cue,
        Reason::Country,
        Reason::Neighbour,
        Reason::Topic,
        Reason::SameName,
        Reason::Spelling,
        Reason::Prior,
    ];

    /// The name used in output: `full_name`.
    ///
    /// ```
    /// assert_eq!(yaqut::Reason::FullName.name(), "full_name");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Reason::FullName => "full_name",
            Reason::Cue => "cue",
            Reason::Country => "country",
            Reason::Neighbour => "neighbour",
            Reason::Topic => "topic",
            Reason::SameName => "same_name",
            Reason::Spelling => "spelling",
            Reason::Prior => "prior",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A reason, where in the text it stands, and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    pub(super) reason: Reason,
    pub(super) span: Option<Span>,
    pub(super) weight: f32,
}

impl Evidence {
    /// What kind of reason.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Where it stands in the text: the cue, the full name, the mention of the country nearest by.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// By how much it raised the logarithm of the odds.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

/// A match with its candidates in the order of the text, and why.
#[derive(Debug, Clone)]
pub struct Resolved<'a> {
    found: Match<'a>,
    /// Candidates by their place in the match, the best first, with their shares of all likelihood. Empty where the order
    /// of the match stands.
    order: Vec<(usize, f32)>,
    evidence: Vec<Evidence>,
}

impl<'a> Resolved<'a> {
    pub(super) fn new(found: Match<'a>, order: Vec<(usize, f32)>, evidence: Vec<Evidence>) -> Self {
        Resolved { found, order, evidence }
    }

    /// The match: where it stands and how it is written. Its own candidates are in the order of their priors.
    #[must_use]
    pub fn found(&self) -> &Match<'a> {
        &self.found
    }

    /// The entity it was resolved to.
    #[must_use]
    pub fn entity(&self) -> EntityRef<'a> {
        self.best().entity()
    }

    /// The same without a word in front that only says what it is.
    pub(super) fn without_frame(self, frame: Span, start: usize) -> Self {
        let Resolved { found, order, mut evidence } = self;
        evidence.push(Evidence { reason: Reason::Cue, span: Some(frame), weight: 0.0 });
        Resolved { found: found.beginning_at(start), order, evidence }
    }

    /// The place of the best candidate among those of the match.
    pub(super) fn best_place(&self) -> usize {
        self.order.first().map_or(0, |(at, _)| *at)
    }

    /// The best candidate: the entity with the name and the folds it was found by.
    #[must_use]
    pub fn best(&self) -> Candidate<'a> {
        self.found.candidate(self.best_place())
    }

    /// Every candidate, the best first, with its share of the likelihood; the shares add up to 1. Where nothing was
    /// resolved, the first has all of it.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = (Candidate<'a>, f32)> {
        (0..self.found.candidates().len()).map(|rank| {
            let first = if rank == 0 { 1.0 } else { 0.0 };
            let (at, share) = self.order.get(rank).copied().unwrap_or((rank, first));
            (self.found.candidate(at), share)
        })
    }

    /// What spoke for the best candidate, the weightiest first. Empty where it is the only one.
    #[must_use]
    pub fn reasons(&self) -> &[Evidence] {
        &self.evidence
    }
}

/// A match as it was found, its likeliest candidate taken.
impl<'a> From<Match<'a>> for Resolved<'a> {
    fn from(found: Match<'a>) -> Self {
        Resolved { found, order: Vec::new(), evidence: Vec::new() }
    }
}
