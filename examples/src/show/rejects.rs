//! Prints rejects, hints and counts.

use leadgrade::Hint;
use leadgrade::lead::TableName;

use super::text::{counted, escaped, grouped, quoted, shown};
use crate::scoring::{Located, Scored, Totals};

/// The number of rejects that are shown per code.
const MAX_EXAMPLES: usize = 3;
/// The number of unknown event names that are shown.
const MAX_NAMES: usize = 8;

/// The number of hints that are shown.
const MAX_HINTS: usize = 30;

/// The names of the two files in messages.
#[derive(Clone, Debug, Default)]
pub struct FileNames {
    /// Of the profiles.
    pub profiles: String,
    /// Of the events.
    pub events: String,
}

impl FileNames {
    fn of(&self, table: TableName) -> Option<&str> {
        match table {
            TableName::Profiles => Some(&self.profiles),
            TableName::Events => Some(&self.events),
            _ => None,
        }
    }
}

/// Rejects by code with examples, then counts and hints. `written` says that `--rejects` wrote all
/// rejects to a file.
pub fn rejects(scored: &Scored, names: &FileNames, written: bool) -> String {
    let mut text = format!(
        "\n{}\n",
        match scored.rejects.len() {
            0 => "nothing was rejected".to_owned(),
            count => format!(
                "rejected: {}",
                counted(number(count), "value or row", "values and rows")
            ),
        }
    );
    let mut codes: Vec<&str> = Vec::new();
    for found in &scored.rejects {
        if !codes.contains(&found.code) {
            codes.push(found.code);
        }
    }
    let mut more = false;
    for code in codes {
        let group = || scored.rejects.iter().filter(|found| found.code == code);
        let count = group().count();
        text.push_str(&format!("  {code} ({})\n", grouped(number(count))));
        for found in group().take(MAX_EXAMPLES) {
            text.push_str(&format!("    {}\n", one(found, names)));
        }
        if count > MAX_EXAMPLES {
            more = true;
            let rest = number(count.saturating_sub(MAX_EXAMPLES));
            text.push_str(&format!("    and {} more\n", grouped(rest)));
        }
    }
    if more && !written {
        text.push_str("  `--rejects FILE` writes all of them\n");
    }
    text.push_str(&counts(&scored.totals, names));
    text.push_str(&hints(&scored.hints));
    text
}

/// The hints, each with its help.
fn hints(hints: &[Hint]) -> String {
    if hints.is_empty() {
        return String::new();
    }
    let line = |hint: &Hint| {
        // This program has no option to map columns.
        let help = hint.help.as_deref().unwrap_or_default();
        let help = help.replace(", or map it with `columns`", "");
        let help = if help.is_empty() {
            help
        } else {
            format!("; {help}")
        };
        format!("  {}\n", escaped(&format!("{}{help}", hint.message)))
    };
    let mut text = format!("\n{}\n", counted(number(hints.len()), "hint", "hints"));
    text.extend(hints.iter().take(MAX_HINTS).map(line));
    if let Some(more) = hints.len().checked_sub(MAX_HINTS).filter(|more| *more > 0) {
        text.push_str(&format!("  and {more} more\n"));
    }
    text
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// One reject: file, line, lead and column, then the reason. Rows, which the library counts from
/// 0, are left to the file of all rejects.
fn one(found: &Located, names: &FileNames) -> String {
    let file = found.table.and_then(|table| names.of(table));
    let mut place: Vec<String> = file.map(escaped).into_iter().collect();
    place.extend(found.line.map(|line| format!("line {line}")));
    place.extend(
        found
            .lead
            .as_ref()
            .map(|lead| format!("lead {}", shown(lead))),
    );
    let column = found.column.as_ref();
    place.extend(column.map(|column| format!("column {}", quoted(column))));
    format!("{}: {}", place.join(", "), escaped(&found.reason))
}

fn counts(totals: &Totals, names: &FileNames) -> String {
    let named: u64 = totals.unknown.values().sum();
    let unknown = named.saturating_add(totals.others);
    let events = |count| counted(count, "event", "events");
    let mut lines = Vec::new();
    if unknown > 0 {
        lines.push(format!(
            "{} with a name that no signal uses: {}",
            events(unknown),
            unknown_names(totals)
        ));
    }
    if totals.id_conflicts > 0 {
        lines.push(format!(
            "{} left out: another event has the same id and different contents",
            events(totals.id_conflicts)
        ));
    }
    if totals.without_offset > 0 {
        lines.push(format!(
            "{} without an offset, read as local time in the model's time zone",
            events(totals.without_offset)
        ));
    }
    if totals.without_value > 0 {
        lines.push(format!(
            "{} without a value that matched a signal with points per unit",
            events(totals.without_value)
        ));
    }
    if let (count, Some((table, line))) = totals.lines_like_rows {
        lines.push(format!(
            "{} lines that look like rows, the first in {}, from line {line}; is its quote closed too late?",
            counted(count, "row has a quoted cell with", "rows have quoted cells with"),
            escaped(names.of(table).unwrap_or_default()),
        ));
    }
    if lines.is_empty() {
        return String::new();
    }
    let lines = lines.iter().map(|line| format!("  {line}\n"));
    format!("\nnoticed\n{}", lines.collect::<String>())
}

/// The unknown event names, the most frequent first.
fn unknown_names(totals: &Totals) -> String {
    let mut names: Vec<_> = totals.unknown.iter().collect();
    names.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let shown = names
        .iter()
        .take(MAX_NAMES)
        .map(|(name, count)| format!("{} ({count})", quoted(name)));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if names.len() > MAX_NAMES || totals.others > 0 {
        text.push_str(", ..");
    }
    text
}
