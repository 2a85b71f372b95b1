//! Clitics: the one-letter words written onto the front of a word, and the pronouns written onto its end.
//!
//! The matcher sees past them ([`reading`]): a conjunction (و, ف), then a preposition (ب, ك, ل), then a name, then a
//! possessive pronoun. The verbal future س and the verbal ني are not of nouns and names, so they are not there.
//!
//! The [`Segmenter`] takes every word of a text apart. [`grammar`] says which cuts a word can have and how function words
//! are cut, the [`Lexicon`] how frequent words are and how they are used; [`segmenter`] chooses, and [`learn`] learns to
//! choose.

mod clitic;
mod grammar;
mod learn;
mod lexicon;
mod policy;
mod reading;
mod segmenter;

pub use clitic::{Enclitic, Proclitic};
pub use learn::{
    CliticScore, GoldError, GoldErrorKind, GoldFormat, GoldReader, GoldSentence, GoldWord, Mistake, Trainer,
};
pub use lexicon::{Lexicon, LexiconBuilder, LexiconError, WordUse};
pub use policy::{CliticPolicy, ParseCliticsError};
pub(crate) use reading::{Front, Proclitics, Restored, pronouns, readings};
pub use segmenter::{
    CliticLevel, ParseCliticLevelError, Segment, SegmentRole, Segmentation, SegmentedTokens, Segmenter,
    SegmenterWorker,
};
