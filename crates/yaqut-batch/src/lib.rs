//! Arabic text by the million records: normalized, tokenized and annotated on every core, in the order it came, with
//! nothing lost.
//!
//! A [`Job`] takes the records of a [`Source`], does the [`Steps`](work::Steps) with each, and gives what comes of them
//! to a [`Sink`]. Every record becomes one result or one [`Reject`]; results come in the order of the records, the same
//! bytes for any number of threads; what is in memory is bounded in bytes, whatever the input.
//!
//! # A job
//!
//! ```
//! use yaqut::{Matcher, Resolver};
//! use yaqut_batch::input::{Fields, Limits, RecordFormat, reader};
//! use yaqut_batch::output::{Encoding, StreamSink};
//! use yaqut_batch::work::{Annotate, Steps};
//! use yaqut_batch::{Job, OnError};
//!
//! let lines = "{\"id\":1,\"text\":\"زار الوفد دمشق\"}\nnone\n{\"id\":3,\"text\":\"ثم عاد إلى عمان\"}\n";
//! let annotate = Annotate::new(Matcher::new(yaqut_data::dictionary())).resolver(Resolver::new());
//! let job = Job::builder(Steps::new().annotate(annotate)).on_error(OnError::Skip).build();
//!
//! let source = reader("lines", lines.as_bytes(), RecordFormat::Jsonl(Fields::default()), Limits::default());
//! let mut out = Vec::new();
//! let report = job.run(source, StreamSink::new(&mut out, &Encoding::default()))?;
//!
//! assert_eq!((report.tally.documents, report.tally.rejected()), (2, 1));
//! assert!(String::from_utf8(out)?.starts_with("{\"id\":\"1\",\"entities\":[{\"start\":10,\"end\":14,\"text\":\"دمشق\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Files
//!
//! [`input::files`] reads files and folders: text, lines, JSON lines, tables, with the feature `parquet` Parquet too;
//! plain or packed with gzip, zstd, bzip2 or xz, told by their first bytes. [`output::FileSink`] writes JSON lines, CSV,
//! CoNLL-U or Parquet, one file, one for each input or files of a size, plain or packed. A job with a
//! [journal](JobBuilder::journal) can be stopped by anything, the loss of power included, and goes on where it stood: its
//! output is in the end what it would have been.
//!
//! ```no_run
//! use yaqut_batch::input::{Inputs, Limits, RecordFormat, files};
//! use yaqut_batch::output::{Encoding, FileSink, Layout, Packing};
//! use yaqut_batch::work::Steps;
//! use yaqut_batch::{Job, OnError};
//!
//! let encoding = Encoding { packing: Packing::Zstd, ..Encoding::default() };
//! let inputs = Inputs::new(vec!["أخبار".into()]).include("*.txt")?;
//! let source = files(inputs, RecordFormat::Text, Limits::default())?;
//! let sink = FileSink::new(Layout::One("tokens.jsonl.zst".into()), &encoding, false).rejects("bad.jsonl");
//! let job = Job::builder(Steps::new().tokenize())
//!     .encoding(encoding)
//!     .on_error(OnError::Reject)
//!     .journal("tokens.journal")
//!     .resume(true)
//!     .build();
//! job.run_with(source, sink, |progress| eprintln!("{} documents", progress.documents))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One's own
//!
//! [`Source`] and [`Sink`] are small traits; a database, a queue or an archive format takes some twenty lines. The
//! example `own_source` has both.
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
