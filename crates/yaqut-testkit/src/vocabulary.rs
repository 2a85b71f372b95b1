//! The words of the text and how often each occurs: few are half of it, and most occur once or never.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use crate::morphology::{NOUN_PATTERNS, VERB_PATTERNS, attach, end, inflected, root, word};
use crate::plain::{each_word, first_letters, readings};
use crate::rng::Rng;
use crate::words;

/// The number of words: so many that 32 MB of text, three million words, have 200,000 and more of them, as news has.
const WORDS: usize = 250_000;

/// The words of roots and patterns alone; rarer ones have affixes.
const BARE_WORDS: usize = 40_000;

/// The share of [`Draw::near`] among the words that are no function words. With these and with words that lose or gain
/// their first letters by a clitic, half of all misses are near ones.
const NEAR: f64 = 0.75;

/// A distribution of words.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    all: Draw,
    beside_names: Option<Arc<BesideNames>>,
}

/// The words that are no function words, parted by a list of names.
#[derive(Debug)]
struct BesideNames {
    /// Those with the first letters of a name's first word.
    near: Draw,
    far: Draw,
}

impl Vocabulary {
    /// Words with the frequencies of Zipf's law.
    pub(crate) fn new() -> Self {
        static ALL: OnceLock<Draw> = OnceLock::new();
        let all = ALL.get_or_init(|| Draw::new(0..words().len() as u32)).clone();
        Vocabulary { all, beside_names: None }
    }

    /// The same without what is a name by itself, and with as many near misses as real text has beside a list of
    /// names, whose first letters it shares because both are of one language and of one time.
    pub(crate) fn beside<'n>(&self, names: impl Iterator<Item = &'n str>) -> Self {
        let (mut letters, mut one_word) = (HashSet::new(), HashSet::new());
        for name in names {
            let mut words = Vec::new();
            each_word(name, |word, _| words.push(word.to_owned()));
            letters.extend(words.first().and_then(|word| first_letters(word)));
            if let [word] = words.as_mut_slice() {
                one_word.insert(std::mem::take(word));
            }
        }
        let (mut near, mut far) = (Vec::new(), Vec::new());
        for rank in words::FUNCTION.len()..words().len() {
            let mut folded = String::new();
            each_word(&words()[rank], |word, _| word.clone_into(&mut folded));
            if one_word.contains(&folded) || readings(&folded).iter().any(|word| one_word.contains(word)) {
                continue;
            }
            let is_near = first_letters(&folded).is_some_and(|first| letters.contains(&first));
            if is_near { &mut near } else { &mut far }.push(rank as u32);
        }
        let beside_names = BesideNames { near: Draw::new(near.into_iter()), far: Draw::new(far.into_iter()) };
        Vocabulary { all: self.all.clone(), beside_names: Some(Arc::new(beside_names)) }
    }

    /// A word, and whether it is one that takes clitics.
    pub(crate) fn draw(&self, rng: &mut Rng) -> (&'static str, bool) {
        let rank = self.all.draw(rng);
        if rank < words::FUNCTION.len() {
            return (&words()[rank], false);
        }
        let rank = match self.beside_names.as_deref() {
            None => rank,
            Some(BesideNames { near, far }) => {
                let wanted = if far.is_empty() || !near.is_empty() && rng.chance(NEAR) { near } else { far };
                if wanted.is_empty() { rank } else { wanted.draw(rng) }
            }
        };
        (&words()[rank], true)
    }

    /// The number of different words.
    pub(crate) fn len(&self) -> usize {
        words().len()
    }
}

/// Some of the words, each as often as its rank among all of them says.
#[derive(Debug, Clone)]
struct Draw(Arc<[(u64, u32)]>);

impl Draw {
    fn new(ranks: impl Iterator<Item = u32>) -> Self {
        let mut sum = 0;
        let add = |rank| {
            sum += 1_000_000_000 / (u64::from(rank) + 4);
            (sum, rank)
        };
        Draw(ranks.map(add).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn draw(&self, rng: &mut Rng) -> usize {
        let at = rng.below(self.0.last().map_or(0, |(sum, _)| *sum as usize)) as u64;
        self.0[self.0.partition_point(|(sum, _)| *sum <= at)].1 as usize
    }
}

/// The words by frequency: function words, then common ones, then words of roots and patterns, then those with affixes.
fn words() -> &'static [String] {
    static WORDS_BY_RANK: OnceLock<Vec<String>> = OnceLock::new();
    WORDS_BY_RANK.get_or_init(|| {
        let mut words = listed();
        let mut seen = HashSet::with_capacity(WORDS);
        words.retain(|word| seen.insert(word.clone()));
        let mut rng = Rng::new(0x5EED);
        while words.len() < WORDS {
            let made = if words.len() < BARE_WORDS { bare(&mut rng) } else { inflected(&mut rng) };
            if seen.insert(made.clone()) {
                words.push(made);
            }
        }
        words
    })
}

/// The words that are written down, some twice.
fn listed() -> Vec<String> {
    let mut words: Vec<String> = words::FUNCTION.map(str::to_owned).into();
    let longest = words::NOUNS.len().max(words::VERBS.len()).max(words::ADJECTIVES.len());
    for n in 0..longest {
        let nouns = words::NOUNS.get(n).into_iter();
        words.extend(nouns.flat_map(|noun| [(*noun).to_owned(), format!("ال{noun}")]));
        let others = [words::VERBS.get(n), words::ADJECTIVES.get(n)].into_iter().flatten();
        words.extend(others.map(|word| (*word).to_owned()));
    }
    words
}

/// A word with the article or an ending at most.
fn bare(rng: &mut Rng) -> String {
    match rng.below(10) {
        0..2 => word(root(rng), rng.pick(&VERB_PATTERNS)),
        2..4 => word(root(rng), rng.pick(&NOUN_PATTERNS)),
        4..8 => attach("ال", &word(root(rng), rng.pick(&NOUN_PATTERNS))),
        _ => end(word(root(rng), rng.pick(&NOUN_PATTERNS)), rng.pick(&["ات", "ون", "ين", "ها", "هم", "ه"])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_large_and_without_repeats() {
        let unique: HashSet<&str> = words().iter().map(AsRef::as_ref).collect();
        assert_eq!((words().len(), unique.len()), (WORDS, WORDS));
    }

    #[test]
    fn a_name_is_no_word_of_the_text_beside_it() {
        let vocabulary = Vocabulary::new().beside(["رئيس", "كتاب جديد"].into_iter());
        let mut rng = Rng::new(1);
        let drawn: HashSet<&str> = (0..100_000).map(|_| vocabulary.draw(&mut rng).0).collect();
        assert!(!drawn.contains("رئيس") && !drawn.contains("ورئيس"));
        assert!(drawn.contains("الرئيس") && drawn.contains("جديد"));
    }

    #[test]
    fn words_can_be_drawn_beside_any_names() {
        let mut rng = Rng::new(2);
        for names in [vec![], vec![""], vec!["ab"]] {
            let vocabulary = Vocabulary::new().beside(names.into_iter());
            assert!((0..1000).all(|_| !vocabulary.draw(&mut rng).0.is_empty()));
        }
    }
}
