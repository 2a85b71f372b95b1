//! `yaqut batch` as a process: killed, interrupted, out of room, its pipe closed; in the end nothing is lost.
#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{NAMES, finish, run, yaqut};
use serde_json::Value;
use yaqut_testkit::{ArabicText, Rng};

/// A folder of uneven JSONL files, one of them packed, with bad lines among them.
fn inputs(folder: &Path, bytes: usize) -> PathBuf {
    let names = ["القاهرة", "سوريا", "سيرغي لافروف"].map(str::to_owned).to_vec();
    let text = ArabicText::new(5).names(names, 30.0).generate(bytes);
    let mut rng = Rng::new(9);
    let mut files = vec![Vec::new(); 5];
    let mut lines = text.lines().enumerate().peekable();
    while lines.peek().is_some() {
        let many = 1 + (rng.chance(0.1) as usize) * 60;
        let document: Vec<&str> = lines.by_ref().take(many).map(|(_, line)| line).collect();
        let at = if rng.chance(0.7) { 3 } else { usize::from(rng.chance(0.5)) };
        let line = serde_json::json!({"id": files[at].len(), "text": document.join("\n")});
        files[at].extend(format!("{line}\n").into_bytes());
        if rng.chance(0.02) {
            files[at].extend(b"{\"id\":1}\n");
        }
    }
    let inputs = folder.join("in");
    fs::create_dir_all(inputs.join("sub")).unwrap();
    for (n, bytes) in files.iter().enumerate() {
        let name = if n == 1 { "sub/1.jsonl.gz".to_owned() } else { format!("{n}.jsonl") };
        let mut file = File::create(inputs.join(name)).unwrap();
        if n == 1 {
            let mut gzip = Command::new("gzip").arg("-c").stdin(Stdio::piped()).stdout(file).spawn().unwrap();
            gzip.stdin.take().unwrap().write_all(bytes).unwrap();
            assert!(gzip.wait().unwrap().success());
        } else {
            file.write_all(bytes).unwrap();
        }
    }
    inputs
}

/// The arguments of a run into a folder.
fn arguments(inputs: &Path, out: &Path, more: &[&str]) -> Vec<String> {
    fs::create_dir_all(out).unwrap();
    let out = |name: &str| out.join(name).display().to_string();
    let mut all = vec!["batch".to_owned(), inputs.display().to_string()];
    all.extend(["--input", "jsonl", "--no-builtin", "-g", NAMES, "--threads", "2"].map(str::to_owned));
    all.extend(["--on-error", "reject", "--rejects"].map(str::to_owned));
    all.extend([out("bad.jsonl"), "--checkpoint-seconds".to_owned(), "0".to_owned()]);
    if more.contains(&"--split") {
        all.extend(["-o".to_owned(), out("out")]);
    } else {
        all.extend(["-o".to_owned(), out("out.jsonl.gz")]);
    }
    all.extend(more.iter().map(|&word| word.to_owned()));
    all
}

