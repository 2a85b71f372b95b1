//! Weighing the evidence for the candidates of every ambiguous mention.

use std::collections::BTreeMap;

use super::beside::topics;
use super::cues::{Cue, Cues};
use super::document::Document;
use super::given::GivenNames;
use super::mention::{Choice, Mention};
use super::resolved::Reason;
use super::settle::{Scale, Weighed, base_shares, settle, shares};
use super::weights;
use super::words::Words;
use crate::Span;

pub(super) struct Weigher<'d, 'a> {
    pub(super) text: &'d str,
    pub(super) words: &'d Words,
    pub(super) cues: &'d Cues,
    pub(super) document: &'d Document<'d, 'a>,
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
            let mut scale = Scale::before_text(choice, cheapest);
            let said = self
                .topics
                .iter()
                .map(|(cue, sum)| if choice.agreement(cue) == 1.0 { cue.weight * sum } else { 0.0 });
            scale.put(Reason::Topic, None, weights::TOPIC * self.document.topic(choice, said.sum()));
            scale
        };
        let mut scales: Vec<Scale> = mention.choices.iter().map(scale).collect();
        self.full_names(at, mention, one_country, &mut scales);
        if !one_country {
            self.countries(at, mention, &mut scales);
        }
        self.cues(at, mention, &mut scales);
        self.neighbours(at, mention, &mut scales);
        scales
    }

    /// Names elsewhere in the text that mean one candidate alone; of several, the one named last before counts most.
    fn full_names(&self, at: usize, mention: &Mention<'a>, one_country: bool, scales: &mut [Scale]) {
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
