//! A name a line.

use std::path::Path;

use super::{Collector, Format, Found, names};
use crate::args::{ImportArgs, LinesArgs, Script};
use crate::exit::Failure;

impl Format for LinesArgs {
    const PREFIX: &'static str = "lines:";
    const METADATA: &'static [&'static str] = &[];
    const SCRIPT: Script = Script::Any;

    fn common(&self) -> &ImportArgs {
        &self.common
    }

    fn inputs(&self) -> Vec<&Path> {
        self.files.iter().map(AsRef::as_ref).collect()
    }

    /// The name is the id too, so that it stays what it is wherever its line goes.
    fn read(&self, into: &mut Collector<'_>) -> Result<(), Failure> {
        for file in &self.files {
            into.each_line(file, |into, line| {
                let text = line.text()?.trim();
                if text.is_empty() || text.starts_with('#') {
                    return Ok(());
                }
                let names: Vec<String> = text.split('|').map(|name| name.trim().to_owned()).collect();
                into.add(Found {
                    id: names::as_id(&names[0]),
                    entity_type: self.entity_type.clone(),
                    names,
                    ..Found::default()
                })
            })?;
        }
        Ok(())
    }
}
