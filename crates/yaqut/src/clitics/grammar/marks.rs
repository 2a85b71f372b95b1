//! Which cuts of a vocalized word its marks allow.

use super::cut::{Conjunction, Cut, Particle};
use super::letters;
use super::pronoun::Pronoun;
use super::word::{Word, mark};
use super::{ALEF, FEH, MEEM, NOON, TEH, WAW, YEH};
use crate::clitics::Restored;

/// Whether a stem can have its marks: one of three letters ends doubled only in و or ي (عَدُوّ), or behind
/// أ ي ت ن م and no vowel (أَشَدّ, but وَعَدَّ is و + عَدَّ), those of
/// two that end in a sukun (قَدْ, لَمْ) have no other vowel there, and فَهُمْ and وَهُمْ are the pronoun.
fn shape_allows(word: &Word, cut: Cut) -> bool {
    const VOWEL: u8 = mark::FATHA | mark::DAMMA | mark::KASRA;
    let (front, letters) = (cut.front(), word.letters);
    let stem = letters.len() - front - cut.pronoun.letters();
    let marks = |letter: usize| word.marks(front + letter);
    let quiet = [['ق', 'د'], ['ل', 'م'], ['ل', 'ن'], ['ه', 'ل'], ['ب', 'ل']];
    match stem {
        2 => {
            let is_quiet = quiet.iter().any(|&[first, last]| {
                letters.get(front) == letters::of(first) && letters.get(front + 1) == letters::of(last)
            });
            !is_quiet || marks(1) & (mark::FATHA | mark::DAMMA | mark::TANWEEN | mark::SHADDA) == 0
        }
        3 => {
            let vowels = marks(0) & VOWEL != 0 && marks(1) & VOWEL != 0;
            let person = matches!(letters.get(front), ALEF | YEH | TEH | NOON | MEEM);
            let weak = matches!(letters.get(front + 2), WAW | YEH);
            let doubled = marks(2) & mark::SHADDA != 0 && !weak && (vowels || !person);
            let pronoun = front == 0
                && matches!(letters.get(0), WAW | FEH)
                && letters.get(1) == letters::of('ه')
                && letters.get(2) == MEEM
                && marks(1) & mark::DAMMA != 0;
            !doubled && !pronoun
        }
        _ => true,
    }
}

/// Whether the marks of a vocalized word allow a cut.
///
/// No stem begins with a sukun or doubled.
/// و, ف, ك, س and أ carry a fatha, ب a kasra, ل either; none is doubled. ه carries a damma or kasra, a pronoun's other
/// consonants their own vowel, and no tanween stands on a pronoun.
pub(crate) fn marks_allow(word: &Word, cut: Cut) -> bool {
    const VOWELS: u8 = mark::FATHA | mark::DAMMA | mark::KASRA | mark::SUKUN;
    let carries = |letter: usize, allowed: u8| {
        let marks = word.marks(letter);
        let vowel = marks & (VOWELS | mark::TANWEEN);
        marks & mark::SHADDA == 0 && (vowel == 0 || vowel & allowed != 0)
    };
    let stem = word.marks(cut.front());
    // Behind ل the stem begins with the article's ل, which may be both.
    let article = cut.restored != Restored::Nothing;
    if !article && (stem & (mark::SUKUN | mark::SHADDA) != 0 || !shape_allows(word, cut)) {
        return false;
    }
    if cut.question && !carries(0, mark::FATHA) {
        return false;
    }
    let mut at = usize::from(cut.question);
    if cut.conjunction != Conjunction::None {
        if !carries(at, mark::FATHA) {
            return false;
        }
        at += 1;
    }
    let particle = match cut.particle {
        Particle::None => true,
        Particle::Ba => carries(at, mark::KASRA),
        // Behind a conjunction the ل of a command loses its vowel.
        Particle::La => carries(at, mark::KASRA | mark::FATHA | mark::SUKUN),
        Particle::Ka | Particle::Sa | Particle::Ma | Particle::Not => carries(at, mark::FATHA),
    };
    let end = word.letters.len();
    let back = |letters: &[u8]| {
        (0..).zip(letters).all(|(place, &allowed)| carries(end - letters.len() + place, allowed))
    };
    const HU: u8 = mark::DAMMA | mark::KASRA;
    const OPEN: u8 = mark::FATHA;
    const LONG: u8 = mark::FATHA | mark::SUKUN;
    let pronoun = match cut.pronoun.form() {
        "ه" => back(&[HU | mark::SUKUN]),
        "ها" | "نا" => cut.pronoun == Pronoun::ASSIMILATED || back(&[OPEN, LONG]),
        "هما" => back(&[HU, OPEN, LONG]),
        "هم" => back(&[HU, mark::SUKUN | mark::DAMMA]),
        "ك" => back(&[OPEN | mark::KASRA]),
        "كما" => back(&[mark::DAMMA, OPEN, LONG]),
        "كم" => back(&[mark::DAMMA, mark::SUKUN | mark::DAMMA]),
        "ني" => back(&[mark::KASRA, OPEN | mark::SUKUN]),
        "" => true,
        // هن and كن are doubled, ي is whatever stands before it; but none ends in a tanween.
        _ => word.marks(end - 1) & mark::TANWEEN == 0,
    };
    particle && pronoun
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LexiconBuilder;
    use crate::clitics::grammar::{Cuts, add_cuts};

    #[test]
    fn marks_contradict_cuts() {
        let allowed = |word: &str| {
            let read = Word::read(word).unwrap();
            let mut cuts = Cuts::new();
            add_cuts(&read, &mut cuts, &LexiconBuilder::new().finish());
            cuts.that(|cut| marks_allow(&read, cut))
                .as_slice()
                .iter()
                .map(|cut| cut.show(word))
                .collect::<Vec<_>>()
        };
        assert_eq!(allowed("وِزارة"), ["وِزارة"]);
        assert_eq!(allowed("بَلَد"), ["بَلَد"]);
        assert_eq!(allowed("كِتابُهُم"), ["كِتابُهُم", "كِتابُ+هُم"]);
        assert_eq!(allowed("وَهْم"), ["وَهْم"]);
        assert_eq!(allowed("فَهُم"), ["فَ+هُم"]);
        assert_eq!(allowed("وَعَدَّ"), ["وَ+عَدَّ"]);
        assert_eq!(allowed("فَقَدَ"), ["فَقَدَ"]);
        assert_eq!(allowed("وردّ"), ["و+ردّ"]);
        assert!(allowed("عَدُوّ").contains(&"عَدُوّ".to_owned()));
        assert!(allowed("لِلْعِرَاقِ").contains(&"لِ+لْعِرَاقِ".to_owned()));
        assert_eq!(allowed("كِتابِيٌّ"), ["كِتابِيٌّ"]);
        assert_eq!(allowed("أُترجم"), ["أُترجم"]);
    }
}
