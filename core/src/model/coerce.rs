//! Rows of text (CSV) become profiles and events, by the types that a model declares.

use super::Model;
use super::plan::Field;
use crate::document::Type;
use crate::lead::{Event, Meant, Profile, TableName, Value, coerce};

impl Model {
    /// A profile from the cells of a row of text, by column name.
    ///
    /// Cells are turned into the declared types: numbers in JSON's form, flags
    /// as `true`, `false`, `yes`, `no`, `1` or `0` in any case, tags as a JSON
    /// array or split at `;`. White space around a cell is trimmed, an empty
    /// cell is missing. What is of another form is rejected when it is assessed.
    pub fn profile_from_text<'t>(
        &self,
        cells: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Profile {
        let mut profile = Profile::default();
        for (name, text) in cells {
            let value = self.cell_from_text(TableName::Profiles, name, text);
            match name {
                "lead" => profile.lead = value,
                _ => profile.set(name.to_owned(), value),
            }
        }
        profile
    }

    /// An event from the cells of a row of text, by column name; see [`Model::profile_from_text`].
    pub fn event_from_text<'t>(
        &self,
        cells: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Event {
        let mut event = Event::new(Value::Null, Value::Null);
        for (name, text) in cells {
            let value = self.cell_from_text(TableName::Events, name, text);
            event.set(name, value);
        }
        event
    }

    /// The cell of a row of text as a value of the declared type; see
    /// [`Model::profile_from_text`].
    ///
    /// ```
    /// use leadgrade::{Model, TableName, Value};
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "cells"
    ///     attributes.employees = { type = "number" }
    ///     attributes.topics = { type = "tags" }
    /// "#)?;
    /// let cell = |column, text| model.cell_from_text(TableName::Profiles, column, text);
    /// assert_eq!(cell("employees", " 1200 "), Value::from(1200));
    /// assert_eq!(cell("topics", "paper; ink"), Value::from(vec!["paper", "ink"]));
    /// assert_eq!(cell("lead", "0071"), Value::from("0071"));
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn cell_from_text(&self, table: TableName, column: &str, text: &str) -> Value {
        coerce(text, self.meaning(table, column))
    }

    /// What the texts of a column are meant to be.
    pub(crate) fn meaning(&self, table: TableName, column: &str) -> Meant {
        let intake = &self.0.intake;
        match (table, column) {
            (TableName::Profiles, _) => meant(&intake.attributes, column),
            (TableName::Events, "value") => Meant::Number,
            (TableName::Events, _) => meant(&intake.properties, column),
            (TableName::AsOf, _) => Meant::Text,
        }
    }
}

impl Meant {
    /// What texts of a declared type are meant to be.
    pub(crate) fn of(type_: Type) -> Self {
        match type_ {
            Type::Number => Self::Number,
            Type::Flag => Self::Flag,
            Type::Tags => Self::Tags,
            Type::Text | Type::Date => Self::Text,
        }
    }
}

/// Undeclared columns are ignored later; they stay texts.
fn meant(fields: &[Field], name: &str) -> Meant {
    let found = fields.binary_search_by(|field| field.name.as_str().cmp(name));
    let field = found.ok().and_then(|at| fields.get(at));
    field.map_or(Meant::Text, |field| Meant::of(field.type_))
}
