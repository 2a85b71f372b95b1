//! `yaqut sentences`: a sentence a line, or their spans.

use std::io::Write;

use yaqut::{OffsetIndex, Tokenizer};

use crate::args::{SentencesArgs, TextFormat};
use crate::exit::{Exit, Failure};
use crate::input::Inputs;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &SentencesArgs) -> Result<Exit, Failure> {
    let tokenizer = Tokenizer::new();
    let documents = Inputs::check(&args.input)?.open()?;
    let mut out = output::data();
    let exit = documents.each(|document| {
        let text = &document.text;
        match args.format {
            TextFormat::Text => tokenizer.sentences(text).try_for_each(|sentence| {
                writeln!(out, "{}", escape::one_line(sentence.get(text).unwrap_or_default()))
            }),
            TextFormat::Jsonl => {
                let index = OffsetIndex::new(text);
                let sentences = json::sentences(&tokenizer, text, &index, args.offsets.into());
                json::write(&mut out, &json::Sentences { id: &document.id, sentences })
            }
        }
    })?;
    out.flush()?;
    Ok(exit)
}
