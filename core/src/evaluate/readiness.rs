//! Readiness: whether the lead is ready to buy now.

use serde_json::Value;

use super::outcome::{Outcome, ReadinessOutcome};
use super::state::AssessmentState;
use super::{EntrySource, ExplainSink, ExplanationEntry, Failure, LedgerSection, SectionOutcome};
use crate::exact::Milli;
use crate::model::ids::{GroupId, Id};
use crate::model::plan::ReadinessPart;
use crate::tally::within_total;

/// The sum of the parts of readiness, and whether it reaches the threshold.
pub(super) fn points<S: ExplainSink>(
    parts: &[ReadinessPart],
    state: &AssessmentState<'_>,
    sink: &mut S,
) -> Result<ReadinessOutcome, Failure> {
    let mut sum = 0;
    for part in parts {
        let points = part_points(*part, &state.base.outcome);
        sum += i128::from(points.0);
        if points != Milli::ZERO {
            sink.entry(LedgerSection::Readiness, || ExplanationEntry {
                source: EntrySource::Part,
                name: part_name(*part, state),
                points,
                detail: Value::Null,
            });
        }
    }
    let points = within_total(sum).ok_or_else(|| Failure::new("readiness"))?;
    let threshold = state
        .base
        .plan
        .document
        .readiness
        .as_ref()
        .map_or(Milli::ZERO, |readiness| readiness.threshold);
    Ok(ReadinessOutcome {
        points,
        ready: points >= threshold,
    })
}

/// The points of a part; 0 if the model has no such section.
pub(crate) fn part_points(part: ReadinessPart, outcome: &Outcome) -> Milli {
    let total = |section: &Option<SectionOutcome>| section.as_ref().map(|section| section.points);
    let group = |section: &Option<SectionOutcome>, id: GroupId| {
        section
            .as_ref()
            .and_then(|section| section.groups.get(id.at()).copied())
    };
    let points = match part {
        ReadinessPart::Cycle => outcome.cycle.as_ref().map(|cycle| cycle.points),
        ReadinessPart::Engagement => total(&outcome.engagement),
        ReadinessPart::Fit => total(&outcome.fit),
        ReadinessPart::FitGroup(id) => group(&outcome.fit, id),
        ReadinessPart::EngagementGroup(id) => group(&outcome.engagement, id),
    };
    points.unwrap_or(Milli::ZERO)
}

fn part_name(part: ReadinessPart, state: &AssessmentState<'_>) -> String {
    let document = &state.base.plan.document;
    match part {
        ReadinessPart::Cycle => "cycle".into(),
        ReadinessPart::Engagement => "engagement".into(),
        ReadinessPart::Fit => "fit".into(),
        ReadinessPart::FitGroup(id) => {
            let names = document.fit.iter().flat_map(|fit| fit.groups.keys());
            format!(
                "fit.groups.{}",
                names.map(String::as_str).nth(id.at()).unwrap_or_default()
            )
        }
        ReadinessPart::EngagementGroup(id) => {
            let names = document
                .engagement
                .iter()
                .flat_map(|engagement| engagement.groups.keys());
            format!(
                "engagement.groups.{}",
                names.map(String::as_str).nth(id.at()).unwrap_or_default()
            )
        }
    }
}
