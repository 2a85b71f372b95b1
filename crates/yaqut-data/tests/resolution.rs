//! Ambiguous names in whole texts, resolved: `testdata/resolution`, written for this by people who had not seen how.
//!
//! A text marks its ambiguous names as `[name](id)`, without the clitics in front of them. What counts are those that have
//! two candidates or more.

use std::fs;
use std::path::Path;

use yaqut::{Matcher, Resolver, Span};

struct Marked {
    text: String,
    names: Vec<(Span, String)>,
}

fn read(source: &str) -> Marked {
    let body: String = source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .fold(String::new(), |body, line| body + line + "\n");
    let mut marked = Marked { text: String::new(), names: Vec::new() };
    let mut rest = body.as_str();
    while let Some((before, behind)) = rest.split_once('[') {
        let (name, behind) = behind.split_once("](").expect("a name ends in ](");
        let (id, behind) = behind.split_once(')').expect("an id ends in )");
        marked.text.push_str(before);
        let start = marked.text.len();
        marked.text.push_str(name);
        marked.names.push((Span::new(start, marked.text.len()), id.to_owned()));
        rest = behind;
    }
    marked.text.push_str(rest);
    marked
}

fn texts() -> Vec<(String, Marked)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/resolution");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), read(&fs::read_to_string(path).unwrap()))).collect()
}

#[test]
fn every_marked_name_is_found_and_every_id_is_known() {
    let dictionary = yaqut_data::dictionary();
    let matcher = Matcher::new(dictionary.clone());
    let resolver = Resolver::new();
    let mut faults = Vec::new();
    for (file, marked) in texts() {
        let resolved = resolver.resolve(&marked.text, matcher.find_iter(&marked.text));
        let found: Vec<Span> = resolved.iter().map(|resolved| resolved.found().span()).collect();
        for (span, id) in &marked.names {
            let name = span.get(&marked.text).unwrap();
            if dictionary.entity(id).is_none() {
                faults.push(format!("{file}: {name}: no entity {id}"));
            }
            if !found.contains(span) {
                faults.push(format!("{file}: {name} is not found"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn nine_ambiguous_names_in_ten_are_resolved() {
    let matcher = Matcher::new(yaqut_data::dictionary());
    let resolver = Resolver::new();
    let texts = texts();
    assert!(texts.len() >= 40, "{} texts", texts.len());
    let (mut ambiguous, mut right, mut by_prior) = (0, 0, 0);
    let mut wrong = Vec::new();
    for (file, marked) in &texts {
        let resolved = resolver.resolve(&marked.text, matcher.find_iter(&marked.text));
        for (span, id) in &marked.names {
            let Some(found) = resolved.iter().find(|resolved| resolved.found().span() == *span) else {
                continue;
            };
            if found.candidates().len() < 2 {
                continue;
            }
            ambiguous += 1;
            // In the match itself the candidates are in the order of their priors.
            by_prior += usize::from(found.found().entity().id() == id);
            if found.entity().id() == id {
                right += 1;
            } else {
                wrong.push(format!("{file}: {} is {}, not {id}", found.found().text(), found.entity().id()));
            }
        }
    }
    println!("{ambiguous} ambiguous names: {right} right, {by_prior} by priors alone\n{}", wrong.join("\n"));
    assert!(ambiguous >= 200, "{ambiguous}");
    assert!(right * 10 >= ambiguous * 9, "{right} of {ambiguous}:\n{}", wrong.join("\n"));
    assert!(right > by_prior);
}
