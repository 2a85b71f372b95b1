//! Weighing the evidence for the candidates of every ambiguous mention.

use std::collections::BTreeMap;

use super::cues::{Cue, CuePlace, Cues, MOST_WORDS};
use super::document::Document;
use super::given::GivenNames;
use super::mention::{Choice, Mention};
use super::resolved::{Evidence, Reason};
use super::words::{Word, Words, phrase_hash};
use crate::Span;

/// How much each kind of evidence counts: logarithms of odds, tuned by hand on texts of our own.
mod weights {
    pub(super) const FULL_NAME: f32 = 2.0;
    /// A full name that comes only later counts so much of that.
    pub(super) const BEHIND: f32 = 0.5;
    /// Of several people named in full, for the one named last.
    pub(super) const NAMED_LAST: f32 = 1.5;
    /// A long name of something else than a person says less: `منظمة الفاو` and the town `الفاو`.
    pub(super) const LONG_NAME: f32 = 0.7;
    pub(super) const COUNTRY: f32 = 5.0;
    pub(super) const COUNTRY_BESIDE: f32 = 4.0;
    pub(super) const NEIGHBOUR_TYPE: f32 = 1.2;
    pub(super) const NEIGHBOUR_KIND: f32 = 2.0;
    pub(super) const TOPIC: f32 = 1.8;
    pub(super) const SAME_NAME: f32 = 0.5;
    /// A club and its city, a province and its capital are often named in one text.
    pub(super) const SAME_PLACE: f32 = 0.2;
    /// For each point of the cost of folds.
    pub(super) const SPELLING: f32 = 0.02;
    /// Where the text spells another candidate without any more of them.
    pub(super) const FOLDED: f32 = 1.0;
    pub(super) const PRIOR: f32 = 1.0;
    /// A cue with a word between it and the name counts so much less.
    pub(super) const FAR_CUE: f32 = 1.0;
    /// Cues that are near but not beside a name add up to no more.
    pub(super) const NEAR_CUES: f32 = 2.0;
    /// A nationality behind the name: `برشلونة الإسباني` is a club, `برشلونة الإسبانية` the city.
    pub(super) const MASCULINE: f32 = 1.2;
    pub(super) const FEMININE: f32 = 0.8;
    /// Evidence that is too slight to be told.
    pub(super) const SLIGHT: f32 = 0.15;
}

/// The candidates of a mention in their order, and what spoke for the first.
pub(super) struct Weighed {
    pub(super) order: Vec<(usize, f32)>,
    pub(super) evidence: Vec<Evidence>,
}

/// The evidence for one candidate.
#[derive(Debug, Default, Clone)]
struct Scale {
    /// Prior and spelling.
    base: f32,
    evidence: Vec<Evidence>,
}

impl Scale {
    fn put(&mut self, reason: Reason, span: Option<Span>, weight: f32) {
        if weight > 0.0 {
            self.evidence.push(Evidence { reason, span, weight });
        }
    }

    fn total(&self) -> f32 {
        self.base + self.evidence.iter().map(|evidence| evidence.weight).sum::<f32>()
    }
}

pub(super) struct Weigher<'d, 'a> {
    text: &'d str,
    words: &'d Words,
    cues: &'d Cues,
    document: &'d Document<'d, 'a>,
    given: GivenNames,
    /// What the words of the whole text go with: cues, and how often each stands in it.
    topics: Vec<(&'d Cue, f32)>,
}

impl<'d, 'a> Weigher<'d, 'a> {
    pub(super) fn new(
        text: &'d str,
        words: &'d Words,
        cues: &'d Cues,
        document: &'d Document<'d, 'a>,
    ) -> Self {
        let given = GivenNames::of(text, words, document.mentions);
        Weigher { text, words, cues, document, given, topics: topics(words, cues) }
    }

    /// One for each mention; nothing for those that can mean one thing only.
    pub(super) fn weigh(&self) -> Vec<Option<Weighed>> {
        let mentions = self.document.mentions;
        let mut scales: Vec<Vec<Scale>> = mentions
            .iter()
            .enumerate()
            .map(|(at, mention)| if mention.is_ambiguous() { self.scales(at, mention) } else { Vec::new() })
            .collect();
        self.same_names(&mut scales);
        mentions
            .iter()
            .zip(scales)
            .map(|(mention, scales)| mention.is_ambiguous().then(|| settle(mention, scales)))
            .collect()
    }

