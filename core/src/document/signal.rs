//! Signals, purchases, switches, seasons and how points decay.

mod read;
mod write;

use serde::Serialize;

use super::Condition;
use crate::exact::Milli;

/// How the points of an event fade with its age in days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Decay {
    /// `decay = "none"`: never.
    None(Never),
    /// Half of it after so many days.
    HalfLife {
        /// 1 to 3,650.
        half_life_days: u32,
    },
    /// Evenly down to nothing.
    Linear {
        /// 1 to 3,650.
        linear_days: u32,
    },
    /// All of it, then nothing.
    Window {
        /// 1 to 3,650.
        window_days: u32,
    },
    /// Times `keep` after every so many days.
    Step {
        /// 1 to 3,650.
        step_days: u32,
        /// Above 0, below 1.
        keep: Milli,
    },
    /// Rows of day and factor.
    Table {
        /// The first row is day 0, factor 1 000 000 (millionths).
        table: Vec<(u32, Millionths)>,
    },
}

/// The word `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Never {
    /// No decay.
    None,
}

/// A factor from 0 to 1 in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millionths(pub u32);

/// A kind of event that the model knows.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Signal {
    /// The name of its events; by default the signal's own name.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Words"))]
    pub event: String,
    /// Which of them; event facts only.
    #[cfg_attr(feature = "schema", schemars(rename = "where"))]
    pub where_: Option<Condition>,
    /// Points for each event; 0 where `points_per_unit` is given.
    pub points: Milli,
    /// Points for each unit of the event's value.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::PerUnit>")
    )]
    pub points_per_unit: Option<Milli>,
    /// A group of `engagement.groups`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub group: Option<String>,
    /// Its own decay; `None` where the engagement's applies.
    pub decay: Option<Decay>,
    /// Least sum, 0 or less.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Loss>")
    )]
    pub min: Option<Milli>,
    /// Greatest sum, 0 or more.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Gain>")
    )]
    pub max: Option<Milli>,
    /// Only so many of the most recent events count.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Count>")
    )]
    pub limit: Option<u32>,
    /// Only so many events of a day count.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Count>")
    )]
    pub limit_per_day: Option<u32>,
    /// Whether it is activity of the lead; `None` where it follows from points and purchases.
    pub activity: Option<bool>,
}

/// Which signals are purchases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Purchases {
    /// Their names, as listed.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Signals")
    )]
    pub signals: Vec<String>,
    /// The property (text or tags) that names products.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub product: Option<String>,
}

/// A state turned on and off by events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Switch {
    /// Signals that turn it on.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::AnySignals")
    )]
    pub on: Vec<String>,
    /// Signals that turn it off.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::AnySignals")
    )]
    pub off: Vec<String>,
    /// The property (text or tags) whose values are switched one by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub by: Option<String>,
    /// The state before any event; false with `by`.
    pub default: bool,
}

/// A named time of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Season {
    /// Every year, both ends included, as (month, day); wraps if from > to.
    Yearly {
        /// First day.
        from: (u8, u8),
        /// Last day.
        to: (u8, u8),
    },
    /// Given ranges of days (since 1970-01-01), both ends included, as listed.
    Dates(Vec<(i32, i32)>),
}
