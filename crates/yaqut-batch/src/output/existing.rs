//! What is there already where an output is to be.

use std::fs;
use std::path::Path;

use super::Layout;
use crate::sink::SinkError;

/// Refuses an output that is there already, unless it is forced. Of an earlier run's shards, those that this one might
/// not write again are removed then.
pub(super) fn check(layout: &Layout, suffix: &str, force: bool) -> Result<(), SinkError> {
    let folder = match layout {
        Layout::One(path) => return check_file(path, force),
        Layout::PerInput { folder, .. } | Layout::Shards { folder, .. } => folder,
    };
    let name = folder.display();
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(SinkError::new(format!("{name}: is no folder; name one for the output")));
    }
    let cannot =
        |error: std::io::Error| SinkError::io(format!("{name}: cannot look into it: {error}"), error);
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let file = entry.file_name();
        let file = file.to_string_lossy();
        // The journal's own, and what a run left that was stopped before its first checkpoint.
        if file.starts_with('.') || file.ends_with(".part") {
            continue;
        }
        if !force {
            return Err(SinkError::new(format!("{name}: is not empty; name another folder, or force it")));
        }
        if layout.is_shard(&file, suffix) {
            fs::remove_file(entry.path()).map_err(cannot)?;
        }
    }
    Ok(())
}

/// Refuses a file that is there already, unless it is forced.
pub(super) fn check_file(path: &Path, force: bool) -> Result<(), SinkError> {
    let name = path.display();
    match fs::metadata(path) {
        Err(_) => Ok(()),
        Ok(metadata) if metadata.is_dir() => {
            Err(SinkError::new(format!("{name}: is a folder; name a file in it")))
        }
        // Renaming over a device would replace the device.
        Ok(metadata) if !metadata.is_file() => {
            Err(SinkError::new(format!("{name}: is no regular file; name another output")))
        }
        Ok(_) if force => Ok(()),
        Ok(_) => Err(SinkError::new(format!("{name}: exists already; name another output, or force it"))),
    }
}
