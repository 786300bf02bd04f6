//! Converts text, such as CSV cells, to values of the declared types.

use std::sync::Arc;

use crate::document::Type;
use crate::exact::nearest;
use crate::lead::{Event, Profile, TableName, Value};
use crate::model::plan::Field;
use crate::model::{Model, NotKnown};

/// The type to which a text is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CoercedType {
    Number,
    Flag,
    Tags,
    /// A text, date, instant or id: stays a text.
    Text,
}

/// How the texts of a column are coerced.
#[derive(Clone, Debug)]
pub(crate) struct Coercion {
    pub(crate) type_: CoercedType,
    pub(crate) not_known: Option<Arc<NotKnown>>,
}

impl Coercion {
    pub(crate) fn new(type_: CoercedType) -> Self {
        Self {
            type_,
            not_known: None,
        }
    }

    pub(crate) fn from_field(field: &Field) -> Self {
        Self {
            type_: CoercedType::from_type(field.type_),
            not_known: field.not_known.clone(),
        }
    }
}

/// Converts a text. Outer white space is trimmed. An empty text, and a text that means "not
/// known", is missing. A text that cannot be converted stays a text, so that it is rejected
/// with the wrong type.
pub(crate) fn coerce_text(text: &str, coercion: &Coercion) -> Value {
    if coercion
        .not_known
        .as_ref()
        .is_some_and(|list| list.has_text(text))
    {
        return Value::Null;
    }
    let text = text.trim();
    if text.is_empty() {
        return Value::Null;
    }
    let read = match coercion.type_ {
        CoercedType::Number => number(text),
        CoercedType::Flag => flag(text),
        CoercedType::Tags => tags(text),
        CoercedType::Text => None,
    };
    read.unwrap_or_else(|| Value::from(text))
}

/// Converts any value: texts as [`coerce_text`] does, and the numbers 0 and 1 to flags where flags are
/// expected. Other values stay as they are.
pub(crate) fn coerce_value(value: Value, coercion: &Coercion) -> Value {
    let is_flag = coercion.type_ == CoercedType::Flag;
    match value {
        Value::Text(text) => coerce_text(&text, coercion),
        ref zero if is_flag && *zero == Value::from(0) => Value::Flag(false),
        ref one if is_flag && *one == Value::from(1) => Value::Flag(true),
        other => other,
    }
}

/// Parses a number in JSON's form. A number too large for a double is not finite.
fn number(text: &str) -> Option<Value> {
    let raw: &serde_json::value::RawValue = serde_json::from_str(text).ok()?;
    let is_number = raw
        .get()
        .starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number.then(|| nearest(raw.get()).map_or(Value::NotFinite, Value::from))
}

fn flag(text: &str) -> Option<Value> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match () {
        () if is(["true", "yes", "1"]) => Some(Value::Flag(true)),
        () if is(["false", "no", "0"]) => Some(Value::Flag(false)),
        () => None,
    }
}

/// Parses a JSON array, or texts separated by semicolons.
fn tags(text: &str) -> Option<Value> {
    if text.starts_with('[') {
        return serde_json::from_str(text)
            .ok()
            .map(|json| Value::from_json(&json));
    }
    Some(Value::List(
        text.split(';').map(|tag| Value::from(tag.trim())).collect(),
    ))
}

impl Model {
    /// A profile from the cells of a row of text, by column name.
    ///
    /// Cells are converted to the declared types: numbers in JSON's form; flags from `true`,
    /// `false`, `yes`, `no`, `1` or `0` in any case; tags from a JSON array or split at `;`.
    /// White space around a cell is trimmed, and an empty cell is missing. A cell in any other
    /// form is rejected when the lead is assessed.
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
        coerce_text(text, &self.coercion(table, column))
    }

    /// How the texts of a column are coerced.
    pub(crate) fn coercion(&self, table: TableName, column: &str) -> Coercion {
        let intake = &self.0.intake;
        match (table, column) {
            (TableName::Profiles, _) => coercion(&intake.attributes, column),
            (TableName::Events, "value") => Coercion::new(CoercedType::Number),
            (TableName::Events, _) => coercion(&intake.properties, column),
            (TableName::AsOf, _) => Coercion::new(CoercedType::Text),
        }
    }
}

impl CoercedType {
    /// What texts of a declared type become.
    pub(crate) fn from_type(type_: Type) -> Self {
        match type_ {
            Type::Number => Self::Number,
            Type::Flag => Self::Flag,
            Type::Tags => Self::Tags,
            Type::Text | Type::Date => Self::Text,
        }
    }
}

/// How the texts of a column are coerced. Undeclared columns stay texts and are ignored later.
fn coercion(fields: &[Field], name: &str) -> Coercion {
    let found = fields.binary_search_by(|field| field.name.as_str().cmp(name));
    let field = found.ok().and_then(|at| fields.get(at));
    field.map_or_else(|| Coercion::new(CoercedType::Text), Coercion::from_field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_0_and_1_are_flags() {
        let flag = |value| coerce_value(value, &Coercion::new(CoercedType::Flag));
        let flags = [0.into(), 1.into(), (-0.0).into(), "1".into()].map(flag);
        assert_eq!(flags, [false, true, false, true].map(Value::from));
        for other in [Value::from(2), 0.5.into(), Value::Null, "maybe".into()] {
            assert_eq!(flag(other.clone()), other);
        }
        assert_eq!(
            coerce_value(1.into(), &Coercion::new(CoercedType::Number)),
            1.into()
        );
    }

    #[test]
    fn forms_of_the_language_are_read_and_others_stay_texts() {
        let number = |text| coerce_text(text, &Coercion::new(CoercedType::Number));
        assert_eq!(number(" 12.5 "), Value::from(12.5));
        assert_eq!(number("-1e3"), Value::from(-1000));
        assert_eq!(number("1e999"), Value::NotFinite);
        assert_eq!(number("  "), Value::Null);
        for text in ["1,5", "+1", ".5", "01", "NaN", "true", "\"1\"", "0x10"] {
            assert_eq!(number(text), Value::from(text), "{text}");
        }
        let flag = |text| coerce_text(text, &Coercion::new(CoercedType::Flag));
        assert_eq!(
            [flag("TRUE"), flag("Yes"), flag("1")],
            [true, true, true].map(Value::from)
        );
        assert_eq!(
            [flag("False"), flag("NO"), flag("0")],
            [false, false, false].map(Value::from)
        );
        assert_eq!(flag("on"), Value::from("on"));
        let tags = |text| coerce_text(text, &Coercion::new(CoercedType::Tags));
        assert_eq!(tags("a; b;"), Value::from(vec!["a", "b", ""]));
        assert_eq!(tags(r#"["a;b", "c"]"#), Value::from(vec!["a;b", "c"]));
        assert_eq!(tags("[oops"), Value::from("[oops"));
    }
}
