//! Files cut into records: the same whatever the reads are, nothing lost where something breaks.

mod common;

use std::io::{Cursor, ErrorKind, Read};

use common::{file, flat, json_format, jsonl, read, source, texts};
use yaqut_batch::input::{Carry, Fields, Limits, RecordFormat, reader};
use yaqut_batch::{Code, Source};
use yaqut_testkit::io::{ChunkedReader, FailingReader, InterruptingReader};

fn own(bytes: &[u8], format: RecordFormat) -> impl Source + use<> {
    reader("r", Cursor::new(bytes.to_vec()), format, Limits::default())
}

fn table(delimiter: u8) -> RecordFormat {
    RecordFormat::Table { fields: Fields::default(), delimiter }
}

/// Texts as a table, their line breaks and quotes in quotes.
fn csv(texts: &[String]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "text", "extra"]).unwrap();
    for (n, text) in texts.iter().enumerate() {
        let text = text.replace("ثم", "\"ثم\"\n").replace("عاد", "عاد,");
        table.write_record([n.to_string().as_str(), &text, "x"]).unwrap();
    }
    table.into_inner().unwrap()
}

#[test]
fn reads_of_any_size_give_the_same_parts() {
    let texts = texts(900);
    let lines = texts.join("\n").into_bytes();
    for (bytes, format) in [
        (jsonl(&texts), json_format()),
        (lines, RecordFormat::Lines),
        (csv(&texts), table(b',')),
        (texts[97].clone().into_bytes(), RecordFormat::Text),
    ] {
        let whole = read(&mut own(&bytes, format.clone()));
        assert!(whole.len() > 2 || format == RecordFormat::Text, "{}", whole.len());
        for size in [7, 4_095, 100_000, 300_000] {
            let chunked = ChunkedReader::new(Cursor::new(bytes.clone()), size);
            let chunked = InterruptingReader::new(chunked, 3);
            let mut source = reader("r", chunked, format.clone(), Limits::default());
            assert!(read(&mut source) == whole, "{format:?} {size}");
        }
    }
}

#[test]
fn records_are_those_that_were_written() {
    let texts = texts(400);
    let (lines, rejects) = flat(read(&mut own(texts.join("\n").as_bytes(), RecordFormat::Lines)));
    assert_eq!((lines, rejects), (texts.clone(), vec![]));
    let (objects, _) = flat(read(&mut own(&jsonl(&texts), json_format())));
    assert_eq!(objects, texts);
    let (rows, rejects) = flat(read(&mut own(&csv(&texts), table(b','))));
    let expected: Vec<String> =
        texts.iter().map(|text| text.replace("ثم", "\"ثم\"\n").replace("عاد", "عاد,")).collect();
    assert_eq!((rows, rejects), (expected, vec![]));
}

#[test]
fn every_place_tells_where_the_record_is() {
    let bytes = jsonl(&texts(300));
    for (_, records) in read(&mut own(&bytes, json_format())) {
        for (text, id, number, byte) in records.into_iter().map(Result::unwrap) {
            assert_eq!(id, (number - 1).to_string());
            let line = bytes[byte as usize..].split(|&byte| byte == b'\n').next().unwrap();
            assert_eq!(serde_json::from_slice::<serde_json::Value>(line).unwrap()["text"], text);
        }
    }
}

#[test]
fn a_source_goes_on_behind_any_part() {
    let folder = tempfile::tempdir().unwrap();
    let texts = texts(300);
    let gzip = |bytes: &[u8]| {
        let mut packed = Vec::new();
        let mut packer = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
        packer.read_to_end(&mut packed).unwrap();
        packed
    };
    let marked = [b"\xEF\xBB\xBF".to_vec(), jsonl(&texts)].concat();
    for (n, (format, files)) in [
        (json_format(), vec![jsonl(&texts), vec![], marked.clone(), gzip(&marked)]),
        (RecordFormat::Lines, vec![texts.join("\r\n").into_bytes(), gzip(texts.join("\n").as_bytes())]),
        (table(b','), vec![csv(&texts), gzip(&csv(&texts[..9]))]),
        (RecordFormat::Text, texts.iter().map(|text| text.clone().into_bytes()).collect()),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = folder.path().join(n.to_string());
        for (n, bytes) in files.iter().enumerate() {
            file(&folder, &format!("{n:03}"), bytes);
        }
        let whole = read(&mut source(&folder, format.clone()));
        for (at, (end, _)) in whole.iter().enumerate() {
            let mut later = source(&folder, format.clone());
            later.seek(*end).unwrap();
            assert!(read(&mut later) == whole[at + 1..], "{format:?} {end:?}");
        }
    }
}

