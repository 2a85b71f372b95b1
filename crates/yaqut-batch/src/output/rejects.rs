//! Rejects as JSON lines.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;

use crate::record::Reject;

/// A line of a file of rejects. The original is text where it is, base64 where it is not.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    byte: u64,
    stage: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_base64: Option<String>,
}

/// Writes one line.
pub(super) fn write(out: &mut Vec<u8>, reject: &Reject) -> std::io::Result<()> {
    let text = std::str::from_utf8(&reject.original).ok();
    let line = Line {
        source: &reject.source,
        record: reject.number,
        byte: reject.byte,
        stage: reject.stage.name(),
        code: reject.code.name(),
        message: &reject.message,
        // The rest of a source has no bytes to give.
        original: text.filter(|_| reject.number.is_some()),
        original_base64: text.is_none().then(|| BASE64_STANDARD.encode(&reject.original)),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Code, Place};

    fn line(reject: &Reject) -> String {
        let mut out = Vec::new();
        write(&mut out, reject).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_reject_keeps_the_bytes_whatever_they_are() {
        let place = Place { source: "a.jsonl", number: 2, byte: 30 };
        assert_eq!(
            line(&Reject::new(place, Code::Json, "no object; write one", "{\"ا".as_bytes())),
            "{\"source\":\"a.jsonl\",\"record\":2,\"byte\":30,\"stage\":\"parse\",\"code\":\"json\",\
             \"message\":\"no object; write one\",\"original\":\"{\\\"ا\"}\n"
        );
        assert!(
            line(&Reject::new(place, Code::NotUtf8, "", b"\xFF\0a")).contains(r#""original_base64":"/wBh""#)
        );
        let rest = line(&Reject::rest("a.gz", 7, Code::Damaged, "cut"));
        assert!(!rest.contains("original") && !rest.contains("record"), "{rest}");
    }
}
