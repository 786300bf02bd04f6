//! Plain values: the profile and events of a lead, and the report on them.
//!
//! These types do not depend on a model. A value is kept as it came; the model that reads it
//! decides what it means and whether it is allowed.

mod event;
mod profile;
mod report;
mod text;
mod value;
mod written_event;

pub use event::Event;
pub use profile::Profile;
pub use report::{Hint, HintCode, Reject, RejectCode, Report, TableName, UnknownEvents};
pub use text::Text;
pub use value::Value;
pub(crate) use value::local_text;
pub(crate) use written_event::{EventList, SimpleEvent, WrittenEvent};
