//! The key words of one sentence.

use std::borrow::Cow;
use std::num::NonZeroU32;

use super::sieve::Sieve;
use super::starts::Start;
use crate::clitics::{Front, pronouns, readings};
use crate::dictionary::Enclitics;
use crate::keys::{
    KeyWord, KeyWords, Packed, Plain, Scanner, ZWNJ, key_hash, may_be_proclitic, particle, transliterated,
};
use crate::{Enclitic, Fold, FoldSet, Span, Token};

/// One key word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Bytes of the text, marks and stretching strokes included.
    pub(super) span: Span,
    /// The hash of the whole word.
    pub(super) hash: u64,
    /// Its letters, if it is made of those of the Arabic language.
    pub(super) packed: Option<Packed>,
    /// Its place among the words that are kept as text.
    text: Option<NonZeroU32>,
    /// All of what follows at once: most of the time it is the same.
    flags: u32,
}

/// A written word begins here, or ends; clitics can be written onto it; it is plain and begins like a proclitic; it is kept
/// as text, once more, so that one look tells of both.
const BEGINS: u32 = 1;
const ENDS: u32 = 2;
const IS_WORD: u32 = 4;
const PROCLITIC: u32 = 8;
const TEXT: u32 = 16;

impl Word {
    /// Whether a written word begins here; a later part of a word written together (`عبد|الله`) begins none.
    pub(super) fn begins(&self) -> bool {
        self.flags & BEGINS != 0
    }

    /// Whether a written word ends here.
    pub(super) fn ends(&self) -> bool {
        self.flags & ENDS != 0
    }

    /// Whether clitics can be written onto it.
    pub(super) fn is_word(&self) -> bool {
        self.flags & IS_WORD != 0
    }

    /// Whether it is kept as text.
    pub(super) fn is_text(&self) -> bool {
        self.flags & TEXT != 0
    }

    /// Whether it is plain and begins like a proclitic.
    pub(super) fn has_proclitic(&self) -> bool {
        self.flags & PROCLITIC != 0
    }

    /// Whether other readings than itself have to be asked for.
    pub(super) fn has_more_readings(&self) -> bool {
        self.flags & (PROCLITIC | TEXT) != 0
    }

    /// Its letters, or 0.
    pub(super) fn bits(&self) -> u128 {
        self.packed.map_or(0, Packed::bits)
    }

    /// Whether its last letter is one that pronouns end in; of a word that is not packed nothing is said.
    pub(super) fn may_end_in_pronoun(&self) -> bool {
        self.packed.is_some_and(Packed::may_end_in_pronoun)
    }

    /// Whether it may be a form of أبو or ابن; a word that is kept as text has to be asked.
    pub(super) fn may_be_particle(&self) -> bool {
        self.packed.map_or(self.is_text(), Packed::may_be_particle)
    }

    /// Whether something is so of what stands before a pronoun in it; of a word that is kept as text it may be.
    pub(super) fn before_pronoun(&self, is_so: impl Fn(u64) -> bool) -> bool {
        let mut any = self.packed.is_none() && self.is_text();
        self.packed.into_iter().for_each(|packed| packed.pronouns(|_, host| any |= is_so(host.hash())));
        any
    }
}

/// A key word, or what is left of one without its clitics.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) hash: u64,
    pub(super) packed: Option<Packed>,
    /// Fewer than three letters.
    pub(super) is_short: bool,
}

impl Part {
    /// Whether it may be a form of أبو or ابن: nearly never; what is not packed has to be asked.
    pub(super) fn may_be_particle(self) -> bool {
        self.packed.is_none_or(Packed::may_be_particle)
    }

    pub(super) fn of(packed: Packed) -> Part {
        Part { hash: packed.hash(), packed: Some(packed), is_short: packed.letters() < 3 }
    }
}

/// The key words of a sentence; its buffers are reused.
#[derive(Debug)]
pub(super) struct Sentence {
    folds: FoldSet,
    pub(super) words: Vec<Word>,
    pub(super) starts: Vec<Start>,
    pub(super) sieve: Sieve,
    /// The words that are not plain.
    texts: KeyWords,
    /// Which names take pronouns.
    pub(super) enclitics: Enclitics,
    /// Whether a ZWNJ stands in it.
    pub(super) has_zwnj: bool,
}

