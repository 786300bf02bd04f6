//! Learning from outcomes: how well a model tells the leads that convert from the others.

#[allow(
    clippy::float_arithmetic,
    reason = "figures of learning, in an order that follows from the numbers alone"
)]
pub(crate) mod stats;

pub use stats::auc::Auc;
pub use stats::curve::CurveBlock;
pub use stats::interval::Interval;
pub use stats::survival::SurvivalStep;
