//! Lines of JSON, read into what is needed of them.

use std::borrow::Cow;

use serde::Deserialize;

use super::fault::Fault;
use super::lines::not_utf8;

/// Text that is borrowed from the line where nothing in it is escaped.
#[derive(Debug, Deserialize)]
pub(super) struct Text<'l>(#[serde(borrow)] pub(super) Cow<'l, str>);

/// Reads a line that is an object.
pub(super) fn parse<'l, T: Deserialize<'l>>(line: &'l [u8]) -> Result<T, Fault> {
    let read = serde_json::from_slice(line).map_err(|error| fault(line, &error))?;
    // Fields in their order would do instead of an object.
    if line.starts_with(b"[") {
        return Err(Fault::new(
            "not of the format",
            "a list where an object belongs; is it the right format?",
        ));
    }
    Ok(read)
}

/// What is wrong with a line that could not be read.
pub(super) fn fault(line: &[u8], error: &serde_json::Error) -> Fault {
    if let Err(error) = std::str::from_utf8(line) {
        return not_utf8(error.valid_up_to());
    }
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let fault = if error.is_data() {
        Fault::new("not of the format", format!("{what}; is it the right format?"))
    } else {
        Fault::new("not JSON", format!("not JSON: {what}; repair it, or fetch the file again"))
    };
    fault.at(error.column().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Line<'l> {
        #[serde(borrow)]
        name: Text<'l>,
    }

    #[test]
    fn each_sort_of_bad_line_has_its_cause() {
        let cause = |line: &[u8]| {
            let fault = parse::<Line<'_>>(line).unwrap_err();
            (fault.cause, fault.at)
        };
        assert_eq!(cause(b"{\"name\":\"a\""), ("not JSON", 10));
        assert_eq!(cause(b""), ("not JSON", 0));
        assert_eq!(cause(b"{\"name\":1}"), ("not of the format", 8));
        assert_eq!(cause(b"[\"a\"]"), ("not of the format", 0));
        assert_eq!(cause(b"{\"name\":\"\xFF\"}"), ("not UTF-8", 9));
        assert_eq!(parse::<Line<'_>>(br#"{"name":"\u062d\u0644\u0628"}"#).unwrap().name.0, "حلب");
    }
}
