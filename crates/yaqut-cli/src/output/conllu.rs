//! CoNLL-U: forms, multiword tokens for words that are cut, and `SpaceAfter`; the columns of an analysis are left open.

use std::io::{self, Write};

use super::escape;
use crate::commands::tokenize::Cut;
use crate::input::Document;

pub(crate) fn write<'a, 't: 'a>(
    out: &mut impl Write,
    document: &Document,
    sentences: impl Iterator<Item = &'a [Cut<'t>]>,
) -> io::Result<()> {
    for (number, tokens) in (1..).zip(sentences) {
        let (Some((first, _)), Some((last, _))) = (tokens.first(), tokens.last()) else { continue };
        let whole = document.text.get(first.span().start..last.span().end).unwrap_or_default();
        let id = escape::one_line(&document.id);
        if number == 1 {
            writeln!(out, "# newdoc id = {id}")?; // belongs to a sentence
        }
        writeln!(out, "# sent_id = {id}-{number}")?;
        writeln!(out, "# text = {}", escape::one_line(whole))?;
        let mut words = 0;
        for (at, (token, parts)) in tokens.iter().enumerate() {
            let joined = tokens.get(at + 1).is_some_and(|(next, _)| next.span().start == token.span().end);
            let misc = if joined { "SpaceAfter=No" } else { "_" };
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

fn row(out: &mut impl Write, id: impl std::fmt::Display, form: &str, misc: &str) -> io::Result<()> {
    writeln!(out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}")
}
