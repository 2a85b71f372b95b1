//! Why a run ended before its end.

use std::fmt;

use crate::record::Reject;
use crate::report::Report;
use crate::sink::SinkError;
use crate::source::SourceError;

/// A run that ended before its end: why, and what it had done.
#[derive(Debug)]
pub struct Stopped {
    /// Why it ended.
    pub cause: Cause,
    /// What it had done.
    pub report: Report,
    /// Whether it can be resumed.
    pub resumable: bool,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl std::error::Error for Stopped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Why a run ended before its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The run cannot begin: its options do not fit together, another run has its output, or it cannot be resumed.
    #[error("{0}")]
    Start(String),
    /// The source cannot go on.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A record is bad, and the run was to stop at the first.
    #[error("{0}")]
    Record(Box<Reject>),
    /// More records are bad than were to be accepted.
    #[error(
        "{rejected} of {records} records are bad, more than the limit; look at the rejects, or raise the limit"
    )]
    TooManyRejects {
        /// Records that are bad.
        rejected: u64,
        /// All records so far.
        records: u64,
    },
    /// The sink takes no more.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// The journal cannot be written.
    #[error("{0}")]
    Journal(String),
    /// It was asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// A source or a sink panicked, or the engine did.
    #[error("a defect stopped the run: {0}")]
    Panic(String),
}
