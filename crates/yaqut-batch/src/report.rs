//! What is counted, and the report of a run.

use std::collections::BTreeMap;
use std::time::Duration;

use hashbrown::HashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::record::Reject;

/// What is counted of some records; tallies add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Records that gave a result.
    pub documents: u64,
    /// Bytes of their texts.
    pub text_bytes: u64,
    /// Tokens, where texts are tokenized.
    pub tokens: u64,
    /// Entities by type.
    pub entity_types: Counts,
    /// Mentions of each entity, by its id.
    pub entities: Counts,
    /// Rejects by the name of their code.
    pub rejects: Counts,
    /// Blank lines of JSONL, which are no records.
    pub blank: u64,
    /// Places where bytes were read as U+FFFD.
    pub replaced: u64,
    /// Bytes of results as they are written, packed if they are.
    pub output_bytes: u64,
}

impl Tally {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Tally) {
        self.documents += other.documents;
        self.text_bytes += other.text_bytes;
        self.tokens += other.tokens;
        self.entity_types.merge(&other.entity_types);
        self.entities.merge(&other.entities);
        self.rejects.merge(&other.rejects);
        self.blank += other.blank;
        self.replaced += other.replaced;
        self.output_bytes += other.output_bytes;
    }

    /// Counts a reject.
    pub fn reject(&mut self, reject: &Reject) {
        self.rejects.add(reject.code.name(), 1);
    }

    /// Records that were given: those with a result and those without.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.documents + self.rejected()
    }

    /// Records without a result, and sources that could not be read on.
    #[must_use]
    pub fn rejected(&self) -> u64 {
        self.rejects.total()
    }
}

/// How often each of some names was seen.
///
/// ```
/// let mut counts = yaqut_batch::Counts::default();
/// for place in ["القاهرة", "دمشق", "القاهرة"] {
///     counts.add(place, 1);
/// }
/// assert_eq!(counts.top(1), [("القاهرة", 2)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(HashMap<String, u64>);

impl Counts {
    /// Adds `count` to a name.
    pub fn add(&mut self, name: &str, count: u64) {
        *self.0.entry_ref(name).or_insert(0) += count;
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Counts) {
        // Sums are the same in any order.
        for (name, count) in &other.0 {
            self.add(name, *count);
        }
    }

    /// The count of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// The sum of all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The most frequent names with their counts; of equal ones those first in the order of their bytes.
    #[must_use]
    pub fn top(&self, most: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.0.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all.truncate(most);
        all
    }
}

/// As an object, its names in order.
impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.iter().collect::<BTreeMap<&String, &u64>>().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let counts = BTreeMap::<String, u64>::deserialize(deserializer)?;
        Ok(Counts(counts.into_iter().collect()))
    }
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Report {
    /// What was counted since the run was first begun, also before it was resumed.
    pub tally: Tally,
    /// Bytes of input that were read, as they are stored, since the run was first begun.
    pub input_bytes: u64,
    /// How long it took this time.
    pub elapsed: Duration,
    /// Bytes of text worked on this time.
    pub worked_bytes: u64,
    /// Whether it went on where another had stopped.
    pub resumed: bool,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes of input read, as they are stored.
    pub input_bytes: u64,
    /// All bytes of input, if that is known.
    pub total_bytes: Option<u64>,
    /// Records that gave a result.
    pub documents: u64,
    /// Bytes of their texts.
    pub text_bytes: u64,
    /// Bytes of the texts that were worked on before the run was resumed.
    pub resumed_bytes: u64,
    /// Records without a result.
    pub rejected: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(all: &[(&str, u64)]) -> Counts {
        let mut counts = Counts::default();
        all.iter().for_each(|(name, count)| counts.add(name, *count));
        counts
    }

    #[test]
    fn counts_add_up_in_any_order_and_read_back() {
        let mut one = counts(&[("حلب", 1), ("مصر", 2)]);
        let mut other = counts(&[("مصر", 3), ("قطر", 6)]);
        let sum = counts(&[("قطر", 6), ("مصر", 5), ("حلب", 1)]);
        let first = one.clone();
        one.merge(&other);
        other.merge(&first);
        assert_eq!((&one, &other), (&sum, &sum));
        assert_eq!(one.top(9), [("قطر", 6), ("مصر", 5), ("حلب", 1)]);
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(json, r#"{"حلب":1,"قطر":6,"مصر":5}"#);
        assert_eq!(serde_json::from_str::<Counts>(&json).unwrap(), one);
    }

    #[test]
    fn equal_counts_stand_in_the_order_of_their_names() {
        assert_eq!(counts(&[("ب", 2), ("ا", 2), ("ج", 1)]).top(2), [("ا", 2), ("ب", 2)]);
    }
}
