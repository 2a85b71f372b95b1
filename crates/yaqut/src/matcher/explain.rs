//! Why a name is found, or is not.

use std::fmt;

use super::check::Checker;
use super::sentence::{Sentence, Word};
use super::walk::{End, Finder, occurrence, place};
use super::{Matcher, Occurrence};
use crate::dictionary::{Name, View};
use crate::{AliasRef, Enclitic, EntityRef, FoldSet, Proclitic, Span, Tokenizer};

/// What a matcher makes of a name, were it a text of its own: see [`Matcher::explain`].
#[derive(Debug, Clone)]
pub struct Explanation<'m> {
    /// The name as the dictionary looks it up, its key words with a space between two.
    pub folded: String,
    /// Every way to read its clitics that leads to a name, the whole word first.
    pub readings: Vec<Reading<'m>>,
}

/// One way to read the clitics of a name, and where it leads.
#[derive(Debug, Clone)]
pub struct Reading<'m> {
    proclitics: Vec<Proclitic>,
    rest: String,
    enclitic: Option<Enclitic>,
    names: Vec<ExplainedName<'m>>,
}

impl<'m> Reading<'m> {
    /// The clitics set aside in front.
    #[must_use]
    pub fn proclitics(&self) -> &[Proclitic] {
        &self.proclitics
    }

    /// The key words that are looked up, with the letters that the spelling left out.
    #[must_use]
    pub fn rest(&self) -> &str {
        &self.rest
    }

    /// The pronoun set aside behind.
    #[must_use]
    pub fn enclitic(&self) -> Option<Enclitic> {
        self.enclitic
    }

    /// The names with these key words; never empty.
    #[must_use]
    pub fn names(&self) -> &[ExplainedName<'m>] {
        &self.names
    }
}

/// A name that a reading leads to, and whether it is found.
#[derive(Debug, Clone, Copy)]
pub struct ExplainedName<'m> {
    alias: AliasRef<'m>,
    verdict: Verdict,
}

impl<'m> ExplainedName<'m> {
    /// The entity.
    #[must_use]
    pub fn entity(&self) -> EntityRef<'m> {
        self.alias.entity()
    }

    /// Its name, as its source spells it.
    #[must_use]
    pub fn alias(&self) -> &'m str {
        self.alias.text()
    }

    /// Whether it is found.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }
}

/// Whether a name is found where its key words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It is, with these folds.
    Found(FoldSet),
    /// It is not.
    Refused(Refusal),
}

/// Why a name is not found where its key words stand. Displayed as a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// The matcher leaves it out: by a filter, or because another dictionary was laid over.
    LeftOut,
    /// Its entity allows no such clitic.
    Clitics,
    /// An alef was left out behind ل, which only an article loses.
    NoArticle,
    /// It takes folds that the matcher, the entity or the name does not allow.
    Folds,
    /// An everyday word is written so.
    EverydayWord,
    /// It has two letters and takes no clitic but و.
    TooShort,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Refusal::LeftOut => "left out by a filter or a dictionary laid over",
            Refusal::Clitics => "its entity allows no such clitic",
            Refusal::NoArticle => "only an article loses its alef behind ل",
            Refusal::Folds => "it is spelled otherwise than its folds allow",
            Refusal::EverydayWord => "an everyday word is written so",
            Refusal::TooShort => "a name of two letters takes no clitic but و",
        })
    }
}

impl Matcher {
    /// What becomes of a name, were it a text of its own: its key words, every reading of its clitics that leads to names,
    /// and for each name the folds it takes or why it is refused. For people; [`find_iter`](Self::find_iter) is for text.
    ///
    /// ```
    /// use yaqut::{Dictionary, Gazetteer, Matcher, Refusal, Verdict};
    /// let names = Gazetteer::from_csv("id,type,name\n1,person,علي\n2,place,العراق\n".as_bytes())?;
    /// let matcher = Matcher::new(Dictionary::compile(&names)?);
    /// let iraq = matcher.explain("للعراق");
    /// assert_eq!(iraq.folded, "للعراق");
    /// assert_eq!(iraq.readings[0].rest(), "العراق"); // behind ل
    /// let on = matcher.explain("على");
    /// assert_eq!(on.readings[0].names()[0].verdict(), Verdict::Refused(Refusal::EverydayWord));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn explain(&self, name: &str) -> Explanation<'_> {
        let views: Vec<View<'_>> = self.layers.iter().map(|layer| layer.dictionary.view()).collect();
        let mut sentence = Sentence::new(self.compiled_folds(), self.enclitics);
        for token in Tokenizer::new().tokenize(name) {
            sentence.push_token(name, token, None);
        }
        sentence.find_starts(&views);
        let mut readings: Vec<Reading<'_>> = Vec::new();
        let mut finder = Finder::default();
        for start in sentence.starts_of_word(0).iter().filter(|start| start.word == 0) {
            let Some(view) = views.get(start.layer) else { continue };
            for end in finder.ends_of(view, &sentence, *start) {
                if end.last + 1 == sentence.words.len() {
                    self.explain_end(&sentence, view, name, *end, &mut readings);
                }
            }
        }
        Explanation { folded: sentence.keys(), readings }
    }

    /// Adds the names of an end to the reading they belong to.
    fn explain_end<'m>(
        &'m self,
        sentence: &Sentence,
        view: &View<'m>,
        text: &str,
        end: End,
        readings: &mut Vec<Reading<'m>>,
    ) {
        let Some(layer) = self.layers.get(end.start.layer) else { return };
        let spans: Vec<Span> = sentence.words.iter().map(|word| word.span).collect();
        let is_word = sentence.words.first().is_some_and(Word::is_word);
        let Some(place) = place(text, &spans, is_word, occurrence(end)) else { return };
        let judged = view.places(end.entry).filter_map(|at| {
            let name: Name<'_> = view.name(at).filter(|name| name.is_host() == end.enclitic.is_some())?;
            let verdict = if !layer.enables(name.alias()) {
                Verdict::Refused(Refusal::LeftOut)
            } else {
                match Checker::default().check(self, view, place, &name) {
                    Ok(folds) => Verdict::Found(folds),
                    Err(refusal) => Verdict::Refused(refusal),
                }
            };
            Some(ExplainedName { alias: AliasRef::new(&layer.dictionary, name.alias()), verdict })
        });
        let names: Vec<ExplainedName<'m>> = judged.collect();
        let Occurrence { front, enclitic, .. } = place.occurrence;
        let (proclitics, rest) = (front.proclitics().collect(), sentence.rest(front, enclitic));
        let reading = Reading { proclitics, rest, enclitic, names };
        let same = |known: &&mut Reading<'_>| known.rest == reading.rest && known.enclitic == enclitic;
        match readings.iter_mut().find(same) {
            Some(known) => known.names.extend(reading.names),
            None if !reading.names.is_empty() => readings.push(reading),
            None => {}
        }
    }
}
