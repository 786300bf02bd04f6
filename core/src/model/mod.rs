//! Compiles a document into a model: names become positions, weights are multiplied in, and
//! every rule is checked. A model that compiles is valid.

pub(crate) mod all_conditions;
mod conditions;
mod literals;
mod compiler;
pub(crate) mod entries;
pub(crate) mod fact;
mod fingerprint;
mod info;
pub(crate) mod ids;
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
use ids::{AttributeId, Id, PropertyId, SignalId};
use names::Declared;
use plan::{Compiled, Field, IntakePlan, NearPlan};

use crate::document::Document;
use crate::exact::Zone;
use crate::text::NearNames;

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
    let counting = compiler.counting(&parts.signals, compiler.needs_purchase_days());
    let mut kinds = ids::ById::default();
    for plan in parts.events.values_mut() {
        let signals: Vec<SignalId> = plan.signals.iter().map(|(signal, _)| *signal).collect();
        plan.kinds = kinds::prepare(&signals, &counting, parts.signals.len(), &mut kinds);
    }
    let slots = std::mem::take(&mut compiler.slots).finish();
    let attributes = document.attributes.iter().enumerate();
    let attributes = attributes.map(|(at, (name, one))| Field {
        name: name.clone(),
        type_: one.type_,
        compare: one.compare,
        not_known: NotKnown::new(&one.not_known, (one.type_, one.compare), &zone),
        // The assessment counts the known attributes of each kind.
        is_read: one.kind.is_some() && document.completeness.is_some()
            || compiler
                .names
                .is_read(Declared::Attribute(AttributeId::new(at))),
    });
    let attributes = attributes.collect();
    let properties = document.properties.iter().enumerate();
    let properties = properties.map(|(at, (name, one))| Field {
        name: name.clone(),
        type_: one.type_,
        compare: one.compare,
        not_known: NotKnown::new(&one.not_known, (one.type_, one.compare), &zone),
        is_read: compiler
            .names
            .is_read(Declared::Property(PropertyId::new(at))),
    });
    let properties = properties.collect();
    if let Some(interests) = &mut interests {
        interests.named = compiler.names.into_interests();
    }
    let events = parts
        .events
        .keys()
        .zip(0_u32..)
        .map(|(name, at)| (name.as_str().into(), at))
        .collect();
    let intake = IntakePlan {
        near: NearPlan {
            attributes: NearNames::new(document.attributes.keys().map(String::as_str)),
            properties: NearNames::new(document.properties.keys().map(String::as_str)),
            events: NearNames::new(parts.events.keys().map(String::as_str)),
            event_names: parts.events.keys().cloned().collect(),
        },
        attributes,
        properties,
        events,
        plans: parts.events.into_values().collect(),
        slots: event_slots,
        reads_more: !parts.switches.is_empty()
            || parts.product.is_some()
            || parts.interest.is_some(),
        switches: parts.switches.into(),
        product: parts.product,
        interest: parts.interest,
    };
    let signals = parts.signals;
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
