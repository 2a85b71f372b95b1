//! What every format has in common: entities are checked, counted and written, bad lines told.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use yaqut::{Dictionary, DictionaryBuilder, Entity, EntityWriter};

use super::fault::{Fault, Stop};
use super::lines::{Line, Lines, Next, Place};
use super::report::Report;
use super::seen::Seen;
use super::types::Verdict;
use super::{Format, Found, names};
use crate::args::{ImportArgs, Script};
use crate::exit::Failure;
use crate::gazetteers::file;
use crate::gazetteers::join::MAX_ALIAS_CHARS;
use crate::gazetteers::progress::Progress;
use crate::input::name;

/// Takes what is found in the inputs of a run.
pub(crate) struct Collector<'w> {
    sink: Sink<'w>,
    prefix: String,
    script: Script,
    strict: bool,
    max_line_bytes: usize,
    min_prior: f32,
    progress: Progress,
    seen: Seen,
    report: Report,
}

/// Where entities go.
pub(crate) enum Sink<'w> {
    /// Into a source, one by one.
    Source(EntityWriter<&'w mut dyn Write>),
    /// Into a dictionary that is built.
    Compiled(Box<DictionaryBuilder>),
}

/// So many bad lines of each cause are told one by one.
const TOLD: u64 = 3;

impl<'w> Collector<'w> {
    pub(crate) fn new<F: Format>(args: &ImportArgs, sink: Sink<'w>, progress: Progress) -> Self {
        Collector {
            sink,
            prefix: args.id_prefix.clone().unwrap_or_else(|| F::PREFIX.to_owned()),
            script: args.script.unwrap_or(F::SCRIPT),
            strict: args.strict,
            max_line_bytes: args.max_line_bytes.map_or(16 << 20, std::num::NonZeroUsize::get),
            min_prior: 0.0,
            progress,
            seen: Seen::default(),
            report: Report::default(),
        }
    }

    /// Leaves out what has a lower prior.
    pub(super) fn leave_out_below(&mut self, prior: Option<f32>) {
        self.min_prior = prior.unwrap_or(0.0);
    }

