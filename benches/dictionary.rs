//! Compiling a dictionary, beside building an aho-corasick automaton of the same names, and opening one.

mod naive;
mod support;

use std::cell::LazyCell;
use std::hint::black_box;

use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use support::{SEED, case, compare, fact, short, smoke};
use yaqut::{Dictionary, Entity};
use yaqut_testkit::gazetteer;

fn sizes() -> &'static [usize] {
    if smoke() { &[1_000] } else { &[100_000, 1_000_000] }
}

fn names(size: usize) -> Vec<Entity> {
    let names = gazetteer(SEED, size);
    names.into_iter().map(|name| Entity::new(name.id, name.entity_type, name.name)).collect()
}

fn compile(names: &[Entity]) -> Dictionary {
    let mut builder = Dictionary::builder();
    for name in names {
        builder.add(name).expect("the names are good");
    }
    builder.finish().expect("the names fit")
}

fn building(criterion: &mut Criterion) {
    for size in sizes() {
        let title = format!("dictionary/compile {} names", short(*size));
        let names = LazyCell::new(|| {
            let names = names(*size);
            let each = |bytes: usize| bytes as f64 / names.len() as f64;
            let text = names.iter().map(|name| name.name().len()).sum();
            fact(&title, "names", "bytes of text for a name", each(text));
            fact(&title, "yaqut", "bytes of the file for a name", each(compile(&names).to_bytes().len()));
            names
        });
        let automaton = || {
            black_box(naive::Finder::new(names.iter().map(Entity::name)));
            names.len()
        };
        let yaqut = || compile(&names).len();
        let cases = vec![case("aho-corasick", automaton).yardstick().in_rounds_only(), case("yaqut", yaqut)];
        compare(criterion, &title, &Throughput::Elements(*size as u64), cases);
    }
}

fn opening(criterion: &mut Criterion) {
    for size in sizes() {
        let bytes = LazyCell::new(|| compile(&names(*size)).to_bytes());
        open(criterion, &format!("dictionary/open {} names", short(*size)), *size, &|| (*bytes).clone());
    }
    let embedded = yaqut_data::dictionary();
    open(criterion, "dictionary/open the embedded gazetteer", embedded.len(), &|| embedded.to_bytes());
}

fn open(criterion: &mut Criterion, title: &str, names: usize, bytes: &dyn Fn() -> Bytes) {
    let checked = || Dictionary::from_bytes(bytes()).expect("it was just compiled").len();
    let unverified = || Dictionary::from_bytes_unverified(bytes()).expect("it was just compiled").len();
    let cases = vec![case("from_bytes", checked), case("from_bytes_unverified", unverified)];
    compare(criterion, title, &Throughput::Elements(names as u64), cases);
}

criterion_group! { name = benches; config = support::criterion(); targets = building, opening }
criterion_main!(benches);
