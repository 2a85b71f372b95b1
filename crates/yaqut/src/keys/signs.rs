//! The fast way to the key words of signs of punctuation and of numbers: read from the bytes, left to the tokenizer where
//! anything could belong to them.

use super::packed::{mixed, text_hash};
use crate::tokenize::SignRole;
use crate::{Fold, FoldSet};

/// A sign of punctuation that is a token of its own and that no fold changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) role: SignRole,
    /// In bytes.
    pub(crate) length: usize,
    /// Of its key.
    pub(crate) hash: u64,
    bytes: u32,
}

impl Sign {
    const NONE: Sign = Sign { role: SignRole::new('\0'), length: 0, hash: 0, bytes: 0 };

    const fn new(sign: char) -> Sign {
        let mut buffer = [0; 4];
        let length = sign.encode_utf8(&mut buffer).len();
        let hash = mixed(u32::from_be_bytes(buffer) as u64 >> (32 - 8 * length));
        Sign { role: SignRole::new(sign), length, hash, bytes: u32::from_le_bytes(buffer) }
    }

    /// The sign at a place, where neither a dot nor what could belong to it follows.
    #[inline]
    pub(crate) fn at(bytes: &[u8], at: usize) -> Option<&'static Sign> {
        // Looked up whatever it is, and without a branch: signs come in no order that could be learnt.
        let four = four(bytes.get(at..)?);
        let length = match four as u8 {
            0x00..0x80 => 1,
            0x80..0xE0 => 2,
            _ => 3,
        };
        let bytes_of_it = four & ((1 << (8 * length)) - 1);
        let sign = SIGNS.get(place(bytes_of_it))?;
        let is_it = (sign.bytes == bytes_of_it) & (sign.length > 0);
        let behind = self::four(bytes.get(at + length..)?) as u16;
        let [first, second] = behind.to_le_bytes();
        let arabic = (first == 0xD8) & (second.wrapping_sub(0xA1) <= 0xBA - 0xA1)
            | (first == 0xD9) & (second.wrapping_sub(0x81) <= 0x8A - 0x81)
            | is_arabic_sign(behind);
        (is_it & ((first < 0x80) & (first != b'.') | arabic)).then_some(sign)
    }
}

/// The first four bytes of a text, the first one lowest; less is filled up with 0.
#[inline]
pub(crate) fn four(text: &[u8]) -> u32 {
    match text.first_chunk() {
        Some(four) => u32::from_le_bytes(*four),
        None => text.iter().rev().fold(0, |four, byte| four << 8 | u32::from(*byte)),
    }
}

/// Whether two bytes are ، ؛ or ؟.
#[inline]
pub(crate) const fn is_arabic_sign(two: u16) -> bool {
    (two == 0x8CD8) | (two == 0x9BD8) | (two == 0x9FD8)
}

/// The signs that are read so.
const ALL: [char; 22] = [
    ',', '.', ':', ';', '!', '?', '(', ')', '[', ']', '"', '/', '،', '؛', '؟', '«', '»', '–', '—', '“', '”',
    '…',
];

/// The signs at the places of their bytes.
static SIGNS: [Sign; 64] = {
    let (mut signs, mut rest) = ([Sign::NONE; 64], &ALL as &[char]);
    while let [first, others @ ..] = rest {
        let sign = Sign::new(*first);
        #[allow(clippy::indexing_slicing, reason = "when this is compiled")]
        {
            assert!(signs[place(sign.bytes)].length == 0, "each sign has a place of its own");
            signs[place(sign.bytes)] = sign;
        }
        rest = others;
    }
    signs
};

/// A number for the bytes of a sign, which no other sign has.
#[inline]
const fn place(bytes: u32) -> usize {
    (bytes.wrapping_mul(MULTIPLIER) >> 26) as usize
}

/// The golden ratio of 32 bits, as it happens; any that keeps the signs apart would do.
const MULTIPLIER: u32 = 0x9E37_79B1;

