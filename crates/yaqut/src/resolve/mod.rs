//! Choosing among the candidates of a name, by what the whole text says.

mod added;
mod beside;
mod cues;
mod document;
mod frames;
mod given;
mod mention;
mod resolved;
mod settle;
mod short;
#[cfg(test)]
mod tests;
mod weigh;
mod weights;
mod words;

pub use cues::{Cues, CuesError};
pub use resolved::{Evidence, Reason, Resolved};

use std::cell::LazyCell;

use crate::Match;
use document::Document;
use mention::Mention;
use weigh::Weigher;
use words::Words;

/// The words of a text, read when they are first asked for.
type Lazy<'t> = LazyCell<Words, Box<dyn FnOnce() -> Words + 't>>;

/// Chooses among the candidates of each match by what the text says, and tells why.
///
/// A name may mean several entities: `طرابلس` lies in Libya and in Lebanon, `الجعفري` is a minister and an ambassador.
/// Seven kinds of evidence are weighed against the priors ([`Reason`] lists them): the full name elsewhere in the text,
/// words beside the name, countries mentioned nearby, what it is named together with, what the text is about, the same
/// name elsewhere, the spelling. No match is dropped and no candidate.
///
/// It does two things beside. Once a text names somebody in full, the surname alone is found too, though no gazetteer has
/// it; and a word in front that only says what a thing is (`مدينة معان`) is left out of the span. [`Cues`] has those words.
///
/// It reads the type of an entity, its `prior`, and three keys of its metadata: `country` (a code, or the id of the
/// country's entity after the last `:`), `kind` and `role`. Entities without them are resolved by the rest.
///
/// ```
/// use yaqut::{Dictionary, Gazetteer, Matcher, Reason, Resolver};
/// let names = Gazetteer::from_csv(
///     "id,type,name,aliases,prior,country\n\
///      geonames:2210247,place,طرابلس,,0.85,LY\n\
///      geonames:266826,place,طرابلس,,0.6,LB\n\
///      cldr:LB,place,لبنان,,0.95,LB\n"
///         .as_bytes(),
/// )?;
/// let matcher = Matcher::new(Dictionary::compile(&names)?);
/// let resolver = Resolver::new();
/// let resolved = resolver.resolve("أمطار غزيرة في طرابلس وشمال لبنان", matcher.find_iter("أمطار غزيرة في طرابلس وشمال لبنان"));
/// assert_eq!(resolved[0].entity().id(), "geonames:266826");
/// assert_eq!(resolved[0].reasons()[0].reason(), Reason::Country);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Time is linear in the matches of the text and their candidates; a text whose names are all sure costs next to nothing.
#[derive(Debug, Clone, Default)]
pub struct Resolver {
    cues: Cues,
}

impl Resolver {
    /// A resolver with the default cues.
    #[must_use]
    pub fn new() -> Self {
        Resolver::default()
    }

    /// A resolver with cues of one's own.
    #[must_use]
    pub fn with_cues(cues: Cues) -> Self {
        Resolver { cues }
    }

    /// Resolves the matches of one text, in text order, with the short names it adds. `text` is the text they were found in.
    pub fn resolve<'a>(&self, text: &str, matches: impl IntoIterator<Item = Match<'a>>) -> Vec<Resolved<'a>> {
        let found: Vec<Match<'a>> = matches.into_iter().collect();
        // Most short texts need no second look.
        let words = Lazy::new(Box::new(|| Words::of(text)));
        let mut resolved = self.choose(text, &words, found);
        let added = added::short_names(text, &words, &self.cues, &resolved);
        if !added.is_empty() {
            resolved.extend(added);
            resolved.sort_by_key(|resolved| resolved.found().span().start);
        }
        frames::take_off(&words, &self.cues, resolved)
    }

    fn choose<'a>(&self, text: &str, words: &Lazy<'_>, found: Vec<Match<'a>>) -> Vec<Resolved<'a>> {
        if found.iter().all(|found| found.candidates().len() < 2) {
            return found.into_iter().map(Resolved::from).collect();
        }
        let mentions: Vec<Mention<'a>> = found.iter().map(Mention::of).collect();
        let document = Document::new(&mentions);
        let weighed = Weigher::new(text, words, &self.cues, &document).weigh();
        let join = |(found, weighed): (Match<'a>, Option<settle::Weighed>)| match weighed {
            Some(weighed) => Resolved::new(found, weighed.order, weighed.evidence),
            None => Resolved::from(found),
        };
        found.into_iter().zip(weighed).map(join).collect()
    }
}
