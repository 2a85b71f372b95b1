//! `yaqut annotate`: entities of a gazetteer in text.

use std::io::{self, IsTerminal, Write};

use yaqut::{OffsetIndex, OffsetUnit};

use crate::args::{AnnotateArgs, AnnotateFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers;
use crate::input::each_document;
use crate::output::{self, escape, json, pretty};

pub(crate) fn run(args: &AnnotateArgs) -> Result<Exit, Failure> {
    let matcher = gazetteers::matcher(args)?;
    let mut worker = matcher.worker();
    let on_terminal = io::stdout().is_terminal();
    let format =
        args.format.unwrap_or(if on_terminal { AnnotateFormat::Pretty } else { AnnotateFormat::Jsonl });
    let mut out = output::stdout();
    if format == AnnotateFormat::Tsv {
        writeln!(out, "doc\tstart\tend\ttype\tid\tname\ttext")?;
    }
    let unit: OffsetUnit = args.offsets.into();
    let several = args.input.files.len() > 1 || args.input.input != crate::args::InputKind::Text;
    let exit = each_document(&args.input, |document| {
        let matches = worker.find(&document.text);
        match format {
            AnnotateFormat::Jsonl => json::write(&mut out, &json::annotated(&document, unit, matches))?,
            AnnotateFormat::Tsv => {
                let index = OffsetIndex::new(&document.text);
                for found in matches {
                    let (span, entity) = (index.span(found.span(), unit), found.entity());
                    let fields = [entity.entity_type(), entity.id(), entity.name(), found.text()];
                    write!(out, "{}\t{}\t{}", escape::field(&document.id), span.start, span.end)?;
                    for field in fields {
                        write!(out, "\t{}", escape::field(field))?;
                    }
                    writeln!(out)?;
                }
            }
            AnnotateFormat::Pretty => {
                pretty::write(&mut out, several.then_some(&document.id), &document.text, matches)?;
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(exit)
}
