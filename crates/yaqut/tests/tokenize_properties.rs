//! What holds for the tokens and sentences of any text, and that hostile texts finish.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use yaqut::{Span, Token, TokenKind, Tokenizer};

/// Pieces that trip tokenizers when they stand side by side.
const ATOMS: [&str; 68] = [
    "م",
    "د",
    "و",
    "هـ",
    "ق.م",
    "أ.د.",
    "إلخ",
    "سوريا",
    "وقال",
    "بناء",
    "U.S.",
    "Dr",
    "W",
    "a",
    "abc",
    "\u{FDF2}",
    "\u{FDFC}",
    "\u{64E}",
    "\u{640}",
    "\u{200C}",
    "\u{200D}",
    "\u{200B}",
    "\u{200F}",
    "\u{FEFF}",
    "\u{301}",
    "\u{FE0F}",
    "\u{20E3}",
    "\0",
    "5",
    "٣",
    "2015",
    "\u{66B}",
    "٪",
    "%",
    ",",
    "،",
    ":",
    "؛",
    ".",
    "..",
    "…",
    "؟",
    "!",
    "\"",
    "”",
    "“",
    "«",
    "»",
    "به",
    "5\u{20E3}",
    "(",
    ")",
    "/",
    "http://",
    "www.",
    "@",
    "#",
    "_",
    "-",
    "&",
    "\u{1F1F8}",
    "😀",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\u{2029}",
];

fn text() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(&ATOMS[..]).prop_map(str::to_owned);
    let any = any::<char>().prop_map(String::from);
    prop::collection::vec(prop_oneof![12 => atom, 1 => any], 0..40).prop_map(|atoms| atoms.concat())
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    Tokenizer::new().tokenize(text).collect()
}

fn sentences(text: &str) -> Vec<Span> {
    Tokenizer::new().sentences(text).collect()
}

/// Spans in order, on char boundaries, with nothing but white space between them.
fn check_spans(text: &str, spans: impl IntoIterator<Item = Span>) {
    let mut end = 0;
    for span in spans {
        assert!(!span.is_empty() && span.start >= end, "{span:?} after {end} in {text:?}");
        assert!(span.get(text).is_some(), "{span:?} in {text:?}");
        assert!(text[end..span.start].chars().all(char::is_whitespace), "{end}..{} in {text:?}", span.start);
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "{end}.. in {text:?}");
}

