//! Files become rows of leads, by the types that the model declares.

use std::path::PathBuf;

use leadgrade::exact::{When, WhenError, Zone};
use leadgrade::lead::TableName;
use leadgrade::wire::raw;
use leadgrade::{Event, Instant, Model, Profile, RejectCode, Value};

use super::join::Join;
use super::{Place, reject};
use crate::files::{self, Cell, Input, Row};
use crate::progress::Progress;
use crate::trouble::Trouble;

/// The files of a run; at least one of the two.
#[derive(Clone, Debug)]
pub struct Files {
    /// One row a lead.
    pub profiles: Option<PathBuf>,
    /// One row an event.
    pub events: Option<PathBuf>,
    /// What stands between the cells of CSV.
    pub delimiter: u8,
}

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// The leads.
    pub join: Join,
    /// Columns of the profiles, where they have a header.
    pub profile_columns: Option<Vec<String>>,
    /// Columns of the events, where they have a header.
    pub event_columns: Option<Vec<String>>,
}

/// Reads both files.
///
/// # Errors
/// When a file cannot be used as a whole; wrong rows are rejects.
pub fn read(model: &Model, files: &Files, progress: &Progress) -> Result<Read, Trouble> {
    let mut reader = Reader {
        model,
        zone: Zone::get(&model.document().timezone).unwrap_or_else(Zone::utc),
        join: Join::default(),
    };
    let columns = |path: &Option<PathBuf>, needed, take: &mut dyn FnMut(&Row<'_>)| {
        let Some(path) = path else { return Ok(None) };
        let delimiter = files.delimiter;
        let input = Input {
            path,
            delimiter,
            needed,
        };
        files::read(input, progress, take)
    };
    let profile_columns = columns(&files.profiles, &["lead"], &mut |row| reader.profile(row))?;
    let needed = &["lead", "event", "at"];
    let event_columns = columns(&files.events, needed, &mut |row| reader.event(row))?;
    Ok(Read {
        join: reader.join,
        profile_columns,
        event_columns,
    })
}

type Wrong = (RejectCode, String);

struct Reader<'m> {
    model: &'m Model,
    zone: Zone,
    join: Join,
}

impl Reader<'_> {
    fn profile(&mut self, row: &Row<'_>) {
        let table = TableName::Profiles;
        let Some(id) = self.id(row, table) else {
            return;
        };
        let since = match self.valid_from(row) {
            Ok(since) => since,
            Err(why) => {
                let found = reject(table, place(row), Some(&id), "valid_from", why);
                return self.join.rejects.push(found);
            }
        };
        let mut profile = Profile::new(id.as_str());
        for (name, cell) in row
            .cells
            .iter()
            .filter(|(name, _)| !matches!(*name, "lead" | "valid_from"))
        {
            match self.attribute(name, *cell) {
                Some(value) => profile.set((*name).to_owned(), value),
                None => self.join.rejects.push(reject(
                    table,
                    place(row),
                    Some(&id),
                    name,
                    not_unicode(),
                )),
            }
        }
        self.join.add_profile(&id, place(row), since, profile);
    }

    /// A cell by the declared type of its attribute; `None` of what is no text.
    fn attribute(&self, name: &str, cell: Cell<'_>) -> Option<Value> {
        match cell {
            Cell::Text(text) => {
                let read = self.model.profile_from_text([(name, text)]);
                read.attributes().first().map(|(_, value)| value.clone())
            }
            Cell::Json(raw) => Some(raw::value(raw)),
            Cell::NotUnicode => None,
        }
    }

    fn event(&mut self, row: &Row<'_>) {
        let table = TableName::Events;
        let Some(id) = self.id(row, table) else {
            return;
        };
        match self.read_event(row) {
            Ok((event, at)) => self.join.add_event(&id, place(row), at, event),
            Err(column) => {
                self.join
                    .rejects
                    .push(reject(table, place(row), Some(&id), column, not_unicode()));
            }
        }
    }

    /// An event and its instant, or the column that is no text.
    fn read_event<'r>(&self, row: &'r Row<'_>) -> Result<(Event, Option<Instant>), &'r str> {
        let event = row.event(self.model)?;
        let at = row
            .cell("at")
            .and_then(as_text)
            .and_then(|text| self.instant(&text).ok());
        Ok((event, at))
    }

    /// The lead's id: a text, or a whole number as its decimal text.
    fn id(&mut self, row: &Row<'_>, table: TableName) -> Option<String> {
        let id = match row.cell("lead") {
            Some(Cell::Text(text)) => Ok(Value::from(text.trim())),
            Some(Cell::Json(raw)) => Ok(raw::value(raw)),
            Some(Cell::NotUnicode) => Err(not_unicode()),
            None => Ok(Value::Null),
        };
        match id.and_then(id_text) {
            Ok(id) => Some(id),
            Err(why) => {
                self.join
                    .rejects
                    .push(reject(table, place(row), None, "lead", why));
                None
            }
        }
    }

    /// Since when a profile is valid; none is since ever.
    fn valid_from(&self, row: &Row<'_>) -> Result<Option<Instant>, Wrong> {
        let allowed = "an instant such as `2026-11-22T09:30:00Z` or a date is needed";
        match row.cell("valid_from") {
            None => Ok(None),
            Some(Cell::Json(raw)) if raw::Kind::of(raw) == raw::Kind::Null => Ok(None),
            Some(cell) => match as_text(cell) {
                Some(text) if text.trim().is_empty() => Ok(None),
                Some(text) => self
                    .instant(&text)
                    .map(Some)
                    .map_err(|code| (code, format!("found the text `{}`, {allowed}", text.trim()))),
                None => Err((RejectCode::WrongType, format!("found no text, {allowed}"))),
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
        Cell::Json(raw) => raw::text(raw),
        Cell::NotUnicode => None,
    }
}

fn id_text(id: Value) -> Result<String, Wrong> {
    let wrong = || {
        (
            RejectCode::WrongType,
            "an id is a text or a whole number".to_owned(),
        )
    };
    match id {
        Value::NotUnicode => Err(not_unicode()),
        Value::Text(text) if !text.trim().is_empty() => Ok(text.into()),
        Value::Number(number) => {
            let whole = number.floor().ok_or_else(wrong)?;
            let same = leadgrade::exact::Number::whole(whole) == number;
            same.then(|| whole.to_string()).ok_or_else(wrong)
        }
        Value::Null | Value::Text(_) => Err((
            RejectCode::Missing,
            "every row needs the id of its lead".to_owned(),
        )),
        _ => Err(wrong()),
    }
}

fn not_unicode() -> Wrong {
    (RejectCode::NotUnicode, "the text is not UTF-8".to_owned())
}
