//! The letters most text is made of, which no fold of the presets changes: the walk skips them byte by byte.

/// The letter is never changed.
const INERT: u8 = 1;
/// Nothing is to be looked at when a word begins with it.
const STARTS: u8 = 2;
/// A letter: no mark, stroke or control, so nothing hides behind it.
const LETTER: u8 = 4;

/// What is known of each character of U+0600 to U+06FF.
#[expect(clippy::indexing_slicing, reason = "evaluated when compiled, in bounds or not at all")]
static KNOWN: [u8; 256] = {
    let mut known = [0; 256];
    let mut at = 0;
    while at < 256 {
        known[at] = match char::from_u32(0x600 + at as u32) {
            Some(c) if is_inert(c) => {
                let starts = !matches!(c, 'ع' | 'ف' | 'ب' | 'ك' | 'ل');
                INERT | LETTER | if starts { STARTS } else { 0 }
            }
            Some('ء'..='غ' | 'ف'..='ي' | 'ٱ') => LETTER,
            _ => 0,
        };
        at += 1;
    }
    known
};

/// Whether no fold of a preset changes the letter, whatever stands around it.
pub(super) const fn is_inert(c: char) -> bool {
    matches!(c, 'ب' | 'ت' | 'ث' | 'ج' | 'ح'..='ظ' | 'ع' | 'غ' | 'ف' | 'ق' | 'ك' | 'ل'..='ه' | 'ي' | 'ء' | 'چ')
}

/// Where a walk that stands at `at` has something to look at again, and the word it is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skipped {
    pub(super) at: usize,
    /// Letters of the current word so far.
    pub(super) letters: usize,
    /// Where the last character that was skipped begins; `None` if none was.
    pub(super) last: Option<usize>,
    /// Whether white space was skipped.
    pub(super) spaces: bool,
}

/// Skips plain letters and single spaces from `at` on, with `letters` of the current word before it.
pub(super) fn skip(bytes: &[u8], mut at: usize, mut letters: usize) -> Skipped {
    let (mut last, mut spaces) = (None, false);
    while let Some(&[first, second]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if (0xD8..=0xDB).contains(&first) {
            let c = letter(first, second);
            let known = known(c);
            let plain = if letters > 0 {
                known & INERT != 0 || (matches!(c, ALEF | WAW) && before_plain(bytes, at, c))
            } else {
                known & STARTS != 0 || (known & LETTER != 0 && begins_plainly(bytes, at, c))
            };
            if !plain {
                break;
            }
            last = Some(at);
            letters += 1;
            at += 2;
        } else if first == b' '
            && (0xD8..=0xDB).contains(&second)
            && last.is_some_and(|last| bytes.get(last) != Some(&b' '))
        {
            last = Some(at);
            (letters, spaces) = (0, true);
            at += 1;
        } else {
            break;
        }
    }
    Skipped { at, letters, last, spaces }
}

const ALEF: u8 = 0x27;
const BEH: u8 = 0x28;
const AIN: u8 = 0x39;
const LAM: u8 = 0x44;
const WAW: u8 = 0x48;
const HAMZA: u8 = 0x21;

/// The last eight bits of a two-byte character from U+0600 on.
const fn letter(first: u8, second: u8) -> u8 {
    (first & 3) << 6 | second & 0x3F
}

fn known(c: u8) -> u8 {
    KNOWN.get(usize::from(c)).copied().unwrap_or(0)
}

/// The letter `n` places behind the one at `at`; `None` if something else stands there or between.
fn letter_behind(bytes: &[u8], at: usize, n: usize) -> Option<u8> {
    let &[first, second] = bytes.get(at + 2 * n..)?.first_chunk()?;
    let c = letter(first, second);
    ((0xD8..=0xDB).contains(&first) && known(c) & LETTER != 0).then_some(c)
}

/// An alef is an accusative's only before a mark or at a word's end; a waw is a hamza's seat only before ء.
fn before_plain(bytes: &[u8], at: usize, c: u8) -> bool {
    match letter_behind(bytes, at, 1) {
        Some(next) => c == ALEF || next != HAMZA,
        None => bytes.get(at + 2).is_some_and(|&next| next == b' '),
    }
}

/// Whether the word that begins here is neither أبو nor ابن nor a name written onto عبد.
fn begins_plainly(bytes: &[u8], at: usize, c: u8) -> bool {
    let (Some(second), Some(third)) = (letter_behind(bytes, at, 1), letter_behind(bytes, at, 2)) else {
        return false;
    };
    let servant = c == AIN || second == AIN || third == AIN;
    match c {
        ALEF => second == LAM && !servant || !matches!(second, LAM | BEH),
        WAW => second != HAMZA && !servant,
        _ => known(c) & INERT != 0 && !servant,
    }
}
