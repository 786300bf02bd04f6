//! Parts of a model that no type of the library stands for.

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::{NotBlank, Reference, Words};

/// Another fact.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct FactReference {
    /// The fact.
    #[schemars(with = "Reference")]
    fact: String,
}

/// A lead with the assessment it should get.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct ModelTest {
    /// What it is called.
    #[schemars(with = "NotBlank")]
    name: String,
    /// What is known about the lead.
    profile: Option<Map<String, Value>>,
    /// What the lead did.
    events: Option<Vec<Map<String, Value>>>,
    /// An instant, or a date, which means its end.
    as_of: String,
    /// A part of an assessment: tables in part, lists with all their entries.
    expect: Option<Map<String, Value>>,
    /// Places of the assessment that are null, keys with dots between them.
    #[schemars(with = "Option<Vec<Words>>")]
    absent: Option<Vec<String>>,
}
