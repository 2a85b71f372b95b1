//! Entities of FollowTheMoney, one JSON object a line.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;

use super::collect::Collector;
use super::fault::Stop;
use super::json::{self, Text};
use super::types::{Others, Types};
use super::{Format, Found};
use crate::args::{FtmArgs, ImportArgs, Script};
use crate::exit::Failure;

impl Format for FtmArgs {
    const PREFIX: &'static str = "ftm:";
    const METADATA: &'static [&'static str] =
        &["birth_date", "caption", "country", "schema", "topics", "wikidata"];
    const SCRIPT: Script = Script::Arabic;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        vec![&self.file]
    }

    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        let types = Types::new(include_str!("types/ftm.tsv"), Others::Unknown, &self.types)?;
        into.each_line(&self.file, |into, line| {
            let line = line.bytes.trim_ascii();
            if line.is_empty() {
                return Ok(());
            }
            take(json::parse(line)?, self.weak_aliases, &types, into)
        })
    }
}

#[derive(Deserialize)]
#[serde(expecting = "an entity")]
struct Entity<'l> {
    #[serde(borrow)]
    id: Cow<'l, str>,
    #[serde(borrow)]
    schema: Cow<'l, str>,
    #[serde(borrow)]
    caption: Option<Cow<'l, str>>,
    #[serde(borrow)]
    properties: Properties<'l>,
}

/// Every property is a list.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "properties")]
struct Properties<'l> {
    #[serde(borrow)]
    name: Vec<Text<'l>>,
    #[serde(borrow)]
    alias: Vec<Text<'l>>,
    #[serde(borrow)]
    weak_alias: Vec<Text<'l>>,
    #[serde(borrow)]
    previous_name: Vec<Text<'l>>,
    #[serde(borrow)]
    birth_date: Vec<Text<'l>>,
    #[serde(borrow)]
    country: Vec<Text<'l>>,
    #[serde(borrow)]
    nationality: Vec<Text<'l>>,
    #[serde(borrow)]
    citizenship: Vec<Text<'l>>,
    #[serde(borrow)]
    jurisdiction: Vec<Text<'l>>,
    #[serde(borrow)]
    topics: Vec<Text<'l>>,
    #[serde(borrow)]
    wikidata_id: Vec<Text<'l>>,
}

fn take(entity: Entity<'_>, weak_aliases: bool, types: &Types, into: &mut Collector<'_>) -> Result<(), Stop> {
    let Entity { id, schema, caption, properties } = entity;
    let verdict = types.first(&[&schema]);
    let Some(entity_type) = into.settle(verdict, &[&schema], &id) else { return Ok(()) };
    let (weak, left) =
        if weak_aliases { (properties.weak_alias, vec![]) } else { (vec![], properties.weak_alias) };
    left.iter().for_each(|Text(name)| into.leave_out_name("that is a weak alias", name));
    let listed = [properties.name, properties.alias, properties.previous_name, weak];
    let names = caption.iter().cloned().chain(listed.into_iter().flatten().map(|Text(name)| name));
    let countries =
        [properties.country, properties.nationality, properties.citizenship, properties.jurisdiction];
    into.add(Found {
        id: id.clone().into_owned(),
        entity_type,
        names: names.map(Cow::into_owned).collect(),
        prior: None,
        metadata: vec![
            ("birth_date", joined(properties.birth_date)),
            ("country", joined(countries.into_iter().flatten()).to_uppercase()),
            ("topics", joined(properties.topics)),
            ("wikidata", joined(properties.wikidata_id)),
            ("caption", caption.unwrap_or_default().into_owned()),
            ("schema", schema.into_owned()),
        ],
    })
}

/// Values in one, each of them once, as OpenSanctions parts them.
fn joined<'l>(values: impl IntoIterator<Item = Text<'l>>) -> String {
    let values: Vec<Cow<'l, str>> = values.into_iter().map(|Text(value)| value).collect();
    let mut once = HashSet::new();
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).filter(|&value| once.insert(value)).collect();
    values.join(";")
}
