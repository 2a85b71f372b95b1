//! Compiling entities into a dictionary, one by one.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use super::format::{TAKES_ENCLITICS, WORD_TAKES_ENCLITICS};
use super::labels::Labels;
use super::rows::{EntityHead, GUARDED, HOST, IS_SPELLING, NameHead};
use super::sequences::{Sequencer, Sequences};
use super::variants::{Variant, variants};
use super::{BuildError, Dictionary, assemble, numbers};
use crate::dictionary::ids::Ids;
use crate::{CommonWords, Entity, FoldSet, Gazetteer};

/// Builds a [`Dictionary`] entity by entity, for sources that do not fit in memory as a gazetteer.
///
/// Time and memory are linear in the names added, but for a sort of their hashes; two builds of the same entities give
/// the same bytes.
///
/// ```
/// use yaqut::{Dictionary, Entity};
/// let mut builder = Dictionary::builder();
/// builder.add(Entity::new("cldr:IQ", "place", "العراق"))?;
/// let dictionary = builder.finish()?;
/// assert_eq!(dictionary.len(), 1);
/// # Ok::<(), yaqut::BuildError>(())
/// ```
pub struct DictionaryBuilder {
    pub(super) folds: FoldSet,
    folds_came_late: bool,
    pub(super) common_words: CommonWords,
    max_alias_chars: usize,
    ids: Ids,
    pub(super) rows: Vec<u8>,
    /// Where each entity's row begins.
    pub(super) index: Vec<u32>,
    /// Rows of entities that were replaced, with the rows that took their places, or removed.
    pub(super) dead: BTreeMap<u32, Option<u32>>,
    pub(super) labels: Labels,
    pub(super) names: u64,
    pub(super) flags: u32,
    pub(super) sequences: Sequences,
    sequencer: Sequencer,
    progress: Option<Box<dyn FnMut(BuildProgress) + Send>>,
}

/// How far a build has come: what [`DictionaryBuilder::on_progress`] is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildProgress {
    /// What is being done.
    pub stage: BuildStage,
    /// Entities added, sequences of words sorted or bytes written so far.
    pub done: u64,
    /// How many there will be, where that is known.
    pub total: Option<u64>,
}

/// A part of the work of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildStage {
    /// Entities are added.
    Adding,
    /// Their names are sorted into the table.
    Sorting,
    /// The dictionary is put together.
    Writing,
}

/// What to take back if an entity cannot be added.
struct Mark {
    rows: usize,
    sequences: super::sequences::Mark,
}

impl Default for DictionaryBuilder {
    fn default() -> Self {
        let folds = FoldSet::search();
        DictionaryBuilder {
            folds,
            folds_came_late: false,
            common_words: CommonWords::default(),
            max_alias_chars: 256,
            ids: Ids::default(),
            rows: Vec::new(),
            index: Vec::new(),
            dead: BTreeMap::new(),
            labels: Labels::default(),
            names: 0,
            flags: 0,
            sequences: Sequences::default(),
            sequencer: Sequencer::new(folds),
            progress: None,
        }
    }
}

impl DictionaryBuilder {
    /// The folds of the keys, [`FoldSet::search`] unless set. A matcher can narrow them later, never widen them.
    ///
    /// Set before the first [`add`](Self::add), or [`finish`](Self::finish) is an error.
    #[must_use]
    pub fn folds(mut self, folds: FoldSet) -> Self {
        self.folds_came_late |= !self.rows.is_empty();
        self.folds = folds;
        self.sequencer = Sequencer::new(folds);
        self
    }

    /// The everyday words no fold and no clitic may turn into a name; [`CommonWords::default`] unless set.
    #[must_use]
    pub fn common_words(mut self, words: CommonWords) -> Self {
        self.common_words = words;
        self
    }

    /// How many characters a folded alias may have; 256 unless set.
    #[must_use]
    pub fn max_alias_chars(mut self, limit: usize) -> Self {
        self.max_alias_chars = limit;
        self
    }

