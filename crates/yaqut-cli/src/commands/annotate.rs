//! `yaqut annotate`: entities of a gazetteer in text.

use std::io::{self, IsTerminal, Write};

use yaqut::{Match, Matches, OffsetIndex, OffsetUnit, Worker};

use crate::args::{AnnotateArgs, AnnotateFormat};
use crate::exit::{Exit, Failure, tell};
use crate::gazetteers;
use crate::input::{Document, Documents, Inputs};
use crate::output::pretty::Screen;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &AnnotateArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::check(&args.input)?;
    let matcher = gazetteers::matcher(args)?;
    let documents = inputs.open()?;
    let mut worker = matcher.worker();
    let on_terminal = io::stdout().is_terminal();
    let unit = args.offsets.into();
    match args.format.unwrap_or(if on_terminal { AnnotateFormat::Pretty } else { AnnotateFormat::Jsonl }) {
        AnnotateFormat::Pretty => pretty(documents, &mut worker),
        AnnotateFormat::Jsonl => {
            let mut out = output::data();
            let exit = documents.each(|document| {
                let matches = worker.find(&document.text);
                json::write(&mut out, &json::annotated(document, unit, matches))
            })?;
            out.flush()?;
            Ok(exit)
        }
        AnnotateFormat::Tsv => {
            let mut out = output::data();
            writeln!(out, "doc\tstart\tend\ttype\tid\tname\ttext")?;
            let exit =
                documents.each(|document| rows(&mut out, document, unit, worker.find(&document.text)))?;
            out.flush()?;
            Ok(exit)
        }
    }
}

fn pretty(documents: Documents<'_>, worker: &mut Worker<'_>) -> Result<Exit, Failure> {
    let (mut out, colour) = output::screen();
    let screen = Screen::new(colour);
    let several = documents.several();
    let exit = documents.each(|document| {
        let name = several.then_some(document.id.as_str());
        screen.write(&mut out, name, &document.text, worker.find(&document.text))
    })?;
    out.flush()?;
    Ok(exit)
}

/// A row an entity.
fn rows(out: &mut impl Write, document: &Document, unit: OffsetUnit, matches: Matches<'_>) -> io::Result<()> {
    let index = OffsetIndex::new(&document.text);
    if matches.truncated() {
        // The table has no place to say so.
        tell(&format!("{}: there are more matches; --max-matches left them out", document.id));
    }
    for found in matches {
        let span = index.span(found.span(), unit);
        write!(out, "{}\t{}\t{}", escape::field(&document.id), span.start, span.end)?;
        for field in fields(&found) {
            write!(out, "\t{}", escape::field(field))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn fields<'m>(found: &Match<'m>) -> [&'m str; 4] {
    let entity = found.entity();
    [entity.entity_type(), entity.id(), entity.name(), found.text()]
}
