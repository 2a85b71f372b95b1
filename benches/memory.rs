//! The memory that building takes at its peak, each in a process of its own; where there is `/proc`.
//!
//! Names are read from a file line by line, so that what is counted is the builder's and not the list's. Criterion has
//! no part in this: it runs once, unless a filter says otherwise.
#![expect(clippy::print_stdout, reason = "the figures are printed")]

mod naive;
mod peers;
mod support;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use support::{SEED, fact, short, smoke};
use yaqut::{Dictionary, Entity};

/// Says what a process is to build, and from which file.
const BUILD: &str = "YAQUT_BENCH_BUILD";
const NAMES: &str = "YAQUT_BENCH_NAMES";

fn main() {
    if let (Ok(what), Some(names)) = (env::var(BUILD), env::var_os(NAMES)) {
        return build(&what, Path::new(&names));
    }
    let size = if smoke() { 1_000 } else { 1_000_000 };
    let title = format!("memory/build {} names", short(size));
    if !selected(&title) {
        return;
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("names-{}.txt", std::process::id()));
    write_names(size, &path).expect("the names can be written");
    for what in ["nothing", "yaqut", "daachorse charwise", "aho-corasick"] {
        let mut child = Command::new(env::current_exe().expect("a bench is a program"));
        let output = child.env(BUILD, what).env(NAMES, &path).output().expect("it can be started");
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let (measure, value) = line.split_once(": ").expect("a measure and a value");
            fact(&title, what, measure, value.parse().expect("a number"));
        }
    }
    fs::remove_file(&path).expect("it was written");
    println!();
}

/// Whether one of the alternatives of the filter is part of the title; Criterion's filters are more, but mostly this.
fn selected(title: &str) -> bool {
    let mut filters = env::args().skip(1).filter(|argument| !argument.starts_with('-')).peekable();
    filters.peek().is_none() || filters.any(|filter| filter.split('|').any(|part| title.contains(part)))
}

fn write_names(size: usize, path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    yaqut_testkit::gazetteer(SEED, size).iter().try_for_each(|name| writeln!(file, "{}", name.name))?;
    file.flush()
}

/// Builds, and prints the seconds it took and the megabytes the process had at its peak.
fn build(what: &str, names: &Path) {
    let names = BufReader::new(File::open(names).expect("the names were written"));
    let names = names.lines().map(|line| line.expect("it is UTF-8"));
    let start = Instant::now();
    match what {
        "yaqut" => {
            let mut builder = Dictionary::builder();
            for (n, name) in names.enumerate() {
                builder.add(Entity::new(format!("n:{n}"), "name", name)).expect("the names are good");
            }
            assert!(!builder.finish().expect("the names fit").is_empty());
        }
        "aho-corasick" => drop(naive::Finder::new(names)),
        "daachorse charwise" => {
            // Refuses two names that fold to the same; the others take them.
            let mut folded: Vec<String> = names.map(|name| naive::fold(&name)).collect();
            folded.sort_unstable();
            folded.dedup();
            drop(peers::Daachorse::new(folded));
        }
        _ => drop(names.count()),
    }
    println!("seconds, reading the names included: {}", start.elapsed().as_secs_f64());
    if let Some(megabytes) = peak() {
        println!("MB at the peak: {megabytes}");
    }
}

/// The most memory that this process ever had, by the kernel's count.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}
