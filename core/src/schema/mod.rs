//! JSON Schemas (draft 2020-12) of models, requests and answers.
//!
//! They are generated from the types, their doc comments and the limits of the readers, and
//! committed as `schema/model.v1.json` and `schema/wire.v1.json`. A schema checks shapes: keys,
//! types, ranges and words. It cannot check whether a name exists, whether an operator works
//! with a fact, decimal places or the order of rows. [`Model`](crate::Model) checks these and
//! reports the problems with their places.

mod requests;
mod shapes;
mod tidy;
mod together;
mod wire;

pub(crate) use shapes::*;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::document::Document;
use crate::document::shapes::defaults;

/// The path of the model schema, relative to the schema of answers.
const MODEL_FILE: &str = "model.v1.json";

/// The schema of a model document as it may be written.
///
/// ```
/// let schema = leadgrade::schema::model();
/// assert_eq!(schema["properties"]["timezone"]["default"], "UTC");
/// ```
pub fn model() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<Document>()
        .to_value();
    defaults::fill(&mut schema);
    tidy::model(&mut schema);
    tidy::head(
        &mut schema,
        "Document",
        "A model: how leads are scored. JSON or TOML of this shape; null is the same as absent.",
    );
    schema
}

/// The schemas of every answer and request, by name in `$defs`.
///
/// ```
/// let schema = leadgrade::schema::wire();
/// for operation in leadgrade::wire::OPERATIONS {
///     assert!(schema["$defs"][operation.answer].is_object());
/// }
/// ```
pub fn wire() -> Value {
    wire::schema()
}
