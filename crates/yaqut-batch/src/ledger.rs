//! What becomes of results in their order: written, counted, noted in the journal.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::engine::Finished;
use crate::error::Cause;
use crate::job::{MaxRejects, OnError};
use crate::journal::{Checkpoint, Journal};
use crate::report::{Progress, Tally};
use crate::sink::Sink;
use crate::source::{Identity, Position};

/// Takes the results of a run.
pub(crate) struct Ledger<'a, K> {
    pub(crate) sink: K,
    pub(crate) on_error: OnError,
    pub(crate) max_rejects: Option<MaxRejects>,
    /// Where checkpoints go, and what they are checkpoints of; without it there are none.
    pub(crate) journal: Option<(&'a Journal, Identity)>,
    /// How long between checkpoints.
    pub(crate) every: Duration,
    pub(crate) last: Instant,
    pub(crate) position: Position,
    pub(crate) tally: Tally,
    pub(crate) input_bytes: u64,
    /// What others may look at meanwhile.
    pub(crate) progress: &'a Mutex<Progress>,
    /// Whether the journal has a checkpoint.
    pub(crate) resumable: bool,
    /// Whether the sink has failed: then what it says of itself is not to be trusted.
    pub(crate) failed: bool,
}

impl<K: Sink> Ledger<'_, K> {
    pub(crate) fn take(&mut self, finished: Finished) -> Result<(), Cause> {
        let Finished { mut done, end, bytes } = finished;
        let first = done.rejects.first();
        if let (OnError::Fail, Some(reject)) = (self.on_error, first) {
            return Err(Cause::Record(Box::new(reject.clone())));
        }
        if self.on_error == OnError::Skip {
            done.rejects.clear();
        }
        self.tally.add(&done.tally);
        self.failed = true;
        self.sink.write(done)?;
        self.failed = false;
        self.position = end;
        self.input_bytes += bytes;
        self.show();
        if self.max_rejects.is_some_and(|most| most.is_exceeded(&self.tally)) {
            return Err(Cause::TooManyRejects {
                rejected: self.tally.rejected(),
                records: self.tally.records(),
            });
        }
        if self.journal.is_some() && self.last.elapsed() >= self.every {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Notes where the run stands, if it can go on from here.
    pub(crate) fn checkpoint(&mut self) -> Result<(), Cause> {
        let Some((journal, identity)) = &self.journal else { return Ok(()) };
        if self.failed {
            return Ok(());
        }
        self.failed = true;
        let state = self.sink.checkpoint()?;
        self.failed = false;
        if let Some(sink) = state {
            let checkpoint = Checkpoint {
                identity: identity.clone(),
                position: self.position,
                sink,
                tally: self.tally.clone(),
                input_bytes: self.input_bytes,
            };
            journal.write(&checkpoint).map_err(Cause::Journal)?;
            self.resumable = true;
            self.last = Instant::now();
        }
        Ok(())
    }

    /// Completes the output.
    pub(crate) fn finish(&mut self) -> Result<(), Cause> {
        self.failed = true;
        self.sink.finish()?;
        self.failed = false;
        match &self.journal {
            Some((journal, _)) => journal.clear().map_err(Cause::Journal),
            None => Ok(()),
        }
    }

    fn show(&self) {
        let Ok(mut progress) = self.progress.lock() else { return };
        progress.input_bytes = self.input_bytes;
        progress.documents = self.tally.documents;
        progress.text_bytes = self.tally.text_bytes;
        progress.rejected = self.tally.rejected();
    }
}
