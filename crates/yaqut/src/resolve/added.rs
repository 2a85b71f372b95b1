//! Finding the short names of what a text names in full.

use std::collections::BTreeMap;

use super::Lazy;
use super::cues::{CuePlace, Cues};
use super::mention::{kind_and_country, over};
use super::resolved::{Evidence, Reason, Resolved};
use super::short::{bare, is_given_name, surname};
use super::weights;
use super::words::{Words, fold, hash};
use crate::{CommonWords, Dictionary, Entity, Match, Matcher, Span};

/// A candidate of a match must be this sure to lend its name.
const SURE: f32 = 0.6;

/// The matches that short names of the resolved entities give, where nothing else was found.
pub(super) fn short_names<'a>(
    text: &str,
    words: &Lazy<'_>,
    cues: &Cues,
    resolved: &[Resolved<'a>],
) -> Vec<Resolved<'a>> {
    let shorts = shorts(cues, resolved);
    if shorts.is_empty() || !any_stands_alone(words, &shorts, resolved) {
        return Vec::new();
    }
    let Some(matcher) = matcher(&shorts, resolved) else { return Vec::new() };
    let common = CommonWords::default();
    let mut added = Vec::new();
    for found in matcher.find_iter(text) {
        let (at, other) = over(resolved, found.surface_span(), surface);
        let is_word = common.contains(found.surface_text()) || common.contains(found.text());
        let Some(sources) = shorts.get(found.alias()).filter(|_| other.is_none() && !is_word) else {
            continue;
        };
        let mut nearest: Vec<usize> = sources
            .iter()
            .copied()
            .filter(|&source| resolved.get(source).is_some_and(|full| speaks_for(full, &found, words, cues)))
            .collect();
        // The last one named before it, or the first one behind.
        nearest.sort_by_key(|&source| (source >= at, at.abs_diff(source)));
        added.extend(lend(resolved, &nearest, &found));
    }
    added
}

fn surface(resolved: &Resolved<'_>) -> Span {
    resolved.found().surface_span()
}

/// The sources of each short name: the places of the matches of full ones.
fn shorts(cues: &Cues, resolved: &[Resolved<'_>]) -> BTreeMap<String, Vec<usize>> {
    let mut shorts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, full) in resolved.iter().enumerate() {
        let is_sure = full.candidates().next().is_some_and(|(_, share)| share >= SURE);
        let best = full.best();
        if !is_sure || !best.alias().contains(' ') {
            continue;
        }
        let entity = best.entity();
        let names = match entity.entity_type() {
            "person" => surname(best.alias(), cues).into_iter().collect(),
            "organization" | "place" => {
                let kind = kind_and_country(entity).0.unwrap_or_default();
                bare(best.alias(), entity.entity_type(), kind, cues)
            }
            _ => Vec::new(),
        };
        for name in names {
            shorts.entry(name).or_default().push(at);
        }
    }
    shorts
}

/// Whether a word begins one of the short names outside of what was found: where none does, nothing need be compiled.
fn any_stands_alone(words: &Words, shorts: &BTreeMap<String, Vec<usize>>, resolved: &[Resolved<'_>]) -> bool {
    let first = |name: &String| hash(&fold(name.split(' ').next()?));
    let hashes: Vec<u64> = shorts.keys().filter_map(first).collect();
    let filter = hashes.iter().fold(0_u64, |filter, hash| filter | 1 << (hash & 63));
    filter != 0
        && words.iter().any(|word| {
            let mut begins = false;
            word.readings(|hash| begins |= filter >> (hash & 63) & 1 == 1 && hashes.contains(&hash));
            begins && over(resolved, word.span, surface).1.is_none()
        })
}

/// A matcher of the short names alone; nothing where there are none.
fn matcher(shorts: &BTreeMap<String, Vec<usize>>, resolved: &[Resolved<'_>]) -> Option<Matcher> {
    let folds = resolved.first()?.found().matcher().folds();
    let mut builder = Dictionary::builder().folds(folds).common_words(CommonWords::empty());
    for (number, (name, sources)) in shorts.iter().enumerate() {
        let entity = resolved.get(*sources.first()?)?.entity();
        let mut short =
            Entity::new(number.to_string(), "short", name.as_str()).with_clitics(entity.clitics());
        if let Some(folds) = entity.folds() {
            short = short.with_folds(folds);
        }
        // A name that cannot be compiled is none.
        let _ = builder.add(short);
    }
    let dictionary = builder.finish().ok()?;
    (!dictionary.is_empty()).then(|| Matcher::new(dictionary))
}

/// Whether the words around a short name let it stand for the full one.
fn speaks_for(full: &Resolved<'_>, found: &Match<'_>, words: &Words, cues: &Cues) -> bool {
    let surface = found.surface_span();
    let before = words.before(surface).next().filter(|(_, parted)| !parted).map(|(word, _)| word);
    let behind = words.behind(surface).next().filter(|(_, parted)| !parted).map(|(word, _)| word);
    let entity = full.entity();
    if entity.entity_type() == "person" {
        // Another first name, another person; and a given name before a surname is a first name itself.
        let is_other = before.is_some_and(is_given_name);
        let has_article = |span: Span| found.whole_text(span).is_some_and(|word| word.starts_with("ال"));
        let own = words.iter_from(found.span().start).next();
        let is_first = own.is_some_and(is_given_name)
            && behind.is_some_and(|word| has_article(word.span) || is_given_name(word));
        return !is_other && !is_first;
    }
    // Short names of organisations and places are mostly words as well, so something must say what they are.
    let kind = kind_and_country(entity).0;
    let says = |place: CuePlace, word: u64| {
        cues.of(word)
            .iter()
            .any(|cue| cue.place == place && cue.weight >= 0.7 && cue.speaks_for(entity.entity_type(), kind))
    };
    let mut around = words.before(surface).chain(words.behind(surface));
    before.is_some_and(|word| {
        let mut said = false;
        word.readings(|hash| said |= says(CuePlace::Before, hash));
        said
    }) || around.any(|(word, _)| says(CuePlace::Near, word.hash))
}

/// A match that means what its sources mean, the nearest first.
fn lend<'a>(resolved: &[Resolved<'a>], sources: &[usize], found: &Match<'_>) -> Option<Resolved<'a>> {
    let mut meant: Vec<(&Match<'a>, usize)> = Vec::new();
    let mut ids = Vec::new();
    let mut full: Option<Span> = None;
    for source in sources.iter().filter_map(|&source| resolved.get(source)) {
        let id = source.entity().id();
        if !ids.contains(&id) {
            ids.push(id);
            meant.push((source.found(), source.best_place()));
            full = full.or(Some(source.found().span()));
        }
    }
    let lent = Match::lent(&meant, found)?;
    let share = 1.0 / meant.len() as f32;
    let order = (0..meant.len()).map(|at| (at, share)).collect();
    let evidence = vec![Evidence { reason: Reason::FullName, span: full, weight: weights::SHORT_NAME }];
    Some(Resolved::new(lent, order, evidence))
}
