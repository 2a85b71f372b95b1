//! What speaks for each cut of a word, added up.

use super::features::{Beside, Scene};
use crate::Lexicon;
use crate::clitics::grammar::Cuts;
use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::pronoun::Pronoun;
use crate::clitics::grammar::word::Word;
use crate::exponential::exp;

/// A score for each cut of a word.
pub(super) struct Scores {
    all: [i32; Cuts::MAX],
    count: usize,
}

impl Scores {
    /// Of a word that stands alone.
    pub(super) fn new(word: &Word, cuts: &Cuts, lexicon: &Lexicon) -> Self {
        let scene = Scene::new(word, cuts, lexicon);
        let mut scores = Scores { all: [0; Cuts::MAX], count: cuts.as_slice().len() };
        let (mut front, mut front_score) = (None, 0);
        let (mut seen, mut pronoun_scores) = (0_u16, [0; Pronoun::COUNT]);
        for (score, &cut) in scores.all.iter_mut().zip(cuts.as_slice()) {
            let looked = scene.look(cut);
            // Cuts of one front come one behind another.
            if front != Some(cut.front_number()) {
                front = Some(cut.front_number());
                front_score = 0;
                scene.front(&looked, &mut |feature| front_score += lexicon.weight(feature));
            }
            let mut sum = front_score;
            let number = cut.pronoun.number();
            if let Some(known) = pronoun_scores.get_mut(usize::from(number)) {
                if seen >> number & 1 == 0 {
                    seen |= 1 << number;
                    scene.pronoun(cut.pronoun, &mut |feature| *known += lexicon.weight(feature));
                }
                sum += *known;
            }
            scene.both(&looked, &mut |feature| sum += lexicon.weight(feature));
            *score = sum;
        }
        for (number, weight) in lexicon.known(word.letters) {
            let known = cuts.as_slice().iter().position(|cut| cut.number() == number);
            if let Some(score) = known.and_then(|at| scores.all.get_mut(at)) {
                *score += weight;
            }
        }
        scores
    }

    /// Adds what the words beside the word say.
    pub(super) fn add(&mut self, beside: Beside, cuts: &Cuts, lexicon: &Lexicon) {
        for (score, &cut) in self.all.iter_mut().zip(cuts.as_slice()) {
            beside.features(cut, &mut |feature| *score += lexicon.weight(feature));
        }
    }

    pub(super) fn used(&self) -> &[i32] {
        self.all.get(..self.count).unwrap_or_default()
    }

    /// By how much the highest is higher than the next.
    pub(super) fn lead(&self) -> i32 {
        let (mut highest, mut next) = (i32::MIN, i32::MIN);
        for &score in self.used() {
            (highest, next) = if score > highest { (score, highest) } else { (highest, next.max(score)) };
        }
        highest.saturating_sub(next)
    }

    /// The first of the highest, and its share in the weight of all.
    pub(super) fn best(&self, cuts: &Cuts, scale: f32) -> (Cut, f32) {
        let scored = cuts.as_slice().iter().zip(self.used());
        let best = scored.rev().max_by_key(|&(_, score)| score);
        let (&cut, &highest) = best.unwrap_or((&Cut::NONE, &0));
        let mass = |&score: &i32| exp(score.saturating_sub(highest) as f32 * scale);
        (cut, 1.0 / self.used().iter().map(mass).sum::<f32>())
    }

    /// The share of each cut in the weight of all; of cuts that show alike the first stands for all of them.
    pub(super) fn shares(
        &self,
        cuts: &Cuts,
        visible: impl Fn(Cut) -> Cut,
        scale: f32,
    ) -> impl Iterator<Item = (Cut, f32)> {
        let highest = self.used().iter().copied().max().unwrap_or(0);
        let mut shares = [(Cut::NONE, 0.0_f32); Cuts::MAX];
        let (mut count, mut all) = (0, 0.0);
        for (&cut, &score) in cuts.as_slice().iter().zip(self.used()) {
            let (shown, mass) = (visible(cut), exp(score.saturating_sub(highest) as f32 * scale));
            all += mass;
            let known = shares.iter().take(count).position(|&(other, _)| other == shown);
            if let Some((place, share)) = shares.get_mut(known.unwrap_or(count)) {
                *place = shown;
                *share += mass;
                count += usize::from(known.is_none());
            }
        }
        shares.into_iter().take(count).map(move |(cut, mass)| (cut, mass / all))
    }
}
