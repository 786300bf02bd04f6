//! The interface of the bindings: requests and answers as JSON text.
//!
//! A binding converts its arguments to the JSON text of a request, calls [`call`], and converts
//! the answer back. All rules about requests and all messages about them are here, so a binding
//! has none of its own. Where JSON text takes longer than the call itself, a binding can use
//! [packed calls](PackedCall).

mod answer;
mod argument;
mod call;
mod history;
pub mod json;
mod lead_filter;
mod operation;
mod packed;
mod refusal;
mod request;
mod rows;
mod scorecard;
mod span;
#[cfg(feature = "arrow")]
mod table;

pub use answer::{LeadAnswer, answered};
#[cfg(feature = "schema")]
pub(crate) use argument::LEADS_MOVED;
pub use argument::{AS_OF, Argument, EVENTS, PROFILE, TABLE_OPTIONS};
pub use call::{Call, call};
#[cfg(feature = "schema")]
pub(crate) use history::{HistoryInfo, Observed};
pub use history::{
    forget_ids_before, history_info, observe, observe_all, observe_event, observe_events,
};
#[cfg(feature = "schema")]
pub(crate) use lead_filter::MAX_LEADS;
pub use operation::{OPERATIONS, Operation, surface};
pub use packed::PackedCall;
pub use refusal::{problem, refusal, tables_refusal, utf8};
pub use request::{ArgumentError, Lead, Request};
pub use rows::{columns, lead, rows};
#[cfg(feature = "schema")]
pub(crate) use scorecard::{GridAnswer, LeadsAnswer, MovesAnswer, TablesReport};
pub use scorecard::{Scorecard, lead_of_tables};
#[cfg(feature = "arrow")]
pub use table::{table_refusal, table_request};

use crate::model::Model;

/// The language in which a model is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

/// Compiles the text of a model.
///
/// # Errors
/// All problems of the text: `{"error": {"problems": [..]}}`.
pub fn compile(text: &str, format: Format) -> Result<Model, String> {
    let compiled = match format {
        Format::Toml => Model::from_toml(text),
        Format::Json => Model::from_json(text),
    };
    compiled.map_err(|error| refusal(&error.problems))
}

/// Line and column, both from 1, of each JSON Pointer into the text of a model. A pointer to a
/// member gives the place of its key; a pointer to something that the text does not contain, the
/// place of the nearest parent that it does. The places are (1, 1) if the text cannot be parsed.
///
/// ```
/// use leadgrade::wire::{Format, places};
/// let text = "format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n";
/// assert_eq!(places(text, Format::Toml, &["/signals/visit/points", "/fit"]), [(4, 1), (1, 1)]);
/// ```
pub fn places(text: &str, format: Format, pointers: &[&str]) -> Vec<(u32, u32)> {
    let reading = match format {
        Format::Toml => crate::document::read_toml(text),
        Format::Json => crate::document::read_json(text),
    };
    let place = |pointer: &&str| {
        let path = (*pointer).to_owned();
        let mut place = problem("", path, String::new(), "");
        reading.source.place(&mut place);
        (place.line.unwrap_or(1), place.column.unwrap_or(1))
    };
    pointers.iter().map(place).collect()
}
