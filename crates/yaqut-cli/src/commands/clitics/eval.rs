//! `yaqut clitics eval`: how well words are cut.

use std::io::Write;
use std::num::NonZeroUsize;

use serde::Serialize;
use yaqut::{CliticScore, Segmenter};

use super::sentences;
use crate::args::{EvalArgs, ReportFormat};
use crate::exit::{Exit, Failure};
use crate::lexicon;
use crate::output::{self, json};

pub(crate) fn run(args: &EvalArgs) -> Result<Exit, Failure> {
    let segmenter = Segmenter::new(lexicon::open(args.model.as_deref())?);
    let mut score = CliticScore::default();
    sentences(&args.gold, |sentence| score.add(&segmenter, sentence))?;
    let report = Report::new(&score, args.errors.map_or(0, NonZeroUsize::get));
    let mut out = output::data();
    match args.format {
        ReportFormat::Json => json::write(&mut out, &report)?,
        ReportFormat::Text => {
            writeln!(out, "words {}, with a cut {}", report.words, report.words_with_a_cut)?;
            writeln!(out, "accuracy {:.4}, on words with a cut {:.4}", report.accuracy, report.cut_accuracy)?;
            let Report { precision, recall, f1, .. } = report;
            writeln!(out, "boundaries: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}")?;
            for error in &report.errors {
                writeln!(out, "{}\t{}\tgot {}", error.times, error.gold, error.got)?;
            }
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    words: u64,
    words_with_a_cut: u64,
    accuracy: f64,
    cut_accuracy: f64,
    precision: f64,
    recall: f64,
    f1: f64,
    errors: Vec<Wrong<'a>>,
}

#[derive(Debug, Serialize)]
struct Wrong<'a> {
    gold: &'a str,
    got: &'a str,
    times: u64,
}

impl<'a> Report<'a> {
    fn new(score: &'a CliticScore, errors: usize) -> Self {
        let rounded = |share: f64| (share * 1e4).round() / 1e4;
        let wrong = score.mistakes().into_iter().take(errors);
        Report {
            words: score.words,
            words_with_a_cut: score.cut_words,
            accuracy: rounded(score.accuracy()),
            cut_accuracy: rounded(score.cut_accuracy()),
            precision: rounded(score.precision()),
            recall: rounded(score.recall()),
            f1: rounded(score.f1()),
            errors: wrong.map(|(word, times)| Wrong { gold: &word.gold, got: &word.got, times }).collect(),
        }
    }
}
