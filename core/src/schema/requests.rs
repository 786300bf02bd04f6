//! The requests of all operations, from the list of operations.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::document::shapes::Date;
use crate::exact::{MAX_DAYS, MAX_VALUE};
use crate::wire::{AS_OF, Argument, LEADS_MOVED, MAX_LEADS, OPERATIONS, Operation, TABLE_OPTIONS};

/// The definitions of all requests by name, and of the types that they use.
pub(super) fn definitions() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut generator = settings.into_generator();
    let asked: Vec<(String, Value)> = OPERATIONS
        .iter()
        .map(|operation| (name(operation), request(&mut generator, operation)))
        .collect();
    let options = [&AS_OF].into_iter().chain(TABLE_OPTIONS.iter().copied());
    let table = object(
        &mut generator,
        "The options for Arrow tables. A table of `lead` and `as_of` can replace `as_of`.",
        &options.collect::<Vec<_>>(),
    );
    let about = "The leads of a grid to return; `from` selects only leads that moved.";
    let mut leads = object(&mut generator, about, LEADS_MOVED);
    // Here `from` is a place in the grid; in operations it is a day.
    let place = generator.subschema_for::<GridPlace>().to_value();
    for path in ["/properties/at", "/properties/from"] {
        if let Some(Value::Object(member)) = leads.pointer_mut(path) {
            let about = member.remove("description");
            *member = place.as_object().cloned().unwrap_or_default();
            member.extend(about.map(|about| ("description".to_owned(), about)));
        }
    }
    let mut definitions = generator.take_definitions(true);
    definitions.extend(asked);
    definitions.insert("LeadsRequest".to_owned(), leads);
    definitions.insert("TableRequest".to_owned(), table);
    definitions
}

/// The name of an operation's request: `RunTestsRequest` for `run_tests`.
fn name(operation: &Operation) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    let words: String = operation.name.split('_').map(word).collect();
    format!("{words}Request")
}

/// The schema of an operation's request.
fn request(generator: &mut SchemaGenerator, operation: &Operation) -> Value {
    let about = format!("The request of `{}`: {}.", operation.name, operation.about);
    object(generator, &about, operation.arguments)
}

fn object(generator: &mut SchemaGenerator, about: &str, arguments: &[&Argument]) -> Value {
    let arguments = arguments.iter();
    let required: Vec<&str> = arguments
        .clone()
        .filter(|argument| argument.required)
        .map(|argument| argument.name)
        .collect();
    let properties: Map<String, Value> = arguments
        .map(|argument| (argument.name.to_owned(), member(generator, argument)))
        .collect();
    json!({
        "description": about,
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

fn member(generator: &mut SchemaGenerator, argument: &Argument) -> Value {
    let mut schema = match argument.name {
        "profile" => generator.subschema_for::<Profile>(),
        "events" => generator.subschema_for::<Vec<Event>>(),
        "as_of" | "other_as_of" => generator.subschema_for::<Instant>(),
        "from" | "to" => generator.subschema_for::<Date>(),
        "horizon_days" => {
            json_schema!({ "type": "integer", "minimum": 1, "maximum": MAX_DAYS })
        }
        "every" => json_schema!({ "type": "string", "enum": ["label", "number"] }),
        "contains" => generator.subschema_for::<String>(),
        "offset" => json_schema!({ "type": "integer", "minimum": 0 }),
        "limit" => json_schema!({ "type": "integer", "minimum": 0, "maximum": MAX_LEADS }),
        "known" => json_schema!({ "type": "string", "enum": ["now", "then"] }),
        "coerce" | "details" | "decimals" | "strict" => generator.subschema_for::<bool>(),
        "columns" => {
            json_schema!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        "output" => json_schema!({
            "anyOf": [{ "type": "string", "enum": ["all"] }, { "type": "array", "items": { "type": "string" } }]
        }),
        "explain" => json_schema!({
            "anyOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "string" } }]
        }),
        _ => json_schema!({}),
    };
    schema.insert("description".to_owned(), argument.allowed.into());
    schema.to_value()
}

/// Places of a grid. Each given member must match.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
struct GridPlace {
    /// The stage; null means none.
    stage: Option<String>,
    /// The grade; null means none.
    grade: Option<String>,
    /// The rank; null means none.
    rank: Option<u32>,
}

/// An instant. It has its own definition, so that languages can substitute their own type.
enum Instant {}

impl JsonSchema for Instant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        let about =
            "An instant such as `2026-11-22T09:30:00Z`, local time in the model's zone, or a date.";
        json_schema!({ "description": about, "type": "string" })
    }
}

/// An id: a text or a whole number.
enum Id {}

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({ "type": ["string", "integer"] })
    }
}

/// The value of an event.
enum EventValue {}

impl JsonSchema for EventValue {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EventValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({ "type": "number", "minimum": -MAX_VALUE, "maximum": MAX_VALUE })
    }
}

/// The profile of a lead: its id, and its attributes by name. Attributes are
/// numbers, texts, flags, dates (as texts) or lists of texts, as the model declares.
#[derive(JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
#[allow(dead_code, reason = "describes a shape")]
struct Profile {
    /// The lead's id.
    lead: Option<Id>,
}

/// Something that a lead did, or that was done to it. Other keys are properties.
#[derive(JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
#[allow(dead_code, reason = "describes a shape")]
struct Event {
    /// The name of the event.
    event: String,
    /// The time of the event. A date means the first instant of the day.
    at: Instant,
    /// Its value.
    value: Option<EventValue>,
    /// Its id. Events with the same id count once.
    id: Option<Id>,
}
