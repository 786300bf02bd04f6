//! Fit: who they are.

use serde_json::Value;

use super::section::Sums;
use super::state::State;
use super::{Entry, Failure, Section, SectionOutcome, Sink, Source};
use crate::exact::Milli;
use crate::model::plan::SectionPlan;

/// Criteria, group clamps, persona, clamp.
pub(super) fn points<S: Sink>(
    plan: &SectionPlan,
    state: &State<'_>,
    sink: &mut S,
) -> Result<SectionOutcome, Failure> {
    let document = state.base.plan.document.fit.as_ref();
    let mut sums = Sums::new(plan, Section::Fit, "fit");
    let known = sums.criteria(document.map_or(&[][..], |fit| &fit.criteria), state, sink);
    let groups = sums.clamp_groups(
        |at| document.and_then(|fit| fit.groups.keys().nth(at)),
        sink,
    )?;
    if let Some(persona) = state.base.persona() {
        sums.add(None, persona.points);
        if persona.points != Milli::ZERO {
            sink.entry(Section::Fit, || Entry {
                source: Source::Persona,
                name: persona.name.clone(),
                points: persona.points,
                detail: Value::Null,
            });
        }
    }
    sums.finish(groups, known, sink)
}
