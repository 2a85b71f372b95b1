//! What the tests of whole jobs share.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use yaqut::{Dictionary, Gazetteer, Matcher};
use yaqut_batch::input::{Carry, Fields, FileSource, Inputs, Limits, RecordFormat, files};
use yaqut_batch::work::{Annotate, Steps};
use yaqut_batch::{Reject, Source};

/// Finds three places.
pub(crate) fn annotate() -> Annotate {
    let names = "id,type,name\nt:1,place,القاهرة\nt:2,place,دمشق\nt:3,place,عدن\n";
    let dictionary = Dictionary::compile(&Gazetteer::from_csv(names.as_bytes()).unwrap()).unwrap();
    Annotate::new(Matcher::new(dictionary))
}

pub(crate) fn steps() -> Steps {
    Steps::new().annotate(annotate())
}

/// Texts of very uneven lengths, that name places.
pub(crate) fn texts(count: usize) -> Vec<String> {
    let words =
        ["زار", "الوفد", "القاهرة", "ثم", "عاد", "إلى", "دمشق", "ومن", "عدن", "وصلت", "سفينة", "كبيرة."];
    let length = |n: usize| match n % 97 {
        0 => 4_000,
        n if n % 5 == 0 => 0,
        n => n,
    };
    let text = |n: usize| {
        let words: Vec<&str> =
            (0..length(n)).map(|at| words[(n * 7 + at * 5 + at / 3) % words.len()]).collect();
        words.join(" ")
    };
    (0..count).map(text).collect()
}

/// Texts as JSON lines.
pub(crate) fn jsonl(texts: &[String]) -> Vec<u8> {
    let line = |(n, text): (usize, &String)| format!("{}\n", serde_json::json!({"id": n, "text": text}));
    texts.iter().enumerate().map(line).collect::<String>().into_bytes()
}

pub(crate) fn json_format() -> RecordFormat {
    RecordFormat::Jsonl(Fields::default())
}

pub(crate) fn carrying(carry: Carry) -> Fields {
    Fields { carry, ..Fields::default() }
}

pub(crate) fn source(path: &Path, format: RecordFormat) -> FileSource {
    files(Inputs::new(vec![path.to_owned()]), format, Limits::default()).unwrap()
}

/// What a source gives: for each part where it ends, and its records as text, id, number and byte, or rejects.
pub(crate) type Read = Vec<(yaqut_batch::Position, Vec<Result<(String, String, u64, u64), Reject>>)>;

pub(crate) fn read(source: &mut impl Source) -> Read {
    let mut parts = Vec::new();
    while let Some(mut part) = source.next().unwrap() {
        let mut records = Vec::new();
        part.records.read(&mut |record| {
            records.push(record.map(|record| {
                let (text, id) = (record.text.into_owned(), record.id.into_owned());
                (text, id, record.place.number, record.place.byte)
            }));
        });
        parts.push((part.end, records));
    }
    parts
}

/// The texts of all records, and the rejects.
pub(crate) fn flat(read: Read) -> (Vec<String>, Vec<Reject>) {
    let (mut texts, mut rejects) = (Vec::new(), Vec::new());
    for record in read.into_iter().flat_map(|(_, records)| records) {
        match record {
            Ok((text, ..)) => texts.push(text),
            Err(reject) => rejects.push(reject),
        }
    }
    (texts, rejects)
}

/// A writer whose bytes can be looked at.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes()).unwrap()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file with bytes in a folder.
pub(crate) fn file(folder: &Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}
