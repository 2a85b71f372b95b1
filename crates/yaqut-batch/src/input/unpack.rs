//! Packed inputs, told by their first bytes whatever they are called.

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use crate::record::Code;

pub(super) const BUFFER: usize = 1 << 16;

/// How many times its packed size a stream may unpack to, once that is more than 64 MiB: text reaches a hundred.
pub const MAX_RATIO: u64 = 1_000;

/// Below this many bytes nobody minds what something unpacks to.
const SMALL: u64 = 64 << 20;

/// What is packed in an input, or the input itself where nothing is.
pub struct Unpacked {
    /// The bytes.
    pub reader: Box<dyn BufRead + Send>,
    /// How many bytes of the input were read, packed as they are.
    pub read: Arc<AtomicU64>,
    /// Whether it is packed.
    pub is_packed: bool,
}

impl fmt::Debug for Unpacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unpacked").field("is_packed", &self.is_packed).finish_non_exhaustive()
    }
}

/// Unpacks an input: gzip, zstd, bzip2 and xz, all the streams of an input that has several. Reading fails where a
/// stream is cut or damaged, and where it unpacks to more than `max_ratio` times its size.
///
/// ```
/// use std::io::Read;
/// use yaqut_batch::input::{MAX_RATIO, unpack};
///
/// let mut text = String::new();
/// unpack("زار الوفد القاهرة".as_bytes(), MAX_RATIO)?.reader.read_to_string(&mut text)?;
/// assert_eq!(text, "زار الوفد القاهرة");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the input cannot be read, or is packed in a way that is not unpacked here.
pub fn unpack(mut input: impl Read + Send + 'static, max_ratio: u64) -> io::Result<Unpacked> {
    let mut start = Vec::new();
    input.by_ref().take(LONGEST_MAGIC).read_to_end(&mut start)?;
    let magic = start.clone();
    let (read, ended) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let input = Watched {
        input: Cursor::new(start).chain(input),
        read: Arc::clone(&read),
        ended: Arc::clone(&ended),
    };
    let input = BufReader::with_capacity(BUFFER, input);
    let (packed, unpacked): (&str, Box<dyn Read + Send>) = match magic[..] {
        [0x1F, 0x8B, ..] => ("gzip", Box::new(MultiGzDecoder::new(input))),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => ("bzip2", Box::new(MultiBzDecoder::new(input))),
        // The second is a frame to skip.
        [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
            ("zstd", Box::new(zstd::Decoder::with_buffer(input)?))
        }
        [0xFD, b'7', b'z', b'X', b'Z', 0] => ("xz", Box::new(XzReader::new(input, true))),
        // Those of GeoNames hold other files too.
        [b'P', b'K', 3, 4, ..] => {
            let what = "a zip archive, which is not unpacked here; unpack it first: unzip OLD, and give the file in it";
            return Err(io::Error::new(io::ErrorKind::Unsupported, what));
        }
        _ => return Ok(Unpacked { reader: Box::new(input), read, is_packed: false }),
    };
    let stream = Stream { unpacked, packed, read: Arc::clone(&read), ended, given: 0, max_ratio };
    Ok(Unpacked { reader: Box::new(BufReader::with_capacity(BUFFER, stream)), read, is_packed: true })
}

/// Whether what begins so is packed, in whatever way.
pub(super) fn is_packed(start: &[u8]) -> bool {
    matches!(
        start,
        [0x1F, 0x8B, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', ..]
            | [0x28, 0xB5, 0x2F, 0xFD, ..]
            | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..]
            | [0xFD, b'7', b'z', b'X', b'Z', 0, ..]
    )
}

pub(super) const LONGEST_MAGIC: u64 = 6;

/// A reader that counts what is read of it, from `offset` on.
pub(super) fn watched(input: impl Read + Send, offset: u64) -> (impl BufRead + Send, Arc<AtomicU64>) {
    let read = Arc::new(AtomicU64::new(offset));
    let input = Watched { input, read: Arc::clone(&read), ended: Arc::default() };
    (BufReader::with_capacity(BUFFER, input), read)
}

/// What an error of reading is an error of.
#[must_use]
pub fn code(error: &io::Error) -> Code {
    let broken = error.get_ref().and_then(|inner| inner.downcast_ref::<Broken>());
    broken.map_or(Code::Unreadable, |broken| broken.code)
}

/// What is wrong with a packed stream.
#[derive(Debug)]
struct Broken {
    code: Code,
    what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Broken {}

/// An input that tells how far it was read, and whether to its end.
struct Watched<R> {
    input: R,
    read: Arc<AtomicU64>,
    ended: Arc<AtomicBool>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        if read == 0 && !buffer.is_empty() {
            self.ended.store(true, Ordering::Relaxed);
        }
        Ok(read)
    }
}

