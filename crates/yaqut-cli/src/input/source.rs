//! Opening files and standard input, and telling what is not UTF-8 before it is read as if it were.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, IsTerminal, Read};
use std::path::{Path, PathBuf};

use yaqut_batch::input::{BYTE_ORDER_MARK, cannot_read, name, other_encoding};

use crate::exit::{Failure, tell};

const BUFFER: usize = 1 << 16;

/// An input that can be read from its start, its byte order mark behind it.
pub(super) struct Source {
    /// What documents call it: the path as it was given, or `-`.
    pub(super) id: String,
    /// What messages call it.
    pub(super) name: String,
    /// Bytes of the byte order mark that was passed over.
    pub(super) mark: usize,
    pub(super) reader: Box<dyn BufRead>,
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether a path can be opened and is UTF-8. Pipes and devices, which can be read only once, are left for later.
pub(super) fn check(path: &Path) -> Result<(), String> {
    if is_standard_input(path) {
        return Ok(());
    }
    let name = name(path);
    let metadata = fs::metadata(path).map_err(|error| format!("{name}: {}", cannot_read(&error)))?;
    if metadata.is_dir() {
        return Err(format!(
            "{name}: is a directory; name its files, as in {}/*.txt",
            name.trim_end_matches('/')
        ));
    }
    if metadata.is_file() { open(path).map(|_| ()) } else { Ok(()) }
}

pub(super) fn open(path: &Path) -> Result<Source, String> {
    if is_standard_input(path) {
        tell_typist();
        return source("-".to_owned(), "standard input".to_owned(), io::stdin());
    }
    let name = name(path);
    let file = File::open(path).map_err(|error| format!("{name}: {}", cannot_read(&error)))?;
    source(name.clone(), name, file)
}

/// Somebody who waits for something to happen at a terminal is told what is waited for.
pub(crate) fn tell_typist() {
    if io::stdin().is_terminal() {
        tell("standard input: reading what you type; end with Ctrl-D, or see --help");
    }
}

/// The whole text of a small file.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    let mut source = open(path)?;
    let mut text = String::new();
    let read = source.reader.read_to_string(&mut text);
    read.map(|_| text).map_err(|error| format!("{}: {}", source.name, cannot_read(&error)))
}

fn source(id: String, name: String, mut inner: impl Read + 'static) -> Result<Source, String> {
    let mut start = vec![0; BUFFER];
    let mut length = 0;
    // A pipe may give a byte order mark in pieces, but a short first line must not wait for a second one.
    while length == 0 || (length < 4 && matches!(start[0], 0xEF | 0xFE | 0xFF | 0)) {
        match inner.read(&mut start[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(format!("{name}: {}", cannot_read(&error))),
        }
    }
    start.truncate(length);
    check_encoding(&name, &start)?;
    let mark = if start.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    start.drain(..mark);
    let reader = BufReader::with_capacity(BUFFER, Cursor::new(start).chain(inner));
    Ok(Source { id, name, mark, reader: Box::new(reader) })
}

/// Refuses an input that begins with text of another encoding.
pub(crate) fn check_encoding(name: &str, start: &[u8]) -> Result<(), String> {
    match other_encoding(start) {
        Some(encoding) => {
            Err(format!("{name}: is {encoding}; convert it first: iconv -f {encoding} -t UTF-8 OLD > NEW"))
        }
        None => Ok(()),
    }
}

/// More than one `-` would leave nothing for the second.
pub(crate) fn check_standard_input(paths: &[PathBuf]) -> Result<(), Failure> {
    if paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
        return Err(Failure::Usage("-: standard input can be read only once; name it once".to_owned()));
    }
    Ok(())
}
