//! `yaqut batch`: many documents through every core.

mod job_file;
mod output;
mod progress;
mod report;
mod sample;
mod steps;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use yaqut_batch::input::{Carry, Fields, Inputs, Limits, RecordFormat};
use yaqut_batch::output::{FileSink, StreamSink};
use yaqut_batch::{Cause, Job, JobBuilder, OnError, Report, Sink, Source, SourceError, StopHandle, Stopped};

use crate::args::{BadRecord, BatchArgs, BatchInput, Encoding as TextEncoding, ReadArgs};
use crate::exit::{Exit, Failure, tell};
use progress::Shown;

pub(crate) fn run(args: &BatchArgs) -> Result<Exit, Failure> {
    match &args.job {
        Some(path) => run_job(&job_file::join(path, &std::env::args_os().collect::<Vec<_>>())?),
        None => run_job(args),
    }
}

fn run_job(args: &BatchArgs) -> Result<Exit, Failure> {
    let inputs = inputs(&args.inputs, &args.read)?;
    let kind = args.read.input.unwrap_or_else(|| kind(&inputs));
    let source = source(inputs.clone(), kind, &args.read)?;
    let target = output::Target::of(args)?;
    output::check_places(&target, args)?;
    let (steps, identity) = steps::of(args, kind)?;
    let job = Job::builder(steps)
        .encoding(target.encoding.clone())
        .memory(usize::try_from(args.run.memory).unwrap_or(usize::MAX))
        .on_error(match args.run.on_error {
            BadRecord::Fail => OnError::Fail,
            BadRecord::Reject => OnError::Reject,
            BadRecord::Skip => OnError::Skip,
        })
        .part_by_input(target.is_by_input())
        .checkpoint_every(Duration::from_secs(args.run.checkpoint_seconds))
        .resume(args.run.resume)
        .anew(args.write.force);
    let job = identity.into_iter().fold(job, |job, (name, value)| job.identity(name, value));
    let job = match args.run.threads {
        Some(threads) => job.threads(threads.get()),
        None => job,
    };
    let job = match args.run.max_rejects {
        Some(most) => job.max_rejects(most),
        None => job,
    };
    if args.run.dry_run {
        return sample::run(job, source, args);
    }
    match target.journal() {
        Some(journal) => {
            let sink = FileSink::new(target.layout(&inputs), &target.encoding, args.write.force);
            let sink = match &args.run.rejects {
                Some(path) => sink.rejects(path),
                None => sink,
            };
            run_into(job.journal(journal), source, sink, args)
        }
        None => {
            let sink = StreamSink::new(std::io::stdout(), &target.encoding);
            let sink = match &args.run.rejects {
                Some(path) => sink.rejects(output::rejects_file(path, args.write.force)?),
                None => sink,
            };
            run_into(job, source, sink, args)
        }
    }
}

/// Runs the job, shows how it goes, and tells how it ended.
fn run_into(
    job: JobBuilder,
    source: impl Source,
    sink: impl Sink,
    args: &BatchArgs,
) -> Result<Exit, Failure> {
    let job = job.build();
    stop_on_signals(job.stop_handle());
    print_one_panic();
    let mut shown = Shown::new(args.run.quiet);
    let ended = job.run_with(source, sink, |progress| shown.show(progress));
    drop(shown);
    let report = match &ended {
        Ok(report) => report,
        Err(stopped) => &stopped.report,
    };
    let has_run = !matches!(&ended, Err(stopped) if matches!(stopped.cause, Cause::Start(_)));
    if has_run {
        tell_report(report, &ended, args)?;
    }
    match ended {
        Ok(report) if report.tally.rejected() > 0 => Ok(Exit::Rejects),
        Ok(_) => Ok(Exit::Done),
        Err(stopped) => stop(*stopped, args),
    }
}

fn tell_report(
    report: &Report,
    ended: &Result<Report, Box<Stopped>>,
    args: &BatchArgs,
) -> Result<(), Failure> {
    if !args.run.quiet {
        report::tell_people(report);
    }
    match &args.run.report {
        Some(path) => report::write(path, report, ended),
        None => Ok(()),
    }
}

/// Tells why a run stopped, and how to go on.
fn stop(stopped: Stopped, args: &BatchArgs) -> Result<Exit, Failure> {
    let again = match (stopped.resumable, &stopped.cause) {
        (true, Cause::Record(_)) => "\ngo on with --resume and --on-error reject or skip",
        (true, Cause::TooManyRejects { .. }) => "\ngo on with --resume and a higher --max-rejects",
        (true, _) => "\ngo on with --resume",
        (false, Cause::Record(_)) => "; repair it, or go on past such with --on-error reject or skip",
        (false, _) => "",
    };
    let message = format!("{}{again}", stopped.cause);
    match stopped.cause {
        Cause::Start(_) => Err(Failure::Start(hint(message, args))),
        Cause::Sink(error) if error.is_closed_pipe() => Ok(Exit::Done),
        Cause::Interrupted => {
            tell(&message);
            Ok(Exit::Interrupted)
        }
        _ => Err(Failure::Save(message)),
    }
}

