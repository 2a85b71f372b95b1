//! Finding the entities of a dictionary in running text.

mod candidates;
mod check;
mod found;
mod guard;
mod select;
mod worker;

use std::sync::Arc;

use thiserror::Error;

pub use found::{Candidate, Match, Matches};
pub use worker::Worker;

use crate::{AliasRef, Dictionary, EntityRef, FoldSet};

/// Which of several overlapping matches are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum MatchKind {
    /// The leftmost, of those the longest; no overlaps.
    #[default]
    Longest,
    /// Every match, the overlapping and nested ones too: by start, the longer first.
    All,
    /// No overlaps; of two that overlap, the one of the higher prior, then the longer, then the earlier entity.
    Priority,
}

/// Finds the entities of a [`Dictionary`] in text, however they are spelled and whatever is written onto them.
///
/// A matcher is immutable and cheap to clone; threads share one. [`Matcher::find_iter`] is the short way;
/// [`Matcher::worker`] reuses its buffers over many texts.
///
/// ```
/// use yaqut::{Dictionary, Gazetteer, Matcher};
/// let names = Gazetteer::from_csv("id,type,name\ncldr:IQ,place,العراق\n".as_bytes())?;
/// let matcher = Matcher::new(Dictionary::compile(&names)?);
/// let found = matcher.find_all("زيارة وفد روسي للعراق");
/// assert_eq!(found[0].entity().id(), "cldr:IQ");
/// assert_eq!(found[0].text(), "لعراق"); // the article's alef is not written behind ل
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Untrusted input
///
/// Any text is safe: nothing panics, and time is linear in the text for a fixed dictionary; names nested in names cost
/// each word the square of their depth at worst. [`MatchKind::All`] can give out as many matches for each word; set
/// [`max_matches`](MatcherBuilder::max_matches) for text from strangers.
#[derive(Debug, Clone)]
pub struct Matcher {
    dictionary: Dictionary,
    folds: FoldSet,
    kind: MatchKind,
    max_matches: usize,
    /// Whether each alias takes part; all do if this is none.
    enabled: Option<Arc<[bool]>>,
    /// Whether any entity takes enclitics.
    enclitics: bool,
}

impl Matcher {
    /// A matcher with every fold of the dictionary and [`MatchKind::Longest`].
    #[must_use]
    pub fn new(dictionary: Dictionary) -> Self {
        let enclitics = dictionary.entities().any(|entity| entity.clitics().enclitics());
        Matcher {
            folds: dictionary.folds(),
            dictionary,
            kind: MatchKind::Longest,
            max_matches: usize::MAX,
            enabled: None,
            enclitics,
        }
    }

    /// A matcher with options.
    ///
    /// ```
    /// use yaqut::{Dictionary, FoldSet, Gazetteer, Matcher, MatchKind};
    /// let names = Gazetteer::from_csv("id,type,name\n1,place,إيران\n".as_bytes())?;
    /// let dictionary = Dictionary::compile(&names)?;
    /// let exact = Matcher::builder(dictionary).folds(FoldSet::EMPTY).kind(MatchKind::All).build()?;
    /// assert_eq!(exact.find_iter("ايران وإيران").count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn builder(dictionary: Dictionary) -> MatcherBuilder {
        MatcherBuilder { matcher: Matcher::new(dictionary) }
    }

    /// The dictionary.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The folds it allows.
    #[must_use]
    pub fn folds(&self) -> FoldSet {
        self.folds
    }

    /// The overlap policy.
    #[must_use]
    pub fn kind(&self) -> MatchKind {
        self.kind
    }

    /// Finds the matches of a text, in text order. All are found before the first is given out.
    ///
    /// ```
    /// # use yaqut::{Dictionary, Gazetteer, Matcher};
    /// # let names = Gazetteer::from_csv("id,type,name\n1,place,إيران\n".as_bytes())?;
    /// let matcher = Matcher::new(Dictionary::compile(&names)?);
    /// for m in matcher.find_iter("سافر إلى ايران") {
    ///     assert_eq!((m.text(), m.entity().name()), ("ايران", "إيران"));
    ///     assert_eq!(m.folds().to_string(), "alef");
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn find_iter<'a>(&'a self, text: &'a str) -> Matches<'a> {
        let mut worker = self.worker();
        worker.run(text);
        worker.into_matches(text)
    }

    /// The matches of a text as a list.
    #[must_use]
    pub fn find_all<'a>(&'a self, text: &'a str) -> Vec<Match<'a>> {
        self.find_iter(text).collect()
    }

    /// A worker for one thread: it finds in many texts and reuses its buffers.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker::new(self)
    }

    fn enables(&self, alias: u32) -> bool {
        self.enabled.as_ref().is_none_or(|enabled| enabled.get(alias as usize).copied().unwrap_or(false))
    }
}

/// Options of a [`Matcher`].
#[derive(Debug, Clone)]
pub struct MatcherBuilder {
    matcher: Matcher,
}

impl MatcherBuilder {
    /// The folds to allow: some or all of the dictionary's.
    #[must_use]
    pub fn folds(mut self, folds: FoldSet) -> Self {
        self.matcher.folds = folds;
        self
    }

    /// The overlap policy.
    #[must_use]
    pub fn kind(mut self, kind: MatchKind) -> Self {
        self.matcher.kind = kind;
        self
    }

    /// How many matches a text gives at most; [`Matches::truncated`] tells whether the limit was met.
    #[must_use]
    pub fn max_matches(mut self, limit: usize) -> Self {
        self.matcher.max_matches = limit;
        self
    }

    /// Leaves only the names `keep` says yes to; asked once for every name, before anything is matched, so a name left
    /// out hides no other. Several filters add up.
    ///
    /// ```
    /// # use yaqut::{Dictionary, Gazetteer, Matcher};
    /// # let names = Gazetteer::from_csv("id,type,name\n1,place,إيران\n2,person,لافروف\n".as_bytes())?;
    /// let people = Matcher::builder(Dictionary::compile(&names)?)
    ///     .filter(|entity, _| entity.entity_type() == "person")
    ///     .build()?;
    /// assert_eq!(people.find_iter("لافروف في إيران").count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn filter(mut self, mut keep: impl FnMut(EntityRef<'_>, AliasRef<'_>) -> bool) -> Self {
        let matcher = &self.matcher;
        let mut aliases = Vec::new();
        for entity in matcher.dictionary.entities() {
            for alias in entity.aliases() {
                let enabled = u32::try_from(aliases.len()).is_ok_and(|at| matcher.enables(at));
                aliases.push(enabled && keep(entity, alias));
            }
        }
        self.matcher.enabled = Some(aliases.into());
        self
    }

    /// The matcher.
    ///
    /// # Errors
    ///
    /// If the folds asked for are more than the dictionary was compiled with.
    pub fn build(self) -> Result<Matcher, MatcherError> {
        let (asked, compiled) = (self.matcher.folds, self.matcher.dictionary.folds());
        if asked.is_subset(compiled) {
            return Ok(self.matcher);
        }
        let missing = asked.iter().filter(|&fold| !compiled.contains(fold)).collect();
        Err(MatcherError::FoldsNotCompiled { missing })
    }
}

/// A matcher could not be built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MatcherError {
    /// The dictionary was compiled without these folds.
    #[error(
        "the dictionary was compiled without the folds {missing}; compile it with them, or leave them out"
    )]
    FoldsNotCompiled {
        /// The folds.
        missing: FoldSet,
    },
}

#[cfg(test)]
mod tests;
