//! Exit codes, and the failures that lead to them.

use std::io;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// Done, but some records were bad.
    Rejects = 1,
    /// The command line was wrong.
    Usage = 2,
    /// The run could not start: an unreadable file, a bad gazetteer.
    CannotStart = 3,
    /// An input or output error stopped the run.
    Stopped = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The options do not fit together.
    Usage(String),
    /// The run could not start.
    Start(String),
    /// Reading or writing failed midway.
    Io(io::Error),
}

impl Failure {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Failure::Usage(_) => Exit::Usage,
            Failure::Start(_) => Exit::CannotStart,
            Failure::Io(_) => Exit::Stopped,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Usage(message) | Failure::Start(message) => f.write_str(message),
            Failure::Io(error) => write!(f, "cannot go on: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}
