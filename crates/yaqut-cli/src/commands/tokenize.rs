//! `yaqut tokenize`: tokens with their kinds and places, whole or cut into clitics and stem.

use std::io::{self, Write};

use yaqut::{CliticLevel, Matcher, OffsetIndex, OffsetUnit, Segmenter};
use yaqut_batch::output::conllu;
use yaqut_batch::work::{Results, Steps};

use crate::args::{Clitics, CutArgs, TokenizeArgs, TokenizeFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers;
use crate::input::{Document, Inputs};
use crate::lexicon;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &TokenizeArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::check(&args.input)?;
    let steps = steps(&args.cut)?;
    let mut worker = steps.worker();
    let unit = args.offsets.into();
    let documents = inputs.open()?;
    if args.format == TokenizeFormat::Jsonl {
        return json::documents(documents, &mut worker, unit);
    }
    let mut out = output::data();
    if args.format == TokenizeFormat::Tsv {
        let segments = if args.cut.clitics == Clitics::None { "" } else { "\tsegments" };
        writeln!(out, "doc\tstart\tend\tkind\ttext{segments}")?;
    }
    let exit = documents.each(|document| {
        worker.run(&document.text, |results| match args.format {
            TokenizeFormat::Tsv => tsv(&mut out, document, results, unit),
            TokenizeFormat::Conllu => conllu::write(&mut out, &document.id, results),
            TokenizeFormat::Text | TokenizeFormat::Jsonl => text(&mut out, results),
        })
    })?;
    out.flush()?;
    Ok(exit)
}

fn steps(args: &CutArgs) -> Result<Steps, Failure> {
    if args.clitics == Clitics::None {
        if args.model.is_some() || !args.gazetteers.is_empty() {
            let what = "--clitics none: cuts nothing, so --model and -g have no use; name another level";
            return Err(Failure::Usage(what.to_owned()));
        }
        return Ok(Steps::new().tokenize());
    }
    let lexicon = lexicon::open(args.model.as_deref())?;
    let steps = Steps::new().segment(Segmenter::new(lexicon).level(CliticLevel::from(args.clitics)));
    Ok(match names(args)? {
        Some(names) => steps.keep(names),
        None => steps,
    })
}

/// The names that are not cut inside.
fn names(args: &CutArgs) -> Result<Option<Matcher>, Failure> {
    if args.gazetteers.is_empty() {
        return Ok(None);
    }
    gazetteers::of_files(&args.gazetteers).map(Some)
}

/// A sentence a line, tokens and their parts parted by spaces. Tokens hold no white space, so they need no escapes.
fn text(out: &mut impl Write, results: &Results<'_>) -> io::Result<()> {
    for sentence in results.tokens_by_sentence() {
        for (at, cut) in sentence.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            match &cut.parts {
                Some(parts) => write!(out, "{space}{parts}")?,
                None => write!(out, "{space}{}", cut.token.text())?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn tsv(out: &mut impl Write, document: &Document, results: &Results<'_>, unit: OffsetUnit) -> io::Result<()> {
    let index = OffsetIndex::new(&document.text);
    for cut in results.tokens().unwrap_or_default() {
        let span = index.span(cut.token.span(), unit);
        let (id, text) = (escape::field(&document.id), escape::field(cut.token.text()));
        write!(out, "{id}\t{}\t{}\t{}\t{text}", span.start, span.end, cut.token.kind())?;
        if let Some(parts) = &cut.parts {
            write!(out, "\t{}", escape::field(&parts.to_string()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
