//! `yaqut`: finds people, places and organisations in Arabic text.

mod args;
mod audit;
mod commands;
mod exit;
mod gazetteers;
mod import;
mod input;
mod lexicon;
mod mapped;
mod output;
mod save;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, CliticsCommand, Command, GazetteerCommand};
use exit::{Exit, Failure};

fn main() -> ExitCode {
    let result = match Cli::try_parse() {
        Ok(cli) => run(&cli.command),
        Err(error) if error.use_stderr() => {
            let _ = error.print();
            Ok(Exit::Usage)
        }
        // Help and version are what was asked for.
        Err(help) => help.print().map(|()| Exit::Done).map_err(Failure::Output),
    };
    let exit = result.unwrap_or_else(|failure| {
        let exit = failure.exit();
        if exit != Exit::Done {
            exit::tell(&failure.to_string());
        }
        exit
    });
    exit.into()
}

fn run(command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Annotate(args) => commands::annotate::run(args),
        Command::Tokenize(args) => commands::tokenize::run(args),
        Command::Sentences(args) => commands::sentences::run(args),
        Command::Normalize(args) => commands::normalize::run(args),
        Command::Batch(args) => commands::batch::run(args),
        Command::Gazetteer { command } => match command {
            GazetteerCommand::Check(args) => commands::gazetteer::check::run(args),
            GazetteerCommand::Compile(args) => commands::gazetteer::compile::run(args),
            GazetteerCommand::Import { command } => commands::gazetteer::import::run(command),
            GazetteerCommand::Inspect(args) => commands::gazetteer::inspect::run(args),
            GazetteerCommand::Export(args) => commands::gazetteer::export::run(args),
            GazetteerCommand::Lookup(args) => commands::gazetteer::lookup::run(args),
        },
        Command::Clitics { command } => match command {
            CliticsCommand::Train(args) => commands::clitics::train::run(args),
            CliticsCommand::Eval(args) => commands::clitics::eval::run(args),
        },
    }
}
