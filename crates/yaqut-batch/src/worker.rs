//! What one thread does with a part: its records read, worked on, encoded and packed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::encoder::Encoder;
use crate::engine::panic_message;
use crate::output::Encoding;
use crate::record::{Code, Record, Reject};
use crate::report::Tally;
use crate::sink::{Done, Piece};
use crate::source::Part;
use crate::work::{Results, Steps, StepsWorker};

/// Works on parts, one after another.
pub(crate) struct PartWorker<'j> {
    steps: &'j Steps,
    encoding: &'j Encoding,
    worker: StepsWorker<'j>,
    by_input: bool,
}

impl<'j> PartWorker<'j> {
    pub(crate) fn new(steps: &'j Steps, encoding: &'j Encoding, by_input: bool) -> Self {
        PartWorker { steps, encoding, worker: steps.worker(), by_input }
    }

    /// What becomes of a part. A panic while a record is worked on makes a reject of it, and nothing else.
    pub(crate) fn work(&mut self, part: &mut Part) -> Done {
        let mut done = Done::default();
        let nowhere: Arc<str> = "".into();
        // An input without records has an output all the same.
        let first = part.source.clone().filter(|_| self.by_input);
        let mut pieces = Pieces {
            encoder: Encoder::new(self.steps, self.encoding),
            source: first.unwrap_or_else(|| Arc::clone(&nowhere)),
            closed: Vec::new(),
        };
        let tally = &mut done.tally;
        let rejects = &mut done.rejects;
        part.records.read(&mut |record| {
            let record = record.and_then(|record| {
                if self.by_input && *pieces.source != *record.place.source {
                    pieces.turn_to(record.place.source, self.steps, self.encoding);
                }
                self.record(&record, &mut pieces.encoder, tally)
            });
            if let Err(reject) = record {
                tally.reject(&reject);
                rejects.push(reject);
            }
        });
        tally.blank += part.records.blank();
        tally.replaced += part.records.replaced();
        let Pieces { encoder, source, mut closed } = pieces;
        closed.push((source, encoder));
        for (source, encoder) in closed {
            match encoder.finish() {
                Ok(body) => {
                    tally.output_bytes += body.bytes().len() as u64;
                    done.pieces.push(Piece { source, body });
                }
                Err(error) => {
                    // Only a packer that has no memory fails; what it had is lost, and says so.
                    let reject =
                        Reject::rest(&source, 0, Code::Internal, format!("cannot be packed: {error}"));
                    tally.reject(&reject);
                    rejects.push(reject);
                }
            }
        }
        done
    }

    fn record(
        &mut self,
        record: &Record<'_>,
        encoder: &mut Encoder<'_>,
        tally: &mut Tally,
    ) -> Result<(), Reject> {
        let mark = encoder.mark();
        let worker = &mut self.worker;
        let worked = catch_unwind(AssertUnwindSafe(|| {
            worker.run(&record.text, |results| {
                let written = encoder.write(record, results);
                count(results, tally);
                written
            })
        }));
        let written = worked.map_err(|panic| {
            encoder.reset(mark);
            // What a panic left of it is not to be trusted.
            self.worker = self.steps.worker();
            let what = panic_message(panic.as_ref());
            let message = format!("a defect of the program ({what}); please report it with this text");
            Reject::new(record.place, Code::Internal, message, record.text.as_bytes())
        })?;
        written.map_err(|error| {
            encoder.reset(mark);
            Reject::new(
                record.place,
                Code::Internal,
                format!("cannot be encoded: {error}"),
                record.text.as_bytes(),
            )
        })?;
        tally.documents += 1;
        tally.text_bytes += record.text.len() as u64;
        Ok(())
    }
}

/// The outputs of a part.
struct Pieces<'j> {
    encoder: Encoder<'j>,
    source: Arc<str>,
    closed: Vec<(Arc<str>, Encoder<'j>)>,
}

impl<'j> Pieces<'j> {
    /// Begins the output of another input. A part of several inputs begins with nothing, which is no output.
    fn turn_to(&mut self, source: &str, steps: &'j Steps, encoding: &'j Encoding) {
        let encoder = std::mem::replace(&mut self.encoder, Encoder::new(steps, encoding));
        let source = std::mem::replace(&mut self.source, source.into());
        if !source.is_empty() {
            self.closed.push((source, encoder));
        }
    }
}

fn count(results: &Results<'_>, tally: &mut Tally) {
    if let Some(tokens) = results.tokens() {
        tally.tokens += tokens.len() as u64;
    }
    for entity in results.entities().unwrap_or_default() {
        let entity = entity.entity();
        tally.entity_types.add(entity.entity_type(), 1);
        tally.entities.add(entity.id(), 1);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use yaqut::Normalizer;

    use super::*;
    use crate::input::{Limits, RecordFormat, reader};
    use crate::output::StreamSink;
    use crate::work::POISON;
    use crate::{Job, OnError};

    #[test]
    fn a_record_that_makes_a_worker_panic_is_a_reject_and_nothing_else_is_lost() {
        let text: String = (0..200)
            .map(|n| if n % 50 == 7 { format!("{n} {POISON}\n") } else { format!("{n}\n") })
            .collect();
        for threads in [1, 4] {
            let mut out = Vec::new();
            let steps = Steps::new().normalize(Normalizer::light());
            let job = Job::builder(steps).threads(threads).on_error(OnError::Reject).build();
            let source = reader("r", Cursor::new(text.clone()), RecordFormat::Lines, Limits::default());
            let report = job.run(source, StreamSink::new(&mut out, &Encoding::default())).unwrap();
            assert_eq!((report.tally.documents, report.tally.rejects.get("internal")), (196, 4));
            let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone();
            let ids: Vec<serde_json::Value> = String::from_utf8(out).unwrap().lines().map(id).collect();
            let expected: Vec<String> =
                (0..200).filter(|n| n % 50 != 7).map(|n| format!("r:{}", n + 1)).collect();
            assert_eq!(ids, expected);
        }
    }

    #[test]
    fn the_reject_has_the_text_and_the_place() {
        let text = format!("عدن\n{POISON}\n");
        let job = Job::builder(Steps::new().sentences()).build();
        let source = reader("r", Cursor::new(text), RecordFormat::Lines, Limits::default());
        let stopped = job.run(source, StreamSink::new(Vec::new(), &Encoding::default())).unwrap_err();
        let crate::Cause::Record(reject) = stopped.cause else { panic!("{stopped:?}") };
        assert_eq!((reject.number, reject.code, reject.original), (Some(2), Code::Internal, POISON.into()));
        assert!(reject.message.contains("poisoned"), "{}", reject.message);
    }
}
