//! JSON lines.

use std::io::{self, Write};

use serde::Serialize;
use yaqut::{EntityRef, OffsetUnit};
use yaqut_batch::output::json::write_document;
use yaqut_batch::work::StepsWorker;

use crate::exit::{Exit, Failure};
use crate::input::Documents;
use crate::output;

/// An entity that a name may mean.
#[derive(Debug, Serialize)]
pub(super) struct Candidate<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    entity_type: &'a str,
    name: &'a str,
    prior: f32,
}

impl<'a> Candidate<'a> {
    pub(super) fn new(entity: EntityRef<'a>) -> Self {
        Candidate {
            id: entity.id(),
            entity_type: entity.entity_type(),
            name: entity.name(),
            prior: entity.prior(),
        }
    }
}

/// Prints what a worker makes of each document.
pub(crate) fn documents(
    documents: Documents<'_>,
    worker: &mut StepsWorker<'_>,
    unit: OffsetUnit,
) -> Result<Exit, Failure> {
    let mut out = output::data();
    let mut line = Vec::new();
    let exit = documents.each(|document| {
        line.clear();
        worker.run(&document.text, |results| write_document(&mut line, &document.id, &[], results, unit))?;
        out.write_all(&line)
    })?;
    out.flush()?;
    Ok(exit)
}

/// Writes one line.
pub(crate) fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
