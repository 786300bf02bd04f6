//! The model as it is written: plain data, one file per section.
//!
//! A text (TOML or JSON) is parsed into a tree with places. The readers turn the
//! tree into a [`Document`] and collect every problem on the way. They check shapes
//! and ranges. Names that refer to something else are resolved when a
//! [`Model`](crate::Model) is compiled from the document.

mod dotted_keys;
mod json;
pub(crate) mod problems;
mod read;
mod reader;
mod scalars;
#[cfg(feature = "schema")]
pub(crate) mod shapes;
mod table_reader;
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
/// Tables of named things are ordered by the UTF-8 bytes of their names; lists keep
/// their order. An absent section is `None`, which differs from an empty section: its
/// place in the assessment is null.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Document {
    /// Version of the language; 1.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Format"))]
    pub format: u32,
    /// The name of the model.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The owner's version of the model.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Revision>")
    )]
    pub revision: Option<String>,
    /// What the model is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The IANA time zone in which days begin and end.
    pub timezone: String,
    /// The attributes of a profile: what is known about a lead.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Attributes")
    )]
    pub attributes: BTreeMap<String, Attribute>,
    /// The properties of events besides their value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Properties")
    )]
    pub properties: BTreeMap<String, Property>,
    /// The signals: events that give points or are counted.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::SignalTable")
    )]
    pub signals: BTreeMap<String, Signal>,
    /// Which signals are purchases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchases: Option<Purchases>,
    /// Switches: states that events turn on and off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<crate::document::Switch>")
    )]
    pub switches: Option<BTreeMap<String, Switch>>,
    /// Seasons: named times of the year.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Season>")
    )]
    pub seasons: BTreeMap<String, Season>,
    /// Leads that are not scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// How complete the profile of a lead is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<Completeness>,
    /// Types of customers. The first whose condition holds applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personas: Option<Vec<Persona>>,
    /// Who leads are: points and grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// What leads do: points and rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagement: Option<Engagement>,
    /// When customers will buy again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buying_cycle: Option<BuyingCycle>,
    /// Whether a lead is ready to buy now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Readiness>,
    /// What leads are interested in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interests: Option<Interests>,
    /// Where leads are in their lifecycle, from first visitor to raving fan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// Groups of leads. A lead may be in any number of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Condition>")
    )]
    pub segments: Option<BTreeMap<String, Condition>>,
    /// What marketing and sales call leads, such as MQL and SQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Qualification>,
    /// Channels to reach a lead.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Channel>")
    )]
    pub channels: BTreeMap<String, Channel>,
    /// Next steps: what to do with a lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_steps: Option<Vec<NextStep>>,
    /// The order in which to contact leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Test leads with their expected assessment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<crate::document::shapes::ModelTest>")
    )]
    pub tests: Vec<serde_json::Value>,
}
