//! The text with its entities, for people: right to left, coloured by type, with a legend and a list.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;
use yaqut::{Match, Matches};

use super::escape;

/// Starts and ends text that runs from right to left whatever stands around it.
const RTL: char = '\u{2067}';
const END: char = '\u{2069}';

/// A piece of a line and the type of the entity it belongs to.
type Piece<'a> = (String, Option<&'a str>);

/// Writes one document: its name if there are several, the text, the legend and the entities.
pub(crate) fn write(
    out: &mut impl Write,
    name: Option<&String>,
    text: &str,
    matches: Matches<'_>,
) -> io::Result<()> {
    let (width, truncated) = (width(), matches.truncated());
    let matches: Vec<Match<'_>> = matches.collect();
    if let Some(name) = name {
        let bold = Style::new().bold();
        writeln!(out, "{bold}{}{bold:#}", escape::line(name))?;
    }
    let mut left = &matches[..];
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let split = left.partition_point(|found| found.span().start < end);
        let (here, later) = left.split_at(split);
        write_paragraph(out, text, start, end, here, width)?;
        left = later;
        start = end + 1;
    }
    write_list(out, &matches, width)?;
    if truncated {
        writeln!(out, "(more matches were left out: --max-matches)")?;
    }
    writeln!(out)
}

/// One paragraph, wrapped at spaces and set to the right.
fn write_paragraph(
    out: &mut impl Write,
    text: &str,
    start: usize,
    end: usize,
    matches: &[Match<'_>],
    width: usize,
) -> io::Result<()> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut at = start;
    for found in matches {
        let span = found.span();
        if span.start < at {
            continue; // an overlapping match is in the list only
        }
        push_words(&mut pieces, text.get(at..span.start).unwrap_or_default(), None);
        push_words(
            &mut pieces,
            text.get(span.start..span.end.min(end)).unwrap_or_default(),
            Some(found.entity().entity_type()),
        );
        at = span.end.min(end);
    }
    push_words(&mut pieces, text.get(at..end).unwrap_or_default(), None);
    let mut line: Vec<Piece<'_>> = Vec::new();
    let mut used = 0;
    for piece in pieces {
        let wide = piece.0.width();
        if used > 0 && used + wide > width && piece.0 != " " {
            write_line(out, &line, width)?;
            line.clear();
            used = 0;
        }
        if !(line.is_empty() && piece.0 == " ") {
            used += wide;
            line.push(piece);
        }
    }
    write_line(out, &line, width)
}

/// Words and the single spaces between them.
fn push_words<'a>(pieces: &mut Vec<Piece<'a>>, text: &str, entity_type: Option<&'a str>) {
    let text = escape::terminal(text.trim_end_matches('\r'));
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            pieces.push((" ".to_owned(), entity_type));
        }
        if !word.is_empty() {
            pieces.push((word.to_owned(), entity_type));
        }
    }
}

fn write_line(out: &mut impl Write, line: &[Piece<'_>], width: usize) -> io::Result<()> {
    let line = line.strip_suffix(&[(" ".to_owned(), None)][..]).unwrap_or(line);
    if line.is_empty() {
        return writeln!(out);
    }
    let used: usize = line.iter().map(|(piece, _)| piece.width()).sum();
    write!(out, "{:1$}{RTL}", "", width.saturating_sub(used))?;
    for (piece, entity_type) in line {
        match entity_type {
            Some(entity_type) => {
                let style = style(entity_type);
                write!(out, "{style}{piece}{style:#}")?;
            }
            None => write!(out, "{piece}")?,
        }
    }
    writeln!(out, "{END}")
}

/// The legend: every type with its colour, and its entities in the order of their first mention.
fn write_list(out: &mut impl Write, matches: &[Match<'_>], width: usize) -> io::Result<()> {
    let mut types: Vec<&str> = Vec::new();
    let mut entities: Vec<(yaqut::EntityRef<'_>, usize)> = Vec::new();
    for found in matches {
        let entity = found.entity();
        if !types.contains(&entity.entity_type()) {
            types.push(entity.entity_type());
        }
        match entities.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, count)) => *count += 1,
            None => entities.push((entity, 1)),
        }
    }
    writeln!(out, "{}", "─".repeat(width.min(60)))?;
    if matches.is_empty() {
        return writeln!(out, "no entities");
    }
    for entity_type in types {
        let style = style(entity_type);
        writeln!(out, "{style}■ {}{style:#}", escape::line(entity_type))?;
        for (entity, count) in entities.iter().filter(|(entity, _)| entity.entity_type() == entity_type) {
            let (name, id) = (escape::terminal(entity.name()), escape::line(entity.id()));
            let times = if *count > 1 { format!(" ×{count}") } else { String::new() };
            writeln!(out, "  {RTL}{name}{END}{times}  {id}")?;
        }
    }
    Ok(())
}

/// Bold, so that entities stand out without colour too, and a colour for each type.
fn style(entity_type: &str) -> Style {
    let colour = match entity_type {
        "person" => AnsiColor::Cyan,
        "place" => AnsiColor::Green,
        "organization" => AnsiColor::Yellow,
        "nationality" => AnsiColor::Magenta,
        "currency" => AnsiColor::Blue,
        _ => AnsiColor::Red,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

/// The terminal's width; 80 where there is none, at least 20.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(terminal).unwrap_or(80).max(20)
}
