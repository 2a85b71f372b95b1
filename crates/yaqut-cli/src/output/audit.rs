//! The report of `yaqut gazetteer check`, for people.

use std::io::{self, Write};

use super::escape::{self, arabic};
use super::{counted, grouped};
use crate::audit::{Audit, Finding, Shared};

impl Audit {
    /// Writes what was found; what was not found is not mentioned.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", escape::line(&self.file))?;
        writeln!(out, "  entities  {}\n  names     {}", grouped(self.entities), grouped(self.names))?;
        self.types.write(out, "types")?;
        write(out, "names that several entities have", &self.ambiguous, shared)?;
        write(
            out,
            "names of several entities of one type and one prior: the first would win",
            &self.undecided,
            shared,
        )?;
        let named =
            |named: &crate::audit::Named| format!("{}  {}", arabic(&named.name), escape::line(&named.id));
        write(out, "names that are everyday words: found wherever the word stands", &self.everyday, named)?;
        write(out, "names of one or two letters", &self.short, named)?;
        write(out, "names that another name of the entity finds anyway", &self.needless, |pair| {
            format!("{}  by {}  {}", arabic(&pair.name), arabic(&pair.other), escape::line(&pair.id))
        })?;
        let title =
            "entities of one type that differ by an article, a space or a transliteration: one entity twice?";
        write(out, title, &self.alike, shared)?;
        write(out, "names with characters that do not belong", &self.mangled, |mangled| {
            format!("{}  {}  {}", arabic(&mangled.name), mangled.faults.join(", "), escape::line(&mangled.id))
        })
    }
}

fn write<T>(
    out: &mut impl Write,
    title: &str,
    finding: &Finding<T>,
    line: impl Fn(&T) -> String,
) -> io::Result<()> {
    if finding.count == 0 {
        return Ok(());
    }
    writeln!(out, "\n{title}: {}", grouped(finding.count))?;
    finding.examples.iter().try_for_each(|example| writeln!(out, "  {}", line(example)))?;
    let more = finding.count - finding.examples.len() as u64;
    if more > 0 {
        writeln!(out, "  and {}", counted(more, "other", "others"))?;
    }
    Ok(())
}

fn shared(shared: &Shared) -> String {
    let names: Vec<String> = shared.names.iter().map(|name| arabic(name)).collect();
    let owners: Vec<String> =
        shared.entities.iter().map(|owner| format!("{} {}", escape::line(&owner.id), owner.prior)).collect();
    format!("{}  {}", names.join(" "), owners.join(", "))
}
