//! `gazetteer import`: what every format has in common, and what only large or broken inputs show.

mod common;

use std::fs;
use std::path::Path;

use common::{Run, pipe, run, write};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/import.in/");

/// The arguments that import a fixture of each format.
fn imports() -> Vec<Vec<String>> {
    let imports = [
        &["wikidata", "@wikidata.json"][..],
        &["wikidata", "@wikidata-bad.json"],
        &["geonames", "@allCountries.txt", "--names", "@alternateNamesV2.txt", "--historic"],
        &["opensanctions", "@targets.simple.csv", "--script", "any"],
        &["ftm", "@entities.ftm.json", "--weak-aliases"],
        &["spacy", "@patterns.jsonl"],
        &["gate", "@lists.def"],
        &["lines", "@people.txt", "--type", "person"],
    ];
    let path =
        |arg: &&str| arg.strip_prefix('@').map_or((*arg).to_owned(), |name| format!("{FIXTURES}{name}"));
    imports.iter().map(|args| args.iter().map(path).collect()).collect()
}

fn import(args: &[String], more: &[&str]) -> Run {
    let args = args.iter().map(String::as_str).chain(more.iter().copied());
    run(["gazetteer", "import"].into_iter().chain(args))
}

#[test]
fn what_is_imported_compiles_without_a_warning_whatever_it_is_written_as() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for args in imports() {
        let compiled = at("import.yqt");
        let done = import(&args, &["-o", &compiled, "--force"]);
        assert!(done.code <= Some(1), "{args:?}: {}", done.stderr);
        let expected = run(["gazetteer", "export", &compiled]).text();
        for format in ["jsonl", "csv", "tsv"] {
            let source = at(&format!("import.{format}"));
            assert!(import(&args, &["-o", &source, "--force"]).code <= Some(1), "{args:?}");
            let again = at("again.yqt");
            let done = run(["gazetteer", "compile", &source, "-o", &again, "--force"]);
            assert_eq!((done.code, done.stderr.lines().count()), (Some(0), 1), "{args:?}: {}", done.stderr);
            assert_eq!(fs::read(&again).unwrap(), fs::read(&compiled).unwrap(), "{args:?} {format}");
        }
        assert_eq!(String::from_utf8(import(&args, &[]).stdout).unwrap(), expected, "{args:?}");
    }
}

#[test]
fn a_packed_input_is_the_same_input() {
    let expected = import(&["wikidata".to_owned(), format!("{FIXTURES}wikidata.json")], &[]).stdout;
    for packed in ["wikidata.json.gz", "wikidata.json.bz2"] {
        let bytes = fs::read(format!("{FIXTURES}{packed}")).unwrap();
        // Whatever it is called, and from a pipe too.
        assert_eq!(pipe(&["gazetteer", "import", "wikidata", "-"], &bytes).stdout, expected, "{packed}");
        let done = import(&["wikidata".to_owned(), format!("{FIXTURES}{packed}")], &[]);
        assert_eq!(done.stdout, expected, "{packed}");
    }
}

#[test]
fn a_dump_cut_anywhere_stops_the_run_and_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = fs::read(format!("{FIXTURES}wikidata.json.gz")).unwrap();
    let out = write(folder.path(), "out.jsonl", "mine");
    for end in [7, 20, bytes.len() / 2, bytes.len() - 1] {
        let cut = write(folder.path(), "cut.gz", &bytes[..end]);
        let done = import(&["wikidata".to_owned(), cut.clone()], &["-o", &out, "--force"]);
        assert!(matches!(done.code, Some(3 | 4)), "{end}: {}", done.stderr);
        assert!(done.stderr.contains(&cut) && done.stderr.contains("is cut"), "{}", done.stderr);
        assert_eq!(fs::read(&out).unwrap(), b"mine");
    }
    assert_eq!(files(folder.path()), ["cut.gz", "out.jsonl"]);
}

