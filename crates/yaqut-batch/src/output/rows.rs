//! Results as rows of Parquet: columns are filled value by value, lists are places in columns of their own.

use std::io;
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Float32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_schema::{ArrowError, Field, Fields, Schema};
use yaqut::{OffsetUnit, Resolved, Segmentation, Span};

use super::json::write_fields;
use super::places::Places;
use crate::record::Record;
use crate::work::{Cut, Results, Steps};

/// Rows of documents.
pub(crate) struct Rows {
    unit: OffsetUnit,
    id: StringBuilder,
    /// Carried fields as a JSON object.
    fields: StringBuilder,
    /// The normalized text.
    text: Option<StringBuilder>,
    sentences: Option<Spans>,
    tokens: Option<Tokens>,
    entities: Option<Entities>,
}

impl Rows {
    /// Columns for what the steps give.
    pub(crate) fn new(steps: &Steps, unit: OffsetUnit) -> Self {
        Rows {
            unit,
            id: StringBuilder::new(),
            fields: StringBuilder::new(),
            text: steps.normalizes().then(StringBuilder::new),
            sentences: steps.has_sentences().then(Spans::default),
            tokens: steps.tokenizes().then(Tokens::default),
            entities: steps.annotates().then(Entities::default),
        }
    }

    /// Adds a document.
    pub(crate) fn push(&mut self, record: &Record<'_>, results: &Results<'_>) -> io::Result<()> {
        let mut places = Places::new(results.text(), self.unit);
        self.id.append_value(&record.id);
        if record.fields.is_empty() {
            self.fields.append_null();
        } else {
            let mut json = Vec::new();
            write_fields(&mut json, &record.fields)?;
            self.fields.append_value(String::from_utf8_lossy(&json));
        }
        if let Some(text) = &mut self.text {
            text.append_value(results.worked());
        }
        if let Some(sentences) = &mut self.sentences {
            for sentence in results.sentences().unwrap_or_default() {
                sentences.push(places.span(results.original(*sentence)));
            }
            sentences.list.end(sentences.start.len());
        }
        if let Some(tokens) = &mut self.tokens {
            for cut in results.tokens().unwrap_or_default() {
                tokens.push(cut, results, &mut places);
            }
            tokens.list.end(tokens.text.len());
        }
        if let Some(entities) = &mut self.entities {
            for resolved in results.entities().unwrap_or_default() {
                entities.push(resolved, &mut places);
            }
            entities.list.end(entities.text.len());
        }
        Ok(())
    }

    /// The rows.
    pub(crate) fn finish(mut self) -> io::Result<RecordBatch> {
        let mut columns: Vec<(&str, ArrayRef, bool)> =
            vec![("id", Arc::new(self.id.finish()), false), ("fields", Arc::new(self.fields.finish()), true)];
        if let Some(mut text) = self.text {
            columns.push(("text", Arc::new(text.finish()), false));
        }
        let lists = [
            ("sentences", self.sentences.map(Spans::finish)),
            ("tokens", self.tokens.map(Tokens::finish)),
            ("entities", self.entities.map(Entities::finish)),
        ];
        for (name, list) in lists {
            if let Some(list) = list {
                columns.push((name, list.map_err(io::Error::other)?, false));
            }
        }
        let (fields, arrays) = fields(columns);
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(io::Error::other)
    }
}

/// Where each list ends in the column that has all values.
struct Ends(Vec<i32>);

impl Default for Ends {
    fn default() -> Self {
        Ends(vec![0])
    }
}

impl Ends {
    fn end(&mut self, values: usize) {
        // A part has some megabytes, no two billion values.
        self.0.push(i32::try_from(values).unwrap_or(i32::MAX));
    }

    fn finish(self, columns: Vec<(&str, ArrayRef, bool)>) -> Result<ArrayRef, ArrowError> {
        let (fields, arrays) = fields(columns);
        let values = StructArray::try_new(fields, arrays, None)?;
        let item = Arc::new(Field::new("item", values.data_type().clone(), false));
        Ok(Arc::new(ListArray::try_new(item, offsets(self.0), Arc::new(values), None)?))
    }
}

fn offsets(ends: Vec<i32>) -> arrow_buffer::OffsetBuffer<i32> {
    arrow_buffer::OffsetBuffer::new(ends.into())
}

fn fields(columns: Vec<(&str, ArrayRef, bool)>) -> (Fields, Vec<ArrayRef>) {
    let field = |(name, array, nullable): &(&str, ArrayRef, bool)| {
        Field::new(*name, array.data_type().clone(), *nullable)
    };
    let fields: Fields = columns.iter().map(field).collect();
    (fields, columns.into_iter().map(|(_, array, _)| array).collect())
}

#[derive(Default)]
struct Spans {
    list: Ends,
    start: Int64Builder,
    end: Int64Builder,
}

impl Spans {
    fn push(&mut self, span: Span) {
        self.start.append_value(span.start as i64);
        self.end.append_value(span.end as i64);
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        self.list.finish(vec![
            ("start", Arc::new(self.start.finish()), false),
            ("end", Arc::new(self.end.finish()), false),
        ])
    }
}

#[derive(Default)]
struct Tokens {
    list: Ends,
    start: Int64Builder,
    end: Int64Builder,
    text: StringBuilder,
    kind: StringBuilder,
    segments: Segments,
}

#[derive(Default)]
struct Segments {
    list: Ends,
    start: Int64Builder,
    end: Int64Builder,
    form: StringBuilder,
    role: StringBuilder,
}

