//! The simplified table of OpenSanctions: targets.simple.csv.

use std::collections::HashMap;
use std::path::Path;

use super::collect::{Collector, wrong};
use super::fault::{Fault, Stop};
use super::types::{Others, Types};
use super::{Format, Found};
use crate::args::{ImportArgs, OpensanctionsArgs, Script};
use crate::exit::Failure;

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
        let mut row = String::new();
        let mut first = 0;
        into.each_line(&self.file, |into, line| {
            let text = line.text()?;
            if row.is_empty() {
                if text.trim().is_empty() {
                    return Ok(());
                }
                first = line.place.line;
            } else {
                row.push('\n');
            }
            row.push_str(text);
            if is_open(&row) {
                if row.len() > into.max_line_bytes() {
                    row.clear();
                    let what = format!("the row that begins in line {first} never closes a quote; close it");
                    return Err(Fault::new("not CSV", what).into());
                }
                return Ok(());
            }
            let fields = fields(&std::mem::take(&mut row), b',')?;
            match &header {
                None => header = Some(Header::of(&fields).map_err(|what| wrong(&self.file, &what))?),
                Some(header) => target(header, &fields, &types, into)?,
            }
            Ok(())
        })?;
        if !row.is_empty() {
            let what =
                format!("the row that begins in line {first} never closes a quote; fetch the file again");
            return Err(Failure::Input(format!("{}: {what}", crate::input::name(&self.file))));
        }
        Ok(())
    }
}

/// Whether a quote is open at the end: quotes inside a field are doubled, so that they do not count.
fn is_open(row: &str) -> bool {
    row.bytes().filter(|&byte| byte == b'"').count() % 2 == 1
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
        assert!(is_open("\"a\",\"b\n"));
        assert!(!is_open("\"a\",\"b \"\"c\"\" d\""));
    }
}
