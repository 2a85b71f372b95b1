//! Which words of a sentence a name may begin with: the filters are asked about every reading of every word.

use smallvec::SmallVec;

use super::sentence::{Part, Sentence};
use crate::clitics::{Front, readings};
use crate::dictionary::{Mark, View};
use crate::keys::{Packed, joined_hash};

/// A reading of a word that a name may begin with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) word: usize,
    pub(super) layer: usize,
    pub(super) front: Front,
    /// The key word behind the clitics.
    pub(super) key: Part,
    pub(super) mark: Mark,
}

impl Sentence {
    /// Marks a plain word, as it is.
    #[inline(never)]
    pub(super) fn mark_whole(&mut self, views: &[View<'_>], word: usize, packed: Packed) {
        self.mark(views, word, Front::NOTHING, Part::of(packed), true);
    }

    /// Marks the readings of a plain word behind its clitics.
    #[inline(never)]
    pub(super) fn mark_readings(&mut self, views: &[View<'_>], word: usize, packed: Packed) {
        packed.readings(|front, rest| self.mark(views, word, front, Part::of(rest), true));
    }

    /// Marks the readings of a word that is kept as text.
    pub(super) fn mark_text(&mut self, views: &[View<'_>], word: usize, at: usize, whole: Part) {
        let (ends, is_word) = self.words.get(word).map_or((false, false), |word| (word.ends, word.is_word));
        let pronouns = ends && is_word;
        self.mark(views, word, Front::NOTHING, whole, pronouns);
        if !is_word {
            return;
        }
        let packed = whole.packed;
        let all_fit = packed.is_some_and(|packed| {
            packed.readings(|front, rest| self.mark(views, word, front, Part::of(rest), pronouns))
        });
        if all_fit {
            return;
        }
        let key = self.text(at).to_owned();
        for reading in readings(&key).skip(1) {
            let known = self.starts.iter().rev().take_while(|start| start.word == word);
            if known.clone().all(|start| start.front != reading.front) {
                let part = self.part(at, reading.front);
                self.mark(views, word, reading.front, part, pronouns);
            }
        }
    }

    /// Notes a reading if a name may begin with it.
    #[inline]
    pub(super) fn mark(&mut self, views: &[View<'_>], word: usize, front: Front, key: Part, pronouns: bool) {
        if self.enclitics.words && pronouns {
            self.mark_with_hosts(views, word, front, key);
        } else if may_start(views, key.hash) {
            self.push_starts(views, word, front, key, |_| false);
        }
    }

    /// The same, where what stands before a pronoun may be a name too.
    fn mark_with_hosts(&mut self, views: &[View<'_>], word: usize, front: Front, key: Part) {
        let mut hosts: SmallVec<[u64; 4]> = SmallVec::new();
        self.each_host(word, front, key, |_, host| hosts.push(host));
        if may_start(views, key.hash) || hosts.iter().any(|&host| may_start(views, host)) {
            self.push_starts(views, word, front, key, |view| hosts.iter().any(|&host| view.mark(host).alone));
        }
    }

    /// Adds the starts of a reading in each dictionary that may have names for it.
    fn push_starts(
        &mut self,
        views: &[View<'_>],
        word: usize,
        front: Front,
        key: Part,
        before_pronoun: impl Fn(&View<'_>) -> bool,
    ) {
        for (layer, view) in views.iter().enumerate() {
            let mut mark = view.mark(key.hash);
            mark.alone |= before_pronoun(view);
            if mark.alone || mark.longer {
                self.starts.push(Start { word, layer, front, key, mark });
            }
        }
    }

    /// Leaves only the starts that may lead to a name: the next word is known now. One look each, none of which waits for
    /// another.
    pub(super) fn settle(&mut self, views: &[View<'_>]) {
        let Sentence { words, starts, enclitics, .. } = self;
        starts.retain(|start| {
            if start.mark.alone {
                return true;
            }
            let (Some(next), Some(view)) = (words.get(start.word + 1), views.get(start.layer)) else {
                return false;
            };
            // A particle and a word with a pronoun have other forms.
            let pair = |hash| view.may_pair(joined_hash(start.key.hash, hash));
            pair(next.hash)
                || (enclitics.any && next.before_pronoun(pair))
                || start.key.may_be_particle()
                || next.may_be_particle()
        });
    }

    /// The starts of the next word behind the first `at` starts.
    pub(super) fn starts_of_word(&self, at: usize) -> &[Start] {
        let rest = self.starts.get(at..).unwrap_or_default();
        let word = rest.first().map(|start| start.word);
        let count = rest.iter().take_while(|start| Some(start.word) == word).count();
        rest.get(..count).unwrap_or_default()
    }
}

/// Whether anything may begin with a word in any of the dictionaries.
#[inline]
pub(super) fn may_start(views: &[View<'_>], hash: u64) -> bool {
    match views {
        [view] => view.may_start(hash), // nearly always
        _ => views.iter().any(|view| view.may_start(hash)),
    }
}
