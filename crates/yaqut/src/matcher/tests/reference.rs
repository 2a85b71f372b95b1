//! The matcher as simple as can be: every word of a text is a token, folded by the normalizer; every reading of it is
//! looked up, as text, in a trie of words; whatever is found is compared by the long way, and only then selected from.
//!
//! What it gives out is what the real matcher must give out, match by match.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, HashMap};

use super::super::Occurrence;
use super::super::check::has_article;
use super::super::guard::guarded;
use super::super::needed::{Comparer, pronoun_folds};
use super::super::walk::place;
use crate::clitics::{Front, Restored, pronouns, readings};
use crate::dictionary::variants;
use crate::keys::{KeyWord, KeyWords, ZWNJ, particle, transliterated};
use crate::tokenize::Breaker;
use crate::{
    AliasRef, CliticPolicy, CommonWords, Dictionary, Enclitic, Fold, FoldSet, Match, MatchKind, Proclitic,
    Span, Tokenizer,
};

/// A match in a form that can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    span: Span,
    surface: Span,
    proclitics: Vec<Proclitic>,
    enclitic: Option<Enclitic>,
    /// Layer, id, alias and folds of each candidate.
    candidates: Vec<(String, String, FoldSet)>,
}

impl From<Match<'_>> for Plain {
    fn from(found: Match<'_>) -> Plain {
        let candidates = found.candidates().map(|candidate| {
            (candidate.entity().id().to_owned(), candidate.alias().to_owned(), candidate.folds())
        });
        Plain {
            span: found.span(),
            surface: found.surface_span(),
            proclitics: found.proclitics().to_vec(),
            enclitic: found.enclitics().first().copied(),
            candidates: candidates.collect(),
        }
    }
}

/// A spelling in the trie.
#[derive(Debug, Clone)]
struct Key {
    spelling: String,
    folds: FoldSet,
    host: bool,
    single: bool,
    alias: usize,
}

/// An alias and what its entity says.
#[derive(Debug, Clone)]
struct Alias {
    text: String,
    entity: usize,
    id: String,
    prior: f32,
    folds: FoldSet,
    clitics: CliticPolicy,
}

#[derive(Debug, Default)]
struct Node {
    children: HashMap<String, Node>,
    keys: Vec<Key>,
}

/// The simple matcher.
#[derive(Debug)]
pub(super) struct Reference {
    trie: Node,
    aliases: Vec<Alias>,
    compiled: FoldSet,
    kind: MatchKind,
    max_matches: usize,
    words: CommonWords,
}

#[derive(Debug, Clone)]
struct Hit {
    span: Span,
    surface: Span,
    proclitics: Vec<Proclitic>,
    enclitic: Option<Enclitic>,
    folds: FoldSet,
    alias: usize,
}

