//! What the matcher asks of a dictionary: filters, sequences of key words, names, guards.

use super::format::{self, NONE, Section, nth_u32};
use super::numbers::Cursor;
use super::rows::{EntityRow, GUARDED, HOST, NameRow};
use super::table::{self, Entry, Names};
use super::{Dictionary, filter};
use crate::keys::key_hash;
use crate::{CliticPolicy, FoldSet};

/// The sections of a dictionary that matching reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'d> {
    rows: &'d [u8],
    table: &'d [u8],
    groups: &'d [u8],
    starts: &'d [u8],
    pairs: &'d [u8],
    guards: &'d [u8],
    longest_search: u64,
    /// Key words of the longest name.
    pub(crate) max_words: usize,
}

impl Dictionary {
    pub(crate) fn view(&self) -> View<'_> {
        View {
            rows: self.section(Section::Rows),
            table: self.section(Section::Table),
            groups: self.section(Section::Groups),
            starts: self.section(Section::Starts),
            pairs: self.section(Section::Pairs),
            guards: self.section(Section::Guards),
            longest_search: self.layout.longest_search,
            max_words: self.layout.max_words as usize,
        }
    }
}

/// What the filter says of a first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// It may be a name.
    pub(crate) alone: bool,
    /// Names of several words may begin with it.
    pub(crate) longer: bool,
}

/// The filters: never no where the table would say yes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filters<'d> {
    starts: &'d [u8],
    pairs: &'d [u8],
}

impl Filters<'_> {
    /// What the filter holds where a word belongs, for [`starts_in`](Self::starts_in) and [`mark_in`](Self::mark_in).
    #[inline(always)]
    pub(crate) fn block(self, hash: u64) -> u64 {
        filter::block(self.starts, hash)
    }

    /// Whether anything may begin with a word: most of the time not.
    #[inline(always)]
    pub(crate) const fn starts_in(block: u64, hash: u64) -> bool {
        filter::may_start(block, hash)
    }

    /// What may begin with a word of which [`starts_in`](Self::starts_in) is true.
    #[inline(always)]
    pub(crate) const fn mark_in(block: u64, hash: u64) -> Mark {
        Mark { alone: block & filter::alone_mask(hash) != 0, longer: block & filter::longer_mask(hash) != 0 }
    }

    /// Whether a name may begin with two words of this joined hash.
    #[inline(always)]
    pub(crate) fn pairs(self, hash: u64) -> bool {
        let mask = filter::pair_mask(hash);
        filter::block(self.pairs, hash) & mask == mask
    }
}

impl<'d> View<'d> {
    /// What tells of most words that no name begins with them.
    #[inline]
    pub(crate) fn filters(&self) -> Filters<'d> {
        Filters { starts: self.starts, pairs: self.pairs }
    }

    /// Whether anything may begin with a word.
    #[inline]
    pub(crate) fn may_start(&self, hash: u64) -> bool {
        Filters::starts_in(self.filters().block(hash), hash)
    }

    /// What may begin with a word.
    pub(crate) fn mark(&self, hash: u64) -> Mark {
        let block = self.filters().block(hash);
        match Filters::starts_in(block, hash) {
            true => Filters::mark_in(block, hash),
            false => Mark { alone: false, longer: false },
        }
    }

    /// Whether a name may begin with two words of this joined hash.
    #[inline]
    pub(crate) fn may_pair(&self, hash: u64) -> bool {
        self.filters().pairs(hash)
    }

    /// What a sequence of key words leads to.
    #[inline]
    pub(crate) fn entry(&self, hash: u64) -> Option<Entry> {
        table::find(self.table, self.longest_search, hash)
    }

    /// The places of the names of an entry.
    pub(crate) fn places(&self, entry: Entry) -> impl Iterator<Item = u32> + use<'d> {
        let (one, group) = match entry.names {
            Names::None => (None, 0..0),
            Names::One(place) => (Some(place), 0..0),
            Names::Group(at) => {
                let first = at as usize + 1;
                let count = nth_u32(self.groups, at as usize).unwrap_or_default() as usize;
                (None, first..first.saturating_add(count))
            }
        };
        let groups = self.groups;
        one.into_iter().chain(group.map_while(move |at| nth_u32(groups, at)))
    }

    /// The name at a place.
    #[inline]
    pub(crate) fn name(&self, place: u32) -> Option<Name<'d>> {
        let row = NameRow::read(self.rows, place as usize)?;
        let (owner, spelling_folds) = match row.is_spelling() {
            false => (None, FoldSet::EMPTY),
            true => (Some(row.owner), row.folds.unwrap_or_default()),
        };
        Some(Name { rows: self.rows, place, row, owner, spelling_folds })
    }

    /// The prior of the entity at a place.
    pub(crate) fn prior(&self, entity: u32) -> f32 {
        EntityRow::read(self.rows, entity as usize).map_or(0.0, |entity| entity.prior)
    }

    /// Whether a spelling is an everyday word that must not become a name.
    pub(crate) fn guards(&self, spelling: &str) -> bool {
        let size = self.guards.len() / 4;
        let home = format::slot(key_hash(spelling), size);
        for at in (home..size).chain(0..home) {
            match nth_u32(self.guards, at) {
                None | Some(NONE) => return false,
                Some(place) => {
                    let text = Cursor { bytes: self.rows, at: place as usize }.text();
                    if text == Some(spelling.as_bytes()) {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// A spelling that names are found by: a name itself, or another way to write it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'d> {
    rows: &'d [u8],
    pub(crate) place: u32,
    row: NameRow<'d>,
    owner: Option<usize>,
    /// The folds it takes to see the name in the spelling.
    pub(crate) spelling_folds: FoldSet,
}

impl<'d> Name<'d> {
    /// The spelling, as bytes of UTF-8.
    pub(crate) fn spelling(&self) -> &'d [u8] {
        self.row.text
    }

    /// The clitics its entity allows.
    pub(crate) fn clitics(&self) -> CliticPolicy {
        self.row.clitics
    }

    /// The form before a pronoun.
    pub(crate) fn is_host(&self) -> bool {
        self.owner.is_some() && self.row.flags & HOST != 0
    }

    /// Whether everyday words could become it.
    pub(crate) fn is_guarded(&self) -> bool {
        self.row.flags & GUARDED != 0
    }

    /// The place of the name itself.
    pub(crate) fn alias(&self) -> u32 {
        self.owner.map_or(self.place, |owner| owner as u32)
    }

    /// The place of its entity.
    pub(crate) fn entity_place(&self) -> u32 {
        self.itself().map_or(u32::MAX, |alias| alias.owner as u32)
    }

    /// The folds it and its entity tolerate, if they narrow them.
    pub(crate) fn narrowed(&self) -> Option<FoldSet> {
        let alias = self.itself()?;
        let entity = EntityRow::read(self.rows, alias.owner)?;
        [alias.folds, entity.folds].into_iter().flatten().reduce(FoldSet::intersection)
    }

    /// The row of the name itself.
    fn itself(&self) -> Option<NameRow<'d>> {
        match self.owner {
            None => Some(self.row),
            Some(owner) => NameRow::read(self.rows, owner),
        }
    }
}
