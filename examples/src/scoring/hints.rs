//! Hints on probable mistakes in the files, which the library finds in tables.

use std::sync::Arc;

use leadgrade::tables::{AsOf, Chunk, Column, TableOptions, Texts};
use leadgrade::{Event, Hint, Instant, Model, Profile, Text, Value};

use super::read::Read;

/// The hints of both files.
pub(super) fn hints(model: &Model, read: &Read, as_of: Instant) -> Vec<Hint> {
    let document = model.document();
    let attributes = |name: &str| document.attributes.contains_key(name);
    let properties = |name: &str| document.properties.contains_key(name);
    let profiles = profiles(read, &attributes);
    let events = events(read, &properties);
    let found = model.assess_chunks(
        profiles.as_slice(),
        events.as_slice(),
        &AsOf::One(as_of),
        &TableOptions::default(),
    );
    // The required columns exist and the options are not strict, so this does not fail.
    found.map(|found| found.hints).unwrap_or_default()
}

/// Returns the text of a column in a row.
type Find<R> = for<'t> fn(&'t R, &str) -> Option<&'t str>;

/// A column of texts that are read from its rows without copying.
struct RowTexts<'n, R> {
    rows: Arc<[R]>,
    name: &'n str,
    find: Find<R>,
}

impl<R: Send + Sync> Texts for RowTexts<'_, R> {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn text(&self, row: usize) -> Option<&str> {
        (self.find)(self.rows.get(row)?, self.name)
    }
}

fn column<'a, R: Send + Sync + 'a>(rows: &Arc<[R]>, name: &'a str, find: Find<R>) -> Column<'a> {
    let rows = Arc::clone(rows);
    Column::Texts(Box::new(RowTexts { rows, name, find }))
}

/// A lead with one of its profiles.
struct ProfileRow<'r>(&'r str, &'r Profile);

/// The profiles as a table of ids and texts; `None` without a file.
fn profiles<'r>(read: &'r Read, is_attribute: &dyn Fn(&str) -> bool) -> Option<Chunk<'r>> {
    let columns = read.profile_columns.as_ref()?;
    let rows = read.join.profiles();
    let rows: Arc<[_]> = rows.map(|(id, profile)| ProfileRow(id, profile)).collect();
    let lead = column(&rows, "lead", |row, _| Some(row.0));
    let mut chunk = Chunk::new(rows.len()).with("lead", lead);
    let (own, unread) = split(columns, is_attribute);
    for name in own {
        let texts = column(&rows, name, |row, name| text_of(row.1.attributes(), name));
        chunk = chunk.with(name, texts);
    }
    Some(chunk.with_unread(unread))
}

/// A lead with one of its events and the event's name.
struct EventRow<'r>(&'r str, &'r Event, Option<&'r str>);

/// The events as a table; `None` without a file.
fn events<'r>(read: &'r Read, is_property: &dyn Fn(&str) -> bool) -> Option<Chunk<'r>> {
    let columns = read.event_columns.as_ref()?;
    let all = || read.join.events();
    let rows = all().map(|(id, event, name, _)| EventRow(id, event, name));
    let rows: Arc<[_]> = rows.collect();
    let at = all().map(|(_, _, _, at)| at.map_or(Value::Null, Value::Instant));
    let mut chunk = Chunk::new(rows.len())
        .with("lead", column(&rows, "lead", |row, _| Some(row.0)))
        .with("event", column(&rows, "event", |row, _| row.2))
        .with("at", Column::Values(at.collect()));
    let (own, unread) = split(columns, is_property);
    for name in own {
        let texts = column(&rows, name, |row, name| text_of(row.1.properties(), name));
        chunk = chunk.with(name, texts);
    }
    Some(chunk.with_unread(unread))
}

/// Splits columns into those that the model declares and all others.
fn split<'c>(columns: &'c [String], is_own: &dyn Fn(&str) -> bool) -> (Vec<&'c str>, Vec<String>) {
    let names = columns.iter().map(String::as_str);
    let (own, others): (Vec<&str>, Vec<&str>) = names.partition(|name| is_own(name));
    (own, others.into_iter().map(str::to_owned).collect())
}

/// The text of a value; `None` for other values, which cannot be placeholders.
fn text_of<'v>(values: &'v [(Text, Value)], name: &str) -> Option<&'v str> {
    let found = values.iter().find(|(known, _)| known == name);
    match found {
        Some((_, Value::Text(text))) => Some(text),
        _ => None,
    }
}
