//! Which columns of a table are read, and under which names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use arrow_schema::Schema;

use super::batches::Batches;
use super::column::Purpose;
use super::error::ArrowTableError;
use super::request::TableRequest;
use crate::document::Type;
use crate::intake::{Meant, Target};
use crate::lead::TableName;
use crate::model::Model;
use crate::model::plan::{Compiled, Field};
use crate::tables::{KnownAt, TableError};
use crate::text::{nearest, nfc};

/// A column that is read.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// What we call it.
    pub(super) ours: String,
    /// What the table calls it.
    pub(super) theirs: String,
    pub(super) purpose: Purpose,
    pub(super) needed: bool,
}

/// A table by its name and the columns that are read of it.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) table: &'static str,
    pub(super) columns: Vec<Source>,
    /// Names of the columns of the table that are not read.
    pub(super) unread: Vec<String>,
}

/// The columns of profiles, events and instants.
pub(super) struct Tables {
    pub(super) profiles: Sources,
    pub(super) events: Sources,
    pub(super) as_of: Sources,
}

/// What the model reads of a table.
fn sources(plan: &Compiled, table: TableName, coerce: bool, known: KnownAt) -> Sources {
    let one = |name: &str, target: Target, timely: bool, needed: bool| Source {
        ours: name.to_owned(),
        theirs: name.to_owned(),
        purpose: Purpose {
            target,
            coerce,
            timely,
        },
        needed,
    };
    let field = |field: &Field| {
        let timely = field.type_ == Type::Date;
        one(&field.name, Target::from_field(field), timely, false)
    };
    let text = |name, timely, needed| one(name, Target::new(Meant::Text), timely, needed);
    let mut columns = vec![text("lead", false, true)];
    match table {
        TableName::Profiles => {
            columns.push(text("valid_from", true, false));
            columns.push(text("recorded_at", true, false));
            columns.extend(plan.intake.attributes.iter().map(field));
        }
        TableName::Events => {
            columns.push(text("event", false, true));
            columns.push(text("at", true, true));
            columns.push(one("value", Target::new(Meant::Number), false, false));
            columns.push(text("id", false, false));
            if known == KnownAt::Then {
                columns.push(text("recorded_at", true, false));
            }
            columns.extend(plan.intake.properties.iter().map(field));
        }
        TableName::AsOf => columns.push(text("as_of", true, true)),
    }
    let table = table.word();
    Sources {
        table,
        columns,
        unread: Vec::new(),
    }
}

impl Tables {
    /// What the model reads, by the names that `columns` gives. A name with a
    /// table before it (`events.lead`) is of that table, one without of each
    /// table that has the column.
    pub(super) fn of(
        plan: &Compiled,
        request: &TableRequest,
        given: (&Batches, &Batches, &Batches),
    ) -> Result<Self, ArrowTableError> {
        let found = Self::mapped(plan, request, given, Err)?;
        let sources = [&found.profiles, &found.events, &found.as_of];
        for (sources, batches) in sources.into_iter().zip([given.0, given.1, given.2]) {
            if let Some(schema) = batches.schema() {
                sources.check(&schema)?;
            }
        }
        Ok(found)
    }

    /// The same of single rows, which may lack what tables must have.
    pub(super) fn of_rows(
        plan: &Compiled,
        request: &TableRequest,
        given: (&Batches, &Batches, &Batches),
    ) -> Result<Self, ArrowTableError> {
        Self::mapped(plan, request, given, |error| match error {
            ArrowTableError::UnknownColumn { .. } => Ok(()),
            other => Err(other),
        })
    }

    fn mapped(
        plan: &Compiled,
        request: &TableRequest,
        (profiles, events, as_of): (&Batches, &Batches, &Batches),
        refuse: impl Fn(ArrowTableError) -> Result<(), ArrowTableError>,
    ) -> Result<Self, ArrowTableError> {
        let of = |table| sources(plan, table, request.coerce, request.known);
        let mut found = [
            (of(TableName::Profiles), profiles.schema()),
            (of(TableName::Events), events.schema()),
            (of(TableName::AsOf), as_of.schema()),
        ];
        for ((sources, _), batches) in found.iter_mut().zip([profiles, events, as_of]) {
            sources.unread = batches.unread().to_vec();
        }
        for (ours, theirs) in &request.columns {
            map(&mut found, &nfc(ours), &nfc(theirs)).or_else(&refuse)?;
        }
        for (sources, schema) in &mut found {
            sources.leave(schema.as_deref());
        }
        let [(profiles, _), (events, _), (as_of, _)] = found;
        Ok(Self {
            profiles,
            events,
            as_of,
        })
    }
}

type Given = (Sources, Option<arrow_schema::SchemaRef>);

/// Gives one of our names the name of theirs.
fn map(tables: &mut [Given], name: &str, theirs: &str) -> Result<(), ArrowTableError> {
    let (table, ours) = match name.split_once('.') {
        Some((table, ours)) => (Some(table), ours),
        None => (None, name),
    };
    let known = |(sources, _): &&mut Given| {
        table.is_none_or(|table| table == sources.table)
            && sources.columns.iter().any(|column| column.ours == ours)
    };
    let mut lacking = None;
    let (mut is_known, mut is_there) = (false, false);
    let all = offered(tables);
    for (sources, schema) in tables.iter_mut().filter(known) {
        is_known = true;
        match schema {
            // Nothing is read of a table that is not given.
            None => {}
            Some(schema) if has(schema, theirs) => {
                is_there = true;
                sources.rename(ours, theirs);
            }
            Some(schema) => lacking = lacking.or(Some(lacks(sources, schema, name, theirs))),
        }
    }
    match lacking {
        _ if !is_known => Err(unknown(name, all)),
        Some(error) if !is_there => Err(error),
        _ => Ok(()),
    }
}

