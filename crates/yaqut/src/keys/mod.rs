//! Key words: the folded words of a text, which a dictionary stores and a matcher looks up.

mod letters;
mod marked;
mod packed;
mod scan;
mod signs;

use std::borrow::Cow;

pub(crate) use packed::{Packed, joined_hash, key_hash, letter_code, may_be_proclitic};
pub(crate) use scan::{Plain, Scanner};
pub(crate) use signs::{Sign, four, is_arabic_sign, number};

use crate::chars::{is_format, is_transparent, presentation};
use crate::{Fold, FoldSet, Normalizer, Span, Token, TokenKind};

/// One key word and the part of the text it stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyWord {
    /// Bytes of the text, marks and stretching strokes included.
    pub(crate) span: Span,
    /// Bytes of the keys: start and end.
    key: (usize, usize),
    /// Whether a written word begins here; a later part of a word written together (`عبد|الله`) begins none.
    pub(crate) begins: bool,
    /// Whether a written word ends here.
    pub(crate) ends: bool,
    /// Whether clitics can be written onto it.
    pub(crate) is_word: bool,
}

/// The key words of one text or sentence; its buffers are reused.
#[derive(Debug, Default, Clone)]
pub(crate) struct KeyWords {
    words: Vec<KeyWord>,
    keys: String,
}

impl KeyWords {
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.keys.clear();
    }

    pub(crate) fn words(&self) -> &[KeyWord] {
        &self.words
    }

    /// The word folded by everything but transliteration.
    pub(crate) fn key(&self, word: &KeyWord) -> &str {
        self.keys.get(word.key.0..word.key.1).unwrap_or_default()
    }

    /// Adds the key words of a token: none for an invisible control or a hyphen between words, several for a hashtag,
    /// an abbreviation with its last dot, or a name written together. Where `parted`, a ZWNJ stands for a space.
    pub(crate) fn push_token(&mut self, folds: FoldSet, text: &str, token: Token<'_>, parted: bool) {
        let (span, written) = (token.span(), token.text());
        match token.kind() {
            TokenKind::Control => {}
            TokenKind::Hashtag => self.push_parts(folds, written, span.start, &['#', '_']),
            TokenKind::Word if parted => self.push_parts(folds, written, span.start, &[ZWNJ]),
            TokenKind::Punctuation if is_inner_hyphen(text, token) => {}
            TokenKind::Abbreviation => {
                // Whether the last dot belongs to the name or ends the sentence, only the name can say.
                let letters = written.strip_suffix('.').unwrap_or(written);
                self.push_word(folds, letters, span.start, true);
                if letters.len() < written.len() {
                    self.push_word(folds, ".", span.start + letters.len(), false);
                    self.words.last_mut().into_iter().for_each(|dot| dot.begins = false);
                }
            }
            kind => self.push_word(folds, written, span.start, matches!(kind, TokenKind::Word)),
        }
    }

    fn push_parts(&mut self, folds: FoldSet, written: &str, mut start: usize, separators: &[char]) {
        for part in written.split_inclusive(separators) {
            let word = part.trim_end_matches(separators);
            if !word.is_empty() {
                self.push_word(folds, word, start, true);
            }
            start += part.len();
        }
    }

    fn push_word(&mut self, folds: FoldSet, word: &str, offset: usize, is_word: bool) {
        let normal = Normalizer::new(folds.without(Fold::Transliteration)).normalize(word);
        let first = self.words.len();
        let mut next = 0;
        for part in normal.text().split(' ') {
            let at = next;
            next += part.len() + 1;
            if part.is_empty() {
                continue;
            }
            let start = self.keys.len();
            self.keys.push_str(part);
            let key = (start, self.keys.len());
            // Nearly every word is one part; its span needs no looking up.
            let mut span = Span::new(0, word.len());
            if part.len() < normal.text().len() {
                span = normal.to_original(Span::new(at, at + part.len()));
                let inner = span.get(word).unwrap_or_default();
                span.end -= inner.len() - inner.trim_end_matches(is_format).len();
            }
            self.words.push(KeyWord { span: span.shift(offset), key, begins: false, ends: false, is_word });
        }
        // Marks, strokes and controls at the edges belong to the word.
        let Some(parts) = self.words.get_mut(first..) else { return };
        if let Some(first) = parts.first_mut() {
            (first.begins, first.span.start) = (true, offset);
        }
        if let Some(last) = parts.last_mut() {
            (last.ends, last.span.end) = (true, offset + word.len());
        }
    }
}

