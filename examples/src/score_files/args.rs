//! The arguments of the program.

use std::path::PathBuf;

use clap::Parser;

use crate::scoring::Files;
use crate::{bundled, sample_data};

const CODES: &str = "\
Exit codes: 0 if leads were scored, even if values were rejected; 1 if a file cannot be used, or with \
--strict if anything was rejected; 2 if an argument is wrong.";

/// Scores leads from files: prints the grid of grades and ranks, the leads that are ready
/// to buy and why, and what was rejected. Without files it scores the bundled sample data.
#[derive(Clone, Debug, Parser)]
#[command(name = "score_files", after_help = CODES)]
#[command(group(clap::ArgGroup::new("rows").args(["profiles", "events"]).multiple(true)))]
pub(super) struct Args {
    /// The model: a .toml or .json file
    #[arg(long, value_name = "FILE", requires = "rows", requires = "as_of")]
    model: Option<PathBuf>,
    /// One row per lead, with a column `lead`: .csv, .jsonl or .ndjson
    #[arg(long, value_name = "FILE", requires = "model")]
    profiles: Option<PathBuf>,
    /// One row per event, with columns `lead`, `event` and `at`: .csv, .jsonl or .ndjson
    #[arg(long, value_name = "FILE", requires = "model")]
    events: Option<PathBuf>,
    /// The instant to score at, such as 2026-11-22 (its end) or 2026-11-22T09:30:00Z
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Show one lead: the source of each point, and what is missing for a better grade and rank
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
    /// The delimiter of CSV files: one character, or `tab`
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    delimiter: u8,
}

/// Parses a delimiter of CSV.
pub(crate) fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if matches!(text, "tab" | "\\t") => Ok(b'\t'),
        [one] if one.is_ascii() && !matches!(one, b'"' | b'\n' | b'\r') => Ok(*one),
        _ => Err("expected one ASCII character other than a quote, or `tab`".to_owned()),
    }
}

/// The input, with the bundled example as default.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) model: PathBuf,
    pub(super) files: Files,
    pub(super) as_of: String,
    /// Whether this is the bundled example.
    pub(super) bundled: bool,
}

impl Plan {
    pub(super) fn new(args: &Args) -> Self {
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
            as_of: as_of.unwrap_or_else(|| sample_data::AS_OF.to_owned()),
            bundled: true,
        }
    }
}
