//! What records are made of: files found, unpacked, and cut into records.

#[cfg(feature = "parquet")]
mod cells;
mod files;
mod format;
mod inputs;
mod json_line;
mod lines;
mod name;
mod opened;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod tail;
mod text;
mod texts;
mod unpack;
mod walk;

pub use files::{FileSource, files, reader};
pub use format::{Carry, Fields, Limits, RecordFormat};
pub use inputs::{Input, Inputs, Survey};
pub use json_line::{BadLine, Object, parse as parse_object};
pub use name::{cannot_read, name};
pub use opened::{BYTE_ORDER_MARK, other_encoding};
pub use unpack::{MAX_RATIO, Unpacked, code, unpack};
pub use walk::Walk;

/// About so many bytes of records are worked on at once: small enough to be shared out evenly and to stay in a
/// processor's cache with what comes of them, large enough that handing them over costs nothing.
pub const PART_BYTES: usize = 256 << 10;
