//! Reading a gazetteer one record at a time.

use std::collections::HashMap;
use std::io::Read;

use super::Gazetteer;
use super::cause::Cause;
use super::check::MAX_ALIAS_CHARS;
use super::entity::Entity;
use super::error::{GazetteerError, GazetteerErrorKind};
use super::json::{self, Statement};
use super::lines::Lines;
use super::table::Table;

/// The records of a gazetteer, read one by one, so that millions of them need not be in memory.
///
/// Where a record is bad the iterator gives the error and goes on with the next one; it ends after an error that spoils
/// the rest: of the header, of the reader below, or of a record beyond the limit. It cannot see an id given twice,
/// because it forgets what it has read; [`Gazetteer`] does.
///
/// ```
/// use yaqut::{EntityReader, Record};
///
/// let source = "id,type,name\ncldr:SY,place,سوريا\n\ncldr:IQ,place\ncldr:EG,place,مصر\n";
/// let mut names = Vec::new();
/// for record in EntityReader::csv(source.as_bytes()) {
///     match record {
///         Ok(Record::Entity(entity)) => names.push(entity.name().to_owned()),
///         Ok(Record::Remove(_)) => {}
///         Err(error) => assert!(error.to_string().starts_with("line 4: the row has 2 fields, the header 3")),
///     }
/// }
/// assert_eq!(names, ["سوريا", "مصر"]);
/// ```
#[derive(Debug)]
pub struct EntityReader<R> {
    lines: Lines<R>,
    format: Format,
    max_alias_chars: usize,
    max_record_bytes: usize,
    allow_empty: bool,
    /// The line the last record began in.
    line: u64,
    empty: bool,
    done: bool,
}

#[derive(Debug)]
enum Format {
    Table(Table),
    Jsonl,
}

/// One record of a gazetteer.
///
/// ```
/// use yaqut::{EntityReader, Record};
/// let source = r#"{"id":"cldr:SY","remove":true}"#;
/// let record = EntityReader::jsonl(source.as_bytes()).next().unwrap()?;
/// assert_eq!(record, Record::Remove("cldr:SY".to_owned()));
/// # Ok::<(), yaqut::GazetteerError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// An entity.
    Entity(Entity),
    /// The id of an entity to remove from the gazetteers this one is laid over.
    Remove(String),
}

impl Record {
    /// The id of the entity.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Record::Entity(entity) => entity.id(),
            Record::Remove(id) => id,
        }
    }
}

const MAX_RECORD_BYTES: usize = 64 << 20;

impl<R: Read> EntityReader<R> {
    /// Reads fields separated by commas.
    pub fn csv(input: R) -> Self {
        Self::new(input, Format::Table(Table::new(',')))
    }

    /// Reads fields separated by tabs, quoted as in CSV.
    pub fn tsv(input: R) -> Self {
        Self::new(input, Format::Table(Table::new('\t')))
    }

    /// Reads one JSON object a line.
    pub fn jsonl(input: R) -> Self {
        Self::new(input, Format::Jsonl)
    }

    fn new(input: R, format: Format) -> Self {
        EntityReader {
            lines: Lines::new(input),
            format,
            max_alias_chars: MAX_ALIAS_CHARS,
            max_record_bytes: MAX_RECORD_BYTES,
            allow_empty: false,
            line: 0,
            empty: true,
            done: false,
        }
    }

    /// The most characters a name may have, not counting marks, tatweel and invisible controls; 256 unless set.
    #[must_use]
    pub fn max_alias_chars(mut self, chars: usize) -> Self {
        self.max_alias_chars = chars;
        self
    }

    /// The most bytes a record may have, which bounds the memory; 64 MiB unless set.
    #[must_use]
    pub fn max_record_bytes(mut self, bytes: usize) -> Self {
        self.max_record_bytes = bytes;
        self
    }

    /// Whether a source without any record is fine; it is an error unless set.
    ///
    /// ```
    /// use yaqut::EntityReader;
    /// let header = "id,type,name\n".as_bytes();
    /// assert!(EntityReader::csv(header).into_gazetteer().is_err());
    /// assert!(EntityReader::csv(header).allow_empty(true).into_gazetteer()?.is_empty());
    /// # Ok::<(), yaqut::GazetteerError>(())
    /// ```
    #[must_use]
    pub fn allow_empty(mut self, allow: bool) -> Self {
        self.allow_empty = allow;
        self
    }

