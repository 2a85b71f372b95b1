//! Arabic text in, spans out: normalization, tokenization and gazetteer matching with exact offsets.
//!
//! Yaqut finds the known people, places and organisations in Arabic text, exactly where they stand in the original,
//! however they are spelled (`ايران`, `إيران`, `إيـران`) and whatever is written onto them (`وسورية`, `للعراق`), and
//! says which entity it is and why it matched.
//!
//! # Finding names
//!
//! Write a [`Gazetteer`], compile it into a [`Dictionary`], give that to a [`Matcher`]:
//!
//! ```
//! use yaqut::{Dictionary, Gazetteer, Matcher};
//!
//! let names = Gazetteer::from_csv(
//!     "id,type,name,aliases\n\
//!      cldr:SY,place,سوريا,سورية|الجمهورية العربية السورية\n\
//!      cldr:IR,place,إيران,\n"
//!         .as_bytes(),
//! )?;
//! let matcher = Matcher::new(Dictionary::compile(&names)?);
//!
//! let text = "تحدث عن الوضع في ايران وسورية";
//! let found: Vec<_> = matcher.find_iter(text).collect();
//! assert_eq!(found[0].entity().id(), "cldr:IR");
//! assert_eq!(found[0].folds().to_string(), "alef"); // إ is written ا here
//! assert_eq!(found[1].text(), "سورية"); // the entity, without its و
//! assert_eq!(found[1].surface_text(), "وسورية"); // the written word
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! For many texts, [`Matcher::worker`] gives each thread buffers that it reuses. The crate `yaqut-data` has a gazetteer
//! of the Arabic press to start with.
//!
//! # The parts alone
//!
//! ```
//! use yaqut::{Normalizer, Tokenizer};
//!
//! let normal = Normalizer::search().normalize("الأُمَمُ المُتَّحِدَةُ");
//! assert_eq!(normal.text(), "الامم المتحده");
//! let span = normal.find("المتحده").unwrap();
//! assert_eq!(span.get(normal.original()), Some("المُتَّحِدَةُ"));
//!
//! let tokens: Vec<_> = Tokenizer::new().tokenize("نسبة ١٢٫٥٪ في /داعش/").map(|token| token.text()).collect();
//! assert_eq!(tokens, ["نسبة", "١٢٫٥٪", "في", "/", "داعش", "/"]);
//! ```
//!
//! # Words taken apart
//!
//! A [`Segmenter`] cuts the clitics off every word of a text: conjunctions, prepositions, future س, the article, pronouns.
//! The crate `yaqut-lexicon` has the lexicon it needs for more than function words; a [`Trainer`] makes others.
//!
//! ```
//! use yaqut::{LexiconBuilder, Segmenter};
//!
//! let segmenter = Segmenter::new(LexiconBuilder::new().finish());
//! assert_eq!(segmenter.segment("وبأنهم").to_string(), "و+ ب+ أن +هم");
//! ```
//!
//! # Offsets
//!
//! Every [`Span`] is a range of bytes of the text the caller gave, on character boundaries, whatever was normalized in
//! between. [`OffsetIndex`] converts to characters and UTF-16 units.
//!
//! # Words used here
//!
//! | word | meaning |
//! |---|---|
//! | [`Entity`], [`Alias`] | what a name means; a name |
//! | [`Gazetteer`], [`Dictionary`] | entities as a person writes them; the compiled form |
//! | [`Fold`], [`FoldSet`] | a spelling difference to see past; a set of them |
//! | [`Proclitic`], [`Enclitic`] | `و ف ب ك ل` in front of a word; a pronoun behind it |
//! | [`Segment`], stem | a part of a word; the word without its clitics |
//! | [`Match`], [`Candidate`] | an occurrence; an entity it can be |
//! | span, surface | the entity's own text; the written words with their clitics |
//!
//! # Untrusted input
//!
//! Nothing panics, whatever the text, the gazetteer, the bytes of a dictionary or a lexicon, or a text cut by hand. Time is
//! linear in the text. Every limit
//! is an option with a visible flag or an error.
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

mod buffer;
pub mod chars;
mod clitics;
mod common_words;
mod dictionary;
mod exponential;
mod gazetteer;
mod keys;
mod matcher;
mod normalize;
mod offsets;
mod resolve;
mod span;
mod tokenize;

pub use clitics::{
    CliticLevel, CliticPolicy, CliticScore, Enclitic, GoldError, GoldErrorKind, GoldFormat, GoldReader,
    GoldSentence, GoldWord, Lexicon, LexiconBuilder, LexiconError, Mistake, ParseCliticLevelError,
    ParseCliticsError, Proclitic, Segment, SegmentRole, Segmentation, SegmentedTokens, Segmenter,
    SegmenterWorker, Trainer, WordUse,
};
pub use common_words::CommonWords;
pub use dictionary::{
    AliasRef, BuildError, BuildProgress, BuildStage, Dictionary, DictionaryBuilder, DictionaryError,
    EntityRef,
};
pub use gazetteer::{
    Alias, Entity, EntityReader, EntityWriter, Gazetteer, GazetteerError, GazetteerErrorKind,
    GazetteerWarning, Record,
};
pub use matcher::{
    Candidate, ExplainedName, Explanation, Match, MatchKind, Matcher, MatcherBuilder, MatcherError, Matches,
    Reading, Refusal, Verdict, Worker,
};
pub use normalize::{Alignment, Edit, Fold, FoldSet, Normalized, Normalizer, ParseFoldError, UnicodeForm};
pub use offsets::{OffsetIndex, OffsetUnit};
pub use resolve::{Cues, CuesError, Evidence, Reason, Resolved, Resolver};
pub use span::Span;
pub use tokenize::{Sentences, Token, TokenKind, Tokenizer, Tokens};

#[cfg(test)]
mod tests {
    //! What the unit tests share.

    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// So many cases, always the same; `YAQUT_CASES` asks for more, other ones every time.
    pub(crate) fn cases(usual: u32) -> ProptestConfig {
        let asked = std::env::var("YAQUT_CASES").ok().and_then(|cases| cases.parse().ok());
        let (cases, rng_seed) = asked.map_or((usual, RngSeed::Fixed(3)), |cases| (cases, RngSeed::Random));
        ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
    }
}
