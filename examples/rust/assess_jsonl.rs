//! Assesses leads over JSON Lines: one request per line on standard input, one answer
//! per line on standard output.
//!
//! `cargo run --release --example assess_jsonl`

use std::io;
use std::process::ExitCode;

use leadgrade_examples::json_lines::serve;

fn main() -> ExitCode {
    match serve(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader closed the pipe, which is not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
