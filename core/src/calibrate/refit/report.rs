//! What was learnt about points.

use std::fmt;

use crate::calibrate::backtest::leaks::Leak;
use crate::calibrate::backtest::rules::{RuleKind, RuleSection};
use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::split::DealtBy;
use crate::calibrate::stats::auc::Auc;
use crate::calibrate::stats::auc_difference::AucDifference;
use crate::calibrate::stats::interval::Interval;
use crate::exact::Milli;
use crate::model::Model;

/// Points that were learnt from outcomes, or why none could be.
#[derive(Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Refit {
    /// The model with the learnt points; `None` if nothing could be learnt.
    #[serde(skip)]
    pub model: Option<Model>,
    /// The same as TOML: the given text with changed numbers, each noted in a comment, or without a text
    /// one that is written anew. Empty if nothing could be learnt.
    pub text: String,
    /// Why nothing could be learnt.
    pub refused: Option<Refusal>,
    /// The rules whose points were to be learnt: criteria of fit, then of engagement, then personas and
    /// signals.
    pub rules: Vec<RefitRule>,
    /// Settings that were chosen.
    pub settings: RefitSettings,
    /// Minimum points of grades and ranks, and the threshold of readiness, with the same shares of rows as
    /// before in the periods to fit and to choose.
    pub minima: Vec<RefitMinimum>,
    /// How the rows were dealt to periods.
    pub dealt_by: DealtBy,
    /// The rows of the period to fit.
    pub fit: PeriodRows,
    /// The rows of the period to choose.
    pub choose: PeriodRows,
    /// The rows of the period to report.
    pub report: PeriodRows,
    /// How well both models tell the rows of the report apart.
    pub gain: RefitGain,
    /// What may have told the model the outcome in advance.
    pub leaks: Vec<Leak>,
    /// The version of the library; another version may find something else.
    pub library: &'static str,
}

/// The rows of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct PeriodRows {
    /// Number of rows.
    pub rows: u64,
    /// Number of leads.
    pub leads: u64,
    /// Number of rows that convert.
    pub conversions: u64,
}

/// How well the given model and the one with learnt points tell the rows of the report apart.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RefitGain {
    /// The points that are compared: the total, or those of the only section.
    pub measure: Measure,
    /// The AUC of the given model.
    pub given: Option<Auc>,
    /// The AUC of the model with learnt points; `None` if it was not tried.
    pub learnt: Option<Auc>,
    /// The AUC of the learnt model less that of the given one.
    pub difference: Option<AucDifference>,
}

/// Settings that were chosen.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RefitSettings {
    /// The ridge penalty: half of it times the square of each coefficient was added to the loss.
    pub penalty: f64,
    /// Number of rules that may have points.
    pub rules: usize,
    /// The decay of the signals whose points were learnt; `None` if it stays as it is.
    pub decay: Option<RefitDecay>,
}

/// A decay of signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefitDecay {
    /// Points halve every so many days.
    HalfLifeDays(u32),
    /// Points last so many days.
    WindowDays(u32),
}

/// A rule whose points were to be learnt.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RefitRule {
    /// The section to which it gives points.
    pub section: RuleSection,
    /// What it is.
    pub kind: RuleKind,
    /// Its name.
    pub name: String,
    /// What was added to all learnt values of a criterion, because its section or group has a lower limit that
    /// would cut losses. It does not change which leads rank higher.
    pub lifted: i64,
    /// Its points: the cases, `otherwise` and `missing` of a criterion; those of a persona or a signal.
    pub values: Vec<RefitValue>,
}

/// A number of points.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RefitValue {
    /// Its JSON Pointer in the document.
    pub path: String,
    /// When it applies, such as `gte 40`.
    pub label: String,
    /// The points in the given model.
    pub given: Milli,
    /// The learnt points, whole.
    pub points: i64,
    /// Number of rows in the periods to fit and to choose to which they apply.
    pub rows: u64,
    /// The estimate before rounding, in points; `None` if there is none.
    pub estimate: Option<f64>,
    /// Its interval of 95 % by a jackknife over 20 blocks of leads, in points.
    pub interval: Option<Interval>,
    /// Why the points are what they are.
    pub reason: PointsReason,
}

/// Why points are what they are. Where they are 0, a criterion that is
/// [lifted](RefitRule::lifted) gives what was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PointsReason {
    /// They are the estimate, rounded.
    Learnt,
    /// They are 0: no row of the periods to fit and to choose has them.
    NoRows,
    /// They are 0: the rule is not one of those that tell most.
    LeftOut,
    /// They are 0: the estimate has the sign that the request forbids.
    Sign,
    /// They are 0: the sign is another one, or there is none, without some blocks of leads.
    Unstable {
        /// Number of such blocks out of 20.
        blocks: u32,
    },
    /// They are 0: nothing could be learnt.
    Refused,
}

impl fmt::Display for PointsReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Learnt => f.write_str("learnt"),
            Self::NoRows => f.write_str("no row to learn from has it"),
            Self::LeftOut => f.write_str("other rules tell more"),
            Self::Sign => f.write_str("the data ask for the other sign"),
            Self::Unstable { blocks } => {
                write!(f, "the sign changes without {blocks} of 20 blocks of leads")
            }
            Self::Refused => f.write_str("nothing could be learnt"),
        }
    }
}

/// A minimum of points that was found again.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RefitMinimum {
    /// Its JSON Pointer in the document.
    pub path: String,
    /// The grade or rank, or `ready`.
    pub label: String,
    /// The points in the given model.
    pub given: Milli,
    /// The points in the learnt model, whole.
    pub points: i64,
    /// The share of rows in the periods to fit and to choose that reached it before, 0 to 1.
    pub share_before: f64,
    /// The share of these rows that reach it now, 0 to 1.
    pub share: f64,
}

/// Why nothing could be learnt.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// Fewer than 10 rows to learn from convert, or do not.
    FewConversions {
        /// Number of rows in the periods to fit and to choose.
        rows: u64,
        /// Number of those that convert.
        conversions: u64,
    },
    /// No rule tells the rows of the period to choose apart.
    TellsNothing,
    /// The rows of the report do not show that the learnt points are better than chance.
    Chance {
        /// The lower limit of the 99 % interval of the AUC; `None` with too few rows.
        low: Option<f64>,
    },
    /// The rows of the report do not show that the learnt points are better than the given ones.
    NoGain {
        /// The difference between the AUCs.
        difference: AucDifference,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FewConversions { rows, conversions } => write!(
                f,
                "of the {rows} rows to learn from, {conversions} convert; each rule needs at least 10 that do and 10 that do not"
            ),
            Self::TellsNothing => {
                f.write_str("no rule tells the rows of the period to choose apart")
            }
            Self::Chance { low: Some(low) } => write!(
                f,
                "the learnt points are not better than chance in the report: the 99 % interval of their AUC begins at {low:.3}"
            ),
            Self::Chance { low: None } => f.write_str(
                "too few leads of the report convert, or do not, to judge the learnt points",
            ),
            Self::NoGain { difference } => write!(
                f,
                "the learnt points are not better than the given ones in the report: their AUC differs by {:.4}, with a standard error of {:.4}",
                difference.difference,
                difference.standard_error.unwrap_or(f64::NAN),
            ),
        }
    }
}
