//! `gazetteer compile` and `export`: what is written, what is refused, and what is left when it fails.

mod common;

use std::fs;
use std::path::Path;

use common::{NAMES, Run, run, write};
use serde_json::json;
use yaqut::{CommonWords, Dictionary};

/// A run that ends with this code, says this on standard error, and prints nothing.
#[track_caller]
fn refused(run: &Run, code: i32, messages: &[&str]) {
    assert_eq!((run.code, run.stdout.len()), (Some(code), 0), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    messages.iter().for_each(|message| assert!(run.stderr.contains(message), "{message}: {}", run.stderr));
}

/// Compiles, and gives the path of the dictionary.
#[track_caller]
fn compile(folder: &Path, output: &str, args: &[&str]) -> String {
    let output = folder.join(output).to_str().unwrap().to_owned();
    let done = run([&["gazetteer", "compile", "-o", &output], args].concat());
    assert_eq!((done.code, done.stdout.len()), (Some(0), 0), "{}", done.stderr);
    assert_eq!(done.stderr.lines().count(), 1, "a summary and no progress bar: {}", done.stderr);
    output
}

fn open(path: &str) -> Dictionary {
    Dictionary::from_bytes(fs::read(path).unwrap()).unwrap()
}

/// The names of the files of a folder, the temporary ones too.
fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_dictionary_holds_what_its_source_says() {
    let folder = tempfile::tempdir().unwrap();
    let dictionary = open(&compile(folder.path(), "names.yqt", &[NAMES]));
    assert_eq!((dictionary.len(), dictionary.folds()), (6, yaqut::FoldSet::search()));
    assert_eq!(dictionary.common_words_fingerprint(), CommonWords::default().fingerprint());
    assert_eq!(dictionary.entity("k:egypt").unwrap().aliases().count(), 2);
    assert_eq!(files(folder.path()), ["names.yqt"]);
    let same = compile(folder.path(), "again.yqt", &[NAMES]);
    assert_eq!(open(&same).to_bytes(), dictionary.to_bytes());
}

#[test]
fn later_sources_override_and_remove() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let first = write(path, "1.csv", "id,type,name\na,place,حلب\nb,place,حمص\nc,place,حماة\n");
    let second = write(
        path,
        "2.jsonl",
        "{\"id\":\"a\",\"remove\":true}\n{\"id\":\"b\",\"type\":\"person\",\"name\":\"درعا\"}\n{\"id\":\"x\",\"remove\":true}\n",
    );
    let third = write(path, "3.tsv", "id\ttype\tname\na\tplace\tالرقة\n");
    let names = |sources: &[&str]| {
        let args = [sources, &["--force"]].concat();
        let dictionary = open(&compile(path, "out.yqt", &args));
        let mut names: Vec<String> =
            dictionary.entities().map(|entity| format!("{} {}", entity.id(), entity.name())).collect();
        names.sort();
        names.join(", ")
    };
    assert_eq!(names(&[&first, &second]), "b درعا, c حماة");
    assert_eq!(names(&[&first, &second, &third]), "a الرقة, b درعا, c حماة");
    assert_eq!(names(&[&second, &first]), "a حلب, b حمص, c حماة");
    let compiled = compile(path, "base.yqt", &[&first]);
    assert_eq!(names(&[&compiled, &second]), "b درعا, c حماة");
    assert_eq!(names(&[&second, &compiled]), "a حلب, b حمص, c حماة");
}

#[test]
fn an_id_twice_within_one_source_is_an_error_naming_both_lines() {
    let folder = tempfile::tempdir().unwrap();
    let table = "id,type,name\na,place,حلب\n\nb,place,حمص\na,place,حلب\n";
    let jsonl = "{\"id\":\"a\",\"remove\":true}\n{\"id\":\"a\",\"type\":\"place\",\"name\":\"حلب\"}\n";
    for (name, source, lines) in
        [("a.csv", table, ["line 5", "first in line 2"]), ("b.jsonl", jsonl, ["line 2", "first in line 1"])]
    {
        let source = write(folder.path(), name, source);
        let out = folder.path().join("out.yqt");
        let failed = run(["gazetteer", "compile", &source, "-o", out.to_str().unwrap()]);
        refused(&failed, 3, &[&source, lines[0], lines[1], "the id `a` is given twice", "; keep one"]);
    }
    assert_eq!(files(folder.path()), ["a.csv", "b.jsonl"]);
}

