//! Words cut into clitics and stem, beside the standard library's split at white space; opening the lexicon.

mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use support::{Corpus, case, compare, fact};
use yaqut::{Lexicon, Segmenter, SegmenterWorker, Tokenizer};

/// The sentences that were cut by hand, without the cuts: news of every kind, denser in clitics and richer in words than a
/// newspaper is. Generated words will not do here, for nobody knows how they are cut.
const WRITTEN: [&str; 8] = [
    include_str!("../crates/yaqut-lexicon/data/sentences/courts.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/culture.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/diplomacy.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/economy.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/politics.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/science.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/sport.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/world.txt"),
];

fn words(criterion: &mut Criterion) {
    cut(criterion, "clitics/news", &Corpus::own_or(|| WRITTEN.concat().replace('+', "")));
}

fn cut(criterion: &mut Criterion, title: &str, corpus: &Corpus) {
    let segmenter = Segmenter::new(yaqut_lexicon::lexicon());
    let documents = corpus.documents();
    let count = |tokens: fn(&str) -> usize| {
        let documents = &documents;
        move || documents.iter().map(|document| tokens(document)).sum::<usize>()
    };
    let white_space = count(|text| text.split_whitespace().count());
    let tokens = count(|text| Tokenizer::new().tokenize(text).count());
    let alone = || -> usize {
        let parts = |document: &&str| {
            segmenter.tokens(document).map(|(_, parts)| parts.segments().len()).sum::<usize>()
        };
        documents.iter().map(parts).sum()
    };
    let with = |worker: &mut SegmenterWorker<'_>| -> usize {
        let mut parts =
            |text: &&str| worker.tokens(text).map(|(_, parts)| parts.segments().len()).sum::<usize>();
        documents.iter().map(&mut parts).sum()
    };
    let cold = || with(&mut segmenter.worker());
    let mut worker = segmenter.worker();
    let mut warm = || with(&mut worker);
    // Every way must give the same parts: one part in eleven and more is a clitic.
    let (words, whole, parts) = (white_space(), tokens(), alone());
    assert!(
        parts > whole + whole / 10 && parts == cold() && parts == warm(),
        "{whole} tokens, {parts} parts"
    );

    let cases = vec![
        case("split_whitespace", white_space),
        case("yaqut tokens", tokens),
        case("yaqut atb, a worker that goes on", warm),
        case("yaqut atb, a new worker", cold),
        case("yaqut atb, no worker", alone),
    ];
    compare(criterion, title, &Throughput::Elements(words as u64), cases);
}

fn open(criterion: &mut Criterion) {
    let bytes = yaqut_lexicon::lexicon().to_bytes();
    let open = || Lexicon::from_bytes(bytes.clone()).map_or(0, |lexicon| lexicon.to_bytes().len());
    assert_eq!(open(), bytes.len());
    fact("clitics/open", "lexicon", "bytes", bytes.len() as f64);
    compare(
        criterion,
        "clitics/open",
        &Throughput::Bytes(bytes.len() as u64),
        vec![case("from_bytes", open)],
    );
}

criterion_group! { name = benches; config = support::criterion(); targets = words, open }
criterion_main!(benches);
