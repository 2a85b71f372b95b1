//! Arabic text in, spans out: normalization, tokenization and gazetteer matching with exact offsets.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod chars;
mod clitics;
mod common_words;
mod dictionary;
mod gazetteer;
mod keys;
mod matcher;
mod normalize;
mod offsets;
mod span;
mod tokenize;

pub use clitics::{CliticPolicy, Enclitic, ParseCliticsError, Proclitic};
pub use common_words::CommonWords;
pub use dictionary::{AliasRef, BuildError, Dictionary, DictionaryBuilder, DictionaryError, EntityRef};
pub use gazetteer::{
    Alias, Entity, EntityReader, Gazetteer, GazetteerError, GazetteerErrorKind, GazetteerWarning, Record,
};
pub use matcher::{Candidate, Match, MatchKind, Matcher, MatcherBuilder, MatcherError, Matches, Worker};
pub use normalize::{Alignment, Edit, Fold, FoldSet, Normalized, Normalizer, ParseFoldError, UnicodeForm};
pub use offsets::{OffsetIndex, OffsetUnit};
pub use span::Span;
pub use tokenize::{Sentences, Token, TokenKind, Tokenizer, Tokens};