#[test]
fn a_bad_source_leaves_the_old_dictionary_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let out = compile(folder.path(), "out.yqt", &[NAMES]);
    let before = fs::read(&out).unwrap();
    let bad = write(folder.path(), "bad.csv", "id,type,name,prior\na,place,حلب,0.5\nb,place,حمص,much\n");
    let compile = |args: &[&str]| run([&["gazetteer", "compile", "-o", &out, "--force"], args].concat());
    refused(&compile(&[NAMES, &bad]), 3, &[&bad, "line 3, column `prior`", "; write it with a point"]);
    let missing = format!("{bad}.csv");
    refused(&compile(&[NAMES, &missing]), 3, &[&missing, "cannot read it", "check the name"]);
    let long =
        write(folder.path(), "long.jsonl", json!({"id":"a","type":"x","name":"ا".repeat(257)}).to_string());
    refused(&compile(&[&long]), 3, &[&long, "line 1", "257", "--max-alias-chars"]);
    assert_eq!(compile(&["--max-alias-chars", "257", &long]).code, Some(0));
    fs::write(&out, &before).unwrap();
    refused(&compile(&["--max-alias-chars", "3", NAMES]), 3, &["more than the 3 allowed"]);
    assert_eq!(fs::read(&out).unwrap(), before);
    assert_eq!(files(folder.path()), ["bad.csv", "long.jsonl", "out.yqt"]);
}

#[test]
fn what_is_there_is_overwritten_only_by_force() {
    let folder = tempfile::tempdir().unwrap();
    let out = write(folder.path(), "out.yqt", "mine");
    refused(&run(["gazetteer", "compile", NAMES, "-o", &out]), 3, &[&out, "exists already; add --force"]);
    assert_eq!(fs::read(&out).unwrap(), b"mine");
    compile(folder.path(), "out.yqt", &[NAMES, "--force"]);
    assert_eq!(open(&out).len(), 6);
    let csv = write(folder.path(), "out.csv", "mine");
    refused(&run(["gazetteer", "export", &out, "-o", &csv]), 3, &[&csv, "exists already; add --force"]);
    assert_eq!(run(["gazetteer", "export", &out, "-o", &csv, "--force"]).text(), "");
    assert_eq!(fs::read(&csv).unwrap(), fs::read(NAMES).unwrap());
    assert_eq!(files(folder.path()), ["out.csv", "out.yqt"]);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_an_input_is_refused_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let names = compile(path, "names.yqt", &[NAMES]);
    let before = fs::read(&names).unwrap();
    let link = path.join("link.yqt");
    std::os::unix::fs::symlink(&names, &link).unwrap();
    let dotted = path.join("./names.yqt");
    for out in [Path::new(&names), &link, &dotted] {
        let out = out.to_str().unwrap();
        let failed = run(["gazetteer", "compile", NAMES, &names, "-o", out, "--force"]);
        refused(&failed, 2, &[out, "is an input too"]);
    }
    let csv = write(path, "names.csv", fs::read(NAMES).unwrap());
    refused(&run(["gazetteer", "export", &csv, "-o", &csv, "--force"]), 2, &[&csv, "is an input too"]);
    assert_eq!(fs::read(&names).unwrap(), before);
    // A link to another file stays a link.
    compile(path, "link.yqt", &["--force", NAMES]);
    assert!(link.is_symlink());
}

#[cfg(unix)]
#[test]
fn outputs_that_are_no_files_are_refused_and_permissions_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let at = |name: &str| path.join(name).to_str().unwrap().to_owned();
    fs::create_dir(at("folder.yqt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.yqt")).status().unwrap().success());
    std::os::unix::fs::symlink("nowhere", at("dangling.yqt")).unwrap();
    for (name, what) in [
        ("folder.yqt", "is a directory"),
        ("pipe.yqt", "is no regular file"),
        ("missing/out.yqt", "make its folder first"),
    ] {
        let failed = run(["gazetteer", "compile", NAMES, "-o", &at(name), "--force"]);
        refused(&failed, 3, &[&at(name), what]);
    }
    refused(&run(["gazetteer", "compile", NAMES, "-o", &at("dangling.yqt")]), 3, &["exists already"]);

    let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
    fs::write(at("usual"), "").unwrap();
    compile(path, "new.yqt", &[NAMES]);
    assert_eq!(mode("new.yqt"), mode("usual"));
    fs::set_permissions(at("new.yqt"), fs::Permissions::from_mode(0o600)).unwrap();
    compile(path, "new.yqt", &[NAMES, "--force"]);
    assert_eq!(mode("new.yqt"), 0o600);
}

