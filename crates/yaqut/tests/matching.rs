//! What a matcher finds, case by case: `testdata/matching.toml`.

use serde::Deserialize;
use yaqut::{Dictionary, Enclitic, Gazetteer, Match, MatchKind, Matcher, Proclitic};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    names: String,
    text: String,
    matches: Vec<String>,
    kind: Option<String>,
    folds: Option<String>,
    compile_folds: Option<String>,
}

impl Case {
    fn dictionary(&self) -> Dictionary {
        let name = &self.name;
        let names =
            Gazetteer::from_csv(self.names.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut builder = Dictionary::builder();
        if let Some(folds) = &self.compile_folds {
            builder = builder.folds(folds.parse().unwrap_or_else(|error| panic!("{name}: {error}")));
        }
        for entity in names.entities() {
            builder.add(entity).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        builder.finish().unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn matcher(&self, dictionary: Dictionary) -> Matcher {
        let name = &self.name;
        let kind = match self.kind.as_deref() {
            None | Some("longest") => MatchKind::Longest,
            Some("all") => MatchKind::All,
            Some("priority") => MatchKind::Priority,
            Some(other) => panic!("{name}: no kind {other}"),
        };
        let mut builder = Matcher::builder(dictionary).kind(kind);
        if let Some(folds) = &self.folds {
            builder = builder.folds(folds.parse().unwrap_or_else(|error| panic!("{name}: {error}")));
        }
        builder.build().unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// A match as the table writes it.
fn written(found: &Match<'_>) -> String {
    let proclitics: Vec<&str> = found.proclitics().iter().copied().map(Proclitic::form).collect();
    let enclitics: Vec<&str> = found.enclitics().iter().copied().map(Enclitic::form).collect();
    let others: Vec<&str> = found.candidates().skip(1).map(|candidate| candidate.entity().id()).collect();
    let mut line = format!("{}@{}", found.entity().id(), found.text());
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            line.push_str(&format!(" {key}={value}"));
        }
    };
    add("p", proclitics.join("+"));
    add("e", enclitics.join("+"));
    add("f", if found.folds().is_empty() { String::new() } else { found.folds().to_string() });
    let pieces = [proclitics.concat().as_str(), found.text(), enclitics.concat().as_str()].concat();
    let surface = found.surface_text();
    add("s", if surface == pieces { String::new() } else { surface.to_owned() });
    add("c", others.join(","));
    line
}

/// What is wrong with the spans of the matches, whatever the case expects of them.
fn check_spans(text: &str, kind: MatchKind, found: &[Match<'_>]) -> Result<(), String> {
    let mut behind = 0;
    let mut last_start = 0;
    for one in found {
        let (span, surface) = (one.span(), one.surface_span());
        let line = written(one);
        if span.start >= span.end || text.get(span.start..span.end) != Some(one.text()) {
            return Err(format!("the span {span:?} of {line} is not its text"));
        }
        if text.get(surface.start..surface.end) != Some(one.surface_text()) {
            return Err(format!("the surface span {surface:?} of {line} is not its text"));
        }
        if surface.start > span.start || surface.end < span.end {
            return Err(format!("the surface span of {line} does not cover its span"));
        }
        if surface.start < last_start {
            return Err(format!("{line} is not in text order"));
        }
        if kind != MatchKind::All && surface.start < behind {
            return Err(format!("{line} overlaps the match before it"));
        }
        (last_start, behind) = (surface.start, surface.end);
    }
    Ok(())
}

#[test]
fn every_case_of_the_table_holds() {
    let cases: Cases = toml::from_str(include_str!("../testdata/matching.toml")).unwrap();
    assert!(cases.case.len() >= 150, "the table was cut");
    let mut failures = Vec::new();
    for case in &cases.case {
        let dictionary = case.dictionary();
        let reloaded = Dictionary::from_bytes(dictionary.to_bytes()).unwrap();
        let (matcher, reloaded) = (case.matcher(dictionary), case.matcher(reloaded));
        let all = matcher.find_all(&case.text);
        let got: Vec<String> = all.iter().map(written).collect();
        if got != case.matches {
            failures.push(format!("{}: expected {:#?}, got {got:#?}", case.name, case.matches));
        }
        if let Err(error) = check_spans(&case.text, matcher.kind(), &all) {
            failures.push(format!("{}: {error}", case.name));
        }
        let mut worker = matcher.worker();
        for _ in 0..2 {
            let lent: Vec<String> = worker.find(&case.text).map(|found| written(&found)).collect();
            if lent != got {
                failures.push(format!("{}: a worker finds {lent:#?}, not {got:#?}", case.name));
            }
        }
        let again: Vec<String> = reloaded.find_iter(&case.text).map(|found| written(&found)).collect();
        if again != got {
            failures.push(format!("{}: the reloaded dictionary finds {again:#?}, not {got:#?}", case.name));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases fail\n\n{}\n",
        failures.len(),
        cases.case.len(),
        failures.join("\n\n")
    );
}

#[test]
fn names_of_the_cases_are_distinct() {
    let cases: Cases = toml::from_str(include_str!("../testdata/matching.toml")).unwrap();
    let mut names: Vec<&str> = cases.case.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    let twice: Vec<&[&str]> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn one_worker_reused_over_many_texts_finds_what_a_fresh_one_finds() {
    let cases: Cases = toml::from_str(include_str!("../testdata/matching.toml")).unwrap();
    for case in cases.case.iter().step_by(10) {
        let matcher = case.matcher(case.dictionary());
        let mut worker = matcher.worker();
        for other in &cases.case {
            let lent: Vec<String> = worker.find(&other.text).map(|found| written(&found)).collect();
            let fresh: Vec<String> = matcher.find_iter(&other.text).map(|found| written(&found)).collect();
            assert_eq!(lent, fresh, "the names of {} in the text of {}", case.name, other.name);
        }
    }
}
