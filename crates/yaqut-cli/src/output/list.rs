//! The legend: every type in its colour, with its entities, how often each is named, and its id.

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use yaqut::{EntityRef, Resolved};

use super::escape;
use super::layout::{END, RIGHT_TO_LEFT, width};

/// The types there are by default, in the order of the list.
const TYPES: [(&str, AnsiColor); 6] = [
    ("person", AnsiColor::Cyan),
    ("place", AnsiColor::Green),
    ("facility", AnsiColor::Blue),
    ("organization", AnsiColor::Yellow),
    ("nationality", AnsiColor::Magenta),
    ("currency", AnsiColor::BrightBlue),
];

pub(super) fn style(entity_type: &str) -> Style {
    let known = TYPES.iter().find(|(name, _)| *name == entity_type);
    let colour = known.map_or(AnsiColor::Red, |&(_, colour)| colour);
    Style::new().bold().fg_color(Some(colour.into()))
}

/// An entity and how often it was found.
struct Row<'m> {
    entity: EntityRef<'m>,
    count: usize,
}

pub(super) fn write(
    out: &mut impl Write,
    found: &[Resolved<'_>],
    columns: usize,
    colour: bool,
) -> io::Result<()> {
    let rows = rows(found);
    let dim = if colour { Style::new().dimmed() } else { Style::new() };
    writeln!(out, "{dim}{}{dim:#}", "─".repeat(columns))?;
    if rows.is_empty() {
        return writeln!(out, "no entities");
    }
    writeln!(out, "{} of {}", plural(found.len(), "mention"), entities(rows.len()))?;
    let names = rows.iter().map(|row| width(&escape::terminal(row.entity.name()))).max().unwrap_or(0);
    let layout = Columns { counts: digits(&rows), names: names.min(columns / 2), all: columns };
    for entity_type in types(&rows) {
        let style = if colour { style(entity_type) } else { Style::new() };
        let of_type: Vec<&Row<'_>> =
            rows.iter().filter(|row| row.entity.entity_type() == entity_type).collect();
        let mentions: usize = of_type.iter().map(|row| row.count).sum();
        writeln!(out, "\n{style}■ {}{style:#} {mentions}", escape::line(entity_type))?;
        of_type.into_iter().try_for_each(|row| layout.write(out, row, dim))?;
    }
    Ok(())
}

/// Entities, the most often named first, then in the order of their first mention.
fn rows<'m>(found: &[Resolved<'m>]) -> Vec<Row<'m>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entity in found.iter().map(Resolved::entity) {
        let at = *places.entry(entity.id()).or_insert(rows.len());
        match rows.get_mut(at) {
            Some(row) => row.count += 1,
            None => rows.push(Row { entity, count: 1 }),
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

/// The types of these entities: the usual ones in their order, then the user's own by name.
fn types<'m>(rows: &[Row<'m>]) -> Vec<&'m str> {
    let mut types: Vec<&str> = rows.iter().map(|row| row.entity.entity_type()).collect();
    types.sort_by_key(|name| {
        (TYPES.iter().position(|(known, _)| known == name).unwrap_or(TYPES.len()), *name)
    });
    types.dedup();
    types
}

struct Columns {
    counts: usize,
    names: usize,
    all: usize,
}

impl Columns {
    /// Count, name and id in a line; where the line is too narrow the id comes below.
    fn write(&self, out: &mut impl Write, row: &Row<'_>, dim: Style) -> io::Result<()> {
        let (name, id) = (escape::terminal(row.entity.name()), escape::line(row.entity.id()));
        let (count, counts) = (row.count, self.counts);
        let pad = self.names.saturating_sub(width(&name));
        write!(out, "  {count:>counts$}  {:pad$}{RIGHT_TO_LEFT}{name}{END}", "")?;
        let before = 2 + counts + 2 + self.names.max(width(&name)) + 2;
        if before + width(&id) > self.all {
            write!(out, "\n{:1$}", "", 2 + counts)?;
        }
        writeln!(out, "  {dim}{id}{dim:#}")
    }
}

fn digits(rows: &[Row<'_>]) -> usize {
    rows.iter().map(|row| row.count).max().unwrap_or(0).to_string().len()
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn entities(count: usize) -> String {
    if count == 1 { "1 entity".to_owned() } else { format!("{count} entities") }
}
