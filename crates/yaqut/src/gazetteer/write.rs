//! Writing a gazetteer so that reading gives it back.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Gazetteer;
use super::cause::Cause;
use super::entity::{Alias, Entity};
use super::error::GazetteerError;
use super::table::ALIAS_SEPARATOR;
use crate::CliticPolicy;

impl Gazetteer {
    /// Writes the gazetteer as CSV, a column for each key of metadata behind the known ones.
    ///
    /// ```
    /// use yaqut::{Entity, Gazetteer};
    /// let names = Gazetteer::from_entities([
    ///     Entity::new("cldr:SY", "place", "سوريا").with_alias("سورية").with_alias("الشام").with_prior(0.98),
    /// ])?;
    /// let mut csv = Vec::new();
    /// names.to_csv(&mut csv)?;
    /// assert_eq!(
    ///     String::from_utf8_lossy(&csv),
    ///     "id,type,name,aliases,prior,folds,clitics\ncldr:SY,place,سوريا,سورية|الشام,0.98,,\n"
    /// );
    /// assert_eq!(Gazetteer::from_csv(&csv[..])?, names);
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the writer fails, or a table cannot hold something that JSONL can: an alias with a `|` or with folds of its
    /// own, or the removal of an entity.
    pub fn to_csv(&self, output: impl Write) -> Result<(), GazetteerError> {
        self.to_table(output, b',')
    }

    /// Writes the gazetteer as TSV; otherwise as [`Gazetteer::to_csv`].
    ///
    /// ```
    /// use yaqut::{Entity, Gazetteer};
    /// let names = Gazetteer::from_entities([Entity::new("cldr:EG", "place", "مصر")])?;
    /// let mut tsv = Vec::new();
    /// names.to_tsv(&mut tsv)?;
    /// assert_eq!(Gazetteer::from_tsv(&tsv[..])?, names);
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::to_csv`].
    pub fn to_tsv(&self, output: impl Write) -> Result<(), GazetteerError> {
        self.to_table(output, b'\t')
    }

    /// Writes the gazetteer as JSONL, which can hold every gazetteer: the entities, then the removals.
    ///
    /// ```
    /// use yaqut::{Alias, Entity, FoldSet, Gazetteer};
    /// let strict = Alias::new("علا").with_folds(FoldSet::EMPTY);
    /// let mut names = Gazetteer::from_entities([Entity::new("x:1", "person", "علاء").with_alias(strict)])?;
    /// names.remove("cldr:SY");
    /// let mut jsonl = Vec::new();
    /// names.to_jsonl(&mut jsonl)?;
    /// assert_eq!(
    ///     String::from_utf8_lossy(&jsonl),
    ///     r#"{"id":"x:1","type":"person","name":"علاء","aliases":[{"text":"علا","folds":"none"}]}
    /// {"id":"cldr:SY","remove":true}
    /// "#
    /// );
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn to_jsonl(&self, output: impl Write) -> Result<(), GazetteerError> {
        let mut output = BufWriter::new(output);
        let mut write = || {
            for entity in self.entities() {
                line(&mut output, &EntityLine(entity))?;
            }
            for id in self.removed() {
                line(&mut output, &RemovalLine(id))?;
            }
            output.flush()
        };
        write().map_err(|error| Cause::Write(error).into())
    }

    fn to_table(&self, output: impl Write, separator: u8) -> Result<(), GazetteerError> {
        if let Some(id) = self.removed().next() {
            return Err(Cause::Unwritable { id: id.to_owned(), what: "the removal" }.into());
        }
        let keys: BTreeSet<&str> =
            self.entities().iter().flat_map(|entity| entity.metadata().map(|(k, _)| k)).collect();
        let mut table = csv::WriterBuilder::new().delimiter(separator).from_writer(output);
        let failed = |error: csv::Error| GazetteerError::from(Cause::Write(error.into()));
        let known = ["id", "type", "name", "aliases", "prior", "folds", "clitics"];
        table.write_record(known.into_iter().chain(keys.iter().copied())).map_err(failed)?;
        for entity in self.entities() {
            let aliases = aliases_field(entity)?;
            let prior = given(entity.prior() != Entity::DEFAULT_PRIOR, &entity.prior());
            let folds = entity.folds().map(|folds| folds.to_string()).unwrap_or_default();
            let clitics = given(entity.clitics() != CliticPolicy::default(), &entity.clitics());
            let known =
                [entity.id(), entity.entity_type(), entity.name(), &aliases, &prior, &folds, &clitics];
            let metadata = keys.iter().map(|key| entity.metadata_value(key).unwrap_or_default());
            table.write_record(known.into_iter().chain(metadata)).map_err(failed)?;
        }
        table.flush().map_err(|error| Cause::Write(error).into())
    }
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

fn line(output: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    output.write_all(b"\n")
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
    use crate::{FoldSet, GazetteerErrorKind as Kind};

    #[test]
    fn what_a_table_cannot_hold_is_refused_with_a_remedy() {
        let entity = || Entity::new("x:1", "place", "مصر");
        let mut removing = Gazetteer::new();
        removing.remove("x:2");
        let cases = [
            Gazetteer::from_entities([entity().with_alias("أم|الدنيا")]).unwrap(),
            Gazetteer::from_entities([entity().with_alias(Alias::new("م").with_folds(FoldSet::EMPTY))])
                .unwrap(),
            removing,
        ];
        for gazetteer in cases {
            let error = gazetteer.to_csv(io::sink()).unwrap_err();
            assert_eq!(error.kind(), Kind::Unwritable);
            assert!(
                error.to_string().contains("`x:") && error.to_string().ends_with("write JSONL"),
                "{error}"
            );
        }
    }

    #[test]
    fn metadata_of_all_entities_gets_columns() {
        let names = Gazetteer::from_entities([
            Entity::new("a", "place", "مصر").with_metadata("iso", "EG").with_prior(0.0),
            Entity::new("b", "place", "جريدة \"الحياة\"").with_metadata("capital", "دمشق"),
        ]);
        let mut csv = Vec::new();
        names.unwrap().to_csv(&mut csv).unwrap();
        let expected = "id,type,name,aliases,prior,folds,clitics,capital,iso\n\
                        a,place,مصر,,0,,,,EG\n\
                        b,place,\"جريدة \"\"الحياة\"\"\",,,,,دمشق,\n";
        assert_eq!(String::from_utf8(csv).unwrap(), expected);
    }
}