#[test]
fn what_was_read_before_an_error_is_kept_and_the_rest_is_one_reject() {
    let texts = ["القاهرة".to_owned(), String::new(), "دمشق وعدن".to_owned()];
    for (bytes, format) in [
        (jsonl(&texts), json_format()),
        (format!("{}\n", texts.join("\n")).into_bytes(), RecordFormat::Lines),
        (csv(&texts), table(b',')),
    ] {
        for at in 0..=bytes.len() {
            let failing = FailingReader::new(Cursor::new(bytes.clone()), at, ErrorKind::TimedOut);
            let (records, rejects) = flat(read(&mut reader("r", failing, format.clone(), Limits::default())));
            assert_eq!(records, texts[..records.len()], "{at}");
            let [reject] = &rejects[..] else { panic!("{at}: {rejects:?}") };
            assert_eq!((reject.code, reject.number), (Code::Unreadable, None), "{at}");
            let whole = bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
            let header = usize::from(matches!(format, RecordFormat::Table { .. }));
            assert_eq!(records.len(), whole.saturating_sub(header), "{at}");
        }
    }
}

#[test]
fn a_record_over_the_limit_is_passed_over_and_told() {
    let long = "ع".repeat(400_000);
    let lines = ["عدن", &long, "دمشق", &long[..200], &long[..202]].join("\n");
    let limits = Limits { max_record_bytes: 200, ..Limits::default() };
    for text in [lines.clone(), format!("{lines}\n"), lines.replace('\n', "\r\n")] {
        let mut source = reader("r", Cursor::new(text.into_bytes()), RecordFormat::Lines, limits);
        let (records, rejects) = flat(read(&mut source));
        assert_eq!(records, ["عدن", "دمشق", &long[..200]]);
        let told: Vec<_> = rejects.iter().map(|reject| (reject.code, reject.number)).collect();
        assert_eq!(told, [(Code::TooLong, Some(2)), (Code::TooLong, Some(5))]);
        assert_eq!(rejects[0].original.len(), 1_024);
        assert!(rejects[0].message.contains("longer than 200 bytes; "));
    }
    let rows = format!("id,text\n1,عدن\n2,\"{long}\"\n3,دمشق\n");
    let mut source = reader("r", Cursor::new(rows.into_bytes()), table(b','), limits);
    let (records, rejects) = flat(read(&mut source));
    assert_eq!((records.len(), rejects.len(), rejects[0].code), (2, 1, Code::TooLong));
    let mut source = reader("r", Cursor::new(long.into_bytes()), RecordFormat::Text, limits);
    assert_eq!(flat(read(&mut source)).1[0].code, Code::TooLong);
}

#[test]
fn line_ends_are_lf_and_crlf_and_nothing_else() {
    let text = "a\rb\u{2028}c\u{85}\r\n\nd\u{B}\n\re\r";
    let (records, _) = flat(read(&mut own(text.as_bytes(), RecordFormat::Lines)));
    assert_eq!(records, ["a\rb\u{2028}c\u{85}", "", "d\u{B}", "\re\r"]);
}

#[test]
fn bytes_that_are_not_utf8_are_rejected_or_replaced() {
    let bytes = b"\xEF\xBB\xBF\xD9\x85\nab\xFFc\xFE\n\xD9\x85\n";
    let (records, rejects) = flat(read(&mut own(bytes, RecordFormat::Lines)));
    assert_eq!(records, ["م", "م"]);
    assert_eq!((rejects[0].code, rejects[0].number, rejects[0].byte), (Code::NotUtf8, Some(2), 6));
    assert!(rejects[0].message.starts_with("byte 3 of the record"));
    assert_eq!(rejects[0].original, b"ab\xFFc\xFE");
    let lossy = Limits { lossy: true, ..Limits::default() };
    let mut source = reader("r", Cursor::new(bytes.to_vec()), RecordFormat::Lines, lossy);
    let mut part = source.next().unwrap().unwrap();
    let mut all = Vec::new();
    part.records.read(&mut |record| all.push(record.unwrap().text.into_owned()));
    assert_eq!((all[1].as_str(), part.records.replaced()), ("ab\u{FFFD}c\u{FFFD}", 2));
}

