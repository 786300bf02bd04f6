// `small` is set if everything is compiled for size (`bindings/wasm/build.mjs`). Functions that run for
// each row or event are then marked to be compiled for speed.
#![cfg_attr(small, feature(optimize_attribute))]
#![doc = include_str!("../README.md")]

// In the order in which data flows.
pub mod exact;
pub mod text;
pub mod document;
pub mod lead;
mod condition;
mod model;
mod lint;
mod intake;
mod tally;
mod history;
mod evaluate;
mod forecast;
mod assessment;
pub mod tables;
#[cfg(feature = "calibrate")]
pub mod calibrate;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod wire;
#[cfg(feature = "schema")]
pub mod schema;
pub mod docs;

pub use assessment::{
    AssessedInterest, AssessedStep, AssessedSwitch, Assessment, Comparison, CycleScore, Difference,
    EngagementScore, EntryChange, ExplainedSection, Explanation, FitScore, ForecastError,
    HORIZON_DAYS, KnownLead, Label, LabelChange, NextChange, NextGrade, NextRank, ReadinessScore,
    Row, SectionChange, SpanError, SwitchValue, TestOutcome, TimelineDetail, TimelineRow, ToNext,
    UnknownCriterion,
};
pub use document::{Document, ModelError, Problem};
pub use evaluate::{Course, Decision, EntrySource, ExplanationEntry, Purchases, TestedCondition};
pub use exact::{Day, Instant, Milli};
pub use history::{History, HistoryError, Observation};
pub use intake::AsOfError;
pub use lead::{
    Event, Hint, HintCode, Profile, Reject, RejectCode, Report, TableName, Text, Value,
};
pub use lint::{Finding, LINTS};
pub use model::{COMPILE_CODES, Counts, Info, Model, SEMANTICS_VERSION};
