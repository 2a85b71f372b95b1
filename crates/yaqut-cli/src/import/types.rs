//! Which type an entity gets for what its source calls it.

use std::collections::HashMap;

use super::collect::wrong;
use crate::args::TypeArgs;
use crate::exit::Failure;
use crate::input;

/// A table of the types of a source: those it comes with, with those of the user before them.
pub(super) struct Types {
    /// The type of each key and its place in the table.
    table: HashMap<String, (usize, String)>,
    /// The type of everything, if the user gave one.
    all: Option<String>,
    others: Others,
}

/// What a type means that the table does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// Nothing that is wanted.
    Unknown,
    /// A type of the user's own: itself, in lower case.
    Own,
}

/// What the table says of an entity.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict<'t> {
    Type(&'t str),
    /// A type of the user's own.
    Own(String),
    /// The table leaves it out.
    LeftOut,
    Unknown,
}

const LEFT_OUT: &str = "-";

impl Types {
    /// The table a format comes with, and what the options add to it.
    pub(super) fn new(table: &str, others: Others, args: &TypeArgs) -> Result<Types, Failure> {
        let mut rows: Vec<(String, String)> = args.map.clone();
        if let Some(path) = &args.map_file {
            let text = input::read_text(path).map_err(Failure::Start)?;
            for (number, line) in lines(&text) {
                rows.push(row(line).ok_or_else(|| {
                    wrong(path, &format!("line {number}: a row needs a key, a tab and a type"))
                })?);
            }
        }
        rows.extend(lines(table).filter_map(|(_, line)| row(line)));
        let mut table = HashMap::new();
        for (place, (key, name)) in rows.into_iter().enumerate() {
            table.entry(key).or_insert((place, name));
        }
        Ok(Types { table, all: args.entity_type.clone(), others })
    }

    /// The type of an entity that its source describes more and more broadly.
    pub(super) fn first<K: AsRef<str>>(&self, keys: &[K]) -> Verdict<'_> {
        let known = keys.iter().find_map(|key| self.table.get(key.as_ref()));
        self.verdict(known, keys.last().map(AsRef::as_ref))
    }

    /// The type of an entity that is several things at once: what stands first in the table.
    pub(super) fn best<K: AsRef<str>>(&self, keys: &[K]) -> Verdict<'_> {
        let known =
            keys.iter().filter_map(|key| self.table.get(key.as_ref())).min_by_key(|(place, _)| *place);
        self.verdict(known, keys.first().map(AsRef::as_ref))
    }

    fn verdict<'t>(&'t self, known: Option<&'t (usize, String)>, key: Option<&str>) -> Verdict<'t> {
        if let Some(name) = &self.all {
            return Verdict::Type(name);
        }
        match (known, key) {
            (Some((_, name)), _) if name == LEFT_OUT => Verdict::LeftOut,
            (Some((_, name)), _) => Verdict::Type(name),
            (None, Some(key)) if self.others == Others::Own && !key.trim().is_empty() => {
                Verdict::Own(key.trim().to_lowercase())
            }
            (None, _) => Verdict::Unknown,
        }
    }
}

/// The lines of a table that are not blank and no comment, with their numbers.
fn lines(table: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = table.lines().enumerate().map(|(n, line)| (n + 1, line.trim_end()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn row(line: &str) -> Option<(String, String)> {
    let mut fields = line.split('\t').map(str::trim);
    let (key, name) = (fields.next()?, fields.next()?);
    (!key.is_empty() && !name.is_empty()).then(|| (key.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(table: &str, others: Others, map: &[(&str, &str)]) -> Types {
        let map = map.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
        Types::new(table, others, &TypeArgs { entity_type: None, map, map_file: None }).unwrap()
    }

    #[test]
    fn the_place_in_the_table_decides_and_the_users_own_rows_come_first() {
        let table = "# class\ttype\tlabel\nQ5\tperson\thuman\n\nQ515\tplace\nQ4167410\t-\n";
        let built_in = types(table, Others::Unknown, &[]);
        assert_eq!(built_in.best(&["Q515", "Q5", "Q1"]), Verdict::Type("person"));
        assert_eq!(built_in.best(&["Q4167410"]), Verdict::LeftOut);
        assert_eq!(built_in.best(&["Q1"]), Verdict::Unknown);
        assert_eq!(built_in.best::<&str>(&[]), Verdict::Unknown);
        let own = types(table, Others::Unknown, &[("Q1", "idea"), ("Q5", "-")]);
        assert_eq!(own.best(&["Q515", "Q1"]), Verdict::Type("idea"));
        assert_eq!(own.best(&["Q515", "Q5"]), Verdict::LeftOut);
    }

    #[test]
    fn the_nearest_key_decides() {
        let types = types("P\tplace\nP.PPLQ\t-\n", Others::Own, &[]);
        assert_eq!(types.first(&["P.PPL", "P"]), Verdict::Type("place"));
        assert_eq!(types.first(&["P.PPLQ", "P"]), Verdict::LeftOut);
        assert_eq!(types.first(&["Ship:Tanker", "Ship"]), Verdict::Own("ship".to_owned()));
        assert_eq!(types.first(&[""]), Verdict::Unknown);
    }

    #[test]
    fn the_tables_are_sound() {
        let tables = [
            include_str!("types/wikidata.tsv"),
            include_str!("types/geonames.tsv"),
            include_str!("types/ftm.tsv"),
            include_str!("types/spacy.tsv"),
            include_str!("types/gate.tsv"),
        ];
        for table in tables {
            let keys: Vec<String> =
                lines(table).map(|(n, line)| row(line).unwrap_or_else(|| panic!("row {n}")).0).collect();
            let mut once = keys.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), keys.len(), "a key is there twice");
        }
    }
}
