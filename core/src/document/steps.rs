//! Channels, next steps and priority: what to do, how, and whom first.

pub(crate) mod read;
mod write;

use serde::Serialize;

use super::Condition;
use crate::exact::Milli;

/// A way out to the lead.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Channel {
    /// Permission; without it the channel is never used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Condition>,
    /// How often is too often.
    pub limits: Vec<Limit>,
    /// When it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

/// How often is too often.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Limit {
    /// What is counted: a signal or a list of them.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Signals")
    )]
    pub signal: Vec<String>,
    /// With so many on record the channel is closed.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Count"))]
    pub count: u32,
    /// Within the last so many days.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub within_days: u32,
    /// Whether the limit applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// When a channel may be used, in the model's zone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hours {
    /// The time of day.
    pub source: HoursSource,
    /// Days of the week; all when `None`.
    pub weekdays: Option<Vec<Weekday>>,
}

/// The time of day: minutes from midnight, the end not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursSource {
    /// The same for everybody.
    Fixed(u16, u16),
    /// What a text fact says (`10:00-14:00`).
    Fact {
        /// The fact.
        fact: String,
        /// When it says nothing readable.
        otherwise: Option<(u16, u16)>,
    },
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "seven days of the week")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

/// A text, or a text fact that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Written out.
    Text(String),
    /// `{ fact = ".." }`.
    Fact(String),
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextStep {
    /// What it is called.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// When it applies.
    pub when: Condition,
    /// Whether it also applies to personas that are no target.
    pub non_target: bool,
    /// `interest`: for the first interest for which it holds.
    #[serde(
        rename = "per",
        skip_serializing_if = "std::ops::Not::not",
        serialize_with = "write::per"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Per"))]
    pub per_interest: bool,
    /// How to reach the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Said>,
    /// Channels to try instead, in order.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<crate::document::shapes::Reference>")
    )]
    pub fallback: Vec<String>,
    /// The script or mail to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Words>")
    )]
    pub template: Option<String>,
    /// What kind of content it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Said>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Said>,
    /// Greatest first; any whole number of points' range.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::WholePoints")
    )]
    pub priority: Milli,
    /// How soon, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::DueMinutes>")
    )]
    pub due_minutes: Option<u32>,
    /// Not again too soon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cooldown: Option<Cooldown>,
}

/// Not again too soon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Cooldown {
    /// The signals (one or a list) that say it was done.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Signals")
    )]
    pub signal: Vec<String>,
    /// How old the latest must be.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub days: u32,
}

/// In which order to call them: weighted shares of a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Priority {
    /// Weight of fit.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub fit: Milli,
    /// Weight of engagement.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub engagement: Milli,
    /// Weight of readiness.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub readiness: Milli,
    /// Weight of the lifecycle stage.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub lifecycle: Milli,
    /// Points that make a share full.
    pub full: Full,
}

/// Points that make a share full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Full {
    /// Of fit; default 100.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::FullPoints")
    )]
    pub fit: Milli,
    /// Of engagement; default 100.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::FullPoints")
    )]
    pub engagement: Milli,
    /// Of readiness; default 60.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::FullPoints")
    )]
    pub readiness: Milli,
}