    /// Calls `tell` now and then: every few thousand entities, and as the stages of [`finish`](Self::finish) go by.
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use yaqut::{BuildStage, Dictionary, Entity};
    /// let (sender, receiver) = mpsc::channel();
    /// let mut builder = Dictionary::builder().on_progress(move |progress| drop(sender.send(progress)));
    /// builder.add(Entity::new("cldr:IQ", "place", "العراق"))?;
    /// builder.finish()?;
    /// assert_eq!(receiver.iter().last().map(|progress| progress.stage), Some(BuildStage::Writing));
    /// # Ok::<(), yaqut::BuildError>(())
    /// ```
    #[must_use]
    pub fn on_progress(mut self, tell: impl FnMut(BuildProgress) + Send + 'static) -> Self {
        self.progress = Some(Box::new(tell));
        self
    }

    /// Adds an entity with its name and aliases.
    ///
    /// # Errors
    ///
    /// If its id was added before, its id or type is empty, its prior is not from 0 to 1, or one of its names is empty
    /// once folded or too long: nothing is added then. If the dictionary outgrows its format.
    pub fn add(&mut self, entity: impl Borrow<Entity>) -> Result<(), BuildError> {
        let entity = entity.borrow();
        check(entity)?;
        if self.ids.find(&self.rows, entity.id()).is_some() {
            return Err(BuildError::DuplicateId { id: entity.id().to_owned() });
        }
        self.put(entity)
    }

    /// Adds an entity; if its id was added before, in the place of that one. Says whether it was.
    ///
    /// ```
    /// use yaqut::{Dictionary, Entity};
    /// let mut builder = Dictionary::builder();
    /// builder.add(Entity::new("cldr:IQ", "place", "العراق"))?;
    /// assert!(builder.replace(Entity::new("cldr:IQ", "place", "عراق"))?);
    /// assert_eq!(builder.finish()?.entity("cldr:IQ").map(|entity| entity.name()), Some("عراق"));
    /// # Ok::<(), yaqut::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), but for the id; the earlier entity stays then.
    pub fn replace(&mut self, entity: impl Borrow<Entity>) -> Result<bool, BuildError> {
        let entity = entity.borrow();
        check(entity)?;
        let before = self.ids.find(&self.rows, entity.id());
        self.put(entity)?;
        let now = self.index.last().copied();
        self.dead.extend(before.map(|before| (before, now)));
        Ok(before.is_some())
    }

    /// Takes out the entity of an id. Says whether there was one.
    pub fn remove(&mut self, id: &str) -> bool {
        let removed = self.ids.remove(&self.rows, id);
        self.dead.extend(removed.map(|removed| (removed, None)));
        removed.is_some()
    }

    /// Adds every entity of a gazetteer, in its order.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add); the entities before the one in error stay.
    pub fn add_all(&mut self, gazetteer: &Gazetteer) -> Result<(), BuildError> {
        gazetteer.entities().iter().try_for_each(|entity| self.add(entity))
    }

    /// Writes the dictionary.
    ///
    /// # Errors
    ///
    /// If a part of it would not fit the format, or the folds were set after entities had been added.
    pub fn finish(self) -> Result<Dictionary, BuildError> {
        if self.folds_came_late {
            return Err(BuildError::LateFolds);
        }
        assemble::assemble(self)
    }

    /// An empty builder with the options of this one, which tells nobody any more.
    pub(super) fn like(&mut self) -> DictionaryBuilder {
        DictionaryBuilder {
            common_words: self.common_words.clone(),
            max_alias_chars: self.max_alias_chars,
            progress: self.progress.take(),
            ..DictionaryBuilder::default().folds(self.folds)
        }
    }

    pub(super) fn tell(&mut self, stage: BuildStage, done: usize, total: Option<usize>) {
        if let Some(tell) = &mut self.progress {
            tell(BuildProgress { stage, done: done as u64, total: total.map(|total| total as u64) });
        }
    }

    /// Adds an entity whose id is free or to be replaced; on an error everything is as before.
    fn put(&mut self, entity: &Entity) -> Result<(), BuildError> {
        let mark = Mark { rows: self.rows.len(), sequences: self.sequences.mark() };
        match self.write(entity) {
            Ok(names) => {
                let row = offset(mark.rows)?;
                self.names += names;
                self.ids.insert(&self.rows, row, entity.id());
                self.index.push(row);
                if self.index.len() % TELL_EVERY == 0 {
                    self.tell(BuildStage::Adding, self.index.len(), None);
                }
                Ok(())
            }
            Err(error) => {
                self.rows.truncate(mark.rows);
                self.sequences.take_back(mark.sequences);
                Err(error)
            }
        }
    }

