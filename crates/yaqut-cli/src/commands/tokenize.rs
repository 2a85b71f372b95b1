//! `yaqut tokenize`: tokens with their kinds and places.

use std::io::{self, Write};

use yaqut::{OffsetIndex, OffsetUnit, Token, Tokenizer};

use crate::args::{TokenizeArgs, TokenizeFormat};
use crate::exit::{Exit, Failure};
use crate::input::{Document, Inputs};
use crate::output::{self, escape, json};

pub(crate) fn run(args: &TokenizeArgs) -> Result<Exit, Failure> {
    let tokenizer = Tokenizer::new();
    let unit = args.offsets.into();
    let documents = Inputs::check(&args.input)?.open()?;
    let mut out = output::data();
    if args.format == TokenizeFormat::Tsv {
        writeln!(out, "doc\tstart\tend\tkind\ttext")?;
    }
    let exit = documents.each(|document| match args.format {
        TokenizeFormat::Text => text(&mut out, &tokenizer, document),
        TokenizeFormat::Tsv => tsv(&mut out, &tokenizer, document, unit),
        TokenizeFormat::Jsonl => json::write(&mut out, &json::tokenized(document, &tokenizer, unit)),
        TokenizeFormat::Conllu => conllu(&mut out, &tokenizer, document),
    })?;
    out.flush()?;
    Ok(exit)
}

/// A sentence a line, tokens parted by spaces. Tokens hold no white space, so they need no escapes.
fn text(out: &mut impl Write, tokenizer: &Tokenizer, document: &Document) -> io::Result<()> {
    for sentence in by_sentence(tokenizer, &document.text) {
        let tokens: Vec<&str> = sentence.iter().map(Token::text).collect();
        writeln!(out, "{}", tokens.join(" "))?;
    }
    Ok(())
}

fn tsv(out: &mut impl Write, tokenizer: &Tokenizer, document: &Document, unit: OffsetUnit) -> io::Result<()> {
    let index = OffsetIndex::new(&document.text);
    for token in tokenizer.tokenize(&document.text) {
        let span = index.span(token.span(), unit);
        let (id, text) = (escape::field(&document.id), escape::field(token.text()));
        writeln!(out, "{id}\t{}\t{}\t{}\t{text}", span.start, span.end, token.kind())?;
    }
    Ok(())
}

/// CoNLL-U with forms and `SpaceAfter`; the columns of an analysis are left open.
fn conllu(out: &mut impl Write, tokenizer: &Tokenizer, document: &Document) -> io::Result<()> {
    for (number, tokens) in (1..).zip(by_sentence(tokenizer, &document.text)) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        let whole = document.text.get(first.span().start..last.span().end).unwrap_or_default();
        if number == 1 {
            writeln!(out, "# newdoc id = {}", escape::one_line(&document.id))?; // belongs to a sentence
        }
        writeln!(out, "# sent_id = {}-{number}", escape::one_line(&document.id))?;
        writeln!(out, "# text = {}", escape::one_line(whole))?;
        for (at, token) in tokens.iter().enumerate() {
            let joined = tokens.get(at + 1).is_some_and(|next| next.span().start == token.span().end);
            let misc = if joined { "SpaceAfter=No" } else { "_" };
            writeln!(out, "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", at + 1, token.text())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn by_sentence<'t>(tokenizer: &Tokenizer, text: &'t str) -> impl Iterator<Item = Vec<Token<'t>>> {
    let mut tokens = tokenizer.tokenize(text).peekable();
    tokenizer.sentences(text).map(move |sentence| {
        std::iter::from_fn(|| tokens.next_if(|token| token.span().start < sentence.end)).collect()
    })
}
