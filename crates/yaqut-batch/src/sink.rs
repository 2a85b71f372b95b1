//! Where results go: the trait that a sink of one's own implements.

use std::sync::Arc;

use serde_json::Value;

use crate::record::Reject;
use crate::report::Tally;

/// Takes results in the order of their records.
pub trait Sink: Send {
    /// Makes ready for the first results of a run that is not resumed.
    ///
    /// # Errors
    ///
    /// If the output cannot be begun, as because it is there already.
    fn begin(&mut self) -> Result<(), SinkError> {
        Ok(())
    }

    /// Takes what became of one part.
    ///
    /// # Errors
    ///
    /// If it cannot be written; the run stops.
    fn write(&mut self, done: Done) -> Result<(), SinkError>;

    /// Makes all that was written safe against a crash, and says what [`resume`](Sink::resume) needs to go on behind
    /// it; `None` if there is no going on from here, as inside a file that has to be written at once.
    ///
    /// # Errors
    ///
    /// If it cannot be made safe; the run stops.
    fn checkpoint(&mut self) -> Result<Option<Value>, SinkError> {
        Ok(None)
    }

    /// Goes back to where `state` was given, whatever was written since.
    ///
    /// # Errors
    ///
    /// If what was written then is no longer there; without an implementation, always.
    fn resume(&mut self, state: &Value) -> Result<(), SinkError> {
        let _ = state;
        Err(SinkError::new("the output cannot be written on; start anew"))
    }

    /// Completes the output; nothing comes after it.
    ///
    /// # Errors
    ///
    /// If it cannot be completed.
    fn finish(&mut self) -> Result<(), SinkError> {
        Ok(())
    }

    /// Clears away what a run leaves that ended before its end and cannot be resumed.
    fn abandon(&mut self) {}
}

impl<S: Sink + ?Sized> Sink for Box<S> {
    fn begin(&mut self) -> Result<(), SinkError> {
        (**self).begin()
    }

    fn write(&mut self, done: Done) -> Result<(), SinkError> {
        (**self).write(done)
    }

    fn checkpoint(&mut self) -> Result<Option<Value>, SinkError> {
        (**self).checkpoint()
    }

    fn resume(&mut self, state: &Value) -> Result<(), SinkError> {
        (**self).resume(state)
    }

    fn finish(&mut self) -> Result<(), SinkError> {
        (**self).finish()
    }

    fn abandon(&mut self) {
        (**self).abandon();
    }
}

/// What became of one part.
#[derive(Debug, Default)]
pub struct Done {
    /// The results, encoded; one piece, or one for each input where the output is parted by inputs.
    pub pieces: Vec<Piece>,
    /// The records that were bad, in order. Empty where they are only counted.
    pub rejects: Vec<Reject>,
    /// What was counted.
    pub tally: Tally,
}

impl Done {
    /// How many bytes of memory it takes, about.
    #[must_use]
    pub fn weight(&self) -> usize {
        let pieces: usize = self.pieces.iter().map(|piece| piece.body.weight()).sum();
        let rejects: usize =
            self.rejects.iter().map(|reject| reject.original.len() + reject.message.len() + 100).sum();
        pieces + rejects
    }
}

/// Results that belong into one output.
#[derive(Debug)]
pub struct Piece {
    /// The name of the input they come from; empty if the output is not parted by inputs.
    pub source: Arc<str>,
    /// The results.
    pub body: Body,
}

/// Results as they are written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Body {
    /// Lines, packed if the output is.
    Bytes(Vec<u8>),
    /// Rows of a Parquet file.
    #[cfg(feature = "parquet")]
    Rows(arrow_array::RecordBatch),
}

impl Body {
    /// The bytes; those of rows are none.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Body::Bytes(bytes) => bytes,
            #[cfg(feature = "parquet")]
            Body::Rows(_) => &[],
        }
    }

    /// How many bytes of memory it takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        match self {
            Body::Bytes(bytes) => bytes.capacity(),
            #[cfg(feature = "parquet")]
            Body::Rows(rows) => rows.get_array_memory_size(),
        }
    }
}

/// Why a sink cannot take more: what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SinkError {
    message: String,
    #[source]
    error: Option<std::io::Error>,
}

impl SinkError {
    /// An error with a message that names the output, what is wrong, and the remedy.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        SinkError { message: message.into(), error: None }
    }

    /// An error of the system.
    #[must_use]
    pub fn io(message: impl Into<String>, error: std::io::Error) -> Self {
        SinkError { message: message.into(), error: Some(error) }
    }

    /// Whether it is that the reader of a pipe has gone.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
