//! Abbreviations: which dots belong to a word.
//!
//! A dot inside a chain of single letters (`ق.م`) and the dot that closes such a chain (`ق.م.`) always do. After one
//! single letter (`د.`, an initial) or a word of the tables the dot does only where the paragraph goes on with a letter
//! or a digit; at its end it is the full stop.

use super::classes::{LineBreaks, is_arabic, is_format, is_opener};
use super::words::ArabicWord;
use crate::chars;

/// Arabic abbreviations of two letters and more, and the title letters behind a proclitic. Marks and tatweel do not count.
///
/// Left out on purpose: units (`كم`, `سم`), which are words of their own and close sentences as often as not.
pub(crate) const ARABIC: [&str; 9] = [
    "إلخ", "الخ", "ألخ", // and so on
    "ود", "وأ", "وم",
    "لد", // و, ل + doctor, professor, engineer; لأ, لم, بد and ولد are words
    "مج", "تح", // volume, edited by
];

/// Latin abbreviations that stand before a name or inside a sentence.
const LATIN: [&str; 36] = [
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "Jr", "Sr", "Messrs", "Mme", "Hon",
    "Rev", // before or after names
    "Gen", "Col", "Maj", "Capt", "Lt", "Sgt", "Cmdr", "Adm", "Sen", "Rep", "Gov",
    "Pres", // ranks and offices
    "vs", "etc", "al", "cf", "ca", "Inc", "Ltd", "Co", "Corp", "Vol", "Fig", "ed", // in running text
];

/// Letters that date a year and so end no name: `2015 م.`, `1436 هـ.`
const ERAS: [char; 3] = ['م', 'ه', 'ھ'];

/// One-letter words that may stand glued in front of an abbreviation.
const PROCLITICS: [char; 5] = ['و', 'ف', 'ب', 'ك', 'ل'];

/// Pairs of letters that stay an abbreviation behind a proclitic (`بق.م.`, `وص.ب`).
///
/// A proclitic and one letter are mostly a word of their own (`به`, `كم`, `لم`): where the full stop behind it is
/// followed by one letter (`به.و قال`), nothing but the pair tells the two apart. With a third letter (`لأ.ف.ب`) it is
/// an abbreviation in any case. `م.م` is left out because of `لم`, sums of money because nothing is glued to them.
const PAIRS: [[char; 2]; 6] = [
    ['ق', 'م'],
    ['ق', 'ه'],
    ['ب', 'م'], // before Christ, before and after the Hijra
    ['ص', 'ب'], // post box
    ['أ', 'د'],
    ['ا', 'د'], // professor doctor
];

/// Length of the abbreviation that begins with the Arabic word at the start of `text`, if one does.
pub(super) fn arabic(text: &str, word: ArabicWord, after_number: bool) -> Option<usize> {
    let first = text.chars().find(|&c| is_arabic(c) && c != '\u{640}')?;
    let unit = match word.letters {
        1 => true,
        2 => PROCLITICS.contains(&first),
        // A conjunction and a preposition: ولأ.ف.ب.
        3 => {
            matches!(first, 'و' | 'ف')
                && text
                    .chars()
                    .filter(|&c| !chars::is_transparent(c))
                    .nth(1)
                    .is_some_and(|c| matches!(c, 'ب' | 'ك' | 'ل'))
        }
        _ => false,
    };
    let one = dot_after(text.get(word.len..)?)?;
    let (mut end, mut dot, mut letters) = (word.len, Some(one), 1);
    while let (true, Some(dotted)) = (unit, dot) {
        let next = text.get(end + dotted..)?;
        let Some(single) = single_letter(next) else { break };
        (end, letters) = (end + dotted + single, letters + 1);
        dot = text.get(end..).and_then(dot_after);
    }
    if letters > 2 || (letters == 2 && (word.letters == 1 || is_pair(text.get(..end)?))) {
        return Some(end + dot.unwrap_or(0));
    }
    let era = after_number && word.letters == 1 && ERAS.contains(&first);
    let known = (word.letters == 1 && !era) || (word.letters < 4 && in_table(text.get(..word.len)?));
    let dotted = word.len + one;
    (known && goes_on(text.get(dotted..)?)).then_some(dotted)
}

/// Length of the abbreviation that begins with `word`, letters and dots of another script; `after` is what follows it.
pub(super) fn latin(word: &str, after: &str) -> Option<usize> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let mut letters = usize::from(first.is_alphabetic());
    loop {
        match (chars.next(), chars.next()) {
            (None, _) => break,
            (Some('.'), Some(c)) if letters > 0 && c.is_alphabetic() => letters += 1,
            _ => {
                letters = 0;
                break;
            }
        }
    }
    let dot = dot_after(after);
    if letters > 1 {
        return Some(word.len() + dot.unwrap_or(0));
    }
    let known = (letters == 1 && first.is_uppercase()) || LATIN.contains(&word);
    let dotted = dot.filter(|_| known)?;
    goes_on(after.get(dotted..)?).then_some(word.len() + dotted)
}

/// Length of the dot at the start of a text, with the controls before it; not of a dot in a run of dots.
fn dot_after(text: &str) -> Option<usize> {
    let (at, _) = text.char_indices().find(|&(_, c)| !is_format(c)).filter(|&(_, c)| c == '.')?;
    (!text.get(at + 1..)?.starts_with('.')).then_some(at + 1)
}

/// Length of the one Arabic letter at the start of a text, with controls before it and its marks; `None` if more
/// letters follow.
fn single_letter(text: &str) -> Option<usize> {
    let mut end = None;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        match (end.is_some(), c) {
            (_, c) if is_format(c) => {}
            (true, '\u{640}') => end = Some(next),
            (true, c) if chars::is_mark(c) => end = Some(next),
            (true, c) if is_arabic(c) => return None,
            (false, c) if chars::presentation(c).is_some_and(|letters| letters.chars().count() > 1) => {
                return None;
            }
            (false, c) if is_arabic(c) && c != '\u{640}' => end = Some(next),
            _ => break,
        }
    }
    end
}

/// Whether the last two letters of a chain are a known pair.
fn is_pair(chain: &str) -> bool {
    let mut letters = chain.chars().rev().filter(|&c| is_arabic(c) && c != '\u{640}');
    let (last, first) = (letters.next(), letters.next());
    PAIRS.iter().any(|&[one, two]| first == Some(one) && last == Some(two))
}

/// Whether a word without its marks and tatweel is in the table.
fn in_table(word: &str) -> bool {
    let bare = || word.chars().filter(|&c| !chars::is_transparent(c));
    ARABIC.iter().any(|known| known.chars().eq(bare()))
}

/// Whether the paragraph goes on after a dot: with a letter or digit, or after white space with an opening bracket or
/// quote.
fn goes_on(text: &str) -> bool {
    let mut breaks = LineBreaks::default();
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            breaks.push(c);
            if breaks.ends_paragraph() {
                return false;
            }
        } else if !is_format(c) {
            return c.is_alphanumeric() || (gap && is_opener(c));
        }
    }
    false
}
