//! `yaqut normalize`: text in one spelling.

use std::io::Write;

use yaqut::{Normalizer, OffsetUnit};

use crate::args::{NormalizeArgs, Preset, TextFormat};
use crate::exit::{Exit, Failure};
use crate::input::each_document;
use crate::output::{self, json};

pub(crate) fn run(args: &NormalizeArgs) -> Result<Exit, Failure> {
    let normalizer = match (args.fold, args.preset) {
        (Some(folds), _) => Normalizer::new(folds),
        (None, Preset::Light) => Normalizer::light(),
        (None, Preset::Search) => Normalizer::search(),
    };
    let unit: OffsetUnit = args.offsets.into();
    let whole_files = args.input.input == crate::args::InputKind::Text;
    let mut out = output::stdout();
    let exit = each_document(&args.input, |document| {
        let normal = normalizer.normalize(&document.text);
        match args.format {
            // A whole file ends as it ended before.
            TextFormat::Text if whole_files => out.write_all(normal.text().as_bytes())?,
            TextFormat::Text => writeln!(out, "{}", normal.text())?,
            TextFormat::Jsonl => json::write(&mut out, &json::normalized(&document.id, &normal, unit))?,
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(exit)
}
