//! CoNLL-U: forms, multiword tokens for words that are cut, and `SpaceAfter`; the columns of an analysis are left open.

use std::fmt::Display;
use std::io::{self, Write};

use yaqut::Segmentation;

use super::one_line;
use crate::work::{Cut, Results};

/// Writes the sentences of a document, each with its tokens.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(out: &mut impl Write, id: &str, results: &Results<'_>) -> io::Result<()> {
    let text = results.worked();
    let document = id;
    // An id of a sentence holds no white space, and a slash has a meaning of its own there.
    let id: String = id.chars().map(|c| if c.is_whitespace() || c == '/' { '_' } else { c }).collect();
    let sentences = results.tokens_by_sentence().filter(|tokens| !tokens.is_empty());
    for (number, tokens) in (1..).zip(sentences) {
        if number == 1 {
            writeln!(out, "# newdoc id = {}", one_line(document))?;
        }
        writeln!(out, "# sent_id = {}-{number}", one_line(&id))?;
        write!(out, "# text = ")?;
        for (at, cut) in tokens.iter().enumerate() {
            let space = if at + 1 == tokens.len() || joined(text, cut) { "" } else { " " };
            write!(out, "{}{space}", cut.token.text())?;
        }
        writeln!(out)?;
        let mut words = 0;
        for cut in tokens {
            let misc = if joined(text, cut) { "SpaceAfter=No" } else { "_" };
            match cut.parts.filter(Segmentation::is_cut) {
                Some(parts) => {
                    let parts = parts.segments();
                    row(out, format_args!("{}-{}", words + 1, words + parts.len()), cut.token.text(), misc)?;
                    for part in parts {
                        words += 1;
                        row(out, words, &part.form(), "_")?;
                    }
                }
                None => {
                    words += 1;
                    row(out, words, cut.token.text(), misc)?;
                }
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Whether more text follows a token without a space.
fn joined(text: &str, cut: &Cut<'_>) -> bool {
    let behind = text.get(cut.token.span().end..).and_then(|behind| behind.chars().next());
    behind.is_some_and(|c| !c.is_whitespace())
}

fn row(out: &mut impl Write, id: impl Display, form: &str, misc: &str) -> io::Result<()> {
    writeln!(out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}")
}
