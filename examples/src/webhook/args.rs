//! The arguments of the program.

use std::path::PathBuf;

use clap::Parser;
use leadgrade::Day;

use crate::bundled;
use crate::score_files::delimiter;

/// Receives events one at a time and keeps a history for each lead.
///
/// Prints a line for each event that changes a label. Lines are numbered: if the program was
/// killed, it may print the last lines again, with the same numbers.
#[derive(Debug, Parser)]
#[command(name = "webhook")]
pub(super) struct Args {
    /// The database file with the histories.
    #[arg(long, value_name = "FILE", default_value = "webhook.redb")]
    pub(super) store: PathBuf,
    /// The events in order of arrival: CSV or JSON Lines with `lead`, `event` and `at`
    /// [default: the bundled example].
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// The profiles of the leads: CSV or JSON Lines with `lead` [default: the bundled
    /// example, if its events are used].
    #[arg(long, value_name = "FILE")]
    profiles: Option<PathBuf>,
    /// The model, in TOML [default: the bundled office-supplies shop].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The delimiter of CSV files: one character, or `tab`.
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    pub(super) delimiter: u8,
    /// If the file of events is not the one that was received before, receive it from its first row.
    #[arg(long)]
    pub(super) new_file: bool,
    /// Receive nothing; list the leads whose labels change up to this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) due: Option<Day>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a date such as `2026-11-22`".to_owned())
}

impl Args {
    pub(super) fn events(&self) -> PathBuf {
        let bundled = || bundled::data_folder().join("events.csv");
        self.events.clone().unwrap_or_else(bundled)
    }

    pub(super) fn profiles(&self) -> Option<PathBuf> {
        let bundled = || {
            self.events
                .is_none()
                .then(|| bundled::data_folder().join("profiles.csv"))
        };
        self.profiles.clone().or_else(bundled)
    }

    pub(super) fn model(&self) -> PathBuf {
        self.model
            .clone()
            .unwrap_or_else(|| bundled::model("office-supplies"))
    }
}
