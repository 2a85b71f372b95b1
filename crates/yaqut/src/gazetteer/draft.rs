//! An entity while its record is being read.

use super::cause::Cause;
use super::entity::{Alias, Entity};
use super::error::GazetteerError;
use crate::{CliticPolicy, FoldSet};

/// What a record has said of its entity so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    pub(super) entity_type: Option<String>,
    pub(super) name: Option<String>,
    pub(super) aliases: Vec<Alias>,
    pub(super) prior: Option<f32>,
    pub(super) folds: Option<FoldSet>,
    pub(super) clitics: CliticPolicy,
    pub(super) metadata: Vec<(String, String)>,
}

impl Draft {
    /// The entity, checked.
    pub(super) fn finish(self, max_alias_chars: usize) -> Result<Entity, GazetteerError> {
        let given = |value: Option<String>, key: &'static str| {
            value.ok_or_else(|| GazetteerError::from(Cause::Missing { key }))
        };
        let id = given(self.id, "id")?;
        let mut entity = Entity::new(id, given(self.entity_type, "type")?, given(self.name, "name")?)
            .with_clitics(self.clitics)
            .with_prior(self.prior.unwrap_or(Entity::DEFAULT_PRIOR));
        if let Some(folds) = self.folds {
            entity = entity.with_folds(folds);
        }
        let entity = self.aliases.into_iter().fold(entity, Entity::with_alias);
        let entity =
            self.metadata.into_iter().fold(entity, |entity, (key, value)| entity.with_metadata(key, value));
        entity.validate(max_alias_chars)?;
        Ok(entity)
    }
}

/// A prior as written; empty is none.
pub(super) fn prior(text: &str) -> Result<Option<f32>, Cause> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(prior) if (0.0..=1.0).contains(&prior) => Ok(Some(prior)),
        _ => Err(Cause::Prior { text: text.to_owned() }),
    }
}

/// Folds as written; empty is none given, which is not the same as `none`.
pub(super) fn folds(text: &str) -> Result<Option<FoldSet>, Cause> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(Cause::Folds)
}

/// Clitics as written; empty is the default.
pub(super) fn clitics(text: &str) -> Result<CliticPolicy, Cause> {
    text.trim().parse().map_err(Cause::Clitics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_column_gives_nothing() {
        assert_eq!(prior(" ").unwrap(), None);
        assert_eq!(folds("").unwrap(), None);
        assert_eq!(folds("none").unwrap(), Some(FoldSet::EMPTY));
        assert_eq!(clitics(" ").unwrap(), CliticPolicy::default());
    }

    #[test]
    fn a_prior_is_a_number_from_0_to_1() {
        assert_eq!((prior("0").unwrap(), prior(" 1 ").unwrap()), (Some(0.0), Some(1.0)));
        for bad in ["1.01", "-0.1", "NaN", "inf", "0,9", "٠٫٩", "high"] {
            assert!(matches!(prior(bad), Err(Cause::Prior { .. })), "{bad}");
        }
    }
}
