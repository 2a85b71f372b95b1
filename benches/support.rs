//! What the benches share: the text, and how things are measured, compared and recorded.
#![allow(dead_code, unused_imports, reason = "no bench uses everything")]
#![allow(clippy::print_stdout, reason = "the comparison is printed")]

mod compare;
mod corpus;
mod record;

use std::env;
use std::time::Duration;

use criterion::Criterion;

pub(crate) use compare::{case, compare};
pub(crate) use corpus::{Corpus, matched_bytes};

/// The seed of all text and all names.
pub(crate) const SEED: u64 = 7;

/// Whether everything is run once to see that it works: `cargo bench -- --test`, `cargo test --all-targets`.
pub(crate) fn smoke() -> bool {
    let asked = |option: &str| env::args().any(|argument| argument == option);
    asked("--test") || !asked("--bench")
}

/// Settings that keep all benches together to a few minutes; Criterion's own options override them.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

/// A figure that is not a speed: printed and recorded.
pub(crate) fn fact(group: &str, case: &str, measure: &str, value: f64) {
    println!(
        "{group}: {case}: {value:.digits$} {measure}",
        digits = if value.fract() == 0.0 { 0 } else { 3 }
    );
    record::record(group, case, measure, value);
}

/// `1k`, `100k`, `1M`.
pub(crate) fn short(size: usize) -> String {
    match size {
        1_000_000.. => format!("{}M", size / 1_000_000),
        _ => format!("{}k", size / 1_000),
    }
}
