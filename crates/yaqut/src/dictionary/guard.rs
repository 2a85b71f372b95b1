//! Which common words a dictionary's names have to be guarded against.

use crate::clitics::readings;
use crate::keys::transliterated;
use crate::{CommonWords, Fold, FoldSet, Normalizer};

/// The common words that a fold or a clitic would turn into one of the one-word names. `is_name` is asked about every
/// reading of every word.
pub(super) fn guarded_words(
    words: &CommonWords,
    folds: FoldSet,
    mut is_name: impl FnMut(&str) -> bool,
) -> impl Iterator<Item = &str> {
    let normalizer = Normalizer::new(folds.without(Fold::Transliteration));
    let mut becomes_name = move |word: &str| {
        let normal = normalizer.normalize(word);
        let mut is_key = |key: &str| is_name(&transliterated(folds, key));
        // Each reading is asked about: a word may become several names.
        readings(normal.text()).filter(|reading| is_key(&reading.key())).count() > 0
    };
    words.iter().filter(move |word| {
        let itself = becomes_name(word);
        // The list has no tanween; in text the last alef of جدا may carry one.
        let accusative = word.strip_suffix('ا').filter(|_| folds.contains(Fold::Accusative));
        accusative.is_some_and(&mut becomes_name) || itself
    })
}
