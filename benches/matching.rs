//! Matching a thousand and a hundred thousand names, beside aho-corasick with and without the folding it needs.
#![expect(clippy::print_stdout, reason = "the matches of each are printed")]

mod naive;
mod support;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use support::{Corpus, SEED, case, compare, smoke};
use yaqut::{Dictionary, Entity, Matcher};

fn thousand(criterion: &mut Criterion) {
    matching(criterion, 1_000);
}

fn hundred_thousand(criterion: &mut Criterion) {
    matching(criterion, if smoke() { 2_000 } else { 100_000 });
}

fn matching(criterion: &mut Criterion, size: usize) {
    let names = yaqut_testkit::gazetteer(SEED, size);
    let corpus = Corpus::with_names(&names);
    let documents = corpus.documents();

    let mut builder = Dictionary::builder();
    for name in &names {
        builder.add(Entity::new(&name.id, name.entity_type, &name.name)).expect("the names are good");
    }
    let matcher = Matcher::new(builder.finish().expect("the names fit"));
    let mut worker = matcher.worker();
    let mut yaqut = || {
        let mut find =
            |document: &&str| worker.find(document).map(|found| found.span()).map(black_box).count();
        documents.iter().map(&mut find).sum()
    };

    let finder = naive::Finder::new(names.iter().map(|name| name.name.as_str()));
    let folded: Vec<String> = documents.iter().map(|document| naive::fold(document)).collect();
    let automaton = || folded.iter().map(|document| finder.count_in_folded(document)).sum();
    let mut naive = naive::Finder::new(names.iter().map(|name| name.name.as_str()));
    let mut naive = || documents.iter().map(|document| naive.count(document)).sum();

    // What stands with a clitic or in a spelling the naive fold does not know, only yaqut finds.
    let (ours, theirs, free): (usize, usize, usize) = (yaqut(), naive(), automaton());
    assert!(ours >= theirs, "{ours} matches, naively {theirs}");
    assert!(theirs > 0 || !corpus.generated);
    assert_eq!(free, theirs);

    let title = format!("matching/{}k names", size / 1000);
    println!("{title}: yaqut finds {ours}, naive fold and aho-corasick {theirs}\n");
    let cases = vec![
        case("naive fold and aho-corasick", naive),
        case("aho-corasick, folding not counted", automaton),
        case("yaqut", yaqut),
    ];
    compare(criterion, &title, corpus.bytes(), cases);
}

criterion_group! { name = benches; config = support::criterion(); targets = thousand, hundred_thousand }
criterion_main!(benches);
