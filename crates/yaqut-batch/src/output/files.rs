//! Results in files: written under temporary names, made safe, then given their own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::disk::{Disk, OpenFile, Real};
use super::{Encoding, Layout, existing, rejects};
use crate::journal::beside;
use crate::sink::{Body, Done, Piece, Sink, SinkError};

/// Writes results into files. A file has the name it was given with `.part` behind it until it is complete and has
/// reached the disk, so that whatever has its own name is whole.
///
/// A checkpoint syncs the files and notes their lengths; [`resume`](Sink::resume) cuts them to that. Parquet files
/// have their index at their end, so with them a checkpoint is only between two files: let a run that is to be resumed
/// write [`Layout::Shards`].
pub struct FileSink {
    layout: Layout,
    suffix: String,
    /// What every file begins with.
    header: Vec<u8>,
    disk: Box<dyn Disk>,
    /// Whether files that are there may be replaced.
    force: bool,
    current: Option<Current>,
    /// The number of the current shard.
    shard: u64,
    /// Files that are written, but not yet safe and named.
    written: Vec<(PathBuf, Box<dyn OpenFile>)>,
    rejects: Option<Rejects>,
    /// Parquet files: what they are called in.
    #[cfg(feature = "parquet")]
    offsets: yaqut::OffsetUnit,
}

/// The file that is being written.
struct Current {
    path: PathBuf,
    source: Arc<str>,
    bytes: u64,
    file: Writer,
}

enum Writer {
    Bytes(Box<dyn OpenFile>),
    #[cfg(feature = "parquet")]
    Rows(Box<super::parquet::ParquetFile<Box<dyn OpenFile>>>),
}

/// The file of rejects.
struct Rejects {
    path: PathBuf,
    file: Option<Box<dyn OpenFile>>,
    bytes: u64,
}

/// What a checkpoint knows.
#[derive(Serialize, Deserialize)]
struct State {
    /// The source and the length of the file that is being written.
    current: Option<(String, u64)>,
    shard: u64,
    /// The length of the file of rejects, if there is one.
    rejects: Option<u64>,
}

/// So many files may wait for their names.
const MOST_WRITTEN: usize = 64;

impl FileSink {
    /// A sink of results in an encoding. Nothing is written before the run begins. Without `force` a run does not begin
    /// if a file of its output is there already.
    #[must_use]
    pub fn new(layout: Layout, encoding: &Encoding, force: bool) -> Self {
        Self::on(Box::new(Real), layout, encoding, force)
    }

    pub(super) fn on(disk: Box<dyn Disk>, layout: Layout, encoding: &Encoding, force: bool) -> Self {
        FileSink {
            layout,
            suffix: encoding.suffix(),
            header: encoding.header(),
            disk,
            force,
            current: None,
            shard: 0,
            written: Vec::new(),
            rejects: None,
            #[cfg(feature = "parquet")]
            offsets: encoding.offsets,
        }
    }

    /// Writes rejects as JSON lines into a file; without this they are dropped.
    #[must_use]
    pub fn rejects(mut self, path: impl Into<PathBuf>) -> Self {
        self.rejects = Some(Rejects { path: path.into(), file: None, bytes: 0 });
        self
    }

    fn write_piece(&mut self, piece: Piece) -> Result<(), SinkError> {
        if self.current.as_ref().is_some_and(|current| current.source != piece.source) {
            self.complete()?;
        }
        let current = match &mut self.current {
            Some(current) => current,
            None => {
                let new = self.open(&piece)?;
                self.current.insert(new)
            }
        };
        current.write(piece.body)?;
        let full = matches!(self.layout, Layout::Shards { bytes, .. } if current.bytes >= bytes);
        if full { self.complete() } else { Ok(()) }
    }

    /// Begins a file.
    fn open(&mut self, piece: &Piece) -> Result<Current, SinkError> {
        let path = self.layout.path(&piece.source, self.shard, &self.suffix);
        let part = part(&path);
        if let (Layout::PerInput { .. }, Some(folder)) = (&self.layout, path.parent()) {
            self.disk.create_folder(folder).map_err(|error| failed(folder, 0, error))?;
        }
        let file = self.disk.create(&part).map_err(|error| failed(&part, 0, error))?;
        let file = match piece.body {
            Body::Bytes(_) => Writer::Bytes(file),
            #[cfg(feature = "parquet")]
            Body::Rows(ref rows) => Writer::Rows(Box::new(
                super::parquet::ParquetFile::new(file, &rows.schema(), self.offsets)
                    .map_err(|error| failed(&part, 0, error))?,
            )),
        };
        let mut current = Current { path, source: Arc::clone(&piece.source), bytes: 0, file };
        current.write(Body::Bytes(self.header.clone()))?;
        Ok(current)
    }

