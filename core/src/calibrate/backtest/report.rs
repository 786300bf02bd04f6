//! What a backtest reports.

use super::leaks::Leak;
use super::measures::MeasureFigures;
use super::rules::RuleFigures;
use super::values::ValueFigures;
use crate::assessment::Label;
use crate::calibrate::sample::counts::{LeftOut, OutcomeCounts, RecordedLater};
use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::outcome_book::RejectedOutcome;
use crate::evaluate::ExplanationEntry;
use crate::exact::{Instant, Milli};
use crate::lead::Reject;
use crate::tables::KnownAt;

/// How well a model told the leads that converted from the others.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Backtest {
    /// When the data ends.
    pub observed_until: Instant,
    /// Which rows existed at each instant.
    pub known: KnownAt,
    /// Over all instants.
    pub overall: Figures,
    /// By instant, earliest first.
    pub instants: Vec<Figures>,
    /// How well the rates of earlier instants predict the last mature instant, for each kind of points.
    pub predictions: Vec<Prediction>,
    /// Leads of the last mature instant that were ready and did not convert: most points of readiness
    /// first, then by id. Empty without a section `readiness`.
    pub ready_not_converted: Vec<ListedLead>,
    /// Leads of the last mature instant that converted without being ready: fewest points of readiness
    /// first, then by id. Empty without a section `readiness`.
    pub converted_not_ready: Vec<ListedLead>,
    /// What may have told the model the outcome in advance.
    pub leaks: Vec<Leak>,
    /// Rows dated up to the last instant that were recorded after it.
    pub recorded_later: RecordedLater,
    /// Outcomes that were not counted.
    pub outcomes: OutcomeCounts,
    /// What could not be read in the table of outcomes, in the order of rows.
    pub rejected_outcomes: Vec<RejectedOutcome>,
    /// What could not be used in profiles and events, as for a table scored at the last instant, and
    /// sums out of range.
    pub rejects: Vec<Reject>,
}

/// Figures of one instant, or over all instants. They are of mature rows, those whose last day has
/// ended, unless stated otherwise.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Figures {
    /// The instant; `None` over all instants.
    pub at: Option<Instant>,
    /// All rows.
    pub all: ValueFigures,
    /// The rows of each value of each label that the model has.
    pub labels: Vec<LabelFigures>,
    /// How well points, priority, grade, rank and stage tell rows apart.
    pub measures: Vec<MeasureFigures>,
    /// How much each criterion, signal and group helps: those of fit, then those of engagement, groups
    /// last. Empty unless [`rules`](crate::calibrate::BacktestRequest::rules) is set.
    pub rules: Vec<RuleFigures>,
    /// Rows, mature and open, that were left out.
    pub left_out: LeftOut,
}

/// The rows of each value of a label.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct LabelFigures {
    /// The label.
    pub label: Label,
    /// Its values, best first; rows without the label are last. Of segments each one that a row is in,
    /// so that a row may count for several.
    pub values: Vec<ValueFigures>,
}

/// How well the rates of earlier instants predict the last mature instant.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Prediction {
    /// The points.
    pub measure: Measure,
    /// Number of rows of instants whose last day ends before the last mature instant; the curve comes
    /// from these.
    pub earlier_rows: u64,
    /// Number of rows of the last mature instant.
    pub rows: u64,
    /// The mean squared difference between the predicted rate and 1 for a conversion, 0 for none: 0 is
    /// perfect. `None` without earlier rows.
    pub brier: Option<f64>,
}

/// A lead to look at.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ListedLead {
    /// Its id.
    pub lead: String,
    /// Its points of readiness.
    pub points: Milli,
    /// Days from the instant to its first outcome; `None` if it did not convert.
    pub days: Option<u32>,
    /// The three entries with the most points in size, in the sections that readiness adds up; of equal
    /// ones the first in the order of evaluation.
    pub entries: Vec<ExplanationEntry>,
}
