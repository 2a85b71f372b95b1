//! Running the built binary.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) const NAMES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/fixtures/names.csv");
pub(crate) const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/fixtures/article.txt");

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Run {
    /// The output of a run that had nothing to complain of.
    #[track_caller]
    pub(crate) fn text(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""));
        String::from_utf8(self.stdout).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(self) -> Vec<serde_json::Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// `yaqut` with arguments, not yet started; nothing of the surrounding terminal reaches it.
pub(crate) fn yaqut<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yaqut"));
    command.args(args).stdin(Stdio::null());
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(variable);
    }
    command.env("COLUMNS", "60");
    command
}

pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Run {
    finish(yaqut(args).output().unwrap())
}

/// Runs with bytes on standard input.
pub(crate) fn pipe(args: &[&str], input: &[u8]) -> Run {
    let mut command = yaqut(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A program that ends early closes the pipe.
        scope.spawn(move || drop(stdin.write_all(input)));
        finish(child.wait_with_output().unwrap())
    })
}

/// `yaqut annotate` with the names of the fixtures only.
pub(crate) fn annotate<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["annotate", "--no-builtin", "-g", NAMES], args].concat()
}

pub(crate) fn finish(output: std::process::Output) -> Run {
    let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
    assert!(!stderr.contains("panicked"), "{stderr}");
    Run { code: output.status.code(), stdout: output.stdout, stderr }
}

pub(crate) fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}
