//! The matcher against a slow reference that goes the other way: it writes every clitic onto every name and compares
//! whole windows of words, where the matcher takes words apart and walks a trie.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use yaqut::{CliticPolicy, CommonWords, Dictionary, Entity, MatchKind, Matcher, Normalizer, Proclitic, Span};

/// Words whose first letters look like clitics, with and without the article, and pairs that differ by a fold.
const WORDS: [&str; 24] = [
    "العراق",
    "عراق",
    "لبنان",
    "بنان",
    "اللاذقية",
    "لاذقية",
    "واشنطن",
    "أشنطن",
    "بغداد",
    "كندا",
    "فلسطين",
    "ليبيا",
    "عمان",
    "عمّان",
    "أحمد",
    "احمد",
    "علي",
    "على",
    "مكة",
    "مكه",
    "شؤون",
    "شئون",
    "الله",
    "ود",
];
const PROCLITICS: [&str; 12] = ["", "و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل"];

fn proclitics(written: &str) -> Vec<Proclitic> {
    written.chars().map(|c| Proclitic::ALL.into_iter().find(|p| p.form() == c.to_string()).unwrap()).collect()
}

/// How Arabic writes proclitics in front of a word.
fn attach(clitics: &str, word: &str) -> String {
    let (before, lam) = clitics.strip_suffix('ل').map_or((clitics, false), |before| (before, true));
    match word.strip_prefix("ال").filter(|_| lam) {
        Some(rest) if rest.starts_with('ل') => format!("{before}ل{rest}"),
        Some(rest) => format!("{before}لل{rest}"),
        None => format!("{clitics}{word}"),
    }
}

fn fold(text: &str) -> String {
    Normalizer::search().normalize(text).into_text().into_owned()
}

/// A found name: its written words, its entity, its proclitics.
type Found = (Span, String, Vec<Proclitic>);

fn reference(names: &[(String, CliticPolicy)], words: &[(Span, &str)]) -> BTreeSet<Found> {
    let mut found = BTreeSet::new();
    for (id, (name, policy)) in names.iter().enumerate() {
        let parts: Vec<&str> = name.split(' ').collect();
        for window in words.windows(parts.len()) {
            let [(first, first_word), rest @ ..] = window else { continue };
            let rest_equal = rest.iter().zip(&parts[1..]).all(|((_, word), part)| fold(word) == fold(part));
            for clitics in PROCLITICS {
                let read = proclitics(clitics);
                let allowed = read.iter().all(|&proclitic| policy.allows(proclitic));
                let short = parts.len() == 1 && fold(parts[0]).chars().count() < 3;
                let short_allowed = !short || matches!(clitics, "" | "و");
                if rest_equal
                    && allowed
                    && short_allowed
                    && fold(&attach(clitics, parts[0])) == fold(first_word)
                {
                    let last = rest.last().map_or(first.end, |(span, _)| span.end);
                    found.insert((Span::new(first.start, last), id.to_string(), read));
                }
            }
        }
    }
    found
}

/// Leftmost, of those the longest, straight from the definition.
fn longest(all: &BTreeSet<Found>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut behind = 0;
    loop {
        let next = all.iter().map(|(span, _, _)| *span).filter(|span| span.start >= behind);
        let Some(best) = next.min_by_key(|span| (span.start, std::cmp::Reverse(span.end))) else {
            return spans;
        };
        behind = best.end;
        spans.push(best);
    }
}

fn names() -> impl Strategy<Value = Vec<(String, CliticPolicy)>> {
    let name = proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 1..4)
        .prop_map(|words| words.join(" "));
    let policy = proptest::sample::select(vec![
        CliticPolicy::PROCLITICS,
        CliticPolicy::PROCLITICS,
        CliticPolicy::NONE,
        CliticPolicy::NONE.with(Proclitic::Wa).with(Proclitic::La),
    ]);
    proptest::collection::vec((name, policy), 1..12)
}

fn text() -> impl Strategy<Value = String> {
    let word = (proptest::sample::select(PROCLITICS.to_vec()), proptest::sample::select(WORDS.to_vec()))
        .prop_map(|(clitics, word)| attach(clitics, word));
    proptest::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_words_apart_finds_what_putting_them_together_finds(names in names(), text in text()) {
        let mut builder = Dictionary::builder().common_words(CommonWords::empty());
        for (id, (name, policy)) in names.iter().enumerate() {
            builder.add(Entity::new(id.to_string(), "place", name).with_clitics(*policy)).unwrap();
        }
        let dictionary = Dictionary::from_bytes(builder.finish().unwrap().to_bytes()).unwrap();
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            words.push((Span::new(at, at + word.len()), word));
            at += word.len() + 1;
        }
        let expected = reference(&names, &words);

        let all = Matcher::builder(dictionary.clone()).kind(MatchKind::All).build().unwrap();
        let mut found = BTreeSet::new();
        for m in all.find_iter(&text) {
            // Readings of one span are one match; its candidates are the names.
            for candidate in m.candidates() {
                found.insert((m.surface_span(), candidate.entity().id().to_owned(), m.proclitics().to_vec()));
            }
        }
        prop_assert_eq!(&found, &expected);

        let matcher = Matcher::new(dictionary);
        let spans: Vec<Span> = matcher.find_iter(&text).map(|m| m.surface_span()).collect();
        prop_assert_eq!(&spans, &longest(&expected));
        let mut worker = matcher.worker();
        let _ = worker.find("نص آخر قبل العراق").count();
        let reused: Vec<Span> = worker.find(&text).map(|m| m.surface_span()).collect();
        prop_assert_eq!(reused, spans);
    }
}
