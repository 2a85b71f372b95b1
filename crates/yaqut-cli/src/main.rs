//! `yaqut`: finds people, places and organisations in Arabic text.

mod args;
mod commands;
mod exit;
mod gazetteers;
mod input;
mod output;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use exit::{Exit, Failure};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let usage = error.use_stderr();
            let _ = error.print();
            return if usage { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    let result = match cli.command {
        Command::Annotate(args) => commands::annotate::run(&args),
        Command::Tokenize(args) => commands::tokenize::run(&args),
        Command::Sentences(args) => commands::sentences::run(&args),
        Command::Normalize(args) => commands::normalize::run(&args),
    };
    match result {
        Ok(exit) => exit.into(),
        // Whoever reads the output has seen enough.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done.into(),
        Err(failure) => {
            let _ = writeln!(io::stderr(), "yaqut: {}", output::escape::line(&failure.to_string()));
            failure.exit().into()
        }
    }
}
