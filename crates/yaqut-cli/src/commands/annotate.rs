//! `yaqut annotate`: entities of a gazetteer in text.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;

use yaqut::{Matcher, OffsetIndex, OffsetUnit, Resolved, Resolver, Worker};

use crate::args::{AnnotateArgs, AnnotateFormat};
use crate::exit::{Exit, Failure, tell};
use crate::gazetteers;
use crate::input::{Document, Documents, Inputs};
use crate::output::pretty::Screen;
use crate::output::{self, escape, json};

pub(crate) fn run(args: &AnnotateArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::check(&args.input)?;
    let excluded = gazetteers::excluded(args)?;
    let matcher = gazetteers::matcher(args, &excluded)?;
    let documents = inputs.open()?;
    let mut finder = Finder::new(&matcher, excluded, args);
    let on_terminal = io::stdout().is_terminal();
    let unit = args.offsets.into();
    match args.format.unwrap_or(if on_terminal { AnnotateFormat::Pretty } else { AnnotateFormat::Jsonl }) {
        AnnotateFormat::Pretty => pretty(documents, &mut finder),
        AnnotateFormat::Jsonl => {
            let mut out = output::data();
            let exit = documents.each(|document| {
                json::write(&mut out, &json::annotated(document, unit, &finder.find(&document.text)))
            })?;
            out.flush()?;
            Ok(exit)
        }
        AnnotateFormat::Tsv => {
            let mut out = output::data();
            writeln!(out, "doc\tstart\tend\ttype\tid\tname\ttext")?;
            let exit =
                documents.each(|document| rows(&mut out, document, unit, &finder.find(&document.text)))?;
            out.flush()?;
            Ok(exit)
        }
    }
}

/// The entities of one document.
pub(crate) struct Found<'a> {
    pub(crate) entities: Vec<Resolved<'a>>,
    /// Whether a limit left some out.
    pub(crate) truncated: bool,
}

/// Finds and resolves.
struct Finder<'m> {
    worker: Worker<'m>,
    resolver: Option<Resolver>,
    /// What the user does not want to see: short names of full ones must not bring it back.
    excluded: HashSet<String>,
    max_matches: usize,
}

impl<'m> Finder<'m> {
    fn new(matcher: &'m Matcher, excluded: HashSet<String>, args: &AnnotateArgs) -> Self {
        let max_matches = args.max_matches.map_or(usize::MAX, NonZeroUsize::get);
        let resolver = (!args.no_resolve).then(Resolver::new);
        Finder { worker: matcher.worker(), resolver, excluded, max_matches }
    }

    fn find<'w>(&'w mut self, text: &'w str) -> Found<'w> {
        let matches = self.worker.find(text);
        let mut truncated = matches.truncated();
        let mut entities = match &self.resolver {
            Some(resolver) => resolver.resolve(text, matches),
            None => matches.map(Resolved::from).collect(),
        };
        entities.retain(|resolved| !self.excluded.contains(resolved.found().text()));
        truncated |= entities.len() > self.max_matches;
        entities.truncate(self.max_matches);
        Found { entities, truncated }
    }
}

fn pretty(documents: Documents<'_>, finder: &mut Finder<'_>) -> Result<Exit, Failure> {
    let (mut out, colour) = output::screen();
    let screen = Screen::new(colour);
    let several = documents.several();
    let exit = documents.each(|document| {
        let name = several.then_some(document.id.as_str());
        screen.write(&mut out, name, &document.text, &finder.find(&document.text))
    })?;
    out.flush()?;
    Ok(exit)
}

/// A row an entity.
fn rows(out: &mut impl Write, document: &Document, unit: OffsetUnit, found: &Found<'_>) -> io::Result<()> {
    let index = OffsetIndex::new(&document.text);
    if found.truncated {
        // The table has no place to say so.
        tell(&format!("{}: there are more matches; --max-matches left them out", document.id));
    }
    for resolved in &found.entities {
        let span = index.span(resolved.found().span(), unit);
        write!(out, "{}\t{}\t{}", escape::field(&document.id), span.start, span.end)?;
        for field in fields(resolved) {
            write!(out, "\t{}", escape::field(field))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn fields<'m>(resolved: &Resolved<'m>) -> [&'m str; 4] {
    let entity = resolved.entity();
    [entity.entity_type(), entity.id(), entity.name(), resolved.found().text()]
}
