//! Gazetteers: lists of entities and their names, as a person writes them.

mod cause;
mod check;
mod columns;
mod draft;
mod entity;
mod error;
mod json;
mod lines;
mod reader;
mod rows;
mod table;
mod write;
mod writer;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::io::Read;

use cause::Cause;
pub use check::GazetteerWarning;
pub use entity::{Alias, Entity};
pub use error::{GazetteerError, GazetteerErrorKind};
pub use reader::{EntityReader, Record};
pub use writer::EntityWriter;

/// A list of entities and the names they go by.
///
/// # Formats
///
/// A table, CSV or TSV, has a header. Its columns may stand in any order; `id`, `type` and `name` must be there:
///
/// ```text
/// id,type,name,aliases,prior,folds,clitics
/// cldr:SY,place,سوريا,سورية|الجمهورية العربية السورية|القطر السوري,0.98,,
/// ```
///
/// | column | what it holds | if it is empty |
/// |---|---|---|
/// | `id` | what identifies the entity; not twice in one source | error |
/// | `type` | `person`, `place`, `organization`, `nationality`, `currency`, or one's own | error |
/// | `name` | the name to show, and the first to match | error |
/// | `aliases` | the other names, separated by bars; a name with a bar in it needs JSONL | none |
/// | `prior` | how likely, from 0 to 1, the names mean this entity | 0.5 |
/// | `folds` | the only spelling variants its names tolerate, as [`FoldSet`](crate::FoldSet) reads them | those of the matcher |
/// | `clitics` | what may be written onto its names, as [`CliticPolicy`](crate::CliticPolicy) reads it | every proclitic |
/// | others | metadata | nothing |
///
/// Fields are quoted as RFC 4180 has it, in TSV too: a field that begins with `"` ends with one, and a quote inside is
/// doubled. JSONL has an object a line with the same keys, where `aliases` is a list of strings or of
/// `{"text":…,"folds":…}`, and a line `{"id":…,"remove":true}` removes an entity of another gazetteer.
///
/// Text is UTF-8; a byte order mark, blank lines, and white space around values are passed over. The name of a column
/// that is nearly a known one is an error, in upper case too: one edit from `type`, `name`, `prior` and `folds`, two
/// from `aliases` and `clitics`.
///
/// ```
/// use yaqut::Gazetteer;
///
/// let source = "id,type,name,aliases\ncldr:SY,place,سوريا,سورية|القطر السوري\n";
/// let names = Gazetteer::from_csv(source.as_bytes())?;
/// let syria = names.get("cldr:SY").unwrap();
/// assert_eq!(syria.aliases()[1].text(), "القطر السوري");
/// # Ok::<(), yaqut::GazetteerError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entities: Vec<Entity>,
    places: HashMap<String, usize>,
    removed: BTreeSet<String>,
    warnings: Vec<GazetteerWarning>,
}

impl Gazetteer {
    /// A gazetteer without entities.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a table with fields separated by commas.
    ///
    /// # Errors
    ///
    /// The first thing wrong with the source, an id given twice or no entry at all included. [`EntityReader`] has
    /// options, and goes on after an error.
    pub fn from_csv(input: impl Read) -> Result<Self, GazetteerError> {
        EntityReader::csv(input).into_gazetteer()
    }

    /// Reads a table with fields separated by tabs.
    ///
    /// ```
    /// let names = yaqut::Gazetteer::from_tsv("id\ttype\tname\ncldr:EG\tplace\tمصر".as_bytes())?;
    /// assert_eq!(names.entities()[0].name(), "مصر");
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::from_csv`].
    pub fn from_tsv(input: impl Read) -> Result<Self, GazetteerError> {
        EntityReader::tsv(input).into_gazetteer()
    }

    /// Reads JSON objects, one a line.
    ///
    /// ```
    /// let source = r#"{"id":"cldr:SY","type":"place","name":"سوريا","aliases":["سورية"],"capital":"دمشق"}"#;
    /// let names = yaqut::Gazetteer::from_jsonl(source.as_bytes())?;
    /// assert_eq!(names.entities()[0].metadata_value("capital"), Some("دمشق"));
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::from_csv`].
    pub fn from_jsonl(input: impl Read) -> Result<Self, GazetteerError> {
        EntityReader::jsonl(input).into_gazetteer()
    }

    /// A gazetteer of these entities.
    ///
    /// # Errors
    ///
    /// As [`Gazetteer::add`].
    pub fn from_entities(entities: impl IntoIterator<Item = Entity>) -> Result<Self, GazetteerError> {
        let mut gazetteer = Gazetteer::new();
        entities.into_iter().try_for_each(|entity| gazetteer.add(entity))?;
        Ok(gazetteer)
    }

    /// Adds an entity.
    ///
    /// ```
    /// use yaqut::{Entity, Gazetteer, GazetteerErrorKind};
    /// let mut names = Gazetteer::new();
    /// names.add(Entity::new("cldr:SY", "place", "سوريا"))?;
    /// let again = names.add(Entity::new("cldr:SY", "place", "سورية")).unwrap_err();
    /// assert_eq!(again.kind(), GazetteerErrorKind::DuplicateId);
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If its id is taken, or [`Entity::validate`] refuses it, with names of up to 256 characters.
    pub fn add(&mut self, entity: Entity) -> Result<(), GazetteerError> {
        entity.validate(check::MAX_ALIAS_CHARS)?;
        if self.places.contains_key(entity.id()) || self.removed.contains(entity.id()) {
            let cause = Cause::DuplicateId { id: entity.id().to_owned(), first_line: None };
            return Err(GazetteerError::from(cause).in_column("id"));
        }
        self.warn(&entity, None);
        self.put(entity);
        Ok(())
    }

