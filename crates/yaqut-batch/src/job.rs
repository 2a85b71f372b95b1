//! A job: what is done with every record, and how.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::engine::{Engine, Halt};
use crate::error::{Cause, Stopped};
use crate::journal::Journal;
use crate::ledger::Ledger;
use crate::output::Encoding;
use crate::report::{Progress, Report, Tally};
use crate::sink::{Sink, SinkError};
use crate::source::{Identity, Part, Position, Source};
use crate::work::Steps;
use crate::worker::PartWorker;

/// What to do when a record is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnError {
    /// Stop the run there.
    #[default]
    Fail,
    /// Give it to the sink as a [`Reject`](crate::Reject), and go on.
    Reject,
    /// Count it, and go on.
    Skip,
}

/// How many bad records a run bears.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MaxRejects {
    /// So many.
    Count(u64),
    /// So many of a hundred, once there are a thousand records.
    Percent(f64),
}

impl MaxRejects {
    pub(crate) fn is_exceeded(self, tally: &Tally) -> bool {
        let (rejected, records) = (tally.rejected(), tally.records());
        match self {
            MaxRejects::Count(most) => rejected > most,
            MaxRejects::Percent(most) => records >= 1_000 && rejected as f64 * 100.0 > most * records as f64,
        }
    }
}

/// Asks a running job to stop, from a signal handler's thread or any other. The records in flight are finished and
/// written, and a job with a journal leaves a checkpoint.
#[derive(Debug, Clone, Default)]
pub struct StopHandle(Arc<AtomicBool>);

impl StopHandle {
    /// Asks it to stop.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Sets up a [`Job`].
#[derive(Debug)]
#[must_use]
pub struct JobBuilder {
    steps: Steps,
    encoding: Encoding,
    threads: usize,
    memory: usize,
    on_error: OnError,
    max_rejects: Option<MaxRejects>,
    part_by_input: bool,
    journal: Option<PathBuf>,
    every: Duration,
    resume: bool,
    anew: bool,
    identity: Identity,
}

impl JobBuilder {
    /// A job that does these steps with every record and gives JSON lines, on all processors.
    pub fn new(steps: Steps) -> Self {
        JobBuilder {
            steps,
            encoding: Encoding::default(),
            threads: std::thread::available_parallelism().map_or(1, Into::into),
            memory: 64 << 20,
            on_error: OnError::Fail,
            max_rejects: None,
            part_by_input: false,
            journal: None,
            every: Duration::from_secs(10),
            resume: false,
            anew: false,
            identity: Identity::new(),
        }
    }

    /// How results are encoded and packed.
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// How many threads work; 0 is 1. The output is the same for any number.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// How many bytes of records and results may be on their way from the source to the sink, 64 MiB without it. One
    /// part, the one that exceeds it, may come on top, and what threads need for themselves.
    pub fn memory(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// What to do when a record is bad.
    pub fn on_error(mut self, on_error: OnError) -> Self {
        self.on_error = on_error;
        self
    }

    /// Stops the run when more records are bad.
    pub fn max_rejects(mut self, most: MaxRejects) -> Self {
        self.max_rejects = Some(most);
        self
    }

    /// Whether a sink gets a [`Piece`](crate::Piece) for each input.
    pub fn part_by_input(mut self, part: bool) -> Self {
        self.part_by_input = part;
        self
    }

    /// Keeps a journal in this file, so that the job can be resumed. The file is there until the job is done; beside
    /// it is a lock.
    pub fn journal(mut self, path: impl Into<PathBuf>) -> Self {
        self.journal = Some(path.into());
        self
    }

    /// The least time between checkpoints, ten seconds without it.
    pub fn checkpoint_every(mut self, time: Duration) -> Self {
        self.every = time;
        self
    }

    /// Goes on from the checkpoint in the journal, if there is one.
    pub fn resume(mut self, resume: bool) -> Self {
        self.resume = resume;
        self
    }

    /// Forgets a checkpoint that is in the journal. Without this and without [`resume`](Self::resume), one that is
    /// there is an error.
    pub fn anew(mut self, anew: bool) -> Self {
        self.anew = anew;
        self
    }

    /// Something more that the output depends on: a job is resumed only if it has the same value. Inputs, version and
    /// encoding are looked after already; the steps are not, as matchers and models have no name of their own.
    pub fn identity(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.identity.insert(name.into(), value.into());
        self
    }

    /// The job.
    #[must_use]
    pub fn build(self) -> Job {
        Job { options: self, stop: StopHandle::default() }
    }
}

/// What is done with every record, and how.
#[derive(Debug)]
pub struct Job {
    options: JobBuilder,
    stop: StopHandle,
}

impl Job {
    /// Sets up a job that does these steps with every record.
    pub fn builder(steps: Steps) -> JobBuilder {
        JobBuilder::new(steps)
    }

    /// Stops the job from elsewhere.
    #[must_use]
    pub fn stop_handle(&self) -> StopHandle {
        self.stop.clone()
    }

    /// Runs the job: every record of the source becomes one result or one reject, given to the sink in the order of the
    /// source.
    ///
    /// # Errors
    ///
    /// If it ends before its end. The error has the report of what was done.
    pub fn run(&self, source: impl Source, sink: impl Sink) -> Result<Report, Box<Stopped>> {
        self.run_with(source, sink, |_| ())
    }

