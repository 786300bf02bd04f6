//! The sections of an assessment in JSON.

use serde::Serialize;

use crate::assessment::details::KINDS;
use crate::assessment::{Assessment, Row};
use crate::document::{AttributeKind, Document, Pipeline};
use crate::evaluate::Purchases;
use crate::exact::Milli;
use crate::text::in_order;

/// The points of a group.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "GroupPoints"))]
struct PointsView<'a> {
    /// The name of the group.
    name: &'a str,
    /// Its clamped sum.
    points: Milli,
}

/// Who the lead is: points and grade.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedFit"))]
pub(super) struct FitView<'a> {
    /// The points of the section.
    points: Milli,
    /// The grade that the points reach.
    grade: Option<&'a str>,
    /// Whole percent of the criteria with a fact whose fact is known.
    known: Option<u32>,
    /// Points by group.
    groups: Vec<PointsView<'a>>,
}

/// What the lead does: points and rank.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedEngagement"))]
pub(super) struct EngagementView<'a> {
    /// The points of the section.
    points: Milli,
    /// The rank that the points reach.
    rank: Option<u32>,
    /// Points by group.
    groups: Vec<PointsView<'a>>,
}

/// When the lead will buy again. Without a cycle all keys but points and seasons are null.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedCycle"))]
pub(super) struct CycleView<'a> {
    /// Points of the cycle and the seasons.
    points: Milli,
    /// Length of the cycle in days.
    length_days: Option<i64>,
    /// Days since the latest purchase.
    elapsed_days: Option<i64>,
    /// The day on which the cycle is full.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    due: Option<String>,
    /// Days since the due day; 0 before.
    overdue_days: Option<i64>,
    /// Elapsed days of the length in whole percent.
    phase: Option<i64>,
    /// Seasons that hold, each once.
    seasons: Vec<&'a str>,
}

/// Whether the lead is ready to buy.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedReadiness"))]
pub(super) struct ReadinessView {
    /// The sum of the parts.
    points: Milli,
    /// Whether the sum reaches the threshold.
    ready: bool,
}

/// How complete the profile is.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedCompleteness"))]
pub(super) struct CompletenessView<'a> {
    /// The level that is reached: the number of levels, from the first on, that are complete.
    level: u32,
    /// Facts that are missing for the next level.
    missing: &'a [String],
    /// Known attributes of each kind.
    kinds: Vec<KindView>,
}

/// How many attributes of a kind are known.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "KnownKind"))]
struct KindView {
    /// The kind.
    kind: AttributeKind,
    /// Number of attributes that are known.
    known: u32,
    /// Number of attributes that the model has.
    of: usize,
}

/// The lifecycle stage.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedStage"))]
pub(super) struct StageView<'a> {
    /// The name of the stage.
    name: &'a str,
    /// The pipeline of the stage.
    pipeline: Option<Pipeline>,
}

/// The purchases of the lead.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedPurchases"))]
pub(super) struct PurchasesView {
    /// Number of purchases.
    count: u64,
    /// Sum of their values.
    value: Milli,
    /// Number of different products.
    products: u64,
    /// Days since the latest purchase.
    days_since: Option<i64>,
    /// Days since the first purchase.
    days_since_first: Option<i64>,
}

/// When the lead was last active.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedActivity"))]
pub(super) struct ActivityView {
    /// Days since the latest activity.
    days_since: Option<i64>,
}

in_order! {
    FitView<'_> { grade, groups, known, points }
    EngagementView<'_> { groups, points, rank }
    CycleView<'_> { due, elapsed_days, length_days, overdue_days, phase, points, seasons }
    CompletenessView<'_> { kinds, level, missing }
    PurchasesView { count, days_since, days_since_first, products, value }
}

fn groups<'a>(names: impl Iterator<Item = &'a String>, points: &[Milli]) -> Vec<PointsView<'a>> {
    let pairs = names.zip(points);
    pairs
        .map(|(name, &points)| PointsView { name, points })
        .collect()
}

impl<'a> FitView<'a> {
    pub(super) fn new(found: &'a Assessment) -> Option<Self> {
        let fit = found.row.fit?;
        let names = found.document().fit.as_ref()?.groups.keys();
        Some(Self {
            points: fit.points,
            grade: found.grade(),
            known: fit.known,
            groups: groups(names, &found.row.details.as_ref()?.fit_groups),
        })
    }
}

impl<'a> EngagementView<'a> {
    pub(super) fn new(found: &'a Assessment) -> Option<Self> {
        let names = found.document().engagement.as_ref()?.groups.keys();
        Some(Self {
            points: found.row.engagement?.points,
            rank: found.rank(),
            groups: groups(names, &found.row.details.as_ref()?.engagement_groups),
        })
    }
}

impl<'a> CycleView<'a> {
    pub(super) fn new(row: &Row, document: &'a Document) -> Option<Self> {
        let (found, course) = (row.cycle?, row.course());
        let seasons = row.details.as_ref()?.seasons.iter();
        let name = |at: &u32| document.seasons.keys().nth(*at as usize);
        Some(Self {
            points: found.points,
            length_days: course.map(|course| course.length_days),
            elapsed_days: course.map(|course| course.elapsed_days),
            due: course.map(|course| course.due.text()),
            overdue_days: course.map(|course| course.overdue_days()),
            phase: course.map(|course| course.phase()),
            seasons: seasons.filter_map(name).map(String::as_str).collect(),
        })
    }
}

impl ReadinessView {
    pub(super) fn new(row: &Row) -> Option<Self> {
        let found = row.readiness?;
        Some(Self {
            points: found.points,
            ready: found.ready,
        })
    }
}

impl<'a> CompletenessView<'a> {
    pub(super) fn new(row: &'a Row, document: &Document) -> Option<Self> {
        let (level, details) = (row.completeness?, row.details.as_ref()?);
        let of = |kind: AttributeKind| {
            let attributes = document.attributes.values();
            attributes.filter(|one| one.kind == Some(kind)).count()
        };
        let kinds = KINDS.into_iter().zip(details.known_kinds);
        let kinds = kinds.map(|(kind, known)| KindView {
            kind,
            known,
            of: of(kind),
        });
        Some(Self {
            level,
            missing: &details.missing,
            kinds: kinds.filter(|kind| kind.of > 0).collect(),
        })
    }
}

impl<'a> StageView<'a> {
    pub(super) fn new(row: &Row, document: &'a Document) -> Option<Self> {
        let stages = &document.lifecycle.as_ref()?.stages;
        let stage = stages.get(row.stage? as usize)?;
        Some(Self {
            name: &stage.name,
            pipeline: stage.pipeline,
        })
    }
}

impl PurchasesView {
    pub(super) fn new(found: Purchases) -> Self {
        Self {
            count: found.count,
            value: found.value,
            products: found.products,
            days_since: found.days_since,
            days_since_first: found.days_since_first,
        }
    }
}

impl ActivityView {
    pub(super) fn new(row: &Row) -> Option<Self> {
        row.is_scored().then_some(Self {
            days_since: row.activity_days_since,
        })
    }
}
