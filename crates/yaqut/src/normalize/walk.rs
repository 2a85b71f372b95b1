//! The folding pass: one walk over the letters of a text, looking ahead only to see where a word ends.

use std::cell::Cell;

use super::gap::{Gap, Next};
use super::plain::{self, is_inert};
use super::rewrite::Rewrite;
use super::{Fold, FoldSet};
use crate::Span;
use crate::chars::{self, CharClass, class};
use crate::keys::ZWNJ;

/// Folds `text`, whose presentation forms and combining hamzas were replaced before.
pub(super) fn fold<'t>(folds: FoldSet, text: &'t str, rewrite: &mut Rewrite<'t>) {
    Walk::new(folds, text, rewrite).run();
}

/// The same, looking at every letter: what the tests compare with.
#[cfg(test)]
pub(super) fn fold_slowly<'t>(folds: FoldSet, text: &'t str, rewrite: &mut Rewrite<'t>) {
    Walk { skips: false, ..Walk::new(folds, text, rewrite) }.run();
}

pub(super) struct Walk<'w, 't> {
    pub(super) text: &'t str,
    folds: FoldSet,
    pub(super) rewrite: &'w mut Rewrite<'t>,
    /// Whether plain letters are passed over without a look.
    skips: bool,
    /// Letters of the current word so far.
    pub(super) letters: usize,
    /// The last character that was no mark, tatweel or control.
    pub(super) last: char,
    /// Whether the current word belongs to a hashtag.
    hashtag: bool,
    /// The gaps looked into last: around one letter there are two.
    gaps: Cell<[Gap; 2]>,
    /// Where the article begins that عبد was written onto.
    pub(super) article: Option<usize>,
}

