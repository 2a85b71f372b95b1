//! The tables in `data/` keep the rules of `README.md`, and the dictionary made of them finds what it must.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use yaqut::{CommonWords, Dictionary, Entity, FoldSet, Gazetteer, Matcher, Normalizer};

/// A table, the type of its entities, and how their ids begin.
const TABLES: [(&str, &str, &[&str]); 15] = [
    ("cities", "place", &["cldr:"]),
    ("currencies", "currency", &["cldr:"]),
    ("facilities", "facility", &["geonames:", "yaqut:place/"]),
    ("geonames", "place", &["geonames:"]),
    ("nationalities", "nationality", &["yaqut:nationality/"]),
    ("organizations-civil", "organization", &["yaqut:organization/"]),
    ("organizations-public", "organization", &["yaqut:organization/", "cldr:"]),
    ("people-arab", "person", &["yaqut:person/"]),
    ("people-culture", "person", &["yaqut:person/"]),
    ("people-politics", "person", &["yaqut:person/"]),
    ("people-sport", "person", &["yaqut:person/"]),
    ("people-world", "person", &["yaqut:person/"]),
    ("places", "place", &["geonames:", "yaqut:place/"]),
    ("subdivisions", "place", &["cldr:"]),
    ("territories", "place", &["cldr:"]),
];

/// Names of one word that are also on the library's list of everyday words, and why they stay.
const EVERYDAY: [(&str, &str); 5] = [
    ("الين", "the yen; on the list because of `ألين`, softer"),
    ("بريطاني", "on the list against ب and a name"),
    ("فرنسي", "on the list against ف and a name"),
    ("فرنسية", "on the list against ف and a name"),
    ("كردي", "on the list against ك and a name"),
];

/// Characters beside Arabic letters and ASCII digits: the name that has one.
const SIGNS: [(char, &[&str]); 1] = [('+', &["أوبك+", "مجموعة 5+1", "مجموعة 5 + 1", "مجموعة 4+1"])];

struct Row {
    table: &'static str,
    entity: Entity,
}

fn rows() -> Vec<Row> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut rows = Vec::new();
    for (table, ..) in TABLES {
        let file = fs::File::open(data.join(format!("{table}.tsv"))).unwrap();
        let gazetteer = Gazetteer::from_tsv(file).unwrap_or_else(|error| panic!("{table}: {error}"));
        assert!(gazetteer.warnings().is_empty(), "{table}: {}", gazetteer.warnings()[0]);
        rows.extend(gazetteer.entities().iter().map(|entity| Row { table, entity: entity.clone() }));
    }
    rows
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    entity.all_names().map(|(name, _)| name)
}

/// A name as the matcher looks it up.
fn key(normalizer: &Normalizer, name: &str) -> String {
    normalizer.normalize(name).into_text().replace([' ', '-'], "")
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_table_is_tested() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut found: Vec<String> = fs::read_dir(data)
        .unwrap()
        .filter_map(|file| {
            file.unwrap().file_name().into_string().unwrap().strip_suffix(".tsv").map(str::to_owned)
        })
        .collect();
    found.sort();
    assert_eq!(found, TABLES.map(|(table, ..)| table.to_owned()));
}

#[test]
fn no_id_is_given_twice() {
    let mut seen = HashSet::new();
    let twice: Vec<String> =
        rows().iter().map(|row| row.entity.id().to_owned()).filter(|id| !seen.insert(id.clone())).collect();
    report(&twice);
}

