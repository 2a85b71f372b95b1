//! Normalization with offsets, beside a fold letter by letter that a Rust user writes, and beside
//! `unicode-normalization`, which keeps no offsets.

mod naive;
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use support::{Corpus, case, compare};
use unicode_normalization::UnicodeNormalization;
use yaqut::{FoldSet, Normalizer, UnicodeForm};

fn news(criterion: &mut Criterion) {
    normalize(criterion, "normalize/news", &Corpus::news());
}

fn vocalized(criterion: &mut Criterion) {
    normalize(criterion, "normalize/vocalized", &Corpus::news().vocalized());
}

fn normalize(criterion: &mut Criterion, title: &str, corpus: &Corpus) {
    let documents = corpus.documents();
    let yaqut = |normalizer: Normalizer| {
        let documents = &documents;
        move || documents.iter().map(|document| normalizer.normalize(document).text().len()).sum()
    };
    let mut folded = naive::Folded::default();
    let mut fold_with_offsets = || {
        let fold = |document: &&str| {
            folded.fold(document);
            folded.text.len()
        };
        documents.iter().map(fold).sum()
    };
    let fold = || documents.iter().map(|document| naive::fold(document).len()).sum();
    let nfkc = || documents.iter().map(|document| document.nfkc().collect::<String>().len()).sum();
    let light = yaqut(Normalizer::light());
    let search = yaqut(Normalizer::search());
    let with_nfkc = yaqut(Normalizer::new(FoldSet::EMPTY).with_form(UnicodeForm::Nfkc));

    // `search` makes every fold the naive one makes, and more: its text is no longer, but for a few ligatures.
    let (naive, ours): (usize, usize) = (fold_with_offsets(), search());
    assert!(ours > naive / 2 && ours <= naive + naive / 100, "{ours} bytes, naively {naive}");
    assert_eq!(fold(), naive);
    assert_eq!(with_nfkc(), nfkc());
    assert!(light() <= corpus.bytes());

    let cases = vec![
        case("naive fold with offsets", fold_with_offsets),
        case("naive fold, offsets lost", fold),
        case("yaqut search", search),
        case("yaqut light", light),
        case("unicode-normalization nfkc, offsets lost", nfkc),
        case("yaqut nfkc", with_nfkc),
    ];
    compare(criterion, title, &corpus.amount(), cases);
}

criterion_group! { name = benches; config = support::criterion(); targets = news, vocalized }
criterion_main!(benches);
