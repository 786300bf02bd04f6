//! The heading of the summary: the model, the instant, and columns that are not used.

use leadgrade::{Instant, Model};

use crate::scoring::Read;
use crate::scoring::Scored;
use crate::show::text::{counted, listed, shown};

/// Printed after the bundled example.
pub(super) const BUNDLED: &str = "\nThese leads are made up. Use `--explain L-0001` to look at one of them, and `--model`, `--profiles`, `--events` and `--as-of` to score your own.\n";

/// The first lines of the summary.
pub(super) fn heading(model: &Model, as_of: Instant, read: &Read, scored: &Scored) -> String {
    let document = model.document();
    let leads = u64::try_from(scored.assessments.len()).unwrap_or(u64::MAX);
    let mut text = format!(
        "{} as of {as_of} ({}): {}, {}\n",
        shown(&document.name),
        document.timezone,
        counted(leads, "lead", "leads"),
        counted(scored.totals.events, "event read", "events read"),
    );
    let attributes: Vec<&str> = document.attributes.keys().map(String::as_str).collect();
    let properties: Vec<&str> = document.properties.keys().map(String::as_str).collect();
    let fixed = ["lead", "valid_from"];
    text.push_str(&columns(
        "profiles",
        &read.profile_columns,
        &attributes,
        &fixed,
    ));
    let fixed = ["lead", "event", "at", "value", "id"];
    text.push_str(&columns("events", &read.event_columns, &properties, &fixed));
    text
}

/// The columns that the model does not declare. Attributes without a column are in the hints.
fn columns(file: &str, found: &Option<Vec<String>>, declared: &[&str], fixed: &[&str]) -> String {
    let found = found.iter().flatten().map(String::as_str);
    let unused = found.filter(|name| !declared.contains(name) && !fixed.contains(name));
    let unused: Vec<&str> = unused.collect();
    if unused.is_empty() {
        return String::new();
    }
    format!(
        "{file}: columns that the model does not use: {}\n",
        listed(&unused)
    )
}