    /// [`run`](Self::run), and tells how far it is about five times a second, on the calling thread.
    ///
    /// # Errors
    ///
    /// As `run`.
    pub fn run_with(
        &self,
        mut source: impl Source,
        mut sink: impl Sink,
        mut progress: impl FnMut(&Progress),
    ) -> Result<Report, Box<Stopped>> {
        let begun = Instant::now();
        let options = &self.options;
        let started = self.start(&mut source, &mut sink);
        let (journal, identity, start) = started
            .map_err(|cause| Box::new(Stopped { cause, report: Report::default(), resumable: false }))?;
        let shown = Mutex::new(Progress {
            input_bytes: start.input_bytes,
            total_bytes: source.total_bytes(),
            documents: start.tally.documents,
            text_bytes: start.tally.text_bytes,
            resumed_bytes: start.tally.text_bytes,
            rejected: start.tally.rejected(),
        });
        let resumed_bytes = start.tally.text_bytes;
        let mut ledger = Ledger {
            sink,
            on_error: options.on_error,
            max_rejects: options.max_rejects,
            journal: journal.as_ref().zip(identity),
            every: options.every,
            last: Instant::now(),
            position: start.position,
            tally: start.tally,
            input_bytes: start.input_bytes,
            progress: &shown,
            resumable: start.resumed,
            failed: false,
        };
        let mut tick = || {
            let now = shown.lock().map(|progress| *progress);
            now.iter().for_each(&mut progress);
        };
        let engine = Engine { threads: options.threads, memory: options.memory, stop: &self.stop.0 };
        let worker = || PartWorker::new(&options.steps, &options.encoding, options.part_by_input);
        let new = || {
            let mut worker = worker();
            move |part: &mut Part| worker.work(part)
        };
        let ran = engine.run(source, new, |finished| ledger.take(finished), &mut tick);
        let ended = match ran {
            Ok(true) => ledger.finish(),
            Ok(false) => Err(Cause::Interrupted),
            Err(Halt::Taker(cause)) => Err(cause),
            Err(Halt::Source(error)) => Err(Cause::Source(error)),
            Err(Halt::Panic(message)) => Err(Cause::Panic(message)),
        };
        // What was written is not lost, whatever ended the run.
        let ended = ended.map_err(|cause| match (&cause, ledger.checkpoint()) {
            (Cause::Interrupted, Err(other)) => other,
            _ => cause,
        });
        tick();
        let report = Report {
            worked_bytes: ledger.tally.text_bytes - resumed_bytes,
            input_bytes: ledger.input_bytes,
            elapsed: begun.elapsed(),
            resumed: start.resumed,
            tally: ledger.tally,
        };
        let resumable = ledger.resumable;
        if ended.is_err() && !resumable {
            ledger.sink.abandon();
        }
        ended.map(|()| report.clone()).map_err(|cause| Box::new(Stopped { cause, report, resumable }))
    }

    /// Takes the journal, and brings source and sink to where the run begins.
    fn start(
        &self,
        source: &mut impl Source,
        sink: &mut impl Sink,
    ) -> Result<(Option<Journal>, Option<Identity>, Start), Cause> {
        let options = &self.options;
        let inputs = source.identity()?;
        let Some(path) = &options.journal else {
            sink.begin().map_err(|error| start_error(&error))?;
            return Ok((None, None, Start::default()));
        };
        let journal = Journal::lock(path).map_err(Cause::Start)?;
        if options.anew {
            journal.clear().map_err(Cause::Start)?;
        }
        // Standard input cannot be read again: its runs take the lock and leave no checkpoints.
        let Some(inputs) = inputs else {
            if options.resume {
                let what = "the input cannot be read again, as standard input cannot; give it as files to resume a run";
                return Err(Cause::Start(what.to_owned()));
            }
            sink.begin().map_err(|error| start_error(&error))?;
            return Ok((Some(journal), None, Start::default()));
        };
        let mut identity = options.identity.clone();
        identity.extend(inputs);
        identity.insert("version".to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        identity.insert("encoding".to_owned(), options.encoding.describe());
        let Some(checkpoint) = journal.read().map_err(Cause::Start)? else {
            sink.begin().map_err(|error| start_error(&error))?;
            return Ok((Some(journal), Some(identity), Start::default()));
        };
        if !options.resume {
            let what = "a run of this output was stopped; resume it, or force a new one";
            return Err(Cause::Start(format!("{}: {what}", path.display())));
        }
        same(&checkpoint.identity, &identity).map_err(|what| {
            Cause::Start(format!("{}: {what}; undo that, or force a new run", path.display()))
        })?;
        sink.resume(&checkpoint.sink).map_err(|error| start_error(&error))?;
        source.seek(checkpoint.position).map_err(|error| Cause::Start(error.to_string()))?;
        let start = Start {
            position: checkpoint.position,
            tally: checkpoint.tally,
            input_bytes: checkpoint.input_bytes,
            resumed: true,
        };
        Ok((Some(journal), Some(identity), start))
    }
}

/// Where a run begins.
#[derive(Default)]
struct Start {
    position: Position,
    tally: Tally,
    input_bytes: u64,
    resumed: bool,
}

fn start_error(error: &SinkError) -> Cause {
    Cause::Start(error.to_string())
}

/// The first difference between what a run was begun with and what it is to be resumed with.
fn same(then: &Identity, now: &Identity) -> Result<(), String> {
    for name in then.keys().chain(now.keys()) {
        let (was, is) = (then.get(name), now.get(name));
        if was != is {
            let show = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
            return Err(format!("the run cannot be resumed: {name} was {}, and is {}", show(was), show(is)));
        }
    }
    Ok(())
}