/// Where the number ends that begins at a place, and its hash: digits of one kind with white space behind them, or a sign
/// and white space. White space or nothing must stand before it.
pub(crate) fn number(folds: FoldSet, bytes: &[u8], at: usize) -> Option<(usize, u64)> {
    let rest = bytes.get(at..)?;
    let width = match *rest {
        [b'0'..=b'9', ..] => 1,
        [0xD9, 0xA0..=0xA9, ..] | [0xDB, 0xB0..=0xB9, ..] => 2,
        _ => return None,
    };
    let mut digits = [0; MAX_DIGITS];
    let mut count = 0;
    for digit in rest.chunks_exact(width) {
        let value = match *digit {
            [ascii @ b'0'..=b'9'] => ascii,
            [0xD9, low @ 0xA0..=0xA9] if rest.first() == Some(&0xD9) => low - 0xA0 + b'0',
            [0xDB, low @ 0xB0..=0xB9] if rest.first() == Some(&0xDB) => low - 0xB0 + b'0',
            _ => break,
        };
        *digits.get_mut(count)? = value;
        count += 1;
    }
    let length = count * width;
    let ends = |behind: &[u8]| matches!(behind, [] | [b' ' | b'\n', ..]);
    let alone = match rest.get(length..)? {
        [b'.' | b':' | b'!' | b')' | b'"', behind @ ..] | [0xD8, 0x8C | 0x9B | 0x9F, behind @ ..] => {
            ends(behind)
        }
        behind => ends(behind),
    };
    if !alone {
        return None;
    }
    let key = if folds.contains(Fold::Digits) { digits.get(..count)? } else { rest.get(..length)? };
    Some((at + length, text_hash(key)))
}

const MAX_DIGITS: usize = 24;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::KeyWords;
    use crate::{TokenKind, Tokenizer};

    proptest! {
        #![proptest_config(crate::tests::cases(2000))]

        #[test]
        fn a_sign_is_what_the_tokenizer_and_the_normalizer_make_of_it(
            text in "[,.:;!?()\"/،؛؟«»–—“”…\\[\\]]{1,2}[ابaé5.,#@_\u{64E}\u{640}\u{200C}\u{FE0F}\u{20E3}😀 ]{0,2}",
            before in "[اa5 .#]{0,2}",
        ) {
            let text = format!("{before}{text}");
            let tokens: Vec<_> = Tokenizer::new().tokenize(&text).collect();
            for token in tokens {
                let Some(&Sign { role, length, hash, .. }) = Sign::at(text.as_bytes(), token.span().start) else {
                    continue;
                };
                let found = (role.sign.to_string(), length, TokenKind::Punctuation);
                assert_eq!((token.text().to_owned(), token.text().len(), token.kind()), found, "{text:?}");
                let mut keys = KeyWords::default();
                keys.push_token(FoldSet::all(), &text, token, false);
                assert_eq!(keys.key(&keys.words()[0]), token.text());
                assert_eq!(hash, crate::keys::key_hash(token.text()));
            }
        }

        #[test]
        fn a_number_is_what_the_tokenizer_and_the_normalizer_make_of_it(
            before in "(a|م|5|،)? ?",
            text in "[0-9]{1,4}|[٠-٩]{1,26}|[۰-۹]{1,4}|[0٠۰]{2,3}",
            behind in "[ \n.,:!)\"%٪a\u{20E3}م،؛؟]{0,2}",
            bits in 0_u32..1 << 14,
        ) {
            let folds = FoldSet::from_bits(bits);
            let at = before.len();
            let text = format!("{before}{text}{behind}");
            if at > 0 && !before.ends_with(' ') {
                return Ok(());
            }
            let Some((end, hash)) = number(folds, text.as_bytes(), at) else { return Ok(()) };
            let token = Tokenizer::new().tokenize(&text).find(|token| token.span().start == at).unwrap();
            prop_assert_eq!((token.kind(), token.span().end), (TokenKind::Number, end), "{:?}", text);
            let mut keys = KeyWords::default();
            keys.push_token(folds, &text, token, false);
            prop_assert_eq!(crate::keys::key_hash(keys.key(&keys.words()[0])), hash);
        }
    }
}
