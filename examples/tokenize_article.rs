//! Takes a news article apart: its sentences, and its tokens by kind, so that links, handles, hashtags, numbers and
//! abbreviations need no regular expressions.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use std::collections::BTreeMap;

use yaqut::{TokenKind, Tokenizer};

const ARTICLE: &str = include_str!("data/article.txt");

fn main() {
    let tokenizer = Tokenizer::new();

    let sentences: Vec<&str> = tokenizer.sentences(ARTICLE).filter_map(|span| span.get(ARTICLE)).collect();
    for (n, sentence) in sentences.iter().enumerate() {
        println!("{:>2}  {sentence}", n + 1);
    }

    let mut kinds: BTreeMap<TokenKind, Vec<&str>> = BTreeMap::new();
    for token in tokenizer.tokenize(ARTICLE) {
        kinds.entry(token.kind()).or_default().push(token.text());
    }
    println!();
    for (kind, texts) in &kinds {
        let first = texts.iter().take(8).copied().collect::<Vec<_>>().join("  ");
        println!("{:>12} {:>4}  {first}", kind.name(), texts.len());
    }

    assert_eq!(sentences.len(), 7);
    assert_eq!(kinds[&TokenKind::Number], ["١٢٫٥٪", "2018", "14", "5", "2026", "3"]);
    assert_eq!(kinds[&TokenKind::Abbreviation], ["د.", "أ.ف.ب"]);
    assert_eq!(kinds[&TokenKind::Hashtag], ["#دجلة_يعود"]);
    assert_eq!(kinds[&TokenKind::Mention], ["@water_iq"]);
    assert_eq!(kinds[&TokenKind::Url], ["https://example.com/tigris/2026"]);
}
