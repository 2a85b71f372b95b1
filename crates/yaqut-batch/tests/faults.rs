//! Runs that are stopped, and go on: whatever stops them and wherever, the output is in the end the same.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{file, json_format, jsonl, source, steps, texts};
use serde_json::Value;
use yaqut_batch::input::RecordFormat;
use yaqut_batch::output::{Encoding, FileSink, Layout, Packing};
use yaqut_batch::{
    Cause, Done, Job, JobBuilder, OnError, Part, Position, Report, Sink, SinkError, Source, SourceError,
    StopHandle, Stopped,
};

/// Some inputs of uneven sizes, one of them packed, with bad records.
fn inputs(folder: &Path) -> PathBuf {
    let inputs = folder.join("in");
    let texts = texts(3_000);
    let with_bad = |from: usize, to: usize| {
        let mut bytes = jsonl(&texts[from..to]);
        bytes.extend(b"none\n\n{\"text\":\"\xFF\"}\n");
        bytes
    };
    file(&inputs, "1.jsonl", &with_bad(0, 900));
    let mut packed = Vec::new();
    let packer = flate2::read::GzEncoder::new;
    packer(&with_bad(900, 1_700)[..], flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    file(&inputs, "2.jsonl.gz", &packed);
    file(&inputs, "3.jsonl", b"");
    file(&inputs, "4.jsonl", &with_bad(1_700, 3_000));
    inputs
}

fn job(out: &Path) -> JobBuilder {
    Job::builder(steps())
        .threads(3)
        .on_error(OnError::Reject)
        .journal(out.join(".journal"))
        .checkpoint_every(Duration::ZERO)
        .resume(true)
}

fn encoding(packing: Packing) -> Encoding {
    Encoding { packing, ..Encoding::default() }
}

/// Each kind of output; by name, in a folder.
fn layout(kind: &str, out: &Path, inputs: &Path) -> Layout {
    let folder = out.join("out");
    let root = format!("{}/", inputs.display());
    match kind {
        "one" => Layout::One(out.join("all.jsonl")),
        "shards" => Layout::Shards { folder, stem: "part".to_owned(), bytes: 60_000 },
        _ => Layout::PerInput {
            folder,
            name: Box::new(move |source| source.strip_prefix(root.as_str()).unwrap().into()),
        },
    }
}

const KINDS: [&str; 3] = ["one", "shards", "inputs"];

struct Run<'a> {
    kind: &'a str,
    packing: Packing,
    inputs: &'a Path,
    out: &'a Path,
}

impl Run<'_> {
    fn sink(&self) -> FileSink {
        let layout = layout(self.kind, self.out, self.inputs);
        FileSink::new(layout, &encoding(self.packing), false).rejects(self.out.join("bad.jsonl"))
    }

    fn job(&self) -> JobBuilder {
        fs::create_dir_all(self.out).unwrap();
        job(self.out).encoding(encoding(self.packing)).part_by_input(self.kind == "inputs")
    }

    fn whole(&self) -> Result<Report, Box<Stopped>> {
        self.job().build().run(source(self.inputs, json_format()), self.sink())
    }
}

/// Every file with its content.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let inside = contents(&path).into_iter();
            all.extend(inside.map(|(name, bytes)| (Path::new(path.file_name().unwrap()).join(name), bytes)));
        } else {
            all.insert(path.file_name().unwrap().into(), fs::read(&path).unwrap());
        }
    }
    all
}

/// Stops the run when so many parts were taken from the source.
struct StopsAt<S> {
    source: S,
    left: usize,
    stop: StopHandle,
}

impl<S: Source> Source for StopsAt<S> {
    fn next(&mut self) -> Result<Option<Part>, SourceError> {
        if self.left == 0 {
            self.stop.stop();
        }
        self.left = self.left.saturating_sub(1);
        self.source.next()
    }

    fn seek(&mut self, to: Position) -> Result<(), SourceError> {
        self.source.seek(to)
    }

    fn identity(&mut self) -> Result<Option<yaqut_batch::Identity>, SourceError> {
        self.source.identity()
    }
}

