//! One JSON object a document. The list of a step that was asked for is always there, possibly `[]`; inside an entity
//! or a token empty lists and nulls are left out.
//!
//! Objects are written member by member, without values in between: with short texts dense in names, writing is as much
//! work as finding. What a member is made of is written by `serde_json` wherever it is more than letters and digits.

use std::borrow::Cow;
use std::io;

use yaqut::{EntityRef, Evidence, OffsetIndex, OffsetUnit, Resolved, Segmentation, Span};

use super::places::Places;
use crate::work::{Cut, Results};

/// Writes the results for a document as one line: its id, the carried fields (names, and values as JSON), and a list for
/// each step. `text` and `edits` are there where texts are normalized: an edit is start and end in the original, start
/// and end in the normalized text.
///
/// ```
/// use yaqut::OffsetUnit;
/// use yaqut_batch::output::json;
/// use yaqut_batch::work::Steps;
///
/// let mut line = Vec::new();
/// Steps::new().sentences().worker().run("زار الوفد القاهرة. ثم عاد.", |results| {
///     json::write_document(&mut line, "n1", &[], results, OffsetUnit::Char)
/// })?;
/// assert_eq!(line, br#"{"id":"n1","sentences":[{"start":0,"end":18},{"start":19,"end":26}]}
/// "#);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// None but those of memory.
pub fn write_document(
    out: &mut Vec<u8>,
    id: &str,
    fields: &[(Cow<'_, str>, Cow<'_, str>)],
    results: &Results<'_>,
    unit: OffsetUnit,
) -> io::Result<()> {
    out.extend(b"{\"id\":");
    string(out, id)?;
    if !fields.is_empty() {
        out.extend(b",\"fields\":");
        write_fields(out, fields)?;
    }
    if let Some(normalized) = results.normalized() {
        out.extend(b",\"text\":");
        string(out, normalized.text())?;
        out.extend(b",\"edits\":");
        let (original, text) = (OffsetIndex::new(normalized.original()), OffsetIndex::new(normalized.text()));
        list(out, normalized.alignment().edits(), |out, edit| {
            let (from, to) = (original.span(edit.original, unit), text.span(edit.normalized, unit));
            serde_json::to_writer(out, &[from.start, from.end, to.start, to.end]).map_err(Into::into)
        })?;
    }
    let mut places = Places::new(results.text(), unit);
    if let Some(sentences) = results.sentences() {
        out.extend(b",\"sentences\":");
        list(out, sentences, |out, sentence| {
            out.push(b'{');
            span(out, &mut places, results.original(*sentence));
            out.push(b'}');
            Ok(())
        })?;
    }
    if let Some(tokens) = results.tokens() {
        out.extend(b",\"tokens\":");
        list(out, tokens, |out, cut| token(out, &mut places, results, cut))?;
    }
    if let Some(entities) = results.entities() {
        out.extend(b",\"entities\":");
        list(out, entities, |out, resolved| entity(out, &mut places, resolved))?;
    }
    if results.is_truncated() {
        out.extend(b",\"truncated\":true");
    }
    out.extend(b"}\n");
    Ok(())
}

/// Carried fields as an object.
pub(crate) fn write_fields(out: &mut Vec<u8>, fields: &[(Cow<'_, str>, Cow<'_, str>)]) -> io::Result<()> {
    out.push(b'{');
    for (n, (name, value)) in fields.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        string(out, name)?;
        out.push(b':');
        out.extend(value.as_bytes());
    }
    out.push(b'}');
    Ok(())
}

fn entity(out: &mut Vec<u8>, places: &mut Places<'_>, resolved: &Resolved<'_>) -> io::Result<()> {
    let (found, best) = (resolved.found(), resolved.best());
    let (entity, surface) = (best.entity(), found.surface_span());
    // Asked for once: a dictionary checks text whenever it gives some.
    let own = Labels::of(entity);
    out.push(b'{');
    span(out, places, found.span());
    for (name, text) in [
        (&b",\"text\":"[..], found.text()),
        (b",\"type\":", own.entity_type),
        (b",\"id\":", own.id),
        (b",\"name\":", own.name),
        (b",\"alias\":", best.alias()),
    ] {
        out.extend(name);
        string(out, text)?;
    }
    if surface != found.span() {
        out.extend(b",\"surface\":{");
        span(out, places, surface);
        out.push(b'}');
    }
    strings(out, b",\"proclitics\":", found.proclitics().iter().map(|clitic| clitic.form()))?;
    strings(out, b",\"enclitics\":", found.enclitics().iter().map(|clitic| clitic.form()))?;
    strings(out, b",\"folds\":", best.folds().iter().map(yaqut::Fold::name))?;
    if !resolved.reasons().is_empty() {
        out.extend(b",\"reasons\":");
        list(out, resolved.reasons(), |out, evidence| reason(out, places, evidence))?;
    }
    let is_resolved = !resolved.reasons().is_empty();
    out.extend(b",\"candidates\":");
    let mut own = Some(own);
    list(out, resolved.candidates(), |out, (one, share)| {
        let entity = one.entity();
        // The first is the entity itself.
        let labels = own.take().unwrap_or_else(|| Labels::of(entity));
        candidate(out, &labels, entity.prior(), is_resolved.then_some(share))
    })?;
    out.push(b'}');
    Ok(())
}

