//! Matching a thousand to a million names, beside what else a Rust user can take.

mod naive;
mod peers;
mod support;

use std::cell::LazyCell;
use std::collections::HashSet;
use std::hint::black_box;
use std::ops::Range;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use support::{Corpus, SEED, case, compare, fact, matched_bytes, short, smoke};
use yaqut::{Dictionary, Entity, Matcher};
use yaqut_testkit::{Name, Profile, dense_gazetteer, gazetteer};

/// People, places and organisations; one word in thirty of the text is part of one.
fn names(criterion: &mut Criterion) {
    for size in sizes() {
        matching(criterion, "names", size, |size| {
            let names = gazetteer(SEED, size);
            let corpus = Corpus::with_names(&names);
            (names, corpus)
        });
    }
}

/// The same number of names, every other one a phrase of the text's own words.
fn dense(criterion: &mut Criterion) {
    for size in sizes() {
        matching(criterion, "dense", size, |size| {
            let corpus = Corpus::with_names(&gazetteer(SEED, size / 2));
            (dense_gazetteer(SEED, corpus.text(), size), corpus)
        });
    }
}

fn sizes() -> &'static [usize] {
    if smoke() { &[1_000, 2_000] } else { &[1_000, 10_000, 100_000, 1_000_000] }
}

fn matching(
    criterion: &mut Criterion,
    kind: &str,
    size: &usize,
    make: impl FnOnce(usize) -> (Vec<Name>, Corpus),
) {
    let title = format!("matching/{kind} {}", short(*size));
    // Automata of a million names take a minute to build: nothing is made that a filter leaves out.
    let race = LazyCell::new(|| {
        let (names, corpus) = make(*size);
        let race = Race::new(&names, corpus);
        race.check(&title, &names);
        race
    });
    let cases = vec![
        case("std::str::from_utf8", || race.validate()).yardstick(),
        case("naive fold and aho-corasick", || race.naive()).yardstick().in_rounds_only(),
        case("aho-corasick, folding not counted", || race.aho_corasick()).in_rounds_only(),
        case("daachorse charwise, folding not counted", || race.daachorse()).in_rounds_only(),
        case("trie of words, folding not counted", || race.trie()).in_rounds_only(),
        case("yaqut", || race.yaqut()),
    ];
    compare(criterion, &title, &Throughput::Bytes(matched_bytes() as u64), cases);
}

/// All who take part, and the documents they run over; each keeps its buffers from one document to the next.
struct Race {
    corpus: Corpus,
    documents: Vec<Range<usize>>,
    folded: Vec<String>,
    naive: naive::Finder,
    daachorse: peers::Daachorse,
    trie: peers::WordTrie,
    dictionary: Dictionary,
    matcher: Matcher,
}

impl Race {
    fn new(names: &[Name], mut corpus: Corpus) -> Self {
        corpus.truncate(matched_bytes());
        let folded_names: HashSet<String> = names.iter().map(|name| naive::fold(&name.name)).collect();
        let mut folded_names: Vec<String> = folded_names.into_iter().collect();
        folded_names.sort_unstable(); // hash order would lay out the peers' memory anew each time
        let dictionary = compile(names);
        Race {
            documents: corpus.document_ranges(),
            folded: corpus.documents().into_iter().map(naive::fold).collect(),
            corpus,
            naive: naive::Finder::new(&folded_names),
            daachorse: peers::Daachorse::new(&folded_names),
            trie: peers::WordTrie::new(&folded_names),
            matcher: Matcher::new(dictionary.clone()),
            dictionary,
        }
    }

    /// Whether all find what they must, and how hard the text makes it.
    fn check(&self, title: &str, names: &[Name]) {
        let (ours, naive, trie) = (self.yaqut(), self.naive(), self.trie());
        // What stands with a clitic or in a spelling the naive fold does not know, only yaqut finds.
        assert!(ours >= naive, "{title}: {ours} matches, naively {naive}");
        assert!(naive > 0 || !self.corpus.generated);
        assert_eq!((self.aho_corasick(), self.daachorse()), (naive, naive), "{title}");
        // An automaton takes the leftmost and longest letters before it sees that a word goes on there: a name within
        // a name that has a clitic, and one within a word, are lost to it and not to the trie.
        assert!(trie >= naive, "{title}: {trie} matches, naively {naive}");

        let profile = Profile::of(self.corpus.text(), names.iter().map(|name| name.name.as_str()));
        fact(title, "text", "words", profile.words as f64);
        fact(title, "text", "different words", profile.forms as f64);
        fact(title, "text", "of its words are part of a match", profile.matched());
        fact(title, "text", "of its words start a match", profile.starting());
        fact(title, "text", "of the other words begin like a name", profile.near());
        fact(title, "naive fold and aho-corasick", "matches", naive as f64);
        fact(title, "trie of words, folding not counted", "matches", trie as f64);
        fact(title, "yaqut", "matches", ours as f64);
        let bytes = self.dictionary.to_bytes().len() as f64 / names.len() as f64;
        fact(title, "yaqut", "bytes of the file for a name", bytes);
    }

    fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|range| &self.corpus.text()[range.clone()])
    }

    fn validate(&self) -> usize {
        let valid = |document: &str| std::str::from_utf8(black_box(document.as_bytes())).map_or(0, str::len);
        self.documents().map(valid).sum()
    }

    fn yaqut(&self) -> usize {
        let mut worker = self.matcher.worker();
        let mut found = 0;
        for document in self.documents() {
            for name in worker.find(document) {
                black_box(name.span());
                found += 1;
            }
        }
        found
    }

    fn naive(&self) -> usize {
        let mut folded = naive::Folded::default();
        self.documents().map(|document| self.naive.count(document, &mut folded)).sum()
    }

    fn aho_corasick(&self) -> usize {
        self.folded.iter().map(|document| self.naive.count_in_folded(document)).sum()
    }

    fn daachorse(&self) -> usize {
        self.folded.iter().map(|document| self.daachorse.count(document)).sum()
    }

    fn trie(&self) -> usize {
        let mut tokens = Vec::new();
        self.folded.iter().map(|document| self.trie.count(document, &mut tokens)).sum()
    }
}

fn compile(names: &[Name]) -> Dictionary {
    let mut builder = Dictionary::builder();
    for name in names {
        builder.add(Entity::new(&name.id, name.entity_type, &name.name)).expect("the names are good");
    }
    builder.finish().expect("the names fit")
}

criterion_group! { name = benches; config = support::criterion(); targets = names, dense }
criterion_main!(benches);
