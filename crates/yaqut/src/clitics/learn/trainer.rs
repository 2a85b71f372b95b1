//! A log-linear ranker of cuts, learnt by stochastic gradient descent with AdaGrad's steps.

use std::collections::BTreeMap;

use super::GoldSentence;
use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::letters::{Letters, mix};
use crate::clitics::grammar::word::Word;
use crate::clitics::lexicon::Known;
use crate::clitics::segmenter::{Beside, Scene};
use crate::exponential::exp;
use crate::{Lexicon, Segmenter};

/// Weights are learnt for so many hashed features: 2 to this power.
const WEIGHT_BITS: u32 = 15;
const ROUNDS: usize = 8;
const STEP: f32 = 0.1;
/// What a weight shrinks by at each step.
const DECAY: f32 = 1e-5;
/// A word that was cut alone was cut as it mostly is: it counts as often.
const ALONE: f32 = 4.0;
/// How much a cut that was always chosen for a word by hand speaks for itself.
const KNOWN: f32 = 6.0;

/// Learns from text cut by hand which cuts words have.
///
/// Frequencies and uses of words come from a lexicon; its weights are learnt anew from what is added. The same text in the
/// same order gives the same bytes on every machine. It keeps about a kilobyte for every word that can be cut in more
/// than one way.
///
/// ```
/// use yaqut::{GoldSentence, LexiconBuilder, Segmenter, Trainer};
/// let mut builder = LexiconBuilder::new();
/// builder.frequency("قال", 300).frequency("وقال", 350).frequency("وزير", 390).frequency("زير", 690);
/// let mut trainer = Trainer::new(&builder.finish());
/// for _ in 0..10 {
///     trainer.add(&GoldSentence::marked("و+قال وزير"));
/// }
/// let segmenter = Segmenter::new(trainer.train());
/// assert_eq!(segmenter.segment("وقال").to_string(), "و+ قال");
/// assert_eq!(segmenter.segment("وزير").to_string(), "وزير");
/// ```
#[derive(Debug)]
pub struct Trainer {
    segmenter: Segmenter,
    examples: Vec<Example>,
    features: Vec<u32>,
    words: u64,
    unreachable: u64,
}

/// A word with several cuts.
#[derive(Debug)]
struct Example {
    word: Letters,
    /// Where its features begin; each cut has the same number of them.
    start: usize,
    features: usize,
    /// Whether it stood alone.
    alone: bool,
    /// The cuts, and which of them are right: several, where they part the word at the same places.
    cuts: Vec<(Cut, bool)>,
}

