//! What can be wrong with a line, and what ends the reading of one.

use crate::exit::Failure;

/// A line that is not what its format says it should be.
#[derive(Debug)]
pub(super) struct Fault {
    /// By which it is counted: `not JSON`.
    pub(super) cause: &'static str,
    /// What exactly is wrong, and what to do.
    pub(super) what: String,
    /// Bytes of the line before the place, where it is known.
    pub(super) at: usize,
}

/// Why a line was not read to its end: it is bad, or the run is over.
#[derive(Debug)]
pub(super) enum Stop {
    Fault(Fault),
    Failure(Failure),
}

impl Fault {
    pub(super) fn new(cause: &'static str, what: impl Into<String>) -> Self {
        Fault { cause, what: what.into(), at: 0 }
    }

    /// This fault, so many bytes into its line.
    pub(super) fn at(mut self, at: usize) -> Self {
        self.at = at;
        self
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failure(failure)
    }
}
