//! Which files are read: those that are named, and those in the folders that are named.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use xxhash_rust::xxh3::Xxh3;

use super::name::name;
use super::walk::Walk;
use crate::source::SourceError;

/// Files to read: those that are named, and those in folders that are named, in the order of their names. `-` is
/// standard input.
///
/// Folders are walked as reading goes on, so that millions of files take no memory but that of the largest folder.
/// Hidden files and folders are left out, as are pipes and devices; links to files are followed, links to folders are
/// not.
///
/// ```no_run
/// use yaqut_batch::input::Inputs;
///
/// let inputs = Inputs::new(vec!["أخبار".into()]).include("*.jsonl.gz")?.exclude("old/**")?;
/// println!("{} files", inputs.survey()?.files);
/// # Ok::<(), yaqut_batch::SourceError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Inputs {
    paths: Vec<PathBuf>,
    include: Vec<Glob>,
    exclude: Vec<Glob>,
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What records and messages call it; `-` is standard input.
    pub name: String,
    /// Its bytes, packed if it is; of standard input and of pipes 0.
    pub bytes: u64,
}

/// What there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Survey {
    /// How many files.
    pub files: u64,
    /// Their bytes, packed where they are.
    pub bytes: u64,
    /// A digest of their names, sizes and times.
    pub digest: u64,
    /// Whether one can be read only once, as standard input and pipes.
    pub is_stream: bool,
}

impl Inputs {
    /// These files and folders; none is standard input.
    #[must_use]
    pub fn new(mut paths: Vec<PathBuf>) -> Self {
        if paths.is_empty() {
            paths.push("-".into());
        }
        Inputs { paths, include: Vec::new(), exclude: Vec::new() }
    }

    /// Takes of the files in folders only those that match this pattern or another one that is included. A pattern is
    /// about the path inside of the folder that is named; without a `/` it is about the name of the file alone.
    ///
    /// # Errors
    ///
    /// If it is no pattern.
    pub fn include(mut self, pattern: &str) -> Result<Self, SourceError> {
        self.include.push(glob(pattern)?);
        Ok(self)
    }

    /// Leaves out the files in folders that match this pattern.
    ///
    /// # Errors
    ///
    /// If it is no pattern.
    pub fn exclude(mut self, pattern: &str) -> Result<Self, SourceError> {
        self.exclude.push(glob(pattern)?);
        Ok(self)
    }

    /// Looks at every file, but not into it.
    ///
    /// # Errors
    ///
    /// If a path is not there, a folder cannot be read, a path is named twice, or there is no file at all.
    pub fn survey(&self) -> Result<Survey, SourceError> {
        self.check()?;
        let (mut survey, mut digest) = (Survey::default(), Xxh3::new());
        let mut walk = self.walk();
        for input in walk.by_ref() {
            let input = input?;
            survey.files += 1;
            survey.bytes += input.bytes;
            // What is not there when it is read is told then.
            let metadata = fs::metadata(&input.path).ok();
            survey.is_stream |=
                input.name == "-" || metadata.as_ref().is_some_and(|metadata| !metadata.is_file());
            let time = metadata.and_then(|metadata| metadata.modified().ok());
            let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
            digest.update(input.name.as_bytes());
            digest.update(&[0]);
            digest.update(&input.bytes.to_le_bytes());
            digest.update(&time.as_nanos().to_le_bytes());
        }
        if survey.files == 0 {
            let names: Vec<String> = self.paths.iter().map(|path| name(path)).collect();
            let left = match walk.left_out() {
                0 => "there is no file in it".to_owned(),
                left => format!("none of its {left} files matches the patterns"),
            };
            return Err(SourceError::new(format!("{}: {left}; name others", names.join(", "))));
        }
        survey.digest = digest.digest();
        Ok(survey)
    }

    /// The inputs, in order.
    #[must_use]
    pub fn walk(&self) -> Walk {
        let mut paths = self.paths.clone();
        paths.reverse();
        Walk::new(paths, set(&self.include), set(&self.exclude))
    }

    /// Where the output of an input goes if each has its own: the name of a file, the path of a file inside of its
    /// folder, behind the name of the folder if several inputs are named.
    #[must_use]
    pub fn output_name(&self, input: &str) -> PathBuf {
        for path in &self.paths {
            let root = name(path);
            if root == input {
                return PathBuf::from(if root == "-" { "standard-input" } else { base(&root) });
            }
            let inside = input.strip_prefix(root.as_str()).map(|rest| rest.trim_start_matches('/'));
            if let Some(inside) = inside.filter(|_| path.is_dir()) {
                let base = if self.paths.len() > 1 { base(root.trim_end_matches('/')) } else { "" };
                return Path::new(base).join(inside);
            }
        }
        PathBuf::from(base(input))
    }

    /// Whether every input has an output of its own name.
    ///
    /// # Errors
    ///
    /// If two have the same.
    pub fn check_output_names(&self) -> Result<(), SourceError> {
        for (at, path) in self.paths.iter().enumerate() {
            let same = self.paths.iter().take(at).find(|other| other.file_name() == path.file_name());
            if let Some(other) = same {
                let (one, other) = (name(other), name(path));
                let what =
                    format!("{one}, {other}: their outputs would have one name; rename one, or run twice");
                return Err(SourceError::new(what));
            }
        }
        Ok(())
    }

