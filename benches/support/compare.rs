//! Several ways to do the same, measured in turn.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, Throughput};

use super::record::record;
use super::smoke;

/// As many rounds as there are at most, and as long as they may take together; one is made in any case.
const ROUNDS: usize = 9;
const TIME: Duration = Duration::from_secs(45);

/// One of several ways to do the same: a name and a run over the whole corpus, which returns what it counted.
pub(crate) struct Case<'a> {
    name: &'a str,
    run: Box<dyn FnMut() -> usize + 'a>,
    sampled: bool,
    yardstick: bool,
}

/// A case that runs over a corpus.
pub(crate) fn case<'a>(name: &'a str, run: impl FnMut() -> usize + 'a) -> Case<'a> {
    Case { name, run: Box::new(run), sampled: true, yardstick: false }
}

impl Case<'_> {
    /// One that the others are compared with. Without any, the first case is.
    pub(crate) fn yardstick(mut self) -> Self {
        self.yardstick = true;
        self
    }

    /// One that Criterion does not sample, for it is slow and no change of ours makes it faster: its rounds will do.
    pub(crate) fn in_rounds_only(mut self) -> Self {
        self.sampled = false;
        self
    }
}

/// Measures each case with Criterion, then all of them in turn, round by round, and prints how fast each is beside the
/// yardsticks: a run takes so many bytes of text, or
/// so many names or words. Runs nothing if Criterion's filter leaves out all cases that it samples.
///
/// A ratio is the median over the rounds of what a case and a yardstick made of the same round, so that a machine that
/// is busy for a while slows both.
pub(crate) fn compare(criterion: &mut Criterion, title: &str, amount: &Throughput, mut cases: Vec<Case<'_>>) {
    let mut group = criterion.benchmark_group(title);
    group.throughput(amount.clone()).sampling_mode(SamplingMode::Flat);
    let mut measured = false;
    for case in cases.iter_mut().filter(|case| case.sampled) {
        group.bench_function(case.name, |bencher| {
            if !measured {
                black_box((case.run)()); // whatever is made on first use, before Criterion estimates times
                measured = true;
            }
            bencher.iter(&mut case.run);
        });
    }
    group.finish();
    if !measured {
        return; // a filter left the group out
    }
    if cases.len() > 1 && !cases.iter().any(|case| case.yardstick) {
        cases[0].yardstick = true;
    }
    let seconds = in_turn(&mut cases);
    print(title, amount, &cases, &seconds);
}

/// The seconds each case took, round by round: an odd number of rounds, so that a median is one of them.
fn in_turn(cases: &mut [Case<'_>]) -> Vec<Vec<f64>> {
    let mut seconds = vec![Vec::with_capacity(ROUNDS); cases.len()];
    let start = Instant::now();
    for round in 1..=if smoke() { 1 } else { ROUNDS } {
        for (case, seconds) in cases.iter_mut().zip(&mut seconds) {
            let start = Instant::now();
            black_box((case.run)());
            seconds.push(start.elapsed().as_secs_f64());
        }
        let of_a_round = start.elapsed() / round as u32;
        if round % 2 == 1 && start.elapsed() + of_a_round * 2 > TIME {
            break;
        }
    }
    seconds
}

fn print(title: &str, amount: &Throughput, cases: &[Case<'_>], seconds: &[Vec<f64>]) {
    let yardsticks: Vec<usize> = (0..cases.len()).filter(|n| cases[*n].yardstick).collect();
    let rounds = seconds[0].len();
    let (amount, unit) = match amount {
        Throughput::Bytes(bytes) => (*bytes, "MB/s"),
        Throughput::Elements(names) => (*names, "M/s"),
        _ => panic!("nothing is measured in {amount:?}"),
    };
    println!("{title}: medians of {rounds} {}", if rounds == 1 { "round" } else { "rounds in turn" });
    for (n, yardstick) in yardsticks.iter().enumerate() {
        println!("  ({}) times as fast as {}", n + 1, cases[*yardstick].name);
    }
    let header: String = (1..=yardsticks.len()).map(|n| format!("{:>9}", format!("({n})"))).collect();
    println!("  {:<44} {:>10} {:>9}{header}", "", "ms", unit);
    for (case, own) in cases.iter().zip(seconds) {
        let time = median(own.iter().copied());
        let speed = amount as f64 / 1e6 / time;
        let mut ratios = String::new();
        record(title, case.name, "ms", time * 1e3);
        record(title, case.name, unit, speed);
        for yardstick in &yardsticks {
            let ratio = median(seconds[*yardstick].iter().zip(own).map(|(yardstick, own)| yardstick / own));
            ratios += &format!(" {ratio:>8.2}");
            record(title, case.name, &format!("times as fast as {}", cases[*yardstick].name), ratio);
        }
        println!("  {:<44} {:>10.2} {speed:>9.1}{ratios}", case.name, time * 1e3);
    }
    record(title, "", "rounds", rounds as f64);
    println!();
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
