//! Files on a disk that fails: at every operation in turn, what is there is whole or can be written on.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::disk::{Disk, OpenFile, Real};
use super::{Encoding, FileSink, Layout};
use crate::record::{Code, Place, Reject};
use crate::sink::{Body, Done, Piece, Sink, SinkError};

/// Fails at one operation and at all that follow, as a full disk does; what it was to write is written in part.
struct Failing(Arc<AtomicUsize>);

struct FailingFile(Box<dyn OpenFile>, Arc<AtomicUsize>);

fn count(left: &AtomicUsize) -> io::Result<()> {
    let before = left.load(Ordering::SeqCst);
    if before == 0 {
        return Err(io::ErrorKind::StorageFull.into());
    }
    left.store(before - 1, Ordering::SeqCst);
    Ok(())
}

impl Disk for Failing {
    fn create(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        count(&self.0)?;
        Ok(Box::new(FailingFile(Real.create(path)?, Arc::clone(&self.0))))
    }

    fn reopen(&self, path: &Path, length: u64) -> io::Result<Box<dyn OpenFile>> {
        count(&self.0)?;
        Ok(Box::new(FailingFile(Real.reopen(path, length)?, Arc::clone(&self.0))))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        count(&self.0)?;
        Real.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Real.remove(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        count(&self.0)?;
        Real.create_folder(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        count(&self.0)?;
        Real.sync_folder(path)
    }
}

impl Write for FailingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if count(&self.1).is_err() {
            self.0.write_all(&bytes[..bytes.len() / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl OpenFile for FailingFile {
    fn sync(&mut self) -> io::Result<()> {
        count(&self.1)?;
        self.0.sync()
    }
}

type Build = fn(&Path) -> Layout;

const LAYOUTS: [Build; 3] = [
    |folder| Layout::One(folder.join("all.jsonl")),
    |folder| Layout::PerInput { folder: folder.join("out"), name: Box::new(|source| source.into()) },
    |folder| Layout::Shards { folder: folder.join("out"), stem: "part".to_owned(), bytes: 25 },
];

fn sink(disk: impl Disk + 'static, layout: Layout, folder: &Path) -> FileSink {
    FileSink::on(Box::new(disk), layout, &Encoding::default(), false).rejects(folder.join("bad.jsonl"))
}

/// What ten parts of four inputs become.
fn done(number: usize, by_input: bool) -> Done {
    let source = if by_input { ["a", "b/c", "b/d", "e"][number / 3] } else { "" };
    let place = Place { source: "a", number: number as u64, byte: 0 };
    let rejects = vec![Reject::new(place, Code::Json, "none", b"x"); usize::from(number % 4 == 1)];
    let bytes = format!("{{\"number\":{number}}}\n").into_bytes();
    Done {
        pieces: vec![Piece { source: source.into(), body: Body::Bytes(bytes) }],
        rejects,
        ..Done::default()
    }
}

const PARTS: usize = 10;

/// Writes all parts from one on, a checkpoint after every other one; gives back the last checkpoint and how many parts
/// were before it.
fn write(
    sink: &mut FileSink,
    from: usize,
    by_input: bool,
) -> (Option<(Value, usize)>, Result<(), SinkError>) {
    let mut last = None;
    let mut all = || {
        for number in from..PARTS {
            sink.write(done(number, by_input))?;
            if number % 2 == 1 {
                last = sink.checkpoint()?.map(|state| (state, number + 1));
            }
        }
        sink.finish()
    };
    let ended = all();
    (last, ended)
}

/// Every file of a folder with its content.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(files(&path).into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
        } else {
            all.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    all
}

#[test]
fn a_disk_that_fails_anywhere_loses_nothing_that_a_checkpoint_has() {
    for build in LAYOUTS {
        let whole = tempfile::tempdir().unwrap();
        let by_input = matches!(build(whole.path()), Layout::PerInput { .. });
        let mut undisturbed = sink(Real, build(whole.path()), whole.path());
        undisturbed.begin().unwrap();
        write(&mut undisturbed, 0, by_input).1.unwrap();
        let expected = files(whole.path());
        assert!(expected.keys().all(|name| !name.ends_with(".part")), "{expected:?}");

        let mut failures = 0;
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let disk = Failing(Arc::new(AtomicUsize::new(at)));
            let mut failing = sink(disk, build(folder.path()), folder.path());
            let (last, ended) = match failing.begin() {
                Ok(()) => write(&mut failing, 0, by_input),
                Err(error) => (None, Err(error)),
            };
            let Err(error) = ended else { break };
            failures += 1;
            assert!(error.to_string().contains("cannot write it") && error.to_string().contains("make room"));
            // Whatever has its own name is whole.
            for (name, text) in files(folder.path()) {
                assert!(
                    name.ends_with(".part") || expected.get(&name) == Some(&text),
                    "{at}: {name}: {text}"
                );
            }
            let mut second = sink(Real, build(folder.path()), folder.path());
            let from = match &last {
                Some((state, from)) => {
                    second.resume(state).unwrap();
                    *from
                }
                None => {
                    failing.abandon();
                    drop(failing);
                    // The output of files that were completed meanwhile is in the way of a new run.
                    let _ = fs::remove_dir_all(folder.path().join("out"));
                    let _ = fs::remove_file(folder.path().join("bad.jsonl"));
                    second.begin().unwrap();
                    0
                }
            };
            write(&mut second, from, by_input).1.unwrap();
            assert_eq!(files(folder.path()), expected, "{at}");
        }
        assert!(failures > 15, "{failures}");
    }
}

#[test]
fn a_run_that_went_on_behind_its_checkpoint_is_cut_back_to_it() {
    for build in LAYOUTS {
        let folder = tempfile::tempdir().unwrap();
        let by_input = matches!(build(folder.path()), Layout::PerInput { .. });
        let mut first = sink(Real, build(folder.path()), folder.path());
        first.begin().unwrap();
        let (last, _) = write(&mut first, 0, by_input);
        let (state, from) = last.unwrap();
        let expected = files(folder.path());
        // It was complete, but killed before it could say so.
        let mut second = sink(Real, build(folder.path()), folder.path());
        second.resume(&state).unwrap();
        write(&mut second, from, by_input).1.unwrap();
        assert_eq!(files(folder.path()), expected);
    }
}

#[test]
fn what_was_written_and_is_gone_is_not_written_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = sink(Real, LAYOUTS[0](folder.path()), folder.path());
    first.begin().unwrap();
    first.write(done(0, false)).unwrap();
    let state = first.checkpoint().unwrap().unwrap();
    fs::write(folder.path().join("all.jsonl.part"), "{").unwrap();
    let resume =
        || sink(Real, LAYOUTS[0](folder.path()), folder.path()).resume(&state).unwrap_err().to_string();
    assert!(resume().contains("it has 1 bytes, and 13 were written"), "{}", resume());
    fs::remove_file(folder.path().join("all.jsonl.part")).unwrap();
    assert!(resume().contains("cannot be resumed"), "{}", resume());
}

#[test]
fn what_is_there_is_replaced_only_by_force() {
    for build in LAYOUTS {
        let folder = tempfile::tempdir().unwrap();
        let by_input = matches!(build(folder.path()), Layout::PerInput { .. });
        let run = |force, from| {
            let mut sink = FileSink::new(build(folder.path()), &Encoding::default(), force);
            sink.begin()?;
            write(&mut sink, from, by_input).1
        };
        run(false, 0).unwrap();
        let first = files(folder.path());
        let refused = run(false, 0).unwrap_err().to_string();
        assert!(refused.contains("force it"), "{refused}");
        assert_eq!(files(folder.path()), first);
        // A shorter run leaves no shards of the longer one; the output of another input is left alone.
        run(true, 8).unwrap();
        let old = files(folder.path()).values().any(|text| text.contains("\"number\":1}"));
        assert_eq!(old, by_input);
    }
}

#[test]
fn no_results_are_an_empty_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut sink = sink(Real, LAYOUTS[0](folder.path()), folder.path());
    sink.begin().unwrap();
    sink.finish().unwrap();
    let empty = |name: &str| (name.to_owned(), String::new());
    assert_eq!(files(folder.path()), BTreeMap::from([empty("all.jsonl"), empty("bad.jsonl")]));
}
