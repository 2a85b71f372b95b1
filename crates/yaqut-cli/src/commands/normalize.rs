//! `yaqut normalize`: text in one spelling.

use std::io::Write;

use yaqut::Normalizer;
use yaqut_batch::work::Steps;

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
    if args.format == TextFormat::Jsonl {
        let steps = Steps::new().normalize(normalizer);
        return json::documents(documents, &mut steps.worker(), args.offsets.into());
    }
    let mut out = output::data();
    let exit = documents.each(|document| {
        let text = &document.text;
        let normal = || normalizer.normalize(text);
        match args.input.input {
            // A file ends as it ended: its last line break is no spacing between words.
            InputKind::Text => {
                let (body, end) = text.split_at(text.trim_end().len());
                out.write_all(normalizer.normalize(body).text().as_bytes())?;
                out.write_all(end.as_bytes())
            }
            InputKind::Lines => writeln!(out, "{}", normal().text()),
            // The text of an object may have line breaks; a line stays a record.
            InputKind::Jsonl => writeln!(out, "{}", escape::one_line(normal().text())),
        }
    })?;
    out.flush()?;
    Ok(exit)
}
