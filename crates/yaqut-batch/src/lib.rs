//! Arabic text by the million records: normalized, tokenized and annotated on every core, in the order it came, with
//! nothing lost.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod encoder;
mod engine;
mod error;
pub mod input;
mod job;
mod journal;
mod ledger;
pub mod output;
mod record;
mod report;
mod sink;
mod source;
pub mod work;
mod worker;

pub use error::{Cause, Stopped};
pub use job::{Job, JobBuilder, MaxRejects, OnError, StopHandle};
pub use record::{Code, Place, Record, Reject, Stage};
pub use report::{Counts, Progress, Report, Tally};
pub use sink::{Body, Done, Piece, Sink, SinkError};
pub use source::{Identity, Part, Position, Records, Source, SourceError};
