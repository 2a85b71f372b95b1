//! `yaqut gazetteer compile`: sources into one dictionary.

use std::num::NonZeroUsize;
use std::time::Instant;

use yaqut::{Dictionary, FoldSet};

use crate::args::CompileArgs;
use crate::exit::{Exit, Failure, tell};
use crate::gazetteers::file::{self, Kind};
use crate::gazetteers::join::{Joined, MAX_ALIAS_CHARS};
use crate::gazetteers::progress::Progress;
use crate::input::name;
use crate::output::counted;
use crate::save::Target;

pub(crate) fn run(args: &CompileArgs) -> Result<Exit, Failure> {
    let started = Instant::now();
    let mut kinds = Vec::with_capacity(args.sources.len());
    for path in &args.sources {
        kinds.push((file::kind(path)?, file::check(path)?));
    }
    if !matches!(file::kind(&args.output), Ok(Kind::Compiled)) {
        let what = "a dictionary's name ends in .yqt, or -g would not know it; rename it";
        return Err(Failure::Usage(format!("{}: {what}", name(&args.output))));
    }
    let target = Target::new(&args.output, args.force, &args.sources)?;

    let dictionary = compile(args, &kinds)?;
    if dictionary.is_empty() {
        let what = "the sources leave no entity to compile; add one that has some";
        return Err(Failure::Start(what.to_owned()));
    }
    let bytes = dictionary.to_bytes();
    target.write(|out| Ok(out.write_all(&bytes)?))?;

    tell(&format!(
        "{}: {}, {}, {}, {:.1} s",
        name(&args.output),
        counted(dictionary.len() as u64, "entity", "entities"),
        counted(dictionary.names(), "name", "names"),
        counted(bytes.len() as u64, "byte", "bytes"),
        started.elapsed().as_secs_f64()
    ));
    Ok(Exit::Done)
}

/// Joins the sources; `kinds` has what each is, and its bytes.
fn compile(args: &CompileArgs, kinds: &[(Kind, u64)]) -> Result<Dictionary, Failure> {
    let progress = Progress::through(kinds.iter().map(|(_, bytes)| bytes).sum());
    let limit = args.max_alias_chars.map_or(MAX_ALIAS_CHARS, NonZeroUsize::get);
    let folds = args.fold.unwrap_or(FoldSet::search());
    let builder = Dictionary::builder().folds(folds).max_alias_chars(limit);
    let mut joined = Joined::new(builder, limit, progress.clone());
    for (path, &(kind, bytes)) in args.sources.iter().zip(kinds) {
        match kind {
            Kind::Source(format) => joined.add_source(path, format)?,
            Kind::Compiled => {
                joined.add_compiled(path, &file::compiled(path, &args.open)?, None)?;
                progress.read(bytes);
            }
        }
    }
    Ok(joined.finish()?.0)
}
