//! The columns of tables that are read, and their names.

use arrow_schema::Schema;

use super::batches::Batches;
use super::column::Purpose;
use super::error::ArrowTableError;
use super::request::TableRequest;
use crate::document::Type;
use crate::intake::{CoercedType, Coercion};
use crate::lead::TableName;
use crate::model::plan::{Compiled, Field};
use crate::tables::{KnownAt, TableError};
use crate::text::{nearest, nfc};

/// A column that is read.
#[derive(Clone, Debug)]
pub(super) struct ColumnSource {
    /// Its name in leadgrade or in the model.
    pub(super) ours: String,
    /// Its name in the table.
    pub(super) theirs: String,
    pub(super) purpose: Purpose,
    /// Whether the table must have it.
    pub(super) needed: bool,
}

/// The columns of a table that are read.
#[derive(Debug)]
pub(super) struct TableSources {
    pub(super) table: &'static str,
    pub(super) columns: Vec<ColumnSource>,
    /// The names of the columns that are not read.
    pub(super) unread: Vec<String>,
}

/// The tables of a call.
#[derive(Clone, Copy)]
pub(super) struct InputTables<'b> {
    pub(super) profiles: &'b Batches,
    pub(super) events: &'b Batches,
    pub(super) as_of: &'b Batches,
}

impl<'b> InputTables<'b> {
    fn all(self) -> [&'b Batches; 3] {
        [self.profiles, self.events, self.as_of]
    }
}

/// The columns that are read of profiles, events and the table of instants.
pub(super) struct AllSources {
    pub(super) profiles: TableSources,
    pub(super) events: TableSources,
    pub(super) as_of: TableSources,
}

/// The columns that a model reads of a table, under their own names.
pub(super) fn sources(
    plan: &Compiled,
    table: TableName,
    coerce: bool,
    known: KnownAt,
) -> TableSources {
    let one = |name: &str, coercion: Coercion, timely: bool, needed: bool| ColumnSource {
        ours: name.to_owned(),
        theirs: name.to_owned(),
        purpose: Purpose {
            coercion,
            coerce,
            timely,
        },
        needed,
    };
    let field = |field: &Field| {
        let timely = field.type_ == Type::Date;
        one(&field.name, Coercion::from_field(field), timely, false)
    };
    let text = |name, timely, needed| one(name, Coercion::new(CoercedType::Text), timely, needed);
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
            columns.push(one(
                "value",
                Coercion::new(CoercedType::Number),
                false,
                false,
            ));
            columns.push(text("id", false, false));
            if known == KnownAt::Then {
                columns.push(text("recorded_at", true, false));
            }
            columns.extend(plan.intake.properties.iter().map(field));
        }
        TableName::AsOf => columns.push(text("as_of", true, true)),
    }
    let table = table.word();
    TableSources {
        table,
        columns,
        unread: Vec::new(),
    }
}

impl AllSources {
    /// The columns that a model reads, with the names that `columns` maps. A name with a table before
    /// it (`events.lead`) is for that table only, one without for each table that has the column.
    ///
    /// # Errors
    /// A missing column, two columns of one name, and an unknown name in `columns`.
    pub(super) fn new(
        plan: &Compiled,
        request: &TableRequest,
        given: InputTables<'_>,
    ) -> Result<Self, ArrowTableError> {
        let found = Self::mapped(plan, request, given, Err)?;
        let sources = [&found.profiles, &found.events, &found.as_of];
        for (sources, batches) in sources.into_iter().zip(given.all()) {
            if let Some(schema) = batches.schema() {
                sources.check(&schema)?;
            }
        }
        Ok(found)
    }

    /// The same for single rows, which need not have all required columns.
    pub(super) fn for_rows(
        plan: &Compiled,
        request: &TableRequest,
        given: InputTables<'_>,
    ) -> Result<Self, ArrowTableError> {
        Self::mapped(plan, request, given, |error| match error {
            ArrowTableError::UnknownColumn { .. } => Ok(()),
            other => Err(other),
        })
    }

    fn mapped(
        plan: &Compiled,
        request: &TableRequest,
        given: InputTables<'_>,
        refuse: impl Fn(ArrowTableError) -> Result<(), ArrowTableError>,
    ) -> Result<Self, ArrowTableError> {
        let of = |table| sources(plan, table, request.coerce, request.known);
        let mut found = [TableName::Profiles, TableName::Events, TableName::AsOf]
            .map(|table| (of(table), None));
        for ((sources, schema), batches) in found.iter_mut().zip(given.all()) {
            *schema = batches.schema();
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

/// The columns that are read of a table, and its schema if it is given.
type GivenTable = (TableSources, Option<arrow_schema::SchemaRef>);

/// Maps a name to a column, in each table that has both.
fn map(tables: &mut [GivenTable], name: &str, theirs: &str) -> Result<(), ArrowTableError> {
    let (table, ours) = match name.split_once('.') {
        Some((table, ours)) => (Some(table), ours),
        None => (None, name),
    };
    let known = |(sources, _): &&mut GivenTable| {
        table.is_none_or(|table| table == sources.table)
            && sources.columns.iter().any(|column| column.ours == ours)
    };
    let mut lacking = None;
    let (mut is_known, mut is_there) = (false, false);
    let all = offered(tables);
    for (sources, schema) in tables.iter_mut().filter(known) {
        is_known = true;
        match schema {
            // The table is not given, so nothing is read from it.
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

fn has(schema: &Schema, name: &str) -> bool {
    schema
        .fields()
        .iter()
        .any(|field| nfc(field.name()) == name)
}

/// The names of the columns of a table.
fn listed(schema: &Schema) -> Vec<String> {
    let names = schema.fields().iter().map(|field| field.name().clone());
    names.collect()
}

/// All names that can be mapped.
fn offered(tables: &[GivenTable]) -> Vec<String> {
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

fn lacks(sources: &TableSources, schema: &Schema, name: &str, theirs: &str) -> ArrowTableError {
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

impl TableSources {
    /// Sets the name of a column in the table.
    pub(super) fn rename(&mut self, ours: &str, theirs: &str) {
        let own = self.columns.iter_mut().filter(|column| column.ours == ours);
        own.for_each(|column| theirs.clone_into(&mut column.theirs));
    }

    /// Sets the names of the columns that are not read.
    fn leave(&mut self, schema: Option<&Schema>) {
        let fields = schema.into_iter().flat_map(Schema::fields);
        let names = fields.map(|field| field.name().clone());
        let all: Vec<String> = names.chain(std::mem::take(&mut self.unread)).collect();
        let is_read = |name: &String| self.columns.iter().any(|one| one.theirs == nfc(name));
        self.unread = all.into_iter().filter(|name| !is_read(name)).collect();
    }

    /// Checks that a schema has each required column, and no column that is read twice.
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

    fn missing(&self, column: &ColumnSource, schema: &Schema) -> ArrowTableError {
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