/// An unpacked stream whose errors say what is wrong with the packed one.
struct Stream {
    unpacked: Box<dyn Read + Send>,
    packed: &'static str,
    read: Arc<AtomicU64>,
    ended: Arc<AtomicBool>,
    /// Bytes that were unpacked.
    given: u64,
    max_ratio: u64,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let packed = self.packed;
        let read = self.unpacked.read(buffer).map_err(|error| {
            // An error of the system is none of the stream.
            if error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            let at = self.read.load(Ordering::Relaxed);
            if self.ended.load(Ordering::Relaxed) && !is_garbage(&error) {
                let what = format!("the {packed} stream is cut at byte {at}; fetch the file again");
                return broken(io::ErrorKind::UnexpectedEof, Code::Damaged, what);
            }
            let what =
                format!("the {packed} stream is damaged before byte {at} ({error}); fetch the file again");
            broken(io::ErrorKind::InvalidData, Code::Damaged, what)
        })?;
        self.given += read as u64;
        let at = self.read.load(Ordering::Relaxed);
        if self.given > SMALL && self.given > at.saturating_mul(self.max_ratio) {
            let what = format!(
                "the {packed} stream unpacks to over {} times its size at byte {at}; if it is to be trusted, raise the limit",
                self.max_ratio
            );
            return Err(broken(io::ErrorKind::InvalidData, Code::Bomb, what));
        }
        Ok(read)
    }
}

/// What ends too early cannot be told from what is wrong at its end but by the unpacker's word.
fn is_garbage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
}

fn broken(kind: io::ErrorKind, code: Code, what: String) -> io::Error {
    io::Error::new(kind, Broken { code, what })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const TEXT: &str = "زار الوفد القاهرة\n";

    fn gzip(text: &str) -> Vec<u8> {
        let mut packer = flate2::read::GzEncoder::new(text.as_bytes(), flate2::Compression::default());
        let mut bytes = Vec::new();
        packer.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn bzip2(text: &str) -> Vec<u8> {
        let mut packer = bzip2::read::BzEncoder::new(text.as_bytes(), bzip2::Compression::default());
        let mut bytes = Vec::new();
        packer.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn zstd(text: &str) -> Vec<u8> {
        let mut packer = zstd::Encoder::new(Vec::new(), 3).unwrap();
        packer.include_checksum(true).unwrap();
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    fn xz(text: &str) -> Vec<u8> {
        let mut packer =
            lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    type Pack = fn(&str) -> Vec<u8>;

    const PACKERS: [(Pack, &str); 4] = [(gzip, "gzip"), (bzip2, "bzip2"), (zstd, "zstd"), (xz, "xz")];

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        unpack(Cursor::new(bytes.to_vec()), MAX_RATIO)?.reader.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn what_is_not_packed_is_read_as_it_is() {
        for text in ["", "ا", "PK", "BZh", TEXT] {
            assert_eq!(read(text.as_bytes()).unwrap(), text);
        }
    }

    #[test]
    fn every_stream_of_a_file_is_unpacked() {
        for (pack, name) in PACKERS {
            let two = [pack(TEXT), pack(""), pack("ثم عاد\n")].concat();
            assert_eq!(read(&two).unwrap(), format!("{TEXT}ثم عاد\n"), "{name}");
        }
        let skippable = [&[0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3][..], &zstd(TEXT)].concat();
        assert_eq!(read(&skippable).unwrap(), TEXT);
    }

    #[test]
    fn a_stream_that_is_cut_anywhere_says_so() {
        let text = TEXT.repeat(40);
        for (pack, name) in PACKERS {
            let bytes = pack(&text);
            for end in 6..bytes.len() {
                let error = read(&bytes[..end]).unwrap_err();
                assert_eq!(
                    error.to_string(),
                    format!("the {name} stream is cut at byte {end}; fetch the file again"),
                    "{end}"
                );
            }
        }
    }

    #[test]
    fn a_changed_byte_never_gives_another_text() {
        let text = TEXT.repeat(40);
        for (pack, name) in PACKERS {
            let bytes = pack(&text);
            for at in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[at] ^= 0x10;
                // Some bits of a stream say nothing.
                assert!(read(&damaged).is_err() || read(&damaged).unwrap() == text, "{name} {at}");
            }
        }
    }

    #[test]
    fn other_archives_are_refused_with_the_command_that_unpacks_them() {
        let error = read(b"PK\x03\x04rest").unwrap_err().to_string();
        assert!(error.contains("unzip OLD"), "{error}");
    }

    #[test]
    fn what_stands_behind_a_stream_is_not_lost_in_silence() {
        for (pack, name) in PACKERS {
            let error = read(&[pack(TEXT), b"garbage".to_vec()].concat()).unwrap_err();
            assert_eq!(code(&error), Code::Damaged, "{name}: {error}");
        }
    }

    #[test]
    fn a_bomb_is_an_error_and_a_long_text_is_none() {
        let zeros = |pack: Pack| pack(&"\0".repeat(80 << 20));
        let mut unpacked = unpack(Cursor::new(zeros(zstd)), MAX_RATIO).unwrap().reader;
        let error = io::copy(&mut unpacked, &mut io::sink()).unwrap_err();
        assert_eq!(code(&error), Code::Bomb, "{error}");
        let mut unpacked = unpack(Cursor::new(zeros(zstd)), u64::MAX).unwrap().reader;
        assert_eq!(io::copy(&mut unpacked, &mut io::sink()).unwrap(), 80 << 20);
    }

    #[test]
    fn errors_of_the_system_stay_what_they_are() {
        let failing =
            yaqut_testkit::io::FailingReader::new(Cursor::new(gzip(TEXT)), 20, io::ErrorKind::TimedOut);
        let error = io::copy(&mut unpack(failing, MAX_RATIO).unwrap().reader, &mut io::sink()).unwrap_err();
        assert_eq!(code(&error), Code::Damaged); // it has no number of the system
        assert!(error.to_string().contains("timed out"), "{error}");
    }
}
