//! Scores the leads of files, or of the bundled example.
//!
//! `cargo run --release --example score_files -- --help`

use std::process::ExitCode;

use leadgrade_examples::{progress::Progress, score_files};

fn main() -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    let code = score_files::run(
        std::env::args_os(),
        &mut out,
        &mut err,
        &Progress::terminal(),
    );
    ExitCode::from(code)
}
