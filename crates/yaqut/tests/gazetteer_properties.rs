//! What holds of every gazetteer: no bytes make a reader panic, and what is written is read back.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use yaqut::{Alias, CliticPolicy, Entity, EntityReader, FoldSet, Gazetteer, GazetteerError, Proclitic};

type Write = fn(&Gazetteer, &mut Vec<u8>) -> Result<(), GazetteerError>;
type Read = fn(&[u8]) -> Result<Gazetteer, GazetteerError>;

const TABLES: [(Write, Read); 2] = [
    (|names, to| names.to_csv(to), |from| EntityReader::csv(from).allow_empty(true).into_gazetteer()),
    (|names, to| names.to_tsv(to), |from| EntityReader::tsv(from).allow_empty(true).into_gazetteer()),
];
const JSONL: (Write, Read) =
    (|names, to| names.to_jsonl(to), |from| EntityReader::jsonl(from).allow_empty(true).into_gazetteer());

/// Characters that mean something to a format, and some that mean something to Arabic.
const HOSTILE: &str = "\",\t\r\n\\{}[]:;'|،؛ \u{A0}\u{2028}\u{85}\u{1}\u{FEFF}\u{200F}\u{202E}\u{FFFD}\u{64B}\u{640}\u{10FFFF}aاي١😀";

fn hostile_char() -> impl Strategy<Value = char> {
    let chars: Vec<char> = HOSTILE.chars().collect();
    prop_oneof![9 => prop::sample::select(chars), 1 => any::<char>().prop_filter("NUL is refused", |c| *c != '\0')]
}

/// Text with at least one letter, so that it does not become empty.
fn text() -> impl Strategy<Value = String> {
    (vec(hostile_char(), 0..8), vec(hostile_char(), 0..8))
        .prop_map(|(before, after)| before.into_iter().chain(['ع']).chain(after).collect())
}

fn folds() -> impl Strategy<Value = Option<FoldSet>> {
    let sets = [FoldSet::EMPTY, FoldSet::light(), FoldSet::search(), FoldSet::all()];
    prop::option::of(prop::sample::select(sets.to_vec()))
}

fn clitics() -> impl Strategy<Value = CliticPolicy> {
    let some = CliticPolicy::NONE.with(Proclitic::Wa).with_enclitics();
    prop::sample::select(vec![CliticPolicy::NONE, CliticPolicy::PROCLITICS, CliticPolicy::ALL, some])
}

fn entity() -> impl Strategy<Value = Entity> {
    let aliases = vec((text(), folds()), 0..4);
    let metadata = vec((text(), text()), 0..3);
    ((text(), text(), text()), aliases, 0.0_f32..=1.0, folds(), clitics(), metadata).prop_map(
        |((id, entity_type, name), aliases, prior, folds, clitics, metadata)| {
            let entity = Entity::new(id, entity_type, name).with_prior(prior).with_clitics(clitics);
            let entity = folds.into_iter().fold(entity, Entity::with_folds);
            let entity = aliases.into_iter().fold(entity, |entity, (text, folds)| {
                entity.with_alias(folds.into_iter().fold(Alias::new(text), Alias::with_folds))
            });
            metadata.into_iter().fold(entity, |entity, (key, value)| {
                entity.with_metadata(key.replace(char::is_control, "_"), value)
            })
        },
    )
}

fn gazetteer() -> impl Strategy<Value = Gazetteer> {
    vec(entity(), 0..6).prop_map(|entities| {
        let mut ids = HashSet::new();
        Gazetteer::from_entities(entities.into_iter().filter(|entity| ids.insert(entity.id().to_owned())))
            .unwrap()
    })
}

/// The same entities, as far as a table can hold them.
fn without_what_tables_lack(names: &Gazetteer) -> Gazetteer {
    let plain = |entity: &Entity| {
        let base = Entity::new(entity.id(), entity.entity_type(), entity.name())
            .with_prior(entity.prior())
            .with_clitics(entity.clitics());
        let base = entity.folds().into_iter().fold(base, Entity::with_folds);
        let base = entity.metadata().fold(base, |base, (key, value)| base.with_metadata(key, value));
        entity.aliases().iter().fold(base, |base, alias| base.with_alias(alias.text().replace('|', "/")))
    };
    Gazetteer::from_entities(names.into_iter().map(plain)).unwrap()
}

fn assert_survives((write, read): (Write, Read), names: &Gazetteer) {
    let mut written = Vec::new();
    write(names, &mut written).unwrap();
    let read =
        read(&written).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&written)));
    assert_eq!(&read, names, "{}", String::from_utf8_lossy(&written));
}

/// Reads to the end, as `gazetteer check` would; every error says something and the reading ends.
fn exhaust(bytes: &[u8]) {
    for reader in [EntityReader::csv(bytes), EntityReader::tsv(bytes), EntityReader::jsonl(bytes)] {
        let records = reader.inspect(|record| {
            if let Err(error) = record {
                assert!(error.to_string().len() > 10 && error.to_string().len() < 4000, "{error}");
            }
        });
        assert!(records.count() <= bytes.len() + 1);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in vec(any::<u8>(), 0..300)) {
        exhaust(&bytes);
    }

    #[test]
    fn no_hostile_row_makes_a_reader_panic(rows in vec(vec(hostile_char(), 0..40), 0..6), separator in "[,\t]") {
        let header = ["id", "type", "name", "aliases", "prior", "folds", "clitics", "x"].join(&separator);
        let rows: Vec<String> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
        exhaust(format!("{header}\n{}", rows.join("\n")).as_bytes());
    }

    #[test]
    fn no_damaged_gazetteer_makes_a_reader_panic(names in gazetteer(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut written = Vec::new();
        names.to_jsonl(&mut written).unwrap();
        without_what_tables_lack(&names).to_csv(&mut written).unwrap();
        let at = at.index(written.len());
        written[at] = byte;
        exhaust(&written);
        exhaust(&written[at..]);
    }

    #[test]
    fn a_gazetteer_survives_jsonl(names in gazetteer(), removed in vec(text(), 0..3)) {
        let mut names = names;
        removed.iter().for_each(|id| names.remove(id.trim()));
        assert_survives(JSONL, &names);
    }

    #[test]
    fn a_gazetteer_survives_tables(names in gazetteer()) {
        let names = without_what_tables_lack(&names);
        for table in TABLES {
            assert_survives(table, &names);
        }
    }

    #[test]
    fn laying_over_is_associative(layers in vec((vec(0..5_u8, 0..4), vec(0..5_u8, 0..3)), 3)) {
        let layer = |n: usize| {
            let (entities, removed) = &layers[n];
            let mut layer = Gazetteer::new();
            for id in entities {
                let entity = Entity::new(id.to_string(), "place", format!("ع{n}"));
                drop(layer.add(entity)); // an id twice
            }
            removed.iter().for_each(|id| layer.remove(&id.to_string()));
            layer
        };
        let mut left = layer(0);
        left.extend_over(layer(1));
        left.extend_over(layer(2));
        let mut upper = layer(1);
        upper.extend_over(layer(2));
        let mut right = layer(0);
        right.extend_over(upper);
        let sorted = |names: &Gazetteer| {
            let mut names: Vec<(String, String)> =
                names.into_iter().map(|entity| (entity.id().to_owned(), entity.name().to_owned())).collect();
            names.sort();
            names
        };
        prop_assert_eq!(sorted(&left), sorted(&right));
        prop_assert!(left.removed().eq(right.removed()));
    }
}
