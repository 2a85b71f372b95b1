//! Making text of the bytes of a record.

use std::borrow::Cow;

use crate::record::{Code, Place, Reject};

/// The bytes as text, and at how many places they were read as U+FFFD. `mark` is how many bytes of a byte order mark
/// stand before them.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    place: Place<'_>,
    mark: usize,
    lossy: bool,
) -> Result<(Cow<'b, str>, u64), Reject> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok((text.into(), 0));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((text.into(), 0)),
        Err(error) => error,
    };
    if lossy {
        let replaced = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        return Ok((String::from_utf8_lossy(bytes), replaced as u64));
    }
    let byte = error.valid_up_to() + mark + 1;
    let what = format!(
        "byte {byte} of the record: not UTF-8; convert the text (from Windows: iconv -f CP1256 -t UTF-8 OLD > NEW), or \
         read it with U+FFFD in place of such bytes"
    );
    Err(Reject::new(place, Code::NotUtf8, what, bytes))
}

/// A record that is over the limit; so much of it is kept.
pub(super) fn too_long(place: Place<'_>, limit: usize, start: &[u8]) -> Reject {
    let what = format!("longer than {limit} bytes; break it up or raise the limit");
    Reject::new(place, Code::TooLong, what, start.get(..KEPT).unwrap_or(start))
}

/// So many bytes of a record that is over the limit are kept.
pub(super) const KEPT: usize = 1 << 10;
