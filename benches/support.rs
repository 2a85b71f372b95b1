//! What the benches share: the text, and how things are measured and compared.
#![allow(dead_code, reason = "no bench uses everything")]
#![allow(clippy::print_stdout, reason = "the comparison is printed")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use criterion::{Criterion, SamplingMode, Throughput};
use yaqut_testkit::{ArabicText, Name, Rng};

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

/// A text in documents as long as articles.
pub(crate) struct Corpus {
    text: String,
    /// Not read from a file of the user's.
    pub(crate) generated: bool,
}

impl Corpus {
    /// The first megabytes of the file `YAQUT_CORPUS` names, or generated news text without names.
    pub(crate) fn news() -> Self {
        Corpus::from_text(|| ArabicText::new(SEED))
    }

    /// The same, but what is generated has these names sprinkled in, 25 to a thousand words.
    pub(crate) fn with_names(names: &[Name]) -> Self {
        let names = names.iter().map(|name| name.name.clone()).collect();
        Corpus::from_text(|| ArabicText::new(SEED).names(names, 25.0))
    }

    fn from_text(generated: impl FnOnce() -> ArabicText) -> Self {
        let bytes = if smoke() { 50_000 } else { 4_000_000 };
        let Some(path) = env::var_os("YAQUT_CORPUS") else {
            return Corpus { text: generated().generate(bytes), generated: true };
        };
        // Cargo runs benches in their package's folder; the path was typed in the one above.
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
        let mut text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        text.truncate(bytes);
        Corpus { text: String::from_utf8_lossy(&text).into_owned(), generated: false }
    }

    /// The same text with a mark on four letters of five.
    pub(crate) fn vocalized(&self) -> Self {
        let mut rng = Rng::new(SEED);
        let mut text = String::with_capacity(self.text.len() * 2);
        for c in self.text.chars() {
            text.push(c);
            if matches!(c, 'ء'..='غ' | 'ف'..='ي') && rng.chance(0.8) {
                text.push(rng.pick(&['\u{64E}', '\u{64F}', '\u{650}', '\u{652}']));
            }
        }
        Corpus { text, generated: self.generated }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Pieces of about 3,000 bytes that end where a line ends.
    pub(crate) fn documents(&self) -> Vec<&str> {
        let mut documents = Vec::new();
        let mut start = 0;
        for (at, _) in self.text.match_indices('\n') {
            if at - start >= 3000 {
                documents.push(&self.text[start..at]);
                start = at + 1;
            }
        }
        documents.push(&self.text[start..]);
        documents
    }
}

/// One of several ways to do the same: a name and a run over the whole corpus, which returns what it counted.
pub(crate) struct Case<'a> {
    name: &'a str,
    run: Box<dyn FnMut() -> usize + 'a>,
}

/// A case that runs over a corpus.
pub(crate) fn case<'a>(name: &'a str, run: impl FnMut() -> usize + 'a) -> Case<'a> {
    Case { name, run: Box::new(run) }
}

/// Measures each case with Criterion, then all of them in turn, round by round, and prints how fast each is beside the
/// first.
///
/// The ratio is the median over the rounds of what the case and the first one made of the same round, so that a machine
/// that is busy for a while slows both.
pub(crate) fn compare(criterion: &mut Criterion, title: &str, bytes: usize, mut cases: Vec<Case<'_>>) {
    let mut group = criterion.benchmark_group(title);
    group.throughput(Throughput::Bytes(bytes as u64)).sampling_mode(SamplingMode::Flat);
    let mut measured = false;
    for case in &mut cases {
        group.bench_function(case.name, |bencher| {
            measured = true;
            bencher.iter(&mut case.run);
        });
    }
    group.finish();
    if !measured {
        return; // a filter left the group out
    }

    let rounds = if smoke() { 1 } else { 9 };
    let mut seconds = vec![Vec::with_capacity(rounds); cases.len()];
    for _ in 0..rounds {
        for (case, seconds) in cases.iter_mut().zip(&mut seconds) {
            let start = Instant::now();
            black_box((case.run)());
            seconds.push(start.elapsed().as_secs_f64());
        }
    }
    let first = &seconds[0];
    println!("{title}: {rounds} rounds in turn, beside {}", cases[0].name);
    for (case, seconds) in cases.iter().zip(&seconds) {
        let speed = median(seconds.iter().map(|seconds| bytes as f64 / 1e6 / seconds));
        let ratio = median(first.iter().zip(seconds).map(|(first, seconds)| first / seconds));
        println!("  {:<44} {speed:>8.1} MB/s {ratio:>8.2}", case.name);
    }
    println!();
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
