//! What is known of a match and its candidates before any is chosen.

use crate::{Candidate, EntityRef, Match, Span};

/// A match as resolution sees it.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    pub(super) span: Span,
    pub(super) surface: Span,
    pub(super) choices: Vec<Choice<'a>>,
}

/// A candidate.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    pub(super) entity: EntityRef<'a>,
    pub(super) id: &'a str,
    pub(super) entity_type: &'a str,
    /// The metadata `kind` of things, `role` of people.
    pub(super) kind: Option<&'a str>,
    /// The metadata `country`, as a bare code.
    pub(super) country: Option<&'a str>,
    pub(super) fold_cost: u32,
}

impl<'a> Mention<'a> {
    pub(super) fn of(found: &Match<'a>) -> Self {
        Mention {
            span: found.span(),
            surface: found.surface_span(),
            choices: found.candidates().map(Choice::of).collect(),
        }
    }

    /// The only thing it can mean.
    pub(super) fn only(&self) -> Option<&Choice<'a>> {
        match self.choices.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    pub(super) fn is_ambiguous(&self) -> bool {
        self.choices.len() > 1
    }

    /// The country that all its candidates lie in.
    pub(super) fn country(&self) -> Option<&'a str> {
        let country = self.choices.first()?.country;
        country.filter(|_| self.choices.iter().all(|choice| choice.country == country))
    }
}

impl<'a> Choice<'a> {
    fn of(candidate: Candidate<'a>) -> Self {
        let entity = candidate.entity();
        let (mut kind, mut country) = (None, None);
        for (key, value) in entity.metadata().filter(|(_, value)| !value.is_empty()) {
            match key {
                "kind" | "role" => kind = Some(value),
                // `cldr:SY` is the row of the country SY.
                "country" => country = value.rsplit(':').next(),
                _ => {}
            }
        }
        Choice {
            entity,
            id: entity.id(),
            entity_type: entity.entity_type(),
            kind,
            country,
            fold_cost: candidate.folds().cost(),
        }
    }

    /// How it agrees with a wanted type and kinds: 1 in both, less in the type alone, 0 not at all. An entity without a kind
    /// may be of any.
    pub(super) fn agreement(&self, entity_type: &str, kinds: &[String]) -> f32 {
        if self.entity_type != entity_type {
            0.0
        } else if kinds.is_empty() || self.kind.is_none_or(|own| kinds.iter().any(|kind| kind == own)) {
            1.0
        } else {
            0.35
        }
    }
}
