//! The ids of a dictionary under construction, five bytes each: they are read where they stand in the rows.

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use super::rows::EntityRow;

/// Finds the row of an id.
#[derive(Debug, Default)]
pub(super) struct Ids(HashTable<u32>);

impl Ids {
    /// Where the entity of an id begins.
    pub(super) fn find(&self, rows: &[u8], id: &str) -> Option<u32> {
        self.0.find(hash(id.as_bytes()), |&row| is(rows, row, id)).copied()
    }

    /// Says where the entity of an id begins, in place of an earlier one.
    pub(super) fn insert(&mut self, rows: &[u8], row: u32, id: &str) {
        let entry = self.0.entry(
            hash(id.as_bytes()),
            |&known| is(rows, known, id),
            |&known| hash(id_of(rows, known)),
        );
        entry.and_modify(|known| *known = row).or_insert(row);
    }

    /// Forgets an id; where its entity began.
    pub(super) fn remove(&mut self, rows: &[u8], id: &str) -> Option<u32> {
        let entry = self.0.find_entry(hash(id.as_bytes()), |&row| is(rows, row, id));
        entry.ok().map(|entry| entry.remove().0)
    }
}

fn id_of(rows: &[u8], row: u32) -> &[u8] {
    EntityRow::read(rows, row as usize).map_or(&[], |entity| entity.id)
}

fn is(rows: &[u8], row: u32, id: &str) -> bool {
    id_of(rows, row) == id.as_bytes()
}

fn hash(id: &[u8]) -> u64 {
    xxh3_64(id)
}
