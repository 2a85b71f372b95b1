//! Figures for a machine to read: `group,case,measure,value`, a line each, into the file `YAQUT_BENCH_CSV` names.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Appends a figure to the record, if one is kept.
///
/// `scripts/bench-record` names the file and puts together what all benches of a run have written.
pub(crate) fn record(group: &str, case: &str, measure: &str, value: f64) {
    let Some(path) = env::var_os("YAQUT_BENCH_CSV").map(PathBuf::from) else { return };
    let quoted = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
    // Of a measured figure, four digits are more than a machine can tell; a count is given in full.
    let is_count = value.fract() == 0.0;
    let digits =
        if is_count { 0 } else { (3 - value.abs().max(1e-6).log10().floor() as i32).clamp(0, 9) as usize };
    let line = format!("{},{},{},{value:.digits$}\n", quoted(group), quoted(case), quoted(measure));
    let written = OpenOptions::new().create(true).append(true).open(&path);
    written
        .and_then(|mut file| file.write_all(line.as_bytes()))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
