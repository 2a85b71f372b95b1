//! The lexicon of Yaqut's clitic segmenter: how frequent Arabic words are, how they are used, and how words are cut.
//!
//! ```
//! use yaqut::Segmenter;
//!
//! let segmenter = Segmenter::new(yaqut_lexicon::lexicon());
//! let cut = segmenter.segment("وللعراق");
//! assert_eq!(cut.to_string(), "و+ ل+ العراق");
//! assert_eq!(cut.stem().text(), "لعراق"); // as it is written
//! assert_eq!(segmenter.segment("مدرستهم").to_string(), "مدرسة +هم");
//! ```
//!
//! The frequencies are wordfreq's (CC BY-SA 4.0), the uses of words hunspell-ar's (MPL 1.1), the words and sentences cut by
//! hand our own: `data/SOURCES.md` names the source and licence of every table. All of it is compiled when this crate is
//! built, into a buffer of its own licence; code that links it stays under its own.
#![forbid(unsafe_code)]

use std::sync::OnceLock;

use bytes::Bytes;
use yaqut::Lexicon;

/// The compiled lexicon, as bytes: the same that [`lexicon`] opens.
pub static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.yql"));

/// The embedded lexicon, compiled and taught when this crate was built.
///
/// Opened and checked once, in a tenth of a millisecond; every later call clones a handle.
#[must_use]
#[expect(clippy::expect_used, reason = "the build script wrote these bytes with this very library")]
pub fn lexicon() -> Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let open = || Lexicon::from_bytes(Bytes::from_static(BYTES)).expect("the embedded lexicon opens");
    LEXICON.get_or_init(open).clone()
}
