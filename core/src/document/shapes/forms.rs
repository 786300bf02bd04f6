//! Tables that have one of several forms, such as the kinds of decay.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// Implements the schema of a type by a function.
macro_rules! schemas {
    ($($name:ident = $function:ident;)*) => {$(
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $function(generator)
            }
        }
    )*};
}
pub(crate) use schemas;

/// A table with fixed keys.
#[derive(Default)]
pub(crate) struct Keys(Map<String, Value>);

impl Keys {
    /// Adds a key with its description.
    pub(crate) fn with<T: JsonSchema>(
        self,
        generator: &mut SchemaGenerator,
        key: &str,
        about: &str,
    ) -> Self {
        let schema = generator.subschema_for::<T>();
        self.and(key, about, schema)
    }

    /// Adds a key whose schema is known.
    pub(crate) fn and(mut self, key: &str, about: &str, mut schema: Schema) -> Self {
        schema.insert("description".to_owned(), about.into());
        self.0.insert(key.to_owned(), schema.to_value());
        self
    }

    /// The names of the keys.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The table with optional keys.
    pub(crate) fn table(self, about: &str) -> Map<String, Value> {
        let table = json!({ "description": about, "type": "object", "properties": self.0 });
        match table {
            Value::Object(table) => table,
            _ => Map::new(),
        }
    }

    /// The table in exactly one of the given forms.
    pub(crate) fn one_of(self, about: &str, forms: &[Form]) -> Map<String, Value> {
        let forms: Vec<Value> = forms.iter().map(|form| form.schema(self.names())).collect();
        let mut table = self.table(about);
        table.insert("oneOf".to_owned(), forms.into());
        table
    }
}

/// A form of a table: the required keys, and the other keys that it allows.
pub(crate) struct Form(
    pub(crate) &'static [&'static str],
    pub(crate) &'static [&'static str],
    /// The schemas of some keys in this form.
    pub(crate) Value,
);

impl Form {
    fn schema<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Value {
        let Self(needs, may, more) = self;
        let mut said = needing(needs);
        let others = keys.filter(|key| !needs.contains(key) && !may.contains(key));
        for key in others {
            put(&mut said, key, json!({ "type": "null" }));
        }
        for (key, schema) in more.as_object().into_iter().flatten() {
            put(&mut said, key, schema.clone());
        }
        said
    }
}

/// The keys are present and not null.
pub(crate) fn needing(keys: &[&str]) -> Value {
    let mut said = json!({ "required": keys, "properties": {} });
    for key in keys {
        put(&mut said, key, json!({ "not": { "type": "null" } }));
    }
    said
}

fn put(said: &mut Value, key: &str, schema: Value) {
    if let Some(properties) = said.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(key.to_owned(), schema);
    }
}
