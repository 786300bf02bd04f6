//! Rows of text (CSV) become profiles and events, by the types that a model declares.

use super::Model;
use super::plan::Field;
use crate::document::Type;
use crate::lead::{Event, Meant, Profile, coerce};

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
            match name {
                "lead" => profile.lead = coerce(text, Meant::Text),
                _ => profile.set(
                    name.to_owned(),
                    coerce(text, meant(&self.0.intake.attributes, name)),
                ),
            }
        }
        profile
    }

    /// An event from the cells of a row of text, by column name; see [`Model::profile_from_text`].
    pub fn event_from_text<'t>(
        &self,
        cells: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Event {
        let mut event = Event::new(crate::lead::Value::Null, crate::lead::Value::Null);
        for (name, text) in cells {
            let meant = match name {
                "event" | "at" | "id" => Meant::Text,
                "value" => Meant::Number,
                _ => meant(&self.0.intake.properties, name),
            };
            event.set(name.to_owned(), coerce(text, meant));
        }
        event
    }
}

/// Undeclared columns are ignored later; they stay texts.
fn meant(fields: &[Field], name: &str) -> Meant {
    let found = fields.binary_search_by(|field| field.name.as_str().cmp(name));
    match found
        .ok()
        .and_then(|at| fields.get(at))
        .map(|field| field.type_)
    {
        Some(Type::Number) => Meant::Number,
        Some(Type::Flag) => Meant::Flag,
        Some(Type::Tags) => Meant::Tags,
        _ => Meant::Text,
    }
}
