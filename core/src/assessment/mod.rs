//! Assessments: labels, points, next steps, and explanations.

mod label;
mod details;
mod row;
mod fields;
mod assess;
mod change;
mod compare;
mod explanation;
mod json;
mod labels;
mod known_lead;
#[cfg(feature = "schema")]
mod shapes;
mod span;
mod timeline;
mod trial;

pub(crate) use assess::failed;
pub use change::{HORIZON_DAYS, NextChange};
pub use compare::{Comparison, EntryChange, LabelChange, SectionChange};
pub(crate) use details::Details;
#[cfg(feature = "arrow")]
pub(crate) use details::{KINDS, SwitchDetail};
pub use explanation::{
    ExplainedSection, Explanation, NextGrade, NextRank, ToNext, UnknownCriterion,
};
#[cfg(any(feature = "arrow", feature = "schema"))]
pub(crate) use fields::FieldReader;
pub(crate) use fields::{FIELDS, FieldValue};
#[cfg(feature = "arrow")]
pub(crate) use fields::{Field, ModelSection, rank, whole};
pub use json::{AssessedInterest, AssessedStep, AssessedSwitch, SwitchValue};
#[cfg(feature = "arrow")]
pub(crate) use json::{interests, steps};
pub use known_lead::{ForecastError, KnownLead};
pub use label::Label;
pub use row::{CycleScore, EngagementScore, FitScore, ReadinessScore, Row};
pub use span::SpanError;
pub use timeline::{TimelineDetail, TimelineRow};
pub use trial::{Difference, TestOutcome};

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::document::Document;
use crate::exact::{Instant, Milli};
use crate::lead::{Report, Text};
use crate::model::Model;
use crate::model::plan::Compiled;

/// The assessment of one lead at one instant.
///
/// It holds a [`Row`] of numbers and positions together with the model; names are looked up when
/// they are read or written. It serialises to the assessment in the language reference, with every
/// key present.
#[derive(Clone)]
pub struct Assessment {
    plan: Arc<Compiled>,
    lead: Option<Text>,
    as_of: Instant,
    row: Row,
    report: Report,
}

impl Assessment {
    /// The assessment with this row and an empty report.
    pub(crate) fn from_row(model: &Model, lead: Option<Text>, as_of: Instant, row: Row) -> Self {
        Self {
            plan: Arc::clone(&model.0),
            lead,
            as_of,
            row,
            report: Report::default(),
        }
    }

    fn document(&self) -> &Document {
        &self.plan.document
    }

    fn label(&self, label: Label) -> Option<&str> {
        match label.name_of(&self.row, self.document())? {
            Cow::Borrowed(name) => Some(name),
            // The names of ranks and cells are built on demand; `rank` and `cell` return them.
            Cow::Owned(_) => None,
        }
    }

    /// The id of the lead; `None` if the profile has none.
    pub fn lead(&self) -> Option<&str> {
        self.lead.as_deref()
    }

    /// The instant of the assessment.
    pub fn as_of(&self) -> Instant {
        self.as_of
    }

    /// Points, numbers and positions of labels.
    pub fn row(&self) -> &Row {
        &self.row
    }

    /// Rejects, hints and other counts of the input.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The name of the exclusion, such as `competitor`, if the scope of the model excludes the lead.
    pub fn excluded(&self) -> Option<&str> {
        self.label(Label::Excluded)
    }

    /// The persona of the lead; `None` if the model has no personas, no persona matches, or the lead
    /// is excluded.
    pub fn persona(&self) -> Option<&str> {
        self.label(Label::Persona)
    }

    /// Points of fit, exact to thousandths; `None` if the model has no fit or the lead is excluded.
    pub fn fit_points(&self) -> Option<Milli> {
        Some(self.row.fit?.points)
    }

    /// The grade, such as `A`, the best by default; `None` if the model has no fit or the lead is
    /// excluded.
    pub fn grade(&self) -> Option<&str> {
        self.label(Label::Grade)
    }

