//! Compiled dictionaries under `-g`: bad files, mapped and read ones, layers and folds.

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{NAMES, pipe, run, write};

#[track_caller]
fn compile(folder: &Path, output: &str, args: &[&str]) -> String {
    let output = folder.join(output).to_str().unwrap().to_owned();
    let done = run([&["gazetteer", "compile", "-o", &output], args].concat());
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    output
}

/// The ids found in a text with these options.
#[track_caller]
fn ids(args: &[&str], text: &str) -> String {
    let documents = pipe(&[&["annotate"], args].concat(), text.as_bytes()).json();
    let ids: Vec<&str> = documents[0]["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| entity["id"].as_str().unwrap())
        .collect();
    ids.join(" ")
}

#[test]
fn files_that_are_no_sound_dictionary_are_refused_by_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let good = fs::read(compile(path, "good.yqt", &[NAMES])).unwrap();
    let changed = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x40;
        bytes
    };
    let version = |version: u32| {
        let mut bytes = good.clone();
        bytes[8..12].copy_from_slice(&version.to_le_bytes());
        bytes
    };
    fs::create_dir(path.join("folder.yqt")).unwrap();
    let missing = path.join("missing.yqt").to_str().unwrap().to_owned();
    let directory = path.join("folder.yqt").to_str().unwrap().to_owned();
    let cases = [
        (write(path, "text.yqt", "id,type,name\n"), "not a compiled dictionary; make one"),
        (write(path, "empty.yqt", ""), "not a compiled dictionary; make one"),
        (write(path, "zip.yqt", b"PK\x03\x04"), "not a compiled dictionary; make one"),
        (write(path, "cut.yqt", &good[..good.len() - 1]), "cut short"),
        (write(path, "stub.yqt", &good[..20]), "cut short"),
        (write(path, "long.yqt", [&good[..], b"x"].concat()), "behind the dictionary"),
        (write(path, "flipped.yqt", changed(good.len() / 2)), "damaged"),
        (write(path, "last.yqt", changed(good.len() - 1)), "damaged"),
        (write(path, "new.yqt", version(1_000_000)), "upgrade"),
        (write(path, "old.yqt", version(0)), "compile the gazetteer again"),
        (missing, "check the name"),
        (directory, "is a directory"),
    ];
    for (file, message) in &cases {
        let out = path.join("out.yqt").to_str().unwrap().to_owned();
        for args in [
            &["annotate", "-g", file, NAMES][..],
            &["annotate", "--no-builtin", "--no-mmap", "-g", file, NAMES],
            &["gazetteer", "inspect", file],
            &["gazetteer", "export", file],
            &["gazetteer", "lookup", "-g", file, "مصر"],
            &["gazetteer", "compile", file, "-o", &out],
        ] {
            let failed = run(args);
            assert_eq!((failed.code, failed.stdout.len()), (Some(3), 0), "{args:?} {}", failed.stderr);
            assert!(
                failed.stderr.starts_with(&format!("yaqut: {file}: ")) && failed.stderr.contains(message),
                "{args:?} {}",
                failed.stderr
            );
        }
        assert!(!Path::new(&out).exists());
    }
}

#[test]
fn a_mapped_dictionary_and_a_read_one_give_the_same_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let names = yaqut_testkit::gazetteer(3, 20_000);
    // Metadata makes it large without making it slow.
    let note = "ن".repeat(450);
    let mut source = "id,type,name,note\n".to_owned();
    for (n, name) in names.iter().enumerate() {
        source.push_str(&format!("{},{},{},{n}{note}\n", name.id, name.entity_type, name.name));
    }
    let started = Instant::now();
    let compiled = compile(path, "large.yqt", &[&write(path, "large.csv", source)]);
    assert!(fs::metadata(&compiled).unwrap().len() > 16 << 20);
    let text: String =
        names.iter().step_by(97).map(|name| format!("زار الوفد {} أمس.\n", name.name)).collect();
    for args in [
        &["annotate", "--no-builtin", "-g", &compiled][..],
        &["annotate", "-g", &compiled, "--type", "person"],
        &["gazetteer", "inspect", &compiled],
        &["gazetteer", "export", &compiled],
        &["gazetteer", "lookup", "-g", &compiled, &names[7].name],
    ] {
        let read = pipe(&[args, &["--no-mmap"]].concat(), text.as_bytes()).text();
        assert!(read.len() > 100);
        assert!(pipe(args, text.as_bytes()).text() == read, "{args:?}");
    }
    // Cut short, it is refused in either way.
    let bytes = fs::read(&compiled).unwrap();
    let cut = write(path, "cut.yqt", &bytes[..bytes.len() - 5]);
    for args in [&["gazetteer", "inspect", &cut][..], &["gazetteer", "inspect", &cut, "--no-mmap"]] {
        let failed = run(args);
        assert!(failed.code == Some(3) && failed.stderr.contains("cut short"), "{}", failed.stderr);
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn gazetteers_of_either_kind_lie_over_one_another_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let text = "من حلب إلى حمص ثم حماة ثم درعا وروسيا";
    let one = write(path, "1.csv", "id,type,name,prior\na,place,حلب,1\nb,place,حمص,1\n");
    let two = write(path, "2.csv", "id,type,name,prior\na,place,حماة,1\nc,place,درعا,1\n");
    let gone =
        write(path, "3.jsonl", "{\"id\":\"a\",\"remove\":true}\n{\"id\":\"cldr:RU\",\"remove\":true}\n");
    let [one_yqt, two_yqt] =
        [("1.yqt", &one), ("2.yqt", &two)].map(|(name, source)| compile(path, name, &[source]));
    for first in [&one, &one_yqt] {
        for second in [&two, &two_yqt] {
            let alone =
                |more: &[&str]| ids(&[&["--no-builtin", "-g", first, "-g", second][..], more].concat(), text);
            assert_eq!(alone(&[]), "b a c", "{first} {second}");
            assert_eq!(alone(&["-g", &gone]), "b c");
            assert_eq!(alone(&["-g", &gone, "-g", first]), "a b c");
            assert_eq!(alone(&["-g", &gone, "-g", second]), "b a c");
            assert_eq!(alone(&["-g", first]), "a b c");
            // The embedded names lie below all of them.
            let ids = ids(&["-g", first, "-g", &gone, "-g", second], text);
            assert!(!ids.contains("cldr:RU") && ids.ends_with("b a c"), "{ids}");
        }
    }
}

