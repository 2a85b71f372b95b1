//! Gazetteers good and bad, through every reader.

use serde::Deserialize;
use yaqut::{
    Alias, CliticPolicy, Entity, EntityReader, FoldSet, Gazetteer, GazetteerError, GazetteerErrorKind as Kind,
};
use yaqut_testkit::io::{ChunkedReader, FailingReader, FailingWriter, InterruptingReader};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    format: String,
    source: Option<String>,
    hex: Option<String>,
    kind: String,
    says: Vec<String>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        if let Some(source) = &self.source {
            return source.clone().into_bytes();
        }
        let digits: Vec<u32> =
            self.hex.iter().flat_map(|hex| hex.chars()).filter_map(|c| c.to_digit(16)).collect();
        digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
    }
}

fn read(format: &str, bytes: &[u8]) -> Result<Gazetteer, GazetteerError> {
    match format {
        "csv" => Gazetteer::from_csv(bytes),
        "tsv" => Gazetteer::from_tsv(bytes),
        "jsonl" => Gazetteer::from_jsonl(bytes),
        other => panic!("no format {other}"),
    }
}

#[test]
fn bad_gazetteers_are_refused_with_the_place_and_a_remedy() {
    let cases: Cases = toml::from_str(include_str!("../testdata/gazetteer_errors.toml")).unwrap();
    assert!(cases.case.len() >= 40);
    for case in &cases.case {
        let name = &case.name;
        let error = read(&case.format, &case.bytes()).expect_err(name);
        assert_eq!(format!("{:?}", error.kind()), case.kind, "{name}: {error}");
        let message = error.to_string();
        let mut rest = message.as_str();
        for part in &case.says {
            let at = rest.find(part.as_str()).unwrap_or_else(|| panic!("{name}: no {part:?} in {message:?}"));
            rest = &rest[at + part.len()..];
        }
    }
}

const TABLE: &str = "\u{FEFF}name,note, id ,type,prior,aliases,clitics,folds\r\n\
    \"سوريا\",\"a, \"\"b\"\"\", cldr:SY ,place,0.98,سورية | القطر السوري,,\r\n\
    \r\n\
    ,,,,,,,\r\n\
    \"شرم\r\nالشيخ\",,gn:1,place,,,none,none\r\n\
    قناة \"الجزيرة\",,x:2,organization,1,,و|enclitics,\"light,alef\"";

fn expected() -> Vec<Entity> {
    vec![
        Entity::new("cldr:SY", "place", "سوريا")
            .with_alias("سورية")
            .with_alias("القطر السوري")
            .with_prior(0.98)
            .with_metadata("note", "a, \"b\""),
        Entity::new("gn:1", "place", "شرم\r\nالشيخ")
            .with_folds(FoldSet::EMPTY)
            .with_clitics(CliticPolicy::NONE),
        Entity::new("x:2", "organization", "قناة \"الجزيرة\"")
            .with_prior(1.0)
            .with_folds("light,alef".parse().unwrap())
            .with_clitics("و|enclitics".parse().unwrap()),
    ]
}

#[test]
fn a_table_is_read_whatever_its_columns_quotes_and_line_ends() {
    let names = Gazetteer::from_csv(TABLE.as_bytes()).unwrap();
    assert_eq!(names.entities(), expected());
    let tabs = "id\ttype\tname\tiso, alpha\na\tplace\tمصر, أم الدنيا\tEG\n";
    let entity = Entity::new("a", "place", "مصر, أم الدنيا").with_metadata("iso, alpha", "EG");
    assert_eq!(Gazetteer::from_tsv(tabs.as_bytes()).unwrap().entities(), [entity]);
}

#[test]
fn the_size_of_reads_does_not_matter() {
    for size in [1, 2, 3, 7] {
        let names = Gazetteer::from_csv(ChunkedReader::new(TABLE.as_bytes(), size)).unwrap();
        assert_eq!(names.entities(), expected(), "{size}");
        let names =
            Gazetteer::from_csv(InterruptingReader::new(ChunkedReader::new(TABLE.as_bytes(), size), 2));
        assert_eq!(names.unwrap().entities(), expected(), "{size}");
    }
}

#[test]
fn a_reader_that_fails_is_an_error_wherever_it_fails() {
    for after in 0..TABLE.len() {
        let failing = FailingReader::new(TABLE.as_bytes(), after, std::io::ErrorKind::ConnectionReset);
        let mut reader = EntityReader::csv(failing);
        let errors: Vec<GazetteerError> = reader.by_ref().filter_map(Result::err).collect();
        assert_eq!(errors.iter().map(GazetteerError::kind).collect::<Vec<_>>(), [Kind::Io], "{after}");
        assert!(reader.next().is_none());
    }
}

