//! The flat fields of an assessment. This list defines the columns of tables.

use std::borrow::Cow;

use serde::Serialize;

use super::label::{self, Label};
use super::row::Row;
use crate::document::Document;
use crate::exact::{Day, Milli};

/// A field of an assessment that is one value.
pub(crate) struct Field {
    /// The name of its column.
    pub(crate) name: &'static str,
    /// The section of the model that the field belongs to.
    #[cfg_attr(not(feature = "arrow"), allow(dead_code, reason = "for columns"))]
    pub(crate) section: ModelSection,
    /// How the value is read from a row.
    pub(crate) read: FieldReader,
    /// Its description in the schema.
    #[cfg_attr(not(feature = "schema"), allow(dead_code, reason = "for the schema"))]
    pub(crate) about: &'static str,
}

/// A section of a model. If the model does not have it, the fields of the section are null in every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "arrow"), allow(dead_code, reason = "for columns"))]
pub(crate) enum ModelSection {
    Scope,
    Personas,
    Fit,
    Engagement,
    /// Fit and engagement.
    Both,
    Cycle,
    Readiness,
    Completeness,
    Lifecycle,
    Qualification,
    Priority,
    Purchases,
    Signals,
    Interests,
    Segments,
    Switches,
    NextSteps,
}

#[cfg(feature = "arrow")]
impl ModelSection {
    /// Whether a model has the section.
    pub(crate) fn is_in(self, document: &Document) -> bool {
        match self {
            Self::Scope => document.scope.is_some(),
            Self::Personas => document.personas.is_some(),
            Self::Fit => document.fit.is_some(),
            Self::Engagement => document.engagement.is_some(),
            Self::Both => Self::Fit.is_in(document) && Self::Engagement.is_in(document),
            Self::Cycle => document.buying_cycle.is_some(),
            Self::Readiness => document.readiness.is_some(),
            Self::Completeness => document.completeness.is_some(),
            Self::Lifecycle => document.lifecycle.is_some(),
            Self::Qualification => document.qualification.is_some(),
            Self::Priority => document.priority.is_some(),
            Self::Purchases => document.purchases.is_some(),
            Self::Signals => !document.signals.is_empty(),
            Self::Interests => document.interests.is_some(),
            Self::Segments => document.segments.is_some(),
            Self::Switches => document.switches.is_some(),
            Self::NextSteps => document.next_steps.is_some(),
        }
    }
}

/// How the value of a field is read, by its type.
pub(crate) enum FieldReader {
    Points(fn(&Row) -> Option<Milli>),
    Whole(fn(&Row) -> Option<i64>),
    Day(fn(&Row) -> Option<Day>),
    Flag(fn(&Row) -> Option<bool>),
    /// The name of a label.
    Label(Label),
    /// The name of a rank, which is a number.
    Rank,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum FieldValue<'d> {
    Points(Milli),
    Whole(i64),
    Flag(bool),
    Text(Cow<'d, str>),
}

impl Field {
    /// The value of the field in a row; `None` if it is null.
    pub(crate) fn value<'d>(&self, row: &Row, document: &'d Document) -> Option<FieldValue<'d>> {
        Some(match self.read {
            FieldReader::Points(points) => FieldValue::Points(points(row)?),
            FieldReader::Whole(whole) => FieldValue::Whole(whole(row)?),
            FieldReader::Day(day) => FieldValue::Text(day(row)?.to_string().into()),
            FieldReader::Flag(flag) => FieldValue::Flag(flag(row)?),
            FieldReader::Label(label) => FieldValue::Text(label.name_of(row, document)?),
            FieldReader::Rank => FieldValue::Whole(rank(row, document)?),
        })
    }
}

/// The name of the rank of a row.
pub(crate) fn rank(row: &Row, document: &Document) -> Option<i64> {
    let at = row.position(Label::Rank)?;
    label::rank(document, at as usize).map(i64::from)
}

