//! Tokens and sentences, beside `unicode-segmentation` and the standard library's split at white space.

mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use support::{Corpus, case, compare};
use unicode_segmentation::UnicodeSegmentation;
use yaqut::Tokenizer;

fn tokens(criterion: &mut Criterion) {
    let corpus = Corpus::news();
    let documents = corpus.documents();
    let count = |tokens: fn(&str) -> usize| {
        let documents = &documents;
        move || documents.iter().map(|document| tokens(document)).sum()
    };
    let bounds = count(|text| text.split_word_bounds().count());
    let words = count(|text| text.unicode_words().count());
    let white_space = count(|text| text.split_whitespace().count());
    let tokens = count(|text| Tokenizer::new().tokenize(text).count());

    // White space is no token, but every word is, and signs are.
    let (ours, spaced, parts): (usize, usize, usize) = (tokens(), white_space(), bounds());
    assert!(spaced < ours && ours < parts, "{ours} tokens, {spaced} between spaces, {parts} parts");

    let cases = vec![
        case("split_word_bounds", bounds),
        case("unicode_words", words),
        case("split_whitespace", white_space),
        case("yaqut tokens", tokens),
    ];
    compare(criterion, "tokenize/tokens", &corpus.amount(), cases);
}

fn sentences(criterion: &mut Criterion) {
    let corpus = Corpus::news();
    let documents = corpus.documents();
    let count = |sentences: fn(&str) -> usize| {
        let documents = &documents;
        move || documents.iter().map(|document| sentences(document)).sum()
    };
    let unicode = count(|text| text.unicode_sentences().count());
    let ours = count(|text| Tokenizer::new().sentences(text).count());
    let (theirs, found): (usize, usize) = (unicode(), ours());
    assert!(found > theirs / 4 && found < theirs * 4, "{found} sentences, by UAX #29 {theirs}");

    let cases = vec![case("unicode_sentences", unicode), case("yaqut sentences", ours)];
    compare(criterion, "tokenize/sentences", &corpus.amount(), cases);
}

criterion_group! { name = benches; config = support::criterion(); targets = tokens, sentences }
criterion_main!(benches);
