//! Going through files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use walkdir::{DirEntry, WalkDir};

use super::inputs::Input;
use super::name::{cannot_read, name};
use crate::source::SourceError;

/// The inputs one after another.
#[derive(Debug)]
pub struct Walk {
    /// Those to come, the last first.
    paths: Vec<PathBuf>,
    folder: Option<(PathBuf, walkdir::IntoIter)>,
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    left_out: u64,
}

impl Walk {
    /// A walk over these paths, the last first, that takes of the files in folders those that match.
    pub(super) fn new(paths: Vec<PathBuf>, include: Option<GlobSet>, exclude: Option<GlobSet>) -> Self {
        Walk { paths, folder: None, include, exclude, left_out: 0 }
    }

    /// How many files did not match so far.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }
}

impl Iterator for Walk {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((root, entries)) = &mut self.folder {
                let root = root.clone();
                match entries.next() {
                    Some(entry) => match self.file(&root, entry) {
                        Ok(None) => continue,
                        Ok(Some(input)) => return Some(Ok(input)),
                        Err(error) => return Some(Err(error)),
                    },
                    None => self.folder = None,
                }
            }
            let path = self.paths.pop()?;
            if path.as_os_str() == "-" {
                return Some(Ok(Input { path, name: "-".to_owned(), bytes: 0 }));
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    let walk = WalkDir::new(&path).sort_by_file_name().into_iter();
                    self.folder = Some((path, walk));
                }
                Ok(metadata) => {
                    let bytes = if metadata.is_file() { metadata.len() } else { 0 };
                    return Some(Ok(Input { name: name(&path), path, bytes }));
                }
                Err(error) => {
                    return Some(Err(SourceError::new(format!("{}: {}", name(&path), cannot_read(&error)))));
                }
            }
        }
    }
}

impl Walk {
    /// A file in a folder, if it is one that is read.
    fn file(
        &mut self,
        root: &Path,
        entry: Result<DirEntry, walkdir::Error>,
    ) -> Result<Option<Input>, SourceError> {
        let entry = entry.map_err(|error| {
            let path = name(error.path().unwrap_or(root));
            let what = error.io_error().map_or_else(|| error.to_string(), cannot_read);
            SourceError::new(format!("{path}: {what}"))
        })?;
        let path = entry.path();
        let inside = path.strip_prefix(root).unwrap_or(path);
        if entry.depth() == 0 {
            return Ok(None);
        }
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if entry.file_type().is_dir() {
            if is_hidden || matches_all(self.exclude.as_ref(), inside) {
                if let Some((_, entries)) = &mut self.folder {
                    entries.skip_current_dir();
                }
            }
            return Ok(None);
        }
        // What a link points to.
        let metadata = fs::metadata(path);
        if is_hidden || metadata.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
            return Ok(None);
        }
        let is_included = self.include.as_ref().is_none_or(|set| set.is_match(inside));
        if !is_included || self.exclude.as_ref().is_some_and(|set| set.is_match(inside)) {
            self.left_out += 1;
            return Ok(None);
        }
        // A link to nowhere is told when it is read, as one bad record among others.
        let bytes = metadata.map_or(0, |metadata| metadata.len());
        Ok(Some(Input { path: path.to_owned(), name: name(path), bytes }))
    }
}

/// Whether a pattern leaves out a folder and so all that is in it.
fn matches_all(exclude: Option<&GlobSet>, folder: &Path) -> bool {
    exclude.is_some_and(|set| set.is_match(folder))
}
