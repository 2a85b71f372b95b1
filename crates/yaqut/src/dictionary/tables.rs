//! The tables of a dictionary under construction.

use std::collections::HashMap;

use super::BuildError;
use super::format::{self, NONE};

/// The string section under construction; equal strings are stored once.
#[derive(Debug, Clone, Default)]
pub(super) struct Strings {
    pub(super) bytes: Vec<u8>,
    known: HashMap<String, [u32; 2]>,
}

impl Strings {
    /// Where the text stands, added if it is new.
    pub(super) fn add(&mut self, text: &str) -> Result<[u32; 2], BuildError> {
        if let Some(&place) = self.known.get(text) {
            return Ok(place);
        }
        let place = [count(self.bytes.len(), "text")?, count(text.len(), "text")?];
        self.bytes.extend_from_slice(text.as_bytes());
        self.known.insert(text.to_owned(), place);
        Ok(place)
    }
}

/// An open-addressing table of at most two thirds load, in the order given, and the slot of every record.
pub(super) fn hash_table<const N: usize>(
    records: &[(u64, [u32; N])],
    what: &'static str,
) -> Result<(Vec<[u32; N]>, Vec<u32>), BuildError> {
    let size = count(records.len() + records.len() / 2 + 1, what)?;
    let mut table = vec![[NONE; N]; size as usize];
    let mut slots = Vec::with_capacity(records.len());
    for &(hash, record) in records {
        let start = format::slot(hash, size);
        let free = (start..size).chain(0..start).find_map(|at| {
            let slot = table.get_mut(at as usize).filter(|slot| slot.first() == Some(&NONE))?;
            *slot = record;
            Some(at)
        });
        slots.push(free.unwrap_or(NONE));
    }
    Ok((table, slots))
}

pub(super) fn sorted<K, V>(map: HashMap<K, V>, by: impl Fn(&(K, V)) -> u32) -> Vec<(K, V)> {
    let mut pairs: Vec<(K, V)> = map.into_iter().collect();
    pairs.sort_unstable_by_key(by);
    pairs
}

pub(super) fn flat<const N: usize>(records: &[[u32; N]]) -> Vec<u8> {
    records.iter().flatten().flat_map(|field| field.to_le_bytes()).collect()
}

pub(super) fn count(n: usize, what: &'static str) -> Result<u32, BuildError> {
    u32::try_from(n).ok().filter(|&n| n < NONE).ok_or(BuildError::TooLarge { what })
}
