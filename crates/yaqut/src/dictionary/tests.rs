use std::collections::BTreeSet;

use super::format::CHECKSUM;
use super::*;
use crate::{Alias, CliticPolicy, CommonWords, Entity, Fold, Matcher};

fn small() -> Gazetteer {
    let entities = [
        Entity::new("cldr:SY", "place", "سوريا")
            .with_alias("سورية")
            .with_prior(0.9)
            .with_metadata("country", "SY"),
        Entity::new("org:mofa", "organization", "وزارة الخارجية").with_clitics(CliticPolicy::ALL),
        Entity::new("p:ali", "person", "علي").with_alias(Alias::new("أبو حسن").with_folds(FoldSet::light())),
        Entity::new("x:y", "custom", "مجموعة 5+1")
            .with_folds("search,-digits".parse().unwrap())
            .with_alias("السداسية"),
        Entity::new("p:muna", "person", "منى").with_alias(Alias::new("منى").with_folds(FoldSet::EMPTY)),
    ];
    Gazetteer::from_entities(entities).unwrap()
}

#[test]
fn two_builds_are_the_same_bytes() {
    let build = || Dictionary::compile(&small()).unwrap().to_bytes();
    assert_eq!(build(), build());
}

#[test]
fn what_was_written_comes_back() {
    let dictionary = Dictionary::from_bytes(Dictionary::compile(&small()).unwrap().to_bytes()).unwrap();
    assert_eq!(dictionary.len(), 5);
    assert_eq!(dictionary.to_gazetteer().unwrap(), small());
    assert_eq!(dictionary.entity("x:y").unwrap().folds(), Some("search,-digits".parse().unwrap()));
    assert_eq!(dictionary.entity("cldr:SY").unwrap().metadata().collect::<Vec<_>>(), [("country", "SY")]);
    assert!(dictionary.entity("none").is_none());
}

#[test]
fn every_truncation_is_an_error() {
    let bytes = Dictionary::compile(&small()).unwrap().to_bytes();
    for end in 0..bytes.len() {
        let error = Dictionary::from_bytes(bytes.slice(..end)).unwrap_err();
        let expected = matches!(error, DictionaryError::Truncated { .. } | DictionaryError::NotADictionary);
        assert!(expected, "{end} bytes: {error}");
    }
    let mut longer = bytes.to_vec();
    longer.push(0);
    assert_eq!(Dictionary::from_bytes(longer).unwrap_err(), DictionaryError::TrailingData { extra: 1 });
}

#[test]
fn every_flipped_byte_is_an_error() {
    let bytes = Dictionary::compile(&small()).unwrap().to_bytes();
    for at in 0..bytes.len() {
        let mut damaged = bytes.to_vec();
        damaged[at] ^= 0x55;
        assert!(Dictionary::from_bytes(damaged).is_err(), "byte {at}");
    }
}

/// Reads everything a dictionary has, and matches with it.
fn use_up(dictionary: Dictionary) {
    for entity in dictionary.entities() {
        let aliases: Vec<_> = entity.aliases().map(|alias| (alias.text(), alias.folds())).collect();
        let metadata: Vec<_> = entity.metadata().collect();
        let _ = format!("{entity:?} {} {aliases:?} {metadata:?}", entity.index());
    }
    let _ = dictionary.to_gazetteer();
    let text = "وقالت وزارة خارجيتها في سورية ولعلي أبو حسن 5+1 مجموعة 5+1 ومنى على نورالدين";
    for found in Matcher::new(dictionary).find_iter(text) {
        let _ = format!("{found:?} {:?}", found.candidates().collect::<Vec<_>>());
    }
}

#[test]
fn a_made_up_dictionary_with_a_right_checksum_never_panics() {
    let bytes = Dictionary::compile(&small()).unwrap().to_bytes();
    let mut opened = 0;
    for at in (HEADER_FIELDS..bytes.len()).chain([12]) {
        for change in [0x01, 0x10, 0x40, 0x80, 0xFF] {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= change;
            let checksum = format::checksum(&damaged).to_le_bytes();
            damaged[CHECKSUM].copy_from_slice(&checksum);
            if let Ok(dictionary) = Dictionary::from_bytes(damaged.clone()) {
                opened += 1;
                use_up(dictionary);
            }
            // Not looked at but for its header, it must be as harmless.
            if let Ok(dictionary) = Dictionary::from_bytes_unverified(damaged) {
                use_up(dictionary);
            }
        }
    }
    assert!(opened > 0);
}

