//! Names as sequences of hashed key words, on their way into the table.

use super::format::NONE;
use crate::keys::{KeyWords, Packed, Scanner, joined_hash, key_hash, particle, transliterated};
use crate::{Fold, FoldSet, Tokenizer};

/// Reads the key words of names.
#[derive(Debug)]
pub(super) struct Sequencer {
    folds: FoldSet,
    scanner: Option<Scanner>,
    scratch: KeyWords,
    words: Vec<Word>,
    chars: usize,
}

/// A key word of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// As the last word of a name.
    last: u64,
    /// As a word that others follow: in the common form, if it is أبو or ابن.
    inside: u64,
    /// The forms it can be written in when others follow.
    forms: &'static [Packed],
}

impl Word {
    fn packed(packed: Packed, folds: FoldSet) -> Word {
        let inside = packed.particle().filter(|_| folds.contains(Fold::Particle)).unwrap_or(packed);
        Word { last: packed.hash(), inside: inside.hash(), forms: inside.particle_forms() }
    }
}

impl Sequencer {
    pub(super) fn new(folds: FoldSet) -> Sequencer {
        Sequencer {
            folds,
            scanner: Scanner::new(folds),
            scratch: KeyWords::default(),
            words: Vec::new(),
            chars: 0,
        }
    }

    /// The key words of the name read last.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The characters of its key words, with one between two.
    pub(super) fn chars(&self) -> usize {
        self.chars
    }

    /// Reads a name; `host`, if it is the form before a pronoun.
    pub(super) fn read(&mut self, name: &str, host: bool) {
        self.words.clear();
        if host || !self.read_plainly(name) {
            self.read_slowly(name, host);
        }
    }

    /// Reads a name of plain words with single spaces between them.
    fn read_plainly(&mut self, name: &str) -> bool {
        let Some(scanner) = &mut self.scanner else { return false };
        scanner.clear();
        let bytes = name.as_bytes();
        let mut at = 0;
        self.chars = 0;
        while let Some(word) = scanner.word(bytes, at) {
            self.words.push(Word::packed(word.packed, self.folds));
            self.chars += word.packed.letters() as usize + 1;
            match bytes.get(word.end) {
                None => {
                    self.chars -= 1;
                    return true;
                }
                Some(b' ') => at = word.end + 1,
                Some(_) => break,
            }
        }
        self.words.clear();
        false
    }

    fn read_slowly(&mut self, name: &str, host: bool) {
        // A letter before a pronoun is no last letter: it is folded with one behind it.
        let with_pronoun = host.then(|| format!("{name}{HOST_PRONOUN}"));
        let name = with_pronoun.as_deref().unwrap_or(name);
        self.scratch.clear();
        for token in Tokenizer::new().tokenize(name) {
            self.scratch.push_token(self.folds, name, token, false);
        }
        let count = self.scratch.words().len();
        self.chars = 0;
        for (at, word) in self.scratch.words().iter().enumerate() {
            let mut key = self.scratch.key(word);
            if host && at + 1 == count {
                key = key.strip_suffix(HOST_PRONOUN).unwrap_or(key);
            }
            self.chars += key.chars().count() + usize::from(at > 0);
            let last = key_hash(&transliterated(self.folds, key));
            let common = particle(key).filter(|_| self.folds.contains(Fold::Particle)).unwrap_or(key);
            let common = transliterated(self.folds, common);
            let forms = Packed::of(&common).map_or(&[][..], Packed::particle_forms);
            self.words.push(Word { last, inside: key_hash(&common), forms });
        }
    }
}

/// A pronoun to fold the form before a pronoun with.
const HOST_PRONOUN: &str = "ها";

/// All sequences of key words of all names, and those that names begin with.
#[derive(Debug, Default)]
pub(super) struct Sequences {
    pub(super) all: Vec<Sequence>,
    /// First words: of names of one word, of longer ones, and together with the second word.
    pub(super) alone: Vec<u64>,
    pub(super) starts: Vec<u64>,
    pub(super) pairs: Vec<u64>,
    pub(super) max_words: usize,
}

/// The hash of a sequence, and a name that has it or goes on from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sequence {
    pub(super) hash: u64,
    /// The name's place in the rows.
    pub(super) place: u32,
    pub(super) goes_on: bool,
}

/// How much there was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    all: usize,
    alone: usize,
    starts: usize,
    pairs: usize,
}

impl Sequences {
    /// Adds the words of a name.
    pub(super) fn add(&mut self, words: &[Word], place: u32) {
        debug_assert_ne!(place, NONE);
        self.max_words = self.max_words.max(words.len());
        let mut hash = None;
        for (at, word) in words.iter().enumerate() {
            let last = at + 1 == words.len();
            let of_word = if last { word.last } else { word.inside };
            let joined = hash.map_or(of_word, |before| joined_hash(before, of_word));
            hash = Some(joined);
            match at {
                // The table has no first words of longer names: the filters know them.
                0 if !last => {
                    push(&mut self.starts, joined);
                    word.forms.iter().for_each(|form| push(&mut self.starts, form.hash()));
                    continue;
                }
                0 => push(&mut self.alone, joined),
                1 => push(&mut self.pairs, joined),
                _ => {}
            }
            self.all.push(Sequence { hash: joined, place, goes_on: !last });
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            all: self.all.len(),
            alone: self.alone.len(),
            starts: self.starts.len(),
            pairs: self.pairs.len(),
        }
    }

    /// Takes back what was added since.
    pub(super) fn take_back(&mut self, mark: Mark) {
        self.all.truncate(mark.all);
        self.alone.truncate(mark.alone);
        self.starts.truncate(mark.starts);
        self.pairs.truncate(mark.pairs);
    }
}

/// Adds a hash, but not again where it was the last: names that begin alike come together.
fn push(hashes: &mut Vec<u64>, hash: u64) {
    if hashes.last() != Some(&hash) {
        hashes.push(hash);
    }
}