impl Sentence {
    pub(super) fn new(folds: FoldSet, enclitics: Enclitics) -> Self {
        Sentence {
            folds,
            words: Vec::new(),
            starts: Vec::new(),
            sieve: Sieve::default(),
            texts: KeyWords::default(),
            enclitics,
            has_zwnj: false,
        }
    }

    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.starts.clear();
        self.texts.clear();
        self.has_zwnj = false;
    }

    /// Where the last word ends.
    pub(super) fn end(&self) -> Option<usize> {
        self.words.last().map(|word| word.span.end)
    }

    /// Adds a plain word.
    #[inline(always)]
    pub(super) fn push_plain(&mut self, start: usize, plain: Plain) {
        let Plain { packed, end } = plain;
        let proclitic = u32::from(may_be_proclitic(packed.bits() as u64)) * PROCLITIC;
        self.words.push(Word {
            span: Span::new(start, end),
            hash: packed.hash(),
            packed: Some(packed),
            text: None,
            flags: BEGINS | ENDS | IS_WORD | proclitic,
        });
    }

    /// Adds the plain words that follow behind single spaces; where the last one ends. Most of a text is read here.
    #[inline(never)]
    pub(super) fn push_calm(&mut self, scanner: &mut Scanner, bytes: &[u8], mut end: usize) -> usize {
        while bytes.get(end) == Some(&b' ') {
            let Some(word) = scanner.word(bytes, end + 1) else { break };
            self.push_plain(end + 1, word);
            end = word.end;
        }
        end
    }

    /// Adds a number or a sign of punctuation, of which the hash is known.
    pub(super) fn push_hash(&mut self, span: Span, hash: u64) {
        self.words.push(Word { span, hash, packed: None, text: None, flags: BEGINS | ENDS });
    }

    /// Adds the key words of any token; see [`KeyWords::push_token`].
    pub(super) fn push_token(&mut self, text: &str, token: Token<'_>, parted: Option<usize>) {
        let first = self.texts.words().len();
        self.has_zwnj |= token.text().contains(ZWNJ);
        self.texts.push_token(self.folds, text, token, parted.is_some());
        for at in first..self.texts.words().len() {
            let Some(&KeyWord { span, begins, ends, is_word, .. }) = self.texts.words().get(at) else {
                return;
            };
            let Part { hash, packed, .. } = self.part(at, Front::NOTHING);
            let span = span.shift(parted.unwrap_or(0));
            // Places are counted from 1; there are no more words than that in memory.
            let text = NonZeroU32::new(at as u32 + 1);
            let [begins, ends, is_word] = [begins, ends, is_word].map(u32::from);
            let flags = TEXT | (begins * BEGINS) | (ends * ENDS) | (is_word * IS_WORD);
            self.words.push(Word { span, hash, packed, text, flags });
        }
    }

    /// The hash of the common form of أبو or ابن, where the part is another of its forms.
    pub(super) fn particle(&self, word: usize, front: Front, part: Part) -> Option<u64> {
        if let Some(packed) = part.packed {
            return packed.particle().map(Packed::hash);
        }
        let key = self.key(word, front)?;
        let key = transliterated(self.folds, &key);
        particle(&key).filter(|other| *other != key).map(key_hash)
    }

    /// Calls `found` with every pronoun the part can end in and the hash of what stands before it.
    pub(super) fn each_host(
        &self,
        word: usize,
        front: Front,
        part: Part,
        mut found: impl FnMut(Enclitic, u64),
    ) {
        if let Some(packed) = part.packed {
            packed.pronouns(|enclitic, host| found(enclitic, host.hash()));
        } else if let Some(key) = self.key(word, front) {
            for (enclitic, host) in pronouns(&key) {
                found(enclitic, key_hash(&transliterated(self.folds, host)));
            }
        }
    }

    /// The whole word as a part.
    pub(super) fn whole(&self, word: usize) -> Option<Part> {
        let Word { hash, packed, .. } = *self.words.get(word)?;
        let is_short = packed.is_none_or(|packed| packed.letters() < 3);
        Some(Part { hash, packed, is_short })
    }

    /// The key word behind the clitics, of a word that is kept as text, not transliterated.
    fn key(&self, word: usize, front: Front) -> Option<String> {
        Some(reading(self.text(self.place(word)?), front).into_owned())
    }

    /// The place of a word among those that are kept as text, if it is.
    pub(super) fn place(&self, word: usize) -> Option<usize> {
        Some(self.words.get(word)?.text?.get() as usize - 1)
    }

    /// The key words, with a space between two, of words that are all kept as text.
    pub(super) fn keys(&self) -> String {
        let keys: Vec<&str> = (0..self.texts.words().len()).map(|at| self.text(at)).collect();
        keys.join(" ")
    }

    /// The same behind the clitics of the first word and before the pronoun of the last.
    pub(super) fn rest(&self, front: Front, enclitic: Option<Enclitic>) -> String {
        let first = self.key(0, front).unwrap_or_default();
        let others = (1..self.texts.words().len()).map(|at| self.text(at).to_owned());
        let rest = [first].into_iter().chain(others).collect::<Vec<_>>().join(" ");
        enclitic.and_then(|enclitic| rest.strip_suffix(enclitic.form())).unwrap_or(&rest).to_owned()
    }

    /// The part behind the clitics of a word that is kept as text, by its place among those.
    pub(super) fn part(&self, at: usize, front: Front) -> Part {
        let text = self.text(at);
        let key = if front == Front::NOTHING { Cow::Borrowed(text) } else { reading(text, front) };
        let is_short = key.chars().nth(2).is_none();
        if self.folds.contains(Fold::Transliteration) {
            // Not packed: the letters that clitics and pronouns are known by were changed.
            return Part { hash: key_hash(&transliterated(self.folds, &key)), packed: None, is_short };
        }
        match Packed::of(&key) {
            Some(packed) => Part::of(packed),
            None => Part { hash: key_hash(&key), packed: None, is_short },
        }
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.texts.words().get(at).map_or("", |word| self.texts.key(word))
    }
}

/// What is left of a word behind these clitics; a word of one letter has no reading but itself.
fn reading(text: &str, front: Front) -> Cow<'_, str> {
    match readings(text).find(|reading| reading.front == front) {
        Some(reading) => reading.key(),
        None => Cow::Borrowed(text),
    }
}