/// Bytes before this are checked by themselves: magic, version, length, checksum, tables.
const HEADER_FIELDS: usize = 40;

#[test]
fn what_is_not_read_yet_is_checked_by_the_header() {
    let bytes = Dictionary::compile(&small()).unwrap().to_bytes();
    for end in 0..bytes.len() {
        assert!(Dictionary::from_bytes_unverified(bytes.slice(..end)).is_err(), "{end} bytes");
    }
    assert_eq!(Dictionary::from_bytes_unverified(bytes).unwrap().names(), 8);
}

#[test]
fn versions_and_tables_have_errors_of_their_own() {
    let bytes = Dictionary::compile(&small()).unwrap().to_bytes();
    let with = |at: usize, value: u8| {
        let mut other = bytes.to_vec();
        other[at] = value;
        Dictionary::from_bytes(other).unwrap_err()
    };
    assert_eq!(with(8, 9), DictionaryError::NewerVersion { found: 9, supported: 3 });
    assert_eq!(with(8, 0), DictionaryError::OlderVersion { found: 0, supported: 3 });
    assert_eq!(with(33, 200), DictionaryError::OtherTables);
    assert_eq!(
        Dictionary::from_bytes("PK\u{3}\u{4}".as_bytes()).unwrap_err(),
        DictionaryError::NotADictionary
    );
    assert_eq!(Dictionary::from_bytes(Vec::new()).unwrap_err(), DictionaryError::NotADictionary);
}

#[test]
fn a_builder_refuses_what_cannot_be_found() {
    let mut builder = Dictionary::builder().max_alias_chars(5);
    builder.add(Entity::new("1", "place", "اليمن")).unwrap();
    let error = |entity: &Entity, builder: &mut DictionaryBuilder| builder.add(entity).unwrap_err();
    let twice = error(&Entity::new("1", "place", "عدن"), &mut builder);
    assert_eq!(twice, BuildError::DuplicateId { id: "1".into() });
    let empty = error(&Entity::new("2", "place", "عدن").with_alias("\u{640}\u{64E}"), &mut builder);
    assert_eq!(empty, BuildError::EmptyAlias { id: "2".into(), alias: "\u{640}\u{64E}".into() });
    let long = error(&Entity::new("3", "place", "حضرموت"), &mut builder);
    assert_eq!(long, BuildError::AliasTooLong { id: "3".into(), chars: 6, limit: 5 });
    assert_eq!(builder.finish().unwrap().len(), 1);
}

#[test]
fn the_fingerprints_name_folds_content_and_common_words() {
    let build = |folds, words| {
        let mut builder = Dictionary::builder().folds(folds).common_words(words);
        builder.add(Entity::new("1", "person", "علي")).unwrap();
        builder.finish().unwrap()
    };
    let base = build(FoldSet::search(), CommonWords::default());
    let other_folds = build(FoldSet::search().without(Fold::Alef), CommonWords::default());
    let other_words = build(FoldSet::search(), CommonWords::empty());
    assert_ne!(base.fingerprint(), other_folds.fingerprint());
    assert_ne!(base.fingerprint(), other_words.fingerprint());
    assert_ne!(base.common_words_fingerprint(), other_words.common_words_fingerprint());
    assert_eq!(base.common_words_fingerprint(), CommonWords::default().fingerprint());
}

#[test]
fn a_name_narrowed_by_itself_stays_narrow() {
    let once = Dictionary::compile(&small()).unwrap();
    let twice = Dictionary::compile(&once.to_gazetteer().unwrap()).unwrap();
    assert_eq!(once.fingerprint(), twice.fingerprint());
    assert_eq!(Matcher::new(twice).find_iter("هذه منى وهذا مني").count(), 1);
}

#[test]
fn folds_that_come_late_are_an_error() {
    let mut builder = Dictionary::builder();
    builder.add(Entity::new("1", "place", "عدن")).unwrap();
    assert_eq!(builder.folds(FoldSet::light()).finish().unwrap_err(), BuildError::LateFolds);
    let bad = Dictionary::builder().add(Entity::new("1", "place", "عدن").with_prior(1.5)).unwrap_err();
    assert_eq!(bad, BuildError::BadEntity { id: "1".into() });
}

