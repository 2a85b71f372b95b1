//! What can be wrong with a gazetteer, and where.

use std::error::Error;
use std::fmt;

use super::cause::Cause;

/// Why a gazetteer could not be read, built or written: the line, the column and what to do about it.
///
/// ```
/// use yaqut::{Gazetteer, GazetteerErrorKind};
///
/// let source = "id,type,name,alises\ncldr:SY,place,سوريا,سورية\n";
/// let error = Gazetteer::from_csv(source.as_bytes()).unwrap_err();
/// assert_eq!(error.kind(), GazetteerErrorKind::Header);
/// assert_eq!((error.line(), error.column()), (Some(1), Some("alises")));
/// assert_eq!(
///     error.to_string(),
///     "line 1, column `alises`: not a known name, but close to `aliases`; write `aliases`, or rename it (`x_alises`) \
///      if it is your own"
/// );
/// ```
#[derive(Debug)]
pub struct GazetteerError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    line: Option<u64>,
    place: Option<Place>,
    cause: Cause,
}

/// Where in its line an error lies.
#[derive(Debug)]
enum Place {
    Column(String),
    Byte(u64),
}

/// The sort of a [`GazetteerError`].
///
/// ```
/// use yaqut::{Gazetteer, GazetteerErrorKind};
/// let error = Gazetteer::from_jsonl("{\"id\":\"x\",\"type\":\"place\",\"name\":\"ـــ\"}".as_bytes()).unwrap_err();
/// assert_eq!(error.kind(), GazetteerErrorKind::Name);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GazetteerErrorKind {
    /// The reader or the writer failed.
    Io,
    /// The bytes are not UTF-8.
    Encoding,
    /// The header of a table: a column missing, given twice, misspelled, or the wrong delimiter.
    Header,
    /// A record that breaks the rules of its format: quotes, the number of fields, JSON.
    Syntax,
    /// A value that is missing, of the wrong type or out of range.
    Value,
    /// A name or an alias that could never match: nothing is left of it when it is normalized, or it is too long.
    Name,
    /// An id given twice.
    DuplicateId,
    /// A record longer than the reader's limit.
    TooLong,
    /// No entry at all.
    NoEntries,
    /// Something the format asked for cannot hold.
    Unwritable,
}

impl GazetteerError {
    /// The sort of the error.
    #[must_use]
    pub fn kind(&self) -> GazetteerErrorKind {
        self.0.cause.kind()
    }

    /// The line of the source, the first is 1; `None` if the error is of no line.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The name of the column or of the JSON key.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match &self.0.place {
            Some(Place::Column(name)) => Some(name),
            _ => None,
        }
    }

    /// The byte of the line, the first is 1, where the encoding or the JSON is broken.
    #[must_use]
    pub fn byte(&self) -> Option<u64> {
        match self.0.place {
            Some(Place::Byte(byte)) => Some(byte),
            _ => None,
        }
    }

    pub(super) fn at_line(mut self, line: u64) -> Self {
        self.0.line.get_or_insert(line);
        self
    }

    pub(super) fn in_column(mut self, name: &str) -> Self {
        self.0.place.get_or_insert_with(|| Place::Column(name.to_owned()));
        self
    }

    pub(super) fn at_byte(mut self, byte: u64) -> Self {
        self.0.place.get_or_insert(Place::Byte(byte));
        self
    }
}

impl From<Cause> for GazetteerError {
    fn from(cause: Cause) -> Self {
        GazetteerError(Box::new(Inner { line: None, place: None, cause }))
    }
}

impl fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { line, place, cause } = &*self.0;
        let line = line.map(|line| format!("line {line}"));
        let place = place.as_ref().map(|place| match place {
            Place::Column(name) => format!("column {}", Quoted(name)),
            Place::Byte(byte) => format!("byte {byte}"),
        });
        match (line, place) {
            (Some(line), Some(place)) => write!(f, "{line}, {place}: {cause}"),
            (Some(only), None) | (None, Some(only)) => write!(f, "{only}: {cause}"),
            (None, None) => write!(f, "{cause}"),
        }
    }
}

impl Error for GazetteerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.source()
    }
}

/// A piece of the user's text inside a message: in back quotes, cut short, invisible characters escaped.
pub(super) struct Quoted<'t>(pub(super) &'t str);

const QUOTED_CHARS: usize = 60;

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`")?;
        for c in self.0.chars().take(QUOTED_CHARS) {
            if c.is_control() || crate::chars::is_format(c) || matches!(c, '\u{2028}' | '\u{2029}') {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                write!(f, "{c}")?;
            }
        }
        let cut = self.0.chars().nth(QUOTED_CHARS).is_some();
        f.write_str(if cut { "…`" } else { "`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_small_and_crosses_threads() {
        fn is_send_and_sync<T: Send + Sync + 'static>() {}
        is_send_and_sync::<GazetteerError>();
        assert_eq!(size_of::<GazetteerError>(), size_of::<usize>());
    }

    #[test]
    fn the_first_place_given_to_an_error_is_the_nearest_one() {
        let error = GazetteerError::from(Cause::NoEntries).at_line(3).in_column("name").at_line(9).at_byte(2);
        assert_eq!((error.line(), error.column(), error.byte()), (Some(3), Some("name"), None));
        assert!(error.to_string().starts_with("line 3, column `name`: "));
    }

    #[test]
    fn a_quotation_is_cut_and_shows_invisible_characters() {
        assert_eq!(Quoted("س\u{202E}\n").to_string(), "`س\\u{202e}\\u{a}`");
        assert_eq!(Quoted(&"ا".repeat(61)).to_string(), format!("`{}…`", "ا".repeat(60)));
        assert_eq!(Quoted(&"ا".repeat(60)).to_string(), format!("`{}`", "ا".repeat(60)));
    }
}
