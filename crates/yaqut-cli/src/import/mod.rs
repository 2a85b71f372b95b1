//! Reading the formats in which others keep names. Every format makes [`Found`] of what it reads; what is common to
//! all of them (what a name must be, ids, bad lines, counting, writing) is the [`Collector`]'s.

mod collect;
mod fault;
mod ftm;
mod gate;
mod geonames;
mod json;
mod lines;
mod list;
mod names;
mod opensanctions;
mod report;
mod seen;
mod spacy;
mod types;
mod wikidata;

use std::path::Path;

use crate::args::{ImportArgs, Script};
use crate::exit::Failure;

pub(crate) use collect::{Collector, Sink};
pub(crate) use lines::check;
pub(crate) use report::Report;

/// A format names are imported from, with the options of a run.
pub(crate) trait Format {
    /// What ids begin with, unless the options say otherwise.
    const PREFIX: &'static str;
    /// Every key of metadata its entities can have, for the header of a table.
    const METADATA: &'static [&'static str];
    /// Which names are taken, unless the options say otherwise.
    const SCRIPT: Script;

    fn common(&self) -> &ImportArgs;

    /// The files it reads that the user named.
    fn inputs(&self) -> Vec<&Path>;

    /// Gives everything that is in the inputs to the collector.
    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure>;
}

/// One entity as its source tells it.
#[derive(Debug, Default)]
struct Found {
    /// The id in the source.
    id: String,
    entity_type: String,
    /// The names, the best one first; what is none yet is told by the collector.
    names: Vec<String>,
    prior: Option<f32>,
    /// Empty values are none.
    metadata: Vec<(&'static str, String)>,
}

/// A share that grows with a count, from 0 to 1, and is a half where the count is `half`; four digits are enough to
/// tell priors apart.
fn share(count: u64, half: u64) -> f32 {
    let share = count as f64 / (count.saturating_add(half)) as f64;
    ((share * 1e4).round() / 1e4) as f32
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_grows_with_the_count_and_stays_below_one() {
        assert_eq!([0, 20, 60, 380].map(|count| share(count, 20)), [0.0, 0.5, 0.75, 0.95]);
        assert_eq!(share(u64::MAX, 20), 1.0);
    }
}
