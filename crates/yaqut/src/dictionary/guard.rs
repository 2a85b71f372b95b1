//! Which common words a dictionary's names have to be guarded against.

use crate::clitics::readings;
use crate::{CommonWords, Fold, FoldSet, Normalizer};

/// The common words that a fold or a clitic would turn into one of the one-word names.
pub(super) fn guarded_words(
    words: &CommonWords,
    folds: FoldSet,
    is_name: impl Fn(&str) -> bool,
) -> impl Iterator<Item = &str> {
    let normalizer = Normalizer::new(folds);
    let becomes_name = move |word: &str| {
        let normal = normalizer.normalize(word);
        readings(normal.text()).any(|reading| is_name(&format!("{}{}", reading.restored, reading.rest)))
    };
    words.iter().filter(move |word| {
        // The list has no tanween; in text the last alef of جدا may carry one.
        let accusative = word.strip_suffix('ا').filter(|_| folds.contains(Fold::Accusative));
        becomes_name(word) || accusative.is_some_and(&becomes_name)
    })
}
