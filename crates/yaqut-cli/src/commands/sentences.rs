//! `yaqut sentences`: a sentence a line, or their spans.

use std::io::Write;

use yaqut::Tokenizer;
use yaqut_batch::work::Steps;

use crate::args::{SentencesArgs, TextFormat};
use crate::exit::{Exit, Failure};
use crate::input::Inputs;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &SentencesArgs) -> Result<Exit, Failure> {
    let documents = Inputs::check(&args.input)?.open()?;
    if args.format == TextFormat::Jsonl {
        let steps = Steps::new().sentences();
        return json::documents(documents, &mut steps.worker(), args.offsets.into());
    }
    let tokenizer = Tokenizer::new();
    let mut out = output::data();
    let exit = documents.each(|document| {
        let text = &document.text;
        tokenizer.sentences(text).try_for_each(|sentence| {
            writeln!(out, "{}", escape::one_line(sentence.get(text).unwrap_or_default()))
        })
    })?;
    out.flush()?;
    Ok(exit)
}
