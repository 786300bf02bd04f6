//! Writes the sample data into a folder, by default `examples/data` of this project.
//!
//! `cargo run --release --example generate_data [FOLDER]`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use leadgrade_examples::{bundled, sample_data};

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(bundled::data_folder, PathBuf::from);
    let files = sample_data::files();
    for (name, text) in [
        ("profiles.csv", &files.profiles),
        ("events.csv", &files.events),
    ] {
        let path = folder.join(name);
        if let Err(error) = std::fs::write(&path, text) {
            // If this fails too, the exit code is all that is left.
            let _ = writeln!(std::io::stderr(), "{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
