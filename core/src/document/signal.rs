//! Signals, purchases, switches, seasons and how points decay.

mod read;
mod write;

use serde::Serialize;

use super::Condition;
use crate::exact::Milli;

/// How the points of an event decay with its age in days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Decay {
    /// No decay (`decay = "none"`).
    None(Never),
    /// Points halve every `half_life_days` days.
    HalfLife {
        /// In days: 1 to 3,650.
        half_life_days: u32,
    },
    /// Points fall evenly to 0 over `linear_days` days.
    Linear {
        /// In days: 1 to 3,650.
        linear_days: u32,
    },
    /// Points stay whole for `window_days` days and are then 0.
    Window {
        /// In days: 1 to 3,650.
        window_days: u32,
    },
    /// Points are multiplied by `keep` after every `step_days` days.
    Step {
        /// In days: 1 to 3,650.
        step_days: u32,
        /// The factor of each step: above 0, below 1.
        keep: Milli,
    },
    /// Points follow a table of days and factors.
    Table {
        /// Rows of day and factor, in millionths. The first row is day 0 with factor 1,000,000; days increase.
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

/// A kind of event that gives points or is counted.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Signal {
    /// The name of its events; defaults to the name of the signal.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Words"))]
    pub event: String,
    /// The condition on its events; only event facts are allowed.
    #[cfg_attr(feature = "schema", schemars(rename = "where"))]
    pub where_: Option<Condition>,
    /// Points for each event; 0 if `points_per_unit` is set.
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
    /// The decay of its points; `None` means the decay of `engagement`.
    pub decay: Option<Decay>,
    /// The lower limit of the sum: 0 or less.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Loss>")
    )]
    pub min: Option<Milli>,
    /// The upper limit of the sum: 0 or more.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Gain>")
    )]
    pub max: Option<Milli>,
    /// Counts only this number of the most recent events.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Count>")
    )]
    pub limit: Option<u32>,
    /// Counts only this number of events per day.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Count>")
    )]
    pub limit_per_day: Option<u32>,
    /// Whether its events are activity of the lead. `None` means that points and purchases decide.
    pub activity: Option<bool>,
}

/// Which signals are purchases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Purchases {
    /// The names of the signals.
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

/// A state that events turn on and off.
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
    /// The property (text or tags) whose values each have their own state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub by: Option<String>,
    /// The state before the first event; always false with `by`.
    pub default: bool,
}

/// A named time of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Season {
    /// The same days every year, as (month, day), both ends included. Crosses the new year if `from` is
    /// after `to`.
    Yearly {
        /// First day.
        from: (u8, u8),
        /// Last day.
        to: (u8, u8),
    },
    /// Ranges of days since 1970-01-01, both ends included.
    Dates(Vec<(i32, i32)>),
}
