//! `yaqut normalize`: text in one spelling.

use std::io::Write;

use yaqut::Normalizer;

use crate::args::{InputKind, NormalizeArgs, Preset, TextFormat};
use crate::exit::{Exit, Failure};
use crate::input::Inputs;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &NormalizeArgs) -> Result<Exit, Failure> {
    let normalizer = match (args.fold, args.preset) {
        (Some(folds), _) => Normalizer::new(folds),
        (None, Preset::Light) => Normalizer::light(),
        (None, Preset::Search) => Normalizer::search(),
    };
    let documents = Inputs::check(&args.input)?.open()?;
    let mut out = output::data();
    let exit = documents.each(|document| {
        let normal = normalizer.normalize(&document.text);
        match (args.format, args.input.input) {
            (TextFormat::Jsonl, _) => {
                json::write(&mut out, &json::normalized(&document.id, &normal, args.offsets.into()))
            }
            // A file comes out as it was, its last line break included.
            (TextFormat::Text, InputKind::Text) => out.write_all(normal.text().as_bytes()),
            (TextFormat::Text, InputKind::Lines) => writeln!(out, "{}", normal.text()),
            // The text of an object may have line breaks; a line stays a record.
            (TextFormat::Text, InputKind::Jsonl) => writeln!(out, "{}", escape::one_line(normal.text())),
        }
    })?;
    out.flush()?;
    Ok(exit)
}
