//! The dictionaries of a matcher, one laid over another.

use std::collections::HashSet;
use std::sync::Arc;

use crate::{AliasRef, Dictionary, EntityRef};

/// A dictionary and which of its names take part.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) dictionary: Dictionary,
    /// A bit for each place a name can have; all take part if there are none.
    enabled: Option<Arc<[u64]>>,
}

impl Layer {
    pub(super) fn new(dictionary: Dictionary) -> Self {
        Layer { dictionary, enabled: None }
    }

    /// Whether the name at a place takes part.
    #[inline]
    pub(super) fn enables(&self, alias: u32) -> bool {
        let bit = |bits: &Arc<[u64]>| {
            bits.get(alias as usize / 64).is_some_and(|bits| bits >> (alias % 64) & 1 == 1)
        };
        self.enabled.as_ref().is_none_or(bit)
    }

    /// Leaves only the names that took part before and `keep` says yes to.
    pub(super) fn keep(&mut self, mut keep: impl FnMut(EntityRef<'_>, AliasRef<'_>) -> bool) {
        let mut bits = Vec::new();
        for entity in self.dictionary.entities() {
            for alias in entity.aliases() {
                let place = alias.place();
                if self.enables(place) && keep(entity, alias) {
                    let word = place as usize / 64;
                    if bits.len() <= word {
                        bits.resize(word + 1, 0);
                    }
                    bits.get_mut(word).into_iter().for_each(|bits| *bits |= 1_u64 << (place % 64));
                }
            }
        }
        self.enabled = Some(bits.into());
    }

    /// Leaves the entities of these ids out.
    pub(super) fn hide(&mut self, ids: &HashSet<&str>) {
        if !ids.is_empty() && self.dictionary.entities().any(|entity| ids.contains(entity.id())) {
            self.keep(|entity, _| !ids.contains(entity.id()));
        }
    }
}
