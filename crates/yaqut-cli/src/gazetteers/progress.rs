//! How far a long compilation has come, on a terminal.

use std::io::Read;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use yaqut::{BuildProgress, BuildStage};

use crate::exit::tell;

/// A bar on standard error. Where that is no terminal, or a dumb one, nothing is shown.
#[derive(Debug, Clone)]
pub(crate) struct Progress(ProgressBar);

// No colours, so that there is nothing for NO_COLOR to turn off.
const BYTES: &str = "{msg:8} [{bar:30}] {percent:>3} %  {binary_bytes} of {binary_total_bytes}, {eta} left";
const RECORDS: &str = "{msg:8} [{bar:30}] {percent:>3} %";
const UNKNOWN: &str = "{msg:8} {elapsed}";

impl Progress {
    /// For work that takes no time to speak of.
    pub(crate) fn hidden() -> Self {
        Progress(ProgressBar::hidden())
    }

    /// Through so many bytes of sources. The bar is gone when the last handle is.
    pub(crate) fn through(bytes: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
        let bar = bar.with_finish(ProgressFinish::AndClear).with_message("reading");
        style(&bar, BYTES);
        Progress(bar)
    }

    /// An input that moves the bar as it is read.
    pub(crate) fn reading<R: Read>(&self, input: R) -> impl Read + use<R> {
        self.0.wrap_read(input)
    }

    /// Moves the bar by what was read elsewhere.
    pub(crate) fn read(&self, bytes: u64) {
        self.0.inc(bytes);
    }

    /// So many bytes more are to be read.
    pub(crate) fn expect(&self, bytes: u64) {
        self.0.inc_length(bytes);
    }

    /// Shows what the builder does once everything is read.
    pub(crate) fn of_build(&self) -> impl FnMut(BuildProgress) + Send + use<> {
        let bar = self.0.clone();
        let mut shown = None;
        move |progress| {
            let word = match progress.stage {
                BuildStage::Sorting => "sorting",
                BuildStage::Writing => "writing",
                _ => return, // while entities are added the sources say more
            };
            if shown != Some(progress.stage) {
                shown = Some(progress.stage);
                bar.set_message(word);
                style(&bar, if progress.total.is_some() { RECORDS } else { UNKNOWN });
            }
            if let Some(total) = progress.total {
                bar.set_length(total);
            }
            bar.set_position(progress.done);
        }
    }

    /// Tells the user something above the bar.
    pub(crate) fn tell(&self, message: &str) {
        self.0.suspend(|| tell(message));
    }
}

fn style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_sound() {
        for template in [BYTES, RECORDS, UNKNOWN] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
