//! Opening a compiled dictionary, and compiling one beside building an aho-corasick automaton of the same names.

mod naive;
mod support;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use support::{SEED, case, compare, smoke};
use yaqut::{Dictionary, Entity};

fn names() -> Vec<Entity> {
    let names = yaqut_testkit::gazetteer(SEED, if smoke() { 1_000 } else { 100_000 });
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
    let names = names();
    let bytes = names.iter().map(|name| name.name().len()).sum();
    let automaton = || {
        black_box(naive::Finder::new(names.iter().map(Entity::name)));
        names.len()
    };
    let yaqut = || compile(&names).len();
    let cases = vec![case("aho-corasick", automaton), case("yaqut", yaqut)];
    compare(criterion, &format!("dictionary/compile {}k names", names.len() / 1000), bytes, cases);
}

fn opening(criterion: &mut Criterion) {
    let names = names();
    let title = format!("dictionary/open {}k names", names.len() / 1000);
    for (title, bytes) in [
        (title.as_str(), compile(&names).to_bytes()),
        ("dictionary/open the embedded gazetteer", yaqut_data::dictionary().to_bytes()),
    ] {
        let open =
            || Dictionary::from_bytes(bytes.clone()).map(|dictionary| dictionary.len()).unwrap_or_default();
        assert!(open() > 0);
        compare(criterion, title, bytes.len(), vec![case("yaqut", open)]);
    }
}

criterion_group! { name = benches; config = support::criterion(); targets = building, opening }
criterion_main!(benches);
