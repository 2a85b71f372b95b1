//! Finding the entities of a dictionary in running text.

mod check;
mod explain;
mod found;
mod glued;
mod guard;
mod layer;
mod needed;
mod select;
mod sentence;
mod sieve;
mod starts;
mod walk;
mod worker;

use std::collections::HashSet;
use std::sync::OnceLock;

use thiserror::Error;

pub use explain::{ExplainedName, Explanation, Reading, Refusal, Verdict};
pub use found::{Candidate, Match, Matches};
pub use worker::Worker;

use glued::Glued;
use layer::Layer;

use crate::clitics::Front;
use crate::dictionary::Enclitics;
use crate::{AliasRef, Dictionary, Enclitic, EntityRef, FoldSet};

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
/// Any text is safe: nothing panics, and time is linear in the text for a fixed dictionary; where long names are found and
/// then refused, names nested in them cost each word the square of their depth at worst. [`MatchKind::All`] can give out
/// as many matches for each word; set [`max_matches`](MatcherBuilder::max_matches) for text from strangers.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// The dictionary and those laid over it; never empty.
    layers: Vec<Layer>,
    folds: FoldSet,
    kind: MatchKind,
    max_matches: usize,
    /// Which names take enclitics.
    enclitics: Enclitics,
    /// Looks inside tags, if asked to.
    glued: Option<Glued>,
}

/// How the words of an occurrence are read.
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    front: Front,
    enclitic: Option<Enclitic>,
    /// Whether the first word has fewer than three letters behind its clitics.
    is_short: bool,
}

impl Matcher {
    /// A matcher with every fold of the dictionary and [`MatchKind::Longest`].
    #[must_use]
    pub fn new(dictionary: Dictionary) -> Self {
        let folds = dictionary.folds();
        Matcher {
            folds,
            kind: MatchKind::Longest,
            max_matches: usize::MAX,
            enclitics: dictionary.enclitics(),
            glued: None,
            layers: vec![Layer::new(dictionary)],
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
        MatcherBuilder { matcher: Matcher::new(dictionary), other_folds: None, inside_tags: None }
    }

    /// The dictionaries: the one it was made with, then those laid over it.
    pub fn dictionaries(&self) -> impl ExactSizeIterator<Item = &Dictionary> {
        self.layers.iter().map(|layer| &layer.dictionary)
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

    fn compiled_folds(&self) -> FoldSet {
        self.layers.first().map_or(FoldSet::EMPTY, |layer| layer.dictionary.folds())
    }

    fn layer_dictionary(&self, layer: usize) -> &Dictionary {
        static NONE: OnceLock<Dictionary> = OnceLock::new();
        match self.layers.get(layer) {
            Some(layer) => &layer.dictionary,
            None => NONE.get_or_init(Dictionary::nothing), // a match has a layer
        }
    }
}

/// Options of a [`Matcher`].
#[derive(Debug, Clone)]
pub struct MatcherBuilder {
    matcher: Matcher,
    /// A dictionary that was laid over has other folds.
    other_folds: Option<(FoldSet, FoldSet)>,
    /// The fewest letters of names that are looked for inside tags.
    inside_tags: Option<usize>,
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
        self.matcher.layers.iter_mut().for_each(|layer| layer.keep(&mut keep));
        self
    }

    /// Lays another dictionary over: its entities take the place of those of the same id, and the others are added. It
    /// is not compiled anew, so a few names of one's own over a million are there at once; linear in the ids of all.
    ///
    /// Between candidates of the same folds and prior, those of a lower dictionary come first.
    ///
    /// ```
    /// use yaqut::{Dictionary, Gazetteer, Matcher};
    /// let names = Gazetteer::from_csv("id,type,name\n1,place,سوريا\n2,place,العراق\n".as_bytes())?;
    /// let own = Gazetteer::from_csv("id,type,name\n1,place,الشام\n3,place,نجد\n".as_bytes())?;
    /// let matcher =
    ///     Matcher::builder(Dictionary::compile(&names)?).overlay(Dictionary::compile(&own)?).build()?;
    /// let found: Vec<_> = matcher.find_iter("سوريا والعراق والشام ونجد").map(|m| m.text()).collect();
    /// assert_eq!(found, ["العراق", "الشام", "نجد"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn overlay(mut self, dictionary: Dictionary) -> Self {
        let (folds, compiled) = (dictionary.folds(), self.matcher.compiled_folds());
        if folds != compiled {
            self.other_folds = Some((folds, compiled));
        }
        let ids: HashSet<&str> = dictionary.entities().map(|entity| entity.id()).collect();
        self.matcher.layers.iter_mut().for_each(|layer| layer.hide(&ids));
        self.matcher.enclitics = self.matcher.enclitics.or(dictionary.enclitics());
        self.matcher.layers.push(Layer::new(dictionary));
        self
    }

    /// Leaves the entities of these ids out of every dictionary so far: what a gazetteer laid over
    /// [removes](crate::Gazetteer::removed).
    #[must_use]
    pub fn without<S: AsRef<str>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        let ids: Vec<S> = ids.into_iter().collect();
        let ids: HashSet<&str> = ids.iter().map(AsRef::as_ref).collect();
        self.matcher.layers.iter_mut().for_each(|layer| layer.hide(&ids));
        self
    }

    /// Looks inside hashtags and handles too, where names are written onto other words: `مصر` in `#تحيامصر`. Names of
    /// fewer letters than `min_letters` are left out; at 4 and below many tags hold one by chance.
    ///
    /// Without it a name in a tag is found where it stands between `_`. It makes an automaton of all names when the
    /// matcher is built: seconds and some hundred megabytes for a million.
    ///
    /// ```
    /// use yaqut::{Dictionary, Gazetteer, Matcher};
    /// let names = Gazetteer::from_csv("id,type,name\n1,place,لبنان\n2,organization,الأمم المتحدة\n".as_bytes())?;
    /// let matcher = Matcher::builder(Dictionary::compile(&names)?).inside_tags(5).build()?;
    /// let found: Vec<_> = matcher.find_iter("#تحيالبنان_والاممالمتحدة").map(|m| m.text()).collect();
    /// assert_eq!(found, ["لبنان", "الاممالمتحدة"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn inside_tags(mut self, min_letters: usize) -> Self {
        self.inside_tags = Some(min_letters);
        self
    }

    /// The matcher.
    ///
    /// # Errors
    ///
    /// If the folds asked for are more than the dictionary was compiled with, or a dictionary laid over it was compiled
    /// with others.
    pub fn build(mut self) -> Result<Matcher, MatcherError> {
        if let Some((folds, compiled)) = self.other_folds {
            return Err(MatcherError::OtherFolds { folds, compiled });
        }
        let (asked, compiled) = (self.matcher.folds, self.matcher.compiled_folds());
        if asked.is_subset(compiled) {
            let glued = |min_letters| Glued::new(&self.matcher.layers, compiled, min_letters);
            self.matcher.glued = self.inside_tags.and_then(glued);
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
    /// A dictionary was laid over one of other folds.
    #[error(
        "a dictionary compiled with the folds {folds} was laid over one with {compiled}; compile both with the same"
    )]
    OtherFolds {
        /// Its folds.
        folds: FoldSet,
        /// Those of the one below.
        compiled: FoldSet,
    },
}

#[cfg(test)]
mod tests;
