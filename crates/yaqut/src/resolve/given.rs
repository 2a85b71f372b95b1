//! The first names that stand by themselves in a text: `شقيقه راؤول`, and then `كاسترو`.

use std::collections::HashMap;

use super::mention::{Mention, over};
use super::short::is_given_name;
use super::words::{Words, fold, hash};
use crate::Span;

/// Where first names of ambiguous people stand outside of any match.
#[derive(Debug, Default)]
pub(super) struct GivenNames(HashMap<u64, Vec<Span>>);

impl GivenNames {
    /// Looks for the first names of all people that a mention could mean.
    pub(super) fn of(text: &str, words: &Words, mentions: &[Mention<'_>]) -> Self {
        let people =
            mentions.iter().filter(|mention| mention.is_ambiguous()).flat_map(|mention| &mention.choices);
        let people = people.filter(|choice| choice.entity_type == "person");
        let mut names: HashMap<u64, Vec<Span>> =
            people.filter_map(|choice| Some((given(choice.entity.name())?, Vec::new()))).collect();
        if names.is_empty() {
            return GivenNames::default();
        }
        for word in words.iter() {
            let mut name = None;
            word.readings(|hash| name = name.or(names.contains_key(&hash).then_some(hash)));
            let Some(places) = name.and_then(|name| names.get_mut(&name)) else { continue };
            // Before another name, or a surname as it looks, it is somebody else's.
            let is_other = words.next(word).is_some_and(|next| {
                let written = next.span.get(text).unwrap_or_default();
                (written.starts_with("ال") && written.ends_with('ي')) || is_given_name(next)
            });
            let is_inside = over(mentions, word.span, |mention| mention.surface).1.is_some();
            if !is_other && !is_inside {
                places.push(word.span);
            }
        }
        GivenNames(names)
    }

    /// Where the first name of a full one stands last before a place.
    pub(super) fn before(&self, name: &str, at: usize) -> Option<Span> {
        let places = self.0.get(&given(name)?)?;
        places.get(places.partition_point(|place| place.end <= at).checked_sub(1)?).copied()
    }
}

fn given(name: &str) -> Option<u64> {
    let (first, _) = name.split_once(' ')?;
    if first.chars().count() > 2 { hash(&fold(first)) } else { None }
}
