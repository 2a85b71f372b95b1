//! CSV: a table with a row an entity.

use std::io;

use yaqut::OffsetUnit;

use super::places::Places;
use crate::record::Record;
use crate::work::Results;

const COLUMNS: [&str; 7] = ["doc", "start", "end", "type", "id", "name", "text"];

/// The first row; carried fields have columns behind the others.
pub(super) fn header(fields: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut table = csv::Writer::from_writer(&mut out);
    // Writing into memory fails at nothing.
    let _ = table.write_record(COLUMNS.into_iter().chain(fields.iter().map(String::as_str)));
    let _ = table.flush();
    drop(table);
    out
}

/// Writes the entities of a record. A carried field that is a string is written as it is, everything else as JSON.
pub(crate) fn write(
    out: &mut Vec<u8>,
    record: &Record<'_>,
    results: &Results<'_>,
    unit: OffsetUnit,
    fields: &[String],
) -> io::Result<()> {
    let entities = results.entities().unwrap_or_default();
    if entities.is_empty() {
        return Ok(());
    }
    let carried: Vec<String> = fields
        .iter()
        .map(|field| {
            let value = record.fields.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value);
            serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned())
        })
        .collect();
    let mut places = Places::new(results.text(), unit);
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    for resolved in entities {
        let (found, entity) = (resolved.found(), resolved.entity());
        let span = places.span(found.span());
        let (start, end) = (span.start.to_string(), span.end.to_string());
        let own = [
            &record.id,
            start.as_str(),
            end.as_str(),
            entity.entity_type(),
            entity.id(),
            entity.name(),
            found.text(),
        ];
        table.write_record(own.into_iter().chain(carried.iter().map(String::as_str)))?;
    }
    table.flush()
}
