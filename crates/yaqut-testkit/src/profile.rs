//! What a text and a list of names have to do with each other, counted in a slow and plain way.

use std::collections::{HashMap, HashSet};

use crate::plain::{each_word, first_letters, readings};

/// Counts that decide how fast names can be found in a text, whoever looks for them.
///
/// Words are compared as a reader does: alef forms, ى, ة, look-alikes, marks, tatweel and controls make no difference.
///
/// ```
/// let profile = yaqut_testkit::Profile::of("قال لافروف في موسكو: لا", ["سيرغي لافروف", "موسكو", "لافروف"]);
/// assert_eq!((profile.words, profile.forms, profile.starts, profile.in_matches), (5, 5, 2, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// The words of the text.
    pub words: usize,
    /// The different ones among them.
    pub forms: usize,
    /// How many of them start a match, the leftmost and longest; with one or two proclitics or none.
    pub starts: usize,
    /// How many of them are part of a match.
    pub in_matches: usize,
    /// How many of the others share their first letters with the first word of a name: three, the article aside.
    pub near_misses: usize,
}

impl Profile {
    /// Counts a text. Linear in the text and the names.
    #[must_use]
    pub fn of<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names_trie = Trie::default();
        names.into_iter().for_each(|name| names_trie.add(name));
        let (mut words, mut forms) = (Vec::new(), HashMap::<String, u32>::new());
        each_word(text, |word, joined| {
            let next = forms.len() as u32;
            let form = *forms.entry(word.to_owned()).or_insert(next);
            words.push((form, joined));
        });
        let mut by_number: Vec<&str> = vec![""; forms.len()];
        forms.iter().for_each(|(form, number)| by_number[*number as usize] = form);
        let looked_up: Vec<Form> = by_number.iter().map(|form| names_trie.look_up(form)).collect();

        let mut profile =
            Profile { words: words.len(), forms: forms.len(), starts: 0, in_matches: 0, near_misses: 0 };
        let mut at = 0;
        while at < words.len() {
            let length = names_trie.longest(&words[at..], &looked_up);
            profile.starts += usize::from(length > 0);
            profile.in_matches += length;
            profile.near_misses += usize::from(length == 0 && looked_up[words[at].0 as usize].near);
            at += length.max(1);
        }
        profile
    }

    /// The share of the words that start a match.
    #[must_use]
    pub fn starting(&self) -> f64 {
        self.starts as f64 / self.words as f64
    }

    /// The share of the words that are part of a match.
    #[must_use]
    pub fn matched(&self) -> f64 {
        self.in_matches as f64 / self.words as f64
    }

    /// The share of the words outside of matches that begin like a name.
    #[must_use]
    pub fn near(&self) -> f64 {
        self.near_misses as f64 / (self.words - self.in_matches) as f64
    }
}

/// The names by their words.
#[derive(Default)]
struct Trie {
    words: HashMap<String, u32>,
    /// From a name's beginning and its next word to the longer beginning; 0 is the empty one.
    edges: HashMap<(u32, u32), u32>,
    beginnings: u32,
    names: HashSet<u32>,
    first_letters: HashSet<String>,
}

/// What the trie knows of a word of the text.
struct Form {
    /// As it stands in names.
    word: Option<u32>,
    /// Without the proclitics it may have, as a name's first word.
    bare: Vec<u32>,
    near: bool,
}

impl Trie {
    fn add(&mut self, name: &str) {
        let mut node = 0;
        each_word(name, |word, _| {
            if node == 0 {
                self.first_letters.extend(first_letters(word));
            }
            let next = self.words.len() as u32;
            let word = *self.words.entry(word.to_owned()).or_insert(next);
            let next = self.beginnings + 1;
            node = *self.edges.entry((node, word)).or_insert(next);
            self.beginnings = self.beginnings.max(node);
        });
        self.names.insert(node);
    }

    fn look_up(&self, form: &str) -> Form {
        let known = |word: &str| self.words.get(word).copied();
        let near = first_letters(form).is_some_and(|letters| self.first_letters.contains(&letters));
        Form { word: known(form), bare: readings(form).iter().filter_map(|word| known(word)).collect(), near }
    }

    /// How many of the words make the longest name that begins with the first.
    fn longest(&self, words: &[(u32, bool)], forms: &[Form]) -> usize {
        let first = &forms[words[0].0 as usize];
        let walk = |first: u32| {
            let (mut node, mut longest) = (0, 0);
            for (n, (form, joined)) in words.iter().enumerate() {
                let word = if n == 0 { Some(first) } else { forms[*form as usize].word.filter(|_| *joined) };
                let Some(next) = word.and_then(|word| self.edges.get(&(node, word))) else { break };
                node = *next;
                if self.names.contains(&node) {
                    longest = n + 1;
                }
            }
            longest
        };
        first.word.iter().chain(&first.bare).map(|word| walk(*word)).max().unwrap_or(0)
    }
}
