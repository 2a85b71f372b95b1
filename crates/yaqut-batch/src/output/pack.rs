//! Packing results. Each part is a gzip member or a zstd frame of its own, so that all threads pack at once, a
//! checkpoint is between any two, and a resumed run gives the same bytes. Every reader of these formats takes many
//! members for one stream.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Packing {
    /// Not at all.
    #[default]
    Plain,
    /// gzip, at level 6.
    Gzip,
    /// zstd, at level 3, with checksums.
    Zstd,
}

impl Packing {
    /// The name in options and identities.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Packing::Plain => "plain",
            Packing::Gzip => "gz",
            Packing::Zstd => "zst",
        }
    }

    /// What a file's name ends in.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Packing::Plain => "",
            Packing::Gzip => ".gz",
            Packing::Zstd => ".zst",
        }
    }

    /// Packs bytes as a stream of its own; nothing becomes nothing.
    ///
    /// # Errors
    ///
    /// If the packer cannot have memory.
    pub fn pack(self, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        if bytes.is_empty() {
            return Ok(bytes);
        }
        // Names and lists come again and again, a fifth is usual.
        let packed = Vec::with_capacity(bytes.len() / 4);
        match self {
            Packing::Plain => Ok(bytes),
            Packing::Gzip => {
                let mut packer = GzEncoder::new(packed, Compression::new(6));
                packer.write_all(&bytes)?;
                packer.finish()
            }
            Packing::Zstd => {
                let mut packer = zstd::Encoder::new(packed, 3)?;
                packer.include_checksum(true)?;
                packer.set_pledged_src_size(Some(bytes.len() as u64))?;
                packer.write_all(&bytes)?;
                packer.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn parts_one_behind_another_are_one_stream() {
        for packing in [Packing::Plain, Packing::Gzip, Packing::Zstd] {
            let mut file = Vec::new();
            for text in ["زار الوفد القاهرة\n", "", "ثم عاد\n"] {
                file.extend(packing.pack(text.as_bytes().to_vec()).unwrap());
            }
            let mut text = String::new();
            match packing {
                Packing::Plain => text = String::from_utf8(file).unwrap(),
                Packing::Gzip => {
                    flate2::read::MultiGzDecoder::new(&file[..])
                        .read_to_string(&mut text)
                        .map(|_| ())
                        .unwrap();
                }
                Packing::Zstd => {
                    zstd::Decoder::new(&file[..]).unwrap().read_to_string(&mut text).map(|_| ()).unwrap();
                }
            }
            assert_eq!(text, "زار الوفد القاهرة\nثم عاد\n", "{packing:?}");
        }
    }

    #[test]
    fn the_same_bytes_are_packed_the_same() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let pack = || packing.pack("قال".repeat(1_000).into_bytes()).unwrap();
            assert_eq!(pack(), pack());
        }
    }
}
