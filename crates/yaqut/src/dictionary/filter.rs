//! Filters: small tables that say of most words, in one look, that no name begins with them.
//!
//! A filter is a blocked Bloom filter of 64-bit blocks. A hash picks a block by its high half and bits of it by its low
//! half, so that a question costs one load. It never says no to what was put in, and seldom yes to anything else: one
//! time in 100. But of two marks of a word that the filter of first words has, one in four is another word's, so that the
//! filter of pairs has the names of one word as well.

/// Bytes of a filter of so many hashes, of first words or of pairs.
pub(super) const fn size(hashes: usize, bits_a_hash: usize) -> usize {
    8 * (hashes * bits_a_hash / 64 + 1)
}

pub(super) const STARTS_BITS: usize = 16;
pub(super) const PAIRS_BITS: usize = 12;

/// The bits of any word that a name begins with.
#[inline]
pub(super) const fn start_mask(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
}

/// Whether a block has the bits of [`start_mask`]: what every word of a text is asked, so without making the mask.
#[inline]
pub(super) const fn may_start(block: u64, hash: u64) -> bool {
    block >> (hash & 63) & block >> (hash >> 6 & 63) & block >> (hash >> 12 & 63) & 1 == 1
}

/// The bit more of a word that begins names of two words or more.
#[inline]
pub(super) const fn longer_mask(hash: u64) -> u64 {
    1 << (hash >> 18 & 63)
}

/// The bit more of a word that is a name by itself.
#[inline]
pub(super) const fn alone_mask(hash: u64) -> u64 {
    1 << (hash >> 24 & 63)
}

/// The bits of a pair of words.
#[inline]
pub(super) const fn pair_mask(hash: u64) -> u64 {
    start_mask(hash) | 1 << (hash >> 18 & 63)
}

/// The block a hash belongs to.
#[inline]
pub(super) fn block(filter: &[u8], hash: u64) -> u64 {
    let at = 8 * place(filter.len(), hash);
    filter.get(at..at + 8).and_then(<[u8]>::first_chunk).map_or(0, |block| u64::from_le_bytes(*block))
}

#[inline]
const fn place(bytes: usize, hash: u64) -> usize {
    (((hash >> 32) * (bytes as u64 / 8)) >> 32) as usize
}

/// Puts bits into the block of a hash.
pub(super) fn insert(filter: &mut [u8], hash: u64, mask: u64) {
    let at = 8 * place(filter.len(), hash);
    for (byte, bits) in filter.iter_mut().skip(at).zip(mask.to_le_bytes()) {
        *byte |= bits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::key_hash;

    fn share(known: usize, mask: fn(u64) -> u64, bits: usize) -> f64 {
        let mut filter = vec![0; size(known, bits)];
        let hash = |n: usize| key_hash(&format!("كلمة {n}"));
        (0..known).for_each(|n| insert(&mut filter, hash(n), mask(hash(n))));
        let passes = |n: usize| block(&filter, hash(n)) & mask(hash(n)) == mask(hash(n));
        assert!((0..known).all(passes), "what was put in passes");
        (known..11 * known).filter(|&n| passes(n)).count() as f64 / (10 * known) as f64
    }

    #[test]
    fn few_others_pass() {
        let (longer, alone, pair) = (
            share(5_000, |hash| start_mask(hash) | longer_mask(hash), STARTS_BITS),
            share(5_000, |hash| start_mask(hash) | alone_mask(hash), STARTS_BITS),
            share(5_000, pair_mask, PAIRS_BITS),
        );
        assert!(longer < 0.012 && alone < 0.014 && pair < 0.014, "{longer} {alone} {pair}");
    }

    #[test]
    fn the_smallest_filter_has_a_block() {
        assert_eq!(size(0, STARTS_BITS), 8);
        assert_eq!(block(&[0; 8], u64::MAX), 0);
    }
}
