//! Putting the candidates of a mention in order, and telling why.

use super::mention::{Choice, Mention};
use super::resolved::{Evidence, Reason};
use super::weights;
use crate::Span;
use crate::exponential::{exp, ln};

/// The candidates of a mention in their order, and what spoke for the first.
pub(super) struct Weighed {
    pub(super) order: Vec<(usize, f32)>,
    pub(super) evidence: Vec<Evidence>,
}

/// The evidence for one candidate.
#[derive(Debug)]
pub(super) struct Scale {
    /// Prior and spelling.
    base: f32,
    evidence: Vec<Evidence>,
}

impl Scale {
    /// What a candidate has before the text is looked at; `cheapest` is the least that any costs in folds.
    pub(super) fn before_text(choice: &Choice<'_>, cheapest: u32) -> Self {
        Scale { base: prior(choice) - spelling_cost(choice.fold_cost, cheapest), evidence: Vec::new() }
    }

    pub(super) fn put(&mut self, reason: Reason, span: Option<Span>, weight: f32) {
        if weight > 0.0 {
            self.evidence.push(Evidence { reason, span, weight });
        }
    }

    fn total(&self) -> f32 {
        self.base + self.evidence.iter().map(|evidence| evidence.weight).sum::<f32>()
    }
}

/// What the prior counts.
fn prior(choice: &Choice<'_>) -> f32 {
    weights::PRIOR * ln(choice.entity.prior().max(0.01))
}

/// What a spelling counts that needs dearer folds than the cheapest one.
fn spelling_cost(cost: u32, cheapest: u32) -> f32 {
    if cost > cheapest { weights::FOLDED + weights::SPELLING * (cost - cheapest) as f32 } else { 0.0 }
}

/// The shares of the likelihood that the candidates have.
pub(super) fn shares(scales: &[Scale]) -> Vec<f32> {
    softmax(scales.iter().map(Scale::total))
}

/// Their shares before the text is looked at.
pub(super) fn base_shares(scales: &[Scale]) -> Vec<f32> {
    softmax(scales.iter().map(|scale| scale.base))
}

fn softmax(totals: impl Iterator<Item = f32>) -> Vec<f32> {
    let totals: Vec<f32> = totals.collect();
    let highest = totals.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = totals.iter().map(|total| exp(total - highest)).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|raised| raised / sum).collect()
}

/// Puts the candidates in order and says what spoke for the first.
pub(super) fn settle(mention: &Mention<'_>, mut scales: Vec<Scale>) -> Weighed {
    let mut order: Vec<(usize, f32)> = shares(&scales).into_iter().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = order.first().map_or(0, |(at, _)| *at);
    let evidence = scales.get_mut(best).map(|scale| std::mem::take(&mut scale.evidence)).unwrap_or_default();
    // What speaks for the runner-up as much is no reason.
    let runner_up = order.get(1).and_then(|(at, _)| scales.get(*at));
    let against = |reason: Reason| -> f32 {
        let evidence = runner_up.map_or(&[][..], |scale| &scale.evidence);
        evidence.iter().filter(|evidence| evidence.reason == reason).map(|evidence| evidence.weight).sum()
    };
    let mut told: Vec<Evidence> = Vec::new();
    for reason in Reason::ALL {
        let own = evidence.iter().filter(|evidence| evidence.reason == reason);
        let strongest = own.clone().max_by(|a, b| a.weight.total_cmp(&b.weight));
        let weight = own.map(|evidence| evidence.weight).sum::<f32>() - against(reason);
        if let Some(strongest) = strongest.filter(|_| weight >= weights::SLIGHT) {
            told.push(Evidence { weight, ..*strongest });
        }
    }
    let choice = |rank: usize| order.get(rank).and_then(|(at, _)| mention.choices.get(*at));
    if let (Some(first), Some(second)) = (choice(0), choice(1)) {
        let cheapest = first.fold_cost.min(second.fold_cost);
        let cost = |choice: &Choice<'_>| spelling_cost(choice.fold_cost, cheapest);
        let spelling = cost(second) - cost(first);
        let prior = prior(first) - prior(second);
        for (reason, weight) in [(Reason::Spelling, spelling), (Reason::Prior, prior)] {
            if weight > 0.0 {
                told.push(Evidence { reason, span: None, weight });
            }
        }
    }
    told.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.reason.cmp(&b.reason)));
    Weighed { order, evidence: told }
}
