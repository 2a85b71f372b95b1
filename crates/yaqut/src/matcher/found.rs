//! What a matcher gives out.

use std::fmt;
use std::iter::FusedIterator;
use std::sync::Arc;

use super::Matcher;
use crate::clitics::Proclitics;
use crate::{AliasRef, Enclitic, EntityRef, FoldSet, Proclitic, Span};

/// One place with everything that can stand there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) span: Span,
    pub(super) surface: Span,
    pub(super) proclitics: Proclitics,
    pub(super) enclitic: Option<Enclitic>,
    /// First candidate and how many.
    pub(super) candidates: (usize, usize),
}

/// One name that can stand at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) layer: usize,
    /// Its place in the dictionary of the layer.
    pub(super) alias: u32,
    pub(super) folds: FoldSet,
}

/// The matches of one text.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) groups: Vec<Group>,
    pub(super) named: Vec<Named>,
    pub(super) truncated: bool,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.groups.clear();
        self.named.clear();
        self.truncated = false;
    }
}

/// Matches are lent by a worker or kept by themselves.
#[derive(Debug, Clone)]
pub(super) enum Store<'a> {
    Lent(&'a Found),
    Kept(Arc<Found>),
}

impl Store<'_> {
    fn found(&self) -> &Found {
        match self {
            Store::Lent(found) => found,
            Store::Kept(found) => found,
        }
    }
}

/// The matches of a text, in text order.
#[derive(Debug, Clone)]
#[must_use = "matches are given out one by one"]
pub struct Matches<'a> {
    pub(super) text: &'a str,
    pub(super) matcher: &'a Matcher,
    pub(super) store: Store<'a>,
    pub(super) next: usize,
}

impl Matches<'_> {
    /// Whether the limit of [`max_matches`](crate::MatcherBuilder::max_matches) cut the list.
    #[must_use]
    pub fn truncated(&self) -> bool {
        self.store.found().truncated
    }
}

impl<'a> Iterator for Matches<'a> {
    type Item = Match<'a>;

    fn next(&mut self) -> Option<Match<'a>> {
        let group = *self.store.found().groups.get(self.next)?;
        self.next += 1;
        Some(Match { text: self.text, matcher: self.matcher, store: self.store.clone(), group })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.store.found().groups.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Matches<'_> {}

impl FusedIterator for Matches<'_> {}

/// One occurrence of an entity's name.
///
/// ```
/// use yaqut::{Dictionary, Gazetteer, Matcher};
/// let names = Gazetteer::from_csv("id,type,name\ncldr:IR,place,إيران\n".as_bytes())?;
/// let matcher = Matcher::new(Dictionary::compile(&names)?);
/// let text = "روسيا وايران";
/// let found = matcher.find_iter(text).next().unwrap();
/// assert_eq!(found.text(), "ايران");
/// assert_eq!(found.surface_text(), "وايران");
/// assert_eq!(found.proclitics(), [yaqut::Proclitic::Wa]);
/// assert_eq!(found.folds().to_string(), "alef");
/// assert_eq!((found.alias(), found.entity().id()), ("إيران", "cldr:IR"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Match<'a> {
    text: &'a str,
    matcher: &'a Matcher,
    store: Store<'a>,
    group: Group,
}

impl<'a> Match<'a> {
    /// The entity, clitics left out: bytes of the text searched.
    #[must_use]
    pub fn span(&self) -> Span {
        self.group.span
    }

    /// The whole written word or words, clitics included.
    #[must_use]
    pub fn surface_span(&self) -> Span {
        self.group.surface
    }

