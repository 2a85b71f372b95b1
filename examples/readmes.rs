//! No code: the Rust blocks of the README files, run as documentation tests by `cargo test`.
//!
//! It is here because the workspace's root is no package and can have no tests of its own, and because the examples see
//! every published crate.
//!
//! Rustdoc takes an indented block for Rust: in a README, fence what is not, with `text`, `csv` or `sh`.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Root;

#[cfg(doctest)]
#[doc = include_str!("../crates/yaqut/README.md")]
struct Yaqut;

#[cfg(doctest)]
#[doc = include_str!("../crates/yaqut-data/README.md")]
struct YaqutData;

#[cfg(doctest)]
#[doc = include_str!("../crates/yaqut-lexicon/README.md")]
struct YaqutLexicon;

#[cfg(doctest)]
#[doc = include_str!("../crates/yaqut-batch/README.md")]
struct YaqutBatch;
