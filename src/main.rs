//! The `dateline` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::commands::run(std::env::args_os())
}