#[test]
fn a_run_that_is_stopped_anywhere_goes_on_to_the_same_output() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path());
    for kind in KINDS {
        for packing in [Packing::Plain, Packing::Zstd, Packing::Gzip] {
            let run = |out: &str| {
                Run { kind, packing, inputs: &inputs, out: &folder.path().join(out) }.out.to_owned()
            };
            let expected_at = run(&format!("{kind}-{packing:?}"));
            let expected = Run { kind, packing, inputs: &inputs, out: &expected_at };
            let report = expected.whole().unwrap();
            assert_eq!((report.tally.documents, report.tally.rejected(), report.tally.blank), (3_000, 6, 3));
            let expected = contents(&expected_at);
            assert!(expected.keys().all(|name| !name.to_string_lossy().ends_with(".part")));

            // Again and again, a part further each time.
            for step in [1, 3] {
                let out = run(&format!("{kind}-{packing:?}-{step}"));
                let again = Run { kind, packing, inputs: &inputs, out: &out };
                let mut stops = 0;
                let last = loop {
                    let job = again.job().build();
                    let stopping = StopsAt {
                        source: source(&inputs, json_format()),
                        left: step,
                        stop: job.stop_handle(),
                    };
                    match job.run(stopping, again.sink()) {
                        Ok(report) => break report,
                        Err(stopped) => {
                            assert!(matches!(stopped.cause, Cause::Interrupted), "{stopped}");
                            assert!(stopped.resumable);
                            stops += 1;
                        }
                    }
                };
                assert!(stops > 1, "{stops}");
                assert!(contents(&out) == expected, "{kind} {packing:?} {step}");
                assert_eq!((last.tally, last.resumed), (report.tally.clone(), true));
            }
        }
    }
}

/// Fails at one call, and at all that follow, as what it writes to does.
struct FailsAt<'s> {
    sink: FileSink,
    left: &'s mut usize,
}

impl FailsAt<'_> {
    fn count(&mut self) -> Result<(), SinkError> {
        if *self.left == 0 {
            return Err(SinkError::new("out: cannot write it: no space; make room for it"));
        }
        *self.left -= 1;
        Ok(())
    }
}

impl Sink for FailsAt<'_> {
    fn begin(&mut self) -> Result<(), SinkError> {
        self.sink.begin()
    }

    fn write(&mut self, done: Done) -> Result<(), SinkError> {
        self.count()?;
        self.sink.write(done)
    }

    fn checkpoint(&mut self) -> Result<Option<Value>, SinkError> {
        self.count()?;
        self.sink.checkpoint()
    }

    fn resume(&mut self, state: &Value) -> Result<(), SinkError> {
        self.sink.resume(state)
    }

    fn finish(&mut self) -> Result<(), SinkError> {
        self.count()?;
        self.sink.finish()
    }

    fn abandon(&mut self) {
        self.sink.abandon();
    }
}

#[test]
fn a_sink_that_fails_at_any_call_leaves_a_run_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path());
    for kind in KINDS {
        let expected_at = folder.path().join(kind);
        let packing = Packing::Plain;
        Run { kind, packing, inputs: &inputs, out: &expected_at }.whole().unwrap();
        let expected = contents(&expected_at);
        let mut failures = 0;
        for at in 0.. {
            let out = folder.path().join(format!("{kind}-{at}"));
            let run = Run { kind, packing, inputs: &inputs, out: &out };
            let mut left = at;
            let sink = FailsAt { sink: run.sink(), left: &mut left };
            match run.job().build().run(source(&inputs, json_format()), sink) {
                Ok(_) => break,
                Err(stopped) => {
                    failures += 1;
                    assert!(matches!(stopped.cause, Cause::Sink(_)), "{stopped}");
                    assert_eq!(stopped.resumable, at > 1, "{at}");
                    if !stopped.resumable {
                        // Nothing is left in the way.
                        let left: Vec<PathBuf> = contents(&out).into_keys().collect();
                        assert!(left.is_empty(), "{left:?}");
                    }
                }
            }
            let report = run.whole().unwrap();
            assert_eq!(report.resumed, at > 1);
            assert!(contents(&out) == expected, "{kind} {at}");
        }
        assert!(failures > 8, "{failures}");
    }
}

#[test]
fn a_run_is_resumed_with_what_it_was_begun_with_alone() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path());
    let out = folder.path().join("out");
    let run = Run { kind: "one", packing: Packing::Plain, inputs: &inputs, out: &out };
    let stop = |job: JobBuilder| {
        let job = job.build();
        let stopping = StopsAt { source: source(&inputs, json_format()), left: 2, stop: job.stop_handle() };
        job.run(stopping, run.sink()).unwrap_err()
    };
    let refused = |job: JobBuilder| {
        let stopped = job.build().run(source(&inputs, json_format()), run.sink()).unwrap_err();
        assert!(matches!(stopped.cause, Cause::Start(_)));
        stopped.to_string()
    };
    stop(run.job().identity("the gazetteers", "a1"));
    let other = refused(run.job().identity("the gazetteers", "b2"));
    assert!(other.contains("the gazetteers was a1, and is b2"), "{other}");
    assert!(refused(run.job()).contains("the gazetteers was a1, and is nothing"));
    let job = || run.job().identity("the gazetteers", "a1");
    assert!(refused(job().encoding(encoding(Packing::Gzip))).contains("encoding was jsonl plain"));
    assert!(refused(job().resume(false)).contains("a run of this output was stopped"));
    // A changed input, of the same size.
    let changed = inputs.join("4.jsonl");
    let (bytes, time) = (fs::read(&changed).unwrap(), fs::metadata(&changed).unwrap().modified().unwrap());
    let set_time = |time| fs::File::options().write(true).open(&changed).unwrap().set_modified(time).unwrap();
    set_time(time + Duration::from_secs(9));
    assert!(refused(job()).contains("the names or times of the inputs was"));
    fs::write(&changed, &bytes[1..]).unwrap();
    assert!(refused(job()).contains("the inputs was 4 files of"));
    fs::write(&changed, &bytes).unwrap();
    set_time(time);
    // A damaged journal, and one whose output is gone.
    let journal = out.join(".journal");
    let good = fs::read(&journal).unwrap();
    fs::write(&journal, &good[..good.len() - 1]).unwrap();
    assert!(refused(job()).contains("the journal is damaged"));
    fs::write(&journal, &good).unwrap();
    let part = out.join("all.jsonl.part");
    fs::rename(&part, out.join("away")).unwrap();
    assert!(refused(job()).contains("all.jsonl.part: the run cannot be resumed"));
    fs::rename(out.join("away"), &part).unwrap();
    // And with all as it was.
    assert!(job().build().run(source(&inputs, json_format()), run.sink()).unwrap().resumed);
    assert!(!journal.exists() && !part.exists());
}

