//! Whole jobs: one result or one reject for each record, in order, whatever the number of threads.

mod common;

use std::io::Cursor;

use common::{Shared, annotate, file, json_format, jsonl, source, steps, texts};
use serde_json::Value;
use yaqut::{Normalizer, OffsetUnit};
use yaqut_batch::input::{Carry, Limits, RecordFormat, reader};
use yaqut_batch::output::{Encoding, FileSink, Format, Layout, Packing, StreamSink};
use yaqut_batch::work::Steps;
use yaqut_batch::{
    Cause, Done, Job, JobBuilder, MaxRejects, OnError, Part, Place, Position, Record, Records, Reject,
    Report, Sink, SinkError, Source, SourceError, Stopped,
};

type Ended = Result<Report, Box<Stopped>>;

/// Runs a job over bytes; the output, the rejects, and how it ended.
fn run(job: JobBuilder, bytes: &[u8], format: RecordFormat, encoding: Encoding) -> (Vec<u8>, String, Ended) {
    let (out, bad) = (Shared::default(), Shared::default());
    let source = reader("r", Cursor::new(bytes.to_vec()), format, Limits::default());
    let sink = StreamSink::new(out.clone(), &encoding).rejects(bad.clone());
    let ended = job.encoding(encoding).build().run(source, sink);
    (out.bytes(), bad.text(), ended)
}

fn lines(out: &[u8]) -> Vec<Value> {
    out.split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let texts = texts(2_000);
    let bytes = jsonl(&texts);
    for packing in [Packing::Plain, Packing::Gzip, Packing::Zstd] {
        for format in [Format::Jsonl, Format::Csv] {
            let encoding = Encoding { format, packing, ..Encoding::default() };
            let one = run(Job::builder(steps()).threads(1), &bytes, json_format(), encoding.clone());
            assert!(one.0.len() > 10_000);
            for (threads, memory) in [(2, 64 << 20), (8, 64 << 20), (3, 0), (8, 600_000)] {
                let job = Job::builder(steps()).threads(threads).memory(memory);
                let other = run(job, &bytes, json_format(), encoding.clone());
                assert!(other.0 == one.0, "{threads} {packing:?} {format:?}");
                assert_eq!(other.2.unwrap().tally, one.2.as_ref().unwrap().tally);
            }
        }
    }
}

#[test]
fn the_output_is_that_of_one_text_after_another() {
    let texts = texts(300);
    let (out, _, ended) = run(Job::builder(steps()), &jsonl(&texts), json_format(), Encoding::default());
    let mut expected = Vec::new();
    let steps = steps();
    let mut worker = steps.worker();
    for (n, text) in texts.iter().enumerate() {
        worker
            .run(text, |results| {
                yaqut_batch::output::json::write_document(
                    &mut expected,
                    &n.to_string(),
                    &[],
                    results,
                    OffsetUnit::Char,
                )
            })
            .unwrap();
    }
    assert!(out == expected);
    let tally = ended.unwrap().tally;
    assert_eq!(tally.documents, 300);
    assert_eq!(tally.text_bytes, texts.iter().map(|text| text.len() as u64).sum::<u64>());
    let mentions: usize = lines(&out).iter().map(|line| line["entities"].as_array().unwrap().len()).sum();
    assert_eq!(tally.entities.total(), mentions as u64);
    assert_eq!(tally.entity_types.top(9), [("place", mentions as u64)]);
}

