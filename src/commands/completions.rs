//! `dateline completions` and `dateline man`: what the command line says of itself, for shells and for `man`.

use super::Status;
use super::terminal::{print, say};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page of the program, or of one of its commands
#[derive(Debug, clap::Args)]
pub(super) struct ManArguments {
    /// The command
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut super::Arguments::command(),
        "dateline",
        &mut script,
    );
    print(&script).err().unwrap_or_default()
}

pub(super) fn run_man(arguments: &ManArguments) -> Status {
    let mut program = super::Arguments::command();
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                say(&format!(
                    "error: there is no command `{name}`; `dateline --help` lists them"
                ));
                return Status::Usage;
            }
        },
    };
    let mut page = Vec::new();
    match Man::new(command).render(&mut page) {
        Ok(()) => print(&page).err().unwrap_or_default(),
        Err(error) => {
            say(&format!("error: can't write the page: {error}"));
            Status::Machine
        }
    }
}
