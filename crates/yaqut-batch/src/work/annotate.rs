//! Finding entities and choosing among their candidates.

use std::collections::HashSet;

use yaqut::{Matcher, Resolved, Resolver, Worker};

use super::results::Found;

/// How entities are found.
///
/// ```
/// use yaqut::{Matcher, Resolver};
/// use yaqut_batch::work::{Annotate, Steps};
///
/// let annotate = Annotate::new(Matcher::new(yaqut_data::dictionary())).resolver(Resolver::new());
/// let steps = Steps::new().annotate(annotate);
/// let id = steps.worker().run("زار الوفد القاهرة", |results| {
///     results.entities().unwrap()[0].entity().id().to_owned()
/// });
/// assert_eq!(id, "cldr:Africa/Cairo");
/// ```
#[derive(Debug)]
pub struct Annotate {
    matcher: Matcher,
    resolver: Option<Resolver>,
    excluded: HashSet<String>,
    max_matches: usize,
}

impl Annotate {
    /// Finds what a matcher finds, its candidates in the order of their priors.
    #[must_use]
    pub fn new(matcher: Matcher) -> Self {
        Annotate { matcher, resolver: None, excluded: HashSet::new(), max_matches: usize::MAX }
    }

    /// Chooses among candidates by the text, and finds short names of full ones.
    #[must_use]
    pub fn resolver(mut self, resolver: Resolver) -> Self {
        self.resolver = Some(resolver);
        self
    }

    /// Leaves out what stands in the text like one of these. The matcher leaves out names and ids by itself; this is
    /// for what the resolver would bring back.
    #[must_use]
    pub fn excluded(mut self, texts: HashSet<String>) -> Self {
        self.excluded = texts;
        self
    }

    /// Finds no more than so many entities in a text.
    #[must_use]
    pub fn max_matches(mut self, most: usize) -> Self {
        self.max_matches = most;
        self
    }

    /// What finds them.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    pub(super) fn worker(&self) -> Worker<'_> {
        self.matcher.worker()
    }

    pub(super) fn find<'w>(&'w self, worker: &'w mut Worker<'_>, text: &'w str) -> Found<'w> {
        let matches = worker.find(text);
        let mut truncated = matches.truncated();
        let mut entities: Vec<Resolved<'w>> = match &self.resolver {
            Some(resolver) => resolver.resolve(text, matches),
            None => matches.map(Resolved::from).collect(),
        };
        if !self.excluded.is_empty() {
            entities.retain(|resolved| !self.excluded.contains(resolved.found().text()));
        }
        truncated |= entities.len() > self.max_matches;
        entities.truncate(self.max_matches);
        Found { entities, truncated }
    }
}
