//! The lexicon that words are cut with: the embedded one, or a model that was trained.

use std::path::Path;

use yaqut::Lexicon;

use crate::exit::Failure;
use crate::gazetteers::file::bad;
use crate::mapped;
use yaqut_batch::input::cannot_read;

/// The model of a file, or the embedded lexicon.
pub(crate) fn open(model: Option<&Path>) -> Result<Lexicon, Failure> {
    let Some(path) = model else { return embedded() };
    let bytes = mapped::read(path, None).map_err(|error| bad(path, &cannot_read(&error)))?;
    Lexicon::from_bytes(bytes).map_err(|error| bad(path, &error.to_string()))
}

#[cfg(feature = "lexicon")]
#[expect(clippy::unnecessary_wraps, reason = "a build without the lexicon has none to give")]
fn embedded() -> Result<Lexicon, Failure> {
    Ok(yaqut_lexicon::lexicon())
}

#[cfg(not(feature = "lexicon"))]
fn embedded() -> Result<Lexicon, Failure> {
    Err(Failure::Start(
        "this build has no lexicon; name one with --model, or build with the feature `lexicon`".to_owned(),
    ))
}
