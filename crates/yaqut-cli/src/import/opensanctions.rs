//! The simplified table of OpenSanctions: targets.simple.csv.

use std::collections::HashMap;
use std::path::Path;

use super::collect::{Collector, wrong};
use super::fault::{Fault, Stop};
use super::lines::{Line, not_utf8};
use super::types::{Others, Types};
use super::{Format, Found};
use crate::args::{ImportArgs, OpensanctionsArgs, Script};
use crate::exit::Failure;
use crate::input::name;

impl Format for OpensanctionsArgs {
    const PREFIX: &'static str = "opensanctions:";
    const METADATA: &'static [&'static str] = &["birth_date", "caption", "country", "dataset", "schema"];
    const SCRIPT: Script = Script::Arabic;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        vec![&self.file]
    }

    /// A row is as many lines as there are until its quotes are closed.
    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        let types = Types::new(include_str!("types/ftm.tsv"), Others::Unknown, &self.types)?;
        let mut header: Option<Header> = None;
        let mut row = Row::default();
        into.each_line(&self.file, |into, line| {
            row.push(line);
            let open = row.is_open();
            if open && row.bytes.len() > into.max_line_bytes() {
                return Err(Fault::new("not CSV", std::mem::take(&mut row).unclosed()).into());
            }
            if open || row.bytes.is_empty() {
                return Ok(());
            }
            let row = std::mem::take(&mut row).bytes;
            let text = std::str::from_utf8(&row).map_err(|_| not_utf8(0))?;
            let fields = fields(text, b',')?;
            match &header {
                None => header = Some(Header::of(&fields).map_err(|what| wrong(&self.file, &what))?),
                Some(header) => target(header, &fields, &types, into)?,
            }
            Ok(())
        })?;
        if row.is_open() {
            return Err(Failure::Input(format!("{}: {}", name(&self.file), row.unclosed())));
        }
        Ok(())
    }
}

/// The lines of a row so far.
#[derive(Debug, Default)]
struct Row {
    bytes: Vec<u8>,
    at: At,
    /// The line it begins in.
    first: u64,
}

/// What comes next in a row.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum At {
    /// A field, which begins with a quote or without.
    #[default]
    Start,
    /// The rest of a field without quotes; one in it is a letter like any.
    Bare,
    /// The rest of a quoted field.
    Quoted,
    /// What is behind a quote in a quoted field: another one, which is doubled, or the end of the field.
    Behind,
}

impl Row {
    fn push(&mut self, line: Line<'_>) {
        if self.bytes.is_empty() {
            self.first = line.place.line;
        } else {
            self.bytes.push(b'\n');
        }
        self.bytes.extend_from_slice(line.bytes);
        self.at = line.bytes.iter().fold(self.at, |at, byte| match (at, byte) {
            (At::Quoted, b'"') => At::Behind,
            (At::Start | At::Behind, b'"') | (At::Quoted, _) => At::Quoted,
            (_, b',') => At::Start,
            _ => At::Bare,
        });
    }

    /// Whether a quote is open, so that the next line belongs to the row.
    fn is_open(&self) -> bool {
        self.at == At::Quoted
    }

    fn unclosed(&self) -> String {
        format!("the row that begins in line {} never closes a quote; fetch the file again", self.first)
    }
}

/// The fields of a row. What is behind a line break outside quotes, where none belongs, is not lost.
fn fields(row: &str, separator: u8) -> Result<Vec<String>, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(row.len().clamp(64, 1 << 16))
        .from_reader(row.as_bytes());
    let mut fields = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| Fault::new("not CSV", format!("{error}; fetch the file again")))?;
        fields.extend(record.iter().map(str::to_owned));
    }
    Ok(fields)
}

/// Where each column is; versions of the table have more of them or fewer.
struct Header {
    places: HashMap<String, usize>,
    columns: usize,
}

impl Header {
    fn of(fields: &[String]) -> Result<Header, String> {
        let places: HashMap<String, usize> =
            fields.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        match ["id", "schema", "name", "aliases"].into_iter().find(|name| !places.contains_key(*name)) {
            Some(name) => Err(format!("has no column `{name}`; give the file targets.simple.csv")),
            None => Ok(Header { places, columns: fields.len() }),
        }
    }

    /// The field of a column; a column that is not there is empty.
    fn field<'f>(&self, fields: &'f [String], column: &str) -> &'f str {
        self.places.get(column).and_then(|&at| fields.get(at)).map_or("", String::as_str)
    }
}

fn target(header: &Header, row: &[String], types: &Types, into: &mut Collector<'_>) -> Result<(), Stop> {
    if row.len() != header.columns {
        let what =
            format!("{} columns where the header has {}; fetch the file again", row.len(), header.columns);
        return Err(Fault::new("with other columns", what).into());
    }
    let field = |column| header.field(row, column);
    let (id, schema, caption) = (field("id"), field("schema"), field("name"));
    let Some(entity_type) = into.settle(types.first(&[schema]), &[schema], id) else { return Ok(()) };
    let mut names = vec![caption.to_owned()];
    names.extend(fields(field("aliases"), b';')?); // rows of their own, quoted like any
    into.add(Found {
        id: id.to_owned(),
        entity_type,
        names,
        prior: None,
        metadata: vec![
            ("birth_date", field("birth_date").to_owned()),
            ("caption", caption.to_owned()),
            ("country", field("countries").to_uppercase()),
            ("dataset", field("dataset").to_owned()),
            ("schema", schema.to_owned()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::Place;

    #[test]
    fn aliases_are_quoted_where_they_must_be() {
        assert_eq!(
            fields("بنك;\"شركة \"\"النور\"\"; المحدودة\"", b';').unwrap(),
            ["بنك", "شركة \"النور\"; المحدودة"]
        );
        assert_eq!(fields("بنك\nشركة;مصرف", b';').unwrap(), ["بنك", "شركة", "مصرف"]);
        assert_eq!(fields("", b';').unwrap(), [""; 0]);
    }

    #[test]
    fn a_row_is_open_while_a_quote_is() {
        let open = |lines: &[&str]| {
            let mut row = Row::default();
            let place = |line| Place { file: "a", line, byte: 1 };
            let mut numbered = (7..).zip(lines);
            numbered
                .by_ref()
                .for_each(|(n, text)| row.push(Line { bytes: text.as_bytes(), place: place(n) }));
            assert_eq!(row.first, 7);
            row.is_open()
        };
        assert!(open(&["\"a\",\"b"]));
        assert!(open(&["\"a\",\"b", "c \"\"d\"\" e"]));
        assert!(open(&["\"a\",\"b", "", "\"\""]));
        assert!(!open(&["\"a\",\"b", "c \"\"d\"\" e", "f\""]));
        assert!(!open(&["\"a\",\"\",\"\"\"\""]));
        assert!(!open(&["a,5\" b,c"]), "in a field without quotes one is a letter like any");
    }
}
