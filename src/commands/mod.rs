//! The command line: one file a command, each a few calls down the stages. The only part that prints.
//!
//! Results go to standard output, everything else to standard error.

mod build;
mod check;
mod completions;
mod extract;
mod import;
mod init;
mod new;
mod read;
mod report;
mod serve;
mod terminal;

use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Turns pasted article text into a conflict-news digest site.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Serve(serve::Arguments),
    Check(check::Arguments),
    Extract(extract::Arguments),
    Import(import::Arguments),
    Init(init::Arguments),
    New(new::Arguments),
    Completions(completions::Arguments),
    Man(completions::ManArguments),
}

/// How a command ended, gravest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All that was asked for was done.
    #[default]
    Done = 0,
    /// The content has errors, or with `--strict` warnings.
    Content = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The machine failed: no space, no permission.
    Machine = 3,
}

/// Does what the arguments say, the first of which is the program's name. Gives the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let status = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => match command {
            Command::Build(arguments) => build::run(&arguments),
            Command::Serve(arguments) => serve::run(&arguments),
            Command::Check(arguments) => check::run(&arguments),
            Command::Extract(arguments) => extract::run(&arguments),
            Command::Import(arguments) => import::run(&arguments),
            Command::Init(arguments) => init::run(&arguments),
            Command::New(arguments) => new::run(&arguments),
            Command::Completions(arguments) => completions::run(&arguments),
            Command::Man(arguments) => completions::run_man(&arguments),
        },
        Err(error) => {
            // Nobody is left to tell when this can't be printed.
            let _ = error.print();
            if error.use_stderr() {
                Status::Usage
            } else {
                Status::Done
            }
        }
    };
    ExitCode::from(status as u8)
}
