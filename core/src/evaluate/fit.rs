//! Fit: who the lead is.

use serde_json::Value;

use super::section::SectionSums;
use super::state::AssessmentState;
use super::{EntrySource, ExplainSink, ExplanationEntry, Failure, LedgerSection, SectionOutcome};
use crate::exact::Milli;
use crate::model::plan::SectionPlan;

/// The points of fit, in this order: criteria, clamps of groups, persona, the clamp of the section.
pub(super) fn points<S: ExplainSink>(
    plan: &SectionPlan,
    state: &AssessmentState<'_>,
    sink: &mut S,
) -> Result<SectionOutcome, Failure> {
    let document = state.base.plan.document.fit.as_ref();
    let mut sums = SectionSums::new(plan, LedgerSection::Fit, "fit");
    let known = sums.criteria(document.map_or(&[][..], |fit| &fit.criteria), state, sink);
    let groups = sums.clamp_groups(
        |at| document.and_then(|fit| fit.groups.keys().nth(at)),
        sink,
    )?;
    if let Some(persona) = state.base.persona() {
        sums.add(None, persona.points);
        if persona.points != Milli::ZERO {
            sink.entry(LedgerSection::Fit, || ExplanationEntry {
                source: EntrySource::Persona,
                name: persona.name.clone(),
                points: persona.points,
                detail: Value::Null,
            });
        }
    }
    sums.finish(groups, known, sink)
}
