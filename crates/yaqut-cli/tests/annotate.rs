//! What `annotate` finds, where, and what the options change.

mod common;

use common::{ARTICLE, NAMES, annotate, pipe, run, write};
use serde_json::Value;

/// The ids and texts of the only document.
fn found(args: &[&str]) -> Vec<(String, String)> {
    let documents = run(args).json();
    assert_eq!(documents.len(), 1);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entities = documents[0]["entities"].as_array().unwrap();
    entities.iter().map(|entity| (text(&entity["id"]), text(&entity["text"]))).collect()
}

fn ids(args: &[&str]) -> Vec<String> {
    found(args).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn the_article_has_these_entities() {
    let expected = [
        ("k:cairo", "القاهرة"),
        ("k:water", "هيئة مياه النيل"),
        ("k:salma", "سَلمى الحدّاد"),
        ("k:water", "هيئة مياه النيل"),
        ("k:salma", "الحداد"),
        ("k:iran", "ايران"),
        ("k:egypt", "جمهورية مصر العربية"),
        ("k:pound", "الجنيه المصري"),
    ];
    assert_eq!(found(&annotate(&[ARTICLE])), expected.map(|(id, text)| (id.to_owned(), text.to_owned())));
}

#[test]
fn the_embedded_names_need_no_option() {
    let text = "وقال لافروف إن روسيا متضامنة مع العراق وسورية";
    let documents = pipe(&["annotate"], text.as_bytes()).json();
    let names: Vec<&Value> =
        documents[0]["entities"].as_array().unwrap().iter().map(|e| &e["text"]).collect();
    assert_eq!(names, ["لافروف", "روسيا", "العراق", "سورية"]);
}

#[test]
fn offsets_of_every_unit_spell_the_same_text() {
    let text = "😀 وبالجنيه المصري 🇪🇬 لمصر\r\n، و\u{200F}القاهرة\u{202C} وجمهورية مصر\nالعربية é";
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let chars: Vec<char> = text.chars().collect();
    let slice = |unit: &str, start: usize, end: usize| match unit {
        "byte" => text[start..end].to_owned(),
        "char" => chars[start..end].iter().collect(),
        _ => String::from_utf16(&utf16[start..end]).unwrap(),
    };
    for unit in ["byte", "char", "utf16"] {
        let check = |place: &Value, expected: &str| {
            let [start, end] = ["start", "end"].map(|key| place[key].as_u64().unwrap() as usize);
            assert_eq!(slice(unit, start, end), expected, "{unit}");
        };
        let document = &pipe(&annotate(&["--offsets", unit]), text.as_bytes()).json()[0];
        let entities = document["entities"].as_array().unwrap();
        let texts = ["الجنيه المصري", "مصر", "القاهرة", "جمهورية مصر\nالعربية"];
        assert_eq!(entities.len(), texts.len(), "{document}");
        for (entity, text) in entities.iter().zip(texts) {
            check(entity, text);
            assert_eq!(entity["text"], text);
        }
        check(&entities[0]["surface"], "وبالجنيه المصري");
        let tokens =
            &pipe(&["tokenize", "-f", "jsonl", "--offsets", unit], text.as_bytes()).json()[0]["tokens"];
        tokens.as_array().unwrap().iter().for_each(|token| check(token, token["text"].as_str().unwrap()));
        let normal = &pipe(&["normalize", "-f", "jsonl", "--offsets", unit], text.as_bytes()).json()[0];
        assert_eq!(
            slice(unit, 0, normal["edits"][0][0].as_u64().unwrap() as usize),
            "😀 وبالجنيه المصري 🇪🇬 لمصر\r\n، و"
        );
    }
}

#[test]
fn later_gazetteers_override_earlier_ones_and_remove_from_them() {
    let folder = tempfile::tempdir().unwrap();
    let text = write(folder.path(), "text.txt", "من مصر إلى المحروسة ثم إيران وروسيا");
    let later = write(folder.path(), "later.csv", "id,type,name\nk:egypt,place,المحروسة\n");
    let remove = write(
        folder.path(),
        "remove.jsonl",
        "{\"id\":\"k:iran\",\"remove\":true}\n{\"id\":\"cldr:RU\",\"remove\":true}\n",
    );
    assert_eq!(ids(&annotate(&[&text])), ["k:egypt", "k:iran"]);
    assert_eq!(
        found(&annotate(&["-g", &later, "-g", &remove, &text])),
        [("k:egypt".into(), "المحروسة".into())]
    );
    assert_eq!(ids(&["annotate", &text]), ["cldr:EG", "cldr:IR", "cldr:RU"]);
    assert_eq!(ids(&["annotate", "-g", &remove, &text]), ["cldr:EG", "cldr:IR"]);
    let own = ["annotate", "-g", NAMES, "-g", &remove, "--type", "place", &text];
    assert!(!ids(&own).contains(&"cldr:RU".to_owned()));
}

#[test]
fn excluded_names_and_ids_are_silent_and_hide_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let list = write(folder.path(), "list.txt", "\u{FEFF}k:cairo\r\n  هيئة مياه النيل \r\n\r\n");
    let left = ids(&annotate(&["--exclude", &list, ARTICLE]));
    assert_eq!(left, ["k:salma", "k:salma", "k:iran", "k:egypt", "k:pound"]);
    let bad = write(folder.path(), "bad.txt", b"\xFF");
    let failed = run(annotate(&["--exclude", &bad, ARTICLE]));
    assert_eq!(failed.code, Some(3));
    assert!(failed.stderr.starts_with(&format!("yaqut: {bad}: cannot read it: ")), "{}", failed.stderr);
}

#[test]
fn kinds_choose_among_overlapping_names() {
    let count = |kind| ids(&annotate(&["--kind", kind, ARTICLE])).len();
    assert_eq!((count("longest"), count("priority")), (8, 8));
    // النيل is no name of its own, but مصر inside جمهورية مصر العربية and الحداد inside سلمى الحداد are.
    assert_eq!(count("all"), 10);
}

#[test]
fn a_limit_that_was_met_is_shown_in_every_format() {
    let limited = |format| run(annotate(&["--max-matches", "3", "-f", format, ARTICLE]));
    assert_eq!(limited("jsonl").json()[0]["truncated"], true);
    assert!(limited("pretty").text().contains("--max-matches left them out"));
    let table = limited("tsv");
    assert_eq!((table.code, table.stdout.split(|&byte| byte == b'\n').count()), (Some(0), 5));
    assert!(table.stderr.contains("--max-matches left them out"), "{}", table.stderr);
    let unlimited = run(annotate(&["--max-matches", "8", ARTICLE])).json();
    assert_eq!(unlimited[0].get("truncated"), None);
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let once = || run(annotate(&["--kind", "all", ARTICLE])).text();
    assert_eq!(once(), once());
}
