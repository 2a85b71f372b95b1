//! Files that are one text each.

use std::io::Read;
use std::sync::Arc;

use super::format::Limits;
use super::inputs::Input;
use super::opened::{Opened, Unopened};
use super::text::{KEPT, decode, too_long};
use crate::record::{Place, Record, Reject};
use crate::source::Records;

/// Some files. They are opened and read by whoever works on them, all threads at once: with millions of small files
/// that is most of the work.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) files: Vec<Input>,
    pub(super) limits: Limits,
    pub(super) replaced: u64,
}

impl Records for Texts {
    fn weight(&self) -> usize {
        // Packed ones are larger than they look.
        self.files.iter().map(|file| file.path.as_os_str().len() + file.bytes as usize).sum()
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        for file in std::mem::take(&mut self.files) {
            let opened = Opened::path(&file.path, self.limits.max_ratio);
            self.replaced += one(&file.name, opened, self.limits, each);
        }
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}

/// A reader that is one text.
pub(super) struct Text {
    pub(super) source: Arc<str>,
    pub(super) opened: Option<Opened>,
    pub(super) limits: Limits,
    pub(super) replaced: u64,
}

impl Records for Text {
    fn weight(&self) -> usize {
        0
    }

    fn read(&mut self, each: &mut dyn FnMut(Result<Record<'_>, Reject>)) {
        if let Some(opened) = self.opened.take() {
            self.replaced = one(&self.source, Ok(opened), self.limits, each);
        }
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}

/// Reads one text; gives back at how many places bytes were replaced.
fn one(
    name: &str,
    opened: Result<Opened, Unopened>,
    limits: Limits,
    each: &mut dyn FnMut(Result<Record<'_>, Reject>),
) -> u64 {
    let read = opened.and_then(|mut opened| {
        let mut bytes = Vec::new();
        let most = (limits.max_record_bytes as u64).saturating_add(1);
        let read = opened.reader.by_ref().take(most).read_to_end(&mut bytes);
        read.map(|_| (bytes, opened.mark)).map_err(|error| Unopened::of(&error))
    });
    let place = Place { source: name, number: 1, byte: 0 };
    let (bytes, mark) = match read {
        Ok(read) => read,
        Err(Unopened { code, what }) => {
            each(Err(Reject::new(place, code, what, b"")));
            return 0;
        }
    };
    if bytes.len() > limits.max_record_bytes {
        each(Err(too_long(place, limits.max_record_bytes, bytes.get(..KEPT).unwrap_or(&bytes))));
        return 0;
    }
    match decode(&bytes, place, mark, limits.lossy) {
        Ok((text, replaced)) => {
            each(Ok(Record { id: name.into(), text, fields: Vec::new(), place }));
            replaced
        }
        Err(reject) => {
            each(Err(reject));
            0
        }
    }
}