/// What spoke for an entity, and where in the text it stands.
fn reason(out: &mut Vec<u8>, places: &mut Places<'_>, evidence: &Evidence) -> io::Result<()> {
    out.extend(b"{\"reason\":");
    string(out, evidence.reason().name())?;
    if let Some(place) = evidence.span() {
        out.push(b',');
        span(out, places, place);
    }
    out.extend(b",\"weight\":");
    figure(out, evidence.weight(), 1e2)?;
    out.push(b'}');
    Ok(())
}

/// What an entity is called.
struct Labels<'e> {
    id: &'e str,
    entity_type: &'e str,
    name: &'e str,
}

impl<'e> Labels<'e> {
    fn of(entity: EntityRef<'e>) -> Self {
        Labels { id: entity.id(), entity_type: entity.entity_type(), name: entity.name() }
    }
}

/// An entity that a name may mean; with the share of the likelihood where it was resolved.
fn candidate(out: &mut Vec<u8>, labels: &Labels<'_>, prior: f32, share: Option<f32>) -> io::Result<()> {
    out.extend(b"{\"id\":");
    string(out, labels.id)?;
    out.extend(b",\"type\":");
    string(out, labels.entity_type)?;
    out.extend(b",\"name\":");
    string(out, labels.name)?;
    out.extend(b",\"prior\":");
    serde_json::to_writer(&mut *out, &prior)?;
    if let Some(share) = share {
        out.extend(b",\"score\":");
        figure(out, share, 1e3)?;
    }
    out.push(b'}');
    Ok(())
}

fn token(out: &mut Vec<u8>, places: &mut Places<'_>, results: &Results<'_>, cut: &Cut<'_>) -> io::Result<()> {
    out.push(b'{');
    span(out, places, results.original(cut.token.span()));
    out.extend(b",\"text\":");
    string(out, cut.token.text())?;
    out.extend(b",\"kind\":");
    string(out, cut.token.kind().name())?;
    if let Some(parts) = cut.parts.filter(Segmentation::is_cut) {
        out.extend(b",\"segments\":");
        list(out, parts.segments(), |out, part| {
            out.push(b'{');
            span(out, places, results.original(part.span()));
            out.extend(b",\"form\":");
            string(out, &part.form())?;
            out.extend(b",\"role\":");
            string(out, part.role().name())?;
            out.push(b'}');
            Ok(())
        })?;
    }
    // How sure the cut is; left out where there is no doubt.
    if let Some(confidence) =
        cut.parts.map(|parts| parts.confidence()).filter(|&sure| rounded(sure, 1e3) < 1.0)
    {
        out.extend(b",\"confidence\":");
        figure(out, confidence, 1e3)?;
    }
    out.push(b'}');
    Ok(())
}

fn span(out: &mut Vec<u8>, places: &mut Places<'_>, span: Span) {
    let Span { start, end } = places.span(span);
    let mut digits = itoa::Buffer::new();
    out.extend(b"\"start\":");
    out.extend(digits.format(start).as_bytes());
    out.extend(b",\"end\":");
    out.extend(digits.format(end).as_bytes());
}

fn list<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T) -> io::Result<()>,
) -> io::Result<()> {
    out.push(b'[');
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        write(out, item)?;
    }
    out.push(b']');
    Ok(())
}

/// A member that is a list of strings, left out if it is empty.
fn strings<'s>(out: &mut Vec<u8>, name: &[u8], strings: impl Iterator<Item = &'s str>) -> io::Result<()> {
    let mut strings = strings.peekable();
    if strings.peek().is_none() {
        return Ok(());
    }
    out.extend(name);
    list(out, strings, string)
}

/// A string; most need no escapes.
fn string(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    // Without a way out early it is vector code.
    let escapes = |any: bool, byte: u8| any | (byte < b' ') | (byte == b'"') | (byte == b'\\');
    if text.bytes().fold(false, escapes) {
        return serde_json::to_writer(out, text).map_err(Into::into);
    }
    out.push(b'"');
    out.extend(text.as_bytes());
    out.push(b'"');
    Ok(())
}

fn figure(out: &mut Vec<u8>, figure: f32, parts: f64) -> io::Result<()> {
    serde_json::to_writer(out, &rounded(figure, parts)).map_err(Into::into)
}

/// A figure with no more digits than it is worth.
fn rounded(figure: f32, parts: f64) -> f64 {
    (f64::from(figure) * parts).round() / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_serde_json() {
        let texts = ["", "حلب", "a\"b", "a\\", "\n\t\u{1}", "\u{7F}\u{2028}\u{202E}😀", "/"];
        for text in texts {
            let mut out = Vec::new();
            string(&mut out, text).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(text).unwrap());
        }
    }
}
