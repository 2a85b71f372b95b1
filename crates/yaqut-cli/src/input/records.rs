//! Cutting an input into records: the whole, its lines, or the JSON objects of its lines.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use yaqut_batch::input::{Fields, parse_object};

use super::Document;
use super::source::Source;
use crate::args::{Encoding, InputArgs, InputKind};

pub(super) enum RecordError {
    /// The source cannot be read on.
    Read(io::Error),
    /// This record is bad: where, why, and what to do.
    Bad(String),
}

type Outcome<T> = Result<T, RecordError>;

/// The records of one source.
pub(super) struct Records<'a> {
    args: &'a InputArgs,
    fields: Fields,
    source: Source,
    line: u64,
    replaced: usize,
    ended: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(args: &'a InputArgs, source: Source) -> Self {
        let fields = Fields {
            text: args.text_field().to_owned(),
            id: args.id_field().to_owned(),
            ..Fields::default()
        };
        Records { args, fields, source, line: 0, replaced: 0, ended: false }
    }

    /// How many times bytes were read as U+FFFD.
    pub(super) fn replaced(&self) -> usize {
        self.replaced
    }

    fn whole(&mut self) -> Outcome<Document> {
        self.ended = true;
        let mut bytes = Vec::new();
        self.source.reader.read_to_end(&mut bytes).map_err(RecordError::Read)?;
        let text = self.decode(bytes)?;
        Ok(Document { id: self.source.id.clone(), text })
    }

    /// The next line as a document; `None` at the end, and for a blank line of JSONL `Some(None)`.
    fn line(&mut self) -> Option<Outcome<Option<Document>>> {
        let bytes = match self.read_line() {
            Ok(bytes) => bytes?,
            Err(error) => return Some(Err(error)),
        };
        let jsonl = self.args.input == InputKind::Jsonl;
        if jsonl && bytes.trim_ascii().is_empty() {
            return Some(Ok(None));
        }
        let text = match self.decode(bytes) {
            Ok(text) => text,
            Err(error) => return Some(Err(error)),
        };
        let document = if jsonl { self.object(&text) } else { Ok(Document { id: self.own_id(), text }) };
        Some(document.map(Some))
    }

    /// The bytes of the next line without its end. A line beyond the limit is skipped, not held in memory.
    fn read_line(&mut self) -> Outcome<Option<Vec<u8>>> {
        let limit = self.args.max_record_bytes();
        let mut bytes = Vec::new();
        let reader = &mut self.source.reader;
        let room = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(2); // for CR LF
        if reader.by_ref().take(room).read_until(b'\n', &mut bytes).map_err(RecordError::Read)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        let ends = bytes.ends_with(b"\n");
        if ends {
            bytes.pop();
            if bytes.ends_with(b"\r") {
                bytes.pop();
            }
        }
        if bytes.len() > limit {
            if !ends {
                reader.skip_until(b'\n').map_err(RecordError::Read)?;
            }
            return Err(RecordError::Bad(format!(
                "line {}: longer than {limit} bytes; break it up or raise --max-record-bytes",
                self.line
            )));
        }
        Ok(Some(bytes))
    }

    fn decode(&mut self, bytes: Vec<u8>) -> Outcome<String> {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(error) => error,
        };
        if self.args.encoding == Encoding::Lossy {
            let bytes = error.as_bytes();
            self.replaced += bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            return Ok(String::from_utf8_lossy(bytes).into_owned());
        }
        // Places are those of the file, so that a hex viewer finds them.
        let mark = if self.line < 2 { self.source.mark } else { 0 };
        let byte = error.utf8_error().valid_up_to() + mark + 1;
        let place = if self.line == 0 { String::new() } else { format!("line {}, ", self.line) };
        Err(RecordError::Bad(format!(
            "{place}byte {byte}: not UTF-8; convert the text (from Windows: iconv -f CP1256 -t UTF-8 OLD > NEW), or read \
             it with --encoding lossy"
        )))
    }

    fn object(&self, line: &str) -> Outcome<Document> {
        let object = parse_object(line, &self.fields).map_err(|error| {
            let what =
                error.what.replace("name the field that has the text", "name the text's with --text-field");
            RecordError::Bad(format!("line {}, column {}: {what}", self.line, error.column))
        })?;
        let id = object.id.map_or_else(|| self.own_id(), Cow::into_owned);
        Ok(Document { id, text: object.text.into_owned() })
    }

    /// What a record is called that has no name of its own.
    fn own_id(&self) -> String {
        format!("{}:{}", self.source.id, self.line)
    }
}

impl Iterator for Records<'_> {
    type Item = Outcome<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            if self.args.input == InputKind::Text {
                return Some(self.whole());
            }
            let line = self.line();
            self.ended = matches!(line, None | Some(Err(RecordError::Read(_))));
            match line? {
                Ok(None) => {}
                Ok(Some(document)) => return Some(Ok(document)),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}
