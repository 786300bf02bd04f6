//! Schemas of texts with a pattern, of one value or a list, and of tables of named things.

use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::forms::needing;
use super::numbers::markers;
use crate::document::lead::{RESERVED_ATTRIBUTES, RESERVED_PROPERTIES};
use crate::document::{Attribute, Property, Scalar, Signal, Stage};
use crate::exact::{MAX_NAME_CHARS, MAX_PATTERN_BYTES, MAX_SIGNALS};

/// The pattern of a month and a day. `february` is the greatest last digit of the days from 20
/// February on.
fn month_day(february: &str) -> String {
    let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])";
    let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)";
    format!("({long}|{short}|02-(0[1-9]|1[0-9]|2[0-{february}]))")
}

/// A list of at least one element.
fn filled(item: Schema) -> Schema {
    json_schema!({ "type": "array", "items": item, "minItems": 1 })
}

markers! {
    /// A name: 1 to 100 characters without dots, control characters and format characters; compared after NFC.
    Name(false, _g) => json_schema!({
        "description": "A name without dots, control and format characters, compared after NFC.",
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_NAME_CHARS,
        "pattern": r"^[^.\x00-\x1f\x7f-\x9f]*$",
    });
    /// A text that is not empty.
    Words(true, _g) => json_schema!({ "type": "string", "minLength": 1 });
    /// A text that is not blank.
    NotBlank(true, _g) => json_schema!({
        "type": "string",
        "pattern": r"[^\s\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]",
    });
    /// The name of a fact, or of something declared elsewhere.
    Reference(true, _g) => json_schema!({ "type": "string", "minLength": 1 });
    /// A regular expression.
    Pattern(true, _g) => json_schema!({ "type": "string", "maxLength": MAX_PATTERN_BYTES });
    /// A month and a day that exist in every year.
    MonthDay(true, _g) => json_schema!({ "type": "string", "pattern": format!("^{}$", month_day("8")) });
    /// A date.
    Date(true, _g) => json_schema!({ "type": "string", "pattern": format!("^[0-9]{{4}}-{}$", month_day("9")) });
    /// A time of day.
    Time(true, _g) => json_schema!({ "type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" });
    /// Growth by months or by days.
    GrowthStep(true, _g) => json_schema!({ "type": "string", "enum": ["month", "day"] });
    /// What a next step can apply to one by one.
    Per(true, _g) => json_schema!({ "type": "string", "enum": ["interest"] });
    /// A part of readiness.
    Part(true, _g) => json_schema!({
        "type": "string",
        "pattern": r"^(cycle|engagement|fit|(fit|engagement)\.groups\.[\s\S]+)$",
    });
    /// The parts of readiness.
    Parts(true, g) => {
        let mut parts = filled(g.subschema_for::<Part>());
        parts.insert("uniqueItems".to_owned(), true.into());
        parts
    };

    /// One signal or a list of at least one.
    Signals(false, g) => {
        let one = g.subschema_for::<Reference>();
        json_schema!({ "description": "One signal, or a list of them.", "anyOf": [one, filled(one.clone())] })
    };
    /// One signal or a list of any number.
    AnySignals(false, g) => {
        let one = g.subschema_for::<Reference>();
        json_schema!({
            "description": "One signal, or a list of them, which may be empty.",
            "anyOf": [one, { "type": "array", "items": one }],
        })
    };
    /// One text or a list of at least one.
    Texts(false, g) => json_schema!({
        "description": "A text, or a list that means any of them.",
        "anyOf": [g.subschema_for::<String>(), g.subschema_for::<TextList>()],
    });
    /// Texts, at least one.
    TextList(true, g) => filled(g.subschema_for::<String>());
    /// Literals, at least one.
    Scalars(true, g) => filled(g.subschema_for::<Scalar>());
    /// Two numbers or two dates.
    Range(false, _g) => json_schema!({
        "description": "Two numbers or two dates, both ends included.",
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "anyOf": [{ "items": { "type": "number" } }, { "items": { "type": "string" } }],
    });

    /// Stages, the earliest first.
    Stages(true, g) => {
        let mut stages = filled(g.subschema_for::<Stage>());
        let later = json!([{ "prefixItems": [true], "items": needing(&["when"]) }]);
        stages.insert("allOf".to_owned(), later);
        stages
    };
    /// Attributes by name.
    Attributes(true, g) => things::<Attribute>(g, &RESERVED_ATTRIBUTES);
    /// Properties by name.
    Properties(true, g) => things::<Property>(g, &RESERVED_PROPERTIES);
    /// Signals by name.
    SignalTable(true, g) => {
        let mut signals = things::<Signal>(g, &[]);
        signals.insert("maxProperties".to_owned(), MAX_SIGNALS.into());
        signals
    };
}

/// A table of named things.
pub(crate) struct Things<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Things<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}Table", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        things::<T>(generator, &[])
    }
}

fn things<T: JsonSchema>(generator: &mut SchemaGenerator, reserved: &[&str]) -> Schema {
    let mut names = generator.subschema_for::<Name>();
    if !reserved.is_empty() {
        names.insert("not".to_owned(), json!({ "enum": reserved }));
    }
    json_schema!({
        "type": "object",
        "propertyNames": names,
        "additionalProperties": generator.subschema_for::<Option<T>>(),
    })
}
