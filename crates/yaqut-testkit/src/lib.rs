//! Seeded Arabic text, gazetteers, hostile strings and faulty streams, for the tests and the benches of Yaqut.
//!
//! Nothing here depends on Yaqut, so that its own tests can use it. Everything is made from a seed: the same seed gives
//! the same bytes on every platform.
#![forbid(unsafe_code)]

pub mod hostile;
pub mod io;
mod morphology;
pub mod names;
pub mod phrases;
mod plain;
pub mod profile;
pub mod rng;
mod spelling;
pub mod text;
mod vocabulary;
mod words;

pub use names::{Name, gazetteer};
pub use phrases::dense_gazetteer;
pub use profile::Profile;
pub use rng::Rng;
pub use spelling::respell;
pub use text::ArabicText;