impl Tokens {
    fn push(&mut self, cut: &Cut<'_>, results: &Results<'_>, places: &mut Places<'_>) {
        let span = places.span(results.original(cut.token.span()));
        self.start.append_value(span.start as i64);
        self.end.append_value(span.end as i64);
        self.text.append_value(cut.token.text());
        self.kind.append_value(cut.token.kind().name());
        let segments = &mut self.segments;
        for part in cut.parts.filter(Segmentation::is_cut).iter().flat_map(Segmentation::segments) {
            let span = places.span(results.original(part.span()));
            segments.start.append_value(span.start as i64);
            segments.end.append_value(span.end as i64);
            segments.form.append_value(part.form());
            segments.role.append_value(part.role().name());
        }
        segments.list.end(segments.form.len());
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let mut segments = self.segments;
        let segments = segments.list.finish(vec![
            ("start", Arc::new(segments.start.finish()), false),
            ("end", Arc::new(segments.end.finish()), false),
            ("form", Arc::new(segments.form.finish()), false),
            ("role", Arc::new(segments.role.finish()), false),
        ])?;
        self.list.finish(vec![
            ("start", Arc::new(self.start.finish()), false),
            ("end", Arc::new(self.end.finish()), false),
            ("text", Arc::new(self.text.finish()), false),
            ("kind", Arc::new(self.kind.finish()), false),
            ("segments", segments, false),
        ])
    }
}

#[derive(Default)]
struct Entities {
    list: Ends,
    start: Int64Builder,
    end: Int64Builder,
    text: StringBuilder,
    entity_type: StringBuilder,
    id: StringBuilder,
    name: StringBuilder,
    alias: StringBuilder,
    surface_start: Int64Builder,
    surface_end: Int64Builder,
    proclitics: ListBuilder<StringBuilder>,
    enclitics: ListBuilder<StringBuilder>,
    folds: ListBuilder<StringBuilder>,
    reasons: Reasons,
    candidates: Candidates,
}

#[derive(Default)]
struct Reasons {
    list: Ends,
    reason: StringBuilder,
    start: Int64Builder,
    end: Int64Builder,
    weight: Float32Builder,
}

#[derive(Default)]
struct Candidates {
    list: Ends,
    id: StringBuilder,
    entity_type: StringBuilder,
    name: StringBuilder,
    prior: Float32Builder,
    score: Float32Builder,
}

impl Entities {
    fn push(&mut self, resolved: &Resolved<'_>, places: &mut Places<'_>) {
        let (found, best) = (resolved.found(), resolved.best());
        let entity = best.entity();
        let (span, surface) = (places.span(found.span()), places.span(found.surface_span()));
        self.start.append_value(span.start as i64);
        self.end.append_value(span.end as i64);
        self.text.append_value(found.text());
        self.entity_type.append_value(entity.entity_type());
        self.id.append_value(entity.id());
        self.name.append_value(entity.name());
        self.alias.append_value(best.alias());
        self.surface_start.append_value(surface.start as i64);
        self.surface_end.append_value(surface.end as i64);
        self.proclitics.append_value(found.proclitics().iter().map(|clitic| Some(clitic.form())));
        self.enclitics.append_value(found.enclitics().iter().map(|clitic| Some(clitic.form())));
        self.folds.append_value(best.folds().iter().map(|fold| Some(fold.name())));
        for evidence in resolved.reasons() {
            let span = evidence.span().map(|span| places.span(span));
            self.reasons.reason.append_value(evidence.reason().name());
            self.reasons.start.append_option(span.map(|span| span.start as i64));
            self.reasons.end.append_option(span.map(|span| span.end as i64));
            self.reasons.weight.append_value(evidence.weight());
        }
        self.reasons.list.end(self.reasons.reason.len());
        let is_resolved = !resolved.reasons().is_empty();
        for (candidate, share) in resolved.candidates() {
            let entity = candidate.entity();
            self.candidates.id.append_value(entity.id());
            self.candidates.entity_type.append_value(entity.entity_type());
            self.candidates.name.append_value(entity.name());
            self.candidates.prior.append_value(entity.prior());
            self.candidates.score.append_option(is_resolved.then_some(share));
        }
        self.candidates.list.end(self.candidates.id.len());
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let (mut reasons, mut candidates) = (self.reasons, self.candidates);
        let reasons = reasons.list.finish(vec![
            ("reason", Arc::new(reasons.reason.finish()), false),
            ("start", Arc::new(reasons.start.finish()), true),
            ("end", Arc::new(reasons.end.finish()), true),
            ("weight", Arc::new(reasons.weight.finish()), false),
        ])?;
        let candidates = candidates.list.finish(vec![
            ("id", Arc::new(candidates.id.finish()), false),
            ("type", Arc::new(candidates.entity_type.finish()), false),
            ("name", Arc::new(candidates.name.finish()), false),
            ("prior", Arc::new(candidates.prior.finish()), false),
            ("score", Arc::new(candidates.score.finish()), true),
        ])?;
        self.list.finish(vec![
            ("start", Arc::new(self.start.finish()), false),
            ("end", Arc::new(self.end.finish()), false),
            ("text", Arc::new(self.text.finish()), false),
            ("type", Arc::new(self.entity_type.finish()), false),
            ("id", Arc::new(self.id.finish()), false),
            ("name", Arc::new(self.name.finish()), false),
            ("alias", Arc::new(self.alias.finish()), false),
            ("surface_start", Arc::new(self.surface_start.finish()), false),
            ("surface_end", Arc::new(self.surface_end.finish()), false),
            ("proclitics", Arc::new(self.proclitics.finish()), false),
            ("enclitics", Arc::new(self.enclitics.finish()), false),
            ("folds", Arc::new(self.folds.finish()), false),
            ("reasons", reasons, false),
            ("candidates", candidates, false),
        ])
    }
}