    /// Gives every line of an input to `each`, which may find it bad.
    pub(super) fn each_line(
        &mut self,
        path: &Path,
        mut each: impl FnMut(&mut Self, Line<'_>) -> Result<(), Stop>,
    ) -> Result<(), Failure> {
        let mut lines = Lines::open(path, &self.progress, self.max_line_bytes)?;
        while let Some(next) = lines.next()? {
            let (place, read) = match next {
                Next::Line(line) => (line.place, each(self, line)),
                Next::TooLong(place) => (place, Err(self.too_long().into())),
            };
            match read {
                Ok(()) => {}
                Err(Stop::Fault(fault)) => self.fault(place, &fault)?,
                Err(Stop::Failure(failure)) => return Err(failure),
            }
        }
        Ok(())
    }

    /// So many bytes are to be read of inputs that other inputs name.
    pub(super) fn expect(&mut self, bytes: u64) {
        self.progress.expect(bytes);
    }

    pub(super) fn max_line_bytes(&self) -> usize {
        self.max_line_bytes
    }

    pub(super) fn too_long(&self) -> Fault {
        let what =
            format!("longer than {} bytes; break it up or raise --max-line-bytes", self.max_line_bytes);
        Fault::new("too long", what)
    }

    /// A line that is bad: counted, and told if it is among the first of its cause.
    pub(super) fn fault(&mut self, place: Place<'_>, fault: &Fault) -> Result<(), Failure> {
        let Place { file, line, byte } = place;
        let told = format!("{file}: line {line}, byte {}: {}", byte + fault.at as u64, fault.what);
        if self.strict {
            return Err(Failure::Input(told));
        }
        let number = self.report.bad_line(fault);
        if number <= TOLD {
            self.progress.tell(&told);
        } else if number == TOLD + 1 {
            self.progress
                .tell(&format!("{file}: line {line}: {} again; more of them are only counted", fault.cause));
        }
        Ok(())
    }

    /// An entity that is no concern of the import.
    pub(super) fn leave_out(&mut self, why: &'static str, example: &str) {
        self.report.left_entity(why, example);
    }

    /// A name that is not asked for.
    pub(super) fn leave_out_name(&mut self, why: &'static str, example: &str) {
        self.report.left_name(why, example);
    }

    /// The type of an entity that its source describes by these keys, or `None` and counted.
    pub(super) fn settle<K: AsRef<str>>(
        &mut self,
        verdict: Verdict<'_>,
        keys: &[K],
        id: &str,
    ) -> Option<String> {
        match verdict {
            Verdict::Type(name) => return Some(name.to_owned()),
            Verdict::Own(name) => return Some(name),
            Verdict::LeftOut => self.leave_out("of a type the table leaves out", id),
            Verdict::Unknown if keys.iter().all(|key| key.as_ref().trim().is_empty()) => {
                self.leave_out("without a type", id);
            }
            Verdict::Unknown => {
                keys.iter().for_each(|key| self.report.unknown(key.as_ref()));
                self.leave_out("of an unknown type", id);
            }
        }
        None
    }

    /// Whether a name counts, for formats that need not keep those that do not.
    pub(super) fn takes(&mut self, raw: &str) -> bool {
        self.name(raw).is_some()
    }

    /// Takes an entity, if it has a name and is the first of its id.
    pub(super) fn add(&mut self, found: Found) -> Result<(), Stop> {
        let Found { id, entity_type, names, prior, metadata } = found;
        let names: Vec<String> = names.iter().filter_map(|name| self.name(name)).collect();
        let mut once = HashSet::new();
        let mut names = names.iter().filter(|name| once.insert(name.as_str())).cloned();
        let Some(first) = names.next() else {
            self.leave_out("without a name to take", &id);
            return Ok(());
        };
        if id.trim().is_empty() {
            return Err(Fault::new("without an id", "the id is empty; give it one").into());
        }
        if id.contains(|c: char| c.is_control() || yaqut::chars::is_format(c)) {
            let what = format!("the id `{id}` has a control in it; take it out");
            return Err(Fault::new("with a control in the id", what).into());
        }
        if prior.is_some_and(|prior| prior < self.min_prior) {
            self.leave_out("below --min-prior", &id);
            return Ok(());
        }
        if !self.seen.insert(&id) {
            self.leave_out("with an id there was before", &id);
            return Ok(());
        }
        let entity = Entity::new(format!("{}{id}", self.prefix), entity_type, first);
        let entity = names.fold(entity, Entity::with_alias);
        let entity = entity.with_prior(prior.unwrap_or(Entity::DEFAULT_PRIOR));
        let entity =
            metadata.into_iter().fold(entity, |entity, (key, value)| entity.with_metadata(key, value));
        entity.validate(MAX_ALIAS_CHARS).map_err(|error| Fault::new("no entity", error.to_string()))?;
        self.write(&entity)?;
        Ok(())
    }

    /// A name as it is written, or `None` and counted.
    fn name(&mut self, raw: &str) -> Option<String> {
        let why = match names::clean(raw, self.script) {
            // It parts the aliases of a table.
            Ok(name) if name.contains('|') => "with a |",
            Ok(name) => return Some(name.into_owned()),
            Err(why) => why,
        };
        self.report.left_name(why, raw);
        None
    }

    fn write(&mut self, entity: &Entity) -> Result<(), Failure> {
        match &mut self.sink {
            Sink::Source(writer) => writer.write(entity).map_err(|error| file::not_written(&error))?,
            Sink::Compiled(builder) => {
                builder.add(entity).map_err(|error| Failure::Input(error.to_string()))?;
            }
        }
        self.report.took(entity.entity_type(), entity.aliases().len() + 1);
        Ok(())
    }

    /// Ends the import: what was counted, and the dictionary if one was built.
    pub(crate) fn finish(self, read: Result<(), Failure>) -> Result<(Report, Option<Dictionary>), Failure> {
        read?;
        if self.report.entities() == 0 {
            self.report.left().iter().for_each(|line| self.progress.tell(line));
            let what = "the input has no entity to take; check the format, --script and --lang";
            return Err(Failure::Start(what.to_owned()));
        }
        let dictionary = match self.sink {
            Sink::Source(writer) => {
                writer.finish().map_err(|error| file::not_written(&error))?;
                None
            }
            Sink::Compiled(builder) => {
                Some(builder.finish().map_err(|error| Failure::Start(error.to_string()))?)
            }
        };
        Ok((self.report, dictionary))
    }
}

/// A file that cannot be used as what it is given for.
pub(super) fn wrong(path: &Path, what: &str) -> Failure {
    Failure::Start(format!("{}: {what}", name(path)))
}
