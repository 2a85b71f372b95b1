//! Learning how words are cut from text that was cut by hand, and measuring how well it was learnt.

mod gold;
mod reader;
mod score;
mod trainer;

pub use gold::{GoldSentence, GoldWord};
pub use reader::{GoldError, GoldErrorKind, GoldFormat, GoldReader};
pub use score::{CliticScore, Mistake};
pub use trainer::Trainer;
