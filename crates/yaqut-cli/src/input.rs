//! Documents from files and standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::args::{Encoding, InputArgs, InputKind};
use crate::exit::{Exit, Failure};
use crate::output::escape;

/// One text to work on.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file's name, with `:line` for lines, or the id field.
    pub(crate) id: String,
    pub(crate) text: String,
}

/// Runs `work` over every document of the input. A bad record is reported on standard error and the next one goes on.
pub(crate) fn each_document(
    args: &InputArgs,
    mut work: impl FnMut(Document) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let mut exit = Exit::Done;
    for source in open_all(args)? {
        let name = source.name.clone();
        for document in Records::new(args, source) {
            match document {
                Ok(document) => work(document)?,
                Err(RecordError::Read(error)) => {
                    let message = format!("{name}: {error}");
                    return Err(io::Error::new(error.kind(), message).into());
                }
                Err(RecordError::Bad(message)) => {
                    exit = Exit::Rejects;
                    writeln!(io::stderr(), "yaqut: {}", escape::line(&message))?;
                }
            }
        }
    }
    Ok(exit)
}

struct Source {
    name: String,
    reader: Box<dyn BufRead>,
}

/// Opens every file before the first is read, so that a wrong name stops the run before it has printed anything.
fn open_all(args: &InputArgs) -> Result<Vec<Source>, Failure> {
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &standard_input[..] } else { &args.files[..] };
    files.iter().map(|path| open(path).map_err(Failure::Start)).collect()
}

fn open(path: &Path) -> Result<Source, String> {
    let name = path.display().to_string();
    let inner: Box<dyn Read> = if name == "-" {
        if io::stdin().is_terminal() {
            let _ =
                writeln!(io::stderr(), "yaqut: reading the terminal; end with Ctrl-D (--help shows more)");
        }
        Box::new(io::stdin())
    } else {
        if path.is_dir() {
            return Err(format!("{name} is a directory: name its files, as in {name}/*.txt"));
        }
        Box::new(File::open(path).map_err(|error| format!("cannot read {name}: {error}"))?)
    };
    let mut reader = BufReader::with_capacity(1 << 16, inner);
    let start = reader.fill_buf().map_err(|error| format!("cannot read {name}: {error}"))?;
    if let Some(encoding) = other_encoding(start) {
        return Err(format!(
            "{name} is {encoding}: convert it first, as in iconv -f {encoding} -t UTF-8 {name}"
        ));
    }
    if start.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    Ok(Source { name, reader: Box::new(reader) })
}

/// The encoding a byte order mark speaks of, if it is not UTF-8's.
fn other_encoding(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        _ => None,
    }
}

enum RecordError {
    /// The source cannot be read on.
    Read(io::Error),
    /// This record is bad.
    Bad(String),
}

struct Records<'a> {
    args: &'a InputArgs,
    source: Source,
    line: u64,
    bytes: Vec<u8>,
    ended: bool,
}

impl<'a> Records<'a> {
    fn new(args: &'a InputArgs, source: Source) -> Self {
        Records { args, source, line: 0, bytes: Vec::new(), ended: false }
    }

    fn whole(&mut self) -> Option<Result<Document, RecordError>> {
        if std::mem::replace(&mut self.ended, true) {
            return None;
        }
        if let Err(error) = self.source.reader.read_to_end(&mut self.bytes) {
            return Some(Err(RecordError::Read(error)));
        }
        let id = self.source.name.clone();
        Some(self.text(&id).map(|text| Document { id, text }))
    }

    fn line(&mut self) -> Option<Result<Document, RecordError>> {
        loop {
            self.bytes.clear();
            match self.source.reader.read_until(b'\n', &mut self.bytes) {
                Err(error) => return Some(Err(RecordError::Read(error))),
                Ok(0) => return None,
                Ok(_) => self.line += 1,
            }
            if self.bytes.ends_with(b"\n") {
                self.bytes.pop();
                if self.bytes.ends_with(b"\r") {
                    self.bytes.pop();
                }
            }
            let id = format!("{}:{}", self.source.name, self.line);
            let jsonl = self.args.input == InputKind::Jsonl;
            if jsonl && self.bytes.trim_ascii().is_empty() {
                continue;
            }
            let text = self.text(&id);
            return Some(
                text.and_then(|text| if jsonl { self.object(&id, &text) } else { Ok(Document { id, text }) }),
            );
        }
    }

    /// The record's bytes as text, or where they stop being UTF-8.
    fn text(&mut self, id: &str) -> Result<String, RecordError> {
        let bytes = std::mem::take(&mut self.bytes);
        if self.args.encoding == Encoding::Lossy {
            return Ok(String::from_utf8_lossy(&bytes).into_owned());
        }
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            RecordError::Bad(format!(
                "{id}: byte {at} is not UTF-8: convert the text (iconv -f CP1256 -t UTF-8, if it is Windows Arabic) or \
                 use --encoding lossy"
            ))
        })
    }

    fn object(&self, id: &str, text: &str) -> Result<Document, RecordError> {
        let bad = |what: String| RecordError::Bad(format!("{id}: {what}"));
        let value: Value = serde_json::from_str(text).map_err(|error| {
            bad(format!("column {}: {}", error.column(), strip_place(&error.to_string())))
        })?;
        let Value::Object(mut fields) = value else {
            return Err(bad("the line is not a JSON object".to_owned()));
        };
        let field = &self.args.text_field;
        let text = match fields.remove(field) {
            Some(Value::String(text)) => text,
            Some(_) => return Err(bad(format!("field `{field}` is not a string"))),
            None => return Err(bad(format!("there is no field `{field}`: name it with --text-field"))),
        };
        let id = match fields.remove(&self.args.id_field) {
            Some(Value::String(own)) => own,
            Some(Value::Number(own)) => own.to_string(),
            _ => id.to_owned(),
        };
        Ok(Document { id, text })
    }
}

/// The message without the line and column, which are given before it.
fn strip_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

impl Iterator for Records<'_> {
    type Item = Result<Document, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let record = if self.args.input == InputKind::Text { self.whole() } else { self.line() };
        self.ended |= matches!(record, None | Some(Err(RecordError::Read(_))));
        record
    }
}
