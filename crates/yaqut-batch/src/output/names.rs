//! Which files an output is made of.

use std::fmt;
use std::path::{Path, PathBuf};

/// Which files an output is made of.
#[non_exhaustive]
pub enum Layout {
    /// One file.
    One(PathBuf),
    /// A file for each input.
    PerInput {
        /// The folder they are in.
        folder: PathBuf,
        /// The file of an input, without what its format adds, relative to the folder; from the name that
        /// [`Piece::source`](crate::Piece::source) has.
        name: Box<dyn Fn(&str) -> PathBuf + Send>,
    },
    /// Files of about the same size, `STEM-00000` and so on.
    Shards {
        /// The folder they are in.
        folder: PathBuf,
        /// What their names begin with.
        stem: String,
        /// The bytes after which the next one is begun, as they are on the disk.
        bytes: u64,
    },
}

impl Layout {
    /// The path of a file.
    pub(super) fn path(&self, source: &str, shard: u64, suffix: &str) -> PathBuf {
        match self {
            Layout::One(path) => path.clone(),
            Layout::PerInput { folder, name } => {
                let mut path = folder.join(name(source)).into_os_string();
                path.push(suffix);
                path.into()
            }
            Layout::Shards { folder, stem, .. } => folder.join(format!("{stem}-{shard:05}{suffix}")),
        }
    }

    /// The folder that has nothing but this output.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Layout::One(_) => None,
            Layout::PerInput { folder, .. } | Layout::Shards { folder, .. } => Some(folder),
        }
    }

    /// Whether a file name is one that shards have.
    pub(super) fn is_shard(&self, name: &str, suffix: &str) -> bool {
        let Layout::Shards { stem, .. } = self else { return false };
        let number = name.strip_prefix(stem.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let number = number.and_then(|rest| rest.strip_suffix(suffix));
        number.is_some_and(|digits| digits.len() >= 5 && digits.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Layout::One(path) => f.debug_tuple("One").field(path).finish(),
            Layout::PerInput { folder, .. } => {
                f.debug_struct("PerInput").field("folder", folder).finish_non_exhaustive()
            }
            Layout::Shards { folder, stem, bytes } => f
                .debug_struct("Shards")
                .field("folder", folder)
                .field("stem", stem)
                .field("bytes", bytes)
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_told_by_their_names() {
        let layout = Layout::Shards { folder: "out".into(), stem: "part".to_owned(), bytes: 1 };
        assert_eq!(layout.path("", 7, ".jsonl.gz"), Path::new("out/part-00007.jsonl.gz"));
        for (name, is) in [
            ("part-00007.jsonl", true),
            ("part-123456.jsonl", true),
            ("part-1.jsonl", false),
            ("part-0000a.jsonl", false),
            ("part-00007.jsonl.gz", false),
            ("other-00007.jsonl", false),
        ] {
            assert_eq!(layout.is_shard(name, ".jsonl"), is, "{name}");
        }
    }
}