/// All fields, in the order of columns. The columns `lead` and `as_of` come before them, `rejects` after.
pub(crate) static FIELDS: [Field; 28] = {
    use FieldReader::{Day, Flag, Points, Rank, Whole};
    const fn field(
        name: &'static str,
        section: ModelSection,
        read: FieldReader,
        about: &'static str,
    ) -> Field {
        Field {
            name,
            section,
            read,
            about,
        }
    }
    const fn label(
        name: &'static str,
        section: ModelSection,
        label: Label,
        about: &'static str,
    ) -> Field {
        field(name, section, FieldReader::Label(label), about)
    }
    [
        label(
            "excluded",
            ModelSection::Scope,
            Label::Excluded,
            "Why the lead is not scored; null where it is.",
        ),
        label(
            "persona",
            ModelSection::Personas,
            Label::Persona,
            "The persona.",
        ),
        field(
            "fit_points",
            ModelSection::Fit,
            Points(|row| Some(row.fit?.points)),
            "Points of fit.",
        ),
        label("grade", ModelSection::Fit, Label::Grade, "The grade."),
        field(
            "fit_known",
            ModelSection::Fit,
            Whole(|row| row.fit?.known.map(i64::from)),
            "Known criteria in whole percent.",
        ),
        field(
            "engagement_points",
            ModelSection::Engagement,
            Points(|row| Some(row.engagement?.points)),
            "Points of engagement.",
        ),
        field("rank", ModelSection::Engagement, Rank, "The rank."),
        label("cell", ModelSection::Both, Label::Cell, "Grade and rank."),
        field(
            "total",
            ModelSection::Both,
            Points(Row::total),
            "Points of fit and engagement together.",
        ),
        field(
            "cycle_points",
            ModelSection::Cycle,
            Points(|row| Some(row.cycle?.points)),
            "Points of the buying cycle.",
        ),
        field(
            "cycle_length_days",
            ModelSection::Cycle,
            Whole(|row| Some(row.course()?.length_days)),
            "Length of the cycle.",
        ),
        field(
            "cycle_elapsed_days",
            ModelSection::Cycle,
            Whole(|row| Some(row.course()?.elapsed_days)),
            "Days since the latest purchase.",
        ),
        field(
            "cycle_due",
            ModelSection::Cycle,
            Day(|row| Some(row.course()?.due)),
            "The day on which the cycle is full.",
        ),
        field(
            "cycle_overdue_days",
            ModelSection::Cycle,
            Whole(|row| Some(row.course()?.overdue_days())),
            "Days since the cycle was full; 0 before.",
        ),
        field(
            "cycle_phase",
            ModelSection::Cycle,
            Whole(|row| Some(row.course()?.phase())),
            "Elapsed days of the length in whole percent.",
        ),
        field(
            "readiness_points",
            ModelSection::Readiness,
            Points(|row| Some(row.readiness?.points)),
            "Points of readiness.",
        ),
        field(
            "ready",
            ModelSection::Readiness,
            Flag(|row| Some(row.readiness?.ready)),
            "Whether they are enough.",
        ),
        field(
            "completeness_level",
            ModelSection::Completeness,
            Whole(|row| row.completeness.map(i64::from)),
            "Number of leading levels that are fulfilled.",
        ),
        label(
            "stage",
            ModelSection::Lifecycle,
            Label::Stage,
            "The lifecycle stage.",
        ),
        label(
            "pipeline",
            ModelSection::Lifecycle,
            Label::Pipeline,
            "Whose work the stage is.",
        ),
        label(
            "qualification",
            ModelSection::Qualification,
            Label::Qualification,
            "The qualification.",
        ),
        field(
            "priority",
            ModelSection::Priority,
            Points(|row| row.priority),
            "The order in which to call, 0 to 100.",
        ),
        field(
            "purchases_count",
            ModelSection::Purchases,
            Whole(|row| Some(whole(row.purchases?.count))),
            "Number of purchases.",
        ),
        field(
            "purchases_value",
            ModelSection::Purchases,
            Points(|row| Some(row.purchases?.value)),
            "Their value.",
        ),
        field(
            "purchases_products",
            ModelSection::Purchases,
            Whole(|row| Some(whole(row.purchases?.products))),
            "Number of different products.",
        ),
        field(
            "purchases_days_since",
            ModelSection::Purchases,
            Whole(|row| row.purchases?.days_since),
            "Days since the latest purchase.",
        ),
        field(
            "purchases_days_since_first",
            ModelSection::Purchases,
            Whole(|row| row.purchases?.days_since_first),
            "Days since the first purchase.",
        ),
        field(
            "activity_days_since",
            ModelSection::Signals,
            Whole(|row| row.activity_days_since),
            "Days since the latest activity.",
        ),
    ]
};

/// A count as a signed number; no real count is too large for it.
pub(crate) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
