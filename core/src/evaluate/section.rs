//! What fit and engagement have in common: criteria, groups, clamps and bands.

use serde_json::json;

use super::explain_sink::{EntrySource, ExplainSink, ExplanationEntry, LedgerSection};
use super::outcome::{Failure, Few, SectionOutcome};
use super::state::AssessmentState;
use crate::condition::Slot;
use crate::document::Criterion;
use crate::exact::Milli;
use crate::model::ids::{GroupId, Id};
use crate::model::plan::{Clamp, CriterionPlan, SectionPlan};
use crate::tally::within_total;

/// The sums of a section while it is evaluated.
pub(super) struct SectionSums<'p> {
    plan: &'p SectionPlan,
    section: LedgerSection,
    name: &'static str,
    groups: Few<i128>,
    /// The sum of what is outside all groups.
    rest: i128,
}

impl<'p> SectionSums<'p> {
    pub(super) fn new(plan: &'p SectionPlan, section: LedgerSection, name: &'static str) -> Self {
        Self {
            plan,
            section,
            name,
            groups: smallvec::smallvec![0; plan.groups.len()],
            rest: 0,
        }
    }

    /// Adds points to a group, or to the section itself.
    #[inline]
    pub(super) fn add(&mut self, group: Option<GroupId>, points: Milli) {
        match group.and_then(|id| self.groups.get_mut(id.at())) {
            Some(sum) => *sum += i128::from(points.0),
            None => self.rest += i128::from(points.0),
        }
    }

    /// Adds the points of the criteria. Returns the whole percent of facts that are known; `None`
    /// if no criterion has a fact.
    #[cfg_attr(small, optimize(speed))]
    pub(super) fn criteria<S: ExplainSink>(
        &mut self,
        criteria: &[Criterion],
        state: &AssessmentState<'_>,
        sink: &mut S,
    ) -> Option<u32> {
        let (mut on_facts, mut known) = (0_u32, 0_u32);
        for (plan, criterion) in self.plan.criteria.iter().zip(criteria) {
            let slot = plan.slot.map(|id| state.slots.get(id));
            on_facts += u32::from(slot.is_some());
            known += u32::from(slot.is_some_and(|slot| !matches!(slot, Slot::Missing)));
            let points = criterion_points(plan, slot, state);
            self.add(plan.group, points);
            sink.entry(self.section, || ExplanationEntry {
                source: EntrySource::Criterion,
                name: criterion.name.clone(),
                points,
                detail: detail(plan, criterion, state),
            });
        }
        (known * 100).checked_div(on_facts)
    }

    /// Clamps the sums of the groups and adds them to the section. Returns the clamped sums.
    pub(super) fn clamp_groups<'n, S: ExplainSink>(
        &mut self,
        name: impl Fn(usize) -> Option<&'n String>,
        sink: &mut S,
    ) -> Result<Few<Milli>, Failure> {
        let mut groups = Few::new();
        for (at, (sum, clamp)) in self.groups.iter().zip(&self.plan.groups).enumerate() {
            let points = within_total(*sum).ok_or_else(|| Failure::new(self.name))?;
            let clamped = clamped(
                points,
                *clamp,
                "group",
                || name(at).map_or("", String::as_str),
                self.section,
                sink,
            );
            self.rest += i128::from(clamped.0);
            groups.push(clamped);
        }
        Ok(groups)
    }

    /// Clamps the total and finds the grade or rank that it reaches.
    pub(super) fn finish<S: ExplainSink>(
        self,
        groups: Few<Milli>,
        known: Option<u32>,
        sink: &mut S,
    ) -> Result<SectionOutcome, Failure> {
        let points = within_total(self.rest).ok_or_else(|| Failure::new(self.name))?;
        let points = clamped(
            points,
            self.plan.total,
            "section",
            || self.name,
            self.section,
            sink,
        );
        let band = self
            .plan
            .bands
            .iter()
            .take_while(|from| points < **from)
            .count();
        Ok(SectionOutcome {
            points,
            band: u32::try_from(band).unwrap_or(u32::MAX),
            groups,
            known,
        })
    }
}

/// The points of the first case that holds; else those for a missing fact, else the default.
#[cfg_attr(small, optimize(speed))]
fn criterion_points(
    plan: &CriterionPlan,
    slot: Option<Slot>,
    state: &AssessmentState<'_>,
) -> Milli {
    match plan
        .cases
        .iter()
        .find(|(check, _)| check.holds(&state.slots))
    {
        Some((_, points)) => *points,
        None if matches!(slot, Some(Slot::Missing)) => plan.missing,
        None => plan.otherwise,
    }
}

fn detail(
    plan: &CriterionPlan,
    criterion: &Criterion,
    state: &AssessmentState<'_>,
) -> serde_json::Value {
    match (&criterion.fact, plan.slot) {
        (Some(fact), Some(slot)) => json!({ "fact": fact, "value": state.shown(slot) }),
        _ => serde_json::Value::Null,
    }
}

/// Clamps a sum. The difference becomes an entry of its own.
pub(super) fn clamped<'n, S: ExplainSink>(
    points: Milli,
    clamp: Clamp,
    of: &'static str,
    name: impl Fn() -> &'n str,
    section: LedgerSection,
    sink: &mut S,
) -> Milli {
    let (result, bound) = match (clamp.min, clamp.max) {
        (Some(min), _) if points < min => (min, "min"),
        (_, Some(max)) if points > max => (max, "max"),
        _ => return points,
    };
    sink.entry(section, || ExplanationEntry {
        source: EntrySource::Clamp,
        name: name().to_owned(),
        points: Milli(result.0 - points.0),
        detail: json!({ "of": of, bound: result }),
    });
    result
}
