//! What follows the records of a part: a record that is too long, or the place where its input breaks off.

use std::io::{self, BufRead, Read};

use super::opened::Unopened;
use super::text::{KEPT, too_long};
use crate::record::{Place, Record, Reject};

/// What follows the records of a part.
#[derive(Debug)]
pub(super) enum Tail {
    /// A record over the limit, of which this is the start.
    TooLong(Vec<u8>),
    /// The input cannot be read on.
    Broken(Unopened),
}

impl Tail {
    /// Takes the record that begins at a byte out of the others.
    pub(super) fn too_long(bytes: &mut Vec<u8>, begins: usize) -> Self {
        let kept = bytes.get(begins..).unwrap_or_default();
        let kept = kept.get(..KEPT).unwrap_or(kept).to_owned();
        bytes.truncate(begins);
        Tail::TooLong(kept)
    }

    /// Tells of it, behind the last record, which stands before `place`.
    pub(super) fn tell(
        self,
        mut place: Place<'_>,
        limit: usize,
        each: &mut dyn FnMut(Result<Record<'_>, Reject>),
    ) {
        match self {
            Tail::TooLong(start) => {
                place.number += 1;
                each(Err(too_long(place, limit, &start)));
            }
            Tail::Broken(Unopened { code, what }) => {
                each(Err(Reject::rest(place.source, place.byte, code, what)));
            }
        }
    }
}

/// Passes over bytes that were read before.
pub(super) fn skip(reader: &mut dyn BufRead, bytes: u64) -> io::Result<()> {
    if io::copy(&mut reader.take(bytes), &mut io::sink())? < bytes {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}
