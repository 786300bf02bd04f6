//! JSON Schemas of parts of an assessment and of an explanation.

use schemars::JsonSchema;

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
