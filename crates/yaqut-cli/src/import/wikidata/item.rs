//! What an import needs of an item; the rest of its line is passed over.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::claims::Claims;
use crate::import::fault::Fault;
use crate::import::json::{self, Text};

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) id: String,
    /// A property or a lexeme, which a dump has too.
    pub(super) is_other: bool,
    /// Labels, then aliases, each in the order of the languages.
    pub(super) names: Vec<String>,
    pub(super) english: Option<String>,
    /// In the first of the languages that has one.
    pub(super) description: Option<String>,
    /// What it is an instance of, by the statements of the best rank.
    pub(super) classes: Vec<String>,
    /// The country it is in, or that its bearer is a citizen of.
    pub(super) country: Option<String>,
    pub(super) sitelinks: u64,
}

impl Item {
    /// Reads a line. An item without a name is read only as far as that is clear.
    pub(super) fn read(line: &[u8], languages: &[String]) -> Result<Item, Fault> {
        let mut draft = Draft::new(languages);
        let mut json = serde_json::Deserializer::from_slice(line);
        let read = Object(&mut draft).deserialize(&mut json).and_then(|()| json.end());
        match read {
            Ok(()) => {}
            Err(_) if draft.nameless => return Ok(Item::default()),
            Err(error) => return Err(json::fault(line, &error)),
        }
        if draft.id.is_empty() {
            return Err(Fault::new("not of the format", "the item has no `id`; is it a dump of Wikidata?"));
        }
        Ok(draft.finish())
    }
}

/// An item while its line is read.
struct Draft<'a> {
    languages: &'a [String],
    id: String,
    is_other: bool,
    labels: InLanguages<'a>,
    english: Option<String>,
    descriptions: InLanguages<'a>,
    aliases: Vec<Vec<String>>,
    /// Labels and aliases were read, and there is none.
    nameless: bool,
    seen_labels: bool,
    seen_aliases: bool,
    claims: Claims,
    sitelinks: u64,
}

impl<'a> Draft<'a> {
    fn new(languages: &'a [String]) -> Self {
        let in_languages = || InLanguages { languages, texts: vec![None; languages.len()] };
        Draft {
            languages,
            id: String::new(),
            is_other: false,
            labels: in_languages(),
            english: None,
            descriptions: in_languages(),
            aliases: vec![Vec::new(); languages.len()],
            nameless: false,
            seen_labels: false,
            seen_aliases: false,
            claims: Claims::default(),
            sitelinks: 0,
        }
    }

    fn is_nameless(&self) -> bool {
        self.labels.texts.iter().all(Option::is_none) && self.aliases.iter().all(Vec::is_empty)
    }

    fn finish(self) -> Item {
        let labels = self.labels.texts.into_iter().flatten();
        Item {
            id: self.id,
            is_other: self.is_other,
            names: labels.chain(self.aliases.into_iter().flatten()).collect(),
            english: self.english,
            description: self.descriptions.texts.into_iter().flatten().next(),
            classes: self.claims.classes,
            country: self.claims.country.or(self.claims.citizenship),
            sitelinks: self.sitelinks,
        }
    }
}

/// Something that takes what it needs of the members of an object.
pub(super) trait Member<'de> {
    /// Takes the value of this key, or passes over it.
    fn member<A: MapAccess<'de>>(&mut self, key: &str, members: &mut A) -> Result<(), A::Error>;
}

/// An object, member by member. Where one has no members the dump has `[]`.
pub(super) struct Object<'m, M>(pub(super) &'m mut M);

impl<'de, M: Member<'de>> DeserializeSeed<'de> for Object<'_, M> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, M: Member<'de>> Visitor<'de> for Object<'_, M> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = members.next_key()? {
            self.0.member(&key, &mut members)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        match values.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(Error::custom("a list where an object belongs")),
        }
    }
}

pub(super) fn pass_over<'de, A: MapAccess<'de>>(members: &mut A) -> Result<(), A::Error> {
    members.next_value::<IgnoredAny>().map(drop)
}

impl<'de> Member<'de> for Draft<'_> {
    fn member<A: MapAccess<'de>>(&mut self, key: &str, members: &mut A) -> Result<(), A::Error> {
        match key {
            "id" => self.id = members.next_value::<Text<'_>>()?.0.into_owned(),
            "type" => self.is_other = members.next_value::<Text<'_>>()?.0 != "item",
            "labels" => {
                let mut labels = Labels { own: &mut self.labels, english: &mut self.english };
                members.next_value_seed(Object(&mut labels))?;
                self.seen_labels = true;
            }
            "descriptions" => members.next_value_seed(Object(&mut self.descriptions))?,
            "aliases" => {
                let mut aliases = Aliases { languages: self.languages, texts: &mut self.aliases };
                members.next_value_seed(Object(&mut aliases))?;
                self.seen_aliases = true;
            }
            "claims" => {
                // Claims are most of a line.
                if self.seen_labels && self.seen_aliases && self.is_nameless() {
                    self.nameless = true;
                    return Err(Error::custom("no name"));
                }
                members.next_value_seed(Object(&mut self.claims))?;
            }
            "sitelinks" => members.next_value_seed(Object(&mut Sitelinks(&mut self.sitelinks)))?,
            _ => pass_over(members)?,
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(expecting = "a text in a language")]
struct Label<'l> {
    #[serde(borrow)]
    value: Cow<'l, str>,
}

