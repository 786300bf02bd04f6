//! What could not be used, and what else was noticed.

use leadgrade::Hint;
use leadgrade::lead::TableName;

use super::text::{counted, escaped, grouped, quoted, shown};
use crate::scoring::{Located, Scored, Totals};

/// How many examples of a code are shown.
const EXAMPLES: usize = 3;
/// How many unknown names of events are shown.
const NAMES: usize = 8;

/// How many hints are shown.
const HINTS: usize = 30;

/// The names under which the two files are known to the user.
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

/// Rejects by code with examples, then what was only noticed. `written` says that a file has
/// all of them.
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
        for found in group().take(EXAMPLES) {
            text.push_str(&format!("    {}\n", one(found, names)));
        }
        if count > EXAMPLES {
            more = true;
            let rest = number(count.saturating_sub(EXAMPLES));
            text.push_str(&format!("    and {} more\n", grouped(rest)));
        }
    }
    if more && !written {
        text.push_str("  `--rejects FILE` writes all of them\n");
    }
    text.push_str(&noticed(&scored.totals, names));
    text.push_str(&hints(&scored.hints));
    text
}

/// What is valid, but probably not meant, and what to do about it.
fn hints(hints: &[Hint]) -> String {
    if hints.is_empty() {
        return String::new();
    }
    let line = |hint: &Hint| {
        // Columns are renamed in the file: the program maps none.
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
    text.extend(hints.iter().take(HINTS).map(line));
    if let Some(more) = hints.len().checked_sub(HINTS).filter(|more| *more > 0) {
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

fn noticed(totals: &Totals, names: &FileNames) -> String {
    let named: u64 = totals.unknown.values().sum();
    let unknown = named.saturating_add(totals.others);
    let events = |count| counted(count, "event", "events");
    let mut lines = Vec::new();
    if unknown > 0 {
        lines.push(format!(
            "{} with a name that no signal has: {}",
            events(unknown),
            unknown_names(totals)
        ));
    }
    if totals.id_conflicts > 0 {
        lines.push(format!(
            "{} left out: another one has the same id, but other contents",
            events(totals.id_conflicts)
        ));
    }
    if totals.without_offset > 0 {
        lines.push(format!(
            "{} without an offset, read as local time of the model's zone",
            events(totals.without_offset)
        ));
    }
    if totals.without_value > 0 {
        lines.push(format!(
            "{} without a value where the value gives the points",
            events(totals.without_value)
        ));
    }
    if let (count, Some((table, line))) = totals.like_rows {
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

/// The most frequent ones first.
fn unknown_names(totals: &Totals) -> String {
    let mut names: Vec<_> = totals.unknown.iter().collect();
    names.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let shown = names
        .iter()
        .take(NAMES)
        .map(|(name, count)| format!("{} ({count})", quoted(name)));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if names.len() > NAMES || totals.others > 0 {
        text.push_str(", ..");
    }
    text
}
