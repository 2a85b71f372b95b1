//! Putting a dictionary together from what its builder gathered.

use std::collections::BTreeSet;

use bytes::Bytes;

use super::build::{BuildStage, DictionaryBuilder, count, guard};
use super::filter;
use super::format::{self, CHECKSUM, HEADER, Layout, NONE, STRIDE};
use super::guard::guarded_words;
use super::numbers;
use super::sequences::{Sequence, Sequences};
use super::table::{Entry, Names, Table};
use super::{BuildError, Dictionary};
use crate::keys::key_hash;

/// Puts together what a builder gathered; what was replaced or removed leaves no trace.
pub(super) fn assemble(builder: DictionaryBuilder) -> Result<Dictionary, BuildError> {
    if builder.dead.is_empty() { whole(builder) } else { whole(survivors(builder)?) }
}

fn whole(mut builder: DictionaryBuilder) -> Result<Dictionary, BuildError> {
    let total = builder.sequences.all.len();
    builder.tell(BuildStage::Sorting, 0, Some(total));
    let mut sequences = std::mem::take(&mut builder.sequences);
    sequences.all.sort_unstable();
    let (table, groups) = table(&sequences.all)?;
    builder.tell(BuildStage::Sorting, total, Some(total));

    for hashes in [&mut sequences.alone, &mut sequences.starts, &mut sequences.pairs] {
        hashes.sort_unstable();
        hashes.dedup();
    }
    let mut starts =
        vec![0; filter::size(sequences.alone.len() + sequences.starts.len(), filter::STARTS_BITS)];
    for (hashes, mask) in
        [(&sequences.alone, filter::alone_mask as fn(u64) -> u64), (&sequences.starts, filter::longer_mask)]
    {
        hashes.iter().for_each(|&hash| {
            filter::insert(&mut starts, hash, filter::start_mask(hash) | mask(hash));
        });
    }
    let mut pairs = vec![0; filter::size(sequences.alone.len() + sequences.pairs.len(), filter::PAIRS_BITS)];
    for &hash in sequences.alone.iter().chain(&sequences.pairs) {
        filter::insert(&mut pairs, hash, filter::pair_mask(hash));
    }

    let (names, max_words) = (builder.names, count(sequences.max_words, "key words in a name")?);
    let longest_search = table.longest;
    let table = table.into_bytes();
    // Of the sequences only the first words are wanted from here on.
    let alone = std::mem::take(&mut sequences.alone);
    drop(sequences);
    let mut rows = std::mem::take(&mut builder.rows);
    let mut labels = Vec::new();
    for text in builder.labels.texts() {
        labels.push(count(rows.len(), "text")?);
        numbers::push_text(&mut rows, text).ok_or(BuildError::TooLarge { what: "text" })?;
    }
    let guards = guards(&builder, &mut rows, &alone, |hash| {
        let entry = super::table::find(&table, longest_search, hash);
        entry.into_iter().flat_map(|entry| places(entry.names, &groups)).collect()
    })?;

    let layout = Layout {
        folds: builder.folds.bits(),
        common_words: builder.common_words.fingerprint(),
        names,
        entities: builder.index.len() as u64,
        max_words,
        flags: builder.flags,
        longest_search,
        ..Layout::default()
    };
    let index: Vec<u32> = builder.index.iter().copied().step_by(STRIDE).collect();
    let (index, labels, groups) = (flat(&index), flat(&labels), flat(&groups));
    let sections: [&[u8]; format::SECTIONS] =
        [&rows, &index, &labels, &table, &groups, &starts, &pairs, &flat(&guards)];
    let whole = HEADER + sections.iter().map(|section| section.len()).sum::<usize>();
    builder.tell(BuildStage::Writing, 0, Some(whole));
    let mut bytes = Vec::with_capacity(whole);
    bytes.extend_from_slice(&layout.header(sections.map(<[u8]>::len)));
    sections.into_iter().for_each(|section| bytes.extend_from_slice(section));
    let checksum = format::checksum(&bytes).to_le_bytes();
    bytes.iter_mut().skip(CHECKSUM.start).zip(checksum).for_each(|(byte, sum)| *byte = sum);
    builder.tell(BuildStage::Writing, whole, Some(whole));
    Dictionary::from_bytes_unverified(Bytes::from(bytes))
        .map_err(|_| BuildError::TooLarge { what: "sections" })
}

