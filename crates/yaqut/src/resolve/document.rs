//! What a text says as a whole: its names that are sure, and what they have in common.

use std::collections::BTreeMap;

use super::mention::{Choice, Mention};
use crate::Span;

/// How many matches on either side are looked at.
const WINDOW: usize = 16;

/// At this distance, in bytes, a mention counts half.
const HALF: f32 = 60.0;

/// The mentions of a text, and what is sure of them.
pub(super) struct Document<'m, 'a> {
    pub(super) mentions: &'m [Mention<'a>],
    /// Where each entity is meant beyond doubt.
    sure: BTreeMap<&'a str, Vec<usize>>,
    /// How often each country is mentioned, and each kind of organisation.
    countries: BTreeMap<&'a str, f32>,
    all_countries: f32,
    kinds: BTreeMap<&'a str, f32>,
}

/// How much something speaks for a candidate, and the mention that says it nearest by.
pub(super) struct Support {
    pub(super) share: f32,
    pub(super) nearest: Option<usize>,
}

impl<'m, 'a> Document<'m, 'a> {
    pub(super) fn new(mentions: &'m [Mention<'a>]) -> Self {
        let mut document = Document {
            mentions,
            sure: BTreeMap::new(),
            countries: BTreeMap::new(),
            all_countries: 0.0,
            kinds: BTreeMap::new(),
        };
        for (at, mention) in mentions.iter().enumerate() {
            if let Some(country) = mention.country() {
                *document.countries.entry(country).or_default() += 1.0;
                document.all_countries += 1.0;
            }
            if let Some(only) = mention.only() {
                document.sure.entry(only.id).or_default().push(at);
                if let Some(kind) = topic(only) {
                    *document.kinds.entry(kind).or_default() += 1.0;
                }
            }
        }
        document
    }

    /// The last mention before a place that can mean only this entity, or the first behind it.
    pub(super) fn full_name(&self, at: usize, choice: &Choice<'_>) -> Option<Span> {
        let places = self.sure.get(choice.id)?;
        let next = places.partition_point(|&place| place < at);
        let before = next.checked_sub(1).and_then(|place| places.get(place));
        before.or_else(|| places.get(next)).and_then(|&place| self.span(place))
    }

    pub(super) fn span(&self, at: usize) -> Option<Span> {
        self.mentions.get(at).map(|mention| mention.span)
    }

    /// How much of what is said of countries is said of this one; what is near counts more.
    ///
    /// Full names of the candidate itself are left out: they are evidence of another kind.
    pub(super) fn country(&self, at: usize, choice: &Choice<'_>, country: &str) -> Support {
        let (mut of_it, mut of_all, mut nearest) = (0.0, 0.5, None);
        let mut best = 0.0;
        for other in self.window(at) {
            let Some(mention) = self.mentions.get(other) else { continue };
            let is_itself = mention.only().is_some_and(|only| only.id == choice.id);
            let Some(said) = mention.country().filter(|_| !is_itself) else { continue };
            let weight = self.nearness(at, other);
            of_all += weight;
            if said == country {
                of_it += weight;
                if weight > best {
                    (best, nearest) = (weight, Some(other));
                }
            }
        }
        let far = self.countries.get(country).map_or(0.0, |count| count / (self.all_countries + 1.0));
        Support { share: 0.9 * of_it / of_all + 0.1 * far, nearest }
    }

    /// How much the text is about things of its kind; `said` is what its words say of that.
    pub(super) fn topic(&self, choice: &Choice<'_>, said: f32) -> f32 {
        let Some(kind) = topic(choice) else { return 0.0 };
        let count: f32 =
            self.kinds.iter().filter(|(other, _)| akin(other, kind)).map(|(_, count)| count).sum();
        let count = count + said;
        count / (count + 2.0)
    }

    /// The mentions beside one.
    fn window(&self, at: usize) -> impl Iterator<Item = usize> + use<> {
        let all = self.mentions.len();
        (at.saturating_sub(WINDOW)..(at + WINDOW + 1).min(all)).filter(move |&other| other != at)
    }

    /// The mention of a country right beside a name: `البرازيلي رونالدو`.
    pub(super) fn beside(&self, at: usize, country: &str) -> Option<usize> {
        let name = self.mentions.get(at)?.surface;
        [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().find(|&other| {
            let Some(mention) = self.mentions.get(other) else { return false };
            let gap = name
                .start
                .saturating_sub(mention.surface.end)
                .max(mention.surface.start.saturating_sub(name.end));
            gap <= 1 && mention.country() == Some(country)
        })
    }

    fn nearness(&self, at: usize, other: usize) -> f32 {
        let (a, b) = (self.span(at).unwrap_or_default(), self.span(other).unwrap_or_default());
        let distance =
            if a.start < b.start { b.start.saturating_sub(a.end) } else { a.start.saturating_sub(b.end) };
        HALF / (HALF + distance as f32)
    }
}

/// What a thing is about, if its kind says more than where it lies.
fn topic<'a>(choice: &Choice<'a>) -> Option<&'a str> {
    choice.kind.filter(|_| matches!(choice.entity_type, "organization" | "person"))
}

/// Kinds that are one topic: a footballer is about football.
fn akin(a: &str, b: &str) -> bool {
    a == b || a.starts_with(b) || b.starts_with(a)
}
