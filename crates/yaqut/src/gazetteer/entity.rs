//! Entities and the names they go by.

use std::collections::HashMap;

use crate::{CliticPolicy, FoldSet};

/// A person, place, organisation or anything else with an id and names.
///
/// White space around a value is taken off; an empty metadata value is no value. Whether the values make sense is
/// checked when the entity is added to a [`Gazetteer`](crate::Gazetteer).
///
/// ```
/// use yaqut::{CliticPolicy, Entity};
///
/// let syria = Entity::new("cldr:SY", "place", "سوريا")
///     .with_alias("سورية")
///     .with_alias("القطر السوري")
///     .with_prior(0.98)
///     .with_metadata("capital", "دمشق");
/// assert_eq!((syria.id(), syria.entity_type(), syria.name()), ("cldr:SY", "place", "سوريا"));
/// assert_eq!(syria.aliases()[1].text(), "القطر السوري");
/// assert_eq!(syria.clitics(), CliticPolicy::PROCLITICS); // the default of proper names
/// assert_eq!(syria.metadata().collect::<Vec<_>>(), [("capital", "دمشق")]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    id: String,
    entity_type: String,
    name: String,
    aliases: Vec<Alias>,
    prior: f32,
    folds: Option<FoldSet>,
    clitics: CliticPolicy,
    /// Sorted by key, so that two entities with the same metadata are equal.
    metadata: Vec<(String, String)>,
}

impl Entity {
    /// The prior of an entity that gives none.
    pub const DEFAULT_PRIOR: f32 = 0.5;

    /// An entity with one name and the defaults for everything else.
    #[must_use]
    pub fn new(id: impl Into<String>, entity_type: impl Into<String>, name: impl Into<String>) -> Self {
        Entity {
            id: trimmed(id.into()),
            entity_type: trimmed(entity_type.into()),
            name: trimmed(name.into()),
            aliases: Vec::new(),
            prior: Self::DEFAULT_PRIOR,
            folds: None,
            clitics: CliticPolicy::default(),
            metadata: Vec::new(),
        }
    }

    /// This entity with another name it goes by.
    #[must_use]
    pub fn with_alias(mut self, alias: impl Into<Alias>) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// This entity with a prior: how likely, from 0 to 1, its names mean this entity and not another.
    #[must_use]
    pub fn with_prior(mut self, prior: f32) -> Self {
        self.prior = prior;
        self
    }

    /// This entity with names that tolerate only these folds. [`FoldSet::EMPTY`] asks for exact spelling.
    #[must_use]
    pub fn with_folds(mut self, folds: FoldSet) -> Self {
        self.folds = Some(folds);
        self
    }

    /// This entity with other clitics allowed on its names.
    #[must_use]
    pub fn with_clitics(mut self, clitics: CliticPolicy) -> Self {
        self.clitics = clitics;
        self
    }

    /// This entity with one more thing known about it; a later value of the same key replaces the earlier one.
    #[must_use]
    pub fn with_metadata(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let (key, value) = (trimmed(key.into()), trimmed(value.into()));
        match self.metadata.binary_search_by(|(k, _)| k.as_str().cmp(&key)) {
            Ok(at) if value.is_empty() => drop(self.metadata.remove(at)),
            Ok(at) => {
                if let Some((_, old)) = self.metadata.get_mut(at) {
                    *old = value;
                }
            }
            Err(_) if value.is_empty() => {}
            Err(at) => self.metadata.insert(at, (key, value)),
        }
        self
    }

    /// What identifies the entity.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// `person`, `place`, `organization`, `nationality`, `currency`, or a type of one's own.
    #[must_use]
    pub fn entity_type(&self) -> &str {
        &self.entity_type
    }

    /// The name to show; it is also the first one to match.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The other names, as they were given.
    #[must_use]
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// Every name to match and the folds that narrow it, the name first, repeats left out.
    ///
    /// A name takes the folds of its alias, or else of the entity; a match needs both to allow a fold. An alias that
    /// repeats the name may give it folds of its own.
    ///
    /// ```
    /// use yaqut::{Alias, Entity, FoldSet};
    /// let entity = Entity::new("x:1", "person", "علي")
    ///     .with_alias(Alias::new("علي").with_folds(FoldSet::EMPTY)) // not على
    ///     .with_alias("علي صالح");
    /// let names: Vec<_> = entity.all_names().collect();
    /// assert_eq!(names, [("علي", Some(FoldSet::EMPTY)), ("علي صالح", None)]);
    /// ```
    pub fn all_names(&self) -> impl Iterator<Item = (&str, Option<FoldSet>)> {
        let mut names: Vec<(&str, Option<FoldSet>)> = vec![(&self.name, None)];
        let mut places: HashMap<&str, usize> = HashMap::new();
        if !self.aliases.is_empty() {
            places.insert(&self.name, 0);
        }
        for alias in &self.aliases {
            let at = *places.entry(&alias.text).or_insert(names.len());
            match names.get_mut(at) {
                Some((_, folds)) => *folds = folds.or(alias.folds),
                None => names.push((&alias.text, alias.folds)),
            }
        }
        names.into_iter().map(|(name, folds)| (name, folds.or(self.folds)))
    }

