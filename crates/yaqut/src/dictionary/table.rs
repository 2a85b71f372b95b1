//! The hash table of key-word sequences: which names end with a sequence, and whether longer ones go on from it.
//!
//! A slot is 64 bits: from the top, how far it lies behind the one its hash chose (7 bits, [`FAR`] for more), a tag of 23
//! bits of the hash, whether longer names go on, whether the names are a group, and 32 bits that say where: the one name's
//! place in the rows, the group's place among the groups, or nothing. A free slot is [`FREE`]. Slots are in the order of
//! their hashes, so that a search ends where a higher one lies. Words are known by their hashes alone: a name that is found
//! is compared with the text letter by letter before it counts, so two sequences of one tag and choice only share a slot.

use super::format::NONE;

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

    const fn bits(self, key: u64) -> u64 {
        let (group, place) = match self.names {
            Names::None => (0, NONE),
            Names::One(place) => (0, place),
            Names::Group(place) => (1, place),
        };
        key << 34 | (self.goes_on as u64) << 33 | group << 32 | place as u64
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

/// No slot in use is 0: where the rows begin there is an entity, so that no name has the place 0.
const FREE: u64 = 0;
/// The distance that says no more than that it is as great or greater.
const FAR: usize = (1 << 7) - 1;
const TAG_BITS: u32 = 23;

/// The slot that a hash chooses among so many, and its tag: what of the hash is left, so that the order of both is that of
/// the hashes.
#[inline]
const fn home(hash: u64, slots: usize) -> (usize, u64) {
    let product = hash as u128 * slots as u128;
    ((product >> 64) as usize, (product as u64) >> (64 - TAG_BITS))
}

/// What a sequence leads to, if any name has it or goes on from it. Looks at `longest` slots and one at most.
#[inline]
pub(super) fn find(table: &[u8], longest: u64, hash: u64) -> Option<Entry> {
    // No slot lies farther than that behind the one it chose; the last ones are there for those.
    let longest = usize::try_from(longest).ok()?;
    let (home, tag) = home(hash, (table.len() / 8).checked_sub(longest)?);
    let slots = table.get(8 * home..)?.chunks_exact(8).filter_map(<[u8]>::first_chunk);
    for (distance, slot) in slots.take(longest.saturating_add(1)).enumerate() {
        let bits = u64::from_le_bytes(*slot);
        let key = (bits >> 34) as usize;
        let behind = key >> TAG_BITS;
        if key == distance.min(FAR) << TAG_BITS | tag as usize {
            return Some(Entry::of(bits));
        }
        // Free, or of a higher choice.
        if bits == FREE || (behind < distance && behind < FAR) {
            return None;
        }
    }
    None
}

/// A table under construction, to which sequences are added in the order of their hashes.
#[derive(Debug)]
pub(super) struct Table {
    slots: Vec<u64>,
    /// How many can be chosen; some are added for what is pushed behind the last.
    choices: usize,
    pub(super) longest: u64,
}

impl Table {
    /// A table for so many sequences.
    pub(super) fn new(sequences: usize) -> Table {
        let choices = sequences + sequences / 6 + 1;
        Table { slots: Vec::with_capacity(choices + 64), choices, longest: 0 }
    }

    /// The slot of a sequence, of no lower hash than those before, and what is in it: something if two share it.
    pub(super) fn slot(&mut self, hash: u64) -> (usize, Entry) {
        let nothing = Entry { goes_on: false, names: Names::None };
        let (home, _) = home(hash, self.choices);
        if let Some((last, bits)) = self.slots.len().checked_sub(1).zip(self.slots.last()) {
            if *bits != FREE && *bits >> 34 == self.key(last, hash) {
                return (last, Entry::of(*bits));
            }
        }
        let at = self.slots.len().max(home);
        self.slots.resize(at + 1, FREE);
        self.longest = self.longest.max((at - home) as u64);
        self.put(at, hash, nothing);
        (at, nothing)
    }

    /// The upper bits of a slot for a hash.
    fn key(&self, at: usize, hash: u64) -> u64 {
        let (home, tag) = home(hash, self.choices);
        (at.wrapping_sub(home).min(FAR) as u64) << TAG_BITS | tag
    }

    pub(super) fn put(&mut self, at: usize, hash: u64, entry: Entry) {
        let bits = entry.bits(self.key(at, hash));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = bits;
        }
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.slots.resize(self.choices + self.longest as usize, FREE);
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
        // Few and many; spread, and side by side so that hundreds choose the same slots.
        for (count, step) in
            [(1, 7), (200, u64::MAX / 200), (3_000, 1 << 49), (50_000, 0x9E37_79B9_7F4A_7C15)]
        {
            let mut hashes: Vec<u64> = (1..=count).map(|n: u64| n.wrapping_mul(step)).collect();
            hashes.sort_unstable();
            let mut table = Table::new(hashes.len());
            for (n, &hash) in hashes.iter().enumerate() {
                let (at, there) = table.slot(hash);
                assert!(!there.has_names());
                table.put(at, hash, Entry { goes_on: true, names: Names::One(n as u32) });
            }
            let (longest, bytes) = (table.longest, table.into_bytes());
            for (n, &hash) in hashes.iter().enumerate() {
                assert_eq!(find(&bytes, longest, hash).map(|entry| entry.names), Some(Names::One(n as u32)));
                let other = hash ^ 1 << 47;
                assert!(find(&bytes, longest, other).is_none() || hashes.binary_search(&other).is_ok());
            }
            // Every slot taken by another: the search ends all the same.
            assert_eq!(find(&[0xFF; 80], longest, 5), None);
        }
        assert_eq!(find(&[], 0, 5), None);
    }

    #[test]
    fn two_of_one_tag_share_a_slot() {
        let mut table = Table::new(2);
        let (at, _) = table.slot(12);
        table.put(at, 12, Entry { goes_on: false, names: Names::One(3) });
        assert_eq!(table.slot(13), (at, Entry { goes_on: false, names: Names::One(3) }));
    }
}
