//! Learning from outcomes: how well a model tells the leads that convert from the others.

#[allow(
    clippy::float_arithmetic,
    reason = "figures of learning, in an order that follows from the numbers alone"
)]
pub(crate) mod stats;
pub(crate) mod backtest;

pub use backtest::error::BacktestError;
pub use backtest::leaks::Leak;
pub use backtest::measures::{Gain, Measure, MeasureFigures};
pub use backtest::outcome_book::RejectedOutcome;
pub use backtest::report::{
    Backtest, Figures, LabelFigures, LeftOut, ListedLead, OutcomeCounts, Prediction, RecordedLater,
};
pub use backtest::request::{At, BacktestRequest, Outcomes};
pub use backtest::rules::{RuleFigures, RuleKind, RuleSection};
pub use backtest::values::ValueFigures;
pub use stats::auc::Auc;
pub use stats::curve::CurveBlock;
pub use stats::interval::Interval;
pub use stats::survival::SurvivalStep;