#[test]
fn another_encoding_is_told_with_the_command_that_converts_it() {
    let utf16: Vec<u8> = "زار الوفد القاهرة".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, rejects) = flat(read(&mut own(&utf16, RecordFormat::Lines)));
    assert_eq!(rejects[0].code, Code::Encoding);
    assert!(rejects[0].message.contains("iconv -f UTF-16LE"));
}

#[test]
fn blank_lines_of_json_are_no_records_and_are_counted() {
    let mut source = own(b"\n{\"text\":\"a\"}\n  \r\n\n", json_format());
    let mut part = source.next().unwrap().unwrap();
    let mut numbers = Vec::new();
    part.records.read(&mut |record| numbers.push(record.unwrap().place.number));
    assert_eq!((numbers, part.records.blank()), (vec![2], 3));
}

#[test]
fn a_table_that_is_none_says_why() {
    let told = |text: &str, delimiter| {
        let (_, rejects) = flat(read(&mut own(text.as_bytes(), table(delimiter))));
        rejects.into_iter().map(|reject| (reject.number, reject.message)).collect::<Vec<_>>()
    };
    let missing = &told("id;text\n1;عدن\n", b',')[0];
    assert!(
        missing.0.is_none() && missing.1.contains("there are id;text (the row has semicolons)"),
        "{missing:?}"
    );
    assert!(told("", b',')[0].1.contains("no first row"));
    assert!(told("text,text\n", b',')[0].1.contains("`text` is there twice"));
    assert_eq!(told("id\ttext\n1\tعدن\n", b'\t'), []);
    let ragged = told("id,text\n1,عدن\n2\n3,a,b\n4,دمشق\n", b',');
    assert_eq!(ragged.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [Some(2), Some(3)]);
    assert!(ragged[0].1.starts_with("1 fields, and there are 2 columns"));
    let open = told("id,text\n1,\"عدن\n2,دمشق\n", b',');
    assert!(open[0].0 == Some(1) && open[0].1.contains("a quote is not closed"), "{open:?}");
    let carry = Fields { carry: Carry::Named(vec!["x".to_owned()]), ..Fields::default() };
    let mut source = own(b"id,text\n1,a\n", RecordFormat::Table { fields: carry, delimiter: b',' });
    assert!(flat(read(&mut source)).1[0].message.contains("no column `x` to carry"));
}

#[test]
fn carried_columns_are_json_strings() {
    let fields = Fields { carry: Carry::All, ..Fields::default() };
    let format = RecordFormat::Table { fields, delimiter: b',' };
    let mut source = own("id,date,text,n\n7,\"a\"\"b\",عدن,1\n,,دمشق,2\n".as_bytes(), format);
    let mut part = source.next().unwrap().unwrap();
    let mut all = Vec::new();
    part.records.read(&mut |record| {
        let record = record.unwrap();
        let fields: Vec<String> =
            record.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        all.push((record.id.into_owned(), fields.join(" ")));
    });
    let expected = [("7", "date=\"a\\\"b\" n=\"1\""), ("r:2", "date=\"\" n=\"2\"")];
    assert_eq!(all, expected.map(|(id, fields)| (id.to_owned(), fields.to_owned())));
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_rejects_between_the_others() {
    let folder = tempfile::tempdir().unwrap();
    file(folder.path(), "1.txt", "عدن".as_bytes());
    file(folder.path(), "2.txt", b"\x1F\x8B\x08cut");
    file(folder.path(), "3.txt", "دمشق".as_bytes());
    std::os::unix::fs::symlink("nowhere", folder.path().join("0.txt")).unwrap();
    let (records, rejects) = flat(read(&mut source(folder.path(), RecordFormat::Text)));
    assert_eq!(records, ["عدن", "دمشق"]);
    let codes: Vec<Code> = rejects.iter().map(|reject| reject.code).collect();
    assert_eq!(codes, [Code::Unreadable, Code::Damaged]);
    // Read as lines, the damaged one is skipped just the same.
    let (records, rejects) = flat(read(&mut source(folder.path(), RecordFormat::Lines)));
    assert_eq!((records.len(), rejects.len()), (2, 2));
}
