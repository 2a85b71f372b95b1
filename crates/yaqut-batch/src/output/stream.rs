//! Results written to any writer, with nothing to resume.

use std::io::Write;

use super::{Encoding, rejects};
use crate::sink::{Done, Sink, SinkError};

/// Writes results to a writer one behind another, and rejects to another one if there is one.
///
/// ```
/// use yaqut_batch::output::{Encoding, StreamSink};
/// use yaqut_batch::{Body, Done, Piece, Sink};
///
/// let mut out = Vec::new();
/// let mut sink = StreamSink::new(&mut out, &Encoding::default());
/// let line = "{\"id\":\"1\",\"entities\":[]}\n";
/// let piece = Piece { source: "".into(), body: Body::Bytes(line.into()) };
/// sink.write(Done { pieces: vec![piece], ..Done::default() })?;
/// sink.finish()?;
/// drop(sink);
/// assert_eq!(out, line.as_bytes());
/// # Ok::<(), yaqut_batch::SinkError>(())
/// ```
pub struct StreamSink<W> {
    out: W,
    rejects: Option<Box<dyn Write + Send>>,
    /// What is still to be written before everything else.
    header: Vec<u8>,
    written: u64,
}

impl<W: Write + Send> StreamSink<W> {
    /// A sink of results in an encoding.
    pub fn new(out: W, encoding: &Encoding) -> Self {
        StreamSink { out, rejects: None, header: encoding.header(), written: 0 }
    }

    /// Writes rejects as JSON lines; without this they are dropped.
    #[must_use]
    pub fn rejects(mut self, out: impl Write + Send + 'static) -> Self {
        self.rejects = Some(Box::new(out));
        self
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SinkError> {
        self.out.write_all(bytes).map_err(|error| self.failed(error))?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn failed(&self, error: std::io::Error) -> SinkError {
        let what =
            format!("the output: cannot write it after {} bytes: {error}; it is not whole", self.written);
        SinkError::io(what, error)
    }
}

impl<W: Write + Send> Sink for StreamSink<W> {
    fn write(&mut self, done: Done) -> Result<(), SinkError> {
        let header = std::mem::take(&mut self.header);
        self.write_bytes(&header)?;
        for piece in &done.pieces {
            self.write_bytes(piece.body.bytes())?;
        }
        if let Some(out) = &mut self.rejects {
            let mut lines = Vec::new();
            let mut write = |lines: &mut Vec<u8>| {
                done.rejects.iter().try_for_each(|reject| rejects::write(lines, reject))?;
                out.write_all(lines)
            };
            write(&mut lines)
                .map_err(|error| SinkError::io(format!("the rejects: cannot write them: {error}"), error))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), SinkError> {
        let header = std::mem::take(&mut self.header);
        self.write_bytes(&header)?;
        self.out.flush().map_err(|error| self.failed(error))?;
        match self.rejects.as_mut().map(Write::flush) {
            Some(Err(error)) => Err(SinkError::io(format!("the rejects: cannot write them: {error}"), error)),
            _ => Ok(()),
        }
    }
}

impl<W> std::fmt::Debug for StreamSink<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StreamSink").field("written", &self.written).finish_non_exhaustive()
    }
}
