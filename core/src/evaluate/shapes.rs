//! JSON Schemas of decisions and of the details of a ledger.

use schemars::JsonSchema;
use serde_json::Value;

use crate::exact::Milli;

/// The kind of label of a decision.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum DecidedLabel {
    /// The exclusion of the lead.
    Excluded,
    /// The persona.
    Persona,
    /// The stage.
    Stage,
    /// A segment.
    Segment,
    /// The qualification.
    Qualification,
    /// A next step.
    NextStep,
}

/// The values from which the points of an entry were computed.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum Detail {
    /// No values.
    Nothing,
    /// For a criterion with a fact.
    Fact {
        /// The fact.
        fact: String,
        /// Its value; null if it is missing.
        value: Value,
    },
    /// For a signal.
    Signal {
        /// Number of matching events.
        matched: u64,
        /// Number of events that count, after resets and limits.
        counted: u64,
        /// The day of the latest event.
        newest: String,
        /// The day of the first event.
        oldest: String,
    },
    /// For a clamp from below.
    ClampedMin {
        /// What was clamped.
        of: ClampOf,
        /// The least allowed sum.
        min: Milli,
    },
    /// For a clamp from above.
    ClampedMax {
        /// What was clamped.
        of: ClampOf,
        /// The greatest allowed sum.
        max: Milli,
    },
    /// For inactivity.
    Inactivity {
        /// Days without activity.
        days: i64,
    },
    /// For the days since the latest purchase.
    Elapsed {
        /// Days since the latest purchase.
        elapsed_days: i64,
        /// Length of the cycle in days.
        length_days: i64,
    },
    /// For the days after the due day.
    Overdue {
        /// Days since the cycle was full.
        overdue_days: i64,
    },
}

/// What a clamp applies to.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum ClampOf {
    /// A signal.
    Signal,
    /// A group.
    Group,
    /// A section.
    Section,
}
