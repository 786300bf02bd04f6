//! Interests: what the events of a lead are about.

use serde::Serialize;

use super::Stage;
use super::reader::At;

/// What leads are interested in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Interests {
    /// The property (text or tags) that names interests.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Reference")
    )]
    pub property: String,
    /// The signals that show interest; `None` means all signals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Signals>")
    )]
    pub signals: Option<Vec<String>>,
    /// The signals that clear the interests of their events.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::AnySignals")
    )]
    pub reset_on: Vec<String>,
    /// The stages of each interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Stages>")
    )]
    pub stages: Option<Vec<Stage>>,
}

impl Interests {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["property", "signals", "reset_on", "stages"])?;
        let property = table.need("property", At::reference);
        let signals = table.read("signals", At::signals);
        let reset_on = table.read("reset_on", At::any_signals).unwrap_or_default();
        let stages = table.read("stages", Stage::read_all);
        Some(Self {
            property: property?,
            signals,
            reset_on,
            stages,
        })
    }
}
