//! What an import took and what it left, counted.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use super::fault::Fault;
use crate::output::counted;

/// Counts of one import.
#[derive(Debug, Default)]
pub(crate) struct Report {
    entities: Counts,
    names: u64,
    left_entities: Counts,
    left_names: Counts,
    bad_lines: Counts,
    unknown: Unknown,
}

impl Report {
    pub(super) fn took(&mut self, entity_type: &str, names: usize) {
        self.entities.add(entity_type, "");
        self.names += names as u64;
    }

    pub(super) fn left_entity(&mut self, why: &'static str, example: &str) {
        self.left_entities.add(why, example);
    }

    pub(super) fn left_name(&mut self, why: &'static str, example: &str) {
        self.left_names.add(why, example);
    }

    /// An entity of a type that the table does not know.
    pub(super) fn unknown(&mut self, key: &str) {
        self.unknown.add(key);
    }

    /// Counts a bad line; how many of its cause there were with it.
    pub(super) fn bad_line(&mut self, fault: &Fault) -> u64 {
        self.bad_lines.add(fault.cause, "")
    }

    pub(crate) fn bad_lines(&self) -> u64 {
        self.bad_lines.sum()
    }

    pub(crate) fn entities(&self) -> u64 {
        self.entities.sum()
    }

    /// All of it for people; `output` is what was written.
    pub(crate) fn lines(&self, output: &str, took: Duration) -> Vec<String> {
        let types = if self.entities() == 0 { String::new() } else { format!(" ({})", self.entities.list()) };
        let mut lines = vec![format!(
            "{output}: {}{types}, {}, {:.1} s",
            counted(self.entities(), "entity", "entities"),
            counted(self.names, "name", "names"),
            took.as_secs_f64()
        )];
        lines.extend(self.left());
        lines
    }

    /// What was left out.
    pub(crate) fn left(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut tell = |counts: &Counts, one, many, verb| {
            if counts.sum() > 0 {
                lines.push(format!("{verb} {}: {}", counted(counts.sum(), one, many), counts.list()));
            }
        };
        tell(&self.left_entities, "entity", "entities", "left out");
        tell(&self.left_names, "name", "names", "left out");
        tell(&self.bad_lines, "bad line", "bad lines", "left out");
        if let Some(most) = self.unknown.most() {
            lines.push(format!(
                "unknown types, the most frequent first: {most}; give them one with --map KEY=TYPE"
            ));
        }
        lines
    }
}

/// How often each thing was counted, with an example of it.
#[derive(Debug, Default)]
struct Counts(Vec<Count>);

#[derive(Debug)]
struct Count {
    what: String,
    number: u64,
    example: String,
}

impl Counts {
    fn add(&mut self, what: &str, example: &str) -> u64 {
        let at = self.0.iter().position(|count| count.what == what).unwrap_or_else(|| {
            self.0.push(Count { what: what.to_owned(), number: 0, example: short(example) });
            self.0.len() - 1
        });
        let count = &mut self.0[at];
        count.number += 1;
        count.number
    }

    fn sum(&self) -> u64 {
        self.0.iter().map(|count| count.number).sum()
    }

    /// The most frequent first.
    fn list(&self) -> String {
        let mut counts: Vec<&Count> = self.0.iter().collect();
        counts.sort_by_key(|count| Reverse(count.number)); // stable: else in the order they came in
        let shown = counts.into_iter().map(|Count { what, number, example }| {
            let number = crate::output::grouped(*number);
            if example.is_empty() {
                format!("{number} {what}")
            } else {
                format!("{number} {what} (`{example}`)")
            }
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// The beginning of a text that may be long.
fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// How often each key was asked for that the table of types does not have.
#[derive(Debug, Default)]
struct Unknown(HashMap<String, u64>);

impl Unknown {
    /// Beyond so many, new ones are not remembered, so that no input fills the memory.
    const MOST: usize = 100_000;
    const SHOWN: usize = 10;

    fn add(&mut self, key: &str) {
        if let Some(number) = self.0.get_mut(key) {
            *number += 1;
        } else if self.0.len() < Self::MOST && key.len() <= 64 {
            self.0.insert(key.to_owned(), 1);
        }
    }

    fn most(&self) -> Option<String> {
        let mut keys: Vec<(&String, &u64)> = self.0.iter().collect();
        keys.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let shown: Vec<String> =
            keys.into_iter().take(Self::SHOWN).map(|(key, number)| format!("{key} ({number})")).collect();
        (!shown.is_empty()).then(|| shown.join(", "))
    }
}
