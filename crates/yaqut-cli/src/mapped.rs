//! Files as bytes, the large ones mapped instead of read. The only place of the workspace with `unsafe`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;
use memmap2::Mmap;

/// Files larger than this are mapped: below it, reading is as fast and safer.
pub(crate) const LARGE: u64 = 16 << 20;

/// The bytes of a file. A file of more than `map_over` bytes is mapped, so that only the pages that are looked at are
/// ever read, and several processes share them; `None` reads every file.
pub(crate) fn read(path: &Path, map_over: Option<u64>) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Pipes and devices have no length and cannot be mapped.
    if metadata.is_file() && map_over.is_some_and(|limit| metadata.len() > limit) {
        // A file system that cannot map can still be read.
        if let Ok(map) = map(&file) {
            return Ok(Bytes::from_owner(map));
        }
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

#[expect(unsafe_code, reason = "mapping a file is unsafe, whoever does it")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is read-only and private to this module's callers, and lives as long as the `Bytes` that own it.
    // What no program can rule out is that another one changes or shortens the file meanwhile: bytes would change under
    // a shared slice, or reading a page that is gone would end the process (SIGBUS). The first is why the library
    // checks bounds and UTF-8 at every access instead of once: changed bytes give wrong names, not wild reads. Our own
    // commands never write into a dictionary: they rename a new file over the old one, and a map keeps the old one.
    // Whoever has dictionaries on storage that others write to in place has `--no-mmap`.
    unsafe { Mmap::map(file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapped_file_and_a_read_one_are_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for content in [&b""[..], b"x", &[7; 10_000]] {
            std::fs::write(&path, content).unwrap();
            for map_over in [None, Some(0), Some(1), Some(LARGE)] {
                assert_eq!(read(&path, map_over).unwrap(), content, "{map_over:?}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_map_keeps_the_file_that_another_was_renamed_over() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        std::fs::write(&old, [1; 9_000]).unwrap();
        std::fs::write(&new, [2; 10]).unwrap();
        let mapped = read(&old, Some(0)).unwrap();
        std::fs::rename(&new, &old).unwrap();
        assert_eq!((mapped.len(), read(&old, Some(0)).unwrap().len()), (9_000, 10));
        assert!(mapped.iter().all(|&byte| byte == 1));
    }

    #[test]
    fn a_folder_and_nothing_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let kind = |path: &Path| read(path, Some(0)).unwrap_err().kind();
        assert_eq!(kind(folder.path()), io::ErrorKind::IsADirectory);
        assert_eq!(kind(&folder.path().join("x")), io::ErrorKind::NotFound);
    }
}
