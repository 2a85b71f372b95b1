//! The steps together and apart, on texts that nobody would write.

mod common;

use common::{annotate, texts};
use serde_json::{Map, Value};
use yaqut::{CliticLevel, FoldSet, Normalizer, OffsetUnit, Segmenter};
use yaqut_batch::output::json::write_document;
use yaqut_batch::work::{Steps, StepsWorker};
use yaqut_testkit::ArabicText;

fn all_texts() -> Vec<String> {
    let news = ArabicText::new(3).generate(40_000).lines().map(str::to_owned).collect::<Vec<_>>();
    let hostile = yaqut_testkit::hostile::all(300).into_iter().map(|(_, text)| text);
    hostile.chain(news).chain(texts(60)).collect()
}

fn segmenter() -> Segmenter {
    Segmenter::new(yaqut_lexicon::lexicon()).level(CliticLevel::D3)
}

fn line(worker: &mut StepsWorker<'_>, text: &str) -> String {
    let mut line = Vec::new();
    worker.run(text, |results| write_document(&mut line, "t", &[], results, OffsetUnit::Utf16)).unwrap();
    String::from_utf8(line).unwrap()
}

#[test]
fn places_after_normalizing_lie_in_the_original_on_characters_and_in_order() {
    for folds in [FoldSet::light(), FoldSet::search()] {
        let steps = Steps::new().normalize(Normalizer::new(folds)).segment(segmenter());
        let mut worker = steps.worker();
        for text in all_texts() {
            worker.run(&text, |results| {
                let mut last = 0;
                for cut in results.tokens().unwrap() {
                    let span = results.original(cut.token.span());
                    assert!(span.get(&text).is_some() && last <= span.start, "{span:?} in {text:?}");
                    last = span.start;
                    for part in cut.parts.iter().flat_map(yaqut::Segmentation::segments) {
                        let part = results.original(part.span());
                        assert!(part.get(&text).is_some(), "{part:?} in {text:?}");
                    }
                }
                for sentence in results.sentences().unwrap() {
                    assert!(results.original(*sentence).get(&text).is_some(), "{sentence:?} in {text:?}");
                }
                let in_sentences: usize = results.tokens_by_sentence().map(<[_]>::len).sum();
                assert_eq!(in_sentences, results.tokens().unwrap().len(), "{text:?}");
            });
        }
    }
}

#[test]
fn a_worker_that_goes_on_does_what_a_new_one_does() {
    let steps = Steps::new().normalize(Normalizer::search()).segment(segmenter()).annotate(annotate());
    let mut worker = steps.worker();
    for text in all_texts() {
        assert_eq!(line(&mut worker, &text), line(&mut steps.worker(), &text), "{text:?}");
    }
}

#[test]
fn steps_together_are_the_steps_apart() {
    let apart =
        [Steps::new().sentences(), Steps::new().segment(segmenter()), Steps::new().annotate(annotate())];
    let mut apart: Vec<StepsWorker<'_>> = apart.iter().map(Steps::worker).collect();
    let together = Steps::new().annotate(annotate()).segment(segmenter());
    let mut together = together.worker();
    for text in all_texts() {
        let mut joined = Map::new();
        for worker in &mut apart {
            let Value::Object(members) = serde_json::from_str(&line(worker, &text)).unwrap() else {
                panic!("{text:?}")
            };
            joined.extend(members);
        }
        let whole: Value = serde_json::from_str(&line(&mut together, &text)).unwrap();
        assert_eq!(whole, Value::Object(joined), "{text:?}");
    }
}
