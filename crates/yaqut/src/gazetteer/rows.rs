//! Rows of a table, as RFC 4180 has them, strict about quotes.
//!
//! They are cut here and not by the `csv` crate, because it takes a quote that is never closed for the rest of the file
//! without a word, and counts the blank lines before a row to the row.

use std::io::Read;

use super::cause::Cause;
use super::error::{GazetteerError, GazetteerErrorKind};
use super::lines::{Lines, body};

/// A cutter of rows, and the row it cut last.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) separator: char,
    pub(super) fields: Vec<String>,
    open: Option<OpenField>,
}

/// A field whose closing quote has not come yet.
#[derive(Debug)]
struct OpenField {
    text: String,
    /// The line of the opening quote.
    line: u64,
}

impl Rows {
    pub(super) fn new(separator: char) -> Self {
        Rows { separator, fields: Vec::new(), open: None }
    }

    /// Whether the row broke off inside a quoted field.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Reads the fields of the next row that is not blank; the line it begins in.
    pub(super) fn next<R: Read>(
        &mut self,
        lines: &mut Lines<R>,
        limit: usize,
    ) -> Result<Option<u64>, GazetteerError> {
        loop {
            let first = lines.number() + 1;
            if !self.read(lines, limit)? {
                return Ok(None);
            }
            if self.fields.iter().any(|field| !field.trim().is_empty()) {
                return Ok(Some(first));
            }
        }
    }

    /// Reads the fields of the next row; `false` where there is none.
    fn read<R: Read>(&mut self, lines: &mut Lines<R>, limit: usize) -> Result<bool, GazetteerError> {
        self.fields.clear();
        self.open = None;
        let mut used = 0;
        loop {
            let number = lines.number() + 1;
            let opened = self.open.as_ref().map(|field| field.line);
            let line = match (lines.next(limit, used), opened) {
                (Ok(Some(line)), _) => line,
                (Ok(None), None) => return Ok(false),
                (Ok(None), Some(opened)) => {
                    return Err(GazetteerError::from(Cause::OpenQuote).at_line(opened));
                }
                (Err(error), Some(opened)) if error.kind() == GazetteerErrorKind::TooLong => {
                    return Err(GazetteerError::from(Cause::TooLong { limit }).at_line(opened));
                }
                (Err(error), _) => return Err(error),
            };
            used += line.len();
            if self.cut(line, number)? {
                return Ok(true);
            }
        }
    }

    /// Cuts a line into fields; whether the row ends with it.
    fn cut(&mut self, line: &str, number: u64) -> Result<bool, GazetteerError> {
        let mut rest = Some(line);
        while let Some(line) = rest {
            rest = match (self.open.take(), line.strip_prefix('"')) {
                (Some(field), _) => self.cut_quoted(field, line)?,
                (None, Some(inside)) => {
                    self.cut_quoted(OpenField { text: String::new(), line: number }, inside)?
                }
                (None, None) => self.cut_plain(line),
            };
        }
        Ok(self.open.is_none())
    }

    /// Cuts off a field without quotes; what follows its separator, if there is one.
    fn cut_plain<'l>(&mut self, line: &'l str) -> Option<&'l str> {
        let (field, rest) = match line.split_once(self.separator) {
            Some((field, rest)) => (field, Some(rest)),
            None => (body(line), None),
        };
        self.fields.push(field.to_owned());
        rest
    }

    /// Cuts off a field, or as much of it as the line has; what follows its separator, if there is one.
    fn cut_quoted<'l>(
        &mut self,
        mut field: OpenField,
        line: &'l str,
    ) -> Result<Option<&'l str>, GazetteerError> {
        let mut rest = line;
        loop {
            let Some((inside, after)) = rest.split_once('"') else {
                field.text.push_str(rest);
                self.open = Some(field);
                return Ok(None);
            };
            field.text.push_str(inside);
            let Some(after_second) = after.strip_prefix('"') else {
                let next = after.strip_prefix(self.separator);
                if next.is_none() && !body(after).is_empty() {
                    let cause = Cause::TextAfterQuote { field: self.fields.len() + 1 };
                    let error = GazetteerError::from(cause).at_line(field.line);
                    self.open = Some(field);
                    return Err(error);
                }
                self.fields.push(field.text);
                return Ok(next);
            };
            field.text.push('"');
            rest = after_second;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str) -> Vec<(u64, Vec<String>)> {
        let (mut lines, mut cut) = (Lines::new(source.as_bytes()), Rows::new(','));
        let mut rows = Vec::new();
        while let Some(line) = cut.next(&mut lines, 1000).unwrap() {
            rows.push((line, cut.fields.clone()));
        }
        rows
    }

    #[test]
    fn rows_are_cut_and_numbered_by_the_line_they_begin_in() {
        let source = "a,\"b\r\nc\",d\r\n\r\n , \n\"\"\"e\"\"\",f\"g,\n\"\"";
        let expected = [(1, vec!["a", "b\r\nc", "d"]), (5, vec!["\"e\"", "f\"g", ""])];
        assert_eq!(
            rows(source),
            expected.map(|(line, row)| (line, row.into_iter().map(str::to_owned).collect()))
        );
    }

    #[test]
    fn a_hundred_thousand_blank_rows_are_skipped() {
        assert_eq!(rows(&(",,\n".repeat(100_000) + "a")), [(100_001, vec!["a".to_owned()])]);
    }

    #[test]
    fn rows_are_those_of_the_csv_crate() {
        let fields = ["", "a", "\"", "ا,ب", "س\r\nص", "\"\"x", " y ", "\r", "a\"b", "،"];
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for skip in 0..fields.len() {
            writer.write_record(fields.iter().cycle().skip(skip).take(fields.len())).unwrap();
        }
        let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let ours: Vec<Vec<String>> = rows(&written).into_iter().map(|(_, row)| row).collect();
        assert_eq!(ours, theirs);
    }
}
