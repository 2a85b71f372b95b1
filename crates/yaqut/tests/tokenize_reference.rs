//! The tokenizer against a slow and simple reference: the pieces of UAX #29, cut and trimmed by the tailoring rules.
//!
//! The reference knows no links, abbreviations and percent signs, so the texts here have none.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_segmentation::UnicodeSegmentation;
use yaqut::chars::{self, CharClass};
use yaqut::{Span, Tokenizer};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Base {
    Arabic,
    OtherWord,
    Connector,
    Emoji,
    Sign,
    WhiteSpace,
    Nothing,
}

/// A character and the marks and controls on it.
#[derive(Debug, Clone, Copy)]
struct Cell {
    base: Base,
    first: char,
    start: usize,
    end: usize,
    /// A digit in a keycap.
    keycap: bool,
}

fn is_format(c: char) -> bool {
    chars::is_format(c) || c == '\u{AD}'
}

/// Marks by UAX #29: what a full stop does not part from, controls aside.
fn is_mark(c: char) -> bool {
    chars::is_mark(c) || (!is_format(c) && format!(".{c}").split_word_bounds().count() == 1)
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
        || (!is_mark(c) && format!("\u{200D}{c}").split_word_bounds().count() == 1)
}

fn is_arabic(c: char) -> bool {
    (chars::is_arabic_letter(c) && c != '\u{FDFC}') || chars::class(c) == CharClass::Tatweel
}

fn base(c: char) -> Base {
    match c {
        _ if is_arabic(c) => Base::Arabic,
        _ if is_mark(c) || is_format(c) => Base::Nothing,
        _ if c.is_whitespace() => Base::WhiteSpace,
        '_' => Base::Connector,
        _ if c.is_alphanumeric() => Base::OtherWord,
        _ if is_emoji(c) => Base::Emoji,
        _ => Base::Sign,
    }
}

fn cells(piece: &str, at: usize) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (offset, c) in piece.char_indices() {
        let (start, end) = (at + offset, at + offset + c.len_utf8());
        match cells.last_mut() {
            Some(last)
                if base(c) == Base::Nothing && !matches!(last.base, Base::WhiteSpace | Base::Nothing) =>
            {
                last.end = end;
                last.keycap |= c == '\u{20E3}' && last.first.is_numeric() && last.base == Base::OtherWord;
            }
            _ => cells.push(Cell { base: base(c), first: c, start, end, keycap: false }),
        }
    }
    cells
}

/// Whether the cells at `n` and `n + 1` of one piece stay together.
fn together(cells: &[Cell], n: usize) -> bool {
    let at = |n: Option<usize>| n.and_then(|n| cells.get(n)).map(|cell| cell.base);
    let (left, right) = (cells[n], cells[n + 1]);
    let joins = |n: usize| {
        let keycap = n > 0 && cells[n - 1].keycap || cells.get(n + 1).is_some_and(|cell| cell.keycap);
        let words = [at(n.checked_sub(1)), at(Some(n + 1))] == [Some(Base::OtherWord); 2];
        cells[n].first != ';' && words && !keycap
    };
    let free = |n: usize| {
        let before = cells[..n].iter().rev().find(|cell| cell.base != Base::Connector);
        let after = cells[n..].iter().find(|cell| cell.base != Base::Connector);
        ![before, after].into_iter().flatten().any(|cell| cell.base == Base::Arabic)
    };
    if left.keycap || right.keycap {
        return false;
    }
    match (left.base, right.base) {
        (Base::Arabic, Base::Arabic)
        | (Base::OtherWord, Base::OtherWord)
        | (Base::Connector, Base::Connector)
        | (Base::Emoji, Base::Emoji) => true,
        (Base::OtherWord, Base::Sign) => joins(n + 1),
        (Base::Sign, Base::OtherWord) => joins(n),
        (Base::OtherWord, Base::Connector) => free(n + 1),
        (Base::Connector, Base::OtherWord) => free(n),
        (Base::Nothing, Base::Nothing) => is_format(left.first) == is_format(right.first),
        _ => false,
    }
}

