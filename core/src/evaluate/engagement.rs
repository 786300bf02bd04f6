//! Engagement: what the lead does.

use serde_json::json;

use super::section::{SectionSums, clamped};
use super::state::AssessmentState;
use super::{EntrySource, ExplainSink, ExplanationEntry, Failure, LedgerSection, SectionOutcome};
use crate::condition::Slot;
use crate::exact::Milli;
use crate::model::plan::{Clamp, EngagementPlan, InactivityPlan};

/// The points of engagement, in this order: each signal and its clamp, criteria, clamps of groups,
/// inactivity, the clamp of the section.
pub(super) fn points<S: ExplainSink>(
    plan: &EngagementPlan,
    state: &AssessmentState<'_>,
    sink: &mut S,
) -> Result<SectionOutcome, Failure> {
    let base = &state.base;
    let document = base.plan.document.engagement.as_ref();
    let mut sums = SectionSums::new(&plan.section, LedgerSection::Engagement, "engagement");
    let signals = base.plan.signals.with_ids();
    let tallies = base.tally.sums.iter().zip(&base.tally.counters);
    for ((id, signal), (tally, counter)) in signals.zip(tallies) {
        let Some((oldest, newest)) = counter.days() else {
            continue;
        };
        let points = tally
            .points(signal.worth)
            .ok_or_else(|| base.failed_signal(id))?;
        sink.entry(LedgerSection::Engagement, || ExplanationEntry {
            source: EntrySource::Signal,
            name: base.signal_name(id).to_owned(),
            points,
            detail: json!({ "matched": counter.count, "counted": tally.counted, "newest": newest.to_string(), "oldest": oldest.to_string() }),
        });
        let clamp = Clamp {
            min: signal.min,
            max: signal.max,
        };
        let name = || base.signal_name(id);
        sums.add(
            signal.group,
            clamped(
                points,
                clamp,
                "signal",
                name,
                LedgerSection::Engagement,
                sink,
            ),
        );
    }
    sums.criteria(
        document.map_or(&[][..], |engagement| &engagement.criteria),
        state,
        sink,
    );
    let groups = sums.clamp_groups(
        |at| document.and_then(|engagement| engagement.groups.keys().nth(at)),
        sink,
    )?;
    let inactive = plan.inactivity.as_ref();
    if let Some((days, points)) = inactive.and_then(|plan| inactivity(plan, state)) {
        sums.add(None, points);
        sink.entry(LedgerSection::Engagement, || ExplanationEntry {
            source: EntrySource::Inactivity,
            name: "inactivity".into(),
            points,
            detail: json!({ "days": days }),
        });
    }
    sums.finish(groups, None, sink)
}

/// The days without activity and the points that they cost; `None` if they cost nothing.
fn inactivity(plan: &InactivityPlan, state: &AssessmentState<'_>) -> Option<(i64, Milli)> {
    let base = &state.base;
    let days = match base.days_since(base.plan.counting.activity) {
        Some((newest, _)) => newest,
        None => match state.slots.get(plan.since?) {
            Slot::Number(days) => days.floor()?,
            _ => return None,
        },
    };
    if days <= plan.after_days {
        return None;
    }
    let times = 1 + (days - plan.after_days - 1) / plan.every_days;
    let loss = Milli(plan.points.0.saturating_mul(times));
    let loss = plan.min.map_or(loss, |min| loss.max(min));
    (loss != Milli::ZERO).then_some((days, loss))
}
