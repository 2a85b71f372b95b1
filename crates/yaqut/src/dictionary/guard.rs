//! Which common words a dictionary's names have to be guarded against.

use crate::clitics::readings;
use crate::{CommonWords, FoldSet, Normalizer};

/// The common words that folding or a clitic reading would turn into one of the one-word names.
pub(super) fn guarded_words(
    words: &CommonWords,
    folds: FoldSet,
    is_name: impl Fn(&str) -> bool,
) -> impl Iterator<Item = &str> {
    let normalizer = Normalizer::new(folds);
    words.iter().filter(move |word| {
        let normal = normalizer.normalize(word);
        readings(normal.text()).any(|reading| is_name(&format!("{}{}", reading.restored, reading.rest)))
    })
}
