//! The text and the id in a line of JSON.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// What a document needs of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) id: Option<String>,
    pub(super) text: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadLine {
    /// Characters up to the place, the first is 1.
    pub(super) column: usize,
    pub(super) what: String,
}

/// Reads an object. Other fields may hold anything, but no field may be there twice: one reader would see the first,
/// another the last.
pub(super) fn parse(line: &str, text_field: &str, id_field: &str) -> Result<Fields, BadLine> {
    let mut json = serde_json::Deserializer::from_str(line);
    let object = Object { text_field, id_field };
    object.deserialize(&mut json).and_then(|fields| json.end().map(|()| fields)).map_err(|error| {
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
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
struct Object<'f> {
    text_field: &'f str,
    id_field: &'f str,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Fields, A::Error> {
        let (mut id, mut text) = (None, None);
        let mut seen = HashSet::new();
        while let Some(key) = members.next_key::<String>()? {
            if key == self.text_field {
                let Value::String(value) = members.next_value()? else {
                    return Err(Error::custom(format!(
                        "the field `{key}` is no string; quote it, or leave the line out"
                    )));
                };
                text = Some(value);
            } else if key == self.id_field {
                id = own_id(&key, members.next_value()?)?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
            if seen.contains(&key) {
                return Err(Error::custom(format!("the field `{key}` is there twice; remove one")));
            }
            seen.insert(key);
        }
        let missing =
            || Error::custom(format!("no field `{}`; name the text's with --text-field", self.text_field));
        Ok(Fields { id, text: text.ok_or_else(missing)? })
    }
}

/// An id as it is written: a number that would not keep its digits is none.
fn own_id<E: Error>(key: &str, value: Value) -> Result<Option<String>, E> {
    match value {
        Value::Null => Ok(None),
        Value::String(id) => Ok(Some(id)),
        Value::Number(id) if !id.is_f64() => Ok(Some(id.to_string())),
        _ => Err(E::custom(format!("the field `{key}` is neither a string nor a whole number; quote it"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Fields, BadLine> {
        parse(line, "text", "id")
    }

    fn fields(id: Option<&str>, text: &str) -> Fields {
        Fields { id: id.map(str::to_owned), text: text.to_owned() }
    }

    #[test]
    fn ids_are_strings_or_whole_numbers_or_left_out() {
        assert_eq!(read(r#"{"id":"a","text":"مصر"}"#), Ok(fields(Some("a"), "مصر")));
        assert_eq!(
            read(r#"{"text":"مصر","id":1234567890123456789}"#),
            Ok(fields(Some("1234567890123456789"), "مصر"))
        );
        assert_eq!(read(r#"{"text":"مصر","id":null}"#), Ok(fields(None, "مصر")));
        assert_eq!(read(r#"{"text":"مصر","other":[{"text":1}]}"#), Ok(fields(None, "مصر")));
        for id in ["1.5", "123456789012345678901234567890", "true", "[]", "{}"] {
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
            (r#"{"text":null}"#, 13, "no string"),
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
