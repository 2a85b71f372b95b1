//! One JSON object a document. `id`, `entities`, `tokens` and `sentences` are always there; inside an entity or a token
//! empty lists and nulls are left out.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use yaqut::{
    EntityRef, Evidence, Normalized, OffsetIndex, OffsetUnit, Resolved, Segmentation, Span, Tokenizer,
};

use crate::commands::annotate::Found;
use crate::commands::tokenize::Cut;
use crate::input::Document;

#[derive(Debug, Serialize)]
pub(crate) struct Place {
    start: usize,
    end: usize,
}

impl Place {
    fn new(index: &OffsetIndex<'_>, span: Span, unit: OffsetUnit) -> Self {
        let Span { start, end } = index.span(span, unit);
        Place { start, end }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct Annotated<'a> {
    id: &'a str,
    entities: Vec<Entity<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
}

#[derive(Debug, Serialize)]
struct Entity<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
    #[serde(rename = "type")]
    entity_type: &'a str,
    id: &'a str,
    name: &'a str,
    alias: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    surface: Option<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    proclitics: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enclitics: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    folds: Vec<&'static str>,
    /// Why the first candidate was chosen; empty where it is the only one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<Reason>,
    candidates: Vec<Candidate<'a>>,
}

/// What spoke for an entity, and where in the text it stands.
#[derive(Debug, Serialize)]
struct Reason {
    reason: &'static str,
    #[serde(flatten)]
    place: Option<Place>,
    weight: f64,
}

/// An entity that a name may mean.
#[derive(Debug, Serialize)]
pub(super) struct Candidate<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    entity_type: &'a str,
    name: &'a str,
    prior: f32,
    /// The share of the likelihood that resolution gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

impl<'a> Candidate<'a> {
    pub(super) fn new(entity: EntityRef<'a>) -> Self {
        Candidate {
            id: entity.id(),
            entity_type: entity.entity_type(),
            name: entity.name(),
            prior: entity.prior(),
            score: None,
        }
    }
}

pub(crate) fn annotated<'a>(document: &'a Document, unit: OffsetUnit, found: &Found<'a>) -> Annotated<'a> {
    let index = OffsetIndex::new(&document.text);
    let entities = found.entities.iter().map(|resolved| entity(&index, unit, resolved)).collect();
    Annotated { id: &document.id, entities, truncated: found.truncated }
}

fn entity<'a>(index: &OffsetIndex<'_>, unit: OffsetUnit, resolved: &Resolved<'a>) -> Entity<'a> {
    let (found, best) = (resolved.found(), resolved.best());
    let (entity, surface) = (best.entity(), found.surface_span());
    let reason = |evidence: &Evidence| Reason {
        reason: evidence.reason().name(),
        place: evidence.span().map(|span| Place::new(index, span, unit)),
        weight: rounded(evidence.weight(), 1e2),
    };
    let is_resolved = !resolved.reasons().is_empty();
    let candidate = |(candidate, share): (yaqut::Candidate<'a>, f32)| Candidate {
        score: is_resolved.then(|| rounded(share, 1e3)),
        ..Candidate::new(candidate.entity())
    };
    Entity {
        place: Place::new(index, found.span(), unit),
        text: found.text(),
        entity_type: entity.entity_type(),
        id: entity.id(),
        name: entity.name(),
        alias: best.alias(),
        surface: (surface != found.span()).then(|| Place::new(index, surface, unit)),
        proclitics: found.proclitics().iter().map(|proclitic| proclitic.form()).collect(),
        enclitics: found.enclitics().iter().map(|enclitic| enclitic.form()).collect(),
        folds: best.folds().iter().map(yaqut::Fold::name).collect(),
        reasons: resolved.reasons().iter().map(reason).collect(),
        candidates: resolved.candidates().map(candidate).collect(),
    }
}

/// A figure with no more digits than it is worth.
fn rounded(figure: f32, parts: f64) -> f64 {
    (f64::from(figure) * parts).round() / parts
}

#[derive(Debug, Serialize)]
pub(crate) struct Sentences<'a> {
    pub(crate) id: &'a str,
    pub(crate) sentences: Vec<Place>,
}

pub(crate) fn sentences(
    tokenizer: &Tokenizer,
    text: &str,
    index: &OffsetIndex<'_>,
    unit: OffsetUnit,
) -> Vec<Place> {
    tokenizer.sentences(text).map(|sentence| Place::new(index, sentence, unit)).collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct Tokenized<'a> {
    #[serde(flatten)]
    sentences: Sentences<'a>,
    tokens: Vec<Token<'a>>,
}

#[derive(Debug, Serialize)]
struct Token<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    segments: Vec<Segment<'a>>,
    /// How sure the cut is; left out where there is no doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
}

/// A part of a word that is cut.
#[derive(Debug, Serialize)]
struct Segment<'a> {
    #[serde(flatten)]
    place: Place,
    form: Cow<'a, str>,
    role: &'static str,
}

pub(crate) fn tokenized<'a>(
    document: &'a Document,
    tokenizer: &Tokenizer,
    tokens: &[Cut<'a>],
    unit: OffsetUnit,
) -> Tokenized<'a> {
    let index = OffsetIndex::new(&document.text);
    let sentences = sentences(tokenizer, &document.text, &index, unit);
    let segment = |part: yaqut::Segment<'a>| Segment {
        place: Place::new(&index, part.span(), unit),
        form: part.form(),
        role: part.role().name(),
    };
    let token = |(token, parts): &Cut<'a>| {
        let confidence = parts.map_or(1.0, |parts| rounded(parts.confidence(), 1e3));
        let cut = parts.filter(Segmentation::is_cut);
        Token {
            place: Place::new(&index, token.span(), unit),
            text: token.text(),
            kind: token.kind().name(),
            segments: cut.into_iter().flat_map(|parts| parts.segments()).map(segment).collect(),
            confidence: (confidence < 1.0).then_some(confidence),
        }
    };
    let tokens = tokens.iter().map(token).collect();
    Tokenized { sentences: Sentences { id: &document.id, sentences }, tokens }
}

#[derive(Debug, Serialize)]
pub(crate) struct NormalizedText<'a> {
    id: &'a str,
    text: &'a str,
    /// Start and end in the original, start and end in the normalized text.
    edits: Vec<[usize; 4]>,
}

pub(crate) fn normalized<'a>(
    id: &'a str,
    normal: &'a Normalized<'_>,
    unit: OffsetUnit,
) -> NormalizedText<'a> {
    let (original, text) = (OffsetIndex::new(normal.original()), OffsetIndex::new(normal.text()));
    let edits = normal.alignment().edits().iter().map(|edit| {
        let (from, to) = (original.span(edit.original, unit), text.span(edit.normalized, unit));
        [from.start, from.end, to.start, to.end]
    });
    NormalizedText { id, text: normal.text(), edits: edits.collect() }
}

/// Writes one line.
pub(crate) fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
