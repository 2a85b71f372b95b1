//! The key words of one sentence, and which of them a name may begin with.

use std::borrow::Cow;
use std::num::NonZeroU32;

use smallvec::SmallVec;

use crate::clitics::{Front, pronouns, readings};
use crate::dictionary::{Enclitics, Mark, View};
use crate::keys::{
    KeyWord, KeyWords, Packed, Plain, Scanner, ZWNJ, joined_hash, key_hash, may_be_proclitic, particle,
    text_hash, transliterated,
};
use crate::{Enclitic, Fold, FoldSet, Span, Token};

/// One key word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Bytes of the text, marks and stretching strokes included.
    pub(super) span: Span,
    /// The hash of the whole word.
    pub(super) hash: u64,
    packed: Option<Packed>,
    /// Its place among the words that are kept as text.
    text: Option<NonZeroU32>,
    /// Whether a written word ends here.
    pub(super) ends: bool,
    /// Whether clitics can be written onto it.
    pub(super) is_word: bool,
}

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

/// A key word, or what is left of one without its clitics.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) hash: u64,
    packed: Option<Packed>,
    /// Fewer than three letters.
    pub(super) is_short: bool,
}

impl Part {
    /// Whether it may be a form of أبو or ابن: nearly never.
    pub(super) fn may_be_particle(self) -> bool {
        may_be_particle(self.packed)
    }

    fn of(packed: Packed) -> Part {
        Part { hash: packed.hash(), packed: Some(packed), is_short: packed.letters() < 3 }
    }
}

