//! `yaqut gazetteer inspect`: what is in a gazetteer.

use std::io::Write;

use crate::args::{InspectArgs, ReportFormat};
use crate::exit::{Exit, Failure};
use crate::gazetteers::load;
use crate::input::name;
use crate::output::{self, inventory::Inventory, json};

pub(crate) fn run(args: &InspectArgs) -> Result<Exit, Failure> {
    let (dictionary, removed) = load(&args.file, &args.open)?;
    let inventory = Inventory::of(name(&args.file), &dictionary, removed.len());
    let mut out = output::data();
    match args.format {
        ReportFormat::Text => inventory.write(&mut out)?,
        ReportFormat::Json => json::write(&mut out, &inventory)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}