/// A text in each of the languages that are asked for.
struct InLanguages<'a> {
    languages: &'a [String],
    texts: Vec<Option<String>>,
}

impl<'de> Member<'de> for InLanguages<'_> {
    fn member<A: MapAccess<'de>>(&mut self, key: &str, members: &mut A) -> Result<(), A::Error> {
        match self.languages.iter().position(|language| language == key) {
            Some(at) => self.texts[at] = Some(members.next_value::<Label<'_>>()?.value.into_owned()),
            None => pass_over(members)?,
        }
        Ok(())
    }
}

struct Labels<'d, 'a> {
    own: &'d mut InLanguages<'a>,
    english: &'d mut Option<String>,
}

impl<'de> Member<'de> for Labels<'_, '_> {
    fn member<A: MapAccess<'de>>(&mut self, key: &str, members: &mut A) -> Result<(), A::Error> {
        if key != "en" || self.own.languages.iter().any(|language| language == "en") {
            return self.own.member(key, members);
        }
        *self.english = Some(members.next_value::<Label<'_>>()?.value.into_owned());
        Ok(())
    }
}

struct Aliases<'d> {
    languages: &'d [String],
    texts: &'d mut Vec<Vec<String>>,
}

impl<'de> Member<'de> for Aliases<'_> {
    fn member<A: MapAccess<'de>>(&mut self, key: &str, members: &mut A) -> Result<(), A::Error> {
        match self.languages.iter().position(|language| language == key) {
            Some(at) => {
                let aliases = members.next_value::<Vec<Label<'_>>>()?;
                self.texts[at].extend(aliases.into_iter().map(|alias| alias.value.into_owned()));
            }
            None => pass_over(members)?,
        }
        Ok(())
    }
}

/// How many sitelinks there are.
struct Sitelinks<'d>(&'d mut u64);

impl<'de> Member<'de> for Sitelinks<'_> {
    fn member<A: MapAccess<'de>>(&mut self, _: &str, members: &mut A) -> Result<(), A::Error> {
        *self.0 += 1;
        pass_over(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Item, Fault> {
        Item::read(line.as_bytes(), &["ar".to_owned(), "arz".to_owned()])
    }

    #[test]
    fn names_come_in_the_order_of_the_languages_labels_first() {
        let item = read(concat!(
            r#"{"type":"item","id":"Q85","labels":{"arz":{"language":"arz","value":"القاهره"},"en":{"language":"en","value":"Cairo"},"#,
            r#""ar":{"language":"ar","value":"\u0627\u0644\u0642\u0627\u0647\u0631\u0629"}},"descriptions":[],"#,
            r#""aliases":{"fr":[{"language":"fr","value":"Le Caire"}],"ar":[{"language":"ar","value":"قاهرة المعز"}]},"#,
            r#""claims":[],"sitelinks":{"arwiki":{"site":"arwiki","title":"القاهرة","badges":[]},"enwiki":{}}}"#
        ))
        .unwrap();
        assert_eq!(item.names, ["القاهرة", "القاهره", "قاهرة المعز"]);
        assert_eq!((item.id.as_str(), item.english.as_deref(), item.sitelinks), ("Q85", Some("Cairo"), 2));
    }

    #[test]
    fn an_item_without_a_name_is_not_read_on() {
        let line =
            r#"{"id":"Q1","labels":[],"descriptions":{"ar":{"value":"مقالة"}},"aliases":[],"claims":what"#;
        assert_eq!(read(line).unwrap(), Item::default());
    }

    #[test]
    fn properties_and_lexemes_are_no_items() {
        let label = r#""labels":{"ar":{"language":"ar","value":"البلد"}}"#;
        for (kind, is_other) in [("item", false), ("property", true), ("lexeme", true)] {
            let line = format!(r#"{{"type":"{kind}","id":"P17",{label}}}"#);
            assert_eq!(read(&line).unwrap().is_other, is_other, "{kind}");
        }
        assert!(!read(&format!(r#"{{"id":"Q1",{label}}}"#)).unwrap().is_other);
    }

    #[test]
    fn bad_items_say_what_is_wrong() {
        let cases = [
            (r#"{"id":"Q1","labels":{"ar":{"value":"حلب"}"#, "not JSON"),
            (r#"{"id":"Q1","labels":{"ar":"حلب"}}"#, "not of the format"),
            (r#"{"id":"Q1","labels":["ar"]}"#, "not of the format"),
            (r#"{"labels":{"ar":{"value":"حلب"}}}"#, "not of the format"),
            (r#"{"id":"Q1","labels":{"ar":{"value":"حلب"}}} {}"#, "not JSON"),
        ];
        for (line, cause) in cases {
            assert_eq!(read(line).unwrap_err().cause, cause, "{line}");
        }
    }
}
