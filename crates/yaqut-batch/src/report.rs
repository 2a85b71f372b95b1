//! What is counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};


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
    pub entity_types: BTreeMap<String, u64>,
    /// Mentions of each entity, by its id.
    pub entities: BTreeMap<String, u64>,
    /// Rejects by the name of their code.
    pub rejects: BTreeMap<String, u64>,
    /// Blank lines of JSONL, which are no records.
    pub blank: u64,
    /// Places where bytes were read as U+FFFD.
    pub replaced: u64,
    /// Bytes of results as they are written, packed if they are.
    pub output_bytes: u64,
}
