//! Runs the cases of `testdata/tokenize.toml` and `testdata/sentences.toml`.

use serde::Deserialize;
use yaqut::Tokenizer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    tokens: Option<Vec<String>>,
    sentences: Option<Vec<String>>,
}

/// Runs every case and reports all that differ, not only the first.
fn check(cases: &str, run: impl Fn(&Case) -> (Vec<String>, Option<Vec<String>>)) -> usize {
    let cases = toml::from_str::<Cases>(cases).unwrap().case;
    let mut failures = Vec::new();
    for case in &cases {
        let (got, expected) = run(case);
        if Some(&got) != expected.as_ref() {
            failures.push(format!(
                "{}\n  expected {:?}\n  got      {got:?}",
                case.name,
                expected.unwrap_or_default()
            ));
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
    cases.len()
}

#[test]
fn tokens_are_those_of_the_cases() {
    let run = |case: &Case| {
        let tokens = Tokenizer::new().tokenize(&case.text);
        let got = tokens.map(|token| format!("{}/{}", token.text(), token.kind())).collect();
        (got, case.tokens.clone())
    };
    assert!(check(include_str!("../testdata/tokenize.toml"), run) >= 80);
}

#[test]
fn sentences_are_those_of_the_cases() {
    let run = |case: &Case| {
        let sentences = Tokenizer::new().sentences(&case.text);
        let got = sentences.map(|span| span.get(&case.text).unwrap().to_owned()).collect();
        (got, case.sentences.clone())
    };
    assert!(check(include_str!("../testdata/sentences.toml"), run) >= 40);
}
