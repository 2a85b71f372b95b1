//! The steps that are done with each text.

mod annotate;
mod results;

use yaqut::{Matcher, Normalizer, Segmenter, SegmenterWorker, Span, Tokenizer, Worker};

pub use annotate::Annotate;
pub use results::{Cut, Results};

/// What is done with each text: any of normalizing, tokenizing, finding sentences and finding entities.
///
/// Normalizing comes first: tokens and sentences are then those of the normalized text, and
/// [`Results::original`] tells where in the original they stand. Entities are always found in the original: the matcher
/// folds what it has to by itself, and needs the spelling as it is to tell علي from على.
///
/// ```
/// use yaqut::Normalizer;
/// use yaqut_batch::work::Steps;
///
/// let steps = Steps::new().normalize(Normalizer::light()).tokenize();
/// let mut worker = steps.worker();
/// worker.run("زارَ القـاهرة", |results| {
///     let tokens = results.tokens().unwrap();
///     assert_eq!(tokens[1].token.text(), "القاهرة");
///     let place = results.original(tokens[1].token.span());
///     assert_eq!(place.get(results.text()), Some("القـاهرة"));
/// });
/// ```
#[derive(Debug, Default)]
pub struct Steps {
    normalizer: Option<Normalizer>,
    tokenize: bool,
    sentences: bool,
    segmenter: Option<Segmenter>,
    kept: Option<Matcher>,
    annotate: Option<Annotate>,
}

impl Steps {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Steps::default()
    }

    /// Normalizes.
    #[must_use]
    pub fn normalize(mut self, normalizer: Normalizer) -> Self {
        self.normalizer = Some(normalizer);
        self
    }

    /// Finds tokens, and the sentences they are in.
    #[must_use]
    pub fn tokenize(mut self) -> Self {
        self.tokenize = true;
        self
    }

    /// Finds tokens, and cuts them into clitics and stem.
    #[must_use]
    pub fn segment(mut self, segmenter: Segmenter) -> Self {
        self.segmenter = Some(segmenter);
        self.tokenize()
    }

    /// Keeps the names that a matcher finds whole where tokens are cut; it finds them in the text that is cut, the
    /// normalized one if there is one.
    #[must_use]
    pub fn keep(mut self, names: Matcher) -> Self {
        self.kept = Some(names);
        self
    }

    /// Finds sentences.
    #[must_use]
    pub fn sentences(mut self) -> Self {
        self.sentences = true;
        self
    }

    /// Finds entities.
    #[must_use]
    pub fn annotate(mut self, annotate: Annotate) -> Self {
        self.annotate = Some(annotate);
        self
    }

    /// Whether texts are normalized.
    #[must_use]
    pub fn normalizes(&self) -> bool {
        self.normalizer.is_some()
    }

    /// Whether tokens are found.
    #[must_use]
    pub fn tokenizes(&self) -> bool {
        self.tokenize
    }

    /// Whether sentences are found; they are where tokens are.
    #[must_use]
    pub fn has_sentences(&self) -> bool {
        self.sentences || self.tokenize
    }

    /// Whether entities are found.
    #[must_use]
    pub fn annotates(&self) -> bool {
        self.annotate.is_some()
    }

    /// One that does the steps, with memory of its own for a thread to use again and again.
    #[must_use]
    pub fn worker(&self) -> StepsWorker<'_> {
        StepsWorker {
            steps: self,
            tokenizer: Tokenizer::new(),
            segmenter: self.segmenter.as_ref().map(Segmenter::worker),
            kept: self.kept.as_ref().map(Matcher::worker),
            matcher: self.annotate.as_ref().map(Annotate::worker),
        }
    }
}

/// Does the steps with one text after another.
#[derive(Debug)]
pub struct StepsWorker<'s> {
    steps: &'s Steps,
    tokenizer: Tokenizer,
    segmenter: Option<SegmenterWorker<'s>>,
    kept: Option<Worker<'s>>,
    matcher: Option<Worker<'s>>,
}

impl StepsWorker<'_> {
    /// Does the steps with a text, and gives what came of them to `take`.
    pub fn run<R>(&mut self, text: &str, take: impl FnOnce(&Results<'_>) -> R) -> R {
        #[cfg(test)]
        assert!(!text.contains(POISON), "poisoned");
        let steps = self.steps;
        let normalized = steps.normalizer.as_ref().map(|normalizer| normalizer.normalize(text));
        let worked = normalized.as_ref().map_or(text, |normalized| normalized.text());
        let sentences = steps.has_sentences().then(|| self.tokenizer.sentences(worked).collect());
        let tokens = steps.tokenize.then(|| {
            let Some(segmenter) = &mut self.segmenter else {
                return self.tokenizer.tokenize(worked).map(|token| Cut { token, parts: None }).collect();
            };
            let names: Vec<Span> = match &mut self.kept {
                Some(matcher) => matcher.find(worked).map(|found| found.span()).collect(),
                None => Vec::new(),
            };
            let cut = segmenter.tokens(worked).keeping(&names);
            cut.map(|(token, parts)| Cut { token, parts: Some(parts) }).collect()
        });
        let found = steps.annotate.as_ref().zip(self.matcher.as_mut());
        let found = found.map(|(annotate, matcher)| annotate.find(matcher, text));
        take(&Results { text, normalized: normalized.as_ref(), sentences, tokens, found })
    }
}

/// What makes a worker panic, so that tests see what becomes of that.
#[cfg(test)]
pub(crate) const POISON: &str = "\u{E000}poison";
