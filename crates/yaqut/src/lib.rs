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
mod normalize;
mod offsets;
mod span;

pub use clitics::{CliticPolicy, Enclitic, ParseCliticsError, Proclitic};
pub use normalize::{
    Alignment, Edit, Fold, FoldSet, Normalized, Normalizer, ParseFoldError, UnicodeForm,
};
pub use offsets::{OffsetIndex, OffsetUnit};
pub use span::Span;