/// UAX #29 parts words at a zero-width space; behind an Arabic letter we do not. A word joiner is as long and joins.
fn join_zero_width_spaces(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let joined = |n: usize| {
        let before = chars[..n].iter().rev().find(|&&c| !is_format(c) && !is_mark(c));
        before.is_some_and(|&c| is_arabic(c))
    };
    (0..chars.len())
        .map(|n| if chars[n] == '\u{200B}' && joined(n) { '\u{2060}' } else { chars[n] })
        .collect()
}

fn reference(text: &str) -> Vec<Span> {
    let joined = join_zero_width_spaces(text);
    let mut spans: Vec<Span> = Vec::new();
    let mut control_end = None;
    for (at, piece) in joined.split_word_bound_indices() {
        let cells = cells(piece, at);
        let mut n = 0;
        while n < cells.len() {
            let start = n;
            while n + 1 < cells.len() && together(&cells, n) {
                n += 1;
            }
            let (from, to) = (cells[start].start, cells[n].end);
            n += 1;
            if cells[start].base == Base::WhiteSpace {
                continue;
            }
            let end = from + text[from..to].trim_end_matches(is_format).len();
            if end > from {
                spans.push(Span::new(from, end));
            }
            if end < to {
                match spans.last_mut() {
                    Some(last) if control_end == Some(end) => last.end = to,
                    _ => spans.push(Span::new(end, to)),
                }
                control_end = Some(to);
            }
        }
    }
    spans
}

fn tokens(text: &str) -> Vec<Span> {
    Tokenizer::new().tokenize(text).map(|token| token.span()).collect()
}

/// What texts are made of. No dot stands by a single letter, so nothing is an abbreviation.
const ATOMS: [&str; 56] = [
    "م",
    "ن",
    "ل",
    "ء",
    "ك",
    "سوريا",
    "پ",
    "ک",
    "\u{FEFB}",
    "\u{FDF2}",
    "\u{FDFC}",
    "\u{64E}",
    "\u{651}",
    "\u{670}",
    "\u{640}",
    "\u{200C}",
    "\u{200D}",
    "\u{200B}",
    "\u{200F}",
    "\u{2068}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{301}",
    "\u{FE0F}",
    "\u{20E3}",
    "a",
    "b",
    "D",
    "é",
    "ש",
    "ア",
    "中",
    "\u{1F1F8}",
    "\u{1F1FE}",
    "😀",
    "👨",
    "🏽",
    "☎",
    "5",
    "٣",
    "۴",
    "1,5",
    "٣\u{66B}٤",
    ":",
    "'",
    "’",
    "_",
    "،",
    ";",
    "؟",
    "(",
    "كتاب.كتاب",
    "abc.def",
    " ",
    "\n",
    "\u{202F}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn tokens_are_tailored_pieces_of_uax_29(
        atoms in prop::collection::vec(prop::sample::select(&ATOMS[..]), 0..24)
    ) {
        let text = atoms.concat();
        prop_assert_eq!(tokens(&text), reference(&text), "{:?}", text);
    }
}

#[test]
fn tokens_are_tailored_pieces_of_the_official_test() {
    let mut cases = 0;
    for line in include_str!("../testdata/WordBreakTest.txt").lines().filter(|line| !line.starts_with('#')) {
        let hex = line.split_whitespace().filter(|field| !matches!(*field, "÷" | "×"));
        let text: String =
            hex.map(|hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap()).collect();
        let pieces: String = text
            .split_word_bounds()
            .map(|piece| {
                let hex: Vec<_> = piece.chars().map(|c| format!("{:04X}", u32::from(c))).collect();
                format!("÷ {} ", hex.join(" × "))
            })
            .collect();
        assert_eq!(pieces + "÷", line, "unicode-segmentation and the test data are of one Unicode version");
        if !text.contains('.') {
            assert_eq!(tokens(&text), reference(&text), "{text:?}");
            cases += 1;
        }
    }
    assert!(cases > 1500, "{cases}");
}
