//! Entities and aliases, read in place.

use std::fmt;

use super::Dictionary;
use super::format::{NONE, Section};
use crate::{Alias, CliticPolicy, Entity, FoldSet};

/// An entity of a dictionary.
#[derive(Clone, Copy)]
pub struct EntityRef<'d> {
    dictionary: &'d Dictionary,
    index: u32,
    fields: [u32; 13],
}

impl<'d> EntityRef<'d> {
    pub(super) fn new(dictionary: &'d Dictionary, index: u32) -> Self {
        let fields = dictionary.record(Section::Entities, index).unwrap_or_default();
        EntityRef { dictionary, index, fields }
    }

    /// Its place in the dictionary, from 0: the order it was added in.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index as usize
    }

    /// The canonical id.
    #[must_use]
    pub fn id(&self) -> &'d str {
        let [offset, length, ..] = self.fields;
        self.dictionary.string(offset, length)
    }

    /// The type: `person`, `place`, `organization`, `nationality`, `currency`, or the user's own.
    #[must_use]
    pub fn entity_type(&self) -> &'d str {
        let [_, _, offset, length, ..] = self.fields;
        self.dictionary.string(offset, length)
    }

    /// The canonical name.
    #[must_use]
    pub fn name(&self) -> &'d str {
        let [_, _, _, _, offset, length, ..] = self.fields;
        self.dictionary.string(offset, length)
    }

    /// How likely its names mean it, from 0 to 1.
    #[must_use]
    pub fn prior(&self) -> f32 {
        let [_, _, _, _, _, _, prior, ..] = self.fields;
        f32::from_bits(prior)
    }

    /// The folds its names tolerate, if it narrows them.
    #[must_use]
    pub fn folds(&self) -> Option<FoldSet> {
        let [_, _, _, _, _, _, _, folds, ..] = self.fields;
        (folds != NONE).then(|| FoldSet::from_bits(folds))
    }

    /// Which clitics may be written onto its names.
    #[must_use]
    pub fn clitics(&self) -> CliticPolicy {
        let [_, _, _, _, _, _, _, _, clitics, ..] = self.fields;
        CliticPolicy::from_bits(clitics as u8)
    }

    /// Its names, the canonical one first.
    pub fn aliases(&self) -> impl Iterator<Item = AliasRef<'d>> + use<'d> {
        let [.., first, count, _, _] = self.fields;
        let dictionary = self.dictionary;
        (first..first.saturating_add(count)).map(move |at| AliasRef::new(dictionary, at))
    }

    /// The other columns of its source, in their order.
    pub fn metadata(&self) -> impl Iterator<Item = (&'d str, &'d str)> + use<'d> {
        let [.., first, count] = self.fields;
        let dictionary = self.dictionary;
        (first..first.saturating_add(count)).map_while(move |at| {
            let [key, key_length, value, value_length] = dictionary.record(Section::Metadata, at)?;
            Some((dictionary.string(key, key_length), dictionary.string(value, value_length)))
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
        self.dictionary.is(other.dictionary) && self.index == other.index
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
    fields: [u32; 4],
}

impl<'d> AliasRef<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary, index: u32) -> Self {
        AliasRef { dictionary, fields: dictionary.record(Section::Aliases, index).unwrap_or_default() }
    }

    /// The name as its source spells it.
    #[must_use]
    pub fn text(&self) -> &'d str {
        let [offset, length, ..] = self.fields;
        self.dictionary.string(offset, length)
    }

    /// The folds it tolerates, if it narrows its entity's.
    #[must_use]
    pub fn folds(&self) -> Option<FoldSet> {
        let [_, _, folds, _] = self.fields;
        (folds != NONE).then(|| FoldSet::from_bits(folds))
    }

    /// The entity it names.
    #[must_use]
    pub fn entity(&self) -> EntityRef<'d> {
        let [.., entity] = self.fields;
        EntityRef::new(self.dictionary, entity)
    }
}

impl fmt::Debug for AliasRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AliasRef").field("text", &self.text()).field("entity", &self.entity().id()).finish()
    }
}
