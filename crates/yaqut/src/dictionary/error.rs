//! What can go wrong when a dictionary is built or opened.

use thiserror::Error;

/// A dictionary could not be built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two entities have one id.
    #[error("entity id `{id}` was added twice; give each entity an id of its own")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// An entity without an id or a type, or with a prior that is no number from 0 to 1.
    #[error("entity `{id}` needs an id, a type and a prior from 0 to 1; give it what is missing")]
    BadEntity {
        /// The id.
        id: String,
    },
    /// The folds were set when entities had been added with others.
    #[error("the folds were set after entities had been added; set them first")]
    LateFolds,
    /// An alias has nothing left to look for once it is folded.
    #[error("alias {alias:?} of `{id}` is empty once it is folded; remove it")]
    EmptyAlias {
        /// The entity's id.
        id: String,
        /// The alias.
        alias: String,
    },
    /// An alias is longer than the limit.
    #[error(
        "an alias of `{id}` has {chars} characters once it is folded, the limit is {limit}; shorten it or raise the limit"
    )]
    AliasTooLong {
        /// The entity's id.
        id: String,
        /// Characters of the folded alias.
        chars: usize,
        /// The limit.
        limit: usize,
    },
    /// The dictionary would not fit the format.
    #[error("the dictionary has more {what} than fit 32 bits; split the gazetteer")]
    TooLarge {
        /// Which part is too large.
        what: &'static str,
    },
}

/// Bytes could not be opened as a dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DictionaryError {
    /// The bytes do not begin as a dictionary does.
    #[error("not a compiled dictionary; compile the gazetteer first")]
    NotADictionary,
    /// The bytes end too early.
    #[error("the dictionary is cut short: {found} bytes of {expected}; copy or compile it again")]
    Truncated {
        /// Bytes the header speaks of.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// There are bytes behind the dictionary.
    #[error("{extra} bytes stand behind the dictionary; copy or compile it again")]
    TrailingData {
        /// How many.
        extra: u64,
    },
    /// The checksum or the structure is wrong.
    #[error("the dictionary is damaged ({what}); copy or compile it again")]
    Corrupt {
        /// What was found wrong.
        what: &'static str,
    },
    /// A later version of this library wrote it.
    #[error("the dictionary has format {found}, this library reads {supported}; upgrade the library")]
    NewerVersion {
        /// The format of the bytes.
        found: u32,
        /// The format this library reads.
        supported: u32,
    },
    /// An earlier version of this library wrote it.
    #[error("the dictionary has format {found}, this library reads {supported}; compile the gazetteer again")]
    OlderVersion {
        /// The format of the bytes.
        found: u32,
        /// The format this library reads.
        supported: u32,
    },
    /// It was compiled with other folding rules or Unicode tables.
    #[error("the dictionary was compiled with other normalization tables; compile the gazetteer again")]
    OtherTables,
}
