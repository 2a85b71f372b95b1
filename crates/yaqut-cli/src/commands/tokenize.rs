//! `yaqut tokenize`: tokens with their kinds and places, whole or cut into clitics and stem.

use std::io::{self, Write};

use yaqut::{
    CliticLevel, Matcher, OffsetIndex, OffsetUnit, Segmentation, Segmenter, SegmenterWorker, Span, Token,
    Tokenizer, Worker,
};

use crate::args::{Clitics, CutArgs, TokenizeArgs, TokenizeFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers;
use crate::input::{Document, Inputs};
use crate::lexicon;
use crate::output::{self, conllu, escape, json};

pub(crate) fn run(args: &TokenizeArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::check(&args.input)?;
    let segmenter = segmenter(&args.cut)?;
    let names = names(&args.cut)?;
    let mut cutter = Cutter {
        tokenizer: Tokenizer::new(),
        segmenter: segmenter.as_ref().map(Segmenter::worker),
        names: names.as_ref().map(Matcher::worker),
    };
    let unit = args.offsets.into();
    let documents = inputs.open()?;
    let mut out = output::data();
    if args.format == TokenizeFormat::Tsv {
        let segments = if segmenter.is_some() { "\tsegments" } else { "" };
        writeln!(out, "doc\tstart\tend\tkind\ttext{segments}")?;
    }
    let exit = documents.each(|document| {
        let tokens = cutter.tokens(&document.text);
        match args.format {
            TokenizeFormat::Text => text(&mut out, &cutter.tokenizer, document, &tokens),
            TokenizeFormat::Tsv => tsv(&mut out, document, &tokens, unit),
            TokenizeFormat::Jsonl => {
                json::write(&mut out, &json::tokenized(document, &cutter.tokenizer, &tokens, unit))
            }
            TokenizeFormat::Conllu => {
                conllu::write(&mut out, document, by_sentence(&cutter.tokenizer, &document.text, &tokens))
            }
        }
    })?;
    out.flush()?;
    Ok(exit)
}

fn segmenter(args: &CutArgs) -> Result<Option<Segmenter>, Failure> {
    if args.clitics == Clitics::None {
        if args.model.is_some() || !args.gazetteers.is_empty() {
            let what = "--clitics none: cuts nothing, so --model and -g have no use; name another level";
            return Err(Failure::Usage(what.to_owned()));
        }
        return Ok(None);
    }
    let lexicon = lexicon::open(args.model.as_deref())?;
    Ok(Some(Segmenter::new(lexicon).level(CliticLevel::from(args.clitics))))
}

/// The names that are not cut inside.
fn names(args: &CutArgs) -> Result<Option<Matcher>, Failure> {
    if args.gazetteers.is_empty() {
        return Ok(None);
    }
    gazetteers::of_files(&args.gazetteers).map(Some)
}

/// A token, and its parts where words are cut.
pub(crate) type Cut<'t> = (Token<'t>, Option<Segmentation<'t>>);

struct Cutter<'a> {
    tokenizer: Tokenizer,
    segmenter: Option<SegmenterWorker<'a>>,
    names: Option<Worker<'a>>,
}

impl Cutter<'_> {
    fn tokens<'t>(&mut self, text: &'t str) -> Vec<Cut<'t>> {
        let Some(segmenter) = &mut self.segmenter else {
            return self.tokenizer.tokenize(text).map(|token| (token, None)).collect();
        };
        let names: Vec<Span> = match &mut self.names {
            Some(matcher) => matcher.find(text).map(|found| found.span()).collect(),
            None => Vec::new(),
        };
        segmenter.tokens(text).keeping(&names).map(|(token, parts)| (token, Some(parts))).collect()
    }
}

/// A sentence a line, tokens and their parts parted by spaces. Tokens hold no white space, so they need no escapes.
fn text(
    out: &mut impl Write,
    tokenizer: &Tokenizer,
    document: &Document,
    tokens: &[Cut<'_>],
) -> io::Result<()> {
    for sentence in by_sentence(tokenizer, &document.text, tokens) {
        for (at, (token, parts)) in sentence.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            match parts {
                Some(parts) => write!(out, "{space}{parts}")?,
                None => write!(out, "{space}{}", token.text())?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn tsv(out: &mut impl Write, document: &Document, tokens: &[Cut<'_>], unit: OffsetUnit) -> io::Result<()> {
    let index = OffsetIndex::new(&document.text);
    for (token, parts) in tokens {
        let span = index.span(token.span(), unit);
        let (id, text) = (escape::field(&document.id), escape::field(token.text()));
        write!(out, "{id}\t{}\t{}\t{}\t{text}", span.start, span.end, token.kind())?;
        if let Some(parts) = parts {
            write!(out, "\t{}", escape::field(&parts.to_string()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The tokens of each sentence.
fn by_sentence<'a, 't>(
    tokenizer: &Tokenizer,
    text: &'t str,
    tokens: &'a [Cut<'t>],
) -> impl Iterator<Item = &'a [Cut<'t>]> + use<'a, 't> {
    let mut rest = tokens;
    tokenizer.sentences(text).map(move |sentence| {
        let count = rest.iter().take_while(|(token, _)| token.span().start < sentence.end).count();
        let (first, others) = rest.split_at(count);
        rest = others;
        first
    })
}
