//! Single leads as rows of tables: under the names and in the forms that a request of
//! tables says, so that a row means the same alone as in its table.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};

use super::batches::Batches;
use super::error::ArrowTableError;
use super::names::{Sources, Tables};
use super::request::TableRequest;
use crate::intake::coerced;
use crate::lead::{Event, Profile, Value};
use crate::model::Model;

impl Model {
    /// A profile and events whose members have the names of tables, with those of the
    /// model; texts become the declared types where the request wants that.
    ///
    /// # Errors
    /// A name in `columns` that is not known.
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
        let none = Batches::none();
        let given = (&own, &their, &none);
        let tables = Tables::of_rows(&self.0, request, given)?;
        let profile = renamed_profile(profile, &tables.profiles);
        let event = |event| renamed_event(event, &tables.events);
        let events = events.into_iter().map(event).collect();
        Ok((profile, events))
    }
}

/// A table without rows that has these columns.
fn table<'n>(names: impl Iterator<Item = &'n str>) -> Batches {
    let field = |name| Field::new(name, DataType::Null, true);
    let fields: Vec<Field> = names.map(field).collect();
    Batches::new(Arc::new(Schema::new(fields)), Vec::new())
}

/// Members by our names: those that are read under theirs, and others that nobody reads.
fn renamed<'v>(
    members: &'v [(&'v str, &'v Value)],
    sources: &'v Sources,
) -> impl Iterator<Item = (&'v str, Value)> {
    let read = sources.columns.iter().filter_map(|source| {
        let (_, value) = members.iter().find(|(name, _)| *name == source.theirs)?;
        let value = Value::clone(value);
        let purpose = &source.purpose;
        Some((
            source.ours.as_str(),
            match purpose.coerce {
                true => coerced(value, &purpose.target),
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

fn renamed_profile(profile: Profile, sources: &Sources) -> Profile {
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
            // A row alone is the one that counts.
            "valid_from" => {}
            name => found.set(name, value),
        }
    }
    found
}

fn renamed_event(event: Event, sources: &Sources) -> Event {
    let members: Vec<_> = event.members().collect();
    let mut found = Event::new(Value::Null, Value::Null);
    for (name, value) in renamed(&members, sources) {
        if name != "lead" {
            found.set(name, value);
        }
    }
    found
}