#[test]
fn a_run_that_stopped_at_a_bad_record_goes_on_past_it() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path());
    let [straight, twice] = ["straight", "twice"].map(|name| folder.path().join(name));
    for out in [&straight, &twice] {
        let run = Run { kind: "one", packing: Packing::Plain, inputs: &inputs, out };
        if out == &twice {
            let stopped = run.job().on_error(OnError::Fail).build();
            // It has no file for rejects either.
            let layout = layout("one", out, &inputs);
            let sink = FileSink::new(layout, &encoding(Packing::Plain), false);
            let stopped = stopped.run(source(&inputs, json_format()), sink).unwrap_err();
            assert!(matches!(&stopped.cause, Cause::Record(reject) if reject.source.ends_with("1.jsonl")));
            assert!(stopped.resumable);
        }
        run.whole().unwrap();
    }
    assert!(contents(&straight) == contents(&twice));
}

#[test]
fn a_packed_input_that_is_cut_keeps_what_came_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = Vec::new();
    let bytes = jsonl(&texts(2_000));
    flate2::read::GzEncoder::new(&bytes[..], flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    let inputs = folder.path().join("in");
    file(&inputs, "1.gz", &packed[..packed.len() / 2]);
    file(&inputs, "2", "{\"text\":\"عدن\"}".as_bytes());
    let out = folder.path().join("out");
    let run = Run { kind: "one", packing: Packing::Plain, inputs: &inputs, out: &out };
    let report = run.whole().unwrap();
    assert_eq!(report.tally.rejects.get("damaged"), 1);
    let files = contents(&out);
    let reject: Value = serde_json::from_slice(&files[Path::new("bad.jsonl")]).unwrap();
    assert!(
        reject["message"].as_str().unwrap().contains(&format!("cut at byte {}", packed.len() / 2)),
        "{reject}"
    );
    // The records before the break and those of the other file: a line each.
    let whole =
        bytes[..reject["byte"].as_u64().unwrap() as usize].iter().filter(|&&byte| byte == b'\n').count();
    let lines = files[Path::new("all.jsonl")].iter().filter(|&&byte| byte == b'\n').count();
    assert!(whole > 100);
    assert_eq!((lines, report.tally.documents), (whole + 1, whole as u64 + 1));

    let other = folder.path().join("fail");
    let run = Run { kind: "one", packing: Packing::Plain, inputs: &inputs, out: &other };
    let stopped = run.job().on_error(OnError::Fail).build();
    let stopped = stopped.run(source(&inputs, json_format()), run.sink()).unwrap_err();
    assert!(stopped.to_string().contains("the gzip stream is cut at byte"), "{stopped}");
}

#[test]
fn texts_in_millions_of_files_are_resumed_between_them() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    for (n, text) in texts(1_300).iter().enumerate() {
        file(&inputs, &format!("{:02}/{n:04}.txt", n % 7), text.as_bytes());
    }
    let [straight, twice] = ["straight", "twice"].map(|name| folder.path().join(name));
    for out in [&straight, &twice] {
        let run = Run { kind: "one", packing: Packing::Plain, inputs: &inputs, out };
        if out == &twice {
            let job = run.job().build();
            let stopping =
                StopsAt { source: source(&inputs, RecordFormat::Text), left: 1, stop: job.stop_handle() };
            assert!(job.run(stopping, run.sink()).unwrap_err().resumable);
        }
        let report = run.job().build().run(source(&inputs, RecordFormat::Text), run.sink()).unwrap();
        assert_eq!(report.tally.documents, 1_300);
    }
    assert!(contents(&straight) == contents(&twice));
}
