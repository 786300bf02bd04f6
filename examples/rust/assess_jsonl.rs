//! Answers assessments line by line: requests on standard input, one answer a
//! line on standard output.
//!
//! `cargo run --release --example assess_jsonl`

use std::io;
use std::process::ExitCode;

use leadgrade_examples::door::serve;

fn main() -> ExitCode {
    match serve(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // The other side has gone; there is nobody left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
