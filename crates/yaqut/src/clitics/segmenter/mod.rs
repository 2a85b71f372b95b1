//! Choosing among the cuts of a word, and laying out its parts.

mod features;
mod layout;
mod level;
mod memory;
mod scores;
mod segmentation;
mod tokens;

pub(crate) use features::{Beside, Scene};
pub use level::{CliticLevel, ParseCliticLevelError};
use memory::{Decision, Key, Memory};
use scores::Scores;
pub use segmentation::{Segment, SegmentRole, Segmentation};

pub use tokens::{SegmentedTokens, SegmenterWorker};

use super::Lexicon;
use super::grammar::closed::ClosedClass;
use super::grammar::cut::Cut;
use super::grammar::pronoun::Pronoun;
use super::grammar::restore::{Bound, FreeForm};
use super::grammar::word::Word;
use super::grammar::{self, Cuts};

/// Takes words apart: the clitics in front, the stem, the pronoun behind.
///
/// Which cuts there are is the grammar's; which of them a word has is learnt from words and sentences cut by hand, with the
/// frequencies of a [`Lexicon`] (the crate `yaqut-lexicon` has one). The words beside a word are heard too:
/// [`Segmenter::tokens`] reads running text.
///
/// Cheap to clone, and shared between threads. Time is linear in the text; nothing is allocated for a word.
///
/// ```
/// use yaqut::{LexiconBuilder, Segmenter};
///
/// // An empty lexicon knows the function words; yaqut_lexicon::lexicon() knows the others.
/// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
/// let cut = segmenter.segment("وإليهم");
/// assert_eq!(cut.to_string(), "و+ إلي +هم");
/// assert_eq!(cut.stem().text(), "إلي");
/// ```
#[derive(Debug, Clone)]
pub struct Segmenter {
    lexicon: Lexicon,
    level: CliticLevel,
    closed: &'static ClosedClass,
}

/// By so much must the best cut of a word lead for its neighbours not to be asked: it is then fifty times likelier than
/// any other. Of held-out words none came out otherwise than when all were asked.
const DECISIVE: f32 = 4.0;

