//! Tables: the header, and what the rows under it say.

use std::io::Read;

use super::cause::Cause;
use super::columns::{Column, nearest};
use super::draft::{self, Draft};
use super::entity::Alias;
use super::error::GazetteerError;
use super::lines::Lines;
use super::rows::Rows;

/// What separates the aliases in their column.
pub(super) const ALIAS_SEPARATOR: char = '|';

/// A table and the row it was last asked for.
#[derive(Debug)]
pub(super) struct Table {
    rows: Rows,
    /// The columns of the header with their names; empty before it has been read.
    columns: Vec<(Column, String)>,
}

impl Table {
    pub(super) fn new(separator: char) -> Self {
        Table { rows: Rows::new(separator), columns: Vec::new() }
    }

    /// The entity of the next row, and the line the row begins in.
    pub(super) fn next<R: Read>(
        &mut self,
        lines: &mut Lines<R>,
        limit: usize,
    ) -> Result<Option<(u64, Draft)>, GazetteerError> {
        if self.columns.is_empty() {
            let line = match self.next_row(lines, limit) {
                Ok(Some(line)) => line,
                Ok(None) => return Ok(None),
                Err(error) => {
                    return Err(looks_like_json(&self.rows.fields)
                        .map_or(error, |cause| GazetteerError::from(cause).at_line(1)));
                }
            };
            self.columns = self.header().map_err(|error| error.at_line(line))?;
        }
        let Some(line) = self.next_row(lines, limit)? else { return Ok(None) };
        self.draft().map(|draft| Some((line, draft))).map_err(|error| error.at_line(line))
    }

    /// Whether the header has been read.
    pub(super) fn has_header(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Reads the next row; an error inside a quoted field names its column.
    fn next_row<R: Read>(
        &mut self,
        lines: &mut Lines<R>,
        limit: usize,
    ) -> Result<Option<u64>, GazetteerError> {
        self.rows.next(lines, limit).map_err(|error| match self.columns.get(self.rows.fields.len()) {
            Some((_, name)) if self.rows.is_open() => error.in_column(name),
            _ => error,
        })
    }

    /// The columns, from the fields of the first row.
    fn header(&mut self) -> Result<Vec<(Column, String)>, GazetteerError> {
        let names: Vec<String> = self.rows.fields.drain(..).map(|name| name.trim().to_owned()).collect();
        if let Some(cause) = looks_like_json(&names).or_else(|| self.misread(&names)) {
            return Err(cause.into());
        }
        let mut columns: Vec<(Column, String)> = Vec::new();
        for (n, name) in names.into_iter().enumerate() {
            if name.is_empty() {
                return Err(Cause::UnnamedColumn { number: n + 1 }.into());
            }
            let refused = |cause: Cause| GazetteerError::from(cause).in_column(&name);
            let column = match Column::of(&name) {
                Err(cause) => return Err(refused(cause)),
                Ok(Column::Remove) => return Err(refused(Cause::RemoveColumn)),
                Ok(column) if columns.iter().any(|(other, _)| *other == column) => {
                    return Err(refused(Cause::RepeatedColumn));
                }
                Ok(column) => column,
            };
            columns.push((column, name));
        }
        for (column, name) in [(Column::Id, "id"), (Column::Type, "type"), (Column::Name, "name")] {
            if columns.iter().all(|(other, _)| *other != column) {
                let near = nearest(name, columns.iter().map(|(_, name)| name.as_str())).map(str::to_owned);
                return Err(Cause::MissingColumn { name, near }.into());
            }
        }
        Ok(columns)
    }

    /// What the first row is if it is no header at all.
    fn misread(&self, names: &[String]) -> Option<Cause> {
        let first = names.first()?;
        if names.iter().any(|name| name.contains('\r')) {
            return Some(Cause::LoneCarriageReturns);
        }
        if names.len() == 1 {
            let separators = [
                (';', "separated by semicolons", "save it separated by commas"),
                ('\t', "separated by tabs", "read it as TSV"),
                (',', "separated by commas", "read it as CSV"),
                ('،', "separated by Arabic commas", "save it separated by commas (,)"),
            ];
            let expected = if self.rows.separator == '\t' { "tabs" } else { "commas" };
            let other = separators.into_iter().find(|(separator, ..)| first.contains(*separator));
            if let Some((_, found, remedy)) = other {
                return Some(Cause::WrongDelimiter { found, expected, remedy });
            }
        }
        let is_foreign = |name: &String| matches!(Column::of(name), Ok(Column::Metadata(_)));
        let misspelled = ["id", "type", "name"]
            .into_iter()
            .any(|known| nearest(known, names.iter().map(String::as_str)).is_some());
        (names.iter().all(is_foreign) && !misspelled).then_some(Cause::NoHeader {
            example: if self.rows.separator == '\t' {
                "id<TAB>type<TAB>name"
            } else {
                "id,type,name,aliases"
            },
        })
    }

    /// What the fields of the row say.
    fn draft(&mut self) -> Result<Draft, GazetteerError> {
        let (found, expected) = (self.rows.fields.len(), self.columns.len());
        if found != expected {
            return Err(Cause::Ragged { found, expected }.into());
        }
        let mut draft = Draft::default();
        for ((column, name), field) in self.columns.iter().zip(self.rows.fields.drain(..)) {
            take(&mut draft, column, field).map_err(|cause| GazetteerError::from(cause).in_column(name))?;
        }
        Ok(draft)
    }
}

/// Takes one field into the draft.
fn take(draft: &mut Draft, column: &Column, field: String) -> Result<(), Cause> {
    match column {
        Column::Id => draft.id = Some(field),
        Column::Type => draft.entity_type = Some(field),
        Column::Name => draft.name = Some(field),
        Column::Aliases => draft.aliases = aliases(&field),
        Column::Prior => draft.prior = draft::prior(&field)?,
        Column::Folds => draft.folds = draft::folds(&field)?,
        Column::Clitics => draft.clitics = draft::clitics(&field)?,
        Column::Metadata(key) => draft.metadata.push((key.clone(), field)),
        Column::Remove => return Err(Cause::RemoveColumn),
    }
    Ok(())
}

fn looks_like_json(fields: &[String]) -> Option<Cause> {
    let is_json = fields.first()?.trim_start().starts_with(['{', '[']);
    is_json.then_some(Cause::WrongFormat { found: "JSONL" })
}

fn aliases(field: &str) -> Vec<Alias> {
    if field.trim().is_empty() { Vec::new() } else { field.split(ALIAS_SEPARATOR).map(Alias::from).collect() }
}
