//! A file of `examples` or `benches` that no target names is never built, and one its README leaves out is never found.

use std::fs;
use std::path::Path;

/// Asserts that each Rust file right in the folder is a target, but for modules the others share, and in the README.
fn check(folder: &str, shared: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let [manifest, readme] =
        ["Cargo.toml", "README.md"].map(|name| fs::read_to_string(folder.join(name)).unwrap());
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: Vec<String> = names.filter(|name| name.ends_with(".rs")).collect();
    assert!(files.len() > shared.len());
    for file in &files {
        let target = manifest.lines().any(|line| line == format!("path = \"{file}\""));
        assert!(target || shared.contains(&file.as_str()), "{file} is no target in {}", folder.display());
        assert!(readme.contains(file), "{file} is not in the README of {}", folder.display());
    }
}

#[test]
fn every_example_is_a_target_and_in_the_readme() {
    check("examples", &[]);
}

#[test]
fn every_bench_is_a_target_and_in_the_readme() {
    check("benches", &["naive.rs", "peers.rs", "support.rs"]);
}
