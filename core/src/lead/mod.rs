//! Plain values: a lead's profile, its events, and what was wrong with them.
//!
//! Nothing here knows a model. A value is kept as it came; what it means, and
//! whether it is allowed, is decided when a model reads it.

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
