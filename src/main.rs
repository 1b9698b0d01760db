//! The `dateline` program.

use mimalloc::MiMalloc;
use std::process::ExitCode;

// Pages are made of many short texts, and on all cores: a tenth of a build's time is in this line.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    dateline::commands::run(std::env::args_os())
}
