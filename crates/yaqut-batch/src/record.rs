//! The unit of work, and what becomes of one that is bad.

use std::borrow::Cow;
use std::fmt;

/// One text to work on.
///
/// ```
/// use yaqut_batch::{Place, Record};
///
/// let place = Place { source: "news.jsonl", number: 3, byte: 412 };
/// let record = Record { id: "n3".into(), text: "زار الوفد القاهرة".into(), fields: Vec::new(), place };
/// assert_eq!(record.place.to_string(), "news.jsonl: record 3, byte 412");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// What the output calls it.
    pub id: Cow<'a, str>,
    /// The text itself; the offsets of every output are places in it.
    pub text: Cow<'a, str>,
    /// Fields that are carried to the output: their names, and their values as JSON.
    pub fields: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Where it comes from.
    pub place: Place<'a>,
}

/// Where a record stands in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the source: a path, `-` for standard input.
    pub source: &'a str,
    /// Which record of the source it is, the first is 1: the line of a file of lines, the row of a table.
    pub number: u64,
    /// The byte of the source, unpacked, at which it begins; the first is 0. 0 where records have no bytes of their
    /// own, as in Parquet.
    pub byte: u64,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: record {}, byte {}", self.source, self.number, self.byte)
    }
}

/// A record that could not be worked on, or the rest of a source that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The name of its source.
    pub source: String,
    /// Which record of the source, the first is 1; `None` if all that follows in the source is lost.
    pub number: Option<u64>,
    /// The byte of the source, unpacked, at which it begins.
    pub byte: u64,
    /// What was being done with it.
    pub stage: Stage,
    /// What is wrong, for programs.
    pub code: Code,
    /// What is wrong and what to do, for people.
    pub message: String,
    /// Its bytes as they were read; of one that is over the limit only the first.
    pub original: Vec<u8>,
}

impl Reject {
    /// A reject of the record at `place`.
    #[must_use]
    pub fn new(place: Place<'_>, code: Code, message: impl Into<String>, original: &[u8]) -> Self {
        Reject {
            source: place.source.to_owned(),
            number: Some(place.number),
            byte: place.byte,
            stage: code.stage(),
            code,
            message: message.into(),
            original: original.to_owned(),
        }
    }

    /// A reject of everything from `byte` on in a source.
    #[must_use]
    pub fn rest(source: &str, byte: u64, code: Code, message: impl Into<String>) -> Self {
        Reject {
            source: source.to_owned(),
            number: None,
            byte,
            stage: code.stage(),
            code,
            message: message.into(),
            original: Vec::new(),
        }
    }
}

/// `SOURCE: record N, byte B: message`.
impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.source)?;
        if let Some(number) = self.number {
            write!(f, "record {number}, ")?;
        }
        write!(f, "byte {}: {}", self.byte, self.message)
    }
}

/// What was being done with a record when it was found bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Reading its source.
    Read,
    /// Making text of its bytes.
    Decode,
    /// Taking its fields apart.
    Parse,
    /// Working on its text.
    Work,
}

impl Stage {
    /// The name in reports and rejects.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Decode => "decode",
            Stage::Parse => "parse",
            Stage::Work => "work",
        }
    }
}

/// What is wrong with a record or a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The source cannot be read, or not on.
    Unreadable,
    /// The packed stream is cut or damaged.
    Damaged,
    /// The source unpacks to far more than it should.
    Bomb,
    /// The source is in another encoding than UTF-8.
    Encoding,
    /// The record is over the limit of bytes.
    TooLong,
    /// The record is not UTF-8.
    NotUtf8,
    /// The line is no JSON object with a text.
    Json,
    /// The row is none of the table, or has no text.
    Row,
    /// Work on the record panicked: a defect of the program.
    Internal,
}

impl Code {
    /// Every code, in order.
    pub const ALL: [Code; 9] = [
        Code::Unreadable,
        Code::Damaged,
        Code::Bomb,
        Code::Encoding,
        Code::TooLong,
        Code::NotUtf8,
        Code::Json,
        Code::Row,
        Code::Internal,
    ];

    /// The name in reports and rejects.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Code::Unreadable => "unreadable",
            Code::Damaged => "damaged",
            Code::Bomb => "bomb",
            Code::Encoding => "encoding",
            Code::TooLong => "too_long",
            Code::NotUtf8 => "not_utf8",
            Code::Json => "json",
            Code::Row => "row",
            Code::Internal => "internal",
        }
    }

    /// What is being done when it shows.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Code::Unreadable | Code::Damaged | Code::Bomb | Code::TooLong => Stage::Read,
            Code::Encoding | Code::NotUtf8 => Stage::Decode,
            Code::Json | Code::Row => Stage::Parse,
            Code::Internal => Stage::Work,
        }
    }
}
