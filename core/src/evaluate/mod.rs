//! One lead at one instant: from a tally to labels, points and next steps.
//!
//! Each section has a file, and they are evaluated in the order of the language. A section reads
//! facts through slots, which are filled after every step, and writes its part of the [`Outcome`].
//! Sections never read each other directly.

mod completeness;
mod cycle;
mod engagement;
mod fact_value;
mod facts;
mod fit;
mod hours;
mod interests;
mod labels;
mod lead;
mod length;
mod outcome;
mod priority;
mod readiness;
mod seasons;
mod section;
#[cfg(feature = "schema")]
mod shapes;
mod explain_sink;
mod state;
mod steps;
mod trace;

pub use explain_sink::{Decision, EntrySource, ExplanationEntry, TestedCondition};
pub(crate) use explain_sink::{ExplainSink, Ledger, LedgerSection};
pub(crate) use lead::{Lead, beyond};
pub use outcome::{Course, Purchases};
pub(crate) use outcome::{
    Failure, Few, InterestOutcome, Outcome, Qualified, Reason, SectionOutcome, StepOutcome,
    SwitchState, have_same_labels,
};
pub(crate) use readiness::part_points;
pub(crate) use seasons::same_until;
pub(crate) use state::{AssessmentState, Base, Scratch};

use crate::exact::Instant;
use crate::model::fact::Phase;

/// Evaluates a lead at an instant; the result is the outcome of the state. The sink receives every
/// entry of points and every decision.
///
/// # Errors
/// A sum that exceeds 10^12.
pub(crate) fn evaluate<S: ExplainSink>(
    state: &mut AssessmentState<'_>,
    as_of: Instant,
    sink: &mut S,
) -> Result<(), Failure> {
    state.at(as_of)?;
    decide(state, sink)
}

/// [`evaluate`] for a state that holds all sums already, see [`AssessmentState::take`].
pub(crate) fn decide_summed(state: &mut AssessmentState<'_>) -> Result<(), Failure> {
    state.checked()?;
    decide(state, &mut ())
}

fn decide<S: ExplainSink>(state: &mut AssessmentState<'_>, sink: &mut S) -> Result<(), Failure> {
    #[cfg(small)]
    let sink = &mut sink.listener();
    decide_for(state, sink)
}

#[cfg_attr(small, optimize(speed))]
fn decide_for<S: ExplainSink>(
    state: &mut AssessmentState<'_>,
    sink: &mut S,
) -> Result<(), Failure> {
    let plan = state.base.plan;
    state.fill(Phase::Inputs);
    if let Some(excluded) = labels::excluded(state, sink) {
        state.base.outcome.excluded = Some(excluded);
        return Ok(());
    }
    state.base.outcome.completeness = plan
        .completeness
        .as_ref()
        .map(|levels| completeness::level(levels, state));
    state.fill(Phase::Completeness);
    state.base.outcome.persona = labels::persona(state, sink);
    state.fill(Phase::Persona);
    if let Some(fit) = &plan.fit {
        state.base.outcome.fit = Some(fit::points(fit, state, sink)?);
        state.fill(Phase::Fit);
    }
    if let Some(engagement) = &plan.engagement {
        state.base.outcome.engagement = Some(engagement::points(engagement, state, sink)?);
        state.fill(Phase::Engagement);
    }
    state.fill(Phase::Cell);
    if let Some(cycle) = &plan.cycle {
        state.base.outcome.cycle = Some(cycle::points(cycle, state, sink)?);
        state.fill(Phase::Cycle);
    }
    if let Some(parts) = &plan.readiness {
        state.base.outcome.readiness = Some(readiness::points(parts, state, sink)?);
        state.fill(Phase::Readiness);
    }
    if let Some(interests) = &plan.interests {
        interests::points(interests, state)?;
        state.fill(Phase::Interests);
    }
    state.base.outcome.stage = labels::stage(state, sink);
    state.fill(Phase::Stage);
    state.base.outcome.segments = labels::segments(state, sink);
    state.fill(Phase::Segments);
    state.base.outcome.qualification = labels::qualification(state, sink);
    state.fill(Phase::Qualification);
    state.base.outcome.priority = priority::points(state);
    if state.base.with_steps {
        state.base.outcome.steps = steps::steps(state, sink);
    }
    Ok(())
}
