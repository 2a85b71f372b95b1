//! The texts and dictionaries of the benches have the properties that decide how fast names are found in real ones.
//!
//! The benches take them from 32 MB of text. Here most are measured on less, to stay quick; each test says what follows
//! for the whole.

use std::ops::Range;

use yaqut_testkit::{ArabicText, Name, Profile, dense_gazetteer, gazetteer};

/// As many names to a thousand words as the benches sprinkle.
const NAMES: f64 = 12.5;

const SEED: u64 = 7;

fn strings(names: &[Name]) -> Vec<String> {
    names.iter().map(|name| name.name.clone()).collect()
}

fn profile(text: &str, names: &[Name]) -> Profile {
    Profile::of(text, names.iter().map(|name| name.name.as_str()))
}

/// New forms come ever more slowly: `forms = a * bytes.powf(b)`, and `b` falls as the text grows. From 4 to 8 MB it is
/// some 0.7; even with half of that from there on, 32 MB have more than 200,000 forms.
#[test]
fn a_long_text_has_as_many_word_forms_as_news() {
    let text = ArabicText::new(SEED).without_noise();
    let forms = |bytes| profile(&text.generate(bytes), &[]).forms as f64;
    let (half, whole) = (forms(4_000_000), forms(8_000_000));
    let exponent = (whole / half).log2();
    let at_32_mb = whole * 4_f64.powf(exponent / 2.0);
    assert!(exponent < 0.9 && at_32_mb > 200_000.0, "{half}, {whole}: at least {at_32_mb}");
}

/// Neither share depends on the length of the text.
#[test]
fn beside_names_one_word_in_thirty_matches_and_half_of_the_others_come_near() {
    let all = gazetteer(SEED, 100_000);
    for size in [1_000, 10_000, 100_000] {
        let names = &all[..size];
        let text = ArabicText::new(SEED).names(strings(names), NAMES).generate(3_000_000);
        let profile = profile(&text, names);
        assert!((0.030..0.038).contains(&profile.matched()), "{size}: {}", profile.matched());
        assert!((0.42..0.56).contains(&profile.near()), "{size}: {}", profile.near());
    }
}

/// The text and the dictionary in full, for a rare word, which can be a phrase by itself, stands more often in a longer
/// text: with an eighth of both the share is less than half. Only the first of the text is searched.
#[test]
fn beside_dense_names_one_word_in_ten_starts_a_match() {
    dense(100_000, 32_000_000, 0.09..0.11);
}

/// An eighth of the text and of the names, where one word in five starts a match. Phrases of several words seldom stand
/// in a text twice, so their share is the same in the whole; that of one-word phrases is larger, as said above. The
/// whole was measured once: 0.336.
#[test]
fn beside_a_million_dense_names_one_word_in_three_starts_a_match() {
    dense(1_000_000 / 8, 4_000_000, 0.19..0.23);
}

/// Of few names hardly any are found but those that were sprinkled.
#[test]
fn beside_few_dense_names_few_words_start_a_match() {
    dense(1_000, 4_000_000, 0.013..0.018);
}

fn dense(size: usize, bytes: usize, starting: Range<f64>) {
    let sprinkled = strings(&gazetteer(SEED, size / 2));
    let text = ArabicText::new(SEED).names(sprinkled, NAMES).generate(bytes);
    let names = dense_gazetteer(SEED, &text, size);
    let first = text.char_indices().nth(1_000_000).map_or(text.len(), |(at, _)| at);
    let share = profile(&text[..first], &names).starting();
    assert!(starting.contains(&share), "{size}: {share}");
}
