//! Compressed inputs, told by their first bytes whatever they are called.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const BUFFER: usize = 1 << 16;

/// Reads what is packed in an input, or the input itself where nothing is. gzip, zstd and bzip2 are unpacked, all the
/// streams of a file that has several.
///
/// # Errors
///
/// If the input cannot be read, or is packed in a way that is not unpacked here. A stream that is cut or damaged is an
/// error where it breaks.
pub(crate) fn unpack(mut input: impl Read + 'static) -> io::Result<Box<dyn BufRead>> {
    let mut start = Vec::new();
    input.by_ref().take(LONGEST_MAGIC).read_to_end(&mut start)?;
    let magic = start.clone();
    let ended = Rc::new(Cell::new(false));
    let input = Watched { input: Cursor::new(start).chain(input), ended: Rc::clone(&ended) };
    let input = BufReader::with_capacity(BUFFER, input);
    let (packed, unpacked): (&str, Box<dyn Read>) = match magic[..] {
        [0x1F, 0x8B, ..] => ("gzip", Box::new(MultiGzDecoder::new(input))),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => ("bzip2", Box::new(MultiBzDecoder::new(input))),
        // The second is a frame to skip.
        [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
            ("zstd", Box::new(Frames::new(input)))
        }
        [0xFD, b'7', b'z', b'X', b'Z', 0] => return Err(refused("an xz stream", "xz -dc OLD > NEW")),
        // Those of GeoNames hold other files too.
        [b'P', b'K', 3, 4, ..] => return Err(refused("a zip archive", "unzip OLD, and give the file in it")),
        _ => return Ok(Box::new(input)),
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, Named { unpacked, packed, ended })))
}

const LONGEST_MAGIC: u64 = 6;

fn refused(packed: &str, command: &str) -> io::Error {
    let what = format!("{packed}, which is not unpacked here; unpack it first: {command}");
    io::Error::new(io::ErrorKind::Unsupported, what)
}

/// An input that tells when it has been read to its end.
struct Watched<R> {
    input: R,
    ended: Rc<Cell<bool>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.ended.set(read == 0 && !buffer.is_empty());
        Ok(read)
    }
}

/// An unpacked stream whose errors say what is wrong with the packed one.
struct Named {
    unpacked: Box<dyn Read>,
    packed: &'static str,
    ended: Rc<Cell<bool>>,
}

impl Read for Named {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.unpacked.read(buffer).map_err(|error| {
            // An error of the system is none of the stream.
            if error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            let packed = self.packed;
            if self.ended.get() {
                let what = format!("the {packed} stream is cut; fetch the file again");
                return io::Error::new(io::ErrorKind::UnexpectedEof, what);
            }
            let what = format!("the {packed} stream is damaged ({error}); fetch the file again");
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
    }
}

/// The frames of a zstd stream, one behind another, their checksums compared.
struct Frames<R> {
    input: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(input: R) -> Self {
        Frames { input, decoder: FrameDecoder::new(), in_frame: false }
    }

    /// Begins the next frame; false where there is none.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.input.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    fn check(&self) -> io::Result<()> {
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(written), Some(found)) if written != found => {
                Err(io::Error::other("the checksum is another"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.in_frame {
                self.in_frame = self.begin()?;
                if !self.in_frame {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let enough = BlockDecodingStrategy::UptoBytes(buffer.len());
                self.decoder.decode_blocks(&mut self.input, enough).map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.check()?;
            self.in_frame = false;
        }
    }
}

#[cfg(test)]
mod tests {
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
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        unpack(Cursor::new(bytes.to_vec()))?.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn what_is_not_packed_is_read_as_it_is() {
        for text in ["", "ا", "PK", "BZh", TEXT] {
            assert_eq!(read(text.as_bytes()).unwrap(), text);
        }
    }

    #[test]
    fn every_stream_of_a_file_is_unpacked() {
        for pack in [gzip, bzip2, zstd] {
            let two = [pack(TEXT), pack(""), pack("ثم عاد\n")].concat();
            assert_eq!(read(&two).unwrap(), format!("{TEXT}ثم عاد\n"));
        }
        let skippable = [&[0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3][..], &zstd(TEXT)].concat();
        assert_eq!(read(&skippable).unwrap(), TEXT);
    }

    #[test]
    fn a_stream_that_is_cut_anywhere_says_so() {
        let text = TEXT.repeat(40);
        for (pack, name) in [(gzip as fn(&str) -> Vec<u8>, "gzip"), (bzip2, "bzip2"), (zstd, "zstd")] {
            let bytes = pack(&text);
            for end in 6..bytes.len() {
                let error = read(&bytes[..end]).unwrap_err();
                assert_eq!(
                    error.to_string(),
                    format!("the {name} stream is cut; fetch the file again"),
                    "{end}"
                );
            }
        }
    }

    #[test]
    fn a_changed_byte_never_gives_another_text() {
        let text = TEXT.repeat(40);
        for pack in [gzip, bzip2, zstd] {
            let bytes = pack(&text);
            for at in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[at] ^= 0x10;
                // Some bits of a stream say nothing.
                assert!(read(&damaged).is_err() || read(&damaged).unwrap() == text, "{at}");
            }
        }
    }

    #[test]
    fn other_archives_are_refused_with_the_command_that_unpacks_them() {
        let error = read(b"PK\x03\x04rest").unwrap_err().to_string();
        assert!(error.contains("unzip OLD"), "{error}");
        assert!(read(b"\xFD7zXZ\0rest").unwrap_err().to_string().contains("xz -dc"));
    }
}