#[test]
fn ids_and_types_follow_their_table() {
    let well_formed = |id: &str| {
        if let Some(number) = id.strip_prefix("geonames:") {
            // An administrative unit is a country and a code.
            let unit = number.split_once('.').is_some_and(|(country, code)| {
                country.len() == 2 && !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric())
            });
            return unit || number.parse::<u32>().is_ok();
        }
        if let Some(code) = id.strip_prefix("cldr:") {
            return !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || "_-/".contains(c));
        }
        let slug = id.rsplit('/').next().unwrap_or_default();
        let plain = slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        plain && !slug.is_empty() && !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--")
    };
    let mut faults = Vec::new();
    for row in rows() {
        let (_, entity_type, prefixes) = TABLES.iter().find(|(table, ..)| *table == row.table).unwrap();
        let (id, table) = (row.entity.id(), row.table);
        if row.entity.entity_type() != *entity_type {
            faults.push(format!("{table}: {id} is a {}", row.entity.entity_type()));
        }
        if !well_formed(id) || !prefixes.iter().any(|prefix| id.starts_with(prefix)) {
            faults.push(format!("{table}: the id {id}"));
        }
    }
    report(&faults);
}

#[test]
fn names_are_plain_arabic() {
    let mut faults = Vec::new();
    for row in rows() {
        for name in names(&row.entity) {
            let plain = |c: char| matches!(c, 'ء'..='غ' | 'ف'..='ي' | '0'..='9' | ' ' | '-');
            let signs = |c: char| SIGNS.iter().any(|(sign, names)| *sign == c && names.contains(&name));
            let letters = name.chars().any(|c| matches!(c, 'ء'..='ي'));
            let spaces = name.contains("  ") || name.trim() != name;
            if !name.chars().all(|c| plain(c) || signs(c)) || !letters || spaces {
                faults.push(format!("{}: {name:?}", row.entity.id()));
            }
        }
    }
    report(&faults);
}

#[test]
fn names_of_one_word_are_no_everyday_words() {
    let words = CommonWords::default();
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for row in rows() {
        for name in names(&row.entity).filter(|name| words.contains(name)) {
            used.insert(name.to_owned());
            if !EVERYDAY.iter().any(|(reviewed, _)| *reviewed == name) {
                faults.push(format!("{}: {name}", row.entity.id()));
            }
        }
    }
    faults.extend(
        EVERYDAY.iter().filter(|(name, _)| !used.contains(*name)).map(|(name, _)| format!("unused: {name}")),
    );
    report(&faults);
}

#[test]
fn there_is_enough_of_each() {
    let rows = rows();
    let of_type = |wanted: &str| rows.iter().filter(|row| row.entity.entity_type() == wanted).count();
    let of_table = |wanted: &str| rows.iter().filter(|row| row.table == wanted).count();
    assert!(rows.len() >= 40_000, "{}", rows.len());
    assert!(of_type("organization") >= 9_000, "{}", of_type("organization"));
    assert!(of_type("person") >= 15_000, "{}", of_type("person"));
    assert!(of_type("place") >= 20_000, "{}", of_type("place"));
    assert!(of_type("nationality") >= 200, "{}", of_type("nationality"));
    assert!(of_table("territories") >= 240, "{}", of_table("territories"));
    assert!(of_type("currency") >= 150);
}

#[test]
fn priors_and_countries_are_in_range() {
    let mut faults = Vec::new();
    for row in rows() {
        let entity = &row.entity;
        if !(0.0..=1.0).contains(&entity.prior()) {
            faults.push(format!("{}: prior {}", entity.id(), entity.prior()));
        }
        let country = entity.metadata_value("country").unwrap_or_default();
        let code = if row.table == "nationalities" { country.strip_prefix("cldr:") } else { Some(country) };
        let two_letters = |code: &str| code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase());
        if !country.is_empty() && !code.is_some_and(two_letters) {
            faults.push(format!("{}: country {country:?}", entity.id()));
        }
    }
    report(&faults);
}

