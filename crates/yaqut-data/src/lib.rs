//! The gazetteer that is embedded in Yaqut: people, places, organisations, nationalities and currencies of the Arabic
//! press.
//!
//! ```
//! use yaqut::Matcher;
//!
//! let matcher = Matcher::new(yaqut_data::dictionary());
//! let found: Vec<_> = matcher
//!     .find_iter("وقال لافروف إن روسيا متضامنة مع العراق")
//!     .map(|m| (m.text().to_owned(), m.entity().id().to_owned()))
//!     .collect();
//! assert_eq!(found[0], ("لافروف".into(), "yaqut:person/sergei-lavrov".into()));
//! assert_eq!(found[1], ("روسيا".into(), "cldr:RU".into()));
//! assert_eq!(found[2], ("العراق".into(), "cldr:IQ".into()));
//! ```
//!
//! Ids say where a fact is from: `cldr:SY` and `cldr:iqan` are codes of the Unicode CLDR, `geonames:170063` of GeoNames,
//! `yaqut:person/sergei-lavrov` is our own. `data/SOURCES.md` names the source and licence of every table.
#![forbid(unsafe_code)]

use std::sync::OnceLock;

use bytes::Bytes;
use yaqut::Dictionary;

/// The compiled dictionary, as bytes: the same that [`dictionary`] opens.
pub static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.yqt"));

/// The embedded gazetteer, compiled when this crate was built.
///
/// Opened once, at once: the bytes were made by the build script, and a test checks them whole. Every later call clones a handle.
#[must_use]
#[expect(clippy::expect_used, reason = "the build script wrote these bytes with this very library")]
pub fn dictionary() -> Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    let open = || {
        Dictionary::from_bytes_unverified(Bytes::from_static(BYTES)).expect("the embedded dictionary opens")
    };
    DICTIONARY.get_or_init(open).clone()
}
