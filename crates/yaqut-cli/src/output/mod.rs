//! How results are printed.

mod audit;
pub(crate) mod counts;
pub(crate) mod escape;
pub(crate) mod explained;
pub(crate) mod inventory;
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

/// How many of something, for people.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number for people, its thousands parted by commas.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")];
        cases.into_iter().for_each(|(number, text)| assert_eq!(grouped(number), text));
    }
}
