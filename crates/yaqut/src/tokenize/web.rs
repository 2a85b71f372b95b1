//! Links, e-mail addresses, handles and hashtags.

use super::classes::{is_arabic, is_format, is_mark};

const PREFIXES: [&str; 4] = ["http://", "https://", "ftp://", "www."];

/// Length of the URL at the start of a text.
///
/// One pass: the end is the last character that may end a URL, so sentence punctuation after it is left out. Sentence
/// punctuation right before an Arabic letter ends the URL (`www.sana.sy.وقال`), but for a dot behind an Arabic letter of
/// the host (`http://موقع.سوريا`).
pub(super) fn url(text: &str) -> Option<usize> {
    let starts =
        |prefix: &&&str| text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let prefix = PREFIXES.iter().find(starts)?.len();
    let body = text.get(prefix..)?;
    if !body.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut open = [0_usize; 3];
    let mut end = 0;
    // Sentence punctuation came right before, and whether a dot is one: between Arabic labels of a host it is not.
    let (mut stop, mut host, mut label, mut slash) = (false, true, false, false);
    for (at, c) in body.char_indices() {
        let arabic = is_arabic(c);
        if stop && arabic {
            break; // of the next sentence, written without a space
        }
        stop = match c {
            '.' => !(host && label),
            '?' => !slash, // `/?` asks a server
            ',' | ':' | ';' | '!' => true,
            _ => false,
        };
        (label, slash) = (arabic || (label && is_mark(c)), c == '/');
        host &= !matches!(c, '/' | '?' | '#');
        let bracket = match c {
            '(' | ')' => &mut open[0],
            '[' | ']' => &mut open[1],
            _ => &mut open[2],
        };
        match c {
            '(' | '[' | '{' => *bracket += 1,
            ')' | ']' | '}' => {
                if *bracket == 0 {
                    break;
                }
                *bracket -= 1;
                end = at + 1;
            }
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '~' => {} // inside only
            '<' | '>' | '"' | '`' | '\\' | '^' | '|' => break,
            _ if c.is_ascii_graphic() || c.is_alphanumeric() || is_mark(c) => end = at + c.len_utf8(),
            _ => break,
        }
    }
    Some(prefix + end)
}

/// What an attempt to read an e-mail address found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Email {
    /// An address of this length.
    Found(usize),
    /// None, and none starts at a later place before this one either: what keeps many attempts linear.
    NoneBefore(usize),
}

/// Reads an e-mail address at the start of a text: ASCII, a domain of two labels or more, the last of letters.
pub(super) fn email(text: &str) -> Email {
    let bytes = text.as_bytes();
    let mut previous = b'.'; // no dot first
    let local = bytes.iter().take_while(|&&byte| {
        let inside = byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'%' | b'+' | b'-')
            || (byte == b'.' && previous != b'.');
        previous = byte;
        inside
    });
    let local = local.count();
    if bytes.get(local) != Some(&b'@') {
        return Email::NoneBefore(local);
    }
    let Some(domain) = bytes.get(local + 1..) else { return Email::NoneBefore(local) };
    let run = domain.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let mut domain = domain.get(..run.count()).unwrap_or_default();
    while let [inside @ .., b'-' | b'.'] = domain {
        domain = inside; // a hyphen or dot after the address
    }
    let (mut at, mut end) = (0, 0);
    for (n, label) in domain.split(|&byte| byte == b'.').enumerate() {
        if label.is_empty() {
            break;
        }
        at += usize::from(n > 0) + label.len();
        if n > 0 && label.len() > 1 && label.iter().all(u8::is_ascii_alphabetic) {
            end = at;
        }
    }
    let dot_at_end = bytes.get(local.wrapping_sub(1)) == Some(&b'.');
    if end == 0 || dot_at_end { Email::NoneBefore(local + 1) } else { Email::Found(local + 1 + end) }
}

/// Length of the hashtag at the start of a text: `#`, then letters of any script, digits, marks and `_`, with at least
/// one letter. Where `glued`, behind ASCII, that letter must be Arabic: `F#minor` and `&#x6A9;` hold no hashtags.
pub(super) fn hashtag(text: &str, glued: bool) -> Option<usize> {
    tag(text, |_, _| true).filter(|tag| !glued || is_arabic(tag.first)).map(|tag| tag.len)
}

/// Whether a `#` after this text is glued to it.
pub(super) fn glues_hashtag(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '&'))
}

/// Length of the handle at the start of a text: `@`, then letters of one script, digits and `_`, with at least one
/// letter. An Arabic word glued to a Latin handle is not part of it.
///
/// `before` is the text in front: behind an ASCII letter or digit, perhaps with one `.` `-` `_` between, the `@` is that
/// of a broken e-mail address.
pub(super) fn mention(text: &str, before: &str) -> Option<usize> {
    let local = before.strip_suffix(['_', '.', '-']).unwrap_or(before);
    if local.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    tag(text, |first, c| is_arabic(first) == is_arabic(c)).map(|tag| tag.len)
}

/// A sigil and the name after it.
struct Tag {
    len: usize,
    /// The first letter of the name.
    first: char,
}

/// Reads a sigil and a name; `fits` says whether a letter may follow in a name with this first letter.
fn tag(text: &str, fits: impl Fn(char, char) -> bool) -> Option<Tag> {
    let mut first = None;
    let mut end = 0;
    for (at, c) in text.char_indices().skip(1) {
        if is_format(c) {
            continue; // inside only
        } else if is_mark(c) {
            if end == 0 {
                break;
            }
        } else if c.is_alphabetic() {
            if !fits(*first.get_or_insert(c), c) {
                break;
            }
        } else if !c.is_numeric() && c != '_' {
            break;
        }
        end = at + c.len_utf8();
    }
    first.map(|first| Tag { len: end, first })
}