#[test]
fn a_writer_that_fails_is_an_error_wherever_it_fails() {
    let names = Gazetteer::from_csv(TABLE.as_bytes()).unwrap();
    let (mut csv, mut jsonl) = (Vec::new(), Vec::new());
    names.to_csv(&mut csv).unwrap();
    names.to_jsonl(&mut jsonl).unwrap();
    let full = std::io::ErrorKind::StorageFull;
    for after in 0..csv.len() {
        let error = names.to_csv(FailingWriter::new(Vec::new(), after, full)).unwrap_err();
        assert_eq!(error.kind(), Kind::Io);
    }
    for after in 0..jsonl.len() {
        let error = names.to_jsonl(FailingWriter::new(Vec::new(), after, full)).unwrap_err();
        assert!(error.to_string().starts_with("cannot write the gazetteer: "), "{error}");
    }
}

#[test]
fn jsonl_holds_what_a_table_cannot() {
    let source = r#"
        {"id":"a","type":"person","name":"علي","aliases":["أبو|حسن",{"text":"على","folds":"none"}],"prior":0.25}
        {"clitics":["و","ل"],"name":"حلب","folds":["alef"],"type":"place","id":"b","pop":2098000,"old":true,"x":null}
        {"id":"c","remove":true}"#;
    let names = Gazetteer::from_jsonl(source.as_bytes()).unwrap();
    let exact = Alias::new("على").with_folds(FoldSet::EMPTY);
    let expected = [
        Entity::new("a", "person", "علي").with_alias("أبو|حسن").with_alias(exact).with_prior(0.25),
        Entity::new("b", "place", "حلب")
            .with_clitics("و|ل".parse().unwrap())
            .with_folds("alef".parse().unwrap())
            .with_metadata("pop", "2098000")
            .with_metadata("old", "true"),
    ];
    assert_eq!(names.entities(), expected);
    assert_eq!(names.removed().collect::<Vec<_>>(), ["c"]);
}

#[test]
fn a_name_longer_than_the_limit_needs_a_higher_limit() {
    let source = format!("id,type,name\na,place,{}\n", "ا\u{64E}".repeat(257));
    let error = Gazetteer::from_csv(source.as_bytes()).unwrap_err();
    assert_eq!((error.kind(), error.line(), error.column()), (Kind::Name, Some(2), Some("name")));
    assert!(error.to_string().contains("has 257 characters, more than the 256 allowed"), "{error}");
    assert!(EntityReader::csv(source.as_bytes()).max_alias_chars(257).into_gazetteer().is_ok());
}

#[test]
fn an_entity_may_have_a_million_aliases() {
    let aliases: Vec<String> = (0..1_000_000).map(|n| format!("م{n}")).collect();
    let source = format!("id,type,name,aliases\na,place,م0,{}\n", aliases.join("|"));
    let names = Gazetteer::from_csv(source.as_bytes()).unwrap();
    assert_eq!(names.entities()[0].aliases().len(), 1_000_000);
    assert_eq!(names.entities()[0].all_names().count(), 1_000_000);
}

#[test]
fn suspicious_names_are_accepted_with_a_warning() {
    let source = "id,type,name,aliases\na,place,مصر,م\u{FFFD}ر|\u{202B}القاهرة\n";
    let names = Gazetteer::from_csv(source.as_bytes()).unwrap();
    let warnings: Vec<String> = names.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 2);
    assert!(warnings[0].starts_with("line 2, column `aliases`: `a` holds U+FFFD"), "{warnings:?}");
    assert!(warnings[1].contains("bidi control without its partner"), "{warnings:?}");
}

#[test]
fn hostile_strings_are_names_or_refused() {
    for (name, text) in yaqut_testkit::hostile::all(300) {
        let entity = Entity::new("a", "place", text);
        let Ok(names) = Gazetteer::from_entities([entity]) else { continue };
        let (mut csv, mut jsonl) = (Vec::new(), Vec::new());
        names.to_csv(&mut csv).unwrap();
        names.to_jsonl(&mut jsonl).unwrap();
        assert_eq!(Gazetteer::from_csv(&csv[..]).unwrap(), names, "{name}");
        assert_eq!(Gazetteer::from_jsonl(&jsonl[..]).unwrap(), names, "{name}");
    }
}
