//! Writing a gazetteer one entity at a time.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::cause::Cause;
use super::entity::{Alias, Entity};
use super::error::GazetteerError;
use super::table::ALIAS_SEPARATOR;
use crate::CliticPolicy;

/// Writes entities one by one, so that millions of them need not be in memory; the counterpart of
/// [`EntityReader`](crate::EntityReader).
///
/// ```
/// use yaqut::{Entity, EntityWriter, Gazetteer};
/// let mut csv = Vec::new();
/// let mut writer = EntityWriter::csv(&mut csv, ["iso"])?;
/// writer.write(&Entity::new("cldr:SY", "place", "سوريا").with_alias("سورية").with_metadata("iso", "SY"))?;
/// writer.finish()?;
/// assert_eq!(
///     String::from_utf8_lossy(&csv),
///     "id,type,name,aliases,prior,folds,clitics,iso\ncldr:SY,place,سوريا,سورية,,,,SY\n"
/// );
/// assert_eq!(Gazetteer::from_csv(&csv[..])?.len(), 1);
/// # Ok::<(), yaqut::GazetteerError>(())
/// ```
#[derive(Debug)]
pub struct EntityWriter<W: Write> {
    format: Format<W>,
}

#[derive(Debug)]
enum Format<W: Write> {
    Table { rows: Box<csv::Writer<W>>, metadata: BTreeSet<String> },
    Jsonl(BufWriter<W>),
}

impl<W: Write> EntityWriter<W> {
    /// Writes fields separated by commas, under a header with these keys of metadata behind the known columns.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn csv<K: Into<String>>(
        output: W,
        metadata: impl IntoIterator<Item = K>,
    ) -> Result<Self, GazetteerError> {
        Self::table(output, b',', metadata.into_iter().map(Into::into).collect())
    }

    /// Writes fields separated by tabs; otherwise as [`EntityWriter::csv`].
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn tsv<K: Into<String>>(
        output: W,
        metadata: impl IntoIterator<Item = K>,
    ) -> Result<Self, GazetteerError> {
        Self::table(output, b'\t', metadata.into_iter().map(Into::into).collect())
    }

    /// Writes one JSON object a line, which can hold every entity.
    pub fn jsonl(output: W) -> Self {
        EntityWriter { format: Format::Jsonl(BufWriter::new(output)) }
    }

    fn table(output: W, separator: u8, metadata: BTreeSet<String>) -> Result<Self, GazetteerError> {
        let mut rows = csv::WriterBuilder::new().delimiter(separator).from_writer(output);
        let known = ["id", "type", "name", "aliases", "prior", "folds", "clitics"];
        rows.write_record(known.into_iter().chain(metadata.iter().map(String::as_str))).map_err(failed)?;
        Ok(EntityWriter { format: Format::Table { rows: Box::new(rows), metadata } })
    }

    /// Writes an entity.
    ///
    /// # Errors
    ///
    /// If the writer fails, or a table cannot hold something that JSONL can: an alias with a `|` or with folds of its
    /// own, or metadata its header does not name. Nothing of the entity is written then.
    pub fn write(&mut self, entity: &Entity) -> Result<(), GazetteerError> {
        match &mut self.format {
            Format::Table { rows, metadata } => row(rows, metadata, entity),
            Format::Jsonl(output) => line(output, &EntityLine(entity)),
        }
    }

    /// Writes the removal of an entity from the gazetteers this one is laid over.
    ///
    /// # Errors
    ///
    /// If the writer fails, or the format is a table, which cannot hold it.
    pub fn remove(&mut self, id: &str) -> Result<(), GazetteerError> {
        match &mut self.format {
            Format::Table { .. } => Err(Cause::Unwritable { id: id.to_owned(), what: "the removal" }.into()),
            Format::Jsonl(output) => line(output, &RemovalLine(id)),
        }
    }

    /// Writes what is still in buffers. A writer that is dropped without it loses errors.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn finish(self) -> Result<(), GazetteerError> {
        let flushed = match self.format {
            Format::Table { mut rows, .. } => rows.flush(),
            Format::Jsonl(mut output) => output.flush(),
        };
        flushed.map_err(|error| Cause::Write(error).into())
    }
}