    /// Removes an entity, from this gazetteer and from those it is laid over by [`Gazetteer::extend_over`]. Linear in the
    /// number of entities; a gazetteer that removes many ids, laid over this one, removes them all at once.
    pub fn remove(&mut self, id: &str) {
        self.take_out(&BTreeSet::from([id.to_owned()]));
        self.removed.insert(id.to_owned());
    }

    /// Lays a later gazetteer over this one: its entities replace those of the same id, in their places, and are added
    /// behind the others if they are new; the ids it removes are gone.
    ///
    /// ```
    /// use yaqut::Gazetteer;
    /// let mut names = Gazetteer::from_csv(
    ///     "id,type,name\ncldr:SY,place,سوريا\ncldr:IQ,place,العراق\ncldr:EG,place,مصر\n".as_bytes(),
    /// )?;
    /// names.extend_over(Gazetteer::from_jsonl(
    ///     r#"{"id":"cldr:IQ","remove":true}
    ///        {"id":"my:1","type":"place","name":"الرقة"}
    ///        {"id":"cldr:SY","type":"place","name":"سورية"}"#.as_bytes(),
    /// )?);
    /// let left: Vec<&str> = names.entities().iter().map(|entity| entity.name()).collect();
    /// assert_eq!(left, ["سورية", "مصر", "الرقة"]);
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    pub fn extend_over(&mut self, later: Gazetteer) {
        self.take_out(&later.removed);
        self.warnings.retain(|warning| !later.places.contains_key(warning.id()));
        for entity in &later.entities {
            self.removed.remove(entity.id());
        }
        self.removed.extend(later.removed);
        self.warnings.extend(later.warnings);
        later.entities.into_iter().for_each(|entity| self.put(entity));
    }

    /// The entities, in the order they were added.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.entities.get(*self.places.get(id)?)
    }

    /// The ids removed from the gazetteers this one is laid over, sorted.
    pub fn removed(&self) -> impl ExactSizeIterator<Item = &str> {
        self.removed.iter().map(String::as_str)
    }

    /// What was accepted but is seldom meant: letters lost in a conversion, controls without their partners.
    #[must_use]
    pub fn warnings(&self) -> &[GazetteerWarning] {
        &self.warnings
    }

    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    fn warn(&mut self, entity: &Entity, line: Option<u64>) {
        self.warnings.extend(entity.warnings(line));
    }

    /// Adds an entity, in the place of the one with its id if there is one.
    fn put(&mut self, entity: Entity) {
        match self.places.entry(entity.id().to_owned()) {
            Entry::Occupied(place) => {
                if let Some(old) = self.entities.get_mut(*place.get()) {
                    *old = entity;
                }
            }
            Entry::Vacant(place) => {
                place.insert(self.entities.len());
                self.entities.push(entity);
            }
        }
    }

    fn take_out(&mut self, ids: &BTreeSet<String>) {
        if ids.iter().all(|id| !self.places.contains_key(id)) {
            return;
        }
        self.entities.retain(|entity| !ids.contains(entity.id()));
        self.warnings.retain(|warning| !ids.contains(warning.id()));
        self.places =
            self.entities.iter().enumerate().map(|(at, entity)| (entity.id().to_owned(), at)).collect();
    }
}

/// Gazetteers are equal that have equal entities in the same order and remove the same ids, whatever was warned of.
impl PartialEq for Gazetteer {
    fn eq(&self, other: &Self) -> bool {
        self.entities == other.entities && self.removed == other.removed
    }
}

impl IntoIterator for Gazetteer {
    type Item = Entity;
    type IntoIter = std::vec::IntoIter<Entity>;

    fn into_iter(self) -> Self::IntoIter {
        self.entities.into_iter()
    }
}

impl<'g> IntoIterator for &'g Gazetteer {
    type Item = &'g Entity;
    type IntoIter = std::slice::Iter<'g, Entity>;

    fn into_iter(self) -> Self::IntoIter {
        self.entities.iter()
    }
}

#[cfg(test)]
mod tests;