fn start(arguments: &[String]) -> Child {
    yaqut(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
    all
}

#[test]
fn a_run_that_is_killed_again_and_again_gives_the_same_output() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path(), 6_000_000);
    let mut rng = Rng::new(1);
    let mut kills = 0;
    for more in [&[][..], &["--split", "100kB"], &["--split", "input", "--pack", "zst"]] {
        let whole = folder.path().join("whole");
        let begun = Instant::now();
        let done = run(arguments(&inputs, &whole, more));
        let time = begun.elapsed();
        assert_eq!(done.code, Some(1), "{}", done.stderr); // there were bad lines
        let expected = contents(&whole);
        let out = folder.path().join("killed");
        let asked = if std::env::var_os("YAQUT_CASES").is_some() { 100 } else { 17 };
        let mut own = 0;
        while own < asked {
            let mut child = start(&arguments(&inputs, &out, &[more, &["--resume"]].concat()));
            let wait = time.mul_f64(0.02 + 0.2 * f64::from(rng.below(1_000) as u32) / 1_000.0);
            std::thread::sleep(wait);
            if child.try_wait().unwrap().is_none() {
                child.kill().unwrap();
                own += 1;
            }
            let ended = child.wait().unwrap();
            if ended.code().is_some() {
                // It came to its end: the output is compared, and the next one begins anew.
                assert_eq!(ended.code(), Some(1));
                assert!(contents(&out) == expected, "{more:?} after {own} kills");
                fs::remove_dir_all(&out).unwrap();
            }
        }
        kills += own;
        let done = run(arguments(&inputs, &out, &[more, &["--resume"]].concat()));
        assert_eq!(done.code, Some(1), "{}", done.stderr);
        assert!(contents(&out) == expected, "{more:?}");
        fs::remove_dir_all(&whole).unwrap();
        fs::remove_dir_all(&out).unwrap();
    }
    assert!(kills > 50);
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn an_interrupt_leaves_a_run_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path(), 6_000_000);
    let [whole, out] = ["whole", "out"].map(|name| folder.path().join(name));
    run(arguments(&inputs, &whole, &[]));
    for name in ["-INT", "-TERM"] {
        let child = start(&arguments(&inputs, &out, &[]));
        while !out.join("out.jsonl.gz.journal").exists() {
            std::thread::sleep(Duration::from_millis(2));
        }
        signal(&child, name);
        let ended = finish(child.wait_with_output().unwrap());
        assert_eq!(ended.code, Some(130), "{}", ended.stderr);
        assert!(ended.stderr.contains("go on with --resume"), "{}", ended.stderr);
        let again = run(arguments(&inputs, &out, &[]));
        assert_eq!(again.code, Some(3));
        assert!(again.stderr.contains("a run of this output was stopped"), "{}", again.stderr);
        let done = run(arguments(&inputs, &out, &["--resume"]));
        assert_eq!(done.code, Some(1), "{}", done.stderr);
        assert!(contents(&out) == contents(&whole));
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn a_second_interrupt_ends_a_run_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let mut child = yaqut(["batch", "-", "--input", "lines", "-o"]);
    // Nothing ever comes through the pipe, so there is nothing to finish.
    let mut child = child.arg(&out).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !folder.path().join("out.jsonl.journal.lock").exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    signal(&child, "-INT");
    let mut told = [0; 10];
    child.stderr.as_mut().unwrap().read_exact(&mut told).unwrap();
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!out.exists());
}

#[test]
fn a_second_run_of_one_output_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let one = |stdin: Stdio| {
        let mut command = yaqut(["batch", "-", "--input", "lines", "-o"]);
        command.arg(&out).stdin(stdin).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut first = one(Stdio::piped());
    while !folder.path().join("out.jsonl.journal.lock").exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let second = finish(one(Stdio::null()).wait_with_output().unwrap());
    assert_eq!(second.code, Some(3));
    assert!(second.stderr.contains("another run writes this output"), "{}", second.stderr);
    first.stdin.take().unwrap().write_all("زار الوفد القاهرة\n".as_bytes()).unwrap();
    assert_eq!(first.wait().unwrap().code(), Some(0));
    assert!(fs::read_to_string(&out).unwrap().contains("cldr:Africa/Cairo"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_disk_without_room_stops_a_run_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path(), 6_000_000);
    let [whole, out] = ["whole", "out"].map(|name| folder.path().join(name));
    run(arguments(&inputs, &whole, &["--pack", "none"]));
    let words = arguments(&inputs, &out, &["--pack", "none", "--resume"]);
    // A file that may not grow fails as a full disk does.
    for blocks in [1, 40, 600, 2_000] {
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            "trap '' XFSZ; ulimit -f $0; exec \"$@\"",
            &blocks.to_string(),
            env!("CARGO_BIN_EXE_yaqut"),
        ]);
        let ended = finish(shell.args(&words).stdin(Stdio::null()).output().unwrap());
        assert_eq!(ended.code, Some(4), "{blocks}: {}", ended.stderr);
        assert!(ended.stderr.contains(".part: cannot write it"), "{}", ended.stderr);
        assert!(!out.join("out.jsonl.gz").exists());
    }
    let done = run(&words);
    assert_eq!(done.code, Some(1), "{}", done.stderr);
    assert!(contents(&out) == contents(&whole));
}

