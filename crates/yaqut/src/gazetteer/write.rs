//! Writing a gazetteer so that reading gives it back.

use std::collections::BTreeSet;
use std::io::Write;

use super::Gazetteer;
use super::error::GazetteerError;
use super::writer::EntityWriter;

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
        self.to_table(EntityWriter::csv(output, self.keys())?)
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
        self.to_table(EntityWriter::tsv(output, self.keys())?)
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
        let mut writer = EntityWriter::jsonl(output);
        self.entities().iter().try_for_each(|entity| writer.write(entity))?;
        self.removed().try_for_each(|id| writer.remove(id))?;
        writer.finish()
    }

    fn to_table<W: Write>(&self, mut writer: EntityWriter<W>) -> Result<(), GazetteerError> {
        self.removed().try_for_each(|id| writer.remove(id))?;
        self.entities().iter().try_for_each(|entity| writer.write(entity))?;
        writer.finish()
    }

    /// Every key of metadata.
    fn keys(&self) -> BTreeSet<&str> {
        self.entities().iter().flat_map(|entity| entity.metadata().map(|(key, _)| key)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::{Alias, Entity, FoldSet, GazetteerErrorKind as Kind};

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