#[test]
fn no_bytes_make_an_import_panic() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = [
        &b""[..],
        b"\n\n\n",
        b"\0\0\0\0",
        b"\xFF\xFE\x00",
        b"[\n]\n",
        b"{}\n[]\nnull\n\"ar\"\n",
        b"{\"id\":\"\",\"ar\":[[[[[[[[",
        b"\t\t\t\t\t\t\t\t\t\n:::::\n|||\n&=\n",
        b"\"\"\"\n\"",
        b"id,schema,name,aliases\n,,,\n\"\"\"\"\"\"\n",
        "{\"label\":\"\",\"pattern\":\"\",\"id\":\"\"}\n{\"label\":\"ا\",\"pattern\":[null],\"id\":\"ا\"}\n"
            .as_bytes(),
    ];
    for bytes in hostile {
        let file = write(folder.path(), "hostile.txt", bytes);
        for mut args in imports() {
            args.iter_mut().filter(|arg| arg.starts_with(FIXTURES)).for_each(|arg| arg.clone_from(&file));
            let done = import(
                &args,
                &["--script", "any"].as_slice()[..if args[0] == "opensanctions" { 0 } else { 2 }],
            );
            assert!(done.code.is_some_and(|code| code <= 4), "{args:?}: {}", done.stderr);
        }
    }
}

#[test]
fn inputs_that_repeat_take_no_more_than_linear_time() {
    let folder = tempfile::tempdir().unwrap();
    let open = format!("id,schema,name,aliases\n\"{}", "ا\n".repeat(1_000_000));
    let aliases: String = (0..200_000).map(|n| format!("|ا{n}")).collect();
    let labels: String =
        (0..50_000).map(|n| format!("{{\"label\":\"L{n}\",\"pattern\":\"ا{n}\"}}\n")).collect();
    for (args, text) in [
        (&["opensanctions"][..], open),
        (&["lines", "--type", "person"], format!("ا{aliases}\n")),
        (&["spacy"], labels),
    ] {
        let file = write(folder.path(), "input", text);
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).chain([file]).collect();
        // Were the time of any of them its square, the test would not end.
        assert!(import(&args, &[]).code.is_some_and(|code| code <= 4), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_told() {
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let args = ["gazetteer", "import", "wikidata", &format!("{FIXTURES}wikidata.json")];
        let done = common::finish(common::yaqut(args).stdout(full).output().unwrap());
        assert_eq!(done.code, Some(4), "{}", done.stderr);
        assert!(done.stderr.contains("standard output: cannot write"), "{}", done.stderr);
    }
}

#[test]
fn a_long_line_is_not_held_in_memory_and_the_next_one_read() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{}\nطه حسين\n", "ا".repeat(20 << 20));
    let file = write(folder.path(), "names.txt", text);
    let done = import(&["lines".to_owned(), file, "--type".to_owned(), "person".to_owned()], &[]);
    assert_eq!(done.code, Some(1));
    assert!(done.stderr.contains("line 1, byte 1: longer than 16777216 bytes"), "{}", done.stderr);
    assert!(String::from_utf8(done.stdout).unwrap().contains("طه حسين"));
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Imports a text; what was printed and what was told.
fn import_text(args: &[&str], text: &str) -> (Run, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "input", text);
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).chain([file]).collect();
    let done = import(&args, &[]);
    let printed = String::from_utf8(done.stdout.clone()).unwrap();
    (done, printed)
}

