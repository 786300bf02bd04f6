//! leadgrade: scores and grades leads and customers.

mod assessment;
mod condition;
pub mod document;
mod evaluate;
pub mod exact;
pub mod lead;
mod model;
mod tally;
pub mod text;

pub use assessment::{AsOfError, Assessment, Difference, Explanation, TestOutcome};
pub use document::{Document, ModelError, Problem};
pub use exact::{Day, Instant, Milli};
pub use lead::{Event, Profile, Reject, RejectCode, Report, Value};
pub use model::Model;
