//! Unit tests of the tokenizer; cases by data are in `tests/tokenize.rs`, properties in `tests/tokenize_properties.rs`.

use super::*;

fn kinds(text: &str) -> Vec<TokenKind> {
    Tokenizer::new().tokenize(text).map(|token| token.kind()).collect()
}

#[test]
fn every_kind_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = TokenKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), TokenKind::ALL.len());
    assert_eq!(format!("[{:>8}]", TokenKind::Word), "[    word]");
}

#[test]
fn every_kind_is_found() {
    let text = "نعم 5 ق.م http://a.b c@d.ef @g #ح 😀 ، + \u{64E} \u{200F} \u{E000}";
    assert_eq!(kinds(text), TokenKind::ALL);
}

#[test]
fn letters_of_arabic_blocks_make_words() {
    for c in
        ('\u{600}'..='\u{8FF}').chain('\u{FB50}'..='\u{FEFC}').filter(|&c| crate::chars::is_arabic_letter(c))
    {
        let expected = if c == '\u{FDFC}' { TokenKind::Symbol } else { TokenKind::Word };
        assert_eq!(kinds(&c.to_string()), [expected], "{c:?}");
        let word = format!("م{c}\u{64E}م");
        assert_eq!(kinds(&word).len(), if c == '\u{FDFC}' { 3 } else { 1 }, "{c:?}");
    }
}

#[test]
fn rest_is_what_no_token_was_given_of() {
    let mut tokens = Tokenizer::new().tokenize("نعم، لا");
    let mut rests = vec![tokens.rest()];
    while tokens.next().is_some() {
        rests.push(tokens.rest());
    }
    assert_eq!(rests, ["نعم، لا", "، لا", " لا", ""]);
}
