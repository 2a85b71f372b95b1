//! Which folds make a written name and its spelling equal: the fewest and cheapest.

use std::borrow::Cow;

use super::check::Place;
use crate::keys::{KeyWords, after_letters, gap_fold, letter_code, particle};
use crate::normalize::{composed, expanded};
use crate::{Enclitic, Fold, FoldSet, Normalizer, Span, Tokenizer};

/// Compares what is written with spellings; its buffers are reused.
#[derive(Debug, Default)]
pub(super) struct Comparer {
    spelling_words: KeyWords,
}

impl Comparer {
    /// The folds between the written words and the spelling's, word by word and gap by gap; nothing where the allowed
    /// ones are not enough. `compiled` are those the key words are folded by.
    pub(super) fn compare(
        &mut self,
        compiled: FoldSet,
        place: Place<'_>,
        spelling: &str,
        allowed: FoldSet,
    ) -> Option<FoldSet> {
        self.spelling_words.clear();
        for token in Tokenizer::new().tokenize(spelling) {
            self.spelling_words.push_token(compiled, spelling, token, false);
        }
        let spelling_words = self.spelling_words.words();
        if spelling_words.len() != place.words.len() {
            return None;
        }
        let mut folds = FoldSet::EMPTY;
        for (at, (word, spelled)) in place.words.iter().zip(spelling_words).enumerate() {
            let inner = Span::new(word.start.max(place.span.start), word.end.min(place.span.end));
            let mut written = Cow::Borrowed(inner.get(place.text)?);
            if at == 0 {
                if place.in_ligature > 0 {
                    let letters = expanded(&written).into_owned();
                    let (cut, _) = after_letters(&letters, place.in_ligature);
                    written = Cow::Owned(letters.get(cut..)?.to_owned());
                    folds = folds.with(Fold::Presentation);
                }
                let restored = place.occurrence.front.restored.letters();
                if !restored.is_empty() {
                    written = Cow::Owned(format!("{restored}{written}"));
                }
            }
            folds = folds.union(needed(allowed, &written, spelled.span.get(spelling)?)?);
            if let (Some(next), Some(next_spelled)) = (place.words.get(at + 1), spelling_words.get(at + 1)) {
                let gap = Span::new(word.end, next.start).get(place.text)?;
                let spelled_gap = Span::new(spelled.span.end, next_spelled.span.start).get(spelling)?;
                folds = folds.union(gap_fold(gap, spelled_gap)?);
            }
        }
        Some(folds)
    }
}

/// The folds between plain words with single spaces, letter by letter, marks and strokes on those that are written
/// passed over; nothing where that cannot tell.
///
/// `whole` says that the first letter begins its word; behind an article's letters that were not written it does not.
pub(super) fn letter_folds(written: &[u8], spelled: &[u8], whole: bool) -> Option<FoldSet> {
    let mut folds = FoldSet::EMPTY;
    let mut begins = whole;
    let (mut at, mut theirs_at) = (0, 0);
    while let Some(&first) = written.get(at) {
        if first == b' ' {
            if begins || spelled.get(theirs_at) != Some(&b' ') {
                return None;
            }
            (begins, at, theirs_at) = (true, at + 1, theirs_at + 1);
            continue;
        }
        let (ours, theirs) = (letter(written, at)?, letter(spelled, theirs_at)?);
        (at, theirs_at) = (at + 2, theirs_at + 2);
        while let Some(ornament) = ornament(written, at) {
            (folds, at) = (folds.with(ornament), at + 2);
            if letter(written, at) == Some('ء') {
                return None; // its seat may take the ornaments with it
            }
        }
        if ours != theirs {
            let ends = matches!(written.get(at), None | Some(b' '));
            let either =
                |one: char, other: char| (ours, theirs) == (one, other) || (theirs, ours) == (one, other);
            let is_alef = |c: char| matches!(c, 'ا' | 'أ' | 'إ' | 'آ');
            folds = folds.with(match (begins, ends) {
                _ if is_alef(ours) && is_alef(theirs) => Fold::Alef,
                (false, false) if either('ؤ', 'ئ') => Fold::Hamza,
                (_, true) if either('ى', 'ي') => Fold::AlefMaksura,
                (_, true) if either('ة', 'ه') => Fold::TehMarbuta,
                _ => return None,
            });
        }
        begins = false;
    }
    (theirs_at == spelled.len() && (!begins || written.is_empty())).then_some(folds)
}

