//! Fit and engagement: criteria with their weights, groups, bands.

use super::compiler::Compiler;
use super::fact::{Fact, FactType, Phase, View};
use super::ids::{ById, CounterId, GroupId};
use super::plan::{Clamp, CriterionPlan, EngagementPlan, InactivityPlan, LevelEntry, SectionPlan};
use crate::condition::{Check, Memo, SlotId, Test};
use crate::document::audience::Groups;
use crate::document::problems::Path;
use crate::document::{Band, Case, Condition, Criterion, Entry};
use crate::exact::Milli;

impl Compiler<'_> {
    pub(super) fn compile_fit(&mut self) -> Option<SectionPlan> {
        let fit = self.document.fit.as_ref()?;
        let path = Path::ROOT;
        let criteria = self.criteria(
            &fit.criteria,
            &fit.groups,
            View::before(Phase::Fit),
            &path.key("fit").key("criteria"),
        );
        Some(SectionPlan {
            criteria,
            groups: clamps(&fit.groups),
            total: Clamp {
                min: fit.min,
                max: fit.max,
            },
            bands: bands(&fit.grades),
        })
    }

    pub(super) fn compile_engagement(
        &mut self,
        reset: Option<CounterId>,
    ) -> Option<EngagementPlan> {
        let engagement = self.document.engagement.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("engagement");
        let view = View::before(Phase::Engagement);
        let criteria = self.criteria(
            &engagement.criteria,
            &engagement.groups,
            view,
            &path.key("criteria"),
        );
        let total = Clamp {
            min: engagement.min,
            max: engagement.max,
        };
        let section = SectionPlan {
            criteria,
            groups: clamps(&engagement.groups),
            total,
            bands: bands(&engagement.ranks),
        };
        let inactivity = engagement
            .inactivity
            .as_ref()
            .map(|inactivity| InactivityPlan {
                after_days: i64::from(inactivity.after_days),
                every_days: i64::from(inactivity.every_days),
                points: inactivity.points,
                min: inactivity.min,
                since: inactivity
                    .since
                    .as_ref()
                    .and_then(|fact| self.since(fact, &path.key("inactivity").key("since"))),
            });
        Some(EngagementPlan {
            section,
            reset,
            inactivity,
        })
    }

    /// The days since a date attribute.
    fn since(&mut self, fact: &str, path: &Path<'_>) -> Option<SlotId> {
        let view = View::before(Phase::Completeness);
        let found = self.fact_of(fact, FactType::Date.word(), view, path)?;
        let Fact::Attribute(id) = found.fact else {
            return None;
        };
        Some(self.slot(found, Fact::DaysSince(id), None, view))
    }

    fn criteria(
        &mut self,
        criteria: &[Criterion],
        groups: &Groups,
        view: View,
        path: &Path<'_>,
    ) -> Vec<CriterionPlan> {
        criteria
            .iter()
            .enumerate()
            .map(|(at, criterion)| self.criterion(criterion, groups, view, &path.index(at)))
            .collect()
    }

    fn criterion(
        &mut self,
        criterion: &Criterion,
        groups: &Groups,
        view: View,
        path: &Path<'_>,
    ) -> CriterionPlan {
        let group = self.group(criterion.group.as_deref(), Some(groups), path);
        let weights = [
            criterion.weight,
            group
                .and_then(|(_, group)| group)
                .map_or(Milli::ONE, |group| group.weight),
        ];
        let found = criterion
            .fact
            .as_ref()
            .and_then(|fact| self.fact(fact, view, &path.key("fact")));
        let cases_path = path.key("cases");
        let mut cases = Vec::with_capacity(criterion.cases.len());
        for (at, case) in criterion.cases.iter().enumerate() {
            let path = cases_path.index(at);
            let (check, points) = match case {
                Case::When { when, points } => {
                    (self.condition(when, view, &path.key("when")), points)
                }
                Case::Operator {
                    within_days,
                    operator,
                    points,
                } => {
                    let name = criterion.fact.as_deref().unwrap_or_default();
                    let check = found.map(|found| {
                        self.operator(name, found, *within_days, operator, view, &path)
                    });
                    (check.unwrap_or_else(super::conditions::nothing), points)
                }
            };
            cases.push((check, self.weighted(*points, &weights, &path.key("points"))));
        }
        CriterionPlan {
            slot: found.map(|found| self.plain_slot(found, view)),
            cases,
            otherwise: self.weighted(criterion.otherwise, &weights, &path.key("otherwise")),
            missing: self.weighted(criterion.missing, &weights, &path.key("missing")),
            group: group.map(|(id, _)| id),
        }
    }

    pub(super) fn compile_completeness(&mut self) -> Option<Vec<Vec<LevelEntry>>> {
        let completeness = self.document.completeness.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("completeness");
        let path = path.key("levels");
        let mut levels = Vec::new();
        for (at, level) in completeness.levels.iter().enumerate() {
            let path = path.index(at);
            let entries = level
                .iter()
                .enumerate()
                .map(|(at, entry)| self.level_entry(entry, &path.index(at)));
            levels.push(entries.collect());
        }
        Some(levels)
    }

    fn level_entry(&mut self, entry: &Entry, path: &Path<'_>) -> LevelEntry {
        let view = View::before(Phase::Completeness);
        match entry {
            Entry::Fact(name) => {
                let slot = self
                    .fact(name, view, path)
                    .map(|found| self.plain_slot(found, view));
                let check = slot.map_or_else(super::conditions::nothing, |slot| {
                    Check::Test(slot, Test::Known(true), Memo::NONE)
                });
                LevelEntry {
                    check,
                    facts: vec![name.clone()],
                }
            }
            Entry::Condition(condition) => {
                let mut facts = Vec::new();
                facts_of(condition, &mut facts);
                LevelEntry {
                    check: self.condition(condition, view, path),
                    facts,
                }
            }
        }
    }
}

/// The facts that a condition names, in the order of the document.
fn facts_of(condition: &Condition, found: &mut Vec<String>) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            list.iter().for_each(|one| facts_of(one, found))
        }
        Condition::Not(inner) => facts_of(inner, found),
        Condition::Test(test) => {
            found.push(test.fact.clone());
            found.extend(test.operator.right_fact().map(str::to_owned));
        }
    }
}

fn clamps(groups: &Groups) -> ById<GroupId, Clamp> {
    groups
        .values()
        .map(|group| Clamp {
            min: group.min,
            max: group.max,
        })
        .collect()
}

/// The minimum points of each band except the last, which has none.
fn bands<T>(bands: &[Band<T>]) -> Vec<Milli> {
    bands.iter().filter_map(|band| band.from).collect()
}
