//! Reads files into leads, with the types that the model declares.

use std::collections::BTreeSet;
use std::path::PathBuf;

use leadgrade::exact::{When, WhenError, Zone};
use leadgrade::lead::TableName;
use leadgrade::wire::json;
use leadgrade::{Instant, Model, RejectCode};

use super::Place;
use super::join::Join;
use crate::error::ProgramError;
use crate::files::{self, Cell, Input, Row, RowError};
use crate::progress::Progress;

/// The files of a run; at least one is set.
#[derive(Clone, Debug)]
pub struct Files {
    /// One row per lead.
    pub profiles: Option<PathBuf>,
    /// One row per event.
    pub events: Option<PathBuf>,
    /// The delimiter of CSV.
    pub delimiter: u8,
}

/// The contents of both files.
#[derive(Debug)]
pub struct Read {
    /// The leads.
    pub join: Join,
    /// The columns of the profiles, or the keys of JSON Lines; `None` without a file.
    pub profile_columns: Option<Vec<String>>,
    /// The columns of the events, or the keys of JSON Lines; `None` without a file.
    pub event_columns: Option<Vec<String>>,
}

/// Reads both files.
///
/// # Errors
/// If a file cannot be used as a whole; wrong rows are rejects.
pub fn read(model: &Model, files: &Files, progress: &Progress) -> Result<Read, ProgramError> {
    let mut reader = Reader {
        model,
        zone: Zone::get(&model.document().timezone).unwrap_or_else(Zone::utc),
        join: Join::default(),
        profile_keys: BTreeSet::new(),
        event_keys: BTreeSet::new(),
    };
    let columns =
        |path: &Option<PathBuf>, needed, read: &[&str], take: &mut dyn FnMut(&Row<'_>)| {
            let Some(path) = path else { return Ok(None) };
            let input = Input {
                path,
                delimiter: files.delimiter,
                needed,
                read,
                grows: false,
            };
            files::read(input, progress, take)
        };
    let of_profiles = profile_columns(model);
    let profile_columns = columns(&files.profiles, &["lead"], &of_profiles, &mut |row| {
        reader.profile(row);
    })?;
    let (needed, of_events) = (&["lead", "event", "at"], event_columns(model));
    let event_columns = columns(&files.events, needed, &of_events, &mut |row| {
        reader.event(row);
    })?;
    let keys = |keys: BTreeSet<String>| {
        Some(keys.into_iter().collect()).filter(|keys: &Vec<_>| !keys.is_empty())
    };
    Ok(Read {
        join: reader.join,
        profile_columns: profile_columns.or_else(|| keys(reader.profile_keys)),
        event_columns: event_columns.or_else(|| keys(reader.event_keys)),
    })
}

/// The columns with the name of a lead, which are shown even if the model does not declare them.
pub const NAMES: [&str; 2] = ["company", "name"];

/// The columns of profiles that are read, besides `lead`.
pub fn profile_columns(model: &Model) -> Vec<&str> {
    let attributes = model.document().attributes.keys().map(String::as_str);
    ["valid_from"]
        .into_iter()
        .chain(NAMES)
        .chain(attributes)
        .collect()
}

/// The optional columns of events that are read.
pub fn event_columns(model: &Model) -> Vec<&str> {
    let properties = model.document().properties.keys().map(String::as_str);
    ["value", "id"].into_iter().chain(properties).collect()
}

struct Reader<'m> {
    model: &'m Model,
    zone: Zone,
    join: Join,
    /// The keys of JSON Lines so far.
    profile_keys: BTreeSet<String>,
    event_keys: BTreeSet<String>,
}

/// The number of keys of JSON Lines that are remembered.
const MAX_KEYS: usize = 1_000;

/// Remembers the keys of a row of JSON Lines.
fn remember(keys: &mut BTreeSet<String>, row: &Row<'_>) {
    for (name, cell) in &row.cells {
        if matches!(cell, Cell::Json(_)) && keys.len() < MAX_KEYS && !keys.contains(name.as_ref()) {
            keys.insert(name.as_ref().to_owned());
        }
    }
}

