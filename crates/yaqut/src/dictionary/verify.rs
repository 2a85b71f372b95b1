//! Whether the parts of a dictionary fit together: every reference of every table is followed once.

use super::format::{NONE, STRIDE, Section, nth_u32, nth_u64};
use super::numbers::Cursor;
use super::rows::{EntityRow, METADATA, NO_FLAG, NameRow, SPELLINGS};
use super::table::{Entry, Names};
use super::{Dictionary, DictionaryError};

/// Checks every reference: linear in the bytes, with a bit of memory for each byte of the rows.
pub(super) fn verify(dictionary: &Dictionary) -> Result<(), DictionaryError> {
    let corrupt = |what| DictionaryError::Corrupt { what };
    let section = |section| dictionary.section(section);
    let numbers = |section: &[u8]| section.len() % 4 == 0;
    let whole = numbers(section(Section::Index))
        && numbers(section(Section::Labels))
        && numbers(section(Section::Groups))
        && numbers(section(Section::Guards))
        && [Section::Table, Section::Starts, Section::Pairs].iter().all(|&each| section(each).len() % 8 == 0);
    if !whole {
        return Err(corrupt("section sizes"));
    }
    // Numbers are text too: one pass over all of it.
    let rows = simdutf8::basic::from_utf8(section(Section::Rows)).map_err(|_| corrupt("text"))?;
    let labels = section(Section::Labels);
    for at in all(labels) {
        text(rows, at as usize).ok_or(corrupt("labels"))?;
    }
    let mut names = Places::new(rows.len());
    let index = section(Section::Index);
    if index.len() / 4 != dictionary.len().div_ceil(STRIDE) {
        return Err(corrupt("index"));
    }
    let (mut at, mut count) = (0, 0);
    for n in 0..dictionary.len() {
        if n % STRIDE == 0 && nth_u32(index, n / STRIDE).map(|place| place as usize) != Some(at) {
            return Err(corrupt("index"));
        }
        let (end, of_entity) = entity(rows, at, labels.len() / 4, &mut names).ok_or(corrupt("entities"))?;
        at = end;
        count += u64::from(of_entity);
    }
    if count != dictionary.layout.names {
        return Err(corrupt("number of names"));
    }
    verify_table(dictionary, &names)?;
    for at in all(section(Section::Guards)).filter(|&at| at != NONE) {
        text(rows, at as usize).ok_or(corrupt("guards"))?;
    }
    Ok(())
}

/// Checks that every name the table and its groups speak of is one.
fn verify_table(dictionary: &Dictionary, names: &Places) -> Result<(), DictionaryError> {
    let (table, groups) = (dictionary.section(Section::Table), dictionary.section(Section::Groups));
    let group = |at: u32| {
        let first = at as usize + 1;
        let count = nth_u32(groups, at as usize)? as usize;
        let mut members = (first..first.checked_add(count)?).map(|at| nth_u32(groups, at));
        members.all(|name| name.is_some_and(|name| names.has(name))).then_some(())
    };
    let slots = (0..table.len() / 8).filter_map(|at| nth_u64(table, at)).filter(|&bits| bits != 0);
    let mut in_groups = 0;
    for bits in slots {
        let sound = match Entry::of(bits).names {
            Names::None => true,
            Names::One(name) => names.has(name),
            Names::Group(at) => {
                // Each group is of one slot: all of them together are no longer than the section.
                in_groups += 1 + nth_u32(groups, at as usize).map_or(0, |count| count as usize);
                in_groups <= groups.len() / 4 && group(at).is_some()
            }
        };
        if !sound {
            return Err(DictionaryError::Corrupt { what: "table" });
        }
    }
    Ok(())
}

fn all(numbers: &[u8]) -> impl Iterator<Item = u32> {
    (0..numbers.len() / 4).filter_map(move |at| nth_u32(numbers, at))
}

/// Where a text ends that has its length before it.
fn text(rows: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor { bytes: rows.as_bytes(), at };
    let length = cursor.number()?;
    let start = cursor.at;
    cursor.take(length)?;
    rows.get(start..cursor.at)?;
    Some(cursor.at)
}

/// Where the row of an entity ends, and how many names it has; its names and spellings are noted.
fn entity(rows: &str, at: usize, labels: usize, names: &mut Places) -> Option<(usize, u32)> {
    let row = EntityRow::read(rows.as_bytes(), at)?;
    let mut cursor = row.rest;
    let sound = row.flags < NO_FLAG
        && (row.label as usize) < labels
        && (0.0..=1.0).contains(&row.prior)
        && row.names > 0
        && std::str::from_utf8(row.id).is_ok();
    if !sound {
        return None;
    }
    let mut name = |cursor: &mut Cursor<'_>, owned: &dyn Fn(&NameRow<'_>, &Places) -> bool| {
        let name = NameRow::read(rows.as_bytes(), cursor.at)?;
        rows.get(name.end - name.text.len()..name.end)?;
        let sound = name.flags < NO_FLAG && owned(&name, names);
        names.note(cursor.at);
        cursor.at = name.end;
        sound.then_some(())
    };
    for _ in 0..row.names {
        name(&mut cursor, &|name, _| !name.is_spelling() && name.owner == at)?;
    }
    let names_end = cursor.at;
    if row.flags & SPELLINGS != 0 {
        for _ in 0..cursor.number()? {
            let of_this = |name: &NameRow<'_>, names: &Places| {
                name.is_spelling()
                    && (row.rest.at..names_end).contains(&name.owner)
                    && u32::try_from(name.owner).is_ok_and(|owner| names.has(owner))
            };
            name(&mut cursor, &of_this)?;
        }
    }
    if row.flags & METADATA != 0 {
        for _ in 0..cursor.number()? {
            cursor.number().filter(|&label| (label as usize) < labels)?;
            cursor.at = text(rows, cursor.at)?;
        }
    }
    Some((cursor.at, row.names))
}

/// Where names begin: a bit for each byte of the rows.
struct Places(Vec<u64>);

impl Places {
    fn new(bytes: usize) -> Self {
        Places(vec![0; bytes / 64 + 1])
    }

    fn note(&mut self, at: usize) {
        self.0.get_mut(at / 64).into_iter().for_each(|bits| *bits |= 1 << (at % 64));
    }

    fn has(&self, at: u32) -> bool {
        self.0.get(at as usize / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}
