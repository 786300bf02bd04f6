//! Converts public data sets to profiles, events and outcomes.
//!
//! `LEADGRADE_DATA=FOLDER cargo run --release --example prepare_recipes [OUT]`
//! writes into `OUT`, by default `target/recipes`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use leadgrade_examples::recipes::{VARIABLE, prepare};

fn main() -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    // If a message cannot be written either, the exit code is all that is left.
    let Some(data) = std::env::var_os(VARIABLE) else {
        let _ = writeln!(
            err,
            "error: set `{VARIABLE}` to the folder of the data sets; see examples/recipes/README.md"
        );
        return ExitCode::from(2);
    };
    let target = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("target/recipes"), PathBuf::from);
    match prepare(Path::new(&data), &target) {
        Ok(folders) => {
            for folder in folders {
                let _ = writeln!(out, "{}", folder.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(err, "error: {error}");
            ExitCode::FAILURE
        }
    }
}
