//! What speaks for each cut of a word, added up.

use super::features::{Beside, Scene};
use super::softmax::exp;
use crate::Lexicon;
use crate::clitics::grammar::Cuts;
use crate::clitics::grammar::cut::Cut;
use crate::clitics::grammar::pronoun::Pronoun;
use crate::clitics::grammar::word::Word;

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

    fn of(&self, at: usize) -> i32 {
        self.all.get(at).copied().unwrap_or(i32::MIN)
    }

    pub(super) fn used(&self) -> &[i32] {
        self.all.get(..self.count).unwrap_or_default()
    }

    /// The first of the highest.
    pub(super) fn best(&self) -> usize {
        let best = (0..).zip(self.used()).max_by_key(|&(at, &score)| (score, std::cmp::Reverse(at)));
        best.map_or(0, |(at, _)| at)
    }

    /// By how much one is higher than every other.
    pub(super) fn lead(&self, best: usize) -> i32 {
        let others = (0..).zip(self.used()).filter(|&(at, _)| at != best).map(|(_, &score)| score);
        others.max().map_or(i32::MAX, |next| self.of(best).saturating_sub(next))
    }

    /// The cuts with their places, the highest first.
    pub(super) fn ranked(&self, cuts: &Cuts) -> Vec<(usize, Cut)> {
        let mut ranked: Vec<(usize, Cut)> = cuts.as_slice().iter().copied().enumerate().collect();
        ranked.sort_by_key(|&(at, _)| std::cmp::Reverse(self.of(at)));
        ranked
    }

    /// The share of one in the weight of all.
    pub(super) fn share(&self, at: usize, scale: f32) -> f32 {
        let weight = |score: i32| exp(score.saturating_sub(self.of(at)) as f32 * scale);
        1.0 / self.used().iter().map(|&score| weight(score)).sum::<f32>()
    }
}
