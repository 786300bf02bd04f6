//! Answers that no single type of the library stands for.

use schemars::JsonSchema;

use crate::document::Problem;

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