    /// The line the last record began in; 0 before the first.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Reads all the rest into a [`Gazetteer`].
    ///
    /// # Errors
    ///
    /// The first error of the source; an id given twice is one.
    pub fn into_gazetteer(mut self) -> Result<Gazetteer, GazetteerError> {
        let mut gazetteer = Gazetteer::new();
        let mut entity_lines: Vec<u64> = Vec::new();
        let mut removal_lines: HashMap<String, u64> = HashMap::new();
        while let Some(record) = self.next() {
            let record = record?;
            let id = record.id();
            let of_entity = gazetteer.places.get(id).and_then(|at| entity_lines.get(*at));
            if let Some(first) = of_entity.or_else(|| removal_lines.get(id)) {
                let cause = Cause::DuplicateId { id: id.to_owned(), first_line: Some(*first) };
                return Err(GazetteerError::from(cause).at_line(self.line).in_column("id"));
            }
            match record {
                Record::Entity(entity) => {
                    entity_lines.push(self.line);
                    gazetteer.warn(&entity, Some(self.line));
                    gazetteer.put(entity);
                }
                Record::Remove(id) => {
                    gazetteer.remove(&id);
                    removal_lines.insert(id, self.line);
                }
            }
        }
        Ok(gazetteer)
    }

    fn read(&mut self) -> Result<Option<Record>, GazetteerError> {
        let limit = self.max_record_bytes;
        let draft = match &mut self.format {
            Format::Table(table) => {
                let Some((line, draft)) = table.next(&mut self.lines, limit)? else { return Ok(None) };
                self.line = line;
                draft
            }
            Format::Jsonl => loop {
                self.line = self.lines.number() + 1;
                let Some(line) = self.lines.next(limit, 0)? else { return Ok(None) };
                match json::statement(line).map_err(|error| error.at_line(self.line))? {
                    Some(Statement::Entity(draft)) => break draft,
                    Some(Statement::Remove(id)) => return Ok(Some(Record::Remove(id))),
                    None => {}
                }
            },
        };
        draft
            .finish(self.max_alias_chars)
            .map(|entity| Some(Record::Entity(entity)))
            .map_err(|e| e.at_line(self.line))
    }

    /// Whether nothing of use can follow this error.
    fn is_fatal(&self, error: &GazetteerError) -> bool {
        let without_header = matches!(&self.format, Format::Table(table) if !table.has_header());
        without_header || matches!(error.kind(), GazetteerErrorKind::Io | GazetteerErrorKind::TooLong)
    }
}

impl<R: Read> Iterator for EntityReader<R> {
    type Item = Result<Record, GazetteerError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let read = self.read();
        match read {
            Ok(None) => self.done = true,
            Ok(Some(_)) => {}
            Err(ref error) => self.done = self.is_fatal(error),
        }
        let first = std::mem::replace(&mut self.empty, false);
        match read {
            Ok(None) if first && !self.allow_empty => Some(Err(Cause::NoEntries.into())),
            other => other.transpose(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(reader: EntityReader<&[u8]>) -> Vec<String> {
        let show = |record: Result<Record, GazetteerError>| match record {
            Ok(record) => record.id().to_owned(),
            Err(error) => format!("{:?} {:?}", error.kind(), error.line()),
        };
        reader.map(show).collect()
    }

    #[test]
    fn reading_goes_on_after_a_bad_record() {
        let table = "id,type,name\na,place,\nb,place,مصر\nc\n\"d\"x\ne,place,\u{64B}\nf,place,حلب";
        let expected = ["Value Some(2)", "b", "Syntax Some(4)", "Syntax Some(5)", "Name Some(6)", "f"]
            .map(str::to_owned);
        assert_eq!(outcomes(EntityReader::csv(table.as_bytes())), expected);
        let lines = "{\n\n{\"id\":\"b\",\"remove\":true}\n{\"nam\":\"x\"}\n{\"id\":\"c\",\"remove\":true}";
        let expected = ["Syntax Some(1)", "b", "Header Some(4)", "c"].map(str::to_owned);
        assert_eq!(outcomes(EntityReader::jsonl(lines.as_bytes())), expected);
    }

    #[test]
    fn reading_ends_with_the_header_or_a_record_too_long() {
        assert_eq!(outcomes(EntityReader::csv(&b"id,type\na,b\n"[..])), ["Header Some(1)"]);
        assert_eq!(outcomes(EntityReader::csv(&b"\xFF\na,b\n"[..])), ["Encoding Some(1)"]);
        let long = "id,type,name\na,place,\"حلب\n\n\n\n\n";
        let reader = EntityReader::csv(long.as_bytes()).max_record_bytes(18);
        assert_eq!(outcomes(reader), ["TooLong Some(2)"]);
        assert_eq!(outcomes(EntityReader::csv(long.as_bytes())), ["Syntax Some(2)"]);
    }

    #[test]
    fn a_bad_record_is_an_entry() {
        assert_eq!(outcomes(EntityReader::jsonl(&b"{"[..])), ["Syntax Some(1)"]);
        assert_eq!(outcomes(EntityReader::jsonl(&b" \n\n"[..])), ["NoEntries None"]);
        assert!(outcomes(EntityReader::jsonl(&b""[..]).allow_empty(true)).is_empty());
    }

    #[test]
    fn the_line_is_that_of_the_last_record() {
        let mut reader = EntityReader::csv("id,type,name\n\na,place,\"ح\nلب\"\nb,place,مصر".as_bytes());
        let lines: Vec<u64> = std::iter::from_fn(|| reader.next().map(|_| reader.line())).collect();
        assert_eq!(lines, [3, 5]);
    }
}
