//! Engagement: ranks, groups, criteria, inactivity, resets.

use serde::Serialize;

use super::audience::Groups;
use super::reader::At;
use super::{Band, Criterion, Decay, Group};
use crate::exact::Milli;

/// What leads do: points and rank.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Engagement {
    /// The ranks, strongest first, with decreasing minimum points. The last rank has no minimum.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Ranks"))]
    pub ranks: Vec<Band<u32>>,
    /// The lower limit of the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Milli>,
    /// The upper limit of the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Milli>,
    /// The decay of signals with points above 0 that have no decay of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decay: Option<Decay>,
    /// Signals that reset the points: only later days count.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::AnySignals")
    )]
    pub reset_on: Vec<String>,
    /// The cost of a time without activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inactivity: Option<Inactivity>,
    /// The groups, with limits and weights.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Group>")
    )]
    pub groups: Groups,
    /// The criteria, as in fit.
    pub criteria: Vec<Criterion>,
}

/// The cost of a time without activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Inactivity {
    /// Days of inactivity that cost nothing.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub after_days: u32,
    /// Days from one loss to the next.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Days"))]
    pub every_days: u32,
    /// The points of each loss: 0 or less.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Loss"))]
    pub points: Milli,
    /// The limit of the loss: 0 or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Loss>")
    )]
    pub min: Option<Milli>,
    /// For a lead without activity, the date attribute (`profile.<attribute>`) from which to count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub since: Option<String>,
}

const ENGAGEMENT_KEYS: [&str; 8] = [
    "ranks",
    "min",
    "max",
    "decay",
    "reset_on",
    "inactivity",
    "groups",
    "criteria",
];
const INACTIVITY_KEYS: [&str; 5] = ["after_days", "every_days", "points", "min", "since"];
/// The default ranks; 1 is the strongest.
const RANKS: [(u32, Option<i64>); 5] = [
    (1, Some(80)),
    (2, Some(60)),
    (3, Some(40)),
    (4, Some(20)),
    (5, None),
];

impl Engagement {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&ENGAGEMENT_KEYS)?;
        let rank = |at: &At<'_>| at.count().map(|rank| (rank, rank.to_string()));
        let (min, max) = table.clamp();
        Some(Self {
            ranks: table
                .read("ranks", |at| Band::read(at, rank))
                .unwrap_or_else(|| Band::list(&RANKS)),
            min,
            max,
            decay: table.read("decay", Decay::read),
            reset_on: table.read("reset_on", At::any_signals).unwrap_or_default(),
            inactivity: table.read("inactivity", Inactivity::read),
            groups: table
                .read("groups", |at| at.things(&[], |_, at| Group::read(at)))
                .unwrap_or_default(),
            criteria: table
                .read("criteria", Criterion::read_all)
                .unwrap_or_default(),
        })
    }
}

impl Inactivity {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&INACTIVITY_KEYS)?;
        let (after_days, every_days) = (
            table.need("after_days", At::days),
            table.need("every_days", At::days),
        );
        let (points, min) = (table.need("points", At::loss), table.read("min", At::loss));
        let since = table.read("since", At::reference);
        Some(Self {
            after_days: after_days?,
            every_days: every_days?,
            points: points?,
            min,
            since,
        })
    }
}
