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