    /// Ends the current file.
    fn complete(&mut self) -> Result<(), SinkError> {
        let Some(current) = self.current.take() else { return Ok(()) };
        let finished = current.file.finish();
        let file = finished.map_err(|error| failed(&part(&current.path), current.bytes, error))?;
        self.shard += 1;
        self.written.push((current.path, file));
        if self.written.len() >= MOST_WRITTEN { self.settle() } else { Ok(()) }
    }

    /// Makes the files that are written safe, and gives them their names.
    fn settle(&mut self) -> Result<(), SinkError> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for (path, mut file) in self.written.drain(..) {
            let part = part(&path);
            let named = file.sync().and_then(|()| self.disk.rename(&part, &path));
            named.map_err(|error| failed(&path, 0, error))?;
            if folders.last().is_none_or(|last| path.parent() != last.parent()) {
                folders.push(path);
            }
        }
        folders
            .iter()
            .try_for_each(|path| self.disk.sync_folder(path).map_err(|error| failed(path, 0, error)))
    }

    /// Takes up a file that was being written at a checkpoint. It may have been completed since.
    fn take_up(&self, path: &Path, bytes: u64) -> Result<Box<dyn OpenFile>, SinkError> {
        let part = part(path);
        if path.exists() && !part.exists() {
            self.disk.rename(path, &part).map_err(|error| failed(path, bytes, error))?;
        }
        self.disk.reopen(&part, bytes).map_err(|error| {
            let what = format!(
                "{}: the run cannot be resumed: {error}; put the file back, or force a new run",
                part.display()
            );
            SinkError::io(what, error)
        })
    }
}

impl Writer {
    /// The file, all of it written.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(clippy::unnecessary_wraps, reason = "rows have an index to write")
    )]
    fn finish(self) -> std::io::Result<Box<dyn OpenFile>> {
        match self {
            Writer::Bytes(file) => Ok(file),
            #[cfg(feature = "parquet")]
            Writer::Rows(file) => file.finish(),
        }
    }
}

impl Current {
    fn write(&mut self, body: Body) -> Result<(), SinkError> {
        let weight = body.bytes().len() as u64;
        let written = match (&mut self.file, body) {
            (Writer::Bytes(file), Body::Bytes(bytes)) => file.write_all(&bytes),
            #[cfg(feature = "parquet")]
            (Writer::Rows(file), Body::Rows(rows)) => file.write(&rows),
            #[cfg(feature = "parquet")]
            (Writer::Rows(_), Body::Bytes(bytes)) if bytes.is_empty() => Ok(()),
            #[cfg(feature = "parquet")]
            (Writer::Rows(_), Body::Bytes(_)) | (Writer::Bytes(_), Body::Rows(_)) => {
                Err(std::io::Error::other("results of two formats"))
            }
        };
        written.map_err(|error| failed(&part(&self.path), self.bytes, error))?;
        self.bytes = match &self.file {
            Writer::Bytes(_) => self.bytes + weight,
            #[cfg(feature = "parquet")]
            Writer::Rows(file) => file.bytes(),
        };
        Ok(())
    }
}

impl Sink for FileSink {
    fn begin(&mut self) -> Result<(), SinkError> {
        existing::check(&self.layout, &self.suffix, self.force)?;
        if let Some(folder) = self.layout.folder() {
            self.disk.create_folder(folder).map_err(|error| failed(folder, 0, error))?;
        }
        if let Some(rejects) = &mut self.rejects {
            rejects.file = Some(begin_rejects(&*self.disk, &rejects.path, self.force)?);
        }
        Ok(())
    }

    fn write(&mut self, done: Done) -> Result<(), SinkError> {
        for piece in done.pieces {
            self.write_piece(piece)?;
        }
        if let Some(rejects) = &mut self.rejects {
            let mut lines = Vec::new();
            let made = done.rejects.iter().try_for_each(|reject| rejects::write(&mut lines, reject));
            let written =
                made.and_then(|()| rejects.file.as_mut().map_or(Ok(()), |file| file.write_all(&lines)));
            written.map_err(|error| failed(&part(&rejects.path), rejects.bytes, error))?;
            rejects.bytes += lines.len() as u64;
        }
        Ok(())
    }

