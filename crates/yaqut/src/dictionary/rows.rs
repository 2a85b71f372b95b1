//! The rows: each entity with its names, written one behind another as [numbers](super::numbers) and text.
//!
//! ```text
//! entity   flags · type (label) · [prior (f32 bits)] · [folds] · [clitics] · id · names · name… ·
//!          [spellings · spelling…] · [metadata · (key (label) · value)…]
//! name     flags · text length · distance back to the entity · [folds] · [clitics] · text
//! spelling flags · text length · distance back to the name · [folds it takes] · [clitics] · text
//! ```
//!
//! What stands in brackets is there if a flag says so. A spelling is another way to write a name that is looked up by
//! itself (`نورالدين` of `نور الدين`, `وزارت` of `وزارة`). The clitics stand at every name again, so that most names are
//! refused without a look at their entity.

use super::numbers::{self, Cursor};
use crate::{CliticPolicy, FoldSet};

/// Flags of an entity.
pub(super) const PRIOR: u8 = 1;
pub(super) const FOLDS: u8 = 2;
pub(super) const CLITICS: u8 = 4;
pub(super) const METADATA: u8 = 8;
pub(super) const SPELLINGS: u8 = 16;
/// Flags of a name or spelling; [`FOLDS`] and [`CLITICS`] are the same.
pub(super) const IS_SPELLING: u8 = 1;
/// An everyday word could become the name: the common words are asked.
pub(super) const GUARDED: u8 = 8;
/// The form before a pronoun: no match without one.
pub(super) const HOST: u8 = 16;
/// Flags of any row lie below this.
pub(super) const NO_FLAG: u8 = 32;

/// An entity read in place: everything but its names and metadata, which follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntityRow<'b> {
    pub(super) flags: u8,
    pub(super) label: u32,
    pub(super) prior: f32,
    pub(super) folds: Option<FoldSet>,
    pub(super) clitics: CliticPolicy,
    pub(super) id: &'b [u8],
    pub(super) names: u32,
    /// Behind the number of names.
    pub(super) rest: Cursor<'b>,
}

impl<'b> EntityRow<'b> {
    pub(super) fn read(rows: &'b [u8], at: usize) -> Option<EntityRow<'b>> {
        let mut cursor = Cursor { bytes: rows, at };
        let flags = cursor.byte()?;
        let label = cursor.number()?;
        let prior = if flags & PRIOR == 0 { None } else { Some(f32::from_bits(cursor.number()?)) };
        let (folds, clitics) = folds_and_clitics(flags, &mut cursor)?;
        let id = cursor.text()?;
        let names = cursor.number()?;
        let prior = prior.unwrap_or(crate::Entity::DEFAULT_PRIOR);
        Some(EntityRow { flags, label, prior, folds, clitics, id, names, rest: cursor })
    }

    /// Its metadata, which stand behind its names and spellings, and how many there are.
    pub(super) fn metadata(&self) -> Option<(Cursor<'b>, u32)> {
        let mut cursor = self.rest;
        let pass = |count: u32, cursor: &mut Cursor<'b>| {
            (0..count).try_for_each(|_| {
                cursor.at = NameRow::read(cursor.bytes, cursor.at)?.end;
                Some(())
            })
        };
        pass(self.names, &mut cursor)?;
        if self.flags & SPELLINGS != 0 {
            let spellings = cursor.number()?;
            pass(spellings, &mut cursor)?;
        }
        let count = if self.flags & METADATA == 0 { 0 } else { cursor.number()? };
        Some((cursor, count))
    }

    /// Where it ends, and the next one begins.
    pub(super) fn end(&self) -> Option<usize> {
        let (mut cursor, count) = self.metadata()?;
        for _ in 0..count {
            cursor.number()?;
            cursor.text()?;
        }
        Some(cursor.at)
    }
}

/// What the head of an entity says.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntityHead<'t> {
    pub(super) label: u32,
    pub(super) prior: f32,
    pub(super) folds: Option<FoldSet>,
    pub(super) clitics: CliticPolicy,
    pub(super) id: &'t str,
    pub(super) names: u32,
    pub(super) has_spellings: bool,
    pub(super) has_metadata: bool,
}

