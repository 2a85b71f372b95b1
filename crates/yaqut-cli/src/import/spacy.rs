//! Patterns of spaCy's EntityRuler, and labels with phrases, as JSONL.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::collect::Collector;
use super::fault::{Fault, Stop};
use super::lines::Place;
use super::types::{Others, Types};
use super::{Format, Found, json, names};
use crate::args::{ImportArgs, Script, SpacyArgs};
use crate::exit::Failure;
use crate::input::name;

impl Format for SpacyArgs {
    const PREFIX: &'static str = "spacy:";
    const METADATA: &'static [&'static str] = &["label"];
    const SCRIPT: Script = Script::Any;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        vec![&self.file]
    }

    /// Patterns of one id are names of one entity and may stand anywhere, so all of them are kept until the end.
    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        let types = Types::new(include_str!("types/spacy.tsv"), Others::Own, &self.types)?;
        let mut entities = Entities::default();
        into.each_line(&self.file, |into, line| {
            let text = line.bytes.trim_ascii();
            if text.is_empty() {
                return Ok(());
            }
            entities.take(json::parse(text)?, line.place, &types, into)
        })?;
        let file = name(&self.file);
        for Entity { found, line, byte } in entities.found {
            match into.add(found) {
                Err(Stop::Fault(fault)) => into.fault(Place { file: &file, line, byte }, &fault)?,
                Err(Stop::Failure(failure)) => return Err(failure),
                Ok(()) => {}
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(expecting = "a pattern")]
struct Pattern<'l> {
    #[serde(borrow)]
    label: Cow<'l, str>,
    /// A phrase, or a list of tokens.
    pattern: Value,
    #[serde(borrow)]
    id: Option<Cow<'l, str>>,
}

/// What the patterns say, in the order of the first pattern of each entity.
#[derive(Default)]
struct Entities {
    found: Vec<Entity>,
    places: HashMap<String, usize>,
}

/// An entity, and where its first pattern stands.
struct Entity {
    found: Found,
    line: u64,
    byte: u64,
}

impl Entities {
    fn take(
        &mut self,
        pattern: Pattern<'_>,
        place: Place<'_>,
        types: &Types,
        into: &mut Collector<'_>,
    ) -> Result<(), Stop> {
        let Pattern { label, pattern, id } = pattern;
        let Some(name) = phrase(&pattern)? else {
            into.leave_out("with a pattern that is more than words", &pattern.to_string());
            return Ok(());
        };
        // A phrase without an id is an entity of its own.
        let id = id.map_or_else(|| format!("{label}/{}", names::as_id(&name)), Cow::into_owned);
        if let Some(&at) = self.places.get(&id) {
            let found = &mut self.found[at].found;
            if found.metadata[0].1 != label {
                let what = format!(
                    "the id `{id}` has another label, `{}`, before; give it one",
                    found.metadata[0].1
                );
                return Err(Fault::new("with another label", what).into());
            }
            found.names.push(name);
            return Ok(());
        }
        let Some(entity_type) = into.settle(types.first(&[&label]), &[&label], &id) else { return Ok(()) };
        self.places.insert(id.clone(), self.found.len());
        let metadata = vec![("label", label.into_owned())];
        let found = Found { id, entity_type, names: vec![name], prior: None, metadata };
        self.found.push(Entity { found, line: place.line, byte: place.byte });
        Ok(())
    }
}

/// The words of a pattern, or `None` if it asks for more than words.
fn phrase(pattern: &Value) -> Result<Option<String>, Fault> {
    match pattern {
        Value::String(phrase) => Ok(Some(phrase.clone())),
        Value::Array(tokens) if !tokens.is_empty() => {
            Ok(tokens.iter().map(word).collect::<Option<Vec<&str>>>().map(|words| words.join(" ")))
        }
        _ => {
            let what = "the pattern is neither a phrase nor a list of tokens; write one of them";
            Err(Fault::new("not of the format", what))
        }
    }
}

/// The word of a token that is nothing but a word.
fn word(token: &Value) -> Option<&str> {
    let attributes = token.as_object()?;
    let (attribute, value) = attributes.iter().next().filter(|_| attributes.len() == 1)?;
    match attribute.to_ascii_uppercase().as_str() {
        "ORTH" | "TEXT" | "LOWER" => value.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tokens_that_are_words_make_a_phrase() {
        let cases = [
            (json!("الأمم المتحدة"), Some("الأمم المتحدة")),
            (json!([{"LOWER": "الأمم"}, {"TEXT": "المتحدة"}]), Some("الأمم المتحدة")),
            (json!([{"orth": "حلب"}]), Some("حلب")),
            (json!([{"LOWER": "حلب", "OP": "?"}]), None),
            (json!([{"TEXT": {"REGEX": "^حل"}}]), None),
            (json!([{"LOWER": {"IN": ["حلب", "حمص"]}}]), None),
            (json!([{"POS": "PROPN"}]), None),
            (json!([{}]), None),
        ];
        for (pattern, words) in cases {
            assert_eq!(phrase(&pattern).unwrap().as_deref(), words, "{pattern}");
        }
        for bad in [json!(1), json!([]), json!(null), json!({"LOWER": "حلب"})] {
            assert!(phrase(&bad).is_err(), "{bad}");
        }
    }
}