impl Segmenter {
    /// A segmenter of level [`CliticLevel::Atb`].
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// assert_eq!(segmenter.segment("فيها").to_string(), "في +ها");
    /// ```
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        Segmenter { lexicon, level: CliticLevel::default(), closed: ClosedClass::get() }
    }

    /// The same segmenter, cutting to another level.
    ///
    /// ```
    /// use yaqut::{CliticLevel, LexiconBuilder, Segmenter};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish()).level(CliticLevel::D1);
    /// assert_eq!(segmenter.segment("وبهذا").to_string(), "و+ بهذا");
    /// ```
    #[must_use]
    pub fn level(self, level: CliticLevel) -> Self {
        Segmenter { level, ..self }
    }

    /// The lexicon it asks.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter};
    /// let lexicon = LexiconBuilder::new().frequency("كتاب", 380).finish();
    /// let segmenter = Segmenter::new(lexicon.clone());
    /// assert_eq!(segmenter.lexicon().to_bytes(), lexicon.to_bytes());
    /// ```
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The parts of a word that stands alone. Spans are of `word`.
    ///
    /// Words with anything but Arabic letters and marks in them, and those of more than 21 letters, stay whole.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter, Span};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// let spans: Vec<Span> = segmenter.segment("بهذا").segments().map(|part| part.span()).collect();
    /// assert_eq!(spans, [Span::new(0, 2), Span::new(2, 8)]);
    /// assert!(!segmenter.segment("NATO").is_cut());
    /// ```
    #[must_use]
    pub fn segment<'t>(&self, word: &'t str) -> Segmentation<'t> {
        match Word::read(word) {
            Some(read) => self.lay_out(word, 0, &read, self.decide(&read, || None, |_| true).0, false),
            None => Segmentation::whole(word, 0, 1.0),
        }
    }

    /// Every reading of a word that stands alone, the likeliest first; their confidences add up to 1.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// let readings: Vec<String> = segmenter.readings("ألم").iter().map(|reading| reading.to_string()).collect();
    /// assert_eq!(readings.len(), 2); // the question أ + لم, and pain
    /// assert!(readings.contains(&"أ+ لم".to_owned()) && readings.contains(&"ألم".to_owned()));
    /// ```
    #[must_use]
    pub fn readings<'t>(&self, word: &'t str) -> Vec<Segmentation<'t>> {
        let Some(read) = Word::read(word) else { return vec![Segmentation::whole(word, 0, 1.0)] };
        let cuts = self.possible(&read, |_| true);
        let scores = Scores::new(&read, &cuts, &self.lexicon);
        let shares = scores.shares(&cuts, |cut| self.visible(cut), self.lexicon.scale());
        let mut readings: Vec<Segmentation<'t>> = shares
            .map(|(cut, share)| self.lay_out(word, 0, &read, self.decision(&read, cut, share), false))
            .collect();
        readings.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
        readings
    }

    /// The tokens of a text with their parts, found as they are asked for. Spans are of `text`.
    ///
    /// For many texts, [`Segmenter::worker`] is faster.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// let parts: Vec<String> = segmenter.tokens("إنه لهم، ولهذا 5").map(|(_, parts)| parts.to_string()).collect();
    /// assert_eq!(parts, ["إن +ه", "ل +هم", "،", "و+ ل+ هذا", "5"]);
    /// ```
    #[must_use]
    pub fn tokens<'a, 't>(&'a self, text: &'t str) -> SegmentedTokens<'a, 't> {
        SegmentedTokens::new(self, None, text)
    }

    /// A worker, which keeps in mind the words it has cut: one for each thread.
    ///
    /// ```
    /// use yaqut::{LexiconBuilder, Segmenter};
    /// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
    /// let mut worker = segmenter.worker();
    /// for text in ["إنه لهم", "وفيها"] {
    ///     assert!(worker.tokens(text).all(|(_, parts)| parts.is_cut()));
    /// }
    /// ```
    #[must_use]
    pub fn worker(&self) -> SegmenterWorker<'_> {
        SegmenterWorker { segmenter: self, memory: Memory::new() }
    }

    /// The best cut of a word in running text, laid out.
    fn cut_among<'t>(
        &self,
        text: &'t str,
        start: usize,
        beside: impl FnOnce() -> Beside,
        mut memory: Option<&mut Memory>,
    ) -> Segmentation<'t> {
        let key = memory.as_ref().and_then(|_| Key::of(text));
        let recalled = memory.as_ref().zip(key).and_then(|(memory, key)| memory.recall(key));
        if let Some(decision) = recalled.filter(|decision| decision.cut == Cut::NONE) {
            if !self.level.cuts_articles() {
                return Segmentation::whole(text, start, decision.confidence);
            }
        }
        let Some(word) = Word::read(text) else { return Segmentation::whole(text, start, 1.0) };
        let decision = recalled.unwrap_or_else(|| {
            let (decision, doubtful) = self.decide(&word, || Some(beside()), |_| true);
            if let (Some(memory), Some(key), false) = (&mut memory, key, doubtful) {
                memory.keep(key, decision);
            }
            decision
        });
        self.lay_out(text, start, &word, decision, false)
    }

    /// The best cut of a word that is a name, or in one, laid out; its article is the name's.
    fn cut_name<'t>(
        &self,
        text: &'t str,
        start: usize,
        word: &Word,
        beside: Beside,
        allowed: impl Fn(Cut) -> bool,
    ) -> Segmentation<'t> {
        let (decision, _) = self.decide(word, || Some(beside), allowed);
        self.lay_out(text, start, word, decision, true)
    }

    /// What the level shows of a cut.
    fn visible(&self, cut: Cut) -> Cut {
        let mut shown = Cut::NONE;
        if self.level.cuts_conjunctions() {
            (shown.question, shown.conjunction) = (cut.question, cut.conjunction);
        }
        if self.level.cuts_particles() {
            (shown.particle, shown.restored) = (cut.particle, cut.restored);
        }
        if self.level.cuts_pronouns() {
            shown.pronoun = cut.pronoun;
        }
        shown
    }

    /// The best of the cuts that are allowed, and whether its neighbours were asked.
    fn decide(
        &self,
        word: &Word,
        beside: impl FnOnce() -> Option<Beside>,
        allowed: impl Fn(Cut) -> bool,
    ) -> (Decision, bool) {
        let cuts = self.possible(word, allowed);
        match *cuts.as_slice() {
            [] => return (Decision::WHOLE, false),
            [cut] => return (self.decision(word, cut, 1.0), false),
            _ => {}
        }
        let mut scores = Scores::new(word, &cuts, &self.lexicon);
        let doubtful = (scores.lead() as f32) * self.lexicon.scale() < DECISIVE;
        let asked = if doubtful { beside() } else { None };
        if let Some(beside) = asked {
            scores.add(beside, &cuts, &self.lexicon);
        }
        let (cut, share) = if self.level.cuts_pronouns() {
            scores.best(&cuts, self.lexicon.scale())
        } else {
            // Of what the level shows alike the parts add up.
            let shares = scores.shares(&cuts, |cut| self.visible(cut), self.lexicon.scale());
            shares.max_by(|(_, one), (_, other)| one.total_cmp(other)).unwrap_or((Cut::NONE, 1.0))
        };
        (self.decision(word, cut, share), asked.is_some())
    }

    fn decision(&self, word: &Word, cut: Cut, confidence: f32) -> Decision {
        let stem = cut.stem(word.letters);
        let free = if cut.pronoun.is_some() && !self.closed.has_stem(stem) {
            let last = word.letters.len() - cut.pronoun.letters();
            let madda = [1, 2].map(|back| last > back && word.madda >> (last - back) & 1 == 1);
            let clitics = self.closed.readings(stem).iter().any(|reading| reading.cut != Cut::NONE);
            FreeForm::of(Bound { stem, madda, verb: cut.pronoun == Pronoun::ME, clitics }, &self.lexicon)
        } else {
            FreeForm::AsWritten
        };
        Decision { cut, free, confidence }
    }

    /// The cuts to choose from: those of the closed class alone, or those of the grammar, without those that the marks or
    /// the caller forbid.
    pub(crate) fn possible(&self, word: &Word, allowed: impl Fn(Cut) -> bool) -> Cuts {
        let mut cuts = Cuts::new();
        if let Some(cut) = grammar::dangling(word) {
            cuts.push(cut);
            return cuts;
        }
        if !grammar::may_be_cut(word) {
            cuts.push(Cut::NONE);
            return cuts;
        }
        let mut surely = false;
        for reading in self.closed.readings(word.letters) {
            if reading.agrees(word) {
                cuts.push(reading.cut);
                surely |= reading.is_spelled_so(word);
            }
        }
        if !surely {
            grammar::add_cuts(word, &mut cuts, &self.lexicon);
        }
        let mut passed = cuts.that(&allowed);
        if passed.is_empty() && surely {
            // What a name makes of the word, the table does not know.
            grammar::add_cuts(word, &mut cuts, &self.lexicon);
            passed = cuts.that(&allowed);
        }
        let marked =
            if word.is_vocalized() { passed.that(|cut| grammar::marks_allow(word, cut)) } else { passed };
        // Marks that allow nothing are wrong.
        if marked.is_empty() { passed } else { marked }
    }
}

#[cfg(test)]
mod tests;