/// The fold that takes away what stands at a place, if that is a mark nothing looks at or a stretching stroke.
fn ornament(bytes: &[u8], at: usize) -> Option<Fold> {
    match bytes.get(at..)?.first_chunk()? {
        [0xD9, 0x80] => Some(Fold::Tatweel),
        [0xD9, 0x8C..=0x92 | 0xB0] => Some(Fold::Diacritics), // not the tanween of an accusative
        _ => None,
    }
}

/// The plain letter at a place.
fn letter(bytes: &[u8], at: usize) -> Option<char> {
    let &[lead, second] = bytes.get(at..)?.first_chunk()?;
    if lead & 0xFE != 0xD8 {
        return None;
    }
    char::from_u32(0x600 | u32::from(lead & 1) << 6 | u32::from(second & 0x3F))
        .filter(|&c| letter_code(c) > 0)
}

/// The fewest and cheapest of the allowed folds that make two words equal; `None` if all of them do not.
pub(super) fn needed(allowed: FoldSet, written: &str, spelled: &str) -> Option<FoldSet> {
    // A hamza written as a sign is the letter with it, whatever folds are on.
    let (written, spelled) = (composed(written), composed(spelled));
    if written == spelled {
        return Some(FoldSet::EMPTY);
    }
    let normalizer = Normalizer::new(allowed);
    let (ours, theirs) = (normalizer.normalize(&written), normalizer.normalize(&spelled));
    if ours.text() != theirs.text() {
        // The forms of أبو and ابن fold only before another word, which a word by itself does not have.
        let alone = allowed.contains(Fold::Particle) && !written.contains(' ');
        let alone = alone && is_particle(&written) && is_particle(&spelled);
        return alone.then(|| needed(allowed, &before_a_word(&written), &before_a_word(&spelled)))?;
    }
    let used = ours.folds().union(theirs.folds());
    let mut folds = used;
    let mut dearest_first: Vec<Fold> = used.iter().collect();
    dearest_first.reverse();
    for fold in dearest_first {
        let fewer = Normalizer::new(folds.without(fold));
        if fewer.normalize(&written).text() == fewer.normalize(&spelled).text() {
            folds = folds.without(fold);
        }
    }
    Some(folds)
}

fn is_particle(word: &str) -> bool {
    particle(Normalizer::search().normalize(word).text()).is_some()
}

fn before_a_word(word: &str) -> String {
    format!("{word} علي")
}

/// The folds a written pronoun takes; `None` where its letters are no pronoun: ة is never ه.
pub(super) fn pronoun_folds(allowed: FoldSet, written: &str, enclitic: Enclitic) -> Option<FoldSet> {
    // Behind a letter, so that the last one is at a word's end.
    let (written, form) = (format!("ب{written}"), format!("ب{}", enclitic.form()));
    if written.contains('ة') { None } else { needed(allowed, &written, &form) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(crate::tests::cases(2000))]

        #[test]
        fn letters_need_the_folds_that_words_need(
            pairs in proptest::collection::vec((proptest::sample::select(LETTERS.to_vec()), proptest::sample::select(LETTERS.to_vec()), 0..6), 1..7),
        ) {
            let written: String = pairs.iter().map(|(a, _, _)| a).collect();
            let spelled: String = pairs.iter().map(|(a, b, same)| if *same > 0 { a } else { b }).collect();
            let Some(folds) = letter_folds(written.as_bytes(), spelled.as_bytes(), true) else { return Ok(()) };
            prop_assert_eq!(Some(folds), needed(FoldSet::search(), &written, &spelled), "{} {}", written, spelled);
        }

        #[test]
        fn ornaments_need_folds_too(
            written in "([اأإبةهىيؤئءوعدل][\u{640}\u{64B}\u{64C}\u{64E}\u{651}\u{670}]{0,2}){1,6}",
            spelled in "[اأإبةهىيؤئءوعدل]{1,6}",
            same in proptest::bool::weighted(0.8),
        ) {
            let bare = written.chars().filter(|&c| letter_code(c) > 0).collect();
            let spelled = if same { bare } else { spelled };
            let Some(folds) = letter_folds(written.as_bytes(), spelled.as_bytes(), true) else { return Ok(()) };
            prop_assert_eq!(Some(folds), needed(FoldSet::search(), &written, &spelled), "{} {}", written, spelled);
        }
    }

    const LETTERS: [char; 14] = ['ا', 'أ', 'إ', 'آ', 'ؤ', 'ئ', 'ء', 'و', 'ى', 'ي', 'ة', 'ه', 'ب', 'ن'];
}