/// The key words of a sentence; its buffers are reused.
#[derive(Debug)]
pub(super) struct Sentence {
    folds: FoldSet,
    pub(super) words: Vec<Word>,
    pub(super) starts: Vec<Start>,
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
    pub(super) fn push_plain(&mut self, views: &[View<'_>], start: usize, plain: Plain) {
        let Plain { packed, first, end } = plain;
        let (word, hash) = (self.words.len(), packed.hash());
        let span = Span::new(start, end);
        self.words.push(Word { span, hash, packed: Some(packed), text: None, ends: true, is_word: true });
        let pronoun = self.enclitics.words && packed.may_end_in_pronoun();
        if pronoun || may_start(views, hash) {
            self.mark_whole(views, word, packed);
        }
        if may_be_proclitic(first) {
            let only = packed.only_rest().filter(|_| !pronoun);
            if only.is_none_or(|rest| may_start(views, rest.hash())) {
                self.mark_readings(views, word, packed);
            }
        }
    }

    /// Adds the plain words that follow behind single spaces, or behind a comma and one; where the last one ends. Most of
    /// a text is read here.
    #[inline(never)]
    pub(super) fn push_calm(
        &mut self,
        views: &[View<'_>],
        scanner: &Scanner,
        bytes: &[u8],
        mut end: usize,
    ) -> usize {
        loop {
            let comma = match bytes.get(end..) {
                Some([b' ', ..]) => false,
                Some([0xD8, 0x8C, b' ', ..]) => true, // ،
                _ => return end,
            };
            let at = if comma { end + "، ".len() } else { end + 1 };
            let Some(word) = scanner.word(bytes, at) else { return end };
            if comma {
                self.push_hash(views, Span::new(end, at - 1), text_hash("،".as_bytes()));
            }
            self.push_plain(views, at, word);
            end = word.end;
        }
    }

    /// Marks a plain word, as it is.
    #[inline(never)]
    fn mark_whole(&mut self, views: &[View<'_>], word: usize, packed: Packed) {
        self.mark(views, word, Front::NOTHING, Part::of(packed), true);
    }

    /// Marks the readings of a plain word behind its clitics.
    #[inline(never)]
    fn mark_readings(&mut self, views: &[View<'_>], word: usize, packed: Packed) {
        packed.readings(|front, rest| self.mark(views, word, front, Part::of(rest), true));
    }

    /// Adds a number or a sign of punctuation, of which the hash is known.
    pub(super) fn push_hash(&mut self, views: &[View<'_>], span: Span, hash: u64) {
        let word = self.words.len();
        self.words.push(Word { span, hash, packed: None, text: None, ends: true, is_word: false });
        self.mark(views, word, Front::NOTHING, Part { hash, packed: None, is_short: true }, false);
    }

    /// Adds the key words of any token; see [`KeyWords::push_token`].
    pub(super) fn push_token(
        &mut self,
        views: &[View<'_>],
        text: &str,
        token: Token<'_>,
        parted: Option<usize>,
    ) {
        let first = self.texts.words().len();
        self.has_zwnj |= token.text().contains(ZWNJ);
        self.texts.push_token(self.folds, text, token, parted.is_some());
        for at in first..self.texts.words().len() {
            let Some(&KeyWord { span, begins, ends, is_word, .. }) = self.texts.words().get(at) else {
                return;
            };
            let word = self.words.len();
            let whole = self.part(at, Front::NOTHING);
            let span = span.shift(parted.unwrap_or(0));
            // Places are counted from 1; there are no more words than that in memory.
            let text = NonZeroU32::new(at as u32 + 1);
            self.words.push(Word { span, hash: whole.hash, packed: whole.packed, text, ends, is_word });
            if begins {
                self.mark_text(views, word, at, whole);
            }
        }
    }

    /// Marks the readings of a word that is kept as text.
    fn mark_text(&mut self, views: &[View<'_>], word: usize, at: usize, whole: Part) {
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
    fn mark(&mut self, views: &[View<'_>], word: usize, front: Front, key: Part, pronouns: bool) {
        if self.enclitics.words && pronouns {
            self.mark_with_hosts(views, word, front, key);
        } else if may_start(views, key.hash) {
            self.push_starts(views, word, front, key, |_| false);
        }
    }

    /// The same, where what stands before a pronoun may be a name too.
    fn mark_with_hosts(&mut self, views: &[View<'_>], word: usize, front: Front, key: Part) {
        let mut any = may_start(views, key.hash);
        self.each_host(word, front, key, |_, host| any |= may_start(views, host));
        if any {
            let mut hosts: SmallVec<[u64; 4]> = SmallVec::new();
            self.each_host(word, front, key, |_, host| hosts.push(host));
            self.push_starts(views, word, front, key, |view| hosts.iter().any(|&host| view.mark(host).alone));
        }
    }

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
                || (enclitics.any && before_pronoun(next.packed, pair))
                || start.key.may_be_particle()
                || may_be_particle(next.packed)
        });
    }

    /// The starts of the next word behind the first `at` starts.
    pub(super) fn starts_of_word(&self, at: usize) -> &[Start] {
        let rest = self.starts.get(at..).unwrap_or_default();
        let word = rest.first().map(|start| start.word);
        let count = rest.iter().take_while(|start| Some(start.word) == word).count();
        rest.get(..count).unwrap_or_default()
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
        Some(Part { hash, packed, is_short: packed.is_some_and(|packed| packed.letters() < 3) })
    }

    /// The key word behind the clitics, of a word that is kept as text, not transliterated.
    fn key(&self, word: usize, front: Front) -> Option<String> {
        let at = self.words.get(word)?.text?.get() as usize - 1;
        readings(self.text(at))
            .find(|reading| reading.front == front)
            .map(|reading| reading.key().into_owned())
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

    fn part(&self, at: usize, front: Front) -> Part {
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

    fn text(&self, at: usize) -> &str {
        self.texts.words().get(at).map_or("", |word| self.texts.key(word))
    }
}

/// Whether something is so of what stands before a pronoun in a word; one that is not packed has to be asked.
fn before_pronoun(packed: Option<Packed>, is_so: impl Fn(u64) -> bool) -> bool {
    let mut any = packed.is_none();
    packed.into_iter().for_each(|packed| packed.pronouns(|_, host| any |= is_so(host.hash())));
    any
}

/// Whether a word may be a form of أبو or ابن: one that is not packed has to be asked.
fn may_be_particle(packed: Option<Packed>) -> bool {
    packed.is_none_or(Packed::may_be_particle)
}

/// What is left of a word behind these clitics; a word of one letter has no reading but itself.
fn reading(text: &str, front: Front) -> Cow<'_, str> {
    match readings(text).find(|reading| reading.front == front) {
        Some(reading) => reading.key(),
        None => Cow::Borrowed(text),
    }
}

/// Whether anything may begin with a word in any of the dictionaries.
#[inline]
fn may_start(views: &[View<'_>], hash: u64) -> bool {
    match views {
        [view] => view.may_start(hash), // nearly always
        _ => views.iter().any(|view| view.may_start(hash)),
    }
}