    /// A walk over nothing.
    pub(super) fn nothing() -> Walk {
        Walk::new(Vec::new(), None, None)
    }

    fn check(&self) -> Result<(), SourceError> {
        for (at, path) in self.paths.iter().enumerate() {
            if self.paths.iter().take(at).any(|other| other == path) {
                return Err(SourceError::new(format!("{}: is named twice; name it once", name(path))));
            }
        }
        Ok(())
    }
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn glob(pattern: &str) -> Result<Glob, SourceError> {
    // A name alone is one at any depth.
    let whole = if pattern.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
    GlobBuilder::new(&whole).literal_separator(true).build().map_err(|error| {
        SourceError::new(format!("{pattern}: is no pattern: {}; write one as in *.txt", error.kind()))
    })
}

fn set(globs: &[Glob]) -> Option<GlobSet> {
    if globs.is_empty() {
        return None;
    }
    let mut builder = GlobSetBuilder::new();
    globs.iter().for_each(|glob| {
        builder.add(glob.clone());
    });
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn names(inputs: &Inputs, folder: &Path) -> Vec<String> {
        let inside = |input: Result<Input, SourceError>| {
            name(input.unwrap().path.strip_prefix(folder).unwrap_or(Path::new("")))
        };
        inputs.walk().map(inside).collect()
    }

    const FILES: [&str; 7] =
        ["b.txt", "a/2.txt", "a/10.txt", "a/.hidden", ".git/x.txt", "c/d/e.jsonl.gz", "c/old/f.txt"];

    #[test]
    fn files_come_in_the_order_of_their_names_and_hidden_ones_do_not() {
        let folder = folder(&FILES);
        let inputs = Inputs::new(vec![folder.path().to_owned()]);
        let all = ["a/10.txt", "a/2.txt", "b.txt", "c/d/e.jsonl.gz", "c/old/f.txt"];
        assert_eq!(names(&inputs, folder.path()), all);
        let survey = inputs.survey().unwrap();
        assert_eq!((survey.files, survey.bytes, survey.is_stream), (5, 8 + 7 + 5 + 14 + 11, false));
    }

    #[test]
    fn patterns_choose_by_name_or_by_path() {
        let folder = folder(&FILES);
        let inputs = || Inputs::new(vec![folder.path().to_owned()]);
        let chosen = |inputs: Inputs| names(&inputs, folder.path());
        assert_eq!(chosen(inputs().include("*.gz").unwrap()), ["c/d/e.jsonl.gz"]);
        assert_eq!(chosen(inputs().include("a/*").unwrap().exclude("1*").unwrap()), ["a/2.txt"]);
        assert_eq!(chosen(inputs().exclude("c/**").unwrap()), ["a/10.txt", "a/2.txt", "b.txt"]);
        assert_eq!(chosen(inputs().exclude("old").unwrap()).len(), 4);
        // A file that is named is meant.
        let named = Inputs::new(vec![folder.path().join("b.txt")]).include("*.gz").unwrap();
        assert_eq!(chosen(named), ["b.txt"]);
        assert!(inputs().include("a[").unwrap_err().to_string().contains("no pattern"));
        let none = inputs().include("*.xml").unwrap().survey().unwrap_err().to_string();
        assert!(none.contains("none of its 5 files matches"), "{none}");
    }

    #[test]
    fn what_is_not_there_and_what_is_there_twice_are_errors() {
        let folder = folder(&["a.txt"]);
        let path = folder.path().join("a.txt");
        let survey = |paths: &[&Path]| {
            Inputs::new(paths.iter().map(|&path| path.to_owned()).collect()).survey().unwrap_err().to_string()
        };
        assert!(survey(&[&folder.path().join("x")]).contains("check the name"));
        assert!(survey(&[&path, &path]).contains("is named twice"));
        assert!(survey(&[Path::new("-"), Path::new("-")]).contains("is named twice"));
    }

    #[test]
    fn the_digest_tells_a_changed_file_of_the_same_size() {
        let folder = folder(&["a.txt", "b.txt"]);
        let inputs = Inputs::new(vec![folder.path().to_owned()]);
        let before = inputs.survey().unwrap();
        assert_eq!(inputs.survey().unwrap(), before);
        let later = UNIX_EPOCH + std::time::Duration::from_secs(9);
        fs::File::options()
            .write(true)
            .open(folder.path().join("b.txt"))
            .unwrap()
            .set_modified(later)
            .unwrap();
        assert_ne!(inputs.survey().unwrap().digest, before.digest);
    }

    #[test]
    fn outputs_have_the_place_of_their_inputs() {
        let folder = folder(&["x/a/1.txt", "y/1.txt", "z.txt"]);
        let path = |inside: &str| folder.path().join(inside);
        let output = |paths: &[PathBuf], input: &str| {
            name(&Inputs::new(paths.to_vec()).output_name(&name(&path(input))))
        };
        assert_eq!(output(&[path("x")], "x/a/1.txt"), "a/1.txt");
        let several = [path("x"), path("y"), path("z.txt")];
        assert_eq!(output(&several, "x/a/1.txt"), "x/a/1.txt");
        assert_eq!(output(&several, "y/1.txt"), "y/1.txt");
        assert_eq!(output(&several, "z.txt"), "z.txt");
        assert!(Inputs::new(vec![path("x/a/1.txt"), path("y/1.txt")]).check_output_names().is_err());
    }
}