    /// Points of engagement at the instant, decayed and exact to thousandths; `None` if the model has
    /// no engagement or the lead is excluded.
    pub fn engagement_points(&self) -> Option<Milli> {
        Some(self.row.engagement?.points)
    }

    /// The rank, 1 to 5 by default with 1 the best; `None` if the model has no engagement or the lead
    /// is excluded.
    pub fn rank(&self) -> Option<u32> {
        label::rank(self.document(), self.row.engagement?.rank as usize)
    }

    /// Grade and rank, such as `B3`; `None` unless the lead has both.
    pub fn cell(&self) -> Option<String> {
        Some(
            Label::Cell
                .name_of(&self.row, self.document())?
                .into_owned(),
        )
    }

    /// The exact sum of the points of fit and engagement; `None` unless the model has both.
    pub fn total(&self) -> Option<Milli> {
        self.row.total()
    }

    /// Points of the buying cycle; `None` if the model has no buying cycle or the lead is excluded.
    pub fn cycle_points(&self) -> Option<Milli> {
        Some(self.row.cycle?.points)
    }

    /// Points of readiness, the sum of its parts; `None` if the model has no readiness or the lead is
    /// excluded.
    pub fn readiness_points(&self) -> Option<Milli> {
        Some(self.row.readiness?.points)
    }

    /// Whether the points of readiness reach the threshold of the model; `None` if the model has no
    /// readiness or the lead is excluded.
    pub fn ready(&self) -> Option<bool> {
        Some(self.row.readiness?.ready)
    }

    /// The furthest lifecycle stage whose condition holds; `None` if the model has no lifecycle or the
    /// lead is excluded.
    pub fn stage(&self) -> Option<&str> {
        self.label(Label::Stage)
    }

    /// The qualification, such as `MQL`; `None` if the model has no qualification.
    pub fn qualification(&self) -> Option<&str> {
        self.label(Label::Qualification)
    }

    /// The names of the segments of the lead; `None` if the model has no segments.
    pub fn segments(&self) -> Option<Vec<&str>> {
        json::segments(&self.row, self.document())
    }

    /// The interests with points and stage, most points first; `None` if the model has no interests
    /// or the lead is excluded.
    pub fn interests(&self) -> Option<Vec<AssessedInterest<'_>>> {
        json::interests(&self.row, self.document())
    }

    /// The next steps whose conditions hold, greatest priority first, each with the channel that the
    /// lead permits; `None` if the model has no next steps or the lead is excluded.
    pub fn next_steps(&self) -> Option<Vec<AssessedStep<'_>>> {
        json::steps(&self.row, self.document())
    }

    /// The switches and their states, in the order of the model; `None` if the model has none.
    pub fn switches(&self) -> Option<Vec<AssessedSwitch<'_>>> {
        json::switches(&self.row, self.document())
    }

    /// The priority of contacting the lead, 0 to 100 in tenths.
    pub fn priority(&self) -> Option<Milli> {
        self.row.priority
    }

    /// The canonical JSON text (RFC 8785), the same to the byte in every language.
    pub fn to_canonical_json(&self) -> String {
        canonical(self)
    }

    /// The canonical JSON text of a nested member, such as `engagement.points`; `None` if there is no
    /// such member.
    pub(crate) fn part(&self, path: &str) -> Option<String> {
        let member = path.split('.').next().unwrap_or_default();
        let view = json::View::only(self, |name| member.is_empty() || name == member);
        crate::text::part(&view, path)
    }
}

/// The canonical JSON text (RFC 8785). Writing plain values cannot fail, so the empty text of a failure
/// does not occur.
pub(crate) fn canonical<T: Serialize>(value: &T) -> String {
    crate::text::canonical(value).unwrap_or_default()
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::View::new(self).serialize(serializer)
    }
}

impl std::fmt::Debug for Assessment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_canonical_json())
    }
}

/// Two assessments are equal if their JSON is equal.
impl PartialEq for Assessment {
    fn eq(&self, other: &Self) -> bool {
        self.to_canonical_json() == other.to_canonical_json()
    }
}