/// The option that does what the library advises.
fn hint(message: String, args: &BatchArgs) -> String {
    if args.write.force {
        return message;
    }
    if message.contains("or force") {
        return format!("{message} (--force)");
    }
    message
}

/// A panic in the work on a record becomes a reject, which says what happened; the first one is printed with its place
/// too, but a million are not.
fn print_one_panic() {
    let print = std::panic::take_hook();
    let printed = AtomicBool::new(false);
    std::panic::set_hook(Box::new(move |panic| {
        if !printed.swap(true, Ordering::Relaxed) {
            print(panic);
        }
    }));
}

/// The first interrupt has the run stop in good order, the second ends it at once.
fn stop_on_signals(handle: StopHandle) {
    let mut asked = false;
    // Where signals cannot be caught they end the run at once, which it survives as well.
    let _ = ctrlc::set_handler(move || {
        if asked {
            #[expect(clippy::exit, reason = "whoever asks twice wants no more waiting")]
            std::process::exit(Exit::Interrupted as i32);
        }
        asked = true;
        handle.stop();
        tell("stopping: the records in flight are finished first; once more to stop at once");
    });
}

fn inputs(paths: &[PathBuf], read: &ReadArgs) -> Result<Inputs, Failure> {
    let wrong = |error: SourceError| Failure::Start(error.to_string());
    let inputs = Inputs::new(paths.to_vec());
    let inputs =
        read.include_files.iter().try_fold(inputs, |inputs, glob| inputs.include(glob)).map_err(wrong)?;
    read.exclude_files.iter().try_fold(inputs, |inputs, glob| inputs.exclude(glob)).map_err(wrong)
}

fn source(inputs: Inputs, kind: BatchInput, read: &ReadArgs) -> Result<Box<dyn Source>, Failure> {
    let limits = Limits {
        max_record_bytes: usize::try_from(read.max_record_bytes).unwrap_or(usize::MAX),
        max_ratio: read.max_ratio.get() as u64,
        lossy: read.encoding == TextEncoding::Lossy,
    };
    let files = yaqut_batch::input::files(inputs, format(kind, read)?, limits);
    files.map(|files| Box::new(files) as _).map_err(|error| Failure::Start(error.to_string()))
}

/// What the name of the first file says it holds.
fn kind(inputs: &Inputs) -> BatchInput {
    let first =
        inputs.walk().find_map(Result::ok).map(|input| input.name.to_ascii_lowercase()).unwrap_or_default();
    let packed = [".gz", ".zst", ".bz2", ".xz"].iter().find_map(|suffix| first.strip_suffix(suffix));
    match packed.unwrap_or(&first).rsplit_once('.').map(|(_, suffix)| suffix) {
        Some("jsonl" | "ndjson") => BatchInput::Jsonl,
        Some("csv") => BatchInput::Csv,
        Some("tsv") => BatchInput::Tsv,
        Some("parquet") => BatchInput::Parquet,
        _ => BatchInput::Text,
    }
}

/// What the inputs hold.
fn format(kind: BatchInput, read: &ReadArgs) -> Result<RecordFormat, Failure> {
    let has_fields = !matches!(kind, BatchInput::Text | BatchInput::Lines);
    for (option, given) in [
        ("--text-field", read.text_field.is_some()),
        ("--id-field", read.id_field.is_some()),
        ("--carry", !read.carry.is_empty()),
    ] {
        if given && !has_fields {
            let what = "only --input jsonl, csv, tsv and parquet have fields; add that, or leave it out";
            return Err(Failure::Usage(format!("{option}: {what}")));
        }
    }
    let carry = match read.carry.as_slice() {
        [] => Carry::None,
        [all] if all == "all" => Carry::All,
        names => Carry::Named(names.to_vec()),
    };
    let text = read.text_field.clone().unwrap_or_else(|| "text".to_owned());
    let id = read.id_field.clone().unwrap_or_else(|| "id".to_owned());
    if text == id {
        return Err(Failure::Usage("--id-field: it is the text field too; name another one".to_owned()));
    }
    let fields = Fields { text, id, carry };
    Ok(match kind {
        BatchInput::Text => RecordFormat::Text,
        BatchInput::Lines => RecordFormat::Lines,
        BatchInput::Jsonl => RecordFormat::Jsonl(fields),
        BatchInput::Csv => RecordFormat::Table { fields, delimiter: b',' },
        BatchInput::Tsv => RecordFormat::Table { fields, delimiter: b'\t' },
        #[cfg(feature = "parquet")]
        BatchInput::Parquet => RecordFormat::Parquet(fields),
        #[cfg(not(feature = "parquet"))]
        BatchInput::Parquet => return Err(output::no_parquet("--input parquet")),
    })
}