impl Reader<'_> {
    fn profile(&mut self, row: &Row<'_>) {
        let table = TableName::Profiles;
        remember(&mut self.profile_keys, row);
        let Some(id) = self.id(row, table) else {
            return;
        };
        let since = match self.valid_from(row) {
            Ok(since) => since,
            Err(wrong) => return self.reject(row, table, Some(&id), Some("valid_from"), wrong),
        };
        let (profile, not_text) = row.profile(self.model, &id);
        for column in not_text {
            // Columns that the model does not declare are at most shown, so they are not rejected.
            if self.model.document().attributes.contains_key(column) {
                self.reject(row, table, Some(&id), Some(column), RowError::not_unicode());
            }
        }
        self.join.add_profile(&id, place(row), since, profile);
    }

    fn event(&mut self, row: &Row<'_>) {
        let table = TableName::Events;
        remember(&mut self.event_keys, row);
        let Some(id) = self.id(row, table) else {
            return;
        };
        match row.event(self.model) {
            Ok(event) => {
                let name = row.cell("event").and_then(as_text);
                let at = row.cell("at").and_then(as_text);
                let at = at.and_then(|text| self.instant(&text).ok());
                let known = (name.as_deref().map(str::trim), at);
                self.join.add_event(&id, place(row), known, event);
            }
            Err(column) => {
                self.reject(row, table, Some(&id), Some(column), RowError::not_unicode())
            }
        }
    }

    /// The lead's id of a row; rejects a row that cannot be used.
    fn id(&mut self, row: &Row<'_>, table: TableName) -> Option<String> {
        if row.lines_like_rows > 0 {
            let (count, first) = &mut self.join.lines_like_rows;
            *count = count.saturating_add(1);
            first.get_or_insert((table, row.line));
        }
        if let Some(wrong) = &row.wrong {
            self.reject(row, table, None, None, wrong.clone());
            return None;
        }
        match row.lead() {
            Ok(id) => Some(id),
            Err(wrong) => {
                self.reject(row, table, None, Some("lead"), wrong);
                None
            }
        }
    }

    fn reject(
        &mut self,
        row: &Row<'_>,
        table: TableName,
        lead: Option<&str>,
        column: Option<&str>,
        wrong: RowError,
    ) {
        let found = place(row).reject(table, lead, column, wrong);
        self.join.rejects.push(found);
    }

    /// The instant from which a profile is valid; `None` means always.
    fn valid_from(&self, row: &Row<'_>) -> Result<Option<Instant>, RowError> {
        let allowed = "expected an instant such as `2026-11-22T09:30:00Z` or a date";
        match row.cell("valid_from") {
            None => Ok(None),
            Some(Cell::Json(raw)) if json::JsonKind::of(raw) == json::JsonKind::Null => Ok(None),
            Some(Cell::NotUnicode) => Err(RowError::not_unicode()),
            Some(cell) => match as_text(cell) {
                Some(text) if text.trim().is_empty() => Ok(None),
                Some(text) => self.instant(&text).map(Some).map_err(|code| {
                    RowError::value(code, format!("{allowed}, found the text `{}`", text.trim()))
                }),
                None => Err(RowError::value(
                    RejectCode::WrongType,
                    format!("{allowed}, found a value that is not a text"),
                )),
            },
        }
    }

    fn instant(&self, text: &str) -> Result<Instant, RejectCode> {
        let when = When::parse(text.trim()).map_err(|error| match error {
            WhenError::OutOfRange => RejectCode::OutOfRange,
            WhenError::Unreadable => RejectCode::UnreadableInstant,
        })?;
        self.zone.resolve(when).ok_or(RejectCode::OutOfRange)
    }
}

fn place(row: &Row<'_>) -> Place {
    Place {
        row: row.row,
        line: row.line,
    }
}

fn as_text(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.to_owned()),
        Cell::Json(raw) => json::text(raw),
        Cell::NotUnicode => None,
    }
}
