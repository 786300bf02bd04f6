//! The buying cycle and readiness.

mod read;
mod write;

use serde::Serialize;

use super::Condition;
use crate::exact::Milli;

/// When they will buy again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BuyingCycle {
    /// Points of a full cycle.
    pub ready_points: Milli,
    /// How long a cycle is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// When that gives none: `months` or `days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::FixedLength>")
    )]
    pub otherwise: Option<Length>,
    /// How points grow; `None`: by months where the length is in months.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "write::step"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::GrowthStep>")
    )]
    pub step: Option<Unit>,
    /// What happens after the cycle.
    pub overdue: Overdue,
    /// Points of seasons, in order.
    pub seasons: Vec<CycleSeason>,
}

/// Months or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Unit {
    /// Full months (`"month"` in `step`, `"months"` in `unit`).
    #[serde(rename = "months")]
    Months,
    /// Days.
    #[serde(rename = "days")]
    Days,
}

/// How long a cycle is.
#[derive(Clone, Debug, PartialEq)]
pub enum Length {
    /// So many months.
    Months(u32),
    /// So many days.
    Days(u32),
    /// What a number fact says.
    Fact {
        /// The fact.
        fact: String,
        /// What the number counts.
        unit: Unit,
    },
    /// The median of the lead's own gaps between purchase days.
    Median {
        /// Fewer gaps than this: none.
        min_intervals: u32,
        /// Only the last so many gaps.
        last: Option<u32>,
    },
    /// Their mean, drawn towards a prior.
    Mean {
        /// Fewer gaps than this: none.
        min_intervals: u32,
        /// Only the last so many gaps.
        last: Option<u32>,
        /// Counts like `weight` gaps of `days`.
        prior: Option<Prior>,
    },
}

/// A belief about the gap before any was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Prior {
    /// The gap, in days.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub days: u32,
    /// How many gaps it counts for; above 0, three places.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::PriorWeight")
    )]
    pub weight: Milli,
}

/// What happens to the points after a full cycle.
#[derive(Clone, Debug, PartialEq)]
pub enum Overdue {
    /// They stay for ever.
    Hold,
    /// They stay for `hold` lengths, then fall to nothing over `fade` lengths.
    Fade {
        /// In lengths; 0 or more, three places.
        hold: Milli,
        /// In lengths; 0 or more, three places.
        fade: Milli,
    },
}

/// Points of a season.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CycleSeason {
    /// A season's name.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Reference")
    )]
    pub season: String,
    /// What it adds.
    pub points: Milli,
    /// For whom; may use `season.purchases.*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// Whether they are ready to buy now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Readiness {
    /// Points from which they are.
    pub threshold: Milli,
    /// What is added up; `None`: cycle and engagement, those that exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Parts>")
    )]
    pub parts: Option<Vec<String>>,
}
