//! Channels, next steps and priority: what to do, how, and for whom first.

pub(crate) mod read;
mod write;

use serde::Serialize;

use super::Condition;
use crate::exact::Milli;

/// A channel to reach a lead.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Channel {
    /// The permission to use the channel. Without a condition the channel is never used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Condition>,
    /// A limit on how often the channel is used.
    pub limits: Vec<Limit>,
    /// The hours in which the channel may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

/// A limit on how often the channel is used.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Limit {
    /// The signals to count: one or a list.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Signals")
    )]
    pub signal: Vec<String>,
    /// The channel is closed once this number of events is reached.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Count"))]
    pub count: u32,
    /// The number of last days in which events count.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub within_days: u32,
    /// The condition under which the limit applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// The hours in which a channel may be used, in the time zone of the model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hours {
    /// The time of day.
    pub source: HoursSource,
    /// The days of the week; `None` means every day.
    pub weekdays: Option<Vec<Weekday>>,
}

/// The hours of a day, in minutes from midnight. The end is not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursSource {
    /// The same hours for every lead.
    Fixed(u16, u16),
    /// The hours in a text fact, such as `10:00-14:00`.
    Fact {
        /// The fact.
        fact: String,
        /// The hours if the fact is missing or not readable.
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

/// A text, or a text fact that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A literal value.
    Text(String),
    /// The value of a text fact: `{ fact = ".." }`.
    Fact(String),
}

/// A next step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextStep {
    /// The name.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The condition under which it applies.
    pub when: Condition,
    /// Whether it also applies to personas that are not targets.
    pub non_target: bool,
    /// `interest`: applies to the first interest for which the condition holds.
    #[serde(
        rename = "per",
        skip_serializing_if = "std::ops::Not::not",
        serialize_with = "write::per"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Per"))]
    pub per_interest: bool,
    /// The channel to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Said>,
    /// The channels to try if the first one is not allowed, in order.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<crate::document::shapes::Reference>")
    )]
    pub fallback: Vec<String>,
    /// The script or mail template to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Words>")
    )]
    pub template: Option<String>,
    /// The kind of content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Said>,
    /// The topic of the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Said>,
    /// The priority; the step with the greatest priority comes first. A whole number.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::WholePoints")
    )]
    pub priority: Milli,
    /// The time until the step is due, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::DueMinutes>")
    )]
    pub due_minutes: Option<u32>,
    /// The time before the step is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cooldown: Option<Cooldown>,
}

/// The time before the step is repeated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Cooldown {
    /// The signals that show that the step was done: one or a list.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Signals")
    )]
    pub signal: Vec<String>,
    /// The least age of the latest of these events, in days.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub days: u32,
}

/// The order in which to contact leads, as a weighted mean of shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Priority {
    /// The weight of fit.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub fit: Milli,
    /// The weight of engagement.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub engagement: Milli,
    /// The weight of readiness.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub readiness: Milli,
    /// The weight of the lifecycle stage.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub lifecycle: Milli,
    /// The points at which a share is full.
    pub full: Full,
}

/// The points at which a share is full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Full {
    /// Points of fit; default 100.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::FullPoints")
    )]
    pub fit: Milli,
    /// Points of engagement; default 100.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::FullPoints")
    )]
    pub engagement: Milli,
    /// Points of readiness; default 60.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::FullPoints")
    )]
    pub readiness: Milli,
}
