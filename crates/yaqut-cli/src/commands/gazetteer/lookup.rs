//! `yaqut gazetteer lookup`: what a name is found as, and why it is not.

use std::io::Write;

use crate::args::{LookupArgs, ReportFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers::layers::Layers;
use crate::output::{self, explained, json};

pub(crate) fn run(args: &LookupArgs) -> Result<Exit, Failure> {
    if args.name.trim().is_empty() {
        return Err(Failure::Usage("NAME: is empty; write the name to look up".to_owned()));
    }
    let matcher = Layers::open(&args.names)?.matcher();
    let matcher = matcher.build().map_err(|error| Failure::Start(error.to_string()))?;
    let explanation = matcher.explain(&args.name);
    let mut out = output::data();
    match args.format {
        ReportFormat::Text => explained::write(&mut out, &args.name, &explanation)?,
        ReportFormat::Json => json::write(&mut out, &explained::json(&args.name, &explanation))?,
    }
    out.flush()?;
    Ok(Exit::Done)
}