    fn checkpoint(&mut self) -> Result<Option<Value>, SinkError> {
        #[cfg(feature = "parquet")]
        if matches!(self.current, Some(Current { file: Writer::Rows(_), .. })) {
            return Ok(None);
        }
        self.settle()?;
        if let Some(Current { path, bytes, file, .. }) = &mut self.current {
            match file {
                Writer::Bytes(file) => file.sync().map_err(|error| failed(&part(path), *bytes, error))?,
                #[cfg(feature = "parquet")]
                Writer::Rows(_) => {}
            }
            // The name of a new file must survive too.
            self.disk.sync_folder(path).map_err(|error| failed(path, *bytes, error))?;
        }
        if let Some(Rejects { path, file: Some(file), bytes }) = &mut self.rejects {
            file.sync().map_err(|error| failed(&part(path), *bytes, error))?;
            self.disk.sync_folder(path).map_err(|error| failed(path, *bytes, error))?;
        }
        let state = State {
            current: self.current.as_ref().map(|current| (current.source.to_string(), current.bytes)),
            shard: self.shard,
            rejects: self.rejects.as_ref().map(|rejects| rejects.bytes),
        };
        serde_json::to_value(state).map(Some).map_err(|error| SinkError::new(error.to_string()))
    }

    fn resume(&mut self, state: &Value) -> Result<(), SinkError> {
        let state = State::deserialize(state).map_err(|error| {
            SinkError::new(format!("the journal is of another output ({error}); start anew"))
        })?;
        self.shard = state.shard;
        if let Some((source, bytes)) = state.current {
            let path = self.layout.path(&source, state.shard, &self.suffix);
            let file = Writer::Bytes(self.take_up(&path, bytes)?);
            self.current = Some(Current { path, source: source.into(), bytes, file });
        }
        if let Some(path) = self.rejects.as_ref().map(|rejects| rejects.path.clone()) {
            // A run that stopped at its first bad record had no file for such.
            let file = match state.rejects {
                None => begin_rejects(&*self.disk, &path, self.force)?,
                Some(bytes) => self.take_up(&path, bytes)?,
            };
            self.rejects = Some(Rejects { path, file: Some(file), bytes: state.rejects.unwrap_or(0) });
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), SinkError> {
        // Nothing in is an empty file out; which one that is, inputs alone can tell.
        if self.current.is_none() && self.shard == 0 && !matches!(self.layout, Layout::PerInput { .. }) {
            let nothing = Piece { source: "".into(), body: Body::Bytes(Vec::new()) };
            self.current = Some(self.open(&nothing)?);
        }
        self.complete()?;
        if let Some(Rejects { path, file, .. }) = &mut self.rejects {
            self.written.extend(file.take().map(|file| (path.clone(), file)));
        }
        self.settle()
    }

    fn abandon(&mut self) {
        let current = self.current.take().map(|current| current.path);
        for path in current.into_iter().chain(self.written.drain(..).map(|(path, _)| path)) {
            let _ = self.disk.remove(&part(&path));
        }
        // What was wrong is worth reading all the same.
        if let Some(Rejects { path, bytes, .. }) = self.rejects.take() {
            let part = part(&path);
            let _ = if bytes > 0 { self.disk.rename(&part, &path) } else { self.disk.remove(&part) };
        }
    }
}

impl std::fmt::Debug for FileSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileSink")
            .field("layout", &self.layout)
            .field("shard", &self.shard)
            .finish_non_exhaustive()
    }
}

fn begin_rejects(disk: &dyn Disk, path: &Path, force: bool) -> Result<Box<dyn OpenFile>, SinkError> {
    existing::check_file(path, force)?;
    let part = part(path);
    disk.create(&part).map_err(|error| failed(&part, 0, error))
}

/// The name of a file that is not complete.
fn part(path: &Path) -> PathBuf {
    beside(path, ".part")
}

fn failed(path: &Path, bytes: u64, error: std::io::Error) -> SinkError {
    let after = if bytes > 0 { format!(" after {bytes} bytes") } else { String::new() };
    let remedy = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "; make room for it",
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            "; ask for the permission, or name another folder"
        }
        std::io::ErrorKind::NotFound => "; make its folder first",
        _ => "",
    };
    SinkError::io(format!("{}: cannot write it{after}: {error}{remedy}", path.display()), error)
}
