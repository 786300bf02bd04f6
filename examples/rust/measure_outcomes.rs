//! Measures which grades, ranks and stages convert: scores each lead at its own instant and
//! counts the outcomes afterwards.
//!
//! `cargo run --release --example measure_outcomes -- --help`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use leadgrade_examples::measure::{Study, measure};
use leadgrade_examples::progress::Progress;
use leadgrade_examples::scoring::Files;

/// Counts, by grade, rank, cell, stage, qualification and readiness, how many leads
/// converted after the instant at which they are scored.
#[derive(Debug, Parser)]
struct Args {
    /// The model: a .toml or .json file
    #[arg(long, value_name = "FILE")]
    model: PathBuf,
    /// One row per lead
    #[arg(long, value_name = "FILE")]
    profiles: Option<PathBuf>,
    /// One row per event
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// One row per lead: `lead`, `as_of`, `outcome` (yes or no)
    #[arg(long, value_name = "FILE")]
    outcomes: PathBuf,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let study = Study {
        model: args.model,
        files: Files {
            profiles: args.profiles,
            events: args.events,
            delimiter: b',',
        },
        outcomes: args.outcomes,
    };
    match measure(&study, &Progress::terminal()) {
        Ok(text) => match std::io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            // If this fails too, the exit code is all that is left.
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
