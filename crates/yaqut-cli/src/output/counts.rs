//! How often each of some values occurs, in the order of how often.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{escape, grouped};

/// How often each value occurs.
#[derive(Debug, Default)]
pub(crate) struct Counts(BTreeMap<String, u64>);

/// Values a table for people has at most; JSON has all.
const ROWS: usize = 20;

impl Counts {
    pub(crate) fn add(&mut self, value: &str) {
        match self.0.get_mut(value) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(value.to_owned(), 1)),
        }
    }

    /// The most frequent first, then by value.
    fn sorted(&self) -> Vec<(&str, u64)> {
        let mut rows: Vec<(&str, u64)> =
            self.0.iter().map(|(value, &count)| (value.as_str(), count)).collect();
        rows.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        rows
    }

    /// Writes them for people, under a title.
    pub(crate) fn write(&self, out: &mut impl Write, title: &str) -> io::Result<()> {
        let rows = self.sorted();
        let Some(&(_, most)) = rows.first() else { return Ok(()) };
        let width = grouped(most).len();
        writeln!(out, "\n{title}")?;
        for (value, count) in rows.iter().take(ROWS) {
            writeln!(out, "  {:>width$}  {}", grouped(*count), escape::line(value))?;
        }
        if rows.len() > ROWS {
            writeln!(out, "  and {} others", grouped((rows.len() - ROWS) as u64))?;
        }
        Ok(())
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.sorted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_value_comes_first_and_tables_end() {
        let mut counts = Counts::default();
        for value in ["b", "a", "c", "c"] {
            counts.add(value);
        }
        assert_eq!(counts.sorted(), [("c", 2), ("a", 1), ("b", 1)]);
        (0..30).for_each(|n| counts.add(&format!("x{n}")));
        let mut out = Vec::new();
        counts.write(&mut out, "sources").unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("  and 13 others\n"));
    }
}