    /// The text of [`span`](Self::span), as it is written: behind ل the article has no alef (`لعراق`), and before a
    /// pronoun a name can end otherwise (`وزارت`); [`alias`](Self::alias) has the name.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.group.span.get(self.text).unwrap_or_default()
    }

    /// The text of [`surface_span`](Self::surface_span).
    #[must_use]
    pub fn surface_text(&self) -> &'a str {
        self.group.surface.get(self.text).unwrap_or_default()
    }

    /// The clitics written in front, in their order.
    #[must_use]
    pub fn proclitics(&self) -> &[Proclitic] {
        self.group.proclitics.as_slice()
    }

    /// The pronoun written behind, if any.
    #[must_use]
    pub fn enclitics(&self) -> &[Enclitic] {
        self.group.enclitic.as_slice()
    }

    /// The folds the best candidate needed.
    #[must_use]
    pub fn folds(&self) -> FoldSet {
        self.named().first().map(|named| named.folds).unwrap_or_default()
    }

    /// The name that was found, as its source spells it.
    #[must_use]
    pub fn alias(&self) -> &'a str {
        self.candidate(0).alias.text()
    }

    /// The best candidate's entity.
    #[must_use]
    pub fn entity(&self) -> EntityRef<'a> {
        self.candidate(0).entity()
    }

    /// Every entity that can stand here, the best first: fewer and cheaper folds, then the higher prior, then the order
    /// of the dictionary. Never empty.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'a>> {
        (0..self.group.candidates.1).map(|at| self.candidate(at))
    }

    fn named(&self) -> &[Named] {
        let (first, count) = self.group.candidates;
        self.store.found().named.get(first..first + count).unwrap_or_default()
    }

    /// A match at the place of `other`, which can be a candidate of any of `sources`, given with its place in the source.
    /// Nothing where there is no source.
    pub(crate) fn lent(sources: &[(&Match<'a>, usize)], other: &Match<'_>) -> Option<Match<'a>> {
        let (first, _) = sources.first()?;
        let folds = other.folds();
        let named = sources.iter().filter_map(|(source, at)| source.named().get(*at));
        let named: Vec<Named> = named.map(|named| Named { folds, ..*named }).collect();
        let group = Group { candidates: (0, named.len()), ..other.group };
        let found = Found { named, ..Found::default() };
        Some(Match { text: first.text, matcher: first.matcher, store: Store::Kept(Arc::new(found)), group })
    }

    /// The match with a span that begins later; what is written stays as it is.
    pub(crate) fn beginning_at(self, start: usize) -> Match<'a> {
        let span = Span::new(start, self.group.span.end);
        Match { group: Group { span, ..self.group }, ..self }
    }

    /// A part of the text it was found in.
    pub(crate) fn whole_text(&self, span: Span) -> Option<&'a str> {
        span.get(self.text)
    }

    /// The matcher that found it.
    pub(crate) fn matcher(&self) -> &'a Matcher {
        self.matcher
    }

    pub(crate) fn candidate(&self, at: usize) -> Candidate<'a> {
        let nothing = Named { layer: 0, alias: u32::MAX, folds: FoldSet::EMPTY };
        let named = self.named().get(at).copied().unwrap_or(nothing);
        Candidate {
            alias: AliasRef::new(self.matcher.layer_dictionary(named.layer), named.alias),
            folds: named.folds,
        }
    }
}

impl fmt::Debug for Match<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Match")
            .field("span", &self.span())
            .field("text", &self.text())
            .field("proclitics", &self.proclitics())
            .field("enclitics", &self.enclitics())
            .field("folds", &self.folds())
            .field("entity", &self.entity().id())
            .finish_non_exhaustive()
    }
}

/// One entity that can stand at the place of a [`Match`].
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    alias: AliasRef<'a>,
    folds: FoldSet,
}

impl<'a> Candidate<'a> {
    /// The entity.
    #[must_use]
    pub fn entity(&self) -> EntityRef<'a> {
        self.alias.entity()
    }

    /// Its name that was found.
    #[must_use]
    pub fn alias(&self) -> &'a str {
        self.alias.text()
    }

    /// The folds that were needed to find it.
    #[must_use]
    pub fn folds(&self) -> FoldSet {
        self.folds
    }
}