#[test]
fn a_removal_alone_takes_from_what_is_below_and_can_be_all_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let gone = write(folder.path(), "gone.jsonl", "{\"id\":\"cldr:RU\",\"remove\":true}\n");
    assert_eq!(ids(&["-g", &gone], "روسيا والعراق"), "cldr:IQ");
    assert_eq!(ids(&["--no-builtin", "-g", &gone], "روسيا والعراق"), "");
    let embedded = write(folder.path(), "embedded.yqt", yaqut_data::BYTES);
    assert_eq!(ids(&["--no-builtin", "-g", &gone, "-g", &embedded], "روسيا والعراق"), "cldr:RU cldr:IQ");
}

#[test]
fn folds_a_dictionary_was_compiled_without_cannot_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let source = write(path, "names.csv", "id,type,name\na,place,إدلب\nb,person,غورباتشوف\n");
    let light = compile(path, "light.yqt", &["--fold", "light", &source]);
    let wide = compile(path, "wide.yqt", &["--fold", "search,transliteration", &source]);
    let text = "من ادلب إلى إدلب مع جورباتشوف وغورباتشوف";
    let alone = |file: &str, more: &[&str]| ids(&[&["--no-builtin", "-g", file][..], more].concat(), text);
    assert_eq!(alone(&source, &[]), "a a b");
    assert_eq!(alone(&source, &["--fold", "search,transliteration"]), "a a b b");
    assert_eq!(alone(&wide, &[]), "a a b");
    assert_eq!(alone(&wide, &["--fold", "search,transliteration"]), "a a b b");
    assert_eq!(alone(&wide, &["--fold", "none"]), "a b");
    // Without a wish, a dictionary is used as far as its folds go.
    assert_eq!(alone(&light, &[]), "a b");
    for args in [&["--no-builtin"][..], &[]] {
        let args = [args, &["-g", &light, "--fold", "light,alef"]].concat();
        let failed = run([&["annotate"], &args[..]].concat());
        assert_eq!((failed.code, failed.stdout.len()), (Some(3), 0));
        let message =
            format!("yaqut: {light}: the dictionary was compiled without the folds alef; compile it with");
        assert!(failed.stderr.starts_with(&message), "{}", failed.stderr);
    }
}

#[test]
fn a_dictionary_of_other_folds_keeps_its_own_when_it_is_joined() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let source = write(path, "names.csv", "id,type,name\na,place,إربلاء\n");
    let light = compile(path, "light.yqt", &["--fold", "light", &source]);
    assert_eq!(ids(&["-g", &source], "من إربلاء إلى اربلاء"), "a a");
    assert_eq!(ids(&["-g", &light], "من إربلاء إلى اربلاء وايران"), "a cldr:IR");
    // The embedded names can be looked up by folds they were not compiled with.
    let wide = ["--fold", "search,transliteration"];
    assert_eq!(ids(&wide, "قال لاڤروف"), "yaqut:person/sergei-lavrov");
    let compiled = compile(path, "wide.yqt", &["--fold", wide[1], &source]);
    let both = [&wide[..], &["-g", &compiled]].concat();
    assert_eq!(ids(&both, "قال لاڤروف في اربلاء"), "yaqut:person/sergei-lavrov a");
    assert_eq!(ids(&[], "قال لاڤروف"), "");
}
