//! The text, the id and other fields in a line of JSON.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::format::Fields;

/// What a record needs of an object. What has no escapes is borrowed from the line.
#[derive(Debug, PartialEq, Eq)]
pub struct Object<'l> {
    /// The id, if there is one.
    pub id: Option<Cow<'l, str>>,
    /// The text.
    pub text: Cow<'l, str>,
    /// The fields that are carried, and their values as JSON.
    pub fields: Vec<(Cow<'l, str>, Cow<'l, str>)>,
}

/// Why a line is no object with a text.
#[derive(Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Characters up to the place, the first is 1.
    pub column: usize,
    /// What is wrong there, and what to do.
    pub what: String,
}

/// Reads an object. Other fields may hold anything, but no field may be there twice: one reader would see the first,
/// another the last.
///
/// ```
/// use yaqut_batch::input::{Fields, parse_object};
///
/// let object = parse_object(r#"{"id": 7, "text": "زار الوفد القاهرة"}"#, &Fields::default()).unwrap();
/// assert_eq!((object.id.as_deref(), &*object.text), (Some("7"), "زار الوفد القاهرة"));
/// let error = parse_object(r#"{"txt": "حلب"}"#, &Fields::default()).unwrap_err();
/// assert!(error.what.starts_with("no field `text`"));
/// ```
///
/// # Errors
///
/// If the line is no JSON object, has a field twice, or has no text.
pub fn parse<'l>(line: &'l str, fields: &Fields) -> Result<Object<'l>, BadLine> {
    let mut json = serde_json::Deserializer::from_str(line);
    let object = Reader { fields }.deserialize(&mut json);
    object.and_then(|object| json.end().map(|()| object)).map_err(|error| {
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        if what.ends_with(TEXT) {
            let what = format!("the field `{}` is no string; quote it, or leave the line out", fields.text);
            return BadLine { column: column(line, error.column()), what };
        }
        let remedy = if what.contains("; ") { "" } else { "; write one JSON object a line" };
        BadLine { column: column(line, error.column()), what: format!("{what}{remedy}") }
    })
}

/// Bytes as `serde_json` counts them, as characters.
fn column(line: &str, bytes: usize) -> usize {
    let starts_character = |byte: &&u8| !(0x80..0xC0).contains(*byte);
    line.as_bytes().iter().take(bytes).filter(starts_character).count().max(1)
}

#[derive(Clone, Copy)]
struct Reader<'f> {
    fields: &'f Fields,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Object<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Object<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Object<'de>, A::Error> {
        let (mut id, mut text, mut carried) = (None, None, Vec::new());
        let mut seen = Seen::default();
        while let Some(Text(key)) = members.next_key::<Text<'de>>()? {
            if key == self.fields.text {
                text = Some(members.next_value::<Text<'de>>()?.0);
            } else if key == self.fields.id {
                id = own_id(&key, members.next_value::<&RawValue>()?.get())?;
            } else if self.fields.carry.takes(&key) {
                carried.push((key.clone(), Cow::Borrowed(members.next_value::<&RawValue>()?.get())));
            } else {
                members.next_value::<IgnoredAny>()?;
            }
            if let Some(key) = seen.add(key) {
                return Err(Error::custom(format!("the field `{key}` is there twice; remove one")));
            }
        }
        let text = text.ok_or_else(|| {
            Error::custom(format!("no field `{}`; name the field that has the text", self.fields.text))
        })?;
        Ok(Object { id, text, fields: carried })
    }
}

/// What serde says was expected where the text is no string. Keys, which are read alike, are strings in all JSON.
const TEXT: &str = "expected the text";

/// A string, borrowed if it has no escapes.
struct Text<'l>(Cow<'l, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings;

        impl<'de> Visitor<'de> for Strings {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(TEXT.trim_start_matches("expected "))
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(text.into()))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(text.to_owned().into()))
            }
        }

        deserializer.deserialize_str(Strings)
    }
}

/// The keys that were there before. Most objects have few, and a hash costs more than comparing.
#[derive(Default)]
struct Seen<'l> {
    few: Vec<Cow<'l, str>>,
    many: HashSet<Cow<'l, str>>,
}

const FEW: usize = 24;