#[test]
fn exported_and_compiled_again_it_has_the_same_fingerprint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let names = yaqut_testkit::gazetteer(7, 2_000).into_iter().map(|name| {
        json!({"id": name.id, "type": name.entity_type, "name": name.name, "aliases": [format!("ال{}", name.name)],
            "prior": name.name.len() as f32 / 997.0, "clitics": if name.name.len() % 2 == 0 { "all" } else { "" },
            "note": format!("«{}»,\t\"{}\" \\ ", name.name, name.id), "source": "testkit"})
    });
    let lines: String = names.map(|name| format!("{name}\n")).collect();
    let plain = write(path, "plain.jsonl", lines);
    let over = write(
        path,
        "over.jsonl",
        "{\"id\":\"n:5\",\"type\":\"place\",\"name\":\"حلب\",\"folds\":\"none\"}\n{\"id\":\"n:1\",\"remove\":true}\n",
    );
    let embedded = write(path, "embedded.yqt", yaqut_data::BYTES);
    let rich = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/fixtures/rich.jsonl").to_owned();
    for (n, (sources, formats)) in [
        (vec![plain.as_str(), &over], &["csv", "tsv", "jsonl"][..]),
        (vec![&embedded], &["csv", "jsonl"]),
        (vec![&rich], &["jsonl"]),
    ]
    .into_iter()
    .enumerate()
    {
        let compiled = compile(path, &format!("{n}.yqt"), &sources);
        for format in formats {
            let source = path.join(format!("{n}.{format}")).to_str().unwrap().to_owned();
            assert_eq!(run(["gazetteer", "export", &compiled, "-o", &source]).text(), "");
            let again = open(&compile(path, &format!("{n}-{format}.yqt"), &[&source]));
            assert_eq!(again.fingerprint(), open(&compiled).fingerprint(), "{n} {format}");
        }
    }
    assert_eq!(open(path.join("1.yqt").to_str().unwrap()).to_bytes(), yaqut_data::BYTES);
}

#[test]
fn what_a_table_cannot_hold_is_named_before_anything_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let good = "{\"id\":\"a\",\"type\":\"place\",\"name\":\"حلب\"}\n";
    for (n, bad) in [
        r#"{"id":"b","type":"place","name":"حمص","aliases":["أم|الحجارة"]}"#,
        r#"{"id":"b","type":"place","name":"حمص","aliases":[{"text":"حمصة","folds":"none"}]}"#,
        r#"{"id":"b","remove":true}"#,
    ]
    .into_iter()
    .enumerate()
    {
        let source = write(folder.path(), &format!("{n}.jsonl"), format!("{good}{bad}\n"));
        for format in ["csv", "tsv"] {
            let failed = run(["gazetteer", "export", "-f", format, &source]);
            refused(&failed, 3, &[&source, "of `b` cannot be written in a table", "-f jsonl"]);
        }
        let out = folder.path().join("out.csv");
        let failed = run(["gazetteer", "export", &source, "-o", out.to_str().unwrap()]);
        refused(&failed, 3, &[&source, "`b`"]);
        assert!(!out.exists());
        assert_eq!(run(["gazetteer", "export", &source]).text(), format!("{good}{bad}\n"));
    }
}

#[test]
fn warnings_name_their_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let source = write(folder.path(), "a.csv", "id,type,name\na,place,حلـ\u{FFFD}ب\n");
    let out = folder.path().join("out.yqt");
    let expected = format!("yaqut: {source}: line 2, column `name`: `a` holds U+FFFD");
    for args in [
        &["gazetteer", "compile", &source, "-o", out.to_str().unwrap()][..],
        &["gazetteer", "inspect", &source],
        &["annotate", "-g", &source, NAMES],
    ] {
        let done = run(args);
        assert_eq!(done.code, Some(0));
        assert!(done.stderr.starts_with(&expected), "{}", done.stderr);
    }
}
