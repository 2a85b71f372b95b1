//! What the compiled forms share: bounds-checked numbers in a buffer, and the checksum of all of it.

use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

#[inline]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[inline]
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// XXH3-64 of the whole buffer but the checksum's own field.
pub(crate) fn checksum(bytes: &[u8], field: Range<usize>) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(bytes.get(..field.start).unwrap_or_default());
    hash.update(bytes.get(field.end..).unwrap_or_default());
    hash.digest()
}