#[test]
fn a_country_of_a_nationality_is_a_row() {
    let rows = rows();
    let ids: HashSet<&str> = rows.iter().map(|row| row.entity.id()).collect();
    let countries = rows.iter().filter(|row| row.table == "nationalities").filter_map(|row| {
        row.entity.metadata_value("country").filter(|country| !country.is_empty() && !ids.contains(country))
    });
    report(&countries.map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn the_names_of_one_entity_are_distinct() {
    let mut faults = Vec::new();
    for row in rows() {
        let mut seen = HashSet::new();
        for name in names(&row.entity).filter(|name| !seen.insert(*name)) {
            faults.push(format!("{}: {name}", row.entity.id()));
        }
    }
    report(&faults);
}

/// A name that two entities of one type share is ranked by their priors, so the priors must differ.
#[test]
fn shared_names_have_distinct_priors() {
    let search = Normalizer::new(FoldSet::search());
    let mut sharers: BTreeMap<(String, String), BTreeMap<String, f32>> = BTreeMap::new();
    for row in rows() {
        for name in names(&row.entity) {
            let place = (row.entity.entity_type().to_owned(), key(&search, name));
            sharers.entry(place).or_default().insert(row.entity.id().to_owned(), row.entity.prior());
        }
    }
    let mut faults = Vec::new();
    for ((entity_type, name), entities) in sharers {
        let distinct: BTreeSet<u32> = entities.values().map(|prior| prior.to_bits()).collect();
        if distinct.len() < entities.len() {
            faults.push(format!("{entity_type} {name}: {entities:?}"));
        }
    }
    report(&faults);
}

/// `سوريا` is the country, never the accusative of `سوري`.
#[test]
fn no_nationality_is_spelled_as_a_place() {
    let search = Normalizer::new(FoldSet::search());
    let rows = rows();
    let places: HashSet<String> = rows
        .iter()
        .filter(|row| row.entity.entity_type() == "place")
        .flat_map(|row| names(&row.entity).map(|name| key(&search, name)).collect::<Vec<_>>())
        .collect();
    let shared = rows.iter().filter(|row| row.table == "nationalities").flat_map(|row| {
        let shared = names(&row.entity).filter(|name| places.contains(&key(&search, name)));
        shared.map(|name| format!("{}: {name}", row.entity.id())).collect::<Vec<_>>()
    });
    report(&shared.collect::<Vec<_>>());
}

fn matcher() -> Matcher {
    Matcher::new(yaqut_data::dictionary())
}

fn found(matcher: &Matcher, text: &str) -> Vec<(String, String)> {
    matcher.find_iter(text).map(|m| (m.text().to_owned(), m.entity().id().to_owned())).collect()
}

#[test]
fn the_dictionary_holds_every_row() {
    // What is embedded is opened without a check, so it is checked here.
    let dictionary = Dictionary::from_bytes(yaqut_data::BYTES).unwrap();
    assert_eq!(dictionary.fingerprint(), yaqut_data::dictionary().fingerprint());
    let rows = rows();
    assert_eq!(dictionary.len(), rows.len());
    let entities: HashMap<&str, _> = dictionary.entities().map(|entity| (entity.id(), entity)).collect();
    for row in rows {
        let entity = entities[row.entity.id()];
        assert_eq!(entity.name(), row.entity.name());
        assert_eq!(entity.aliases().count(), row.entity.all_names().count());
    }
}

#[test]
fn every_country_is_found_behind_its_clitics() {
    let matcher = matcher();
    let mut faults = Vec::new();
    for row in rows().iter().filter(|row| row.table == "territories") {
        let (id, name) = (row.entity.id(), row.entity.name());
        let to = name.strip_prefix("ال").map_or_else(|| format!("ل{name}"), |rest| format!("لل{rest}"));
        for written in [name.to_owned(), format!("و{name}"), format!("ب{name}"), to] {
            let text = format!("جاء {written} أمس");
            let named = |m: &yaqut::Match<'_>| {
                m.surface_text() == written && m.candidates().any(|candidate| candidate.entity().id() == id)
            };
            if matcher.find_iter(&text).filter(named).count() != 1 {
                faults.push(format!("{id}: {written}: {:?}", found(&matcher, &text)));
            }
        }
    }
    report(&faults);
}

#[test]
fn the_names_of_a_news_report_are_found() {
    let matcher = matcher();
    let cases: [(&str, &[(&str, &str)]); 6] = [
        (
            "التقى سيرغي لافروف في موسكو إبراهيم الجعفري، ثم تحدث لافروف والجعفري.",
            &[
                ("سيرغي لافروف", "yaqut:person/sergei-lavrov"),
                ("موسكو", "cldr:Europe/Moscow"),
                ("إبراهيم الجعفري", "yaqut:person/ibrahim-al-jaafari"),
                ("لافروف", "yaqut:person/sergei-lavrov"),
                ("الجعفري", "yaqut:person/ibrahim-al-jaafari"),
            ],
        ),
        (
            "بين الحكومة السورية والقوات المسلحة السورية والقوات المسلحة العراقية والحشد الشعبي والحرس الوطني.",
            &[
                ("الحكومة السورية", "yaqut:organization/syrian-government"),
                ("القوات المسلحة السورية", "yaqut:organization/syrian-army"),
                ("القوات المسلحة العراقية", "yaqut:organization/iraqi-army"),
                ("الحشد الشعبي", "yaqut:organization/popular-mobilization-forces"),
                ("الحرس الوطني", "yaqut:organization/iraqi-national-guard"),
            ],
        ),
        (
            "وقاتل التحالف الدولي داعش، ودعت إليه الأمم المتحدة.",
            &[
                ("التحالف الدولي", "yaqut:organization/international-coalition-against-isis"),
                ("داعش", "yaqut:organization/islamic-state"),
                ("الأمم المتحدة", "cldr:UN"),
            ],
        ),
        (
            "في سورية واليمن وليبيا وبالعراق، وبين ايران ومجموعة 5 زائد 1.",
            &[
                ("سورية", "cldr:SY"),
                ("اليمن", "cldr:YE"),
                ("ليبيا", "cldr:LY"),
                ("العراق", "cldr:IQ"),
                ("ايران", "cldr:IR"),
                ("مجموعة 5 زائد 1", "yaqut:organization/p5-plus-1"),
            ],
        ),
        (
            "وفي الاراضي الفلسطينية قال الفلسطينيون للإسرائيليين والوزير الروسي والملف الإيراني",
            &[
                ("الاراضي الفلسطينية", "cldr:PS"),
                ("الفلسطينيون", "yaqut:nationality/ps"),
                ("لإسرائيليين", "yaqut:nationality/il"),
                ("الروسي", "yaqut:nationality/ru"),
                ("الإيراني", "yaqut:nationality/ir"),
            ],
        ),
        ("كان سوريا أو سورياً", &[("سوريا", "cldr:SY"), ("سورياً", "yaqut:nationality/sy")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(text, id)| ((*text).to_owned(), (*id).to_owned())).collect();
        assert_eq!(found(&matcher, text), expected);
    }
}

#[test]
fn everyday_words_are_no_names() {
    let matcher = matcher();
    for text in [
        "بأول الأمر",
        "القنابل المسيلة للدموع",
        "منتجات الألبان",
        "النوبة القلبية",
        "يده اليمنى",
        "بحماس شديد",
        "كان مصراً على ذلك",
        "17 بليوناً",
        "مآرب أخرى",
        "الصحابي الجليل",
        "فوق المتوسط",
        "للنيل منه",
        "ذوو القربى",
        "في مرسى قديم",
        "خادم الحرمين الشريفين",
        "السؤال مطروح",
        "لم يزد عن ذلك",
        "لفيف من الناس",
        "بعد أبي أحمد",
        "وكرد على ذلك",
        "البطاقات الزرقاء",
        "قال كلاوس",
    ] {
        assert_eq!(found(&matcher, text), [], "{text}");
    }
    assert_eq!(found(&matcher, "السياسة الخارجية الأمريكية").len(), 1); // the nationality, not the department
}
