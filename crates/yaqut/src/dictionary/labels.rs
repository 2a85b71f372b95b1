//! Types and metadata keys: few, repeated in every row, and so numbered.

use std::collections::HashMap;

/// The labels of a dictionary under construction.
#[derive(Debug, Default)]
pub(super) struct Labels {
    texts: Vec<String>,
    known: HashMap<String, u32>,
}

impl Labels {
    /// The number of a label, a new one if it is new.
    pub(super) fn of(&mut self, label: &str) -> u32 {
        if let Some(&number) = self.known.get(label) {
            return number;
        }
        // There are no more labels than bytes of rows, which are counted.
        let number = self.texts.len() as u32;
        self.texts.push(label.to_owned());
        self.known.insert(label.to_owned(), number);
        number
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}
