//! CoNLL-U: forms, multiword tokens for words that are cut, and `SpaceAfter`; the columns of an analysis are left open.

use std::fmt::Display;
use std::io::{self, Write};

use super::escape;
use crate::commands::tokenize::Cut;
use crate::input::Document;

/// Writes the sentences of a document, each with its tokens.
pub(crate) fn write<'a, 't: 'a>(
    out: &mut impl Write,
    document: &Document,
    sentences: impl Iterator<Item = &'a [Cut<'t>]>,
) -> io::Result<()> {
    let sentences = sentences.filter(|tokens| !tokens.is_empty());
    // An id of a sentence holds no white space, and a slash has a meaning of its own there.
    let id: String =
        document.id.chars().map(|c| if c.is_whitespace() || c == '/' { '_' } else { c }).collect();
    for (number, tokens) in (1..).zip(sentences) {
        if number == 1 {
            writeln!(out, "# newdoc id = {}", escape::one_line(&document.id))?;
        }
        writeln!(out, "# sent_id = {}-{number}", escape::one_line(&id))?;
        write!(out, "# text = ")?;
        for (at, (token, _)) in tokens.iter().enumerate() {
            let space = if at + 1 == tokens.len() || joined(document, tokens, at) { "" } else { " " };
            write!(out, "{}{space}", token.text())?;
        }
        writeln!(out)?;
        let mut words = 0;
        for (at, (token, parts)) in tokens.iter().enumerate() {
            let misc = if joined(document, tokens, at) { "SpaceAfter=No" } else { "_" };
            match parts.filter(yaqut::Segmentation::is_cut) {
                Some(parts) => {
                    let parts = parts.segments();
                    row(out, format_args!("{}-{}", words + 1, words + parts.len()), token.text(), misc)?;
                    for part in parts {
                        words += 1;
                        row(out, words, &part.form(), "_")?;
                    }
                }
                None => {
                    words += 1;
                    row(out, words, token.text(), misc)?;
                }
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Whether more text follows a token without a space.
fn joined(document: &Document, tokens: &[Cut<'_>], at: usize) -> bool {
    let end = tokens.get(at).map_or(0, |(token, _)| token.span().end);
    let behind = document.text.get(end..).and_then(|behind| behind.chars().next());
    behind.is_some_and(|c| !c.is_whitespace())
}

fn row(out: &mut impl Write, id: impl Display, form: &str, misc: &str) -> io::Result<()> {
    writeln!(out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}")
}
