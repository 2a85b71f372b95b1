//! Why a name is found, or is not: clitic readings, candidates, folds, refusals.

use std::io::{self, Write};

use serde::Serialize;
use yaqut::{Enclitic, ExplainedName, Explanation, Reading, Verdict};

use super::escape::{self, arabic};
use super::json::Candidate;

/// Writes an explanation for people: a block for each reading, a line for each name it leads to.
pub(crate) fn write(out: &mut impl Write, name: &str, explanation: &Explanation<'_>) -> io::Result<()> {
    writeln!(out, "name    {}", arabic(name))?;
    writeln!(out, "folded  {}", arabic(&explanation.folded))?;
    if explanation.readings.is_empty() {
        return writeln!(out, "\nno name of the gazetteer is written so");
    }
    for reading in &explanation.readings {
        writeln!(out, "\n{}", arabic(&parts(reading)))?;
        reading.names().iter().try_for_each(|name| line(out, name))?;
    }
    Ok(())
}

/// Clitics and what is left without them, in the order they are written in.
fn parts(reading: &Reading<'_>) -> String {
    let before = reading.proclitics().iter().map(|proclitic| proclitic.form());
    let behind = reading.enclitic().map(Enclitic::form);
    let parts: Vec<&str> = before.chain([reading.rest()]).chain(behind).collect();
    parts.join(" + ")
}

fn line(out: &mut impl Write, name: &ExplainedName<'_>) -> io::Result<()> {
    let entity = name.entity();
    let found = matches!(name.verdict(), Verdict::Found(_));
    let (id, entity_type) = (escape::line(entity.id()), escape::line(entity.entity_type()));
    let verdict = if found { "found" } else { "refused" };
    write!(out, "  {verdict:7}  {id}  {entity_type}  {}  {}", arabic(entity.name()), entity.prior())?;
    if name.alias() != entity.name() {
        write!(out, "  as {}", arabic(name.alias()))?;
    }
    match name.verdict() {
        Verdict::Found(folds) if folds.is_empty() => writeln!(out),
        Verdict::Found(folds) => writeln!(out, "  folds {folds}"),
        Verdict::Refused(why) => writeln!(out, ": {why}"),
        _ => writeln!(out),
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct Explained<'a> {
    name: &'a str,
    folded: &'a str,
    readings: Vec<ReadingLine<'a>>,
}

#[derive(Debug, Serialize)]
struct ReadingLine<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    proclitics: Vec<&'static str>,
    rest: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    enclitic: Option<&'static str>,
    candidates: Vec<CandidateLine<'a>>,
}

#[derive(Debug, Serialize)]
struct CandidateLine<'a> {
    #[serde(flatten)]
    candidate: Candidate<'a>,
    alias: &'a str,
    found: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    folds: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// An explanation as one JSON object.
pub(crate) fn json<'a>(name: &'a str, explanation: &'a Explanation<'a>) -> Explained<'a> {
    let readings = explanation.readings.iter().map(|reading| ReadingLine {
        proclitics: reading.proclitics().iter().map(|proclitic| proclitic.form()).collect(),
        rest: reading.rest(),
        enclitic: reading.enclitic().map(Enclitic::form),
        candidates: reading.names().iter().map(candidate).collect(),
    });
    Explained { name, folded: &explanation.folded, readings: readings.collect() }
}

fn candidate<'a>(name: &'a ExplainedName<'a>) -> CandidateLine<'a> {
    let (found, folds, why) = match name.verdict() {
        Verdict::Found(folds) => (true, folds.iter().map(yaqut::Fold::name).collect(), None),
        Verdict::Refused(why) => (false, Vec::new(), Some(why.to_string())),
        _ => (false, Vec::new(), None),
    };
    CandidateLine { candidate: Candidate::new(name.entity()), alias: name.alias(), found, folds, why }
}
