//! Values of the document that have several forms and are written by hand.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::forms::{Form, Keys, schemas};
use super::{Count, FactReference, Name, Reference, Time, Words};
use crate::document::{Hours, Said, Weekday};
use crate::exact::{MAX_POINTS, Milli};
use crate::text::Compare;

schemas! {
    Compare = compare;
    Hours = hours;
    Said = said;
    Grades = grades;
    Ranks = ranks;
}

/// Grades with their least points.
pub(crate) enum Grades {}
/// Ranks with their least points.
pub(crate) enum Ranks {}

/// A list of two.
pub(crate) fn pair(first: &Schema, second: &Schema) -> Value {
    json!({ "type": "array", "prefixItems": [first, second], "items": false, "minItems": 2, "maxItems": 2 })
}

fn compare(_: &mut SchemaGenerator) -> Schema {
    let word = |compare: Compare, about: &str| json!({ "const": compare, "type": "string", "description": about });
    json_schema!({
        "description": "How texts compare, on both sides.",
        "oneOf": [
            word(Compare::Fold, "Outer white space, composition of letters and case do not matter."),
            word(Compare::Exact, "Byte by byte."),
            word(Compare::Loose, "As `fold`, and marks, compatibility forms, the amount of white space and Arabic letters that are often written for each other do not matter either."),
        ],
    })
}

fn hours(generator: &mut SchemaGenerator) -> Schema {
    let time = generator.subschema_for::<Time>();
    let otherwise = Schema::try_from(pair(&time, &time)).unwrap_or_default();
    let mut weekdays = json_schema!({ "type": "array", "minItems": 1, "uniqueItems": true });
    let weekday = generator.subschema_for::<Weekday>();
    weekdays.insert("items".to_owned(), weekday.to_value());
    Keys::default()
        .with::<Time>(generator, "from", "Beginning, such as `10:00`.")
        .with::<Time>(generator, "to", "End, not included; `24:00` ends the day.")
        .with::<Reference>(generator, "fact", "A text fact that says `10:00-14:00`.")
        .and(
            "otherwise",
            "Beginning and end when the fact says nothing readable.",
            otherwise,
        )
        .and("weekdays", "Days of the week; default all.", weekdays)
        .one_of(
            "When a channel may be used, in the model's zone.",
            &[
                Form(&["from", "to"], &["weekdays"], Value::Null),
                Form(&["fact"], &["otherwise", "weekdays"], Value::Null),
            ],
        )
        .into()
}

fn said(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "description": "A text, or a text fact that says it.",
        "anyOf": [generator.subschema_for::<Words>(), generator.subschema_for::<FactReference>()],
    })
}

/// Rows of a name and its least points, the last of a name alone.
fn bands(name: Schema, points: Schema, about: &str) -> Schema {
    let last = json!({ "type": "array", "prefixItems": [name], "items": false, "minItems": 1, "maxItems": 1 });
    json_schema!({
        "description": about,
        "type": "array",
        "items": { "anyOf": [pair(&name, &points), last] },
        "minItems": 1,
    })
}

fn grades(generator: &mut SchemaGenerator) -> Schema {
    let (name, points) = (
        generator.subschema_for::<Name>(),
        generator.subschema_for::<Milli>(),
    );
    bands(
        name,
        points,
        "Grades with their least points, best first; the last is a list of its name alone.",
    )
}

fn ranks(generator: &mut SchemaGenerator) -> Schema {
    let (rank, points) = (
        generator.subschema_for::<Count>(),
        generator.subschema_for::<Milli>(),
    );
    bands(
        rank,
        points,
        "Ranks with their least points, strongest first; the last is a list of its number alone.",
    )
}

/// Points: of a model within their range, of an answer any.
impl JsonSchema for Milli {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Points".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        if generator.contract().is_deserialize() {
            json_schema!({ "type": "number", "minimum": -MAX_POINTS, "maximum": MAX_POINTS })
        } else {
            json_schema!({ "type": "number" })
        }
    }
}