/// The table of all sequences, which are sorted, and the groups of names it speaks of.
fn table(sequences: &[Sequence]) -> Result<(Table, Vec<u32>), BuildError> {
    let same = |a: &Sequence, b: &Sequence| a.hash == b.hash;
    let mut table = Table::new(sequences.chunk_by(same).count());
    let mut groups = Vec::new();
    let mut names: Vec<u32> = Vec::new();
    for sequence in sequences.chunk_by(same) {
        let Some(&Sequence { hash, .. }) = sequence.first() else { continue };
        let (at, there) = table.slot(hash);
        names.clear();
        names.extend(places(there.names, &groups));
        names.extend(sequence.iter().filter(|name| !name.goes_on).map(|name| name.place));
        names.sort_unstable();
        names.dedup();
        let goes_on = there.goes_on || sequence.iter().any(|name| name.goes_on);
        let names = match names[..] {
            [] => Names::None,
            [place] => Names::One(place),
            _ => {
                let group = Names::Group(count(groups.len(), "names of the same words")?);
                groups.push(count(names.len(), "names of the same words")?);
                groups.extend_from_slice(&names);
                group
            }
        };
        table.put(at, hash, Entry { goes_on, names });
    }
    Ok((table, groups))
}

fn places(names: Names, groups: &[u32]) -> impl Iterator<Item = u32> {
    let (one, group) = match names {
        Names::None => (None, None),
        Names::One(place) => (Some(place), None),
        Names::Group(at) => (None, groups.get(at as usize..)),
    };
    let group = group.and_then(<[u32]>::split_first).map(|(&count, rest)| rest.iter().take(count as usize));
    one.into_iter().chain(group.into_iter().flatten().copied())
}

/// The table of the common words that could become one of the names, which are marked.
fn guards(
    builder: &DictionaryBuilder,
    rows: &mut Vec<u8>,
    alone: &[u64],
    names: impl Fn(u64) -> Vec<u32>,
) -> Result<Vec<u32>, BuildError> {
    let mut found = Vec::new();
    let mut words = Vec::new();
    for word in guarded_words(&builder.common_words, builder.folds, |key| {
        let hash = key_hash(key);
        let is_name = alone.binary_search(&hash).is_ok();
        if is_name {
            found.push(hash);
        }
        is_name
    }) {
        words.push((key_hash(word), count(rows.len(), "text")?));
        numbers::push_text(rows, word).ok_or(BuildError::TooLarge { what: "text" })?;
    }
    found.into_iter().flat_map(names).for_each(|place| guard(rows, place));
    let size = words.len() + words.len() / 2 + 1;
    let mut slots = vec![NONE; size];
    for (hash, place) in words {
        let home = format::slot(hash, size);
        let free = (home..size).chain(0..home).find(|&at| slots.get(at) == Some(&NONE));
        free.and_then(|at| slots.get_mut(at)).into_iter().for_each(|slot| *slot = place);
    }
    Ok(slots)
}

/// A builder of the entities that were not replaced or removed, as if there had been no others.
fn survivors(mut builder: DictionaryBuilder) -> Result<DictionaryBuilder, BuildError> {
    let dead = std::mem::take(&mut builder.dead);
    let rows = std::mem::take(&mut builder.rows);
    let index = std::mem::take(&mut builder.index);
    let replacements: BTreeSet<u32> = dead.values().copied().flatten().collect();
    for row in index.iter().filter(|row| !replacements.contains(row)) {
        // One may have been replaced several times.
        let mut last = Some(*row);
        while let Some(next) = last.and_then(|row| dead.get(&row)) {
            last = *next;
        }
        let Some(row) = last else { continue };
        let end = index.get(index.partition_point(|&other| other <= row));
        let end = end.map_or(rows.len(), |&next| next as usize);
        builder.index.push(count(builder.rows.len(), "text")?);
        builder.rows.extend_from_slice(rows.get(row as usize..end).unwrap_or_default());
    }
    drop(rows);
    let mut fresh = builder.like();
    builder.sequences = Sequences::default();
    // Only the rows of this one are read.
    for entity in whole(builder)?.entities() {
        fresh.add(entity.to_entity())?;
    }
    Ok(fresh)
}

fn flat(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}
