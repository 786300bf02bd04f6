//! Answers for which the library has no single type.

use schemars::JsonSchema;

use crate::document::Problem;

/// The answer of `assess`.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Assessed {
    /// The assessment of the lead.
    assessment: crate::Assessment,
    /// The report on the input: rejects, hints and counts.
    report: crate::Report,
}

/// The answer of `explain`.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Explained {
    /// The assessment of the lead.
    assessment: crate::Assessment,
    /// Why.
    explanation: crate::Explanation,
    /// The report on the input: rejects, hints and counts.
    report: crate::Report,
}

/// The answer to a request that fails.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct ErrorAnswer {
    /// The error.
    error: Problems,
}

/// All problems of a request or model.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Problems {
    /// The problems; at least one.
    #[schemars(length(min = 1))]
    problems: Vec<Problem>,
}

/// Something in a model that is legal but suspicious.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) struct Finding {
    /// A stable code.
    code: String,
    /// JSON Pointer to the place.
    path: String,
    /// What was found.
    message: String,
    /// What to do about it.
    help: String,
}
