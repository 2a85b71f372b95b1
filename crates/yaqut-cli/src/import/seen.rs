//! Which ids there were.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault};

/// The ids of an import. A number behind a letter at most, as Wikidata and GeoNames have, costs a bit; of others a hash
/// of 64 bits is kept, the same in every run: among ten million, the odds that two share one are one in 400,000.
#[derive(Default)]
pub(super) struct Seen {
    /// A bit for each number, in blocks that are there where a number is.
    numbers: HashMap<(Option<u8>, u32), Box<[u64; BLOCK / 64]>>,
    others: HashSet<u64>,
    hashes: BuildHasherDefault<DefaultHasher>,
}

const BLOCK: usize = 1 << 12;

impl Seen {
    /// Notes an id; false if it was there before.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        let Some((letter, number)) = number(id) else {
            return self.others.insert(self.hashes.hash_one(id));
        };
        let block = number / BLOCK as u32;
        let bit = number as usize % BLOCK;
        let bits = self.numbers.entry((letter, block)).or_insert_with(|| Box::new([0; BLOCK / 64]));
        let before = bits[bit / 64];
        bits[bit / 64] |= 1 << (bit % 64);
        bits[bit / 64] != before
    }
}

/// The letter and the number of an id that is spelled the only way such an id can be.
fn number(id: &str) -> Option<(Option<u8>, u32)> {
    let (letter, digits) = match id.as_bytes() {
        [letter @ b'A'..=b'Z', digits @ ..] => (Some(*letter), digits),
        digits => (None, digits),
    };
    if !matches!(digits, [b'1'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok().map(|number| (letter, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_new_once() {
        let ids = ["Q79", "79", "P79", "Q079", "q79", "Q", "", "Q4294967296", "NK-79", "Q4294967295", "حلب"];
        let mut seen = Seen::default();
        for id in ids {
            assert!(seen.insert(id), "{id}");
        }
        for id in ids {
            assert!(!seen.insert(id), "{id}");
        }
    }
}
