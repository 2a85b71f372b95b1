//! Pipes, devices, directories and disks that are full: exit codes, and never a panic.
#![cfg(unix)]

mod common;

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use common::{ARTICLE, NAMES, annotate, finish, pipe, run, write, yaqut};

#[test]
fn whoever_stops_reading_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let long = write(folder.path(), "long.txt", "زار الوفد مصر والقاهرة.\n".repeat(20_000));
    let embedded = write(folder.path(), "embedded.yqt", yaqut_data::BYTES);
    let commands: [&[&str]; 8] = [
        &["gazetteer", "export", &embedded],
        &["gazetteer", "export", "-f", "csv", &embedded],
        &["annotate", "-f", "tsv", &long],
        &["annotate", "-f", "pretty", &long],
        &["tokenize", &long],
        &["tokenize", "-f", "jsonl", &long],
        &["sentences", &long],
        &["normalize", &long],
    ];
    for args in commands {
        let mut child = yaqut(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 1];
        std::io::Read::read_exact(&mut child.stdout.take().unwrap(), &mut first).unwrap();
        let ended = finish(child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let commands: [&[&str]; 10] = [
        &["gazetteer", "export", NAMES],
        &["gazetteer", "export", "-f", "tsv", NAMES],
        &["gazetteer", "inspect", NAMES],
        &["gazetteer", "lookup", "مصر"],
        &["annotate", ARTICLE],
        &["annotate", "-f", "pretty", ARTICLE],
        &["tokenize", "-f", "conllu", ARTICLE],
        &["sentences", ARTICLE],
        &["normalize", ARTICLE],
        &["--help"],
    ];
    for args in commands {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let failed = finish(yaqut(args).stdout(full).stderr(Stdio::piped()).output().unwrap());
        assert_eq!(failed.code, Some(4), "{args:?}");
        assert!(
            failed.stderr.starts_with("yaqut: standard output: cannot write: No space left"),
            "{}",
            failed.stderr
        );
    }
}

#[test]
fn streams_that_are_closed_do_no_harm() {
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_yaqut"), ARTICLE]).stdin(Stdio::null());
        finish(command.output().unwrap())
    };
    assert_eq!(shell(r#""$0" annotate "$1" >&-"#).code, Some(0));
    assert_eq!(shell(r#""$0" annotate <&-"#).json()[0]["id"], "-");
    // Nobody hears the message about the bad record; the good one comes all the same.
    let deaf = shell(r#"printf '\377\nok\n' | "$0" normalize --input lines 2>&-"#);
    assert_eq!((deaf.code, deaf.stdout), (Some(1), b"ok\n".to_vec()));
}

#[test]
fn nothing_on_standard_input_is_an_empty_document() {
    assert_eq!(pipe(&["annotate"], b"").text(), "{\"id\":\"-\",\"entities\":[]}\n");
    assert_eq!(pipe(&["tokenize", "-"], b"").text(), "");
    for input in ["lines", "jsonl"] {
        assert_eq!(pipe(&["annotate", "--input", input], b"").text(), "");
    }
    assert_eq!(run(["annotate", "/dev/null"]).json()[0]["entities"].as_array().map(Vec::len), Some(0));
}

#[test]
fn standard_input_can_stand_among_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.txt", "حلب\n");
    assert_eq!(pipe(&["normalize", &file, "-", &file], "مصر\n".as_bytes()).text(), "حلب\nمصر\nحلب\n");
}

#[test]
fn what_cannot_be_read_stops_the_run_before_it_prints() {
    let folder = tempfile::tempdir().unwrap();
    let good = write(folder.path(), "good.txt", "مصر");
    let path = folder.path().to_str().unwrap().to_owned();
    let dangling = format!("{path}/dangling");
    std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
    for (bad, what) in [
        (path.clone(), "is a directory; name its files"),
        (dangling, "No such file"),
        (format!("{path}/x"), "check the name"),
    ] {
        let failed = run(annotate(&["-f", "tsv", &good, &bad]));
        assert_eq!((failed.code, failed.stdout.len()), (Some(3), 0));
        assert!(
            failed.stderr.starts_with(&format!("yaqut: {bad}: ")) && failed.stderr.contains(what),
            "{}",
            failed.stderr
        );
    }
    let secret = write(folder.path(), "secret.txt", "مصر");
    fs::set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
    if File::open(&secret).is_err() {
        // else we are root, whom nothing is forbidden
        let failed = run(["tokenize", &secret]);
        assert_eq!(failed.code, Some(3));
        assert!(failed.stderr.contains("ask for the permission"), "{}", failed.stderr);
    }
}

#[test]
fn gazetteers_that_are_no_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let names = folder.path().join("names.csv");
    fs::create_dir(&names).unwrap();
    let failed = run(["annotate".as_ref(), "-g".as_ref(), names.as_os_str()]);
    assert_eq!(failed.code, Some(3));
    assert!(
        failed.stderr.contains("names.csv: ") && failed.stderr.contains("directory"),
        "{}",
        failed.stderr
    );
}

#[test]
fn named_pipes_are_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child =
        yaqut(["normalize".as_ref(), pipe.as_os_str()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut end = OpenOptions::new().write(true).open(&pipe).unwrap();
    // A byte order mark in pieces.
    for piece in [&b"\xEF"[..], b"\xBB", b"\xBF\xD9", b"\x85"] {
        end.write_all(piece).unwrap();
    }
    drop(end);
    assert_eq!(finish(child.unwrap().wait_with_output().unwrap()).text(), "م");
}

#[test]
fn a_gazetteer_can_be_a_named_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("names.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = yaqut(["gazetteer".as_ref(), "export".as_ref(), pipe.as_os_str()]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    fs::write(&pipe, "id,type,name\na,place,حلب\n").unwrap();
    let expected = "{\"id\":\"a\",\"type\":\"place\",\"name\":\"حلب\"}\n";
    assert_eq!(finish(child.wait_with_output().unwrap()).text(), expected);
    let out = folder.path().join("names.yqt");
    let mut command = yaqut(["gazetteer", "compile"]);
    command.arg(&pipe).arg("-o").arg(&out).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    fs::write(&pipe, "id,type,name\na,place,حلب\n").unwrap();
    assert_eq!(finish(child.wait_with_output().unwrap()).code, Some(0));
    assert!(out.exists());
}

#[test]
fn more_files_than_can_be_open_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<String> = (0..300).map(|n| write(folder.path(), &format!("{n}.txt"), "مصر\n")).collect();
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"ulimit -n 60; exec "$0" normalize "$@""#, env!("CARGO_BIN_EXE_yaqut")]).args(&files);
    assert_eq!(finish(shell.output().unwrap()).text(), "مصر\n".repeat(300));
}