impl<'l> Seen<'l> {
    /// Adds a key, or gives it back if it was there.
    fn add(&mut self, key: Cow<'l, str>) -> Option<Cow<'l, str>> {
        if self.few.contains(&key) || self.many.contains(&key) {
            return Some(key);
        }
        if self.few.len() < FEW {
            self.few.push(key);
        } else {
            self.many.insert(key);
        }
        None
    }
}

/// An id as it is written: a number that would not keep its digits is none.
fn own_id<'l, E: Error>(key: &str, value: &'l str) -> Result<Option<Cow<'l, str>>, E> {
    if value == "null" {
        return Ok(None);
    }
    if let Ok(Text(id)) = serde_json::from_str::<Text<'l>>(value) {
        return Ok(Some(id));
    }
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Some(value.into()));
    }
    Err(E::custom(format!("the field `{key}` is neither a string nor a whole number; quote it")))
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::format::Carry;

    fn read(line: &str) -> Result<Object<'_>, BadLine> {
        parse(line, &Fields::default())
    }

    fn fields<'l>(id: Option<&'l str>, text: &'l str) -> Object<'l> {
        Object { id: id.map(Cow::Borrowed), text: text.into(), fields: Vec::new() }
    }

    #[test]
    fn carried_fields_are_as_they_were_written() {
        let line = r#"{"a":[1, {"x":"\u0627"}],"text":"ح\u0644ب","b":1.50,"c":null,"id":"x"}"#;
        let carry = |carry: Carry| {
            let object = parse(line, &Fields { carry, ..Fields::default() }).unwrap();
            assert_eq!((object.text.as_ref(), object.id.as_deref()), ("حلب", Some("x")));
            object.fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(carry(Carry::All), r#"a=[1, {"x":"\u0627"}] b=1.50 c=null"#);
        assert_eq!(carry(Carry::Named(vec!["c".to_owned(), "z".to_owned()])), "c=null");
        assert_eq!(carry(Carry::None), "");
    }

    #[test]
    fn a_field_that_is_there_twice_is_found_among_many() {
        let members: Vec<String> = (0..99).map(|n| format!("\"k{n}\":{n}")).collect();
        let line = |last: &str| format!("{{\"text\":\"حلب\",{},\"{last}\":0}}", members.join(","));
        assert!(read(&line("k99")).is_ok());
        for twice in ["k0", "k50", "k98"] {
            assert!(read(&line(twice)).unwrap_err().what.contains("there twice"), "{twice}");
        }
    }

    #[test]
    fn ids_are_strings_or_whole_numbers_or_left_out() {
        assert_eq!(read(r#"{"id":"a","text":"مصر"}"#), Ok(fields(Some("a"), "مصر")));
        assert_eq!(
            read(r#"{"text":"مصر","id":1234567890123456789}"#),
            Ok(fields(Some("1234567890123456789"), "مصر"))
        );
        // As it is kept as it is written, it may have any number of digits.
        let long = "123456789012345678901234567890";
        assert_eq!(read(&format!(r#"{{"text":"مصر","id":{long}}}"#)), Ok(fields(Some(long), "مصر")));
        assert_eq!(read(r#"{"text":"مصر","id":null}"#), Ok(fields(None, "مصر")));
        assert_eq!(read(r#"{"text":"مصر","other":[{"text":1}]}"#), Ok(fields(None, "مصر")));
        for id in ["1.5", "1e3", "true", "[]", "{}"] {
            assert!(
                read(&format!(r#"{{"text":"مصر","id":{id}}}"#)).unwrap_err().what.contains("`id`"),
                "{id}"
            );
        }
    }

    #[test]
    fn every_broken_line_has_a_column_and_a_remedy() {
        let broken = [
            ("[]", 1, "expected a JSON object"),
            ("{", 1, "EOF"),
            (r#"{"text":"حلب"} x"#, 16, "trailing characters"),
            (r#"{"text":"حلب"}{"text":"حلب"}"#, 15, "trailing characters"),
            (r#"{"text":"حلب",}"#, 15, "trailing comma"),
            (r#"{"text":null}"#, 12, "no string"),
            (r#"{"txt":"حلب"}"#, 13, "no field `text`"),
            (r#"{"text":"حلب","text":"مصر"}"#, 27, "`text` is there twice"),
            (r#"{"a":1,"text":"حلب","a":1}"#, 26, "`a` is there twice"),
            (r#"{"text":"\ud800"}"#, 16, "hex escape"),
            ("{\"text\":\"a\u{1}\"}", 11, "control character"),
        ];
        for (line, column, what) in broken {
            let error = read(line).unwrap_err();
            assert_eq!((error.column, error.what.contains(what)), (column, true), "{line}: {error:?}");
            assert!(error.what.contains("; "), "{line}: {error:?}");
        }
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = format!(r#"{{"a":{}{},"text":"حلب"}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(&deep), Ok(fields(None, "حلب")));
        assert!(read(&format!(r#"{{"text":{}"#, "[".repeat(100_000))).is_err());
    }
}
