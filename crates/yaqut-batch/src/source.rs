//! Where records come from: the traits that a source of one's own implements.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::record::{Record, Reject};

/// Gives records in parts, always the same parts of the same input, so that a part is what is worked on at once, what
/// an output grows by, and where a run can stop and go on.
///
/// A part should be some hundred kilobytes: small enough to be shared out evenly, large enough that handing it over
/// costs nothing. Reading the bytes is the source's work, which one thread does at a time; taking records out of them
/// is best left to [`Records::read`], which all threads do.
pub trait Source: Send {
    /// The next part, or `None` at the end.
    ///
    /// # Errors
    ///
    /// If nothing more can come from any input. What is wrong with one record or one of several inputs is a [`Reject`]
    /// among the records instead.
    fn next(&mut self) -> Result<Option<Part>, SourceError>;

    /// Goes to the end of a part that was given before, perhaps by another process.
    ///
    /// # Errors
    ///
    /// If the source cannot be read again from there; without an implementation, always.
    fn seek(&mut self, to: Position) -> Result<(), SourceError> {
        let _ = to;
        Err(SourceError::new("the source cannot be read again from a place in it; start anew"))
    }

    /// What tells these inputs from others, or `None` if nothing does, as of a pipe. A run can be resumed only with
    /// inputs of the same identity.
    ///
    /// # Errors
    ///
    /// If an input cannot be looked at.
    fn identity(&mut self) -> Result<Option<Identity>, SourceError> {
        Ok(None)
    }

    /// How many bytes there are in all, as [`Part::bytes`] counts them, if that is known.
    fn total_bytes(&self) -> Option<u64> {
        None
    }
}

impl<S: Source + ?Sized> Source for Box<S> {
    fn next(&mut self) -> Result<Option<Part>, SourceError> {
        (**self).next()
    }

    fn seek(&mut self, to: Position) -> Result<(), SourceError> {
        (**self).seek(to)
    }

    fn identity(&mut self) -> Result<Option<Identity>, SourceError> {
        (**self).identity()
    }

    fn total_bytes(&self) -> Option<u64> {
        (**self).total_bytes()
    }
}

/// Some records that follow one another.
pub struct Part {
    /// The records.
    pub records: Box<dyn Records>,
    /// Where the source stands behind them.
    pub end: Position,
    /// How many bytes of the source they took, as they are stored.
    pub bytes: u64,
    /// The name of the input all of them come from, `None` if they come from several.
    pub source: Option<Arc<str>>,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part")
            .field("end", &self.end)
            .field("bytes", &self.bytes)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// The records of a part, not yet taken apart.
pub trait Records: Send {
    /// How many bytes of memory they take.
    fn weight(&self) -> usize;

    /// Gives each record, or why it is none, in order.
    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>));

    /// How many blank lines were passed over that are no records; known once they are read.
    fn blank(&self) -> u64 {
        0
    }

    /// At how many places bytes were read as U+FFFD; known once they are read.
    fn replaced(&self) -> u64 {
        0
    }
}

/// A place between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Position {
    /// Which input it is in, the first is 0.
    pub input: u64,
    /// How far into it: in bytes of the unpacked stream, or whatever the source counts.
    pub offset: u64,
    /// How many records, lines or rows of this input were before it.
    pub number: u64,
}

/// Names and values that tell one thing from others of its kind. A difference is told by its name.
pub type Identity = BTreeMap<String, String>;

/// Why a source cannot go on: what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SourceError(String);

impl SourceError {
    /// An error with a message that names the input, what is wrong, and the remedy.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        SourceError(message.into())
    }
}
