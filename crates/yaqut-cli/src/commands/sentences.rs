//! `yaqut sentences`: a sentence a line, or their spans.

use std::io::Write;

use yaqut::{OffsetIndex, Tokenizer};

use crate::args::{SentencesArgs, TextFormat};
use crate::exit::{Exit, Failure};
use crate::input::each_document;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &SentencesArgs) -> Result<Exit, Failure> {
    let tokenizer = Tokenizer::new();
    let mut out = output::stdout();
    let exit = each_document(&args.input, |document| {
        let text = &document.text;
        match args.format {
            TextFormat::Text => {
                for sentence in tokenizer.sentences(text) {
                    writeln!(out, "{}", escape::one_line(sentence.get(text).unwrap_or_default()))?;
                }
            }
            TextFormat::Jsonl => {
                let index = OffsetIndex::new(text);
                let sentences = json::sentences(&tokenizer, text, &index, args.offsets.into());
                json::write(&mut out, &json::Sentences { id: &document.id, sentences })?;
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(exit)
}
