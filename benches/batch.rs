//! The batch processor: JSON lines in, JSON lines out, beside the bare matcher and beside reading the bytes; and its
//! peak memory, each run in a process of its own.
#![expect(clippy::print_stdout, reason = "the figures are printed")]

mod support;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::{env, io};

use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group};
use support::{Corpus, SEED, case, compare, fact, smoke};
use yaqut::{Matcher, Resolver};
use yaqut_batch::input::{self, Carry, Fields, Inputs, Limits, RecordFormat};
use yaqut_batch::output::{Encoding, Packing, StreamSink};
use yaqut_batch::work::{Annotate, Steps};
use yaqut_batch::{Job, Source};
use yaqut_testkit::ArabicText;

/// Names a file that a process of its own is to annotate.
const INPUT: &str = "YAQUT_BENCH_INPUT";
const THREADS: &str = "YAQUT_BENCH_THREADS";

fn main() {
    if let Some(path) = env::var_os(INPUT) {
        return annotate_file(Path::new(&path));
    }
    benches();
    memory();
    Criterion::default().configure_from_args().final_summary();
}

criterion_group! { name = benches; config = support::criterion(); targets = batch }

/// Documents as JSON lines.
fn lines(corpus: &Corpus) -> Vec<u8> {
    let mut lines = Vec::new();
    for (number, text) in corpus.documents().iter().enumerate() {
        let mut id = String::new();
        let _ = write!(id, "n{number}");
        serde_json::to_writer(&mut lines, &serde_json::json!({"id": id, "text": text}))
            .expect("memory is no file");
        lines.push(b'\n');
    }
    lines
}

fn format() -> RecordFormat {
    RecordFormat::Jsonl(Fields { text: "text".to_owned(), id: "id".to_owned(), carry: Carry::None })
}

fn annotate(matcher: &Matcher, threads: usize, packing: Packing, resolve: bool) -> (Job, Encoding) {
    let annotate = Annotate::new(matcher.clone());
    let annotate = if resolve { annotate.resolver(Resolver::new()) } else { annotate };
    let encoding = Encoding { packing, ..Encoding::default() };
    let job =
        Job::builder(Steps::new().annotate(annotate)).encoding(encoding.clone()).threads(threads).build();
    (job, encoding)
}

fn batch(criterion: &mut Criterion) {
    // Half of the words of generated text are nobody's names; these are.
    let names = yaqut_testkit::gazetteer(SEED, 1_000);
    let corpus = Corpus::with_names(&names);
    let documents = corpus.documents();
    let lines = Bytes::from(lines(&corpus));
    let matcher = Matcher::new(yaqut_data::dictionary());

    let bytes = || documents.iter().filter(|text| std::str::from_utf8(text.as_bytes()).is_ok()).count();
    let mut worker = matcher.worker();
    let find = || documents.iter().map(|document| worker.find(document).count()).sum::<usize>();
    let run = |threads, packing, resolve| {
        let (job, encoding) = annotate(&matcher, threads, packing, resolve);
        let (lines, count) = (lines.clone(), documents.len());
        move || {
            let reader = Cursor::new(lines.clone());
            let source = input::reader("bench", reader, format(), Limits::default());
            let sink = StreamSink::new(io::sink(), &encoding);
            let report = job.run(source, sink).expect("nothing is wrong with the records");
            assert_eq!(report.tally.documents as usize, count);
            count
        }
    };
    let cases = vec![
        case("from_utf8", bytes).yardstick(),
        case("the bare matcher", find).yardstick(),
        case("1 thread", run(1, Packing::Plain, false)).yardstick(),
        case("2 threads", run(2, Packing::Plain, false)),
        case("2 threads, resolved", run(2, Packing::Plain, true)),
        case("2 threads, zst", run(2, Packing::Zstd, false)),
    ];
    compare(criterion, "batch/annotate jsonl", &Throughput::Bytes(corpus.bytes() as u64), cases);
}

/// The peak memory for a small and for a large input.
fn memory() {
    let title = "batch/memory";
    let mut filters = env::args().skip(1).filter(|argument| !argument.starts_with('-')).peekable();
    let selected =
        filters.peek().is_none() || filters.any(|filter| filter.split('|').any(|part| title.contains(part)));
    if !selected || !Path::new("/proc/self/status").exists() {
        return;
    }
    let sizes: &[u64] = if smoke() { &[1] } else { &[100, 2_000] };
    for &megabytes in sizes {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch-{}.jsonl", std::process::id()));
        write_lines(megabytes, &path).expect("the input can be written");
        for threads in ["1", "2"] {
            let mut child = Command::new(env::current_exe().expect("a bench is a program"));
            let output = child.env(INPUT, &path).env(THREADS, threads).output().expect("it can be started");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let peak: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number");
            let threads = if threads == "1" { "1 thread".to_owned() } else { format!("{threads} threads") };
            fact(title, &format!("{megabytes} MB, {threads}"), "MB at the peak", peak);
        }
        fs::remove_file(&path).expect("it was written");
    }
    println!();
}

/// Generated news as JSON lines, a megabyte of text again and again.
fn write_lines(megabytes: u64, path: &Path) -> io::Result<()> {
    let names = yaqut_testkit::gazetteer(SEED, 1_000).into_iter().map(|name| name.name).collect();
    let text = ArabicText::new(SEED).names(names, 12.5).generate(1 << 20);
    let corpus = Corpus::own_or(|| text);
    let lines = lines(&corpus);
    let mut file = BufWriter::new(File::create(path)?);
    let mut written = 0;
    while written < megabytes * 1_000_000 {
        file.write_all(&lines)?;
        written += lines.len() as u64;
    }
    file.flush()
}

/// Annotates a file as JSON lines, and prints the megabytes the process had at its peak.
fn annotate_file(path: &Path) {
    let threads = env::var(THREADS).ok().and_then(|threads| threads.parse().ok()).unwrap_or(1);
    let matcher = Matcher::new(yaqut_data::dictionary());
    let (job, encoding) = annotate(&matcher, threads, Packing::Plain, true);
    let source = input::files(Inputs::new(vec![path.to_owned()]), format(), Limits::default());
    let source: Box<dyn Source> = Box::new(source.expect("it was written"));
    job.run(source, StreamSink::new(io::sink(), &encoding)).expect("nothing is wrong with the records");
    let status = fs::read_to_string("/proc/self/status").expect("there is /proc");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux tells");
    let kilobytes: f64 = peak.trim().trim_end_matches("kB").trim().parse().expect("a number");
    println!("{}", kilobytes * 1.024 / 1e3);
}
