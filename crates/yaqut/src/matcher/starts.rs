//! Which words of a sentence a name may begin with: the filters are asked about every reading of every word.

use smallvec::SmallVec;

use super::sentence::{Part, Sentence, Word};
use super::sieve::Passed;
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
    /// Finds the starts, once all words are known.
    pub(super) fn find_starts(&mut self, views: &[View<'_>]) {
        self.sieve.shake(views, &self.words, self.enclitics);
        let mut next = 0;
        while let Some(passed) = self.sieve.passed(next) {
            self.start_at(views, passed);
            next += 1;
        }
    }

    /// Finds the starts of a word that has passed the filters.
    fn start_at(&mut self, views: &[View<'_>], passed: Passed) {
        let at = passed.word;
        let (Some(&word), Some(whole)) = (self.words.get(at), self.whole(at)) else { return };
        if passed.is_whole() {
            self.push_start(views, passed, Front::NOTHING, whole);
        } else if passed.is_rest() {
            let reading = word.packed.and_then(Packed::first_reading);
            let reading = reading.map(|(front, rest)| (front, Part::of(rest)));
            reading.into_iter().for_each(|(front, rest)| self.push_start(views, passed, front, rest));
        } else if let Some(place) = self.place(at) {
            if word.begins() {
                self.start_at_text(views, at, place, &word);
            }
        } else {
            if passed.ask_whole() {
                self.mark(views, at, Front::NOTHING, whole, word.is_word());
            }
            if let Some(packed) = word.packed.filter(|_| passed.ask_readings() && word.has_proclitic()) {
                packed.readings(|front, rest| self.mark(views, at, front, Part::of(rest), true));
            }
        }
    }

    /// Adds a start that the filters are sure of, or one that they cannot be sure of.
    #[inline]
    fn push_start(&mut self, views: &[View<'_>], passed: Passed, front: Front, key: Part) {
        let (word, mut mark) = (passed.word, passed.mark());
        if passed.is_unsure() {
            mark.longer = views.first().is_some_and(|view| self.leads_on(view, word, key));
        }
        if mark.alone || mark.longer {
            self.starts.push(Start { word, layer: 0, front, key, mark });
        }
    }

    /// Finds the starts of a word that is kept as text.
    fn start_at_text(&mut self, views: &[View<'_>], word: usize, at: usize, known: &Word) {
        let pronouns = known.ends() && known.is_word();
        let whole = self.part(at, Front::NOTHING);
        self.mark(views, word, Front::NOTHING, whole, pronouns);
        if !known.is_word() {
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

    /// Notes a reading in each dictionary that may have names that begin with it, or with what is before a pronoun.
    #[inline]
    fn mark(&mut self, views: &[View<'_>], word: usize, front: Front, key: Part, pronouns: bool) {
        let mut hosts: SmallVec<[u64; 4]> = SmallVec::new();
        if self.enclitics.words && pronouns {
            self.each_host(word, front, key, |_, host| hosts.push(host));
        }
        for (layer, view) in views.iter().enumerate() {
            let mut mark = view.mark(key.hash);
            mark.alone |= hosts.iter().any(|&host| view.mark(host).alone);
            mark.longer = mark.longer && self.leads_on(view, word, key);
            if mark.alone || mark.longer {
                self.starts.push(Start { word, layer, front, key, mark });
            }
        }
    }

    /// Whether names of several words may begin with a reading and the next word.
    fn leads_on(&self, view: &View<'_>, word: usize, key: Part) -> bool {
        let Some(next) = self.words.get(word + 1) else { return false };
        // A particle and a word with a pronoun have other forms.
        let pair = |hash| view.may_pair(joined_hash(key.hash, hash));
        pair(next.hash)
            || (self.enclitics.any && next.before_pronoun(pair))
            || key.may_be_particle()
            || next.may_be_particle()
    }

    /// The starts of the next word behind the first `at` starts.
    pub(super) fn starts_of_word(&self, at: usize) -> &[Start] {
        let rest = self.starts.get(at..).unwrap_or_default();
        let word = rest.first().map(|start| start.word);
        let count = rest.iter().take_while(|start| Some(start.word) == word).count();
        rest.get(..count).unwrap_or_default()
    }
}
