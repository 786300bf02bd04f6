//! Learning from outcomes: how well a model tells the leads that convert from the others, and what
//! differs between two models.

#[allow(
    clippy::float_arithmetic,
    reason = "figures of learning, in an order that follows from the numbers alone"
)]
pub(crate) mod stats;
#[allow(
    clippy::float_arithmetic,
    reason = "estimates, in an order that follows from the ids of leads alone"
)]
pub(crate) mod regression;
pub(crate) mod diff;
pub(crate) mod sample;
pub(crate) mod backtest;
pub(crate) mod propose;
pub(crate) mod cycles;
#[allow(
    clippy::float_arithmetic,
    reason = "estimates, in an order that follows from the ids of leads alone"
)]
pub(crate) mod refit;
pub(crate) mod thresholds;
pub(crate) mod impact;

pub use backtest::error::BacktestError;
pub use backtest::leaks::Leak;
pub use backtest::measures::{Gain, MeasureFigures};
pub use backtest::report::{Backtest, Figures, LabelFigures, ListedLead, Prediction};
pub use backtest::request::BacktestRequest;
pub use backtest::rules::{RuleFigures, RuleKind, RuleSection};
pub use backtest::values::ValueFigures;
pub use cycles::error::CycleError;
pub use cycles::report::{CycleFigures, CycleStudy, FadingFigures, JudgedOn};
pub use cycles::request::CycleRequest;
pub use diff::change::{Change, ChangeKind, Difference};
pub use impact::error::ImpactError;
pub use impact::report::{Impact, ImpactChange, ImpactEntry, ImpactMatrix};
pub use impact::request::{ImpactOutcomes, ImpactRequest};
pub use propose::error::ProposeError;
pub use propose::report::{Omitted, Proposal, ProposedBin, ProposedColumn};
pub use propose::request::{ProposeRequest, Trend};
pub use refit::error::RefitError;
pub use refit::report::{
    PeriodRows, PointsReason, Refit, RefitDecay, RefitGain, RefitMinimum, RefitRule, RefitSettings,
    RefitValue, Refusal,
};
pub use refit::request::{RefitRequest, Sign};
pub use sample::counts::{LeftOut, OutcomeCounts, RecordedLater};
pub use sample::error::SampleError;
pub use sample::measure::Measure;
pub use sample::outcome_book::RejectedOutcome;
pub use sample::request::{At, Outcomes, SampleRequest};
pub use sample::split::{DealtBy, Split};
pub use stats::auc::Auc;
pub use stats::auc_difference::AucDifference;
pub use stats::curve::CurveBlock;
pub use stats::gaps::GapFigures;
pub use stats::interval::Interval;
pub use stats::survival::SurvivalStep;
pub use thresholds::error::ThresholdsError;
pub use thresholds::report::{ThresholdBand, ThresholdFigures, Thresholds};
pub use thresholds::request::{ThresholdOf, ThresholdsRequest, Wish};
