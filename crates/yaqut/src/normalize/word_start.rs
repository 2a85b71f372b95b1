//! Folds of whole words, decided where the word begins: عبد written onto an article, and the forms of أبو and ابن.

use smallvec::SmallVec;

use super::Fold;
use super::walk::{Walk, is_paragraph_break};
use crate::Span;
use crate::chars::{self, CharClass, class};

impl Walk<'_, '_> {
    /// What is folded for the whole of a word that starts here; where to go on, or `None` to go on letter by letter.
    pub(super) fn word_start(&mut self, c: char, at: usize, end: usize) -> Option<usize> {
        if self.has(Fold::Spacing) && matches!(c, 'ع' | 'و' | 'ف' | 'ب' | 'ك' | 'ل' | 'ا') {
            self.article = self.servant(at);
        }
        if matches!(c, 'ا' | 'أ' | 'إ') && self.has(Fold::Particle) {
            self.particle(c, at, end)
        } else {
            None
        }
    }

    /// Where the article begins in عبد written onto it (`عبدالله`, `وعبدالرحمن`, `العبدالله`).
    fn servant(&self, at: usize) -> Option<usize> {
        let mut letters =
            self.rest(at).char_indices().filter(|&(_, c)| !chars::is_transparent(c)).map(|(_, c)| c);
        // At most two letters stand before عبد; nearly every word is done with here.
        let before = letters.by_ref().take(3).position(|c| c == 'ع')?;
        if letters.next() != Some('ب') {
            return None;
        }
        let visible =
            self.rest(at).char_indices().filter(|&(_, c)| !chars::is_transparent(c)).take(before + 7);
        let letters: SmallVec<[(usize, char); 9]> = visible.collect();
        let (clitics, word) = letters.split_at_checked(before)?;
        let attached = match *clitics {
            [] => true,
            [(_, c)] => matches!(c, 'و' | 'ف' | 'ب' | 'ك' | 'ل'),
            [(_, a), (_, b)] => {
                (a, b) == ('ا', 'ل') || (matches!(a, 'و' | 'ف') && matches!(b, 'ب' | 'ك' | 'ل'))
            }
            _ => false,
        };
        let named = word.iter().skip(5).filter(|&&(_, c)| chars::is_arabic_letter(c)).count() == 2;
        let written = word.iter().map(|&(_, c)| c).take(5).eq("عبدال".chars());
        word.get(3).filter(|_| attached && named && written).map(|&(offset, _)| at + offset)
    }

    /// أبو in its four forms, and ابن, before another word.
    fn particle(&mut self, c: char, at: usize, end: usize) -> Option<usize> {
        let (second, second_char) = self.next_visible(end)?;
        let (third, third_char) = self.next_visible(second + second_char.len_utf8())?;
        let after = third + third_char.len_utf8();
        let name_follows = second_char == 'ب' && self.word_ends(after) && self.word_follows(after);
        match third_char {
            'و' | 'ا' | 'ي' if name_follows && c != 'إ' => {
                if c != 'ا' {
                    self.rewrite.replace(Span::new(at, end), "ا", Fold::Particle.into());
                }
                self.pass_invisible(end, second);
                self.pass_invisible(second + second_char.len_utf8(), third);
                if third_char != 'و' {
                    self.rewrite.replace(Span::new(third, after), "و", Fold::Particle.into());
                }
                (self.letters, self.last) = (3, 'و');
                Some(after)
            }
            'ن' if name_follows && c != 'أ' => {
                self.rewrite.delete(Span::new(at, end), Fold::Particle.into());
                self.last = ' ';
                Some(end)
            }
            _ => None,
        }
    }

    /// Deletes the marks, tatweels and controls between two letters as the walk would.
    fn pass_invisible(&mut self, from: usize, to: usize) {
        for (offset, c) in self.text.get(from..to).unwrap_or_default().char_indices() {
            let fold = match class(c) {
                CharClass::Mark => Fold::Diacritics,
                CharClass::Tatweel => Fold::Tatweel,
                _ => Fold::Format,
            };
            self.invisible(fold, from + offset, from + offset + c.len_utf8());
        }
    }

    /// Whether another word follows behind white space of one paragraph, or a hyphen.
    fn word_follows(&self, end: usize) -> bool {
        let Some((gap, c)) = self.next_visible(end) else { return false };
        let rest = self.rest(gap);
        let next = if c.is_whitespace() { rest.trim_start() } else { rest.trim_start_matches('-') };
        let white = rest.get(..rest.len() - next.len()).unwrap_or_default();
        !white.is_empty() && !is_paragraph_break(white) && next.chars().next().is_some_and(chars::is_letter)
    }
}
