//! Lists of GATE: a definition that names them, or the lists alone.

use std::path::{Path, PathBuf};

use super::collect::{Collector, wrong};
use super::fault::{Fault, Stop};
use super::lines::check;
use super::types::{Others, Types};
use super::{Format, Found, names};
use crate::args::{GateArgs, ImportArgs, Script};
use crate::exit::Failure;
use crate::input::name;

impl Format for GateArgs {
    const PREFIX: &'static str = "gate:";
    const METADATA: &'static [&'static str] = &["features", "language", "major_type", "minor_type"];
    const SCRIPT: Script = Script::Any;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        self.files.iter().map(AsRef::as_ref).collect()
    }

    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        let types = Types::new(include_str!("types/gate.tsv"), Others::Own, &self.types)?;
        let mut found = Vec::new();
        for file in &self.files {
            if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("def")) {
                found.extend(lists(file, into)?);
            } else if self.types.entity_type.is_none() {
                let what = "a list alone does not tell its type; add --type, or give the .def that names it";
                return Err(Failure::Usage(format!("{}: {what}", name(file))));
            } else {
                found.push(List { file: file.clone(), ..List::default() });
            }
        }
        for list in &found {
            self.list(list, &types, into)?;
        }
        Ok(())
    }
}

impl GateArgs {
    fn list(&self, list: &List, types: &Types, into: &mut Collector<'_>) -> Result<(), Failure> {
        let keys = [format!("{}:{}", list.major, list.minor), list.major.clone()];
        into.each_line(&list.file, |into, line| {
            let text = line.text()?.trim();
            if text.is_empty() {
                return Ok(());
            }
            let (called, features) = match &self.separator {
                Some(separator) => text.split_once(separator.as_str()).unwrap_or((text, "")),
                None => parted(text),
            };
            let called = called.trim();
            let id = list.id(called);
            let Some(entity_type) = into.settle(types.first(&keys), &keys[1..], &id) else { return Ok(()) };
            into.add(Found {
                id,
                entity_type,
                names: vec![called.to_owned()],
                prior: None,
                metadata: vec![
                    ("features", features.trim().replace('\t', "&")),
                    ("language", list.language.clone()),
                    ("major_type", list.major.clone()),
                    ("minor_type", list.minor.clone()),
                ],
            })
        })
    }
}

/// A list and what its definition says of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct List {
    file: PathBuf,
    major: String,
    minor: String,
    language: String,
}

impl List {
    /// A line of a list has no id; a name of the same types is the same one.
    fn id(&self, name: &str) -> String {
        let types = [&self.major, &self.minor].into_iter().filter(|name| !name.is_empty());
        types.map(String::as_str).chain([names::as_id(name).as_str()]).collect::<Vec<_>>().join("/")
    }
}

/// The lists of a definition, which are beside it.
fn lists(definition: &Path, into: &mut Collector<'_>) -> Result<Vec<List>, Failure> {
    let mut lists = Vec::new();
    into.each_line(definition, |_, line| {
        let text = line.text()?.trim();
        if !text.is_empty() {
            lists.push(list(text, definition)?);
        }
        Ok::<(), Stop>(())
    })?;
    for List { file, .. } in &lists {
        into.expect(check(file)?);
    }
    if lists.is_empty() {
        return Err(wrong(definition, "names no list; a line is FILE.lst:MAJOR_TYPE:MINOR_TYPE"));
    }
    Ok(lists)
}

/// A line of a definition: file, major type, and where given minor type, language and annotation type.
fn list(line: &str, definition: &Path) -> Result<List, Fault> {
    let mut fields = line.split(':').map(str::trim);
    let mut next = || fields.next().unwrap_or_default();
    let (file, major, minor, language) = (next(), next(), next(), next());
    if file.is_empty() || major.is_empty() {
        let what =
            "a line is FILE.lst:MAJOR_TYPE:MINOR_TYPE, the last left out where there is none; write it so";
        return Err(Fault::new("not of the format", what));
    }
    Ok(List {
        file: definition.with_file_name(file),
        major: major.to_owned(),
        minor: minor.to_owned(),
        language: language.to_owned(),
    })
}

/// A name and its features: behind a tab, or behind an `&` if what follows is one, for `&` is in names too.
fn parted(line: &str) -> (&str, &str) {
    if let Some(parts) = line.split_once('\t') {
        return parts;
    }
    let is_feature = |rest: &str| {
        rest.split_once('=').is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        })
    };
    match line.split_once('&') {
        Some((name, rest)) if is_feature(rest) => (name, rest),
        _ => (line, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ampersand_parts_features_only() {
        assert_eq!(parted("القاهرة&country=EG&capital=yes"), ("القاهرة", "country=EG&capital=yes"));
        assert_eq!(parted("القاهرة\tcountry=EG"), ("القاهرة", "country=EG"));
        assert_eq!(parted("AT&T"), ("AT&T", ""));
        assert_eq!(parted("أرامكو & شركاؤها = شركة"), ("أرامكو & شركاؤها = شركة", ""));
    }

    #[test]
    fn a_definition_names_its_lists() {
        let read = |line| list(line, Path::new("lists/lists.def"));
        assert_eq!(
            read("city.lst:location:city:arabic:Place").unwrap(),
            List {
                file: PathBuf::from("lists/city.lst"),
                major: "location".to_owned(),
                minor: "city".to_owned(),
                language: "arabic".to_owned(),
            }
        );
        assert_eq!(read("org.lst:organization").unwrap().minor, "");
        assert_eq!(read("city.lst").unwrap_err().cause, "not of the format");
    }
}
