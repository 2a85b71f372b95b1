//! Text that breaks programs, through every command.

mod common;

use std::time::{Duration, Instant};

use common::{annotate, pipe, run, write};
use yaqut_testkit::hostile;

const COMMANDS: [&[&str]; 11] = [
    &["annotate", "-f", "jsonl", "--kind", "all"],
    &["annotate", "-f", "tsv", "--kind", "priority"],
    &["annotate", "-f", "pretty"],
    &["tokenize"],
    &["tokenize", "-f", "tsv"],
    &["tokenize", "-f", "jsonl"],
    &["tokenize", "-f", "conllu"],
    &["sentences"],
    &["sentences", "-f", "jsonl", "--offsets", "utf16"],
    &["normalize", "--preset", "search"],
    &["normalize", "-f", "jsonl", "--preset", "search"],
];

#[test]
fn every_command_and_format_takes_hostile_text() {
    let folder = tempfile::tempdir().unwrap();
    let strings = hostile::all(3_000);
    let files: Vec<String> =
        (0..).zip(&strings).map(|(n, (_, text))| write(folder.path(), &format!("{n}.txt"), text)).collect();
    for command in COMMANDS {
        let args: Vec<&str> = command.iter().copied().chain(files.iter().map(String::as_str)).collect();
        let out = run(args).text();
        if command.contains(&"jsonl") {
            assert_eq!(out.lines().count(), files.len(), "{command:?}");
        }
        if command.contains(&"pretty") {
            // Only the isolates around each piece of text, never those of the text itself.
            assert_eq!(out.matches(['\u{2066}', '\u{2067}']).count(), out.matches('\u{2069}').count());
            assert!(!out.contains(['\u{202E}', '\u{202D}', '\u{202B}', '\u{202C}', '\u{1b}', '\0']));
        }
    }
}

#[test]
fn hostile_text_survives_json_and_exact_normalization() {
    let strings = hostile::all(500);
    let object = |(n, (_, text)): (usize, &(&str, String))| {
        format!("{}\n", serde_json::json!({"id": n, "text": text}))
    };
    let lines: String = strings.iter().enumerate().map(object).collect();
    let out =
        pipe(&["normalize", "--fold", "none", "-f", "jsonl", "--input", "jsonl"], lines.as_bytes()).json();
    assert_eq!(out.len(), strings.len());
    for (document, (name, text)) in out.iter().zip(&strings) {
        assert_eq!(document["text"], text.as_str(), "{name}");
    }
}

#[test]
fn a_word_of_a_hundred_megabytes_takes_linear_time() {
    let word = "س".repeat(50_000_000);
    let started = Instant::now();
    assert_eq!(pipe(&annotate(&[]), word.as_bytes()).text(), "{\"id\":\"-\",\"entities\":[]}\n");
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    // As a line it is beyond the limit, and is not held in memory.
    let line = pipe(&annotate(&["--input", "lines"]), word.as_bytes());
    assert_eq!((line.code, line.stdout.len()), (Some(1), 0));
    assert!(line.stderr.contains("longer than 16777216 bytes"), "{}", line.stderr);
}

#[test]
fn a_hundred_thousand_marks_do_not_hide_a_name() {
    let marks = "\u{64E}\u{651}".repeat(50_000);
    let text = format!("زار الوفد مص{marks}ر أمس");
    let found = &pipe(&annotate(&[]), text.as_bytes()).json()[0]["entities"][0];
    assert_eq!(
        (&found["id"], &found["start"], &found["end"]),
        (&"k:egypt".into(), &10.into(), &100_013.into())
    );
}

#[test]
fn text_without_a_word_has_no_tokens_and_no_entities() {
    for text in ["", " \n\t\u{A0}", "\u{64B}\u{651}", "\u{640}\u{640}", "\0", "\u{202E}\u{2067}", "\r\n\r\n"]
    {
        let entities = &pipe(&annotate(&[]), text.as_bytes()).json()[0]["entities"];
        assert_eq!(entities.as_array().map(Vec::len), Some(0), "{text:?}");
        let tokens = &pipe(&["tokenize", "-f", "jsonl"], text.as_bytes()).json()[0]["tokens"];
        let words = tokens.as_array().unwrap().iter().filter(|token| token["kind"] == "word");
        assert_eq!(words.count(), 0, "{text:?}");
    }
}