impl<'w, 't> Walk<'w, 't> {
    fn new(folds: FoldSet, text: &'t str, rewrite: &'w mut Rewrite<'t>) -> Self {
        Walk {
            text,
            folds,
            rewrite,
            // Transliteration changes letters that nothing else does.
            skips: !folds.contains(Fold::Transliteration),
            letters: 0,
            last: '\0',
            hashtag: false,
            gaps: Cell::new([Gap::NONE; 2]),
            article: None,
        }
    }
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        loop {
            if self.skips && self.article.is_none() {
                at = self.skip_plain(at);
            }
            let Some(c) = self.rest(at).chars().next() else { return };
            let end = at + c.len_utf8();
            at = match class(c) {
                CharClass::Letter | CharClass::ExtendedLetter | CharClass::Lookalike => {
                    self.letter(c, at, end)
                }
                CharClass::Mark => self.mark(c, at, end),
                CharClass::Tatweel => self.invisible(Fold::Tatweel, at, end),
                CharClass::Format => self.control(c, at, end),
                CharClass::ArabicDigit | CharClass::ExtendedDigit => self.digit(c, at, end),
                _ => self.other(c, at, end),
            };
        }
    }

    /// Passes over what no fold changes.
    fn skip_plain(&mut self, at: usize) -> usize {
        let skipped = plain::skip(self.text.as_bytes(), at, self.letters);
        if let Some(last) = skipped.last {
            self.letters = skipped.letters;
            self.last = self.rest(last).chars().next().unwrap_or(' ');
            self.hashtag &= !skipped.spaces;
        }
        skipped.at
    }

    fn letter(&mut self, c: char, at: usize, end: usize) -> usize {
        if self.article.take_if(|article| *article == at).is_some() {
            self.rewrite.replace(Span::new(at, at), " ", Fold::Spacing.into());
            (self.letters, self.last) = (0, ' ');
        }
        if self.letters == 0 {
            if let Some(after) = self.word_start(c, at, end) {
                return after;
            }
        }
        let after = self.folded_letter(c, at, end);
        self.letters += 1;
        self.last = c;
        after
    }

    fn folded_letter(&mut self, c: char, at: usize, end: usize) -> usize {
        let (mut letter, mut used) = (c, FoldSet::EMPTY);
        let mut after = end;
        if self.has(Fold::Lookalike) {
            if let Some(arabic) = chars::lookalike(letter) {
                (letter, used) = (arabic, used.with(Fold::Lookalike));
            }
        }
        match letter {
            'ا' if self.has(Fold::Accusative) => {
                if let Some(after) = self.accusative_alef(end) {
                    self.rewrite.delete(Span::new(at, after), Fold::Accusative.into());
                    return after;
                }
            }
            'أ' | 'إ' | 'آ' | 'ٱ' if self.has(Fold::Alef) => {
                (letter, used) = ('ا', used.with(Fold::Alef));
            }
            'ؤ' if self.has(Fold::Hamza) && self.letters > 0 && !self.word_ends(end) => {
                (letter, used) = ('ئ', used.with(Fold::Hamza));
            }
            'و' | 'ى' if self.has(Fold::Hamza) && self.letters > 0 => {
                if let Some((hamza, 'ء')) = self.next_visible(end) {
                    let hamza_end = hamza + 'ء'.len_utf8();
                    if letter == 'ى' || !self.word_ends(hamza_end) {
                        (letter, used, after) = ('ئ', used.with(Fold::Hamza), hamza_end);
                    }
                }
            }
            _ => {}
        }
        match letter {
            'ى' if self.has(Fold::AlefMaksura) && self.word_ends(after) => {
                (letter, used) = ('ي', used.with(Fold::AlefMaksura));
            }
            'ة' if self.has(Fold::TehMarbuta) && self.word_ends(after) => {
                (letter, used) = ('ه', used.with(Fold::TehMarbuta));
            }
            'ج' | 'ق' | 'ك' | 'گ' | 'ڤ' | 'پ' | 'و' if self.has(Fold::Transliteration) => {
                if letter == 'و' && self.last == 'و' && self.letters > 1 {
                    self.rewrite.delete(Span::new(at, after), used.with(Fold::Transliteration));
                    return after;
                }
                let merged = match letter {
                    'ڤ' => 'ف',
                    'پ' => 'ب',
                    'و' => 'و',
                    _ => 'غ',
                };
                if merged != letter {
                    (letter, used) = (merged, used.with(Fold::Transliteration));
                }
            }
            _ => {}
        }
        if !used.is_empty() {
            self.rewrite.replace(Span::new(at, after), letter.encode_utf8(&mut [0; 4]), used);
        }
        after
    }

    fn mark(&mut self, c: char, at: usize, end: usize) -> usize {
        if c == '\u{64B}' && self.letters > 0 {
            if let Some((alef, 'ا')) = self.next_visible(end) {
                let alef_end = alef + 'ا'.len_utf8();
                if self.takes_accusative() && self.word_ends(alef_end) {
                    if self.has(Fold::Accusative) {
                        let after = self.skip_marks(alef_end);
                        self.rewrite.delete(Span::new(at, after), Fold::Accusative.into());
                        return after;
                    }
                    return end; // evidence of a suffix: it stays
                }
            } else if self.is_final_alef(at) {
                return end;
            }
        }
        self.invisible(Fold::Diacritics, at, end)
    }

    /// Whether the mark before `end` stands on an alef at a word's end that could be an accusative ending.
    fn is_final_alef(&self, at: usize) -> bool {
        self.last == 'ا' && self.letters > 1 && !self.has(Fold::Accusative) && self.word_ends(at)
    }

    /// A tanween written on the alef that ended before `end`, at a word's end: where its marks end.
    fn accusative_alef(&self, end: usize) -> Option<usize> {
        if self.letters == 0 || !self.takes_accusative() || !self.word_ends(end) {
            return None;
        }
        let after = self.skip_marks(end);
        self.text.get(end..after)?.contains('\u{64B}').then_some(after)
    }

    /// No accusative alef is written after these.
    fn takes_accusative(&self) -> bool {
        !matches!(self.last, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' | 'ة')
    }

    pub(super) fn invisible(&mut self, fold: Fold, at: usize, end: usize) -> usize {
        if self.has(fold) {
            self.rewrite.delete(Span::new(at, end), fold.into());
        }
        end
    }

    fn control(&mut self, c: char, at: usize, end: usize) -> usize {
        if c == ZWNJ && self.parts_words(at, self.letters) {
            self.rewrite.replace(Span::new(at, end), " ", Fold::Spacing.into());
            (self.letters, self.last, self.article) = (0, ' ', None);
            return end;
        }
        // A joiner behind a symbol makes one emoji of two.
        let joins_emoji =
            c == '\u{200D}' && !(chars::is_letter(self.last) || matches!(self.last, ' ' | '\0'));
        if joins_emoji { end } else { self.invisible(Fold::Format, at, end) }
    }

    /// Whether a ZWNJ behind so many letters of a word stands for a space: always where controls are kept, else before an
    /// article.
    fn parts_words(&self, zwnj: usize, letters: usize) -> bool {
        let gap = self.gap(zwnj);
        let joins = gap.next.is_some_and(|(_, c)| chars::is_arabic_letter(c))
            && gap.last_mark.is_none_or(|mark| mark < zwnj);
        self.has(Fold::Spacing) && letters > 1 && joins && (!self.has(Fold::Format) || gap.article)
    }

    fn digit(&mut self, c: char, at: usize, end: usize) -> usize {
        if self.has(Fold::Digits) {
            if let Some(value) = chars::digit_value(c) {
                let ascii = char::from(b'0' + value);
                self.rewrite.replace(Span::new(at, end), ascii.encode_utf8(&mut [0; 4]), Fold::Digits.into());
            }
        }
        self.letters = 0;
        self.last = c;
        end
    }

    fn other(&mut self, c: char, at: usize, end: usize) -> usize {
        let joins = chars::is_letter(self.last) || self.last.is_numeric();
        if c.is_whitespace() {
            return self.white_space(c, at, end);
        }
        if self.has(Fold::Spacing) && joins && self.is_hyphen(c, end) {
            self.rewrite.replace(Span::new(at, end), " ", Fold::Spacing.into());
            (self.letters, self.last) = (0, ' ');
            return end;
        }
        if chars::is_letter(c) {
            if self.has(Fold::Case) && is_latin(c) && c.is_uppercase() {
                let lower: String = c.to_lowercase().collect();
                self.rewrite.replace(Span::new(at, end), &lower, Fold::Case.into());
            }
            self.letters += 1;
        } else {
            self.letters = 0;
            self.hashtag = c == '#' || (self.hashtag && c == '_');
        }
        self.last = c;
        end
    }

    /// A hyphen between words, or an underscore inside a hashtag; `5-3` stays.
    fn is_hyphen(&self, c: char, end: usize) -> bool {
        let hyphen = matches!(c, '-' | '\u{2010}' | '\u{2011}') || (c == '_' && self.hashtag);
        let Some((_, next)) = self.next_visible(end).filter(|_| hyphen) else { return false };
        chars::is_letter(next) || (next.is_numeric() && chars::is_letter(self.last))
    }

    fn white_space(&mut self, first: char, at: usize, end: usize) -> usize {
        let rest = self.rest(end);
        let after = end + (rest.len() - rest.trim_start().len());
        let run = self.text.get(at..after).unwrap_or_default();
        if self.has(Fold::Spacing) && !is_paragraph_break(run) {
            if self.last == ' ' {
                // Only marks or controls stood between this white space and the last.
                self.rewrite.delete(Span::new(at, after), Fold::Spacing.into());
            } else if first != ' ' || after != end {
                self.rewrite.replace(Span::new(at, after), " ", Fold::Spacing.into());
            }
        }
        (self.letters, self.last, self.hashtag) = (0, ' ', false);
        after
    }

    pub(super) fn has(&self, fold: Fold) -> bool {
        self.folds.contains(fold)
    }

    pub(super) fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The next character that is no mark, tatweel or control.
    pub(super) fn next_visible(&self, at: usize) -> Next {
        self.gap(at).next
    }

    /// What stands between `at` and the next visible character. A run of marks and controls is read once, not once for
    /// each of them.
    fn gap(&self, at: usize) -> Gap {
        let known = self.gaps.get();
        if let Some(gap) = known.into_iter().find(|gap| gap.from <= at && at <= gap.end) {
            return gap;
        }
        let gap = Gap::read(self.text, at);
        let [latest, _] = known;
        self.gaps.set([gap, latest]);
        gap
    }

    fn skip_marks(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + (rest.len() - rest.trim_start_matches(chars::is_mark).len())
    }

    /// Whether the word ends behind the letter that ends at `at`: no other follows behind marks, tatweels and controls,
    /// or a ZWNJ that stands for a space comes first.
    pub(super) fn word_ends(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let joined = gap.next.is_some_and(|(_, c)| chars::is_letter(c));
        let zwnj = gap.last_zwnj.filter(|&zwnj| zwnj >= at);
        !joined || zwnj.is_some_and(|zwnj| self.parts_words(zwnj, self.letters + 1))
    }
}

/// Whether the text is a word that no fold of a preset and no form changes: most words are, and are done with here.
pub(super) fn is_plain_word(text: &str) -> bool {
    let mut last = ' ';
    for c in text.chars() {
        if !(is_inert(c) && c != 'ء' || matches!(c, 'ا' | 'و')) {
            return false;
        }
        last = c;
    }
    // عبد may stand before an article.
    last != ' ' && !text.contains("عبدال")
}

/// Whether the character is of a block of Latin letters.
const fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{FF21}'..='\u{FF5A}')
}

/// Whether white space holds a blank line, which no spelling variation is.
pub(super) fn is_paragraph_break(white: &str) -> bool {
    let breaks = white.matches('\n').count() + white.matches('\r').count() - white.matches("\r\n").count();
    breaks > 1 || white.contains('\u{2029}')
}
