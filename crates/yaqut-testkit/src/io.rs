//! Readers and writers that do what the traits allow and programs forget.

use std::io::{self, ErrorKind, Read, Write};

/// Reads at most a few bytes at a time.
///
/// ```
/// use std::io::Read;
/// use yaqut_testkit::io::ChunkedReader;
/// let mut buffer = [0; 9];
/// assert_eq!(ChunkedReader::new("سوريا".as_bytes(), 3).read(&mut buffer).unwrap(), 3);
/// ```
#[derive(Debug, Clone)]
pub struct ChunkedReader<R> {
    inner: R,
    size: usize,
}

impl<R: Read> ChunkedReader<R> {
    /// A reader that gives at most `size` bytes a call, and at least one.
    pub fn new(inner: R, size: usize) -> Self {
        ChunkedReader { inner, size: size.max(1) }
    }
}

impl<R: Read> Read for ChunkedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.size.min(buffer.len());
        self.inner.read(&mut buffer[..size])
    }
}

/// Reads some bytes, then fails for ever.
///
/// ```
/// use std::io::{ErrorKind, Read};
/// use yaqut_testkit::io::FailingReader;
/// let mut text = Vec::new();
/// let error = FailingReader::new(&b"abc"[..], 2, ErrorKind::BrokenPipe).read_to_end(&mut text).unwrap_err();
/// assert_eq!((error.kind(), &text[..]), (ErrorKind::BrokenPipe, &b"ab"[..]));
/// ```
#[derive(Debug, Clone)]
pub struct FailingReader<R> {
    inner: R,
    left: usize,
    kind: ErrorKind,
}

impl<R: Read> FailingReader<R> {
    /// A reader that fails with `kind` once it has given `after` bytes, even at the end of `inner`.
    pub fn new(inner: R, after: usize, kind: ErrorKind) -> Self {
        FailingReader { inner, left: after, kind }
    }
}

impl<R: Read> Read for FailingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(self.kind.into());
        }
        let size = self.left.min(buffer.len());
        let read = self.inner.read(&mut buffer[..size])?;
        self.left -= read;
        Ok(read)
    }
}

/// Is interrupted again and again, as by signals; every byte arrives all the same.
///
/// ```
/// use std::io::Read;
/// use yaqut_testkit::io::InterruptingReader;
/// let mut text = String::new();
/// InterruptingReader::new("حلب".as_bytes(), 2).read_to_string(&mut text)?;
/// assert_eq!(text, "حلب");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct InterruptingReader<R> {
    inner: R,
    every: usize,
    calls: usize,
}

impl<R: Read> InterruptingReader<R> {
    /// A reader whose first call, and every `every`th one after it, is interrupted; `every` is at least 2.
    pub fn new(inner: R, every: usize) -> Self {
        InterruptingReader { inner, every: every.max(2), calls: 0 }
    }
}

impl<R: Read> Read for InterruptingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.calls += 1;
        if self.calls % self.every == 1 {
            return Err(ErrorKind::Interrupted.into());
        }
        self.inner.read(buffer)
    }
}

/// Writes some bytes, then fails for ever, as a full disk does.
///
/// ```
/// use std::io::{ErrorKind, Write};
/// use yaqut_testkit::io::FailingWriter;
/// let mut written = Vec::new();
/// let error = FailingWriter::new(&mut written, 2, ErrorKind::StorageFull).write_all(b"abc").unwrap_err();
/// assert_eq!((error.kind(), written), (ErrorKind::StorageFull, b"ab".to_vec()));
/// ```
#[derive(Debug, Clone)]
pub struct FailingWriter<W> {
    inner: W,
    left: usize,
    kind: ErrorKind,
}

impl<W: Write> FailingWriter<W> {
    /// A writer that fails with `kind` once it has taken `after` bytes.
    pub fn new(inner: W, after: usize, kind: ErrorKind) -> Self {
        FailingWriter { inner, left: after, kind }
    }
}

impl<W: Write> Write for FailingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 && !bytes.is_empty() {
            return Err(self.kind.into());
        }
        let written = self.inner.write(&bytes[..self.left.min(bytes.len())])?;
        self.left -= written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Takes at most a few bytes at a time.
///
/// ```
/// use std::io::Write;
/// use yaqut_testkit::io::ShortWriter;
/// assert_eq!(ShortWriter::new(Vec::new(), 2).write(b"abc")?, 2);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ShortWriter<W> {
    inner: W,
    size: usize,
}

impl<W: Write> ShortWriter<W> {
    /// A writer that takes at most `size` bytes a call, and at least one.
    pub fn new(inner: W, size: usize) -> Self {
        ShortWriter { inner, size: size.max(1) }
    }

    /// The writer below.
    pub fn into_inner(self) -> W {
        self.inner
    }
}

impl<W: Write> Write for ShortWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(&bytes[..self.size.min(bytes.len())])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = "قال لافروف".as_bytes();

    #[test]
    fn slow_readers_give_every_byte() {
        for size in 0..5 {
            let mut read = Vec::new();
            let reader = InterruptingReader::new(ChunkedReader::new(TEXT, size), size);
            io::BufReader::new(reader).read_to_end(&mut read).unwrap();
            assert_eq!(read, TEXT);
        }
    }

    #[test]
    fn slow_writers_take_every_byte() {
        let mut writer = ShortWriter::new(Vec::new(), 3);
        writer.write_all(TEXT).unwrap();
        assert_eq!(writer.into_inner(), TEXT);
    }

    #[test]
    fn a_failing_reader_fails_at_the_end_too() {
        let mut reader = FailingReader::new(TEXT, TEXT.len(), ErrorKind::Other);
        assert!(reader.read_to_end(&mut Vec::new()).is_err());
        assert!(reader.read(&mut [0]).is_err());
    }

    #[test]
    fn a_failing_writer_takes_what_it_said() {
        let mut writer = FailingWriter::new(Vec::new(), TEXT.len(), ErrorKind::Other);
        writer.write_all(TEXT).unwrap();
        assert!(writer.write(b"x").is_err() && writer.write(b"").is_ok() && writer.flush().is_ok());
    }
}