/// A key as the dictionary has it: clitics are read before transliteration, which would take their letters.
pub(crate) fn transliterated(folds: FoldSet, key: &str) -> Cow<'_, str> {
    if folds.contains(Fold::Transliteration) {
        return Normalizer::new(Fold::Transliteration.into()).normalize(key).into_text();
    }
    Cow::Borrowed(key)
}

/// The zero-width non-joiner.
pub(crate) const ZWNJ: char = '\u{200C}';

/// A hyphen written onto the words on both sides stands for a space.
fn is_inner_hyphen(text: &str, token: Token<'_>) -> bool {
    let Span { start, end } = token.span();
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_transparent(c));
    matches!(token.text(), "-" | "\u{2010}" | "\u{2011}") && joins(before) && joins(after)
}

/// The key of أبو and ابن in all their forms, as an alias of several words has it.
pub(crate) fn particle(key: &str) -> Option<&'static str> {
    // Six bytes at most: nearly every word is done with here.
    match key.len() {
        6 if matches!(key, "ابا" | "ابي" | "ابو") => Some("ابو"),
        6 if key == "ابن" => Some("بن"),
        4 if key == "بن" => Some("بن"),
        _ => None,
    }
}

/// Where the text behind its first `count` letters begins, their marks and strokes passed over, and how many of them a
/// ligature there still holds: a ligature of several letters is never cut.
pub(crate) fn after_letters(text: &str, count: usize) -> (usize, usize) {
    let mut left = count;
    for (at, c) in text.char_indices() {
        if is_transparent(c) {
            continue;
        }
        let letters = presentation(c).map_or(1, |letters| letters.chars().count());
        if left < letters {
            return (at, left);
        }
        left -= letters;
    }
    (text.len(), left)
}

/// Where the last `count` letters of the text begin.
pub(crate) fn before_letters(text: &str, count: usize) -> usize {
    let mut left = count;
    for (at, c) in text.char_indices().rev() {
        if is_transparent(c) {
            continue;
        }
        let letters = presentation(c).map_or(1, |letters| letters.chars().count());
        if left <= letters {
            return if left < letters { at + c.len_utf8() } else { at };
        }
        left -= letters;
    }
    0
}

/// The fold that makes two gaps between the words of a name one; `None` where more than spacing parts them.
pub(crate) fn gap_fold(gap: &str, other: &str) -> Option<FoldSet> {
    let spaces = |gap: &str| {
        gap.chars()
            .all(|c| c.is_whitespace() || is_format(c) || matches!(c, '_' | '-' | '\u{2010}' | '\u{2011}'))
    };
    let visible = |gap: &str| gap.chars().filter(|&c| !is_format(c)).collect::<String>();
    if gap == other {
        Some(FoldSet::EMPTY)
    } else if !gap.contains(ZWNJ) && visible(gap) == visible(other) {
        Some(Fold::Format.into())
    } else {
        (spaces(gap) && spaces(other)).then(|| Fold::Spacing.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tokenizer;

    fn keys(text: &str) -> Vec<(String, String)> {
        let mut keys = KeyWords::default();
        for token in Tokenizer::new().tokenize(text) {
            keys.push_token(FoldSet::search(), text, token, false);
        }
        let words = keys.words().iter();
        words.map(|w| (keys.key(w).to_owned(), w.span.get(text).unwrap().to_owned())).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|&(key, text)| (key.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn a_word_keeps_its_ornaments_in_its_span() {
        assert_eq!(
            keys("إِيـرانَ /داعش/"),
            pairs(&[("ايران", "إِيـرانَ"), ("/", "/"), ("داعش", "داعش"), ("/", "/")])
        );
    }

    #[test]
    fn a_name_written_together_has_two_keys() {
        assert_eq!(keys("عبدالله"), pairs(&[("عبد", "عبد"), ("الله", "الله")]));
    }

    #[test]
    fn hashtags_and_hyphens_part_words() {
        assert_eq!(keys("#الأمم_المتحدة"), pairs(&[("الامم", "الأمم"), ("المتحده", "المتحدة")]));
        assert_eq!(keys("كوفيد-19"), pairs(&[("كوفيد", "كوفيد"), ("19", "19")]));
        assert_eq!(keys("كوفيد - 19").len(), 3);
    }

    #[test]
    fn letters_are_counted_without_their_ornaments() {
        assert_eq!(after_letters("وَـسورية", 1), ("وَـ".len(), 0));
        assert_eq!(after_letters("ﻻيران", 1), (0, 1));
        assert_eq!(before_letters("وزارتهُ", 1), "وزارت".len());
        assert_eq!(before_letters("وزارتهم", 2), "وزارت".len());
    }
}