impl EntityHead<'_> {
    /// Writes it; nothing if the id is too long to count.
    pub(super) fn write(&self, rows: &mut Vec<u8>) -> Option<()> {
        let has_prior = self.prior.to_bits() != crate::Entity::DEFAULT_PRIOR.to_bits();
        let flags = flag(has_prior, PRIOR)
            | flag(self.has_spellings, SPELLINGS)
            | flag(self.has_metadata, METADATA)
            | fold_and_clitic_flags(self.folds, self.clitics);
        rows.push(flags);
        numbers::push(rows, self.label);
        if has_prior {
            numbers::push(rows, self.prior.to_bits());
        }
        write_folds_and_clitics(rows, self.folds, self.clitics);
        numbers::push_text(rows, self.id)?;
        numbers::push(rows, self.names);
        Some(())
    }
}

/// A name or spelling read in place.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameRow<'b> {
    pub(super) flags: u8,
    /// Where its entity begins, or its name if it is a spelling.
    pub(super) owner: usize,
    pub(super) folds: Option<FoldSet>,
    pub(super) clitics: CliticPolicy,
    pub(super) text: &'b [u8],
    /// Behind it.
    pub(super) end: usize,
}

impl<'b> NameRow<'b> {
    #[inline]
    pub(super) fn read(rows: &'b [u8], at: usize) -> Option<NameRow<'b>> {
        let mut cursor = Cursor { bytes: rows, at };
        let flags = cursor.byte()?;
        let length = cursor.number()?;
        let owner = at.checked_sub(cursor.number()? as usize)?;
        let (folds, clitics) = folds_and_clitics(flags, &mut cursor)?;
        let text = cursor.take(length)?;
        Some(NameRow { flags, owner, folds, clitics, text, end: cursor.at })
    }

    pub(super) const fn is_spelling(&self) -> bool {
        self.flags & IS_SPELLING != 0
    }
}

/// What a name or spelling says.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameHead<'t> {
    pub(super) flags: u8,
    pub(super) owner: usize,
    pub(super) folds: Option<FoldSet>,
    pub(super) clitics: CliticPolicy,
    pub(super) text: &'t str,
}

impl NameHead<'_> {
    /// Writes it; nothing if a length does not fit.
    pub(super) fn write(&self, rows: &mut Vec<u8>) -> Option<()> {
        let back = rows.len() - self.owner;
        rows.push(self.flags | fold_and_clitic_flags(self.folds, self.clitics));
        numbers::push(rows, u32::try_from(self.text.len()).ok()?);
        numbers::push(rows, u32::try_from(back).ok()?);
        write_folds_and_clitics(rows, self.folds, self.clitics);
        rows.extend_from_slice(self.text.as_bytes());
        Some(())
    }
}

const fn flag(is_so: bool, flag: u8) -> u8 {
    if is_so { flag } else { 0 }
}

fn fold_and_clitic_flags(folds: Option<FoldSet>, clitics: CliticPolicy) -> u8 {
    flag(folds.is_some(), FOLDS) | flag(clitics != CliticPolicy::default(), CLITICS)
}

fn write_folds_and_clitics(rows: &mut Vec<u8>, folds: Option<FoldSet>, clitics: CliticPolicy) {
    folds.into_iter().for_each(|folds| numbers::push(rows, folds.bits()));
    if clitics != CliticPolicy::default() {
        numbers::push(rows, u32::from(clitics.bits()));
    }
}

#[inline]
fn folds_and_clitics(flags: u8, cursor: &mut Cursor<'_>) -> Option<(Option<FoldSet>, CliticPolicy)> {
    let folds = if flags & FOLDS == 0 { None } else { Some(FoldSet::from_bits(cursor.number()?)) };
    let clitics = match flags & CLITICS {
        0 => CliticPolicy::PROCLITICS,
        _ => CliticPolicy::from_bits(cursor.number()? as u8),
    };
    Some((folds, clitics))
}
