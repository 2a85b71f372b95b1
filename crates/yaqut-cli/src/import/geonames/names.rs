//! The names of places in the languages that are asked for, packed so that those of the whole world fit.

use super::{columns, fields_of, number};
use crate::args::GeonamesArgs;
use crate::exit::Failure;
use crate::import::Collector;
use crate::import::fault::Stop;

/// Names by place: one text, and where in it each name is.
pub(super) struct Names {
    text: String,
    /// Sorted by place, the best name of each first.
    entries: Vec<Entry>,
    /// Of each name, whether its place was there.
    placed: Vec<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    place: u32,
    rank: Rank,
    start: u64,
    length: u16,
}

/// The language by its number; then the name that is preferred, ordinary ones, short ones, those of everyday speech,
/// those of former times. What ranks the same stays in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    language: u8,
    sort: u8,
}

const HISTORIC: u8 = 4;

/// Columns of alternateNamesV2.txt, and of alternateNames.txt before it.
const COLUMNS: [usize; 2] = [10, 8];

impl Names {
    pub(super) fn read(args: &GeonamesArgs, into: &mut Collector<'_>) -> Result<Names, Failure> {
        let mut names = Names { text: String::new(), entries: Vec::new(), placed: Vec::new() };
        into.each_line(&args.names, |into, line| names.line(line.text()?, args, into))?;
        names.entries.sort_unstable(); // starts grow, so that the order of the file is kept
        names.placed = vec![false; names.entries.len()];
        Ok(names)
    }

    fn line(&mut self, line: &str, args: &GeonamesArgs, into: &mut Collector<'_>) -> Result<(), Stop> {
        if line.is_empty() {
            return Ok(());
        }
        let mut fields = [""; COLUMNS[0]];
        let found = fields_of(line, &mut fields);
        if !COLUMNS.contains(&found) {
            return Err(columns(found, "10 (alternateNameId, geonameid, …, to)").into());
        }
        let [_, place, language, name, preferred, short, colloquial, historic, _, to] = fields;
        let Some(language) = args.dumped.lang.iter().position(|asked| asked == language) else {
            into.leave_out_name("in another language", name);
            return Ok(());
        };
        let sort = match (preferred, short, colloquial, historic) {
            (.., "1") => HISTORIC,
            _ if !to.is_empty() => HISTORIC,
            (_, _, "1", _) => 3,
            ("1", ..) => 0,
            (_, "1", ..) => 2,
            _ => 1,
        };
        if sort == HISTORIC && !args.historic {
            into.leave_out_name("of former times", name);
            return Ok(());
        }
        if !into.takes(name) {
            return Ok(());
        }
        let place = number(place)?;
        let Ok(length) = u16::try_from(name.len()) else {
            into.leave_out_name("longer than 65,535 bytes", name);
            return Ok(());
        };
        let rank = Rank { language: u8::try_from(language).unwrap_or(u8::MAX), sort };
        self.entries.push(Entry { place, rank, start: self.text.len() as u64, length });
        self.text.push_str(name);
        Ok(())
    }

    /// The names of a place, the best one first.
    pub(super) fn of(&mut self, place: u32) -> Vec<String> {
        let first = self.entries.partition_point(|entry| entry.place < place);
        let own = self.entries[first..].iter().take_while(|entry| entry.place == place);
        let names: Vec<String> = own.map(|entry| self.text(entry).to_owned()).collect();
        self.placed[first..first + names.len()].fill(true);
        names
    }

    /// The names whose places were not there.
    pub(super) fn without_place(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter().zip(&self.placed);
        entries.filter(|(_, placed)| !**placed).map(|(entry, _)| self.text(entry))
    }

    fn text(&self, entry: &Entry) -> &str {
        let start = entry.start as usize;
        &self.text[start..start + usize::from(entry.length)]
    }
}