fn row<W: Write>(
    rows: &mut csv::Writer<W>,
    metadata: &BTreeSet<String>,
    entity: &Entity,
) -> Result<(), GazetteerError> {
    if entity.metadata().any(|(key, _)| !metadata.contains(key)) {
        return Err(
            Cause::Unwritable { id: entity.id().to_owned(), what: "metadata without a column" }.into()
        );
    }
    let aliases = aliases_field(entity)?;
    let prior = given(entity.prior() != Entity::DEFAULT_PRIOR, &entity.prior());
    let folds = entity.folds().map(|folds| folds.to_string()).unwrap_or_default();
    let clitics = given(entity.clitics() != CliticPolicy::default(), &entity.clitics());
    let known = [entity.id(), entity.entity_type(), entity.name(), &aliases, &prior, &folds, &clitics];
    let values = metadata.iter().map(|key| entity.metadata_value(key).unwrap_or_default());
    rows.write_record(known.into_iter().chain(values)).map_err(failed)
}

/// The error of the writer below, so that a caller can tell a closed pipe from a full disk.
fn failed(error: csv::Error) -> GazetteerError {
    let message = error.to_string();
    Cause::Write(match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(message),
    })
    .into()
}

fn given(is_given: bool, value: &impl ToString) -> String {
    if is_given { value.to_string() } else { String::new() }
}

fn aliases_field(entity: &Entity) -> Result<String, GazetteerError> {
    let refused = |what| Cause::Unwritable { id: entity.id().to_owned(), what };
    let mut field = String::new();
    for (n, alias) in entity.aliases().iter().enumerate() {
        if alias.folds().is_some() {
            return Err(refused("the folds of an alias").into());
        }
        if alias.text().contains(ALIAS_SEPARATOR) {
            return Err(refused("the `|` in an alias").into());
        }
        if n > 0 {
            field.push(ALIAS_SEPARATOR);
        }
        field.push_str(alias.text());
    }
    Ok(field)
}

fn line(output: &mut impl Write, value: &impl Serialize) -> Result<(), GazetteerError> {
    let mut write = || {
        serde_json::to_writer(&mut *output, value)?;
        output.write_all(b"\n")
    };
    write().map_err(|error| Cause::Write(error).into())
}

struct EntityLine<'e>(&'e Entity);

impl Serialize for EntityLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", entity.id())?;
        map.serialize_entry("type", entity.entity_type())?;
        map.serialize_entry("name", entity.name())?;
        if !entity.aliases().is_empty() {
            let aliases: Vec<AliasValue<'_>> = entity.aliases().iter().map(AliasValue).collect();
            map.serialize_entry("aliases", &aliases)?;
        }
        if entity.prior() != Entity::DEFAULT_PRIOR {
            map.serialize_entry("prior", &entity.prior())?;
        }
        if let Some(folds) = entity.folds() {
            map.serialize_entry("folds", &folds.to_string())?;
        }
        if entity.clitics() != CliticPolicy::default() {
            map.serialize_entry("clitics", &entity.clitics().to_string())?;
        }
        for (key, value) in entity.metadata() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

struct AliasValue<'a>(&'a Alias);

impl Serialize for AliasValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(folds) = self.0.folds() else {
            return serializer.serialize_str(self.0.text());
        };
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("text", self.0.text())?;
        map.serialize_entry("folds", &folds.to_string())?;
        map.end()
    }
}

struct RemovalLine<'i>(&'i str);

impl Serialize for RemovalLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.0)?;
        map.serialize_entry("remove", &true)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GazetteerErrorKind as Kind;

    #[test]
    fn metadata_without_a_column_is_refused_and_nothing_of_it_written() {
        let mut csv = Vec::new();
        let mut writer = EntityWriter::csv(&mut csv, ["iso"]).unwrap();
        let entity = |id: &str, key: &str| Entity::new(id, "place", "مصر").with_metadata(key, "EG");
        assert_eq!(writer.write(&entity("a", "code")).unwrap_err().kind(), Kind::Unwritable);
        writer.write(&entity("b", "iso")).unwrap();
        writer.finish().unwrap();
        let expected = "id,type,name,aliases,prior,folds,clitics,iso\nb,place,مصر,,,,,EG\n";
        assert_eq!(String::from_utf8(csv).unwrap(), expected);
    }

    #[test]
    fn an_error_of_the_stream_below_keeps_its_kind() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for writer in [EntityWriter::csv(Closed, [""; 0]).unwrap(), EntityWriter::jsonl(Closed)] {
            let mut writer = writer;
            writer.write(&Entity::new("a", "place", "مصر")).unwrap();
            let error = writer.finish().unwrap_err();
            let below = std::error::Error::source(&error).and_then(|below| below.downcast_ref::<io::Error>());
            assert_eq!(below.map(io::Error::kind), Some(io::ErrorKind::BrokenPipe));
        }
    }
}
