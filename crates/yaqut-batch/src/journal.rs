//! The journal: where a run can go on from, in a small file beside its output.
//!
//! The file has one checkpoint, and is replaced as a whole: written under another name, synced, renamed. So a crash
//! leaves the last checkpoint or the one before. What it says of the output is true whenever it is read, because the
//! output is synced first. A lock beside it keeps two runs from one output.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fs4::fs_std::FileExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use crate::report::Tally;
use crate::source::{Identity, Position};

/// All that a run needs to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// What the output depends on: inputs, options, dictionary, version.
    pub(crate) identity: Identity,
    /// Where the source stands.
    pub(crate) position: Position,
    /// What the sink needs to go on.
    pub(crate) sink: Value,
    pub(crate) tally: Tally,
    pub(crate) input_bytes: u64,
}

/// A journal whose lock this process holds.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// Locked while it is open.
    lock: Option<File>,
}

const FIRST_LINE: &str = "yaqut-batch journal 1 ";

impl Journal {
    /// Takes the journal of an output for this run alone.
    pub(crate) fn lock(path: &Path) -> Result<Self, String> {
        let lock_path = beside(path, ".lock");
        let cannot = |error: &io::Error| {
            format!(
                "{}: cannot write it: {error}; ask for the permission, or name another output",
                lock_path.display()
            )
        };
        // The folder of an output of several files is the run's own to make.
        if let Some(folder) =
            path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        {
            fs::create_dir(folder).map_err(|error| cannot(&error))?;
        }
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&lock_path);
            let file = file.map_err(|error| cannot(&error))?;
            if !file.try_lock_exclusive().map_err(|error| cannot(&error))? {
                return Err(format!(
                    "{}: another run writes this output; wait for it, or stop it",
                    path.display()
                ));
            }
            // Between opening and locking, the run that held it may have ended and removed it.
            if is_same(&file, &lock_path) {
                return Ok(Journal { path: path.to_owned(), lock: Some(file) });
            }
        }
    }

    /// The checkpoint of an earlier run, if one is there.
    pub(crate) fn read(&self) -> Result<Option<Checkpoint>, String> {
        let text = match fs::read(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: cannot read it: {error}", self.path.display())),
        };
        parse(&text).map(Some).map_err(|what| {
            format!("{}: the journal is damaged ({what}); start the run anew", self.path.display())
        })
    }

    /// Replaces the checkpoint.
    pub(crate) fn write(&self, checkpoint: &Checkpoint) -> Result<(), String> {
        let new = beside(&self.path, ".new");
        let write = || {
            let body = serde_json::to_vec(checkpoint)?;
            let mut file = File::create(&new)?;
            writeln!(file, "{FIRST_LINE}{:016x}", xxh3_64(&body))?;
            file.write_all(&body)?;
            file.sync_all()?;
            fs::rename(&new, &self.path)?;
            sync_folder(&self.path)
        };
        write().map_err(|error: io::Error| {
            format!(
                "{}: cannot write it: {error}; the run can be resumed from the checkpoint before",
                self.path.display()
            )
        })
    }

    /// Removes the checkpoint: the run came to its end, or starts anew.
    pub(crate) fn clear(&self) -> Result<(), String> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(format!("{}: cannot remove it: {error}; remove it by hand", self.path.display()))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // Removed first: who opens it after that makes a new one.
        let _ = fs::remove_file(beside(&self.path, ".lock"));
        drop(self.lock.take());
    }
}

fn parse(text: &[u8]) -> Result<Checkpoint, String> {
    let line = text.iter().position(|&byte| byte == b'\n').ok_or("it is cut")?;
    let (first, rest) = text.split_at_checked(line).ok_or("it is cut")?;
    let body = rest.get(1..).unwrap_or_default();
    let first = std::str::from_utf8(first).map_err(|_| "it is none")?;
    let sum = first.strip_prefix(FIRST_LINE).ok_or("it is none, or of another version")?;
    if u64::from_str_radix(sum, 16) != Ok(xxh3_64(body)) {
        return Err("its checksum is another".to_owned());
    }
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

/// A name beside another.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Makes names of a folder survive a power cut, where the system can.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(file), Ok(named)) => inode(file) == inode(named),
        _ => false,
    }
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint() -> Checkpoint {
        let mut tally = Tally { documents: 3, ..Tally::default() };
        tally.entities.add("cldr:SY", 2);
        Checkpoint {
            identity: Identity::from([("inputs".to_owned(), "ab".to_owned())]),
            position: Position { input: 1, offset: 2, number: 3 },
            sink: serde_json::json!({"bytes": 7}),
            tally,
            input_bytes: 9,
        }
    }

    #[test]
    fn what_was_written_last_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.journal");
        let journal = Journal::lock(&path).unwrap();
        assert_eq!(journal.read().unwrap(), None);
        journal.write(&Checkpoint { input_bytes: 1, ..checkpoint() }).unwrap();
        journal.write(&checkpoint()).unwrap();
        assert_eq!(journal.read().unwrap(), Some(checkpoint()));
        journal.clear().unwrap();
        assert_eq!(journal.read().unwrap(), None);
        drop(journal);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_second_run_is_refused_until_the_first_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.journal");
        let journal = Journal::lock(&path).unwrap();
        assert!(Journal::lock(&path).unwrap_err().contains("another run"));
        drop(journal);
        assert!(Journal::lock(&path).is_ok());
    }

    #[test]
    fn a_damaged_journal_is_refused_wherever_it_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.journal");
        let journal = Journal::lock(&path).unwrap();
        journal.write(&checkpoint()).unwrap();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert!(parse(&damaged).is_err() || parse(&damaged) == Ok(checkpoint()), "{at}");
            assert!(parse(&whole[..at]).is_err(), "{at}");
        }
        assert!(parse(b"{}").unwrap_err().contains("cut"));
    }
}
