//! Files that are written whole or not at all.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use crate::exit::Failure;
use crate::input::name;

/// A file to write. Until it is complete it has a temporary name in the same folder; a run that fails leaves what was
/// there before.
pub(crate) struct Target {
    path: PathBuf,
    /// What messages call it: the path as it was given.
    name: String,
    force: bool,
    file: NamedTempFile,
}

impl Target {
    /// Checks that the file can be written, before any work is done for it. It must be none of the `sources`, and must
    /// not exist unless it is forced.
    pub(crate) fn new(path: &Path, force: bool, sources: &[PathBuf]) -> Result<Self, Failure> {
        let name = name(path);
        let stop = |what: &str| Err(Failure::Start(format!("{name}: {what}")));
        let mut path = path.to_owned();
        if let Ok(real) = fs::canonicalize(&path) {
            if sources.iter().any(|source| fs::canonicalize(source).is_ok_and(|source| source == real)) {
                return Err(Failure::Usage(format!("{name}: is an input too; name another output")));
            }
            let metadata = fs::metadata(&real);
            if metadata.as_ref().is_ok_and(fs::Metadata::is_dir) {
                return stop("is a directory; name a file in it");
            }
            // Renaming over a device would replace the device.
            if !metadata.is_ok_and(|metadata| metadata.is_file()) {
                return stop("is no regular file; name another output");
            }
            path = real; // a link stays a link
        }
        if !force && path.symlink_metadata().is_ok() {
            return stop(EXISTS);
        }
        let no = |error: &dyn fmt::Display, remedy| {
            Failure::Start(format!("{name}: cannot write it: {error}; {remedy}"))
        };
        fs::metadata(folder(&path)).map_err(|error| no(&error, "make its folder first"))?;
        let file = temporary(&path).map_err(|error| {
            // The path in the message is the temporary one, which nobody asked for.
            let message = error.to_string();
            let message = message.split(" at path ").next().unwrap_or_default();
            no(&message, "ask for the permission, or name another folder")
        })?;
        Ok(Target { path, name, force, file })
    }

    /// Writes the file with `fill`, and gives it its name when all of it has reached the disk.
    pub(crate) fn write(
        mut self,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let failed = |error: &io::Error| {
            Failure::Save(format!("{}: cannot write it: {error}; it is as it was", self.name))
        };
        let mut buffer = BufWriter::with_capacity(1 << 16, self.file.as_file_mut());
        fill(&mut buffer).map_err(|failure| match failure {
            Failure::Output(error) => failed(&error),
            other => other,
        })?;
        buffer.flush().map_err(|error| failed(&error))?;
        drop(buffer);
        if let Ok(old) = fs::metadata(&self.path) {
            // What was private stays private.
            self.file.as_file().set_permissions(old.permissions()).map_err(|error| failed(&error))?;
        }
        self.file.as_file().sync_all().map_err(|error| failed(&error))?;
        let renamed = if self.force {
            self.file.persist(&self.path)
        } else {
            self.file.persist_noclobber(&self.path) // it may have appeared meanwhile
        };
        renamed.map_err(|PersistError { error, .. }| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::Save(format!("{}: {EXISTS}", self.name)),
            _ => failed(&error),
        })?;
        sync_folder(&self.path);
        Ok(())
    }
}

const EXISTS: &str = "exists already; add --force to overwrite it";

/// A new file beside `path`, with the permissions of any new file.
fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".yaqut-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666)); // less what the umask takes
    }
    builder.tempfile_in(folder(path))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the new name survive a power cut where the system can; the file itself is safe already.
fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    }
}