    /// How likely the names mean this entity, from 0 to 1.
    #[must_use]
    pub fn prior(&self) -> f32 {
        self.prior
    }

    /// The folds all names are narrowed to; `None` for those of the matcher.
    #[must_use]
    pub fn folds(&self) -> Option<FoldSet> {
        self.folds
    }

    /// The clitics that may be written onto the names.
    #[must_use]
    pub fn clitics(&self) -> CliticPolicy {
        self.clitics
    }

    /// Everything else known about the entity, sorted by key.
    pub fn metadata(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.metadata.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The metadata of this key.
    #[must_use]
    pub fn metadata_value(&self, key: &str) -> Option<&str> {
        let at = self.metadata.binary_search_by(|(k, _)| k.as_str().cmp(key)).ok()?;
        self.metadata.get(at).map(|(_, value)| value.as_str())
    }
}

/// One more name an entity goes by.
///
/// ```
/// use yaqut::{Alias, FoldSet};
/// let alias = Alias::new("علا").with_folds(FoldSet::light());
/// assert_eq!((alias.text(), alias.folds()), ("علا", Some(FoldSet::light())));
/// assert_eq!(Alias::from("سورية").folds(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alias {
    text: String,
    folds: Option<FoldSet>,
}

impl Alias {
    /// An alias that tolerates the folds of its entity. White space around it is taken off.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Alias { text: trimmed(text.into()), folds: None }
    }

    /// This alias tolerating only these folds, and of them those its entity tolerates.
    #[must_use]
    pub fn with_folds(mut self, folds: FoldSet) -> Self {
        self.folds = Some(folds);
        self
    }

    /// The alias as it was spelled.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folds it is narrowed to; `None` for those of its entity.
    #[must_use]
    pub fn folds(&self) -> Option<FoldSet> {
        self.folds
    }
}

impl From<&str> for Alias {
    fn from(text: &str) -> Self {
        Alias::new(text)
    }
}

impl From<String> for Alias {
    fn from(text: String) -> Self {
        Alias::new(text)
    }
}

fn trimmed(text: String) -> String {
    let inner = text.trim();
    if inner.len() == text.len() { text } else { inner.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_around_values_is_taken_off() {
        let entity =
            Entity::new(" a ", "\tplace", "مصر\u{A0}").with_alias(" القاهرة\n").with_metadata(" k ", " v ");
        assert_eq!((entity.id(), entity.entity_type(), entity.name()), ("a", "place", "مصر"));
        assert_eq!(entity.aliases(), ["القاهرة".into()]);
        assert_eq!(entity.metadata().next(), Some(("k", "v")));
    }

    #[test]
    fn the_order_metadata_was_given_in_does_not_matter() {
        let base = || Entity::new("a", "place", "مصر");
        let one = base().with_metadata("x", "1").with_metadata("b", "2");
        assert_eq!(one, base().with_metadata("b", "0").with_metadata("x", "1").with_metadata("b", "2"));
        assert_eq!(one.metadata().len(), 2);
    }

    #[test]
    fn an_empty_metadata_value_is_no_value() {
        let entity = Entity::new("a", "place", "مصر").with_metadata("x", "1").with_metadata("x", " ");
        assert_eq!(entity, Entity::new("a", "place", "مصر").with_metadata("y", ""));
    }

    #[test]
    fn all_names_leaves_out_repeats_and_hands_folds_down() {
        let entity = Entity::new("a", "place", "سوريا")
            .with_folds(FoldSet::light())
            .with_alias("سورية")
            .with_alias("سوريا")
            .with_alias(Alias::new("سورية").with_folds(FoldSet::EMPTY));
        let names: Vec<_> = entity.all_names().collect();
        assert_eq!(names, [("سوريا", Some(FoldSet::light())), ("سورية", Some(FoldSet::EMPTY))]);
    }
}