    fn scales(&self, at: usize, mention: &Mention<'a>) -> Vec<Scale> {
        let cheapest = mention.choices.iter().map(|choice| choice.fold_cost).min().unwrap_or(0);
        let one_country = mention.country().is_some();
        let scale = |choice: &Choice<'a>| {
            let mut scale =
                Scale { base: weights::PRIOR * choice.entity.prior().max(0.01).ln(), ..Scale::default() };
            scale.base -= spelling_cost(choice.fold_cost, cheapest);
            let said = self.topics.iter().map(|(cue, sum)| {
                if choice.agreement(&cue.entity_type, &cue.kinds) == 1.0 { cue.weight * sum } else { 0.0 }
            });
            scale.put(Reason::Topic, None, weights::TOPIC * self.document.topic(choice, said.sum()));
            scale
        };
        let mut scales: Vec<Scale> = mention.choices.iter().map(scale).collect();
        self.full_names(at, mention, &mut scales);
        if !one_country {
            self.countries(at, mention, &mut scales);
        }
        self.cues(at, mention, &mut scales);
        self.neighbours(at, mention, &mut scales);
        scales
    }

    /// Names elsewhere in the text that mean one candidate alone; of several, the one named last before counts most.
    fn full_names(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        let one_country = mention.country().is_some();
        let mut last = None;
        for (number, (choice, scale)) in mention.choices.iter().zip(scales.iter_mut()).enumerate() {
            let full = self.document.full_name(at, choice);
            let (full, weight) = match choice.entity_type {
                "person" => {
                    let given = self.given.before(choice.entity.name(), mention.span.start);
                    let is_before = |span: &Span| span.end <= mention.span.start;
                    let later = full.filter(is_before).into_iter().chain(given).max();
                    (later.or(full), weights::FULL_NAME)
                }
                // `الجمهورية التونسية` does not tell the country from its capital.
                "place" if one_country => continue,
                _ => (full, weights::LONG_NAME),
            };
            let Some(full) = full else { continue };
            let is_before = full.end <= mention.span.start;
            scale.put(
                Reason::FullName,
                Some(full),
                if is_before { weight } else { weight * weights::BEHIND },
            );
            if is_before && last.is_none_or(|(span, _)| span < full) {
                last = Some((full, number));
            }
        }
        if let Some((span, scale)) = last.and_then(|(span, number)| Some((span, scales.get_mut(number)?))) {
            scale.put(Reason::FullName, Some(span), weights::NAMED_LAST);
        }
    }

    /// Countries mentioned nearby. Of a candidate that has none nothing is known, so it gets what the best one gets.
    fn countries(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        let support =
            |choice: &Choice<'a>| choice.country.map(|country| self.document.country(at, choice, country));
        let supports: Vec<_> = mention.choices.iter().map(support).collect();
        let best = supports.iter().flatten().map(|support| support.share).fold(0.0, f32::max);
        for ((choice, support), scale) in mention.choices.iter().zip(supports).zip(scales) {
            let (share, nearest) = support.map_or((best, None), |support| (support.share, support.nearest));
            scale.put(
                Reason::Country,
                nearest.and_then(|other| self.document.span(other)),
                weights::COUNTRY * share,
            );
            if let Some(beside) = choice.country.and_then(|country| self.document.beside(at, country)) {
                scale.put(Reason::Country, self.document.span(beside), weights::COUNTRY_BESIDE);
            }
        }
    }

    /// Words beside the name.
    fn cues(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        let before: Vec<_> = self.words.before(mention.surface).collect();
        let behind: Vec<_> = self.words.behind(mention.surface).collect();
        let beside = self.beside(&before, CuePlace::Before);
        let after = self.beside(&behind, CuePlace::After);
        for (cue, span, weight) in beside.into_iter().chain(after) {
            for (choice, scale) in mention.choices.iter().zip(scales.iter_mut()) {
                let weight = weight * cue.weight * choice.agreement(&cue.entity_type, &cue.kinds);
                scale.put(Reason::Cue, Some(span), weight);
            }
        }
        self.near(mention, before.iter().chain(&behind).map(|(word, _)| *word), scales);
        self.nationality_behind(at, mention, scales);
    }

    /// The cues that stand right beside the name, or beside words that only stand between.
    fn beside(&self, words: &[(&Word, bool)], place: CuePlace) -> Vec<(&Cue, Span, f32)> {
        let mut weight = 1.0;
        for at in 0..words.len().min(4) {
            let Some(rest) = words.get(at..) else { break };
            let Some((word, parted)) = rest.first() else { break };
            // `الخليل، كبرى محافظات الضفة`: what a name is may follow behind a comma.
            if *parted && !(place == CuePlace::After && at == 0) {
                break;
            }
            if let Some((cues, span)) = self.longest(rest, place) {
                return cues.iter().filter(|cue| cue.place == place).map(|cue| (cue, span, weight)).collect();
            }
            if !self.stands_between(word) {
                break;
            }
            weight *= weights::FAR_CUE;
        }
        Vec::new()
    }

