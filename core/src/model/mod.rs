//! Compiles a document into a model: names become positions, weights are multiplied in, and
//! every rule is checked. A model that compiles is valid.

pub(crate) mod all_conditions;
mod conditions;
mod literals;
mod compiler;
mod cycle;
pub(crate) mod entries;
pub(crate) mod fact;
mod fingerprint;
mod info;
pub(crate) mod ids;
mod intake_plan;
pub(crate) mod kinds;
mod labels;
mod names;
mod not_known;
mod patterns;
pub(crate) mod plan;
mod resolve;
mod sections;
mod signals;
pub(crate) mod slots;
mod steps;
pub(crate) mod watch;

use std::fmt;
use std::sync::Arc;

pub use info::{Counts, Info, SEMANTICS_VERSION};

pub(crate) use not_known::NotKnown;

pub use compiler::COMPILE_CODES;
pub(crate) use compiler::CompileProblem;
use compiler::Compiler;
use plan::Compiled;

use crate::document::Document;
use crate::exact::Zone;

/// A compiled model. Immutable, valid, cheap to clone, and safe to share between threads.
///
/// ```
/// use leadgrade::Model;
/// let model = Model::from_toml(r#"
///     format = 1
///     name = "first"
///     [signals.visit]
///     points = 10
///     [engagement]
/// "#)?;
/// assert_eq!(model.document().name, "first");
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Clone)]
pub struct Model(pub(crate) Arc<Compiled>);

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("name", &self.0.document.name)
            .finish_non_exhaustive()
    }
}

impl Model {
    /// The document with every default filled in.
    pub fn document(&self) -> &Document {
        &self.0.document
    }
}

/// Compiles a document, or returns all problems that reading could not find.
pub(crate) fn compile(document: Document) -> Result<Compiled, Vec<CompileProblem>> {
    // The reader has checked the zone, so UTC is never used.
    let zone = Zone::get(&document.timezone).unwrap_or_else(Zone::utc);
    let mut compiler = Compiler::new(&document, zone.clone());
    let mut parts = compiler.compile_signals();
    let seasons = compiler.compile_seasons();
    let scope = compiler.compile_scope();
    let completeness = compiler.compile_completeness();
    let personas = compiler.compile_personas();
    let fit = compiler.compile_fit();
    let engagement = compiler.compile_engagement(parts.engagement_reset);
    let cycle = compiler.compile_cycle();
    let readiness = compiler.compile_readiness();
    let mut interests = compiler.compile_interest_stages();
    let stages = compiler.compile_lifecycle();
    let segments = compiler.compile_segments();
    let qualification = compiler.compile_qualification();
    let channels = compiler.compile_channels();
    let steps = compiler.compile_steps();
    let step_order = compiler.step_order();
    compiler.check_priority();
    let problems = compiler.take_problems();
    if !problems.is_empty() {
        return Err(problems);
    }
    let event_slots = std::mem::take(&mut compiler.event_slots).finish();
    compiler.finish_events(&mut parts, &event_slots);
    let signals = std::mem::take(&mut parts.signals);
    let counting = compiler.counting(&signals, compiler.needs_purchase_days());
    let kinds = kinds::prepare_all(&mut parts.events, &counting, signals.len());
    let slots = std::mem::take(&mut compiler.slots).finish();
    let intake = compiler.intake(parts, event_slots);
    if let Some(interests) = &mut interests {
        interests.named = compiler.names.into_interests();
    }
    let entries = entries::entries(&document, &intake);
    let kind_ids = kinds::by_signals(&kinds);
    let mut compiled = Compiled {
        entries,
        kind_ids,
        fingerprint: fingerprint::fingerprint(&document),
        zone,
        slots,
        intake,
        counting,
        kinds,
        signals,
        seasons,
        scope,
        completeness,
        personas,
        fit,
        engagement,
        cycle,
        readiness,
        interests,
        stages,
        segments,
        qualification,
        channels,
        steps,
        step_order,
        watched: watch::Watched::default(),
        document,
    };
    compiled.watched = watch::Watched::new(&compiled);
    Ok(compiled)
}
