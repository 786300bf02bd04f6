//! The model as people write it: plain data, one file per section.
//!
//! A text (TOML or JSON) becomes a tree with places, the readers turn
//! the tree into a [`Document`] and collects every problem on the way. The
//! document knows shapes and ranges; names that refer to something else are
//! resolved when a [`Model`](crate::Model) is compiled from it.

mod dotted_keys;
mod json;
pub(crate) mod problems;
mod read;
mod reader;
mod scalars;
#[cfg(feature = "schema")]
pub(crate) mod shapes;
mod typos;
mod toml;
mod tree;
mod trial;
pub(crate) mod phrasing;

pub mod condition;
pub mod cycle;
pub mod diagnostic;
pub mod engagement;
pub mod entry;
pub mod fit;
pub mod interests;
pub mod lead;
pub mod lifecycle;
pub mod signal;
pub mod source;
pub mod steps;
pub mod audience;

use std::collections::BTreeMap;

use serde::Serialize;

pub use audience::{Completeness, Entry, Exclusion, Persona, Scope};
pub use condition::{Case, Condition, Operand, Operator, Scalar, Test};
pub use cycle::{BuyingCycle, CycleSeason, Length, Overdue, Prior, Readiness, Unit};
pub use diagnostic::{CODES, ModelError, Problem};
pub use engagement::{Engagement, Inactivity};
pub(crate) use entry::{Reading, read_json, read_toml, read_value};
pub use fit::{Band, Criterion, Fit, Group};
pub use interests::Interests;
pub use lead::{Attribute, AttributeKind, Compare, Property, Type};
pub use lifecycle::{Lifecycle, Pipeline, Qualification, Rule, Stage};
pub(crate) use read::SECTIONS;
pub use signal::{Decay, Millionths, Never, Purchases, Season, Signal, Switch};
pub use source::Source;
pub use steps::{
    Channel, Cooldown, Full, Hours, HoursSource, Limit, NextStep, Priority, Said, Weekday,
};

/// A model document with every default filled in.
///
/// Tables of named things are ordered by the UTF-8 bytes of their names, lists
/// keep their own order. A section that is absent is `None`, which is not the
/// same as an empty one: its place in the assessment is then null.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Document {
    /// Version of the language; 1.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Format"))]
    pub format: u32,
    /// What the model is called.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The owner's own version of the model.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Revision>")
    )]
    pub revision: Option<String>,
    /// What the model is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// IANA zone in which days begin and end.
    pub timezone: String,
    /// What is known about a lead.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Attributes")
    )]
    pub attributes: BTreeMap<String, Attribute>,
    /// What an event carries besides its value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Properties")
    )]
    pub properties: BTreeMap<String, Property>,
    /// Kinds of events that are worth points or counted.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::SignalTable")
    )]
    pub signals: BTreeMap<String, Signal>,
    /// Which signals are purchases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchases: Option<Purchases>,
    /// States turned on and off by events.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<crate::document::Switch>")
    )]
    pub switches: Option<BTreeMap<String, Switch>>,
    /// Named times of the year.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Season>")
    )]
    pub seasons: BTreeMap<String, Season>,
    /// Who is not scored at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// How complete a profile is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<Completeness>,
    /// Types of people; the first that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personas: Option<Vec<Persona>>,
    /// Who they are: points and grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// What they do: points and rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagement: Option<Engagement>,
    /// When they will buy again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buying_cycle: Option<BuyingCycle>,
    /// Whether they are ready to buy now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Readiness>,
    /// What they are interested in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interests: Option<Interests>,
    /// Where they stand, from first visitor to raving fan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// Groups of leads; any number may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Condition>")
    )]
    pub segments: Option<BTreeMap<String, Condition>>,
    /// What marketing and sales call them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Qualification>,
    /// Ways out to the lead.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Channel>")
    )]
    pub channels: BTreeMap<String, Channel>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_steps: Option<Vec<NextStep>>,
    /// In which order to call them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Leads with the assessment they should get.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<crate::document::shapes::ModelTest>")
    )]
    pub tests: Vec<serde_json::Value>,
}