#[test]
fn the_steps_of_a_chain_are_members_of_one_line() {
    let steps = Steps::new().normalize(Normalizer::light()).tokenize().annotate(annotate());
    let text = "زارَ القـاهرة. ثم عدن";
    let (out, _, ended) = run(
        Job::builder(steps),
        format!("{}\n", serde_json::json!({"id": "a", "text": text, "url": "u"})).as_bytes(),
        RecordFormat::Jsonl(common::carrying(Carry::All)),
        Encoding::default(),
    );
    let line = &lines(&out)[0];
    assert_eq!(line["fields"], serde_json::json!({"url": "u"}));
    assert_eq!(line["text"], "زار القاهرة. ثم عدن");
    // Places are those of the original.
    let chars: Vec<char> = text.chars().collect();
    let at = |place: &Value| {
        let (start, end) = (place["start"].as_u64().unwrap(), place["end"].as_u64().unwrap());
        chars[start as usize..end as usize].iter().collect::<String>()
    };
    let tokens: Vec<(String, &str)> = line["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .map(|token| (at(token), token["text"].as_str().unwrap()))
        .collect();
    assert_eq!(tokens[..2], [("زارَ".to_owned(), "زار"), ("القـاهرة".to_owned(), "القاهرة")]);
    assert_eq!(line["sentences"].as_array().unwrap().len(), 2);
    let entities: Vec<String> = line["entities"].as_array().unwrap().iter().map(at).collect();
    assert_eq!(entities, ["القـاهرة", "عدن"]);
    assert_eq!(ended.unwrap().tally.tokens, 5);
}

/// Good and bad lines, and what is wrong with the bad ones.
const MIXED: &str =
    "{\"text\":\"عدن\"}\nnone\n{\"text\":\"دمشق\"}\n{\"text\":1}\n\n{\"text\":\"عدن\",\"text\":\"\"}\n";

#[test]
fn every_record_is_one_result_or_one_reject() {
    let job = Job::builder(steps()).on_error(OnError::Reject);
    let (out, bad, ended) = run(job, MIXED.as_bytes(), json_format(), Encoding::default());
    let tally = ended.unwrap().tally;
    assert_eq!((tally.documents, tally.rejected(), tally.records(), tally.blank), (2, 3, 5, 1));
    assert_eq!((lines(&out).len(), tally.rejects.get("json")), (2, 3));
    let rejects = lines(bad.as_bytes());
    let originals: Vec<&str> = rejects.iter().map(|reject| reject["original"].as_str().unwrap()).collect();
    assert_eq!(originals, ["none", "{\"text\":1}", "{\"text\":\"عدن\",\"text\":\"\"}"]);
    assert_eq!(
        (&rejects[1]["record"], &rejects[1]["source"], &rejects[1]["stage"]),
        (&4.into(), &"r".into(), &"parse".into())
    );

    let job = Job::builder(steps()).on_error(OnError::Skip);
    let (same, bad, ended) = run(job, MIXED.as_bytes(), json_format(), Encoding::default());
    assert_eq!((same, bad.as_str(), ended.unwrap().tally.rejected()), (out, "", 3));
}

#[test]
fn the_first_bad_record_stops_a_run_that_is_to_fail() {
    let (out, bad, ended) = run(Job::builder(steps()), MIXED.as_bytes(), json_format(), Encoding::default());
    let stopped = ended.unwrap_err();
    let Cause::Record(reject) = &stopped.cause else { panic!("{stopped:?}") };
    assert_eq!((reject.number, reject.original.as_slice()), (Some(2), &b"none"[..]));
    assert!(stopped.to_string().starts_with("r: record 2, byte 18: column 2: expected"), "{stopped}");
    assert_eq!((out.len(), bad.len()), (0, 0));
}

#[test]
fn too_many_rejects_stop_a_run() {
    let bytes = "none\n".repeat(90_000);
    let job = |most| Job::builder(steps()).on_error(OnError::Reject).max_rejects(most);
    for most in [MaxRejects::Count(10), MaxRejects::Percent(50.0)] {
        let (.., ended) = run(job(most), bytes.as_bytes(), json_format(), Encoding::default());
        let stopped = ended.unwrap_err();
        assert!(matches!(stopped.cause, Cause::TooManyRejects { .. }), "{stopped}");
    }
    let few = "none\n".repeat(10);
    for most in [MaxRejects::Count(10), MaxRejects::Percent(0.0)] {
        let (.., ended) = run(job(most), few.as_bytes(), json_format(), Encoding::default());
        assert_eq!(ended.unwrap().tally.rejected(), 10); // a share of few is no share
    }
}

#[test]
fn a_table_of_entities_has_the_carried_columns() {
    let encoding = Encoding {
        format: Format::Csv,
        columns: vec!["url".to_owned(), "n".to_owned()],
        ..Encoding::default()
    };
    let bytes = "{\"id\":\"a,1\",\"text\":\"زار عدن ودمشق\",\"url\":\"h\\\"x\",\"n\":[1]}\n{\"text\":\"\"}\n";
    let format = RecordFormat::Jsonl(common::carrying(Carry::All));
    let (out, _, ended) = run(Job::builder(steps()), bytes.as_bytes(), format, encoding);
    ended.unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "doc,start,end,type,id,name,text,url,n\n\
         \"a,1\",4,7,place,t:3,عدن,عدن,\"h\"\"x\",[1]\n\
         \"a,1\",9,13,place,t:2,دمشق,دمشق,\"h\"\"x\",[1]\n"
    );
}

