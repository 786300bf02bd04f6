//! Information on a model and on the versions that it was compiled with.

use serde::Serialize;

use super::Model;
use crate::exact::Zone;
use crate::text::UNICODE_VERSION;

/// The version of the scoring rules. It increases when any score of an unchanged model changes.
pub const SEMANTICS_VERSION: u32 = 2;

/// Information on a model and on the versions that it was compiled with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Info {
    /// The name of the model.
    pub name: String,
    /// The owner's version of the model.
    pub revision: Option<String>,
    /// The purpose of the model.
    pub description: Option<String>,
    /// The version of the model language.
    pub format: u32,
    /// The fingerprint: 16 hex digits that differ between models that score differently.
    pub fingerprint: Option<String>,
    /// The time zone in which days begin.
    pub timezone: String,
    /// The version of this library.
    pub library: String,
    /// The version of the scoring rules.
    pub semantics: u32,
    /// The version of the time zone database in the library.
    pub zone_database: String,
    /// The version of Unicode by which texts are folded, normalised and classified.
    pub unicode: String,
    /// The numbers of signals, criteria and so on.
    pub counts: Counts,
}

/// The numbers of things that a model has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "each is the number of the things it names")]
#[non_exhaustive]
pub struct Counts {
    pub attributes: usize,
    pub properties: usize,
    pub signals: usize,
    pub criteria: usize,
    pub personas: usize,
    pub stages: usize,
    pub segments: usize,
    pub channels: usize,
    pub next_steps: usize,
    pub tests: usize,
}

impl Model {
    /// Information on the model, and the versions that can affect its scores.
    ///
    /// ```
    /// let model = leadgrade::Model::from_toml("format = 1\nname = \"empty\"").unwrap();
    /// assert_eq!(model.info().name, "empty");
    /// assert_eq!(model.info().timezone, "UTC");
    /// ```
    pub fn info(&self) -> Info {
        let document = self.document();
        let criteria = document.fit.iter().map(|fit| fit.criteria.len());
        let more = document
            .engagement
            .iter()
            .map(|engagement| engagement.criteria.len());
        let counts = Counts {
            attributes: document.attributes.len(),
            properties: document.properties.len(),
            signals: document.signals.len(),
            criteria: criteria.chain(more).sum(),
            personas: document.personas.as_ref().map_or(0, Vec::len),
            stages: document
                .lifecycle
                .as_ref()
                .map_or(0, |lifecycle| lifecycle.stages.len()),
            segments: document
                .segments
                .as_ref()
                .map_or(0, |segments| segments.len()),
            channels: document.channels.len(),
            next_steps: document.next_steps.as_ref().map_or(0, Vec::len),
            tests: document.tests.len(),
        };
        Info {
            name: document.name.clone(),
            revision: document.revision.clone(),
            description: document.description.clone(),
            format: document.format,
            fingerprint: self.0.fingerprint.clone(),
            timezone: self.0.zone.name().to_owned(),
            library: env!("CARGO_PKG_VERSION").to_owned(),
            semantics: SEMANTICS_VERSION,
            zone_database: Zone::database_version().to_owned(),
            unicode: UNICODE_VERSION.to_owned(),
            counts,
        }
    }
}