#[test]
fn a_name_with_invisible_controls_makes_an_id_without_them() {
    let (done, printed) = import_text(&["lines", "--type", "place"], "حلب\u{200F}\nمی\u{200C}بد\n\u{200F}\n");
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(printed.contains(r#""id":"lines:حلب","type":"place","name":"حلب""#), "{printed}");
    assert!(printed.contains(&format!(r#""id":"lines:میبد","type":"place","name":"{}""#, "می\u{200C}بد")));
    let (done, printed) = import_text(&["gate", "--type", "place"], "صور\u{200F}&country=LB\r\n");
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(printed.contains(r#""id":"gate:صور""#), "{printed}");
    let (done, printed) = import_text(&["spacy"], "{\"label\":\"GPE\",\"pattern\":\"حماة\u{200F}\"}\n");
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(printed.contains(r#""id":"spacy:GPE/حماة""#), "{printed}");
}

#[test]
fn a_bad_id_of_a_pattern_is_a_bad_line_though_patterns_are_kept_to_the_end() {
    let text = "{\"label\":\"GPE\",\"pattern\":\"حلب\",\"id\":\"a\\u0007b\"}\n{\"label\":\"GPE\",\"pattern\":\"حمص\"}\n";
    let (done, printed) = import_text(&["spacy"], text);
    assert_eq!((done.code, printed.lines().count()), (Some(1), 1), "{}", done.stderr);
    assert!(done.stderr.contains("line 1, byte 1: the id `a\\u{7}b` has a control in it"), "{}", done.stderr);
    assert_eq!(import_text(&["spacy", "--strict"], text).0.code, Some(4));
}

#[test]
fn a_quote_in_a_field_without_quotes_costs_no_other_row() {
    let text = "id,schema,name,aliases\r\n1,Person,حسن 5\" الطويل,\r\n2,Person,محمد,\"علي\nسعيد\"\r\n";
    let (done, printed) = import_text(&["opensanctions"], text);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert_eq!(printed.lines().count(), 2, "{printed}");
    assert!(printed.contains(r#""name":"محمد","aliases":["علي","سعيد"]"#), "{printed}");
}

#[test]
fn every_name_of_geonames_that_is_left_out_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let place = "7\tNile\tNile\t\t1\t1\tH\tSTM\tEG\t\t\t\t\t\t0\t\t\t\t2020\r\n8\tX\tX\t\t1\t1\t\t\tEG\t\t\t\t\t\t0\t\t\t\t2020\r\n";
    let names = "1\t7\tlink\thttps://a\t\t\t\t\t\t\r\n2\t7\tar\tالنيل\t\t\t\t\t\t\r\n3\t7\tar\tحابي\t\t\t\t1\t\t\r\n\
                 4\t9\tar\tغائب\t\t\t\t\t\t\r\n5\t99999999999\tar\tبعيد\t\t\t\t\t\t\r\n6\t8\tar\tموضع\t\t\t\t\t\t\r\n";
    let places = write(folder.path(), "places", place);
    let names = write(folder.path(), "names", names);
    let args = ["geonames", &places, "--names", &names].map(str::to_owned);
    let done = import(&args, &[]);
    assert_eq!(done.code, Some(1), "{}", done.stderr);
    for told in [
        "1 in another language (`https://a`)",
        "1 of former times (`حابي`)",
        "1 of a place that is not in the file (`غائب`)",
        "1 without a number",
        "left out 1 entity: 1 without a type (`8`)",
    ] {
        assert!(done.stderr.contains(told), "{told}: {}", done.stderr);
    }
    assert!(!done.stderr.contains("unknown types"), "{}", done.stderr);
}

#[test]
fn options_that_would_be_passed_over_in_silence_are_refused() {
    let refused = |args: &[&str]| assert_eq!(import_text(args, "").0.code, Some(2), "{args:?}");
    refused(&["ftm", "--type", "person", "--map", "Vessel=-"]);
    refused(&["wikidata", "--lang", "ar,"]);
    refused(&["gate", "--type", "place", "--separator", ""]);
    let line = r#"{"id":"Q85","labels":{"arz":{"value":"القاهره"}},"aliases":[],"claims":[]}"#;
    assert_eq!(import_text(&["wikidata", "--lang", "ar, arz", "--type", "place"], line).0.code, Some(0));
}
