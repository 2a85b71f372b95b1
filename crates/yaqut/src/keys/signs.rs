//! The fast way to the key words of signs of punctuation and of numbers: read from the bytes, left to the tokenizer where
//! anything could belong to them.

use super::packed::text_hash;
use crate::{Fold, FoldSet};

/// Length of the one sign of punctuation at a place: a token of its own, folded by nothing, where neither a dot nor what
/// could belong to it follows.
#[inline]
pub(crate) fn sign(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let length = match *rest {
        [b',' | b'.' | b':' | b';' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b'"' | b'/', ..] => 1,
        [0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xC2, 0xAB | 0xBB, ..] => 2, // ، ؛ ؟ « »
        [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..] => 3,       // – — “ ” …
        _ => return None,
    };
    let alone = match *rest.get(length..)? {
        [b'.', ..] => false,
        [next, ..] if next < 0x80 => true,
        [] | [0xD8, 0xA1..=0xBA, ..] | [0xD9, 0x81..=0x8A, ..] => true, // an Arabic letter
        _ => false,
    };
    alone.then_some(length)
}

/// Where the number ends that begins at a place, and its hash: digits of one kind with white space behind them. White
/// space or nothing must stand before it.
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
    if !matches!(rest.get(length), None | Some(b' ' | b'\n')) {
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
                let Some(length) = sign(text.as_bytes(), token.span().start) else { continue };
                assert_eq!((token.text().len(), token.kind()), (length, TokenKind::Punctuation), "{text:?}");
                let mut keys = KeyWords::default();
                keys.push_token(FoldSet::all(), &text, token, false);
                assert_eq!(keys.key(&keys.words()[0]), token.text());
            }
        }

        #[test]
        fn a_number_is_what_the_tokenizer_and_the_normalizer_make_of_it(
            before in "(a|م|5|،)? ?",
            text in "[0-9]{1,4}|[٠-٩]{1,26}|[۰-۹]{1,4}|[0٠۰]{2,3}",
            behind in "[ \n.,%٪a\u{20E3}م]{0,2}",
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
