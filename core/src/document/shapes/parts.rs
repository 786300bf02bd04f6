//! Parts of a model for which the library has no type.

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

/// A test lead with its expected assessment.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct ModelTest {
    /// The name.
    #[schemars(with = "NotBlank")]
    name: String,
    /// The profile of the lead.
    profile: Option<Map<String, Value>>,
    /// The events of the lead.
    events: Option<Vec<Map<String, Value>>>,
    /// The instant of the assessment. A date means the end of that day.
    as_of: String,
    /// The expected part of the assessment. Tables may be partial; lists must be complete.
    expect: Option<Map<String, Value>>,
    /// The places of the assessment that must be null, as dotted keys.
    #[schemars(with = "Option<Vec<Words>>")]
    absent: Option<Vec<String>>,
}
