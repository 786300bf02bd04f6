//! All conditions of a model, and whether the first interest matters.

use super::fact::Fact;
use super::plan::{ChannelChoice, Compiled};
use crate::condition::Check;

/// Every condition of a model except `where`, which is evaluated when an event is read.
pub(crate) fn all_conditions(plan: &Compiled) -> Vec<&Check> {
    let mut found: Vec<&Check> = plan.scope.iter().collect();
    let levels = plan.completeness.iter().flatten().flatten();
    found.extend(levels.map(|entry| &entry.check));
    let lists = [&plan.personas, &plan.qualification];
    found.extend(lists.into_iter().flatten().flatten());
    found.extend(plan.segments.iter().flatten());
    let engagement = plan.engagement.as_ref().map(|one| &one.section);
    for section in [plan.fit.as_ref(), engagement].into_iter().flatten() {
        let cases = section.criteria.iter().flat_map(|one| &one.cases);
        found.extend(cases.map(|(check, _)| check));
    }
    let seasons = plan.cycle.iter().flat_map(|cycle| &cycle.seasons);
    found.extend(seasons.filter_map(|season| season.when.as_ref()));
    let of_interests = plan.interests.as_ref().and_then(|one| one.stages.as_ref());
    for stages in [plan.stages.as_ref(), of_interests].into_iter().flatten() {
        found.extend(stages.whens.iter().flatten());
    }
    for channel in &plan.channels {
        found.extend(&channel.allowed);
        found.extend(
            channel
                .limits
                .iter()
                .filter_map(|limit| limit.when.as_ref()),
        );
    }
    found.extend(plan.steps.iter().flatten().map(|step| &step.when));
    found
}

/// Whether a label can depend on which interest comes first. It can if a condition, or the
/// channel or hours of a step, read the first interest or the content or topic of a step.
pub(super) fn order_matters(plan: &Compiled) -> bool {
    let read = [Fact::TopInterest, Fact::StepContent, Fact::StepTopic];
    let hours = plan
        .channels
        .iter()
        .filter_map(|one| one.hours.as_ref()?.fact);
    let channels = plan
        .steps
        .iter()
        .flatten()
        .filter_map(|step| match &step.channel {
            Some(ChannelChoice::Fact { fact, .. }) => Some(*fact),
            _ => None,
        });
    let conditions = plan.slots.keys().map(|key| key.fact);
    let mut facts = conditions.chain(hours).chain(channels);
    plan.interests.is_some() && facts.any(|fact| read.contains(&fact))
}
