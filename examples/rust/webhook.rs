//! Receives events one at a time, as a webhook would, and keeps a history for
//! each lead in a file of its own database.
//!
//! `cargo run --release --example webhook -- --help`

use std::process::ExitCode;

use leadgrade_examples::webhook;

fn main() -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    ExitCode::from(webhook::run(std::env::args_os(), &mut out, &mut err))
}
