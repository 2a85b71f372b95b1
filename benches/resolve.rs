//! Resolution: what choosing among candidates costs beside finding them, with the embedded gazetteer.

mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use support::{Corpus, case, compare};
use yaqut::{Matcher, Resolver};

/// Sentences of news, of which every other one has an ambiguous name.
const WRITTEN: [&str; 4] = [
    include_str!("../crates/yaqut-lexicon/data/sentences/diplomacy.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/politics.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/sport.txt"),
    include_str!("../crates/yaqut-lexicon/data/sentences/world.txt"),
];

fn resolve(criterion: &mut Criterion) {
    let corpus = Corpus::own_or(|| WRITTEN.concat().replace('+', ""));
    let documents = corpus.documents();
    let matcher = Matcher::new(yaqut_data::dictionary());
    let resolver = Resolver::new();
    let mut worker = matcher.worker();
    let mut find = || documents.iter().map(|document| worker.find(document).count()).sum::<usize>();
    let mut second = matcher.worker();
    let mut resolve = || {
        let mut count = 0;
        for document in &documents {
            count += resolver.resolve(document, second.find(document)).len();
        }
        count
    };
    let (found, resolved) = (find(), resolve());
    // No match is dropped.
    assert!(resolved >= found && found > 0, "{found} found, {resolved} resolved");

    let bytes: usize = documents.iter().map(|document| document.len()).sum();
    let cases = vec![case("matches", find), case("matches, resolved", resolve)];
    compare(criterion, "resolve/embedded", &Throughput::Bytes(bytes as u64), cases);
}

criterion_group! { name = benches; config = support::criterion(); targets = resolve }
criterion_main!(benches);
