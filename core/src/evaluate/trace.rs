//! The tests of a condition, as explanations list them.

use serde_json::Value;

use super::explain_sink::{Decision, TestedCondition};
use super::fact_value::FactValue;
use super::state::{AssessmentState, Base};
use crate::condition::{Check, SlotId};
use crate::document::Condition;
use crate::model::fact::Domain;
use crate::text::canonical;

impl AssessmentState<'_> {
    /// A decision with all tests of the condition that decided and the values that they found.
    pub(super) fn decided(
        &self,
        of: &'static str,
        name: Value,
        when: Option<(&Condition, &Check)>,
    ) -> Decision {
        let mut conditions = Vec::new();
        if let Some((condition, check)) = when {
            self.trace(condition, check, &mut conditions);
        }
        Decision {
            of,
            name,
            conditions,
        }
    }

    /// INVARIANT: a check has the shape of the condition that it was compiled from.
    fn trace(&self, condition: &Condition, check: &Check, found: &mut Vec<TestedCondition>) {
        match (condition, check) {
            (Condition::All(list), Check::All(checks))
            | (Condition::Any(list), Check::Any(checks)) => {
                list.iter()
                    .zip(checks)
                    .for_each(|(condition, check)| self.trace(condition, check, found));
            }
            (Condition::Not(condition), Check::Not(check)) => self.trace(condition, check, found),
            (Condition::Test(test), Check::Test(slot, ..)) => found.push(TestedCondition {
                fact: test.fact.clone(),
                within_days: test.within_days,
                value: self.shown(*slot),
                operator: test.operator.key(),
                against: against(condition, test.operator.key()),
                holds: check.holds(&self.slots),
            }),
            _ => {}
        }
    }

    /// The value of the fact of a slot, as JSON.
    pub(super) fn shown(&self, slot: SlotId) -> Value {
        let key = self.base.plan.slots.key(slot);
        key.map_or(Value::Null, |key| {
            self.base.shown(self.base.value(key.fact))
        })
    }
}

/// The right side of a test as the document writes it.
fn against(condition: &Condition, key: &str) -> Value {
    let written = canonical(condition).unwrap_or_default();
    let written: Value = serde_json::from_str(&written).unwrap_or_default();
    written.get(key).cloned().unwrap_or_default()
}

impl Base<'_> {
    fn shown(&self, known: FactValue<'_>) -> Value {
        match known {
            FactValue::Missing => Value::Null,
            FactValue::Number(number) => number.to_f64().into(),
            FactValue::Flag(flag) => flag.into(),
            FactValue::Level(level, domain) => self.level_name(level, domain),
            FactValue::Day(day) => day.to_string().into(),
            FactValue::Text(text) => text.into(),
            FactValue::Owned(text) => text.into(),
            FactValue::Members(tags) => tags.texts().collect(),
            FactValue::Texts(texts) => texts.into_iter().collect(),
        }
    }

    fn level_name(&self, level: u32, domain: Domain) -> Value {
        let document = &self.plan.document;
        let at = level as usize;
        let name = match domain {
            Domain::Grade => document
                .fit
                .as_ref()
                .and_then(|fit| fit.grades.get(at))
                .map(|grade| grade.name.as_str()),
            Domain::Rank => {
                return document
                    .engagement
                    .as_ref()
                    .and_then(|engagement| engagement.ranks.get(at))
                    .map(|rank| rank.name)
                    .into();
            }
            Domain::Stage => document
                .lifecycle
                .as_ref()
                .and_then(|lifecycle| lifecycle.stages.get(at))
                .map(|stage| stage.name.as_str()),
            Domain::InterestStage => {
                let stages = document
                    .interests
                    .as_ref()
                    .and_then(|interests| interests.stages.as_ref());
                stages
                    .and_then(|stages| stages.get(at))
                    .map(|stage| stage.name.as_str())
            }
        };
        name.into()
    }
}
