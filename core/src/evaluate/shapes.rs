//! JSON Schemas of decisions and of the details of a ledger.

use schemars::JsonSchema;
use serde_json::Value;

use crate::exact::Milli;

/// What a decision is about.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum DecidedLabel {
    /// Why the lead is not scored.
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

/// What an entry was computed from.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum Detail {
    /// Nothing more.
    Nothing,
    /// Of a criterion with a fact.
    Fact {
        /// The fact.
        fact: String,
        /// Its value; null where it is missing.
        value: Value,
    },
    /// Of a signal.
    Signal {
        /// Events that fit.
        matched: u64,
        /// Those that gave points.
        counted: u64,
        /// The day of the latest.
        newest: String,
        /// The day of the first.
        oldest: String,
    },
    /// Of a clamp from below.
    ClampedMin {
        /// What was clamped.
        of: ClampOf,
        /// The least sum.
        min: Milli,
    },
    /// Of a clamp from above.
    ClampedMax {
        /// What was clamped.
        of: ClampOf,
        /// The greatest sum.
        max: Milli,
    },
    /// Of inactivity.
    Inactivity {
        /// Days without activity.
        days: i64,
    },
    /// Of the time since the latest purchase.
    Elapsed {
        /// Days since the latest purchase.
        elapsed_days: i64,
        /// Length of the cycle.
        length_days: i64,
    },
    /// Of the time after the cycle.
    Overdue {
        /// Days since the cycle was full.
        overdue_days: i64,
    },
}

/// What a clamp is of.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes a shape")]
pub(crate) enum ClampOf {
    /// A signal.
    Signal,
    /// A group.
    Group,
    /// A section.
    LedgerSection,
}
