//! What the program is told.

use std::path::PathBuf;

use clap::Parser;

use crate::scoring::Files;
use crate::{bundled, made_up};

const CODES: &str = "\
Exit codes: 0 for scored leads, whatever was rejected; 1 for files that cannot be used, and with \
--strict for rejects; 2 for arguments that cannot be used.";

/// Scores leads from files: the grid of grades and ranks, who is ready to buy
/// and why, and what could not be used. Without files it scores the bundled
/// example, whose leads are made up.
#[derive(Clone, Debug, Parser)]
#[command(name = "score_files", after_help = CODES)]
#[command(group(clap::ArgGroup::new("rows").args(["profiles", "events"]).multiple(true)))]
pub(super) struct Args {
    /// The model: a .toml or .json file
    #[arg(long, value_name = "FILE", requires = "rows", requires = "as_of")]
    model: Option<PathBuf>,
    /// One row a lead, with a column `lead`: .csv, .jsonl or .ndjson
    #[arg(long, value_name = "FILE", requires = "model")]
    profiles: Option<PathBuf>,
    /// One row an event, with columns `lead`, `event` and `at`: .csv, .jsonl or .ndjson
    #[arg(long, value_name = "FILE", requires = "model")]
    events: Option<PathBuf>,
    /// The instant to score at, such as 2026-11-22 (its end) or 2026-11-22T09:30:00Z
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Show one lead: where each point comes from, and what is missing
    #[arg(long, value_name = "LEAD")]
    pub(super) explain: Option<String>,
    /// Write every assessment to a file of JSON Lines
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub(super) out: Option<PathBuf>,
    /// Write every reject to a file: .csv, .jsonl or .ndjson
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub(super) rejects: Option<PathBuf>,
    /// End with exit code 1 if anything was rejected
    #[arg(long, conflicts_with = "explain")]
    pub(super) strict: bool,
    /// What stands between the cells of CSV files: one character, or `tab`
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    delimiter: u8,
}

/// What stands between the cells of CSV.
pub(crate) fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if matches!(text, "tab" | "\\t") => Ok(b'\t'),
        [one] if one.is_ascii() && !matches!(one, b'"' | b'\n' | b'\r') => Ok(*one),
        _ => Err("one ASCII character other than a quote is needed, or `tab`".to_owned()),
    }
}

/// What to do, with the bundled example filled in.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) model: PathBuf,
    pub(super) files: Files,
    pub(super) as_of: String,
    /// Whether this is the bundled example.
    pub(super) bundled: bool,
}

impl Plan {
    pub(super) fn of(args: &Args) -> Self {
        let as_of = args.as_of.clone();
        if let Some(model) = &args.model {
            return Self {
                model: model.clone(),
                files: Files {
                    profiles: args.profiles.clone(),
                    events: args.events.clone(),
                    delimiter: args.delimiter,
                },
                as_of: as_of.unwrap_or_default(),
                bundled: false,
            };
        }
        let data = |name: &str| Some(bundled::data_folder().join(name));
        Self {
            model: bundled::model("office-supplies"),
            files: Files {
                profiles: data("profiles.csv"),
                events: data("events.csv"),
                delimiter: b',',
            },
            as_of: as_of.unwrap_or_else(|| made_up::AS_OF.to_owned()),
            bundled: true,
        }
    }
}
