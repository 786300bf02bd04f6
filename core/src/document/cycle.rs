//! The buying cycle and readiness.

mod read;
mod write;

use serde::Serialize;

use super::Condition;
use crate::exact::Milli;

/// When customers will buy again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BuyingCycle {
    /// The points at the end of a full cycle.
    pub ready_points: Milli,
    /// The length of a cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// The length to use if `length` gives none: `months` or `days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::FixedLength>")
    )]
    pub otherwise: Option<Length>,
    /// Whether points grow by months or by days. `None` means by months if the length is in months.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "write::step"
    )]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::GrowthStep>")
    )]
    pub step: Option<Unit>,
    /// What happens to the points after a full cycle.
    pub overdue: Overdue,
    /// The points of seasons, in order.
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

/// The length of a cycle.
#[derive(Clone, Debug, PartialEq)]
pub enum Length {
    /// A number of months.
    Months(u32),
    /// A number of days.
    Days(u32),
    /// The value of a number fact.
    Fact {
        /// The fact.
        fact: String,
        /// The unit of the number.
        unit: Unit,
    },
    /// The median of the lead's own gaps between purchase days.
    Median {
        /// The least number of gaps. With fewer gaps there is no length.
        min_intervals: u32,
        /// Counts only this number of last gaps.
        last: Option<u32>,
    },
    /// The mean of the gaps, weighted with a prior.
    Mean {
        /// The least number of gaps. With fewer gaps there is no length.
        min_intervals: u32,
        /// Counts only this number of last gaps.
        last: Option<u32>,
        /// Counts as `weight` gaps of `days` days.
        prior: Option<Prior>,
    },
}

/// The assumed gap before any gap was observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Prior {
    /// The gap, in days.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub days: u32,
    /// The number of gaps that it counts as: above 0, at most three decimal places.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::PriorWeight")
    )]
    pub weight: Milli,
}

/// What happens to the points after a full cycle.
#[derive(Clone, Debug, PartialEq)]
pub enum Overdue {
    /// The points stay forever.
    Hold,
    /// The points stay for `hold` lengths of a cycle and then fall to 0 over `fade` lengths.
    Fade {
        /// In lengths of a cycle: 0 or more, at most three decimal places.
        hold: Milli,
        /// In lengths of a cycle: 0 or more, at most three decimal places.
        fade: Milli,
    },
}

/// Points of a season.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CycleSeason {
    /// The name of a season.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Reference")
    )]
    pub season: String,
    /// The points that it adds.
    pub points: Milli,
    /// The condition for these points; it may use `season.purchases.*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// Whether a lead is ready to buy now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Readiness {
    /// The points from which a lead is ready.
    pub threshold: Milli,
    /// The parts to add up. `None` means cycle and engagement, as far as the model has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Parts>")
    )]
    pub parts: Option<Vec<String>>,
}