fn check(text: &str) {
    let tokens = tokens(text);
    check_spans(text, tokens.iter().map(Token::span));
    for token in &tokens {
        assert_eq!(token.span().get(text), Some(token.text()));
        let word = token.text().contains(|c: char| c.is_alphanumeric());
        assert!(word || !token.is_wordlike(), "{token:?} of {text:?}");
        assert!(!token.text().contains(char::is_whitespace), "{token:?} of {text:?}");
    }
    let sentences = sentences(text);
    check_spans(text, sentences.iter().copied());
    for sentence in &sentences {
        let sentence = sentence.get(text).unwrap();
        assert_eq!(sentence.trim(), sentence);
    }
    for token in &tokens {
        let holding = sentences.iter().filter(|sentence| sentence.contains(token.span())).count();
        assert_eq!(holding, 1, "{token:?} of {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_but_white_space_is_in_one_token_of_one_sentence(text in text()) {
        check(&text);
    }

    #[test]
    fn any_string_is_cut_without_panic(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn a_blank_line_parts_a_text_into_two(before in text(), after in text()) {
        let joined = format!("{before}\n\n{after}");
        let moved = |span: Span| Span::new(span.start + before.len() + 2, span.end + before.len() + 2);
        let apart: Vec<_> = tokens(&before)
            .iter()
            .map(|token| (token.span(), token.kind()))
            .chain(tokens(&after).iter().map(|token| (moved(token.span()), token.kind())))
            .collect();
        let whole: Vec<_> = tokens(&joined).iter().map(|token| (token.span(), token.kind())).collect();
        prop_assert_eq!(whole, apart, "{:?}", &joined);
        let apart: Vec<_> = sentences(&before).into_iter().chain(sentences(&after).into_iter().map(moved)).collect();
        prop_assert_eq!(sentences(&joined), apart, "{:?}", &joined);
    }

    #[test]
    fn white_space_around_a_text_changes_nothing(text in text()) {
        let padded = format!(" \t{text} ");
        let inner: Vec<_> = tokens(&text).iter().map(|token| (token.text().to_owned(), token.kind())).collect();
        let outer: Vec<_> = tokens(&padded).iter().map(|token| (token.text().to_owned(), token.kind())).collect();
        prop_assert_eq!(inner, outer);
    }
}

/// About a megabyte of a pattern.
fn flood(pattern: &str) -> String {
    pattern.repeat((1 << 20) / pattern.len() + 1)
}

/// More patterns, of signs and names glued together.
const GLUED: &str = "http://a.م.|http://م.|به.و|لأ.ف|a:b|a:b@|a:b@c.de|a@b-|a@b.cd-|.@a|_@|#a#|a#ب|1\u{20E3}|\
    11\u{20E3}|1,\u{20E3}|“ . ” |« |. » |م. ، |د . |.\n\u{200F}\n|. \u{200F}|5./";

/// Every pattern would take minutes if any step looked ahead or back without bound.
#[test]
fn hostile_texts_finish() {
    let marks = "\u{64E}".repeat(100_000);
    let controls = "\u{200F}".repeat(100_000);
    let mut texts: Vec<String> = [
        "س",
        "د.",
        "د. ",
        "ق.م. ",
        "(",
        "((",
        ")",
        ".",
        ". ",
        "!",
        "؟!",
        "\"",
        "“",
        "http://",
        "http://a)",
        "www.",
        "a@",
        "a-",
        "a.",
        "a.a@",
        "a@b.",
        "_",
        "#",
        "#_",
        "#a",
        "@",
        "@a",
        "5",
        "5%",
        "%5",
        "5,",
        "5م",
        "م5",
        "aب",
        "a_ب",
        "a:ب",
        "a'",
        "a\u{301}",
        "\u{66B}",
        "\u{6DD}",
        "\u{1F1F8}",
        "👨\u{200D}",
        "😀",
        "\u{200F}",
        "\u{200B}",
        "م\u{200B}",
        "م\u{200F}",
        "5\u{200F}",
        ".\u{200F}",
        ".\u{301}",
        "\u{640}",
        "\u{64E}",
        "\u{FE0F}",
        "\n",
        "\r\n",
        "\n\u{200F}",
        "م.\n",
        "\0",
        "A. ",
        "U.S. ",
        "Dr. ",
        "إلخ. ",
        "א\"",
        "ア",
        "中",
        "2015 م. ",
        "5;",
        "https://a.b/(",
    ]
    .into_iter()
    .chain(GLUED.split('|'))
    .map(flood)
    .collect();
    texts.push(format!("م{marks}ن.{marks}م"));
    texts.push(format!("د.{marks}د.{controls}د{controls}."));
    texts.push(format!("5{controls}5{controls}%{controls}@a.{controls}b"));
    texts.push(format!("a.{marks}b:{controls}م{controls}"));
    texts.push(format!("د.{}د", " ".repeat(1 << 20)));
    texts.push(format!("a@{}", flood("b")));
    texts.push(format!("a@{}", flood("b-")));
    for text in &texts {
        let tokens = Tokenizer::new().tokenize(text);
        let (mut end, mut bytes) = (0, 0);
        for token in tokens {
            assert!(token.span().start >= end);
            end = token.span().end;
            bytes += token.text().len();
        }
        assert_eq!(bytes, text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>());
        let sentences = Tokenizer::new().sentences(text);
        assert!(sentences.map(|span| span.end).last().unwrap_or(end) == end);
    }
}

#[test]
fn long_sequences_are_the_tokens_they_should_be() {
    let count = |text: &str, kind| tokens(text).iter().filter(|token| token.kind() == kind).count();
    assert_eq!(count(&"\u{1F1F8}\u{1F1FE}".repeat(100_000), TokenKind::Emoji), 100_000);
    assert_eq!(count(&"👨\u{200D}".repeat(100_000), TokenKind::Emoji), 1);
    assert_eq!(count(&"د.".repeat(100_000), TokenKind::Abbreviation), 1);
    assert_eq!(count(&"س".repeat(1 << 20), TokenKind::Word), 1);
    assert_eq!(count(&format!("س{}", "\u{64E}".repeat(100_000)), TokenKind::Word), 1);
    assert_eq!(count(&"http://".repeat(100_000), TokenKind::Url), 1);
    assert_eq!(count(&"(".repeat(1 << 20), TokenKind::Punctuation), 1 << 20);
}

#[test]
fn the_types_cross_threads() {
    fn crosses<T: Send + Sync + Clone + std::fmt::Debug>() {}
    crosses::<Tokenizer>();
    crosses::<Token<'_>>();
    crosses::<yaqut::Tokens<'_>>();
    crosses::<yaqut::Sentences<'_>>();
}
