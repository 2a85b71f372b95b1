//! What the commands print, as a user would see it. `TRYCMD=overwrite cargo test -p yaqut-cli` writes it anew.

#[test]
fn commands_print_what_the_transcripts_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd");
    std::env::set_current_dir(folder).unwrap(); // so that the transcripts name files as short as a user would
    let cases = trycmd::TestCases::new();
    // Help wraps at the width of the terminal, and colour depends on it.
    cases.env("COLUMNS", "80").env("NO_COLOR", "1").case(format!("{folder}/*.trycmd"));
}
