//! The facts that a forecast must watch: numbers that change from day to day, and the values that
//! conditions compare them with.

use super::all_conditions::{all_conditions, order_matters};
use super::fact::{Fact, Phase};
use super::plan::{Compiled, LengthPlan};
use crate::condition::{Accept, Check, Right, Slot, SlotId, Test};
use crate::exact::Number;

/// A threshold at which the answer of a condition changes: just below or just above a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Threshold {
    at: Number,
    above: bool,
}

/// Whether one of the thresholds lies between two numbers.
pub(crate) fn separates(thresholds: &[Threshold], one: Number, other: Number) -> bool {
    thresholds.iter().any(|threshold| {
        let is_beyond =
            |number: Number| number > threshold.at || (number == threshold.at && !threshold.above);
        is_beyond(one) != is_beyond(other)
    })
}

/// A number that changes from day to day and that conditions read.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    pub(crate) slot: SlotId,
    pub(crate) fact: Fact,
    /// Whether the scope already reads it.
    pub(crate) input: bool,
    pub(crate) thresholds: Vec<Threshold>,
}

/// Two slots that a condition compares, one of which changes from day to day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) slots: [(SlotId, Fact); 2],
    pub(crate) input: bool,
}

/// Everything that a forecast must watch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    /// The numbers of the lead.
    pub(crate) numbers: Vec<Watch>,
    /// The numbers of each of its interests.
    pub(crate) interests: Vec<Watch>,
    pub(crate) pairs: Vec<Pair>,
    /// Facts that give the length of a cycle and may change from day to day.
    pub(crate) lengths: Vec<(SlotId, Fact)>,
    /// Whether a label can depend on which interest comes first.
    pub(crate) order: bool,
    /// Whether a condition compares something that cannot be watched: a number of each season,
    /// interest or step with another fact.
    pub(crate) blind: bool,
}

impl Watched {
    /// The facts of a model that must be watched.
    pub(super) fn new(plan: &Compiled) -> Self {
        let mut watched = Self {
            order: order_matters(plan),
            ..Self::default()
        };
        for check in all_conditions(plan) {
            watched.check(check, plan);
        }
        for length in plan
            .cycle
            .iter()
            .flat_map(|cycle| [&cycle.length, &cycle.otherwise])
        {
            if let Some(LengthPlan::Fact { slot, .. }) = length
                && let Some(fact) = fact_of(*slot, plan)
                && fact.moves()
            {
                watched.lengths.push((*slot, fact));
            }
        }
        watched
    }

    fn check(&mut self, check: &Check, plan: &Compiled) {
        match check {
            Check::All(checks) | Check::Any(checks) => {
                checks.iter().for_each(|check| self.check(check, plan));
            }
            Check::Not(check) => self.check(check, plan),
            Check::Test(slot, test, _) => self.test(*slot, test, plan),
        }
    }

    fn test(&mut self, slot: SlotId, test: &Test, plan: &Compiled) {
        let Some(fact) = fact_of(slot, plan) else {
            return;
        };
        match test {
            Test::Compare(_, Right::Slot(right)) => {
                if let Some(other) = fact_of(*right, plan) {
                    self.pair([(slot, fact), (*right, other)], plan);
                }
            }
            _ if fact.moves() => self.number(slot, fact, thresholds(test), plan),
            _ => {}
        }
    }

    fn number(&mut self, slot: SlotId, fact: Fact, thresholds: Vec<Threshold>, plan: &Compiled) {
        // Whether the fact is known does not change.
        if thresholds.is_empty() {
            return;
        }
        let list = if fact.is_local() {
            &mut self.interests
        } else {
            &mut self.numbers
        };
        let known = list.iter_mut().find(|watch| watch.slot == slot);
        match known {
            Some(watch) => watch.thresholds.extend(thresholds),
            None => list.push(Watch {
                slot,
                fact,
                input: is_input(slot, plan),
                thresholds,
            }),
        }
    }

    fn pair(&mut self, slots: [(SlotId, Fact); 2], plan: &Compiled) {
        let facts = slots.map(|(_, fact)| fact);
        if !facts.iter().any(|fact| fact.moves()) {
            return;
        }
        self.blind |= facts.iter().any(|fact| fact.is_local());
        self.pairs.push(Pair {
            slots,
            input: slots.iter().all(|(slot, _)| is_input(*slot, plan)),
        });
    }
}

fn fact_of(slot: SlotId, plan: &Compiled) -> Option<Fact> {
    plan.slots.key(slot).map(|key| key.fact)
}

/// Whether a slot is filled before the scope is evaluated.
fn is_input(slot: SlotId, plan: &Compiled) -> bool {
    let inputs = plan
        .slots
        .lasting()
        .iter()
        .chain(plan.slots.in_phase(Phase::Inputs));
    inputs.into_iter().any(|(input, _)| *input == slot)
}

/// The thresholds of a test on a number.
fn thresholds(test: &Test) -> Vec<Threshold> {
    let threshold = |at: Number, above: bool| Threshold { at, above };
    match test {
        Test::Compare(accept, Right::Value(Slot::Number(at))) => {
            let Accept {
                less,
                equal,
                greater,
            } = *accept;
            let below = (less != equal).then(|| threshold(*at, false));
            let above = (equal != greater).then(|| threshold(*at, true));
            below.into_iter().chain(above).collect()
        }
        Test::Between(Slot::Number(low), Slot::Number(high)) => {
            vec![threshold(*low, false), threshold(*high, true)]
        }
        Test::In(list, _) => list
            .iter()
            .filter_map(|slot| match slot {
                Slot::Number(at) => Some([threshold(*at, false), threshold(*at, true)]),
                _ => None,
            })
            .flatten()
            .collect(),
        // `known` and tests of texts.
        _ => Vec::new(),
    }
}
