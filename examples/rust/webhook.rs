//! Receives events one at a time, as a webhook would, and stores a history per lead in
//! a database file.
//!
//! `cargo run --release --example webhook -- --help`

use std::process::ExitCode;

use leadgrade_examples::webhook;

fn main() -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    ExitCode::from(webhook::run(std::env::args_os(), &mut out, &mut err))
}
