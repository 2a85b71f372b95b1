//! The hash table of key-word sequences: which names end with a sequence, and whether longer ones go on from it.
//!
//! A slot is 64 bits: from the top, a tag of 30 bits of the hash (never 0), whether longer names go on, whether the
//! names are a group, and 32 bits that say where: the one name's place in the rows, the group's place among the
//! groups, or nothing. A free slot is 0. Words are known by their hashes alone: a name that is found is compared with
//! the text letter by letter before it counts, so two sequences with one tag only share a slot.

use super::format::{NONE, nth_u64, slot};

/// What a sequence of key words leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Whether longer names begin with it.
    pub(crate) goes_on: bool,
    pub(super) names: Names,
}

/// The names with exactly these key words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    None,
    /// One, and its place in the rows.
    One(u32),
    /// Several, and their group's place.
    Group(u32),
}

impl Entry {
    /// Whether names end with it.
    pub(crate) const fn has_names(self) -> bool {
        !matches!(self.names, Names::None)
    }

    const fn bits(self, tag: u64) -> u64 {
        let (group, place) = match self.names {
            Names::None => (0, NONE),
            Names::One(place) => (0, place),
            Names::Group(place) => (1, place),
        };
        tag << 34 | (self.goes_on as u64) << 33 | group << 32 | place as u64
    }

    pub(super) const fn of(bits: u64) -> Entry {
        let place = bits as u32;
        let names = match (place, bits >> 32 & 1) {
            (NONE, _) => Names::None,
            (_, 1) => Names::Group(place),
            _ => Names::One(place),
        };
        Entry { goes_on: bits >> 33 & 1 == 1, names }
    }
}

/// The low bits of the hash: the high ones choose the slot.
#[inline]
const fn tag(hash: u64) -> u64 {
    let tag = hash & 0x3FFF_FFFF;
    if tag == 0 { 1 } else { tag }
}

/// What a sequence leads to, if any name has it or goes on from it. Looks at `longest` slots and one at most.
#[inline]
pub(super) fn find(table: &[u8], longest: u64, hash: u64) -> Option<Entry> {
    let (slots, tag) = (table.len() / 8, tag(hash));
    let mut at = slot(hash, slots);
    for _ in 0..=longest {
        match nth_u64(table, at)? {
            0 => return None,
            bits if bits >> 34 == tag => return Some(Entry::of(bits)),
            _ => at = if at + 1 < slots { at + 1 } else { 0 },
        }
    }
    None
}

/// A table under construction.
#[derive(Debug)]
pub(super) struct Table {
    slots: Vec<u64>,
    pub(super) longest: u64,
}

impl Table {
    /// A table for so many sequences.
    pub(super) fn new(sequences: usize) -> Table {
        Table { slots: vec![0; sequences + sequences / 6 + 1], longest: 0 }
    }

    /// The slot of a sequence, taken for it if it is new; two with the same tag share one.
    pub(super) fn slot(&mut self, hash: u64) -> usize {
        let tag = tag(hash);
        let mut at = slot(hash, self.slots.len());
        let mut steps = 0;
        while let Some(bits) = self.slots.get_mut(at).filter(|bits| **bits != 0) {
            if *bits >> 34 == tag {
                return at;
            }
            steps += 1;
            at = if at + 1 < self.slots.len() { at + 1 } else { 0 };
        }
        self.longest = self.longest.max(steps);
        self.put(at, hash, Entry { goes_on: false, names: Names::None });
        at
    }

    /// What a slot holds.
    pub(super) fn entry(&self, at: usize) -> Entry {
        Entry::of(self.slots.get(at).copied().unwrap_or_default())
    }

    pub(super) fn put(&mut self, at: usize, hash: u64, entry: Entry) {
        if let Some(bits) = self.slots.get_mut(at) {
            *bits = entry.bits(tag(hash));
        }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.slots.iter().flat_map(|bits| bits.to_le_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive_their_bits() {
        for goes_on in [false, true] {
            for names in [Names::None, Names::One(0), Names::One(NONE - 1), Names::Group(7)] {
                let entry = Entry { goes_on, names };
                assert_eq!(Entry::of(entry.bits(0x3FFF_FFFF)), entry);
            }
        }
    }

    #[test]
    fn what_was_put_in_is_found_and_the_search_ends() {
        let hashes: Vec<u64> = (1..200_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        let mut table = Table::new(hashes.len());
        for (n, &hash) in hashes.iter().enumerate() {
            let at = table.slot(hash);
            table.put(at, hash, Entry { goes_on: true, names: Names::One(n as u32) });
        }
        let (longest, bytes) = (table.longest, table.into_bytes());
        for (n, &hash) in hashes.iter().enumerate() {
            assert_eq!(find(&bytes, longest, hash).unwrap().names, Names::One(n as u32));
        }
        assert_eq!(find(&bytes, longest, 12_345), None);
        // Every slot taken by another: the search ends all the same.
        assert_eq!(find(&[0xFF; 80], u64::MAX >> 58, 5), None);
    }
}
