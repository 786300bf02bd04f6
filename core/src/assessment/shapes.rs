//! JSON Schemas of parts of an assessment and of an explanation.

use schemars::JsonSchema;

use crate::exact::Milli;

/// Why a channel may not be used.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum StepReason {
    /// Its `allowed` does not hold.
    NoPermission,
    /// It was used too often.
    LimitReached,
    /// Its hours are not known.
    NoHours,
    /// A fact names no channel.
    NoChannel,
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
