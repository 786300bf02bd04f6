//! Single leads as rows of tables, with the names and conversions of a request, so that a row gives the
//! same result alone as in its table.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};

use super::batches::Batches;
use super::error::ArrowTableError;
use super::names::{AllSources, InputTables, TableSources};
use super::request::TableRequest;
use crate::intake::coerce_value;
use crate::lead::{Event, Profile, Value};
use crate::model::Model;

impl Model {
    /// Renames the members of a profile and events from names of columns to those of the model. Texts
    /// are converted to the declared types if the request says so.
    ///
    /// # Errors
    /// An unknown name in `columns`.
    ///
    /// ```
    /// use leadgrade::arrow::TableRequest;
    /// use leadgrade::{Model, Profile};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[attributes.size]\ntype = \"number\"")?;
    /// let mut request = TableRequest::at(model.as_of("2026-11-22")?);
    /// request.columns.insert("size".to_owned(), "staff".to_owned());
    /// request.coerce = true;
    /// let row = Profile::new("L-7").with("staff", "120");
    /// let (profile, _) = model.lead_of_rows(&request, row, Vec::new())?;
    /// assert_eq!(profile, Profile::new("L-7").with("size", 120.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lead_of_rows(
        &self,
        request: &TableRequest,
        profile: Profile,
        events: Vec<Event>,
    ) -> Result<(Profile, Vec<Event>), ArrowTableError> {
        let own = ["lead"].into_iter();
        let own = own.chain(profile.attributes().iter().map(|(name, _)| name.as_str()));
        let mut their: BTreeSet<&str> = BTreeSet::from(["lead", "event", "at"]);
        for event in &events {
            their.extend(event.members().map(|(name, _)| name));
        }
        let (own, their) = (table(own), table(their.into_iter()));
        let given = InputTables {
            profiles: &own,
            events: &their,
            as_of: &Batches::none(),
        };
        let tables = AllSources::for_rows(&self.0, request, given)?;
        let profile = renamed_profile(profile, &tables.profiles);
        let event = |event| renamed_event(event, &tables.events);
        let events = events.into_iter().map(event).collect();
        Ok((profile, events))
    }
}

/// A table with these columns and without rows.
fn table<'n>(names: impl Iterator<Item = &'n str>) -> Batches {
    let field = |name| Field::new(name, DataType::Null, true);
    let fields: Vec<Field> = names.map(field).collect();
    Batches::new(Arc::new(Schema::new(fields)), Vec::new())
}

/// Members under the names of the model: those that are read, renamed, and all others.
fn renamed<'v>(
    members: &'v [(&'v str, &'v Value)],
    sources: &'v TableSources,
) -> impl Iterator<Item = (&'v str, Value)> {
    let read = sources.columns.iter().filter_map(|source| {
        let (_, value) = members.iter().find(|(name, _)| *name == source.theirs)?;
        let value = Value::clone(value);
        let purpose = &source.purpose;
        Some((
            source.ours.as_str(),
            match purpose.coerce {
                true => coerce_value(value, &purpose.coercion),
                false => value,
            },
        ))
    });
    let is_other = |name: &str| {
        let mut names = sources.columns.iter();
        !names.any(|source| source.theirs == name || source.ours == name)
    };
    let others = members.iter().filter(move |(name, _)| is_other(name));
    read.chain(others.map(|(name, value)| (*name, Value::clone(value))))
}

fn renamed_profile(profile: Profile, sources: &TableSources) -> Profile {
    let attributes = profile.attributes().iter();
    let mut members: Vec<_> = attributes
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    if !matches!(profile.lead, Value::Null) {
        members.push(("lead", &profile.lead));
    }
    let mut found = Profile::default();
    for (name, value) in renamed(&members, sources) {
        match name {
            "lead" => found.lead = value,
            // A single row is always valid.
            "valid_from" => {}
            name => found.set(name, value),
        }
    }
    found
}

fn renamed_event(event: Event, sources: &TableSources) -> Event {
    let members: Vec<_> = event.members().collect();
    let mut found = Event::new(Value::Null, Value::Null);
    for (name, value) in renamed(&members, sources) {
        if name != "lead" {
            found.set(name, value);
        }
    }
    found
}