impl Reference {
    /// The simple matcher of the names of these dictionaries that `keep` says yes to.
    pub(super) fn new(
        dictionaries: &[&Dictionary],
        words: CommonWords,
        folds: FoldSet,
        kind: MatchKind,
        max_matches: usize,
        keep: impl Fn(usize, AliasRef<'_>) -> bool,
    ) -> Reference {
        let compiled = dictionaries[0].folds();
        let mut reference =
            Reference { trie: Node::default(), aliases: Vec::new(), compiled, kind, max_matches, words };
        let mut count = 0;
        for (layer, dictionary) in dictionaries.iter().enumerate() {
            for entity in dictionary.entities() {
                count += 1;
                for alias in entity.aliases().filter(|alias| keep(layer, *alias)) {
                    let narrowed = [entity.folds(), alias.folds()].into_iter().flatten();
                    reference.add(Alias {
                        text: alias.text().to_owned(),
                        entity: count,
                        id: entity.id().to_owned(),
                        prior: entity.prior(),
                        folds: narrowed.fold(folds, FoldSet::intersection),
                        clitics: entity.clitics(),
                    });
                }
            }
        }
        reference
    }

    fn add(&mut self, alias: Alias) {
        let at = self.aliases.len();
        self.add_key(&alias.text, FoldSet::EMPTY, false, at);
        for variant in variants(&alias.text, self.compiled, alias.clitics) {
            self.add_key(&variant.text, variant.folds, variant.host, at);
        }
        self.aliases.push(alias);
    }

    fn add_key(&mut self, spelling: &str, folds: FoldSet, host: bool, alias: usize) {
        let text = if host { format!("{spelling}ها") } else { spelling.to_owned() };
        let words = keys(self.compiled, &text);
        let count = words.words().len();
        let mut node = &mut self.trie;
        for (at, word) in words.words().iter().enumerate() {
            let mut key = words.key(word);
            let last = at + 1 == count;
            if host && last {
                key = key.strip_suffix("ها").unwrap();
            }
            if self.compiled.contains(Fold::Particle) && !last {
                key = particle(key).unwrap_or(key);
            }
            node = node.children.entry(transliterated(self.compiled, key).into_owned()).or_default();
        }
        node.keys.push(Key { spelling: spelling.to_owned(), folds, host, single: count == 1, alias });
    }

    /// The matches of a text, and whether the limit cut them.
    pub(super) fn find(&self, text: &str) -> (Vec<Plain>, bool) {
        let mut found = Vec::new();
        let mut breaker = Breaker::default();
        let mut words = KeyWords::default();
        let mut start = 0;
        for token in Tokenizer::new().tokenize(text) {
            if breaker.breaks_before(text, &token) {
                if self.sentence(text, start, &words, &mut found) {
                    return (found, true);
                }
                words.clear();
                start = token.span().start;
            }
            words.push_token(self.compiled, text, token, false);
        }
        let truncated = self.sentence(text, start, &words, &mut found);
        (found, truncated)
    }

    fn sentence(&self, text: &str, start: usize, words: &KeyWords, found: &mut Vec<Plain>) -> bool {
        let mut hits = Vec::new();
        self.hits(text, words, 0, &mut hits);
        let end = words.words().last().map_or(start, |word| word.span.end);
        let sentence = &text[start..end];
        if sentence.contains(ZWNJ) {
            let mut parted = KeyWords::default();
            for token in Tokenizer::new().tokenize(sentence) {
                parted.push_token(self.compiled, sentence, token, true);
            }
            self.hits(text, &parted, start, &mut hits);
        }
        self.select(hits, found)
    }

    fn hits(&self, text: &str, words: &KeyWords, shift: usize, hits: &mut Vec<Hit>) {
        for (first, word) in words.words().iter().enumerate().filter(|(_, word)| word.begins) {
            for reading in readings(words.key(word)) {
                if reading.front == Front::NOTHING || word.is_word {
                    self.follow(text, words, shift, first, (reading.front, &reading.key()), hits);
                }
            }
            // A word of one letter has no reading.
            if readings(words.key(word)).next().is_none() {
                self.follow(text, words, shift, first, (Front::NOTHING, words.key(word)), hits);
            }
        }
    }

    fn follow(
        &self,
        text: &str,
        words: &KeyWords,
        shift: usize,
        first: usize,
        (front, rest): (Front, &str),
        hits: &mut Vec<Hit>,
    ) {
        let mut path = vec![(&self.trie, first)];
        while let Some((node, at)) = path.pop() {
            let Some(word) = words.words().get(at) else { continue };
            let plain = if at == first { rest } else { words.key(word) };
            let key = transliterated(self.compiled, plain);
            let stretch = &words.words()[first..=at];
            let mut collect = |node: &Node, enclitic| {
                let occurrence = Occurrence { front, enclitic, is_short: rest.chars().nth(2).is_none() };
                self.collect(text, stretch, shift, occurrence, &node.keys, hits);
            };
            if let Some(child) = node.children.get(key.as_ref()) {
                if word.ends {
                    collect(child, None);
                }
                path.push((child, at + 1));
            }
            // A name never ends in a particle, so its common form is only gone on from.
            let common = particle(&key).filter(|other| *other != key);
            path.extend(common.and_then(|other| node.children.get(other)).map(|child| (child, at + 1)));
            if word.ends && word.is_word {
                for (enclitic, host) in pronouns(plain) {
                    if let Some(child) = node.children.get(transliterated(self.compiled, host).as_ref()) {
                        collect(child, Some(enclitic));
                    }
                }
            }
        }
    }

    fn collect(
        &self,
        text: &str,
        words: &[KeyWord],
        shift: usize,
        occurrence: Occurrence,
        keys: &[Key],
        hits: &mut Vec<Hit>,
    ) {
        let spans: Vec<Span> = words.iter().map(|word| word.span.shift(shift)).collect();
        let place = place(text, &spans, words[0].is_word, occurrence).unwrap();
        for key in keys.iter().filter(|key| key.host == occurrence.enclitic.is_some()) {
            let alias = &self.aliases[key.alias];
            let front = occurrence.front;
            let article = front.restored == Restored::Nothing || has_article(key.spelling.as_bytes());
            if !article || !front.proclitics().all(|proclitic| alias.clitics.allows(proclitic)) {
                continue;
            }
            let same = key.spelling.strip_prefix(front.restored.letters()) == place.span.get(text);
            let written = match same && place.in_ligature == 0 {
                true => Some(FoldSet::EMPTY),
                false => Comparer::default().compare(self.compiled, place, &key.spelling, alias.folds),
            };
            let pronoun = Span::new(place.span.end, place.surface.end).get(text).unwrap();
            let pronoun = match occurrence.enclitic {
                Some(enclitic) => pronoun_folds(alias.folds, pronoun, enclitic),
                None => Some(FoldSet::EMPTY),
            };
            let (Some(written), Some(pronoun)) = (written, pronoun) else { continue };
            let folds = key.folds.union(written).union(pronoun);
            let guarded = key.single && guarded(place, folds, |word| self.words.contains(word)).is_some();
            if folds.is_subset(alias.folds) && !guarded {
                let proclitics = front.proclitics().collect();
                let (span, surface, enclitic) = (place.span, place.surface, occurrence.enclitic);
                hits.push(Hit { span, surface, proclitics, enclitic, folds, alias: key.alias });
            }
        }
    }

    /// Adds the matches of a sentence; whether the limit cut them.
    fn select(&self, mut hits: Vec<Hit>, found: &mut Vec<Plain>) -> bool {
        hits.sort_by(|a, b| place_of(a).cmp(&place_of(b)).then_with(|| self.rank(a, b)));
        let groups: Vec<&[Hit]> = hits.chunk_by(|a, b| place_of(a) == place_of(b)).collect();
        let chosen = match self.kind {
            MatchKind::All => groups,
            MatchKind::Longest => without_overlaps(groups),
            MatchKind::Priority => {
                let mut best_first = groups;
                best_first.sort_by(|a, b| self.preference(a, b));
                let mut chosen = without_overlaps(best_first);
                chosen.sort_by_key(|group| group[0].surface.start);
                chosen
            }
        };
        for group in chosen {
            if found.len() >= self.max_matches {
                return true;
            }
            let mut known = BTreeSet::new();
            let new = group.iter().filter(|hit| known.insert(self.aliases[hit.alias].entity));
            let candidates = new.map(|hit| {
                let alias = &self.aliases[hit.alias];
                (alias.id.clone(), alias.text.clone(), hit.folds)
            });
            let Hit { span, surface, ref proclitics, enclitic, .. } = group[0];
            let proclitics = proclitics.clone();
            found.push(Plain { span, surface, proclitics, enclitic, candidates: candidates.collect() });
        }
        false
    }

    fn rank(&self, a: &Hit, b: &Hit) -> Ordering {
        let prior = |hit: &Hit| self.aliases[hit.alias].prior;
        let tie = |hit: &Hit| (hit.alias, hit.folds.bits(), hit.proclitics.len());
        a.folds.cost().cmp(&b.folds.cost()).then(prior(b).total_cmp(&prior(a))).then(tie(a).cmp(&tie(b)))
    }

    fn preference(&self, a: &[Hit], b: &[Hit]) -> Ordering {
        let best = |group: &[Hit]| {
            let prior = group.iter().map(|hit| self.aliases[hit.alias].prior).fold(0.0, f32::max);
            let of_best = group.iter().filter(|hit| self.aliases[hit.alias].prior >= prior);
            (prior, group[0].span.len(), of_best.map(|hit| self.aliases[hit.alias].entity).min())
        };
        let ((prior, length, entity), (other_prior, other_length, other_entity)) = (best(a), best(b));
        other_prior.total_cmp(&prior).then(other_length.cmp(&length)).then(entity.cmp(&other_entity))
    }
}

fn place_of(hit: &Hit) -> impl Ord + use<> {
    (hit.surface.start, Reverse(hit.surface.end), hit.span.start, Reverse(hit.span.end))
}

/// Takes groups in their order and leaves out what overlaps one that was taken.
fn without_overlaps(groups: Vec<&[Hit]>) -> Vec<&[Hit]> {
    let mut chosen: Vec<&[Hit]> = Vec::new();
    for group in groups {
        let surface = group[0].surface;
        if chosen
            .iter()
            .all(|other| other[0].surface.end <= surface.start || other[0].surface.start >= surface.end)
        {
            chosen.push(group);
        }
    }
    chosen
}

fn keys(folds: FoldSet, text: &str) -> KeyWords {
    let mut keys = KeyWords::default();
    for token in Tokenizer::new().tokenize(text) {
        keys.push_token(folds, text, token, false);
    }
    keys
}
