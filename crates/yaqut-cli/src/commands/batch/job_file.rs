//! Job files: options in TOML, by the names they have on the command line.
//!
//! They are made into arguments and read by the parser of the command line, so that there is one list of options, one
//! set of rules and one wording of errors. A key that the command line has too is left to it.

use std::ffi::OsString;
use std::path::Path;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, Parser};
use toml::{Table, Value};

use crate::args::{BatchArgs, Cli, Command};
use crate::exit::Failure;
use crate::input;

/// The options of the command line together with those of the job file it names.
pub(super) fn join(path: &Path, typed: &[OsString]) -> Result<BatchArgs, Failure> {
    let name = input::name(path);
    let bad = |what: String| Failure::Start(format!("{name}: {what}"));
    let text = input::read_text(path).map_err(Failure::Start)?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| bad(error.to_string()))?;
    let matches = Cli::command().try_get_matches_from(typed).map_err(|error| bad(error.to_string()))?;
    let on_line = matches.subcommand_matches("batch").ok_or_else(|| bad("is for batch alone".to_owned()))?;
    let options = arguments(&table, on_line).map_err(bad)?;
    // The options of the file behind the name of the command, what was typed behind them.
    let at = typed.iter().position(|word| word == "batch").map_or(typed.len(), |at| at + 1);
    let (before, behind) = typed.split_at(at);
    let all = before.iter().cloned().chain(options).chain(behind.iter().cloned());
    match Cli::try_parse_from(all) {
        Ok(Cli { command: Command::Batch(args) }) => Ok(*args),
        Ok(_) => Err(bad("is for batch alone".to_owned())),
        Err(error) => {
            let message = error.to_string();
            let message = message.strip_prefix("error: ").unwrap_or(&message);
            Err(Failure::Usage(format!("{name}: {}", message.trim_end())))
        }
    }
}

/// The arguments of a table.
fn arguments(table: &Table, typed: &ArgMatches) -> Result<Vec<OsString>, String> {
    let mut words = Vec::new();
    for (key, value) in table {
        let id = key.replace('-', "_");
        if key == "job" {
            return Err("job: a job file names no other; write its options here".to_owned());
        }
        // `inputs` has no option: it is what stands alone on the line.
        let known = typed.try_contains_id(&id).is_ok();
        if !known {
            return Err(format!(
                "{key}: no such option; see yaqut batch --help, and write long names without --"
            ));
        }
        if typed.value_source(&id) == Some(ValueSource::CommandLine) {
            continue;
        }
        let values = match value {
            Value::Boolean(true) => {
                words.push(format!("--{key}").into());
                continue;
            }
            Value::Boolean(false) => continue,
            Value::Array(values) => values.iter().map(|value| word(key, value)).collect::<Result<_, _>>()?,
            value => vec![word(key, value)?],
        };
        for value in values {
            if key != "inputs" {
                words.push(format!("--{key}").into());
            }
            words.push(value.into());
        }
    }
    Ok(words)
}

fn word(key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        _ => Err(format!("{key}: is neither a string, a number nor a list of them; write one of those")),
    }
}
