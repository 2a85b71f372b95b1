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
            if row.open && row.bytes.len() > into.max_line_bytes() {
                return Err(Fault::new("not CSV", std::mem::take(&mut row).unclosed()).into());
            }
            if row.open || row.bytes.is_empty() {
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
        if row.open {
            return Err(Failure::Input(format!("{}: {}", name(&self.file), row.unclosed())));
        }
        Ok(())
    }
}

/// The lines of a row so far.
#[derive(Debug, Default)]
struct Row {
    bytes: Vec<u8>,
    /// Whether a quote is. Those inside a field are doubled, so that they change nothing.
    open: bool,
    /// The line it begins in.
    first: u64,
}

impl Row {
    fn push(&mut self, line: Line<'_>) {
        if self.bytes.is_empty() {
            self.first = line.place.line;
        } else {
            self.bytes.push(b'\n');
        }
        self.bytes.extend_from_slice(line.bytes);
        self.open ^= line.bytes.iter().filter(|&&byte| byte == b'"').count() % 2 == 1;
    }

    fn unclosed(&self) -> String {
        format!("the row that begins in line {} never closes a quote; fetch the file again", self.first)
    }
}

/// The fields of a row.
fn fields(row: &str, separator: u8) -> Result<Vec<String>, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .buffer_capacity(row.len().clamp(64, 1 << 16))
        .from_reader(row.as_bytes());
    match reader.records().next() {
        None => Ok(Vec::new()),
        Some(Ok(record)) => Ok(record.iter().map(str::to_owned).collect()),
        Some(Err(error)) => Err(Fault::new("not CSV", format!("{error}; fetch the file again"))),
    }
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
            ("country", field("countries").to_owned()),
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
        assert_eq!(fields("", b';').unwrap(), [""; 0]);
    }

    #[test]
    fn a_row_is_open_while_a_quote_is() {
        let mut row = Row::default();
        let mut open = |text: &'static str, line| {
            let place = Place { file: "a", line, byte: 1 };
            row.push(Line { bytes: text.as_bytes(), place });
            (row.open, row.first)
        };
        assert_eq!(open("\"a\",\"b", 7), (true, 7));
        assert_eq!(open("c \"\"d\"\" e", 8), (true, 7));
        assert_eq!(open("f\"", 9), (false, 7));
    }
}
