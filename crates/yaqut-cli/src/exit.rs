//! Exit codes, the failures that lead to them, and messages on standard error.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::output::escape;

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
    /// An interrupt stopped the run.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a run ended early. Messages read `FILE or --option: what is wrong; what to do`.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The options do not fit together.
    Usage(String),
    /// The run could not start.
    Start(String),
    /// An input could not be read on.
    Input(String),
    /// A file could not be written.
    Save(String),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            // Whoever reads the output has seen enough.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Failure::Usage(_) => Exit::Usage,
            Failure::Start(_) => Exit::CannotStart,
            Failure::Input(_) | Failure::Save(_) | Failure::Output(_) => Exit::Stopped,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message)
            | Failure::Start(message)
            | Failure::Input(message)
            | Failure::Save(message) => f.write_str(message),
            Failure::Output(error) => {
                write!(f, "standard output: cannot write: {error}; the output is not whole")
            }
        }
    }
}

/// Only the output is written with `?`; inputs and files that are written name themselves.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// Tells the user something. If nobody can hear it, the run goes on all the same.
pub(crate) fn tell(message: &str) {
    let _ = writeln!(io::stderr(), "yaqut: {}", escape::line(message));
}
