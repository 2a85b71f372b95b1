//! The report of a batch, for people and as JSON.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use yaqut_batch::{Counts, Report, Stopped};

use crate::exit::{Failure, tell};
use crate::input::name;
use crate::output::{counted, grouped};

/// So many entities are named.
const TOP: usize = 20;

/// Tells people what was done.
pub(super) fn tell_people(report: &Report) {
    let tally = &report.tally;
    let seconds = report.elapsed.as_secs_f64();
    let work = match report.resumed {
        false => format!("in {seconds:.1} s"),
        true => {
            format!("{} of it in {seconds:.1} s since the run was resumed", megabytes(report.worked_bytes))
        }
    };
    let mut lines = vec![format!(
        "{}, {} of text, {work}: {:.1} MB/s",
        counted(tally.documents, "document", "documents"),
        megabytes(tally.text_bytes),
        speed(report),
    )];
    let mentions = tally.entities.total();
    if mentions > 0 {
        let types = list(&tally.entity_types, 8);
        let entities = counted(tally.entities.len() as u64, "entity", "entities");
        lines.push(format!("{} of {entities}: {types}", counted(mentions, "mention", "mentions")));
        lines.push(format!("most often {}", list(&tally.entities, 5)));
    }
    if tally.tokens > 0 {
        lines.push(counted(tally.tokens, "token", "tokens"));
    }
    if tally.rejected() > 0 {
        lines.push(format!(
            "{} rejected: {}",
            counted(tally.rejected(), "record", "records"),
            list(&tally.rejects, 9)
        ));
    }
    for (count, what) in [
        (tally.blank, "blank lines passed over"),
        (tally.replaced, "places read as U+FFFD that are not UTF-8"),
    ] {
        if count > 0 {
            lines.push(format!("{} {what}", grouped(count)));
        }
    }
    let memory =
        peak_memory().map_or_else(String::new, |bytes| format!(", {} of memory at most", megabytes(bytes)));
    lines.push(format!(
        "{} read, {} written{memory}",
        megabytes(report.input_bytes),
        megabytes(tally.output_bytes)
    ));
    lines.iter().for_each(|line| tell(line));
}

/// Writes it as JSON.
pub(super) fn write(
    path: &Path,
    report: &Report,
    ended: &Result<Report, Box<Stopped>>,
) -> Result<(), Failure> {
    let text = format!("{:#}\n", value(report, ended));
    fs::write(path, text)
        .map_err(|error| Failure::Save(format!("{}: cannot write the report: {error}", name(path))))
}

fn value(report: &Report, ended: &Result<Report, Box<Stopped>>) -> Value {
    let tally = &report.tally;
    let top: Vec<Value> =
        tally.entities.top(TOP).iter().map(|(id, count)| json!({"id": id, "mentions": count})).collect();
    json!({
        "complete": ended.is_ok(),
        "stopped_by": ended.as_ref().err().map(|stopped| stopped.cause.to_string()),
        "resumed": report.resumed,
        "records": tally.records(),
        "documents": tally.documents,
        "rejected": tally.rejected(),
        "rejects": tally.rejects,
        "blank": tally.blank,
        "replaced": tally.replaced,
        "tokens": tally.tokens,
        "mentions": tally.entities.total(),
        "entities": tally.entities.len(),
        "entity_types": tally.entity_types,
        "top_entities": top,
        "input_bytes": report.input_bytes,
        "text_bytes": tally.text_bytes,
        "output_bytes": tally.output_bytes,
        "seconds": report.elapsed.as_secs_f64(),
        "megabytes_per_second": speed(report),
        "peak_memory_bytes": peak_memory(),
    })
}

/// Text a second, of this run alone.
fn speed(report: &Report) -> f64 {
    report.worked_bytes as f64 / 1e6 / report.elapsed.as_secs_f64().max(0.001)
}

fn list(counts: &Counts, most: usize) -> String {
    let shown: Vec<String> =
        counts.top(most).iter().map(|(name, count)| format!("{name} {}", grouped(*count))).collect();
    let more = if counts.len() > most { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

pub(super) fn megabytes(bytes: u64) -> String {
    match bytes {
        0..10_000 => counted(bytes, "byte", "bytes"),
        10_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The most memory the process had, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_memory_of_this_process_is_known() {
        assert!(peak_memory().is_some_and(|bytes| bytes > 1 << 20));
    }

    #[test]
    fn sizes_are_short() {
        let sizes = [(1, "1 byte"), (9_999, "9,999 bytes"), (10_000, "10 kB"), (2_500_000, "2.5 MB")];
        sizes.into_iter().for_each(|(bytes, text)| assert_eq!(megabytes(bytes), text));
    }
}
