//! The JSON dump of Wikidata: one array, an item a line; or an item a line alone.

mod claims;
mod item;

use std::path::Path;

use memchr::memmem::Finder;

use super::collect::Collector;
use super::fault::{Fault, Stop};
use super::types::{Others, Types};
use super::{Format, Found, names, share};
use crate::args::{ImportArgs, Script, WikidataArgs};
use crate::exit::Failure;
use item::Item;

/// An item with so many sitelinks has a prior of a half.
const HALF: u64 = 20;

impl Format for WikidataArgs {
    const PREFIX: &'static str = "wikidata:";
    const METADATA: &'static [&'static str] =
        &["class", "country", "description", "disambiguation", "english"];
    const SCRIPT: Script = Script::Arabic;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        vec![&self.dump]
    }

    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        let types = Types::new(include_str!("../types/wikidata.tsv"), Others::Unknown, &self.types)?;
        // A line without them has no name in any of the languages. They are most lines, and need not be read.
        let marks: Vec<String> = self.dumped.lang.iter().map(|language| format!("\"{language}\"")).collect();
        let marks: Vec<Finder<'_>> = marks.iter().map(|mark| Finder::new(mark.as_bytes())).collect();
        into.leave_out_below(self.dumped.min_prior);
        into.each_line(&self.dump, |into, line| {
            let line = line.bytes.trim_ascii();
            let line = line.strip_suffix(b",").unwrap_or(line);
            if matches!(line, b"" | b"[" | b"]") {
                return Ok(());
            }
            if !line.starts_with(b"{") || !line.ends_with(b"}") {
                let what = "no object of JSON; repair the line, or fetch the file again";
                return Err(Fault::new("not JSON", what).into());
            }
            if marks.iter().all(|mark| mark.find(line).is_none()) {
                into.leave_out(NO_NAME, "");
                return Ok(());
            }
            take(Item::read(line, &self.dumped.lang)?, &types, into)
        })
    }
}

const NO_NAME: &str = "without a name in the languages";

fn take(item: Item, types: &Types, into: &mut Collector<'_>) -> Result<(), Stop> {
    if item.names.is_empty() {
        into.leave_out(NO_NAME, "");
        return Ok(());
    }
    if item.is_other {
        into.leave_out("that is no item", &item.id);
        return Ok(());
    }
    let verdict = types.best(&item.classes);
    let Some(entity_type) = into.settle(verdict, &item.classes, &item.id) else { return Ok(()) };
    let mut found = Vec::with_capacity(item.names.len());
    let mut disambiguation = None;
    for name in &item.names {
        let (name, inside) = names::without_brackets(name);
        disambiguation = disambiguation.or(inside);
        found.push(name.to_owned());
    }
    into.add(Found {
        entity_type,
        names: found,
        prior: Some(share(item.sitelinks, HALF)),
        metadata: vec![
            ("class", item.classes.join(" ")),
            ("country", item.country.unwrap_or_default()),
            ("description", item.description.unwrap_or_default()),
            ("disambiguation", disambiguation.unwrap_or_default().to_owned()),
            ("english", item.english.unwrap_or_default()),
        ],
        id: item.id,
    })
}
