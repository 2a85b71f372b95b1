//! What is known of a match and its candidates before any is chosen.

use super::cues::Cue;
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
        let (kind, country) = kind_and_country(entity);
        Choice {
            entity,
            id: entity.id(),
            entity_type: entity.entity_type(),
            kind,
            country,
            fold_cost: candidate.folds().cost(),
        }
    }

    /// How it agrees with what a cue speaks for: 1 in type and kind, less in the type alone, 0 not at all. An entity
    /// without a kind may be of any.
    pub(super) fn agreement(&self, cue: &Cue) -> f32 {
        if self.entity_type != cue.entity_type {
            0.0
        } else if self.kind.is_none() || cue.speaks_for(self.entity_type, self.kind) {
            1.0
        } else {
            0.35
        }
    }
}

/// What the metadata of an entity say of its kind, or the role of a person, and of its country, as a bare code.
pub(super) fn kind_and_country(entity: EntityRef<'_>) -> (Option<&str>, Option<&str>) {
    let (mut kind, mut country) = (None, None);
    for (key, value) in entity.metadata().filter(|(_, value)| !value.is_empty()) {
        match key {
            "kind" | "role" => kind = Some(value),
            // `cldr:SY` is the row of the country SY.
            "country" => country = value.rsplit(':').next(),
            _ => {}
        }
    }
    (kind, country)
}

/// Of things in the order of the text the place of the first that does not end before a span, and the thing itself if it
/// overlaps the span. `surface` is where a thing stands.
pub(super) fn over<T>(things: &[T], span: Span, surface: impl Fn(&T) -> Span) -> (usize, Option<&T>) {
    let at = things.partition_point(|thing| surface(thing).end <= span.start);
    (at, things.get(at).filter(|thing| surface(thing).overlaps(span)))
}
