//! The words beside a name that tell what it names.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use super::words::{fold, hash};

/// Words that speak for a type of entity where they stand beside a name: `مدينة` for a city, `حزب` for a party.
///
/// The default list is our own, for the types and kinds of `yaqut-data`. A list is a table with tabs and a header; `#`
/// begins a comment:
///
/// | column | what |
/// |---|---|
/// | `words` | one to three words, in any spelling: they are folded by `search` |
/// | `where` | `before` the name, `after` it, `near` it in the sentence, `between` a cue and its name, or the `frame` of a name |
/// | `type` | the type of entity it speaks for |
/// | `kinds` | values of the metadata `kind` or `role` it speaks for, parted by `\|`; empty for all of the type |
/// | `weight` | how much, from 0 to 10: the logarithm of the odds |
///
/// A `frame` is the first word of names that cannot stand alone in the gazetteer, and no part of what it names: `مدينة معان`. One
/// of a weight below 1 is taken off single words only.
///
/// Words that stand `between` have neither type, kinds nor weight: `الرئيس السابق بوش` is read as `الرئيس بوش`.
///
/// ```
/// use yaqut::Cues;
/// let own = Cues::from_tsv("words\twhere\ttype\tkinds\tweight\nالناقلة\tbefore\tvessel\t\t3\n")?;
/// assert_eq!((own.len(), Cues::default().is_empty()), (1, false));
/// # Ok::<(), yaqut::CuesError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Cues(Arc<Table>);

#[derive(Debug)]
struct Table {
    /// A bit for the hash of each cue: of every word of a text it is asked whether it is one, and few are.
    filter: [u64; FILTER],
    /// By the hash of their folded words.
    rows: BTreeMap<u64, Vec<Cue>>,
    count: usize,
}

/// Words of the filter: nine bits in ten are not set by the default list.
const FILTER: usize = 64;

/// The place and the bit of a hash in the filter.
fn filter_bit(hash: u64) -> (usize, u64) {
    ((hash >> 6) as usize % FILTER, 1 << (hash & 63))
}

impl Default for Table {
    fn default() -> Self {
        Table { filter: [0; FILTER], rows: BTreeMap::new(), count: 0 }
    }
}

/// What some words speak for.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) place: CuePlace,
    pub(super) entity_type: String,
    pub(super) kinds: Vec<String>,
    pub(super) weight: f32,
}

impl Cue {
    /// Whether it speaks for entities of this type and kind.
    pub(super) fn speaks_for(&self, entity_type: &str, kind: Option<&str>) -> bool {
        let is_kind = || kind.is_some_and(|kind| self.kinds.iter().any(|wanted| wanted == kind));
        self.entity_type == entity_type && (self.kinds.is_empty() || is_kind())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CuePlace {
    Before,
    After,
    Near,
    Between,
    Frame,
}

/// The most words of a cue.
pub(super) const MOST_WORDS: usize = 3;

const HEADER: &str = "words\twhere\ttype\tkinds\tweight";

/// Why a list of cues cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct CuesError {
    line: usize,
    what: String,
}

impl CuesError {
    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

impl Cues {
    /// No cue: resolution goes by priors, countries and what else the text names.
    #[must_use]
    pub fn empty() -> Self {
        Cues(Arc::default())
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// A header or a row that is not as the table above says; the error names the line and what to write.
    pub fn from_tsv(text: &str) -> Result<Self, CuesError> {
        let mut table = Table::default();
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end_matches('\r')));
        let header = lines.next().map_or("", |(_, line)| line);
        if header != HEADER {
            let what = "the header must be words, where, type, kinds, weight, parted by tabs";
            return Err(CuesError { line: 1, what: what.to_owned() });
        }
        for (line, row) in lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
            let (words, cue) = read(row).map_err(|what| CuesError { line, what })?;
            let (at, bit) = filter_bit(words);
            table.filter.get_mut(at).into_iter().for_each(|word| *word |= bit);
            table.rows.entry(words).or_default().push(cue);
            table.count += 1;
        }
        Ok(Cues(Arc::new(table)))
    }

