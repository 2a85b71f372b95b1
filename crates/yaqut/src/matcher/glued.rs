//! Names written onto other words in hashtags and handles (`#تحيامصر`): substring search, where it is asked for.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind as Automaton};

use super::layer::Layer;
use super::needed::needed;
use super::walk::Hit;
use crate::clitics::Front;
use crate::{Fold, FoldSet, Normalizer, Span, Token, TokenKind};

/// Finds names inside hashtags and handles. One automaton over all names that are long enough.
#[derive(Debug, Clone)]
pub(super) struct Glued {
    automaton: Arc<AhoCorasick>,
    /// The layer, the entity's place and the name's of each pattern.
    names: Arc<[(usize, u32, u32)]>,
    folds: FoldSet,
}

impl Glued {
    /// Searches for the names of these dictionaries that take part and have so many letters; nothing if there are none,
    /// or more than an automaton takes.
    pub(super) fn new(layers: &[Layer], compiled: FoldSet, min_letters: usize) -> Option<Glued> {
        // Spaces are taken out, and what folds over several words has nothing to go by.
        let folds = [Fold::Spacing, Fold::Particle, Fold::Transliteration]
            .into_iter()
            .fold(compiled, FoldSet::without);
        let (mut patterns, mut names) = (Vec::new(), Vec::new());
        for (n, layer) in layers.iter().enumerate() {
            for entity in layer.dictionary.entities() {
                for alias in entity.aliases().filter(|alias| layer.enables(alias.place())) {
                    let pattern = fold(folds, &together(alias.text())).text;
                    if pattern.chars().count() >= min_letters.max(1) {
                        patterns.push(pattern);
                        names.push((n, entity.place(), alias.place()));
                    }
                }
            }
        }
        let automaton = AhoCorasick::builder().match_kind(Automaton::Standard).build(&patterns).ok()?;
        Some(Glued { automaton: Arc::new(automaton), names: names.into(), folds })
    }

    /// Adds the names inside a hashtag or handle. One that is a whole part of a hashtag is left to the words.
    pub(super) fn find(&self, layers: &[Layer], allowed: FoldSet, token: Token<'_>, hits: &mut Vec<Hit>) {
        if !matches!(token.kind(), TokenKind::Hashtag | TokenKind::Mention) {
            return;
        }
        let mut start = token.span().start;
        for part in token.text().split_inclusive(['#', '＃', '@', '＠', '_']) {
            let word = part.trim_end_matches(['#', '＃', '@', '＠', '_']);
            self.find_in(layers, allowed, (word, start), token.kind() == TokenKind::Hashtag, hits);
            start += part.len();
        }
    }

    fn find_in(
        &self,
        layers: &[Layer],
        allowed: FoldSet,
        (word, start): (&str, usize),
        whole_parts_are_words: bool,
        hits: &mut Vec<Hit>,
    ) {
        let folded = fold(self.folds, word);
        for found in self.automaton.find_overlapping_iter(&folded.text) {
            let Some(&(layer, entity, alias)) = self.names.get(found.pattern().as_usize()) else { continue };
            let span = folded.normal.to_original(Span::new(found.start(), found.end()));
            let (Some(written), Some(dictionary)) = (span.get(word), layers.get(layer)) else { continue };
            let name = crate::AliasRef::new(&dictionary.dictionary, alias);
            if whole_parts_are_words && written.len() == word.len() {
                continue;
            }
            let narrowed = [name.entity().folds(), name.folds()].into_iter().flatten();
            let allowed = narrowed.fold(allowed, FoldSet::intersection);
            let spelled = together(name.text());
            let parted =
                if spelled.len() < name.text().len() { Fold::Spacing.into() } else { FoldSet::EMPTY };
            let folds = needed(allowed, written, &spelled).map(|folds| folds.union(parted));
            let Some(folds) = folds.filter(|folds| folds.is_subset(allowed)) else { continue };
            let span = span.shift(start);
            hits.push(Hit {
                span,
                surface: span,
                proclitics: Front::NOTHING.into(),
                enclitic: None,
                folds,
                prior: 0.0,
                layer,
                entity,
                alias,
            });
        }
    }
}

fn together(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A word with the endings of words folded everywhere: inside a tag nobody sees where one ends. As long as its
/// normalized form, letter by letter.
struct Folded<'t> {
    normal: crate::Normalized<'t>,
    text: String,
}

fn fold(folds: FoldSet, word: &str) -> Folded<'_> {
    let normal = Normalizer::new(folds).normalize(word);
    let ending = |c| match c {
        'ة' if folds.contains(Fold::TehMarbuta) => 'ه',
        'ى' if folds.contains(Fold::AlefMaksura) => 'ي',
        _ => c,
    };
    let text = normal.text().chars().map(ending).collect();
    Folded { normal, text }
}
