//! Paragraphs for a terminal: wrapped between words, Arabic set to the right.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthChar;
use yaqut::chars;

use super::escape;

/// These start and end text of one direction, whatever stands around it.
pub(super) const RIGHT_TO_LEFT: char = '\u{2067}';
const LEFT_TO_RIGHT: char = '\u{2066}';
pub(super) const END: char = '\u{2069}';

/// A paragraph that is being filled.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    words: Vec<Word>,
    /// The last word can still grow.
    open: bool,
    arabic: bool,
}

/// What stands between two spaces, escape codes included.
#[derive(Debug, Default)]
struct Word {
    text: String,
    width: usize,
}

impl Paragraph {
    /// Adds text in a style. Words may consist of several pieces; a line can break only at a space.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        self.arabic |= text.chars().any(chars::is_arabic_letter);
        for (n, part) in escape::terminal(text).split(' ').enumerate() {
            self.open &= n == 0;
            if part.is_empty() {
                continue;
            }
            if !self.open {
                self.words.push(Word::default());
                self.open = true;
            }
            if let Some(word) = self.words.last_mut() {
                word.width += width(part);
                word.text.push_str(&format!("{style}{part}{style:#}"));
            }
        }
    }

    /// Writes the paragraph in lines of less than `columns`, as far as words allow, and empties it. One column stays
    /// free: tmux drops the invisible sign that begins a line unless something stands before it.
    pub(super) fn write(&mut self, out: &mut impl Write, columns: usize) -> io::Result<()> {
        let mut line = Word::default();
        for word in self.words.drain(..) {
            if !line.text.is_empty() {
                if line.width + 1 + word.width >= columns {
                    write_line(out, &line, self.arabic, columns)?;
                    line = Word::default();
                } else {
                    line.text.push(' ');
                    line.width += 1;
                }
            }
            line.text.push_str(&word.text);
            line.width += word.width;
        }
        write_line(out, &line, self.arabic, columns)?;
        *self = Paragraph::default();
        Ok(())
    }
}

fn write_line(out: &mut impl Write, line: &Word, arabic: bool, columns: usize) -> io::Result<()> {
    let Word { text, width } = line;
    if text.is_empty() {
        writeln!(out)
    } else if arabic {
        writeln!(out, "{:1$}{RIGHT_TO_LEFT}{text}{END}", "", columns.saturating_sub(*width))
    } else {
        writeln!(out, "{LEFT_TO_RIGHT}{text}{END}")
    }
}

/// Columns on a terminal. Character by character, as terminals count: they draw لا in two columns, not in one.
pub(super) fn width(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&str], columns: usize) -> Vec<String> {
        let (mut paragraph, mut out) = (Paragraph::default(), Vec::new());
        pieces.iter().for_each(|piece| paragraph.push(piece, Style::new()));
        paragraph.write(&mut out, columns).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_nowhere_else() {
        let expected =
            ["        \u{2067}قال\u{2069}", "  \u{2067}[لافروف].\u{2069}", "         \u{2067}ثم\u{2069}"];
        assert_eq!(lines(&["قال ", "[", "لافروف", "]", ".", "  ثم"], 11), expected);
    }

    #[test]
    fn text_without_arabic_stays_at_the_left() {
        assert_eq!(lines(&["Reuters, 12/5"], 40), ["\u{2066}Reuters, 12/5\u{2069}"]);
        assert_eq!(lines(&["", " "], 40), [""]);
    }

    #[test]
    fn marks_take_no_column_and_lam_alef_two() {
        assert_eq!((width("مُحَمَّد"), width("لا"), width("\u{2067}a\u{2069}")), (4, 2, 1));
    }
}