    /// Appends the entity's row and the key words of its names; how many names it has.
    fn write(&mut self, entity: &Entity) -> Result<u64, BuildError> {
        let too_large = || BuildError::TooLarge { what: "text" };
        let (row, clitics) = (self.rows.len(), entity.clitics());
        let names: Vec<_> = entity.all_names().collect();
        let mut spellings: Vec<(usize, Variant)> = Vec::new();
        for (n, (name, _)) in names.iter().enumerate() {
            let others = variants(name, self.folds, clitics).into_iter();
            spellings.extend(others.map(|variant| (n, variant)));
        }
        let has_metadata = entity.metadata().len() > 0;
        EntityHead {
            label: self.labels.of(entity.entity_type()),
            prior: entity.prior(),
            folds: entity.folds(),
            clitics,
            id: entity.id(),
            names: count(names.len(), "names")?,
            has_spellings: !spellings.is_empty(),
            has_metadata,
        }
        .write(&mut self.rows)
        .ok_or_else(too_large)?;

        let mut places = Vec::with_capacity(names.len());
        for &(text, folds) in &names {
            self.sequencer.read(text, false);
            self.check_name(entity.id(), text)?;
            let place = self.rows.len();
            places.push(place);
            // What the entity says is not said again.
            let own = folds.filter(|_| folds != entity.folds());
            NameHead { flags: 0, owner: row, folds: own, clitics, text }
                .write(&mut self.rows)
                .ok_or_else(too_large)?;
            self.sequences.add(self.sequencer.words(), offset(place)?);
        }
        if !spellings.is_empty() {
            numbers::push(&mut self.rows, count(spellings.len(), "spellings")?);
        }
        for (n, Variant { text, folds, host }) in &spellings {
            self.sequencer.read(text, *host);
            if *host {
                let alone = self.sequencer.words().len() == 1;
                self.flags |= TAKES_ENCLITICS | if alone { WORD_TAKES_ENCLITICS } else { 0 };
            }
            let place = self.rows.len();
            let flags = IS_SPELLING | if *host { HOST } else { 0 };
            let folds = (!folds.is_empty()).then_some(*folds);
            NameHead { flags, owner: places.get(*n).copied().unwrap_or(place), folds, clitics, text }
                .write(&mut self.rows)
                .ok_or_else(too_large)?;
            self.sequences.add(self.sequencer.words(), offset(place)?);
        }
        if has_metadata {
            numbers::push(&mut self.rows, count(entity.metadata().len(), "metadata")?);
            for (key, value) in entity.metadata() {
                let label = self.labels.of(key);
                numbers::push(&mut self.rows, label);
                numbers::push_text(&mut self.rows, value).ok_or_else(too_large)?;
            }
        }
        offset(self.rows.len())?;
        Ok(names.len() as u64)
    }

    /// Whether the name just read can be looked for.
    fn check_name(&self, id: &str, name: &str) -> Result<(), BuildError> {
        let (chars, limit) = (self.sequencer.chars(), self.max_alias_chars);
        if self.sequencer.words().is_empty() {
            Err(BuildError::EmptyAlias { id: id.to_owned(), alias: name.to_owned() })
        } else if chars > limit {
            Err(BuildError::AliasTooLong { id: id.to_owned(), chars, limit })
        } else {
            Ok(())
        }
    }
}

const TELL_EVERY: usize = 8192;

fn check(entity: &Entity) -> Result<(), BuildError> {
    let sound =
        !entity.id().is_empty() && !entity.entity_type().is_empty() && (0.0..=1.0).contains(&entity.prior());
    if sound { Ok(()) } else { Err(BuildError::BadEntity { id: entity.id().to_owned() }) }
}

/// A place in the rows; the highest number is kept for "none".
fn offset(at: usize) -> Result<u32, BuildError> {
    count(at, "text")
}

pub(super) fn count(n: usize, what: &'static str) -> Result<u32, BuildError> {
    u32::try_from(n).ok().filter(|&n| n < super::format::NONE).ok_or(BuildError::TooLarge { what })
}

/// Marks the name or spelling at a place as one the common words are asked about.
pub(super) fn guard(rows: &mut [u8], place: u32) {
    rows.get_mut(place as usize).into_iter().for_each(|flags| *flags |= GUARDED);
}

impl fmt::Debug for DictionaryBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DictionaryBuilder")
            .field("entities", &(self.index.len() - self.dead.len()))
            .field("folds", &self.folds)
            .finish_non_exhaustive()
    }
}