#[test]
fn a_place_that_is_no_name_is_refused() {
    let bytes = Dictionary::compile(&small()).unwrap().to_bytes();
    let layout = Layout::read(&bytes).unwrap();
    let (start, end) = layout.sections[Section::Table as usize];
    let rows = layout.section(&bytes, Section::Rows).len() as u32;
    let names: BTreeSet<u32> =
        (start..end).step_by(8).map(|at| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())).collect();
    let slot = (start..end).step_by(8).find(|&at| bytes[at + 4] & 1 == 0 && bytes[at + 7] != 0).unwrap();
    // The table of so few names has them all in slots of their own, but the forms of one.
    for place in (0..rows + 10).filter(|place| !names.contains(place)) {
        let mut moved = bytes.to_vec();
        moved[slot..slot + 4].copy_from_slice(&place.to_le_bytes());
        let checksum = format::checksum(&moved).to_le_bytes();
        moved[CHECKSUM].copy_from_slice(&checksum);
        let refused = Dictionary::from_bytes(moved).err();
        let in_group = bytes.windows(4).skip(end - 4).any(|window| window == place.to_le_bytes());
        assert!(
            in_group || refused == Some(DictionaryError::Corrupt { what: "table" }),
            "{place}: {refused:?}"
        );
    }
}

#[test]
fn replaced_and_removed_entities_leave_no_trace() {
    let entity = |id: &str, name: &str| Entity::new(id, "place", name);
    let mut builder = Dictionary::builder();
    builder.add(entity("1", "عدن").with_alias("عدن الكبرى")).unwrap();
    builder.add(entity("2", "صنعاء")).unwrap();
    builder.add(entity("3", "تعز").with_clitics(CliticPolicy::ALL)).unwrap();
    assert!(builder.replace(entity("1", "عدن الصغرى")).unwrap());
    assert!(builder.replace(entity("1", "عدن").with_alias("عدن الكبرى")).unwrap());
    assert!(builder.replace(entity("2", "صنعاء القديمة")).unwrap());
    assert!(!builder.replace(entity("4", "مأرب")).unwrap());
    assert!(builder.remove("3") && !builder.remove("3"));
    builder.replace(entity("4", "")).unwrap_err();
    let dictionary = Dictionary::from_bytes(builder.finish().unwrap().to_bytes()).unwrap();
    let left: Vec<_> =
        dictionary.entities().map(|entity| (entity.id(), entity.name(), entity.index())).collect();
    assert_eq!(left, [("1", "عدن", 0), ("2", "صنعاء القديمة", 1), ("4", "مأرب", 2)]);
    assert_eq!((dictionary.names(), dictionary.enclitics()), (4, Enclitics::default()));
    let fresh = Dictionary::compile(&dictionary.to_gazetteer().unwrap()).unwrap();
    assert_eq!(dictionary.fingerprint(), fresh.fingerprint());
    let matcher = Matcher::new(dictionary);
    let found: Vec<_> = matcher.find_iter("عدن وصنعاء وتعز وصنعاء القديمة ومأرب").map(|m| m.text()).collect();
    assert_eq!(found, ["عدن", "صنعاء القديمة", "مأرب"]);
}

#[test]
fn an_entity_with_very_many_names_stays_linear() {
    let names = (0..20_000)
        .fold(Entity::new("1", "place", "مدينة"), |entity, n| entity.with_alias(format!("مدينة {n}")));
    let mut builder = Dictionary::builder();
    builder.add(names).unwrap();
    let dictionary = Dictionary::from_bytes(builder.finish().unwrap().to_bytes()).unwrap();
    assert_eq!(dictionary.entity("1").unwrap().aliases().count(), 20_001);
    assert_eq!(Matcher::new(dictionary).find_iter("في مدينة 19999").next().unwrap().text(), "مدينة 19999");
}

#[test]
fn an_empty_dictionary_finds_nothing() {
    let dictionary = Dictionary::builder().finish().unwrap();
    assert!(dictionary.is_empty());
    let reloaded = Dictionary::from_bytes(dictionary.to_bytes()).unwrap();
    assert_eq!(Matcher::new(reloaded).find_iter("وقال لافروف").count(), 0);
}
