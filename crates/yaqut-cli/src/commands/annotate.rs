//! `yaqut annotate`: entities of a gazetteer in text.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;

use yaqut::{OffsetIndex, OffsetUnit, Resolved, Resolver};
use yaqut_batch::work::{Annotate, Results, Steps, StepsWorker};

use crate::args::{AnnotateArgs, AnnotateFormat, FindArgs};
use crate::exit::{Exit, Failure, tell};
use crate::gazetteers;
use crate::input::{Document, Documents, Inputs};
use crate::output::pretty::Screen;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &AnnotateArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::check(&args.input)?;
    let steps = Steps::new().annotate(finder(&args.find)?);
    let mut worker = steps.worker();
    let documents = inputs.open()?;
    let on_terminal = io::stdout().is_terminal();
    let unit = args.offsets.into();
    match args.format.unwrap_or(if on_terminal { AnnotateFormat::Pretty } else { AnnotateFormat::Jsonl }) {
        AnnotateFormat::Pretty => pretty(documents, &mut worker),
        AnnotateFormat::Jsonl => json::documents(documents, &mut worker, unit),
        AnnotateFormat::Tsv => {
            let mut out = output::data();
            writeln!(out, "doc\tstart\tend\ttype\tid\tname\ttext")?;
            let exit = documents.each(|document| {
                worker.run(&document.text, |results| rows(&mut out, document, unit, results))
            })?;
            out.flush()?;
            Ok(exit)
        }
    }
}

/// What finds the entities that the options ask for.
pub(crate) fn finder(args: &FindArgs) -> Result<Annotate, Failure> {
    let excluded = gazetteers::excluded(args)?;
    let annotate = Annotate::new(gazetteers::matcher(args, &excluded)?);
    let annotate = if args.no_resolve { annotate } else { annotate.resolver(Resolver::new()) };
    let most = args.max_matches.map_or(usize::MAX, NonZeroUsize::get);
    Ok(annotate.max_matches(most).excluded(excluded))
}

fn pretty(documents: Documents<'_>, worker: &mut StepsWorker<'_>) -> Result<Exit, Failure> {
    let (mut out, colour) = output::screen();
    let screen = Screen::new(colour);
    let several = documents.several();
    let exit = documents.each(|document| {
        let name = several.then_some(document.id.as_str());
        worker.run(&document.text, |results| screen.write(&mut out, name, results))
    })?;
    out.flush()?;
    Ok(exit)
}

/// A row an entity.
fn rows(
    out: &mut impl Write,
    document: &Document,
    unit: OffsetUnit,
    results: &Results<'_>,
) -> io::Result<()> {
    let index = OffsetIndex::new(&document.text);
    if results.is_truncated() {
        // The table has no place to say so.
        tell(&format!("{}: there are more matches; --max-matches left them out", document.id));
    }
    for resolved in results.entities().unwrap_or_default() {
        let span = index.span(resolved.found().span(), unit);
        write!(out, "{}\t{}\t{}", escape::field(&document.id), span.start, span.end)?;
        for field in fields(resolved) {
            write!(out, "\t{}", escape::field(field))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn fields<'m>(resolved: &Resolved<'m>) -> [&'m str; 4] {
    let entity = resolved.entity();
    [entity.entity_type(), entity.id(), entity.name(), resolved.found().text()]
}
