//! The text that everything is measured on.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

use criterion::Throughput;
use yaqut_testkit::{ArabicText, Name, Rng};

use super::{SEED, smoke};

/// The seed's names among a thousand words of generated text: their words are one in thirty.
const NAMES: f64 = 12.5;

/// A text in documents as long as articles.
pub(crate) struct Corpus {
    text: String,
    /// Not read from a file of the user's.
    pub(crate) generated: bool,
}

impl Corpus {
    /// The first megabytes of the file `YAQUT_CORPUS` names, or generated news text without names.
    pub(crate) fn news() -> Self {
        Corpus::from_text(if smoke() { 50_000 } else { 4_000_000 }, || ArabicText::new(SEED))
    }

    /// The same, eight times as much, but what is generated has these names sprinkled in.
    pub(crate) fn with_names(names: &[Name]) -> Self {
        let names = names.iter().map(|name| name.name.clone()).collect();
        Corpus::from_text(2 * matched_bytes(), || ArabicText::new(SEED).names(names, NAMES))
    }

    /// The first megabytes of the file `YAQUT_CORPUS` names, or this text.
    pub(crate) fn own_or(text: impl FnOnce() -> String) -> Self {
        match own_text() {
            Some(_) => Corpus::news(),
            None => Corpus { text: text(), generated: false },
        }
    }

    fn from_text(bytes: usize, generated: impl FnOnce() -> ArabicText) -> Self {
        let Some(path) = own_text() else {
            return Corpus { text: generated().generate(bytes), generated: true };
        };
        let mut text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        text.truncate(bytes);
        Corpus { text: String::from_utf8_lossy(&text).into_owned(), generated: false }
    }

    /// The same text with a mark on four letters of five.
    pub(crate) fn vocalized(&self) -> Self {
        let mut rng = Rng::new(SEED);
        let mut text = String::with_capacity(self.text.len() * 2);
        for c in self.text.chars() {
            text.push(c);
            if matches!(c, 'ء'..='غ' | 'ف'..='ي') && rng.chance(0.8) {
                text.push(rng.pick(&['\u{64E}', '\u{64F}', '\u{650}', '\u{652}']));
            }
        }
        Corpus { text, generated: self.generated }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn amount(&self) -> Throughput {
        Throughput::Bytes(self.text.len() as u64)
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// No more of the text than that, to the end of a line if there are lines.
    pub(crate) fn truncate(&mut self, bytes: usize) {
        let mut end = bytes.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.text[..end].rfind('\n').filter(|_| end < self.text.len());
        self.text.truncate(line.unwrap_or(end));
    }

    /// Pieces of about 3,000 bytes that end where a line ends.
    pub(crate) fn documents(&self) -> Vec<&str> {
        self.document_ranges().into_iter().map(|range| &self.text[range]).collect()
    }

    /// The same as places in [`Corpus::text`].
    pub(crate) fn document_ranges(&self) -> Vec<Range<usize>> {
        let mut documents = Vec::new();
        let mut start = 0;
        for (at, _) in self.text.match_indices('\n') {
            if at - start >= 3000 {
                documents.push(start..at);
                start = at + 1;
            }
        }
        documents.push(start..self.text.len());
        documents
    }
}

/// How much text names are looked for in, as far as can be said before there is one. Phrases for dense gazetteers are
/// drawn from twice as much, for a list that was made from the very text it is used on would match it everywhere.
pub(crate) fn matched_bytes() -> usize {
    let bytes = if smoke() { 100_000 } else { 16_000_000 };
    match own_text().and_then(|path| fs::metadata(path).ok()) {
        Some(own) => bytes.min(own.len() as usize),
        None => bytes,
    }
}

/// The file that `YAQUT_CORPUS` names. Cargo runs benches in their package's folder; the path was typed in the one
/// above.
fn own_text() -> Option<PathBuf> {
    env::var_os("YAQUT_CORPUS").map(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path))
}
