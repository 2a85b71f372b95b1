//! Lines of JSON, read into what is needed of them.

use std::borrow::Cow;

use serde::Deserialize;

use super::fault::Fault;
use super::lines::not_utf8;

/// Text that is borrowed from the line where nothing in it is escaped.
#[derive(Debug, Deserialize)]
pub(super) struct Text<'l>(#[serde(borrow)] pub(super) Cow<'l, str>);

/// Reads a line.
pub(super) fn parse<'l, T: Deserialize<'l>>(line: &'l [u8]) -> Result<T, Fault> {
    serde_json::from_slice(line).map_err(|error| fault(line, &error))
}

/// What is wrong with a line that could not be read.
pub(super) fn fault(line: &[u8], error: &serde_json::Error) -> Fault {
    if let Err(error) = std::str::from_utf8(line) {
        return not_utf8(error.valid_up_to());
    }
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let column = error.column().max(1);
    if error.is_data() {
        Fault::new("not of the format", format!("byte {column} of the line: {what}; is it the right format?"))
    } else {
        let what = format!("byte {column} of the line: not JSON: {what}; repair it, or fetch the file again");
        Fault::new("not JSON", what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_of_bad_line_has_its_cause() {
        let cause = |line: &[u8]| parse::<Vec<Text<'_>>>(line).unwrap_err().cause;
        assert_eq!(cause(b"[\"a\""), "not JSON");
        assert_eq!(cause(b""), "not JSON");
        assert_eq!(cause(b"[1]"), "not of the format");
        assert_eq!(cause(b"[\"\xFF\"]"), "not UTF-8");
        assert_eq!(parse::<Vec<Text<'_>>>("[\"\\u062d\\u0644\\u0628\"]".as_bytes()).unwrap()[0].0, "حلب");
    }
}
