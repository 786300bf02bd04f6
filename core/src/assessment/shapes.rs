//! JSON Schemas of parts of assessments and explanations.

use schemars::JsonSchema;

/// Why a channel may not be used.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum StepReason {
    /// The `allowed` of the channel does not hold.
    NoPermission,
    /// A limit of the channel is reached.
    LimitReached,
    /// The hours of the channel are not known.
    NoHours,
    /// The fact does not name a channel.
    NoChannel,
}
