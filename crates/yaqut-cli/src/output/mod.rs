//! How results are printed.

pub(crate) mod escape;
pub(crate) mod json;
pub(crate) mod pretty;

use std::io::{self, BufWriter, Write};

/// Standard output, buffered; colours are dropped where it does not take them or NO_COLOR is set.
pub(crate) fn stdout() -> impl Write {
    BufWriter::with_capacity(1 << 16, anstream::AutoStream::auto(io::stdout()).lock())
}