    /// How many cues there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.count == 0
    }

    /// The cues of folded words, by their hash.
    pub(super) fn of(&self, words: u64) -> &[Cue] {
        let (at, bit) = filter_bit(words);
        if self.0.filter.get(at).is_none_or(|word| word & bit == 0) {
            return &[];
        }
        self.0.rows.get(&words).map_or(&[], Vec::as_slice)
    }
}

impl Default for Cues {
    fn default() -> Self {
        static DEFAULT: OnceLock<Cues> = OnceLock::new();
        // A test reads the list, so it is well formed.
        DEFAULT
            .get_or_init(|| Cues::from_tsv(include_str!("cues.tsv")).unwrap_or_else(|_| Cues::empty()))
            .clone()
    }
}

fn read(row: &str) -> Result<(u64, Cue), String> {
    let mut fields = row.split('\t').map(str::trim);
    let mut field = || fields.next().unwrap_or_default();
    let (words, place, entity_type, kinds, weight) = (field(), field(), field(), field(), field());
    let words = fold(words);
    if !(1..=MOST_WORDS).contains(&words.split(' ').filter(|word| !word.is_empty()).count()) {
        return Err(format!("write one to {MOST_WORDS} words in the first column"));
    }
    let place = match place {
        "before" => CuePlace::Before,
        "after" => CuePlace::After,
        "near" => CuePlace::Near,
        "between" => CuePlace::Between,
        "frame" => CuePlace::Frame,
        other => return Err(format!("`{other}` is no place; write before, after, near, between or frame")),
    };
    let between = place == CuePlace::Between;
    if between != entity_type.is_empty() {
        return Err("a cue needs a type, and what stands between has none".to_owned());
    }
    let weight = if between { Some(0.0) } else { weight.parse().ok() };
    let weight = weight.filter(|weight: &f32| (0.0..=10.0).contains(weight));
    let weight = weight.ok_or("write a weight from 0 to 10 in the last column")?;
    let kinds = kinds.split('|').filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
    let words = hash(&words).unwrap_or_default();
    Ok((words, Cue { place, entity_type: entity_type.to_owned(), kinds, weight }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_list_is_well_formed_and_gives_no_cue_twice() {
        let cues = Cues::from_tsv(include_str!("cues.tsv")).unwrap();
        assert!(cues.len() > 300);
        for (words, rows) in &cues.0.rows {
            for (at, cue) in rows.iter().enumerate() {
                let same = |other: &Cue| {
                    (other.place, &other.entity_type, &other.kinds)
                        == (cue.place, &cue.entity_type, &cue.kinds)
                };
                assert!(!rows[..at].iter().any(same), "{words}: {cue:?}");
                assert!(cue.place == CuePlace::Between || cue.weight > 0.0, "{words}");
            }
        }
    }

    #[test]
    fn a_bad_list_is_refused_with_its_line() {
        for (rows, line) in [
            ("words\twhere", 1),
            ("words\twhere\ttype\tkinds\tweight\nمدينة\tbeside\tplace\t\t1", 2),
            ("words\twhere\ttype\tkinds\tweight\n# city\nمدينة\tbefore\tplace\t\tmuch", 3),
            ("words\twhere\ttype\tkinds\tweight\nمدينة\tbefore\tplace\t\tNaN", 2),
            ("words\twhere\ttype\tkinds\tweight\nمدينة\tbefore\t\t\t1", 2),
            ("words\twhere\ttype\tkinds\tweight\nالسابق\tbetween\tplace\t\t1", 2),
            ("words\twhere\ttype\tkinds\tweight\n\tbefore\tplace\t\t1", 2),
            ("words\twhere\ttype\tkinds\tweight\nأ ب ج د\tbefore\tplace\t\t1", 2),
        ] {
            assert_eq!(Cues::from_tsv(rows).unwrap_err().line(), line, "{rows}");
        }
    }
}
