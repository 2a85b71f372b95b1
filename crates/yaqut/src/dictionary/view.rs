//! Entities and aliases, read in place.

use std::fmt;

use super::Dictionary;
use super::format::{STRIDE, Section, nth_u32};
use super::numbers::Cursor;
use super::rows::{EntityRow, NameRow};
use crate::{Alias, CliticPolicy, Entity, FoldSet};

/// An entity of a dictionary.
#[derive(Clone, Copy)]
pub struct EntityRef<'d> {
    dictionary: &'d Dictionary,
    /// Where it begins in the rows.
    place: u32,
    /// Nothing only where the bytes are damaged and were not verified.
    row: Option<EntityRow<'d>>,
}

impl<'d> EntityRef<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary, place: u32) -> Self {
        let row = EntityRow::read(dictionary.section(Section::Rows), place as usize);
        EntityRef { dictionary, place, row }
    }

    /// Its place in the dictionary, from 0: the order it was added in. Found by binary search.
    #[must_use]
    pub fn index(&self) -> usize {
        let index = self.dictionary.section(Section::Index);
        let (mut low, mut high) = (0, index.len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            if nth_u32(index, middle).is_some_and(|place| place <= self.place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let block = low.saturating_sub(1);
        let mut at = nth_u32(index, block).unwrap_or(u32::MAX);
        let before = (0..STRIDE).take_while(|_| {
            let here = at;
            at = EntityRef::new(self.dictionary, here).next_place();
            here < self.place
        });
        block * STRIDE + before.count()
    }

    /// Where it stands in the dictionary.
    pub(crate) fn place(&self) -> u32 {
        self.place
    }

    /// Where the next entity begins.
    pub(super) fn next_place(&self) -> u32 {
        self.row.and_then(|row| u32::try_from(row.end()?).ok()).unwrap_or(u32::MAX)
    }

    /// The canonical id.
    #[must_use]
    pub fn id(&self) -> &'d str {
        text(self.row.map(|row| row.id))
    }

    /// The type: `person`, `place`, `organization`, `nationality`, `currency`, or the user's own.
    #[must_use]
    pub fn entity_type(&self) -> &'d str {
        self.row.map_or("", |row| label(self.dictionary, row.label))
    }

    /// The canonical name.
    #[must_use]
    pub fn name(&self) -> &'d str {
        self.aliases().next().map_or("", |alias| alias.text())
    }

    /// How likely its names mean it, from 0 to 1.
    #[must_use]
    pub fn prior(&self) -> f32 {
        self.row.map_or(Entity::DEFAULT_PRIOR, |row| row.prior)
    }

    /// The folds its names tolerate, if it narrows them.
    #[must_use]
    pub fn folds(&self) -> Option<FoldSet> {
        self.row.and_then(|row| row.folds)
    }

    /// Which clitics may be written onto its names.
    #[must_use]
    pub fn clitics(&self) -> CliticPolicy {
        self.row.map_or(CliticPolicy::default(), |row| row.clitics)
    }

    /// Its names, the canonical one first.
    pub fn aliases(&self) -> impl Iterator<Item = AliasRef<'d>> + use<'d> {
        let dictionary = self.dictionary;
        let (mut at, names) = self.row.map_or((0, 0), |row| (row.rest.at, row.names));
        (0..names).map_while(move |_| {
            let alias = AliasRef::new(dictionary, u32::try_from(at).ok()?);
            at = alias.row?.end;
            Some(alias)
        })
    }

    /// The other columns of its source, in the order of their names.
    pub fn metadata(&self) -> impl Iterator<Item = (&'d str, &'d str)> + use<'d> {
        let dictionary = self.dictionary;
        let place = self.row.and_then(|row| row.metadata());
        let (mut cursor, count) = place.unwrap_or((Cursor { bytes: &[], at: 0 }, 0));
        (0..count).map_while(move |_| {
            let key = cursor.number()?;
            Some((label(dictionary, key), text(cursor.text())))
        })
    }

    /// The column of this name.
    #[must_use]
    pub fn metadata_value(&self, key: &str) -> Option<&'d str> {
        self.metadata().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// A copy of it that a person could have written.
    #[must_use]
    pub fn to_entity(&self) -> Entity {
        let mut entity = Entity::new(self.id(), self.entity_type(), self.name())
            .with_prior(self.prior())
            .with_clitics(self.clitics());
        if let Some(folds) = self.folds() {
            entity = entity.with_folds(folds);
        }
        for (at, alias) in self.aliases().enumerate() {
            // The name is an alias of its own only where it is narrowed.
            entity = match alias.folds() {
                Some(folds) => entity.with_alias(Alias::new(alias.text()).with_folds(folds)),
                None if at > 0 => entity.with_alias(alias.text()),
                None => entity,
            };
        }
        self.metadata().fold(entity, |entity, (key, value)| entity.with_metadata(key, value))
    }
}

impl PartialEq for EntityRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.dictionary.is(other.dictionary) && self.place == other.place
    }
}

impl Eq for EntityRef<'_> {}

impl fmt::Debug for EntityRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntityRef").field("id", &self.id()).field("name", &self.name()).finish()
    }
}

/// A name of an entity of a dictionary.
#[derive(Clone, Copy)]
pub struct AliasRef<'d> {
    dictionary: &'d Dictionary,
    place: u32,
    row: Option<NameRow<'d>>,
}

impl<'d> AliasRef<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary, place: u32) -> Self {
        AliasRef { dictionary, place, row: NameRow::read(dictionary.section(Section::Rows), place as usize) }
    }

    /// Where it stands in the dictionary.
    pub(crate) fn place(&self) -> u32 {
        self.place
    }

    /// The name as its source spells it.
    #[must_use]
    pub fn text(&self) -> &'d str {
        text(self.row.map(|row| row.text))
    }

    /// The folds it tolerates, if it narrows its entity's.
    #[must_use]
    pub fn folds(&self) -> Option<FoldSet> {
        self.row.and_then(|row| row.folds)
    }

    /// The entity it names.
    #[must_use]
    pub fn entity(&self) -> EntityRef<'d> {
        EntityRef::new(self.dictionary, self.row.map_or(u32::MAX, |row| row.owner as u32))
    }
}

fn label(dictionary: &Dictionary, number: u32) -> &str {
    let place = nth_u32(dictionary.section(Section::Labels), number as usize);
    let rows = dictionary.section(Section::Rows);
    text(place.and_then(|at| Cursor { bytes: rows, at: at as usize }.text()))
}

fn text(bytes: Option<&[u8]>) -> &str {
    bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

impl fmt::Debug for AliasRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AliasRef").field("text", &self.text()).field("entity", &self.entity().id()).finish()
    }
}
