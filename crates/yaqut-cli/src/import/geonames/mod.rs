//! GeoNames: places in one file, their names in other languages in another.

mod names;

use std::path::Path;
use std::str::FromStr;

use super::collect::Collector;
use super::fault::{Fault, Stop};
use super::types::{Others, Types};
use super::{Format, Found, share};
use crate::args::{GeonamesArgs, ImportArgs, Script};
use crate::exit::Failure;
use names::Names;

/// A place with so many people has a prior of a half.
const HALF: u64 = 100_000;

/// The columns of the file of places.
const COLUMNS: usize = 19;

impl Format for GeonamesArgs {
    const PREFIX: &'static str = "geonames:";
    const METADATA: &'static [&'static str] = &["country", "english", "feature", "population"];
    const SCRIPT: Script = Script::Arabic;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        vec![&self.names, &self.places]
    }

    /// The names are read first and kept, those of the languages alone; the places, which are many more, pass by.
    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        let types = Types::new(include_str!("../types/geonames.tsv"), Others::Unknown, &self.types)?;
        into.leave_out_below(self.dumped.min_prior);
        let mut names = Names::read(self, into)?;
        into.each_line(&self.places, |into, line| place(line.text()?, &mut names, &types, into))?;
        names
            .without_place()
            .for_each(|name| into.leave_out_name("of a place that is not in the file", name));
        Ok(())
    }
}

/// Takes the place of a line, if it has a name.
fn place(line: &str, names: &mut Names, types: &Types, into: &mut Collector<'_>) -> Result<(), Stop> {
    if line.is_empty() {
        return Ok(());
    }
    let mut fields = [""; COLUMNS];
    let found = fields_of(line, &mut fields);
    if found != COLUMNS {
        return Err(columns(found, "19 (geonameid, name, …, modification date)").into());
    }
    let [id, name, _, _, _, _, class, code, country, _, _, _, _, _, population, ..] = fields;
    let names = names.of(number(id)?);
    if names.is_empty() {
        into.leave_out("without a name in the languages", "");
        return Ok(());
    }
    let feature = if code.is_empty() { class.to_owned() } else { format!("{class}.{code}") };
    let keys = [feature.as_str(), class];
    let Some(entity_type) = into.settle(types.first(&keys), &keys[..1], id) else { return Ok(()) };
    // Most places have no number of people, or 0 for it.
    let people: u64 = if population.is_empty() { 0 } else { number(population)? };
    into.add(Found {
        id: id.to_owned(),
        entity_type,
        names,
        // Of seas and mountains a number of people says nothing.
        prior: (people > 0 || matches!(class, "A" | "P")).then(|| share(people, HALF)),
        metadata: vec![
            ("country", country.to_owned()),
            ("english", name.to_owned()),
            ("feature", feature),
            ("population", if people == 0 { String::new() } else { people.to_string() }),
        ],
    })
}

/// Fills in the fields of a line; how many there are.
fn fields_of<'l>(line: &'l str, fields: &mut [&'l str]) -> usize {
    let mut found = 0;
    for field in line.split('\t') {
        if let Some(place) = fields.get_mut(found) {
            *place = field;
        }
        found += 1;
    }
    found
}

fn columns(found: usize, expected: &str) -> Fault {
    Fault::new(
        "with other columns",
        format!("{found} columns where {expected} belong; is it the right file?"),
    )
}

fn number<N: FromStr>(text: &str) -> Result<N, Fault> {
    text.parse()
        .map_err(|_| Fault::new("without a number", format!("`{text}` is no number; fetch the file again")))
}