/// A source of one's own: numbers as texts.
struct Numbers {
    next: u64,
    end: u64,
    panics: bool,
}

struct Number(u64, bool);

impl Records for Number {
    fn weight(&self) -> usize {
        8
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        assert!(!self.1, "the source broke");
        let place = Place { source: "numbers", number: self.0, byte: 0 };
        each(Ok(Record { id: self.0.to_string().into(), text: "عدن".into(), fields: Vec::new(), place }));
    }
}

impl Source for Numbers {
    fn next(&mut self) -> Result<Option<Part>, SourceError> {
        self.next += 1;
        let end = Position { offset: self.next, ..Position::default() };
        let records = Box::new(Number(self.next, self.panics && self.next == 5));
        Ok((self.next <= self.end).then_some(Part { records, end, bytes: 1, source: None }))
    }
}

/// A sink of one's own: counts, or fails.
struct Count<'a> {
    written: &'a mut u64,
    most: u64,
}

impl Sink for Count<'_> {
    fn write(&mut self, done: Done) -> Result<(), SinkError> {
        if *self.written == self.most {
            return Err(SinkError::new("the counter is full; take another"));
        }
        *self.written += done.tally.documents;
        Ok(())
    }
}

#[test]
fn sources_and_sinks_of_ones_own_work() {
    for (most, panics) in [(99, false), (7, false), (99, true)] {
        let mut written = 0;
        let source = Numbers { next: 0, end: 20, panics };
        let job = Job::builder(steps()).threads(3).build();
        let ended = job.run(source, Count { written: &mut written, most });
        match (ended, panics) {
            (Ok(report), false) => assert_eq!((report.tally.documents, most), (20, 99)),
            (Err(stopped), false) => {
                assert!(matches!(stopped.cause, Cause::Sink(_)) && most == 7, "{stopped}");
                assert_eq!(written, 7);
            }
            (ended, true) => {
                let stopped = ended.unwrap_err();
                assert!(matches!(&stopped.cause, Cause::Panic(what) if what.contains("the source broke")));
                assert!(written <= 4);
            }
        }
    }
}

#[test]
fn every_input_has_its_output() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    let texts = texts(200);
    for (name, range) in [("a/1", 0..90), ("a/2", 90..90), ("b", 90..200)] {
        file(&inputs, &format!("{name}.jsonl"), &jsonl(&texts[range]));
    }
    for (format, parted) in
        [(json_format(), "out"), (RecordFormat::Lines, "lines"), (RecordFormat::Text, "texts")]
    {
        let out = folder.path().join(parted);
        let root = format!("{}/", inputs.display());
        let name = Box::new(move |source: &str| source.strip_prefix(root.as_str()).unwrap().into());
        let sink = FileSink::new(Layout::PerInput { folder: out.clone(), name }, &Encoding::default(), false);
        let job = Job::builder(steps()).part_by_input(true).threads(3).build();
        job.run(source(&inputs, format.clone()), sink).unwrap();
        let (alone, ..) =
            run(Job::builder(steps()), &jsonl(&texts[90..]), json_format(), Encoding::default());
        let b = std::fs::read(out.join("b.jsonl.jsonl")).unwrap();
        if format == json_format() {
            assert!(b == alone);
        }
        let empty = std::fs::read(out.join("a/2.jsonl.jsonl")).unwrap();
        assert_eq!(empty.is_empty(), format != RecordFormat::Text);
        assert!(!std::fs::read(out.join("a/1.jsonl.jsonl")).unwrap().is_empty());
    }
}