impl Trainer {
    /// A trainer with the frequencies and uses of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let segmenter = Segmenter::new(lexicon.clone());
        Trainer { segmenter, examples: Vec::new(), features: Vec::new(), words: 0, unreachable: 0 }
    }

    /// Adds a sentence. A sentence of one word says how it is cut where nothing is known of its neighbours.
    pub fn add(&mut self, sentence: &GoldSentence) {
        let text = sentence.text();
        let tokens: Vec<_> = crate::Tokenizer::new().tokenize(text).collect();
        let words: Vec<Option<Word>> = tokens
            .iter()
            .map(|token| if token.is_word() { Word::read(token.text()) } else { None })
            .collect();
        let letters =
            |at: usize| words.get(at).and_then(Option::as_ref).map_or(Letters::default(), |w| w.letters);
        let mut gold = sentence.words();
        for (at, (token, word)) in tokens.iter().zip(&words).enumerate() {
            let span = token.span();
            while gold.first().is_some_and(|gold| gold.span().end <= span.start) {
                gold = gold.get(1..).unwrap_or_default();
            }
            let (Some(word), Some(cuts)) = (word, gold.first().and_then(|gold| gold.cuts())) else {
                continue;
            };
            let beside = if tokens.len() == 1 {
                None
            } else {
                let before = at.checked_sub(1).map_or(Letters::default(), letters);
                Some(Beside { before, behind: letters(at + 1) })
            };
            let inside: Vec<usize> = cuts
                .iter()
                .filter(|&&cut| span.start < cut && cut < span.end)
                .map(|cut| cut - span.start)
                .collect();
            self.learn(token.text(), word, beside, &inside);
        }
    }

    /// Words added so far.
    #[must_use]
    pub const fn words(&self) -> u64 {
        self.words
    }

    /// Of those, the words cut as the grammar cannot cut them; they teach nothing.
    #[must_use]
    pub const fn unreachable(&self) -> u64 {
        self.unreachable
    }

    fn learn(&mut self, text: &str, word: &Word, beside: Option<Beside>, gold: &[usize]) {
        self.words += 1;
        let possible = self.segmenter.possible(word, |_| true);
        let right = |cut: Cut| {
            cut.places(word.letters.len()).map(|letter| word.offset(text, letter)).eq(gold.iter().copied())
        };
        let cuts: Vec<(Cut, bool)> = possible.as_slice().iter().map(|&cut| (cut, right(cut))).collect();
        if !cuts.iter().any(|&(_, right)| right) {
            self.unreachable += 1;
            return;
        }
        if cuts.len() < 2 {
            return;
        }
        let start = self.features.len();
        let scene = Scene::new(word, &possible, self.segmenter.lexicon());
        let mut give = |feature: u64| self.features.push((feature >> (64 - WEIGHT_BITS)) as u32);
        for &cut in possible.as_slice() {
            scene.features(&scene.look(cut), &mut give);
            if let Some(beside) = beside {
                beside.features(cut, &mut give);
            }
        }
        let features = (self.features.len() - start) / cuts.len();
        self.examples.push(Example { word: word.letters, start, features, alone: beside.is_none(), cuts });
    }

    /// Learns the weights: eight rounds over all words.
    #[must_use]
    pub fn train(&self) -> Lexicon {
        let mut weights = vec![0.0_f32; 1 << WEIGHT_BITS];
        let mut squares = vec![1e-6_f32; 1 << WEIGHT_BITS];
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut seed = 0;
        for _ in 0..ROUNDS {
            shuffle(&mut order, &mut seed);
            for example in order.iter().filter_map(|&at| self.examples.get(at)) {
                self.step(example, &mut weights, &mut squares);
            }
        }
        let known = self.known(&weights);
        let largest =
            weights.iter().chain(known.values()).fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let scale = if largest > 0.0 { largest / 32_000.0 } else { 1.0 };
        let rounded = |weight: f32| (weight / scale).round() as i16;
        let known: Known = known.iter().map(|(&(word, cut), &weight)| (word, cut, rounded(weight))).collect();
        let weights: Vec<i16> = weights.into_iter().map(rounded).collect();
        Lexicon::of(self.segmenter.lexicon().words(), &weights, scale, &known)
    }

    fn features(&self, example: &Example, cut: usize) -> &[u32] {
        let start = example.start + cut * example.features;
        self.features.get(start..start + example.features).unwrap_or_default()
    }

    fn scores(&self, example: &Example, weights: &[f32]) -> Vec<f32> {
        let weight = |&feature: &u32| weights.get(feature as usize).copied().unwrap_or(0.0);
        (0..example.cuts.len()).map(|cut| self.features(example, cut).iter().map(weight).sum()).collect()
    }

    /// Moves the weights so that the right cuts of a word become likelier.
    fn step(&self, example: &Example, weights: &mut [f32], squares: &mut [f32]) {
        let scores = self.scores(example, weights);
        let highest = scores.iter().copied().fold(f32::MIN, f32::max);
        let masses: Vec<f32> = scores.iter().map(|score| exp(score - highest)).collect();
        let all: f32 = masses.iter().sum();
        let right: f32 =
            example.cuts.iter().zip(&masses).filter(|((_, right), _)| *right).map(|(_, mass)| mass).sum();
        for (at, (&(_, is_right), mass)) in example.cuts.iter().zip(&masses).enumerate() {
            let wanted = if is_right { mass / right.max(f32::MIN_POSITIVE) } else { 0.0 };
            let gradient = mass / all - wanted;
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &feature in self.features(example, at) {
                let feature = feature as usize;
                if let (Some(weight), Some(square)) = (weights.get_mut(feature), squares.get_mut(feature)) {
                    *square += gradient * gradient;
                    *weight -= STEP * (gradient + DECAY * *weight) / square.sqrt();
                }
            }
        }
    }

    /// What speaks for the cuts that words were given by hand, besides their features: more, the oftener and the more
    /// constantly.
    fn known(&self, weights: &[f32]) -> BTreeMap<(Letters, Cut), f32> {
        let mut times: BTreeMap<Letters, BTreeMap<Cut, f32>> = BTreeMap::new();
        for example in &self.examples {
            let scores = self.scores(example, weights);
            let right = example.cuts.iter().zip(scores).filter(|((_, right), _)| *right);
            // Of cuts at the same places, the one that is likelier.
            let best = right.max_by(|(_, one), (_, other)| one.total_cmp(other));
            if let Some((&(cut, _), _)) = best {
                let weight = if example.alone { ALONE } else { 1.0 };
                *times.entry(example.word).or_default().entry(cut).or_default() += weight;
            }
        }
        let weights = times.into_iter().flat_map(|(word, cuts)| {
            let all: f32 = cuts.values().sum();
            cuts.into_iter().map(move |(cut, times)| ((word, cut), KNOWN * times / (all + 1.0)))
        });
        weights.collect()
    }
}

/// Fisher and Yates, by a generator of its own.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        order.swap(at, (mix(*seed) % (at as u64 + 1)) as usize);
    }
}