    /// The cues of the most words that begin a list of words.
    fn longest(&self, words: &[(&Word, bool)], place: CuePlace) -> Option<(&[Cue], Span)> {
        for count in (1..=MOST_WORDS.min(words.len())).rev() {
            let Some(words) = words.get(..count) else { continue };
            // In the order of the text.
            let in_order = |at: usize| words.get(if place == CuePlace::Before { count - 1 - at } else { at });
            let (Some((first, _)), Some((last, _))) = (in_order(0), in_order(count - 1)) else { continue };
            let others = (1..count).filter_map(|at| in_order(at).map(|(word, _)| word.hash));
            let mut found: &[Cue] = &[];
            first.readings(|hash| {
                if found.is_empty() {
                    let phrase = phrase_hash(std::iter::once(hash).chain(others.clone()));
                    let cues = phrase.map_or(&[][..], |phrase| self.cues.of(phrase));
                    if cues.iter().any(|cue| cue.place == place) {
                        found = cues;
                    }
                }
            });
            if !found.is_empty() {
                return Some((found, Span::new(first.span.start, last.span.end)));
            }
        }
        None
    }

    fn stands_between(&self, word: &Word) -> bool {
        let is_listed = self.cues.of(word.hash).iter().any(|cue| cue.place == CuePlace::Between);
        is_listed || self.in_place_or_nationality(word.span)
    }

    /// Whether a word belongs to the name of a place or nationality: `وزير الخارجية الأميركي كيري`.
    fn in_place_or_nationality(&self, word: Span) -> bool {
        let mentions = self.document.mentions;
        let at = mentions.partition_point(|mention| mention.surface.end <= word.start);
        mentions.get(at).filter(|mention| mention.surface.overlaps(word)).is_some_and(|mention| {
            mention.choices.iter().any(|choice| matches!(choice.entity_type, "nationality" | "place"))
        })
    }

