//! How results are printed.

pub(crate) mod escape;
pub(crate) mod json;
mod layout;
mod list;
pub(crate) mod pretty;

use std::io::{self, BufWriter, IsTerminal, StdoutLock};

use anstream::{AutoStream, ColorChoice};

/// Standard output, buffered.
pub(crate) type Out = BufWriter<AutoStream<StdoutLock<'static>>>;

/// For data: every byte passes, controls and escapes of the text included.
pub(crate) fn data() -> Out {
    buffered(AutoStream::always_ansi(io::stdout().lock()))
}

/// For people, and whether colours can be seen: not on a pipe, a dumb terminal or with NO_COLOR.
pub(crate) fn screen() -> (Out, bool) {
    let stream = AutoStream::auto(io::stdout().lock());
    let colour = stream.current_choice() != ColorChoice::Never;
    (buffered(stream), colour)
}

/// A person at a terminal sees each line when it is done.
fn buffered(stream: AutoStream<StdoutLock<'static>>) -> Out {
    let capacity = if io::stdout().is_terminal() { 0 } else { 1 << 16 };
    BufWriter::with_capacity(capacity, stream)
}
