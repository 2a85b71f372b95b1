//! The batch processor with a source and a sink of one's own: messages of a queue in, the places that are named most out,
//! worked on by all cores in the order of the messages.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use std::collections::BTreeMap;

use yaqut::{Matcher, Resolver};
use yaqut_batch::work::{Annotate, Steps};
use yaqut_batch::{
    Done, Job, OnError, Part, Place, Position, Record, Records, Reject, Sink, SinkError, Source, SourceError,
};

/// Stands for a queue: it gives some messages at a time.
struct Queue {
    messages: Vec<&'static str>,
    given: usize,
}

impl Source for Queue {
    fn next(&mut self) -> Result<Option<Part>, SourceError> {
        let left = &self.messages[self.given..];
        if left.is_empty() {
            return Ok(None);
        }
        // Some hundred kilobytes are a good part; here it is two messages.
        let messages = Messages { first: self.given, texts: left.iter().copied().take(2).collect() };
        let bytes = messages.weight() as u64;
        self.given += messages.texts.len();
        // Where to go on, for a job that is to be resumed.
        let end = Position { offset: self.given as u64, ..Position::default() };
        Ok(Some(Part { records: Box::new(messages), end, bytes, source: None }))
    }
}

/// Messages that were taken together. They are looked into by the thread that works on them.
struct Messages {
    first: usize,
    texts: Vec<&'static str>,
}

impl Records for Messages {
    fn weight(&self) -> usize {
        self.texts.iter().map(|text| text.len()).sum()
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        for (number, text) in (self.first as u64 + 1..).zip(&self.texts) {
            let place = Place { source: "queue", number, byte: 0 };
            let id = format!("message {number}").into();
            each(Ok(Record { id, text: (*text).into(), fields: Vec::new(), place }));
        }
    }
}

/// Keeps the lines, as a database would, and counts.
#[derive(Default)]
struct Store {
    lines: Vec<String>,
    mentions: BTreeMap<String, u64>,
}

impl Sink for &mut Store {
    fn write(&mut self, done: Done) -> Result<(), SinkError> {
        for piece in &done.pieces {
            let text = String::from_utf8_lossy(piece.body.bytes());
            self.lines.extend(text.lines().map(str::to_owned));
        }
        for (id, count) in done.tally.entities.top(usize::MAX) {
            *self.mentions.entry(id.to_owned()).or_default() += count;
        }
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let messages = vec![
        "وصل الوفد إلى دمشق قادما من بيروت",
        "اجتماع في القاهرة غدا",
        "",
        "رحلات جديدة بين دمشق والقاهرة",
        "لا جديد اليوم",
    ];
    let annotate = Annotate::new(Matcher::new(yaqut_data::dictionary())).resolver(Resolver::new());
    let job = Job::builder(Steps::new().annotate(annotate)).on_error(OnError::Reject).build();

    let mut store = Store::default();
    let report = job.run(Queue { messages, given: 0 }, &mut store)?;
    for (id, count) in &store.mentions {
        println!("{count} {id}");
    }

    assert_eq!(report.tally.documents, 5);
    assert!(
        store.lines[0].starts_with(r#"{"id":"message 1","entities":[{"start":14,"end":18,"text":"دمشق""#)
    );
    assert_eq!(store.lines[2], r#"{"id":"message 3","entities":[]}"#); // in order, whoever was done first
    let mentions: Vec<u64> = store.mentions.values().copied().collect();
    assert_eq!(mentions.iter().sum::<u64>(), 5);
    Ok(())
}
