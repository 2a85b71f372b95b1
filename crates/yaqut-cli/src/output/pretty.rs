//! The text with its entities, for people: right to left, coloured by type or in brackets, and a list of them.

use std::io::{self, Write};

use anstyle::Style;
use yaqut::Resolved;
use yaqut_batch::work::Results;

use super::layout::Paragraph;
use super::{escape, list};

/// What is known of the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    columns: usize,
    colour: bool,
}

/// Lines longer than this tire the eye, and narrower ones hold no word.
const COLUMNS: std::ops::RangeInclusive<usize> = 20..=100;

impl Screen {
    /// As wide as `COLUMNS` says or the terminal is; 80 where there is none.
    pub(crate) fn new(colour: bool) -> Self {
        let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let columns = said.filter(|&columns| columns > 0).or_else(terminal).unwrap_or(80);
        Screen { columns: columns.clamp(*COLUMNS.start(), *COLUMNS.end()), colour }
    }

    /// Writes one document: its name if there are several, the text, and the list of its entities.
    pub(crate) fn write(
        self,
        out: &mut impl Write,
        name: Option<&str>,
        results: &Results<'_>,
    ) -> io::Result<()> {
        let (text, entities) = (results.text(), results.entities().unwrap_or_default());
        if let Some(name) = name {
            let bold = if self.colour { Style::new().bold() } else { Style::new() };
            writeln!(out, "{bold}{}{bold:#}\n", escape::line(name))?;
        }
        if !text.trim().is_empty() {
            self.write_text(out, text.trim_end(), entities)?;
            writeln!(out)?;
        }
        list::write(out, entities, self.columns, self.colour)?;
        if results.is_truncated() {
            writeln!(out, "\nThere are more; --max-matches left them out.")?;
        }
        writeln!(out)
    }

    fn write_text(self, out: &mut impl Write, text: &str, entities: &[Resolved<'_>]) -> io::Result<()> {
        let mut paragraph = Paragraph::default();
        let mut at = 0;
        for resolved in entities {
            let found = resolved.found();
            let span = found.span();
            if span.start < at {
                continue; // of overlapping matches the first is marked, all are in the list
            }
            let between = text.get(at..span.start).unwrap_or_default();
            self.push(out, &mut paragraph, between, Style::new())?;
            if self.colour {
                self.push(out, &mut paragraph, found.text(), list::style(resolved.entity().entity_type()))?;
            } else {
                paragraph.push("[", Style::new());
                self.push(out, &mut paragraph, found.text(), Style::new())?;
                paragraph.push("]", Style::new());
            }
            at = span.end;
        }
        self.push(out, &mut paragraph, text.get(at..).unwrap_or_default(), Style::new())?;
        paragraph.write(out, self.columns)
    }

    /// Adds text to the paragraph; each line break in it ends one, inside an entity too.
    fn push(
        self,
        out: &mut impl Write,
        paragraph: &mut Paragraph,
        text: &str,
        style: Style,
    ) -> io::Result<()> {
        let mut lines = text.split(|c| c != '\r' && escape::is_line_break(c));
        if let Some(first) = lines.next() {
            paragraph.push(first.trim_end_matches('\r'), style);
        }
        for line in lines {
            paragraph.write(out, self.columns)?;
            paragraph.push(line.trim_end_matches('\r'), style);
        }
        Ok(())
    }
}