#[test]
fn a_full_device_is_told_and_a_closed_pipe_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path(), 3_000_000);
    let words = |out: &str| {
        let words = ["batch", "--input", "jsonl", "--on-error", "skip", "-q", "-o", out];
        words.map(str::to_owned).into_iter().chain([inputs.display().to_string()]).collect::<Vec<_>>()
    };
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ended = finish(yaqut(words("-")).stdout(full).output().unwrap());
    assert_eq!(ended.code, Some(4));
    assert!(ended.stderr.contains("the output: cannot write it after 0 bytes: No space"), "{}", ended.stderr);
    let device = run(words("/dev/full"));
    assert_eq!(device.code, Some(3), "{}", device.stderr);
    let mut child = yaqut(words("-")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut [0; 100]).unwrap();
    drop(pipe);
    let ended = finish(child.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_report_is_json_and_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path(), 600_000);
    let report = folder.path().join("report.json");
    let done = run(arguments(&inputs, &folder.path().join("out"), &["--report", report.to_str().unwrap()]));
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    let number = |name: &str| report[name].as_u64().unwrap_or_else(|| panic!("{name}: {report:#}"));
    assert_eq!(number("records"), number("documents") + number("rejected"));
    assert_eq!(report["rejects"]["json"], report["rejected"]);
    let rejects = fs::read_to_string(folder.path().join("out/bad.jsonl")).unwrap();
    assert_eq!(rejects.lines().count() as u64, number("rejected"));
    let types: u64 =
        report["entity_types"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!((types, report["complete"].clone()), (number("mentions"), Value::Bool(true)));
    assert!(number("mentions") > 100 && number("peak_memory_bytes") > 1 << 20);
    assert!(done.stderr.contains("documents,") && done.stderr.contains("rejected: json"), "{}", done.stderr);
}

#[test]
fn a_dry_run_writes_nothing_and_estimates() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs(folder.path(), 600_000);
    let words = arguments(&inputs, &folder.path().join("out"), &["--dry-run"]);
    let done = run(words);
    assert!(
        done.stderr.contains("the whole,") && done.stderr.contains("would take about"),
        "{}",
        done.stderr
    );
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 0);
}

#[test]
fn an_option_of_the_line_overrides_the_job_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("in.txt"), "زار القـاهرة").unwrap();
    let job = format!(
        "inputs = [{:?}]\noutput = {:?}\nsteps = [\"normalize\", \"tokenize\"]\nthreads = 2\nquiet = true\nforce = false\n",
        path("in.txt"),
        path("out.jsonl")
    );
    fs::write(path("job.toml"), job).unwrap();
    assert_eq!(run(["batch", "--job", &path("job.toml")]).text(), "");
    let line = fs::read_to_string(path("out.jsonl")).unwrap();
    assert!(line.contains("\"text\":\"زار القاهرة\"") && line.contains("\"tokens\":["), "{line}");
    let other = ["batch", "--job", &path("job.toml"), "--steps", "sentences", "-o", &path("other.jsonl")];
    assert_eq!(run(other).text(), "");
    assert!(
        fs::read_to_string(path("other.jsonl"))
            .unwrap()
            .ends_with(",\"sentences\":[{\"start\":0,\"end\":12}]}\n")
    );
    for (line, told) in [
        ("thread = 2", "thread: no such option"),
        ("threads = \"x\"", "write a whole number"),
        ("threads = [[1]]", "threads: is neither a string"),
        ("threads = ", "TOML parse error"),
        ("job = \"a\"", "a job file names no other"),
        ("steps = [\"dance\"]", "invalid value 'dance'"),
    ] {
        fs::write(path("bad.toml"), line).unwrap();
        let refused = run(["batch", "--job", &path("bad.toml"), "-o", &path("x")]);
        assert!(matches!(refused.code, Some(2 | 3)), "{line}");
        assert!(
            refused.stderr.contains(told) && refused.stderr.contains("bad.toml"),
            "{line}: {}",
            refused.stderr
        );
    }
}

#[test]
fn an_output_that_is_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir(path("in")).unwrap();
    fs::write(path("in/a.txt"), "عدن").unwrap();
    for (out, told) in
        [("in/a.txt", "is an input too"), ("in/out.jsonl", "which is read"), ("in/deep/out", "which is read")]
    {
        let inputs = if told == "is an input too" { path("in/a.txt") } else { path("in") };
        let refused = run(["batch", &inputs, "-o", &path(out), "--force"]);
        assert_eq!(refused.code, Some(2));
        assert!(refused.stderr.contains(told), "{out}: {}", refused.stderr);
    }
    assert_eq!(fs::read_to_string(path("in/a.txt")).unwrap(), "عدن");
}
