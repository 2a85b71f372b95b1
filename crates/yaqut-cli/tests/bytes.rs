//! Encodings, line ends and bytes that are none: what is in the file is what comes out, or is reported with its place.

mod common;

use common::{annotate, pipe, run, write};

#[test]
fn a_byte_order_mark_is_no_text_at_the_start_and_is_kept_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let marked = "\u{FEFF}مصر\n\u{FEFF}مصر\n";
    let file = write(folder.path(), "a.txt", marked);
    for documents in [
        pipe(&annotate(&["--input", "lines"]), marked.as_bytes()).json(),
        run(annotate(&["--input", "lines", &file, &file])).json(),
    ] {
        for (n, document) in documents.iter().enumerate() {
            assert_eq!(document["entities"][0]["start"], n % 2, "{document}");
        }
    }
    assert_eq!(pipe(&["normalize", "--fold", "none"], marked.as_bytes()).text(), &marked[3..]);
}

#[test]
fn other_encodings_are_refused_by_name_before_anything_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let good = write(folder.path(), "good.txt", "مصر");
    let text = "وقال لافروف إن روسيا متضامنة مع العراق";
    let bytes = |mark: &str| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    for (encoding, bytes) in [("UTF-16", bytes("\u{FEFF}")), ("UTF-16LE", bytes(""))] {
        let bad = write(folder.path(), "bad.txt", &bytes);
        for failed in [run(annotate(&["-f", "tsv", &good, &bad])), pipe(&annotate(&["-f", "tsv"]), &bytes)] {
            assert_eq!((failed.code, failed.stdout.len()), (Some(3), 0));
            let remedy = format!("is {encoding}; convert it first: iconv -f {encoding} -t UTF-8");
            assert!(failed.stderr.contains(&remedy), "{}", failed.stderr);
        }
    }
}

#[test]
fn bytes_that_are_not_utf8_are_reported_with_their_place() {
    // Windows-1256, cut short, overlong.
    for (bytes, place) in [(&b"\xE3\xD5\xD1"[..], 1), (b"\xD9\x85\xD8", 3), (b"ab\xC0\xAF", 3)] {
        let text = pipe(&["tokenize"], bytes);
        let message = format!("yaqut: standard input: byte {place}: not UTF-8; convert the text");
        assert_eq!((text.code, text.stdout.len()), (Some(1), 0));
        assert!(text.stderr.starts_with(&message), "{}", text.stderr);
    }
    let surrogate = b"\xED\xA0\x80\n";
    let lines = [b"\xEF\xBB\xBFa\xFF\n", &surrogate[..], "مصر\n".as_bytes()].concat();
    let outcome = pipe(&["normalize", "--input", "lines"], &lines);
    assert_eq!((outcome.code, outcome.stdout), (Some(1), "مصر\n".into()));
    let places: Vec<&str> = outcome.stderr.lines().filter_map(|line| line.split(": ").nth(2)).collect();
    assert_eq!(places, ["line 1, byte 5", "line 2, byte 1"]);
}

#[test]
fn other_files_and_lines_of_json_go_on_after_bad_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (bad, good) = (write(folder.path(), "1.txt", b"\xFF"), write(folder.path(), "2.txt", "مصر"));
    let files = run(annotate(&["-f", "tsv", &bad, &good]));
    assert_eq!((files.code, files.stderr.lines().count()), (Some(1), 1));
    assert!(String::from_utf8(files.stdout).unwrap().contains("k:egypt"));
    let lines = b"{\"text\":\"\xFF\"}\n{\"text\":\"ok\"}\n";
    let json = pipe(&["sentences", "--input", "jsonl"], lines);
    assert_eq!((json.code, json.stdout), (Some(1), b"ok\n".to_vec()));
    assert!(json.stderr.starts_with("yaqut: standard input: line 1, byte 10: not UTF-8;"), "{}", json.stderr);
}

#[test]
fn lossy_reads_on_and_says_how_often() {
    for input in ["text", "lines"] {
        let lossy = pipe(&["normalize", "--encoding", "lossy", "--input", input], b"a\xFFb\xC3\n");
        assert_eq!(
            (lossy.code, String::from_utf8(lossy.stdout).unwrap()),
            (Some(0), "a\u{FFFD}b\u{FFFD}\n".into())
        );
        assert!(lossy.stderr.contains("2 times U+FFFD"), "{}", lossy.stderr);
    }
    assert_eq!(pipe(&["normalize", "--encoding", "lossy"], "مصر".as_bytes()).text(), "مصر");
}

#[test]
fn only_line_feeds_end_records() {
    let text = "مصر\r\nحلب\rحمص\u{2028}حماة\u{85}درعا\u{B}عدن\u{C}قنا\n\nآخر";
    let ids: Vec<_> = pipe(&["sentences", "--input", "lines", "-f", "jsonl"], text.as_bytes()).json();
    let ids: Vec<&str> = ids.iter().filter_map(|document| document["id"].as_str()).collect();
    assert_eq!(ids, ["-:1", "-:2", "-:3", "-:4"]);
    let lines = pipe(&["normalize", "--fold", "none", "--input", "lines"], text.as_bytes()).text();
    assert_eq!(lines, format!("{}\n", text.replace("\r\n", "\n")));
    assert_eq!(pipe(&["normalize", "--fold", "none"], text.as_bytes()).text(), text);
}

#[test]
fn controls_and_escapes_pass_through_data_and_are_escaped_in_tables() {
    let text = "a\0b \u{1b}[31mمصر\u{1b}[0m\u{7f}\u{9b}\\";
    assert_eq!(pipe(&["normalize", "--fold", "none"], text.as_bytes()).text(), text);
    let tokens = pipe(&["tokenize", "-f", "jsonl"], text.as_bytes()).json();
    let chars: Vec<char> = text.chars().collect();
    for token in tokens[0]["tokens"].as_array().unwrap() {
        let [start, end] = ["start", "end"].map(|key| token[key].as_u64().unwrap() as usize);
        assert_eq!(token["text"], chars[start..end].iter().collect::<String>());
    }
    let table = pipe(&["tokenize", "-f", "tsv"], text.as_bytes()).text();
    assert!(table.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n')), "{table:?}");
    assert!(table.contains("\\0") && table.contains("\\u{1b}") && table.contains("\\\\"), "{table:?}");
}

#[test]
fn a_line_too_long_is_skipped_and_the_next_is_read() {
    let long = "س".repeat(50_000);
    let text = format!("{long}\nab\r\nabc\n{long}");
    let limited = pipe(&["normalize", "--input", "lines", "--max-record-bytes", "2"], text.as_bytes());
    assert_eq!((limited.code, limited.stdout), (Some(1), b"ab\n".to_vec()));
    assert_eq!(limited.stderr.matches("longer than 2 bytes").count(), 3, "{}", limited.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_path_that_is_not_utf8_works_and_is_shown_escaped() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"a\xFF\x1B.txt"));
    std::fs::write(&path, "مصر").unwrap();
    let base = folder.path().to_str().unwrap();
    let document = &run(["annotate".as_ref(), path.as_os_str()]).json()[0];
    assert_eq!(document["id"], format!("{base}/a\\xFF\u{1b}.txt"));
    std::fs::write(&path, b"\xFF").unwrap();
    let failed = run(["tokenize".as_ref(), path.as_os_str()]);
    assert!(failed.stderr.contains("a\\xFF\\u{1b}.txt: byte 1:"), "{}", failed.stderr);
}
