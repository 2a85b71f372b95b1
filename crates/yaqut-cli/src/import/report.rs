//! What an import took and what it left, counted.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use super::fault::Fault;
use crate::output::{counted, grouped};

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
        let mut lines = vec![format!(
            "{output}: {} ({}), {}, {:.1} s",
            counted(self.entities(), "entity", "entities"),
            self.entities.list(),
            counted(self.names, "name", "names"),
            took.as_secs_f64()
        )];
        lines.extend(self.left());
        lines
    }

    /// What was left out.
    pub(crate) fn left(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (counts, one, many) in [
            (&self.left_entities, "entity", "entities"),
            (&self.left_names, "name", "names"),
            (&self.bad_lines, "bad line", "bad lines"),
        ] {
            if counts.sum() > 0 {
                lines.push(format!("left out {}: {}", counted(counts.sum(), one, many), counts.list()));
            }
        }
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
struct Counts(HashMap<String, Count>);

#[derive(Debug)]
struct Count {
    number: u64,
    /// How many others came before it.
    place: usize,
    example: String,
}

impl Counts {
    /// So many are listed.
    const SHOWN: usize = 10;

    fn add(&mut self, what: &str, example: &str) -> u64 {
        if let Some(count) = self.0.get_mut(what) {
            count.number += 1;
            return count.number;
        }
        self.0.insert(what.to_owned(), Count { number: 1, place: self.0.len(), example: short(example) });
        1
    }

    fn sum(&self) -> u64 {
        self.0.values().map(|count| count.number).sum()
    }

    /// The most frequent first.
    fn list(&self) -> String {
        let mut counts: Vec<(&String, &Count)> = self.0.iter().collect();
        counts.sort_by_key(|(_, count)| (Reverse(count.number), count.place));
        let shown = counts.iter().take(Self::SHOWN).map(|(what, Count { number, example, .. })| {
            let number = grouped(*number);
            if example.is_empty() {
                format!("{number} {what}")
            } else {
                format!("{number} {what} (`{example}`)")
            }
        });
        let mut list = shown.collect::<Vec<_>>().join(", ");
        if counts.len() > Self::SHOWN {
            list.push_str(&format!(" and {} more", grouped((counts.len() - Self::SHOWN) as u64)));
        }
        list
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_frequent_is_told_first_and_the_rest_in_its_order() {
        let mut report = Report::default();
        (0..12).for_each(|n| report.took(&format!("type{n}"), 2));
        report.took("type11", 1);
        report.left_entity("without a name to take", &"ا".repeat(50));
        let lines = report.lines("out.jsonl", Duration::from_millis(1_234));
        assert_eq!(
            lines[0],
            "out.jsonl: 13 entities (2 type11, 1 type0, 1 type1, 1 type2, 1 type3, 1 type4, 1 type5, 1 type6, 1 type7, \
             1 type8 and 2 more), 25 names, 1.2 s"
        );
        assert_eq!(lines[1], format!("left out 1 entity: 1 without a name to take (`{}…`)", "ا".repeat(40)));
    }
}
