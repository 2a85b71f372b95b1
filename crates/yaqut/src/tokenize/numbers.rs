//! Percent signs: the one thing UAX #29 does not count as part of a number.

use super::classes::is_format;

/// Whether the character is a percent or per-mille sign.
pub(super) fn is_percent(c: char) -> bool {
    matches!(c, '%' | '٪' | '‰' | '؉' | '؊')
}

/// Length of the percent sign that follows a number, with the controls between; 0 if there is none.
///
/// Editors put a bidi mark before the sign to keep it on the right side of the digits.
pub(super) fn percent_after(text: &str) -> usize {
    let sign = text.char_indices().find(|&(_, c)| !is_format(c));
    sign.filter(|&(_, c)| is_percent(c)).map_or(0, |(at, c)| at + c.len_utf8())
}
