//! JSONL: one object a line.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::cause::Cause;
use super::columns::Column;
use super::draft::{self, Draft};
use super::entity::Alias;
use super::error::GazetteerError;
use super::lines::body;
use crate::{CliticPolicy, FoldSet};

/// What a line says: an entity, or the id of one to remove.
#[derive(Debug)]
pub(super) enum Statement {
    Entity(Draft),
    Remove(String),
}

/// Reads a line; `None` if it is blank.
pub(super) fn statement(line: &str) -> Result<Option<Statement>, GazetteerError> {
    let line = body(line);
    if line.trim().is_empty() {
        return Ok(None);
    }
    let json = serde_json::from_str(line).map_err(|error| syntax_error(line, &error))?;
    let Json::Object(members) = json else {
        return Err(wrong_type(&json, "an object", r#"{"id":"…","type":"…","name":"…"}"#).into());
    };
    check_keys(&members)?;
    let removes = members.iter().find(|(key, _)| key == "remove");
    if let Some((_, value)) = removes {
        match value {
            Json::Bool(true) => return removal(members).map(Some),
            Json::Bool(false) | Json::Null => {}
            other => return Err(in_key("remove", wrong_type(other, "true or false", "true"))),
        }
    }
    let mut draft = Draft::default();
    for (key, value) in members {
        member(&mut draft, &key, value).map_err(|cause| in_key(&key, cause))?;
    }
    Ok(Some(Statement::Entity(draft)))
}

fn in_key(key: &str, cause: Cause) -> GazetteerError {
    GazetteerError::from(cause).in_column(key)
}

fn removal(members: Vec<(String, Json)>) -> Result<Statement, GazetteerError> {
    let id = members.into_iter().find(|(key, _)| key == "id").map_or(Json::Null, |(_, value)| value);
    let id = text(id, "\"…\"").map_err(|cause| in_key("id", cause))?.ok_or(Cause::Missing { key: "id" })?;
    if id.trim().is_empty() {
        return Err(in_key("id", Cause::Empty { what: "id" }));
    }
    Ok(Statement::Remove(id.trim().to_owned()))
}

/// Takes one member of the object into the draft. `null` is the same as leaving the member out.
fn member(draft: &mut Draft, key: &str, value: Json) -> Result<(), Cause> {
    match Column::of(key)? {
        Column::Id => draft.id = text(value, r#""cldr:SY""#)?,
        Column::Type => draft.entity_type = text(value, r#""place""#)?,
        Column::Name => draft.name = text(value, r#""سوريا""#)?,
        Column::Aliases => draft.aliases = aliases(value)?,
        Column::Prior => draft.prior = prior(value)?,
        Column::Folds => draft.folds = folds(value)?,
        Column::Clitics => draft.clitics = clitics(value)?,
        Column::Remove => {}
        Column::Metadata(key) => match value {
            Json::Null => {}
            Json::Bool(value) => draft.metadata.push((key, value.to_string())),
            Json::Number(value) | Json::Text(value) => draft.metadata.push((key, value)),
            Json::List(_) | Json::Object(_) => return Err(Cause::NestedMetadata),
        },
    }
    Ok(())
}

fn text(value: Json, example: &'static str) -> Result<Option<String>, Cause> {
    match value {
        Json::Null => Ok(None),
        Json::Text(text) => Ok(Some(text)),
        other => Err(wrong_type(&other, "a string", example)),
    }
}

fn aliases(value: Json) -> Result<Vec<Alias>, Cause> {
    match value {
        Json::Null => Ok(Vec::new()),
        Json::List(values) => values.into_iter().map(alias).collect(),
        other => Err(wrong_type(&other, "a list", r#"["سورية"]"#)),
    }
}

fn alias(value: Json) -> Result<Alias, Cause> {
    const EXAMPLE: &str = r#""سورية" or {"text":"سورية","folds":"light"}"#;
    let members = match value {
        Json::Text(text) => return Ok(Alias::new(text)),
        Json::Object(members) => members,
        other => return Err(wrong_type(&other, "an alias", EXAMPLE)),
    };
    let (mut spelled, mut narrowed) = (None, None);
    for (key, value) in members {
        match key.as_str() {
            "text" if spelled.is_none() => spelled = text(value, EXAMPLE)?,
            "folds" if narrowed.is_none() => narrowed = folds(value)?,
            _ => return Err(Cause::AliasKey { key }),
        }
    }
    let alias = Alias::new(spelled.ok_or(Cause::AliasWithoutText)?);
    Ok(match narrowed {
        Some(folds) => alias.with_folds(folds),
        None => alias,
    })
}

fn prior(value: Json) -> Result<Option<f32>, Cause> {
    match value {
        Json::Null => Ok(None),
        Json::Number(number) => draft::prior(&number),
        other => Err(wrong_type(&other, "a number", "0.98")),
    }
}

fn folds(value: Json) -> Result<Option<FoldSet>, Cause> {
    Ok(match words(value, r#""light""#)? {
        Some(words) => draft::folds(&words)?,
        None => None,
    })
}

fn clitics(value: Json) -> Result<CliticPolicy, Cause> {
    draft::clitics(&words(value, r#""proclitics""#)?.unwrap_or_default())
}

/// A string, or a list of strings joined by bars. A list without a word is `none`.
fn words(value: Json, example: &'static str) -> Result<Option<String>, Cause> {
    let values = match value {
        Json::List(values) => values,
        other => return text(other, example),
    };
    let words = values.into_iter().map(|word| text(word, example)).collect::<Result<Option<Vec<_>>, _>>()?;
    Ok(words.map(|words| if words.is_empty() { "none".to_owned() } else { words.join("|") }))
}

fn check_keys(members: &[(String, Json)]) -> Result<(), GazetteerError> {
    let mut seen = HashSet::new();
    match members.iter().find(|(key, _)| !seen.insert(key.as_str())) {
        Some((key, _)) => Err(in_key(key, Cause::RepeatedKey)),
        None => Ok(()),
    }
}

fn wrong_type(value: &Json, expected: &'static str, example: &'static str) -> Cause {
    let found = match value {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::Text(_) => "a string",
        Json::List(_) => "a list",
        Json::Object(_) => "an object",
    };
    Cause::WrongType { found, expected, example }
}

fn syntax_error(line: &str, error: &serde_json::Error) -> GazetteerError {
    let is_header = |separator| {
        let mut names = line.split(separator).map(str::trim);
        names.clone().any(|name| name == "id") && names.any(|name| name == "name")
    };
    for (separator, found) in [(',', "CSV"), ('\t', "TSV")] {
        if is_header(separator) {
            return Cause::WrongFormat { found }.into();
        }
    }
    let message = error.to_string();
    let message =
        message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned();
    GazetteerError::from(Cause::Json { message }).at_byte(error.column().max(1) as u64)
}

/// A JSON value that keeps the order of its members and those given twice, and numbers as they are spelled.
#[derive(Debug)]
enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(line: &str) -> Draft {
        match statement(line).unwrap() {
            Some(Statement::Entity(draft)) => draft,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn aliases_are_strings_or_objects() {
        let draft = draft(
            r#"{"aliases":["سورية",{"text":"الشام","folds":["alef","hamza"]},{"text":"x","folds":null}]}"#,
        );
        let folds: FoldSet = "alef,hamza".parse().unwrap();
        assert_eq!(draft.aliases, ["سورية".into(), Alias::new("الشام").with_folds(folds), "x".into()]);
    }

    #[test]
    fn scalars_of_other_keys_are_metadata_as_they_are_spelled() {
        let draft = draft(r#"{"population":22125249,"area":185180.5,"member":true,"note":null,"delta":-3}"#);
        let expected =
            [("population", "22125249"), ("area", "185180.5"), ("member", "true"), ("delta", "-3")];
        assert_eq!(draft.metadata, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_list_without_a_word_is_none() {
        assert_eq!(draft(r#"{"folds":[],"clitics":[]}"#).folds, Some(FoldSet::EMPTY));
        assert_eq!(draft(r#"{"clitics":[]}"#).clitics, CliticPolicy::NONE);
        assert_eq!(draft(r#"{"folds":""}"#).folds, None);
    }

    #[test]
    fn a_prior_keeps_its_spelling_until_it_is_read() {
        assert_eq!(draft(r#"{"prior":0.98}"#).prior, Some(0.98));
        assert_eq!(draft(r#"{"prior":1e-45}"#).prior, Some(1e-45));
    }

    #[test]
    fn removals_need_only_an_id() {
        let id = |line| match statement(line).unwrap() {
            Some(Statement::Remove(id)) => id,
            other => panic!("{other:?}"),
        };
        assert_eq!(id(r#"{"id":"cldr:SY","remove":true}"#), "cldr:SY");
        assert_eq!(id(r#"{"id":" a ","remove":true,"name":null,"why":["obsolete"]}"#), "a");
        assert!(matches!(statement(r#"{"id":"a","remove":false}"#).unwrap(), Some(Statement::Entity(_))));
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let error = statement(&("[".repeat(10_000))).unwrap_err().to_string();
        assert!(error.contains("recursion limit"), "{error}");
    }
}
