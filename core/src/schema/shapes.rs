//! Shapes of answers and of parts of a model that no type of the library has.

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::{NotBlank, Reference, Words};
use crate::document::Problem;
use crate::exact::Milli;

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

/// The answer of `assess`.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Assessed {
    /// What the model says of the lead.
    assessment: crate::Assessment,
    /// What could not be used.
    report: crate::Report,
}

/// The answer of `explain`.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Explained {
    /// What the model says of the lead.
    assessment: crate::Assessment,
    /// Why.
    explanation: crate::Explanation,
    /// What could not be used.
    report: crate::Report,
}

/// The answer to what cannot be carried out.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct ErrorAnswer {
    /// What is wrong.
    error: Problems,
}

/// Everything that is wrong.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Problems {
    /// At least one.
    #[schemars(length(min = 1))]
    problems: Vec<Problem>,
}

/// Something in a model that is legal but suspicious.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Finding {
    /// A stable code.
    code: String,
    /// JSON Pointer of the place.
    path: String,
    /// What was found.
    message: String,
    /// What to do about it.
    help: String,
}

/// An event name that no signal names.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct NamedCount {
    /// The name.
    event: String,
    /// How often it came.
    count: u64,
}

/// The next better grade.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct NextGrade {
    /// The grade.
    name: String,
    /// The points that it takes.
    points: Milli,
}

/// The next better rank.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct NextRank {
    /// The rank.
    name: u32,
    /// The points that it takes.
    points: Milli,
}
