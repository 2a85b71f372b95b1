//! `yaqut gazetteer check`: what an editor should look at.

use std::io::Write;

use crate::args::{CheckArgs, ReportFormat};
use crate::audit::Audit;
use crate::exit::{Exit, Failure};
use crate::gazetteers::load;
use crate::input::name;
use crate::output::{self, json};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let (dictionary, _) = load(&args.file, &args.open)?;
    let audit = Audit::of(name(&args.file), &dictionary, args.examples);
    let mut out = output::data();
    match args.format {
        ReportFormat::Text => audit.write(&mut out)?,
        ReportFormat::Json => json::write(&mut out, &audit)?,
    }
    out.flush()?;
    Ok(if args.strict && audit.has_faults() { Exit::Rejects } else { Exit::Done })
}