    /// Words anywhere in the sentence that go with a type.
    fn near<'w>(&self, mention: &Mention<'a>, words: impl Iterator<Item = &'w Word>, scales: &mut [Scale]) {
        let mut sums = vec![(0.0, None); scales.len()];
        for word in words {
            word.readings(|hash| {
                for cue in self.cues.of(hash).iter().filter(|cue| cue.place == CuePlace::Near) {
                    for (choice, (sum, nearest)) in mention.choices.iter().zip(&mut sums) {
                        if choice.agreement(&cue.entity_type, &cue.kinds) == 1.0 {
                            *sum += cue.weight;
                            *nearest = nearest.or(Some(word.span));
                        }
                    }
                }
            });
        }
        for (scale, (sum, nearest)) in scales.iter_mut().zip(sums) {
            scale.put(Reason::Cue, nearest, f32::min(sum, weights::NEAR_CUES));
        }
    }

    fn nationality_behind(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        let Some(next) = self.document.mentions.get(at + 1) else { return };
        let gap = self.text.get(mention.surface.end..next.surface.start).unwrap_or_default();
        let is_nationality = next.only().is_some_and(|only| only.entity_type == "nationality");
        if gap.trim_matches(' ') != "" || !is_nationality || next.surface != next.span {
            return;
        }
        let written = next.span.get(self.text).unwrap_or_default();
        if !written.starts_with("ال") {
            return;
        }
        let feminine = written.ends_with(['ة', 'ه']);
        for (choice, scale) in mention.choices.iter().zip(scales) {
            let weight = match (choice.entity_type, feminine) {
                ("place", true) => weights::FEMININE,
                ("organization", false) => weights::MASCULINE,
                _ => 0.0,
            };
            scale.put(Reason::Cue, Some(next.span), weight);
        }
    }

    /// Names that are listed together are often of one kind.
    fn neighbours(&self, at: usize, mention: &Mention<'a>, scales: &mut [Scale]) {
        for other in [at.checked_sub(1), at.checked_add(1)].into_iter().flatten() {
            let Some(neighbour) = self.document.mentions.get(other) else { continue };
            let Some(only) = neighbour.only().filter(|_| self.are_listed(mention, neighbour)) else {
                continue;
            };
            for (choice, scale) in mention.choices.iter().zip(scales.iter_mut()) {
                if choice.entity_type != only.entity_type {
                    continue;
                }
                let same_kind = choice.kind.is_some() && choice.kind == only.kind;
                let weight = weights::NEIGHBOUR_TYPE + if same_kind { weights::NEIGHBOUR_KIND } else { 0.0 };
                scale.put(Reason::Neighbour, Some(neighbour.span), weight);
            }
        }
    }

    /// Whether nothing but "and", "or", a comma or a hyphen stands between two names.
    fn are_listed(&self, a: &Mention<'_>, b: &Mention<'_>) -> bool {
        let (first, second) = if a.surface.start < b.surface.start { (a, b) } else { (b, a) };
        let gap = self.text.get(first.surface.end..second.surface.start).unwrap_or_default().trim();
        let joined = self.text.get(second.surface.start..second.span.start).unwrap_or_default();
        match gap {
            "" => joined.starts_with('و'),
            "،" | "," | "-" | "–" | "/" | "أو" | "ثم" | "و" | "مع" | "ضد" | "أمام" => true,
            _ => false,
        }
    }

    /// A name that was resolved in one place lends its meaning to the others.
    fn same_names(&self, scales: &mut [Vec<Scale>]) {
        let mentions = self.document.mentions;
        let mut groups: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
        for (at, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.is_ambiguous()) {
            groups.entry(mention.choices.iter().map(|choice| choice.id).collect()).or_default().push(at);
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            let shares: Vec<Vec<f32>> = group
                .iter()
                .map(|&at| scales.get(at).map(|scales| shares(scales)).unwrap_or_default())
                .collect();
            // Only what the text says is lent: every mention has the same priors already.
            let Some(priors) = group.first().and_then(|&at| scales.get(at)).map(|scales| base_shares(scales))
            else {
                continue;
            };
            let sum = |choice: usize| shares.iter().filter_map(|shares| shares.get(choice)).sum::<f32>();
            let sums: Vec<f32> = (0..priors.len()).map(sum).collect();
            for (&at, own) in group.iter().zip(&shares) {
                let first =
                    group.iter().find(|&&other| other != at).and_then(|&other| self.document.span(other));
                let choices = mentions.get(at).map_or(&[][..], |mention| &mention.choices);
                let are_people = choices.iter().all(|choice| choice.entity_type == "person");
                let weight = if are_people { weights::SAME_NAME } else { weights::SAME_PLACE };
                let Some(scales) = scales.get_mut(at) else { continue };
                for (((scale, sum), own), prior) in scales.iter_mut().zip(&sums).zip(own).zip(&priors) {
                    let others = (sum - own) / (group.len() - 1) as f32;
                    scale.put(Reason::SameName, first, weight * (others - prior));
                }
            }
        }
    }
}

/// What a spelling counts that needs dearer folds than the cheapest one.
fn spelling_cost(cost: u32, cheapest: u32) -> f32 {
    if cost > cheapest { weights::FOLDED + weights::SPELLING * (cost - cheapest) as f32 } else { 0.0 }
}

/// The words of a text that go with a type wherever they stand.
fn topics<'d>(words: &Words, cues: &'d Cues) -> Vec<(&'d Cue, f32)> {
    let mut topics: Vec<(&Cue, f32)> = Vec::new();
    for word in words.iter() {
        word.readings(|hash| {
            for cue in cues.of(hash).iter().filter(|cue| cue.place == CuePlace::Near) {
                match topics.iter_mut().find(|(known, _)| std::ptr::eq(*known, cue)) {
                    Some((_, count)) => *count += 1.0,
                    None => topics.push((cue, 1.0)),
                }
            }
        });
    }
    topics
}

/// The shares of the likelihood that the candidates have.
fn shares(scales: &[Scale]) -> Vec<f32> {
    softmax(scales.iter().map(Scale::total).collect())
}

/// Their shares before the text is looked at.
fn base_shares(scales: &[Scale]) -> Vec<f32> {
    softmax(scales.iter().map(|scale| scale.base).collect())
}

fn softmax(totals: Vec<f32>) -> Vec<f32> {
    let highest = totals.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = totals.iter().map(|total| (total - highest).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|raised| raised / sum).collect()
}

/// Puts the candidates in order and says what spoke for the first.
fn settle(mention: &Mention<'_>, mut scales: Vec<Scale>) -> Weighed {
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
        let ln = |choice: &Choice<'_>| choice.entity.prior().max(0.01).ln();
        let prior = weights::PRIOR * (ln(first) - ln(second));
        for (reason, weight) in [(Reason::Spelling, spelling), (Reason::Prior, prior)] {
            if weight > 0.0 {
                told.push(Evidence { reason, span: None, weight });
            }
        }
    }
    told.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.reason.cmp(&b.reason)));
    Weighed { order, evidence: told }
}