impl Model {
    /// Which columns of a table the model reads, by their position among its names: a binding
    /// asks for these alone, before it converts anything, so that a column that is not read and
    /// cannot be converted does no harm. `columns` is as in a request.
    ///
    /// Two columns of a name that is read are both of them, so that scoring refuses them. A
    /// `columns` that says something wrong is not refused here, but where the table is scored.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use leadgrade::{Model, TableName};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\nattributes.size = { type = \"number\" }")?;
    /// let columns = BTreeMap::from([("profiles.lead".to_owned(), "customer".to_owned())]);
    /// let names = ["size", "phone", "customer", "lead"];
    /// assert_eq!(model.columns_read(TableName::Profiles, &names, &columns), [0, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn columns_read(
        &self,
        table: TableName,
        names: &[impl AsRef<str>],
        columns: &BTreeMap<String, String>,
    ) -> Vec<usize> {
        let names: Vec<_> = names.iter().map(|name| nfc(name.as_ref())).collect();
        let sources = self.sources_by(table, &names, columns);
        let is_read = |name: &str| sources.columns.iter().any(|one| one.theirs == name);
        let read = names.iter().enumerate().filter(|(_, name)| is_read(name));
        read.map(|(at, _)| at).collect()
    }

    /// What a table of these columns calls one that is read.
    pub(super) fn name_of(
        &self,
        ours: &str,
        table: TableName,
        schema: &Schema,
        columns: &BTreeMap<String, String>,
    ) -> String {
        let fields = schema.fields().iter();
        let names: Vec<_> = fields.map(|field| nfc(field.name())).collect();
        let sources = self.sources_by(table, &names, columns);
        let mut columns = sources.columns.into_iter();
        let found = columns.find(|column| column.ours == ours);
        found.map_or_else(|| ours.to_owned(), |column| column.theirs)
    }

    /// What is read of a table that has these columns.
    fn sources_by(
        &self,
        table: TableName,
        names: &[Cow<'_, str>],
        columns: &BTreeMap<String, String>,
    ) -> Sources {
        // Whether rows recorded later exist is not known here.
        let mut sources = sources(&self.0, table, false, KnownAt::Then);
        for (ours, theirs) in columns {
            let (ours, theirs) = (nfc(ours), nfc(theirs));
            let (of, ours) = match ours.split_once('.') {
                Some((of, ours)) => (of, ours),
                None => (table.word(), &*ours),
            };
            if of == table.word() && names.contains(&theirs) {
                sources.rename(ours, &theirs);
            }
        }
        sources
    }
}

fn has(schema: &Schema, name: &str) -> bool {
    schema
        .fields()
        .iter()
        .any(|field| nfc(field.name()) == name)
}

/// Names of the columns of a table.
fn listed(schema: &Schema) -> Vec<String> {
    let names = schema.fields().iter().map(|field| field.name().clone());
    names.collect()
}

/// All names that may be mapped.
fn offered(tables: &[Given]) -> Vec<String> {
    let columns = tables.iter().flat_map(|(sources, _)| &sources.columns);
    let mut names: Vec<String> = columns.map(|column| column.ours.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn unknown(name: &str, allowed: Vec<String>) -> ArrowTableError {
    let near = nearest(name, allowed.iter().map(String::as_str)).map(str::to_owned);
    ArrowTableError::UnknownName {
        name: name.to_owned(),
        near,
        allowed,
    }
}

fn lacks(sources: &Sources, schema: &Schema, name: &str, theirs: &str) -> ArrowTableError {
    let table = sources.table;
    let mut allowed = listed(schema);
    allowed.extend(sources.unread.iter().cloned());
    ArrowTableError::UnknownColumn {
        table,
        name: name.to_owned(),
        column: theirs.to_owned(),
        near: nearest(theirs, allowed.iter().map(String::as_str)).map(str::to_owned),
        allowed,
    }
}

impl Sources {
    fn rename(&mut self, ours: &str, theirs: &str) {
        let own = self.columns.iter_mut().filter(|column| column.ours == ours);
        own.for_each(|column| theirs.clone_into(&mut column.theirs));
    }

    /// Notes the columns of a schema that are not read.
    fn leave(&mut self, schema: Option<&Schema>) {
        let fields = schema.into_iter().flat_map(Schema::fields);
        let names = fields.map(|field| field.name().clone());
        let all: Vec<String> = names.chain(std::mem::take(&mut self.unread)).collect();
        let is_read = |name: &String| self.columns.iter().any(|one| one.theirs == nfc(name));
        self.unread = all.into_iter().filter(|name| !is_read(name)).collect();
    }

    /// Whether a schema has what must be there, each once.
    pub(super) fn check(&self, schema: &Schema) -> Result<(), ArrowTableError> {
        for column in &self.columns {
            let named = |field: &&arrow_schema::FieldRef| nfc(field.name()) == column.theirs;
            let count = schema.fields().iter().filter(named).count();
            if count > 1 {
                return Err(ArrowTableError::TwoColumns {
                    table: self.table,
                    column: column.theirs.clone(),
                });
            }
            if count == 0 && column.needed {
                return Err(self.missing(column, schema));
            }
        }
        Ok(())
    }

    fn missing(&self, column: &Source, schema: &Schema) -> ArrowTableError {
        let known = ["lead", "event", "at", "as_of"];
        let name = known.into_iter().find(|name| *name == column.ours);
        TableError::MissingColumn {
            table: self.table,
            column: name.unwrap_or_default(),
            found: listed(schema),
        }
        .into()
    }
}
