//! `--dry-run`: the first documents only, and what the whole would take.

use yaqut_batch::{Done, JobBuilder, Part, Sink, SinkError, Source, SourceError};

use super::report;
use crate::args::BatchArgs;
use crate::exit::{Exit, Failure, tell};

/// So much of the input is looked at.
const SAMPLE_BYTES: u64 = 16 << 20;

/// Runs the job over the first documents and writes nothing.
pub(super) fn run(job: JobBuilder, source: impl Source, _args: &BatchArgs) -> Result<Exit, Failure> {
    let total = source.total_bytes();
    let sample = Sample { source, left: SAMPLE_BYTES };
    let ended = job.build().run(sample, Nowhere);
    let (report, problem) = match ended {
        Ok(report) => (report, None),
        Err(stopped) => (stopped.report, Some(stopped.cause.to_string())),
    };
    report::tell_people(&report);
    if let Some(problem) = problem {
        return Err(Failure::Save(problem));
    }
    if let Some(total) = total.filter(|_| report.input_bytes > 0) {
        let times = total as f64 / report.input_bytes as f64;
        let seconds = report.elapsed.as_secs_f64() * times;
        tell(&format!(
            "the whole, {}, would take about {} and give about {}",
            report::megabytes(total),
            duration(seconds),
            report::megabytes((report.tally.output_bytes as f64 * times) as u64),
        ));
    }
    Ok(if report.tally.rejected() > 0 { Exit::Rejects } else { Exit::Done })
}

fn duration(seconds: f64) -> String {
    match seconds {
        ..90.0 => format!("{seconds:.0} seconds"),
        ..5_400.0 => format!("{:.0} minutes", seconds / 60.0),
        _ => format!("{:.1} hours", seconds / 3_600.0),
    }
}

/// The first parts of a source.
struct Sample<S> {
    source: S,
    left: u64,
}

impl<S: Source> Source for Sample<S> {
    fn next(&mut self) -> Result<Option<Part>, SourceError> {
        if self.left == 0 {
            return Ok(None);
        }
        let part = self.source.next()?;
        self.left = self.left.saturating_sub(part.as_ref().map_or(0, |part| part.bytes.max(1)));
        Ok(part)
    }

    fn total_bytes(&self) -> Option<u64> {
        self.source.total_bytes()
    }
}

/// Takes results and forgets them.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: Done) -> Result<(), SinkError> {
        Ok(())
    }
}
