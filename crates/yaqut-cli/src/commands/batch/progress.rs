//! How far a batch has come: a bar on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use yaqut_batch::Progress;

use crate::exit::tell;
use crate::output::counted;

/// Shows progress.
pub(super) struct Shown {
    /// Made when there is something to show.
    bar: Option<ProgressBar>,
    has_bar: bool,
    quiet: bool,
    begun: Instant,
    /// When the last line was written.
    last: Instant,
}

// No colours, so that there is nothing for NO_COLOR to turn off.
const KNOWN: &str =
    "[{bar:16}] {percent:>3} %  {binary_bytes} of {binary_total_bytes}, {eta} left, {wide_msg}";
const UNKNOWN: &str = "{binary_bytes}, {elapsed}, {wide_msg}";
/// Between lines where there is no bar.
const LINES: Duration = Duration::from_secs(30);

impl Shown {
    pub(super) fn new(quiet: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let has_bar = !quiet && !dumb && stderr().is_terminal();
        Shown { bar: None, has_bar, quiet, begun: Instant::now(), last: Instant::now() }
    }

    pub(super) fn show(&mut self, progress: &Progress) {
        let message = self.message(progress);
        match &self.bar {
            None if self.has_bar => self.bar = Some(bar(progress, message)),
            Some(bar) => {
                bar.set_position(progress.input_bytes);
                bar.set_message(message);
            }
            None if !self.quiet && self.last.elapsed() >= LINES => {
                self.last = Instant::now();
                let share = progress.total_bytes.filter(|&total| total > 0).map(|total| {
                    format!("{} %, ", (100.0 * progress.input_bytes as f64 / total as f64).min(100.0) as u64)
                });
                tell(&format!("{}{message}", share.unwrap_or_default()));
            }
            None => {}
        }
    }

    fn message(&self, progress: &Progress) -> String {
        let worked = (progress.text_bytes - progress.resumed_bytes) as f64 / 1e6;
        let speed = worked / self.begun.elapsed().as_secs_f64().max(0.001);
        let documents = counted(progress.documents, "document", "documents");
        let rejected = match progress.rejected {
            0 => String::new(),
            rejected => format!(", {}", counted(rejected, "reject", "rejects")),
        };
        format!("{documents}, {speed:.1} MB/s{rejected}")
    }
}

/// A bar that begins where the run does: what an earlier one did says nothing of how long this one takes.
fn bar(progress: &Progress, message: String) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(progress.total_bytes, ProgressDrawTarget::hidden());
    let template = if progress.total_bytes.is_some() { KNOWN } else { UNKNOWN };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(message);
    bar.set_position(progress.input_bytes);
    bar.reset_eta();
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_sound() {
        for template in [KNOWN, UNKNOWN] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
