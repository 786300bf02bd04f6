//! Conditions and cases: exactly one operator, or a combination.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::forms::{Keys, needing};
use super::{Days, FactReference, Reference, TextList};
use crate::document::{Case, Condition, Operand, Operator, Scalar, Test};
use crate::exact::Milli;

const WITHIN: &str = "The number of days to look back, for facts that allow it.";

/// The operators with their values and descriptions, from the type.
fn operators(generator: &mut SchemaGenerator, mut keys: Keys) -> Keys {
    let schema = Operator::json_schema(generator).to_value();
    let forms = schema.get("oneOf").and_then(Value::as_array);
    for form in forms.into_iter().flatten() {
        let about = form.get("description").and_then(Value::as_str);
        let properties = form.get("properties").and_then(Value::as_object);
        for (key, value) in properties.into_iter().flatten() {
            let value = Schema::try_from(value.clone()).unwrap_or_default();
            keys = keys.and(key, about.unwrap_or_default(), value);
        }
    }
    keys
}

fn each(generator: &mut SchemaGenerator) -> Vec<String> {
    let keys = operators(generator, Keys::default());
    keys.names().map(str::to_owned).collect()
}

/// Exactly one operator is present.
enum OneOperator {}

impl JsonSchema for OneOperator {
    fn schema_name() -> Cow<'static, str> {
        "OneOperator".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let forms: Vec<Value> = each(generator).iter().map(|key| needing(&[key])).collect();
        json_schema!({ "description": "Exactly one operator.", "oneOf": forms })
    }
}

/// No operator is present.
enum NoOperator {}

impl JsonSchema for NoOperator {
    fn schema_name() -> Cow<'static, str> {
        "NoOperator".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut keys = each(generator);
        keys.push("within_days".to_owned());
        let absent = |key: String| (key, json!({ "type": "null" }));
        let absent: Value = Value::Object(keys.into_iter().map(absent).collect());
        json_schema!({ "description": "No operator and no `within_days`.", "properties": absent })
    }
}

/// A form of a table: the required keys, the forbidden keys, and the operators.
fn form(needs: &[&str], absent: &[&str], operators: &Schema) -> Value {
    let mut said = needing(needs);
    if let Some(properties) = said.get_mut("properties").and_then(Value::as_object_mut) {
        let nothing = |key: &&str| ((*key).to_owned(), json!({ "type": "null" }));
        properties.extend(absent.iter().map(nothing));
    }
    if let Some(said) = said.as_object_mut() {
        said.insert("allOf".to_owned(), json!([operators]));
    }
    said
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keys = Keys::default()
            .with::<Reference>(generator, "fact", "The fact that is tested.")
            .with::<Days>(generator, "within_days", WITHIN)
            .with::<Vec<Self>>(generator, "all", "All hold; an empty list holds.")
            .with::<Vec<Self>>(
                generator,
                "any",
                "At least one holds; an empty list does not.",
            )
            .with::<Self>(generator, "not", "The condition does not hold.");
        let mut table = operators(generator, keys)
            .table("An operator on a fact, or one of `all`, `any` and `not`.");
        let (one, no) = (
            generator.subschema_for::<OneOperator>(),
            generator.subschema_for::<NoOperator>(),
        );
        let forms = [
            form(&["fact"], &["all", "any", "not"], &one),
            form(&["all"], &["fact", "any", "not"], &no),
            form(&["any"], &["fact", "all", "not"], &no),
            form(&["not"], &["fact", "all", "any"], &no),
        ];
        table.insert("oneOf".to_owned(), json!(forms));
        table.into()
    }
}

/// A test is one form of a condition.
impl JsonSchema for Test {
    fn schema_name() -> Cow<'static, str> {
        Condition::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Condition::json_schema(generator)
    }
}

impl JsonSchema for Case {
    fn schema_name() -> Cow<'static, str> {
        "Case".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keys = Keys::default()
            .with::<Condition>(generator, "when", "A condition of its own.")
            .with::<Days>(generator, "within_days", WITHIN)
            .with::<Milli>(generator, "points", "What it gives, before weights.");
        let mut table = operators(generator, keys)
            .table("An operator on the criterion's fact, or `when`; the first that holds counts.");
        let forms = [
            form(&["when"], &[], &generator.subschema_for::<NoOperator>()),
            form(&[], &["when"], &generator.subschema_for::<OneOperator>()),
        ];
        table.insert("oneOf".to_owned(), json!(forms));
        table.insert("required".to_owned(), json!(["points"]));
        table.into()
    }
}

impl JsonSchema for Operand {
    fn schema_name() -> Cow<'static, str> {
        "Operand".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A value, or another fact.",
            "anyOf": [generator.subschema_for::<Scalar>(), generator.subschema_for::<FactReference>()],
        })
    }
}

/// The values of `has`.
pub(crate) enum Tags {}

impl JsonSchema for Tags {
    fn schema_name() -> Cow<'static, str> {
        "Tags".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A tag, a list that means any of them, or a fact that names one.",
            "anyOf": [
                generator.subschema_for::<String>(),
                generator.subschema_for::<TextList>(),
                generator.subschema_for::<FactReference>(),
            ],
        })
    }
}
