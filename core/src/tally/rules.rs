//! What an event adds to, by its kind: the same for all leads.

use std::sync::Arc;

use super::fold::Shape;
use crate::exact::{Day, Factors};
use crate::model::plan::{Compiled, SignalPlan, Worth};

/// More kinds of events than this take more room for a lead than its runs.
const MOST_KINDS: usize = 64;
/// Ages in days of which factors are kept beside each other; older events are
/// rarer, and theirs are worked out.
const AGES: u32 = 1 << 10;

/// What events of each kind add to at one instant: worked out once, used by the
/// tallies of all leads.
pub(crate) struct Rules<'p> {
    pub(super) plan: &'p Compiled,
    pub(super) today: Day,
    /// By the id of a kind.
    pub(super) kinds: Vec<Place>,
    /// Of each pair of a kind and one of its signals.
    pub(super) decays: Vec<Decay>,
    pub(super) shape: Shape,
}

/// Where the numbers of a kind are within those of a lead.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) counter: usize,
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) windowed: bool,
}

/// How a signal decays, and whether its points are by value.
pub(super) struct Decay {
    factors: Factors,
    /// By age; the same list for all signals that decay alike.
    young: Arc<[u64]>,
    pub(super) by_value: bool,
}

impl Decay {
    fn of(signal: &SignalPlan, others: &[Self]) -> Self {
        let alike = others.iter().find(|other| other.factors == signal.factors);
        let young = || (0..AGES).map(|age| signal.factors.factor(age)).collect();
        Self {
            young: alike.map_or_else(young, |other| other.young.clone()),
            factors: signal.factors.clone(),
            by_value: matches!(signal.worth, Worth::Unit(_)),
        }
    }

    #[inline]
    pub(super) fn factor(&self, age: u32) -> u64 {
        match self.young.get(age as usize) {
            Some(factor) => *factor,
            None => self.factors.factor(age),
        }
    }
}

impl<'p> Rules<'p> {
    /// What events add to on that day.
    pub(crate) fn of(plan: &'p Compiled, today: Day) -> Self {
        let (mut kinds, mut decays, mut counters) = (Vec::new(), Vec::new(), 0);
        for kind in &plan.kinds {
            let first = decays.len();
            let signals = kind.signals.iter().filter(|_| plan.engagement.is_some());
            for id in signals {
                if let Some(signal) = plan.signals.get(*id as usize) {
                    decays.push(Decay::of(signal, &decays));
                }
            }
            kinds.push(Place {
                counter: counters,
                first,
                end: decays.len(),
                windowed: !kind.windows.is_empty(),
            });
            counters += usize::from(!kind.signals.is_empty());
        }
        let shape = Shape {
            counters,
            windows: plan.counting.windows.len(),
            sums: decays.len(),
        };
        Self {
            plan,
            today,
            kinds,
            decays,
            shape,
        }
    }

    /// Whether what a model says of a lead follows from sums that any order of
    /// its runs gives.
    pub(crate) fn serve(plan: &Compiled) -> bool {
        let resets = plan.engagement.as_ref().and_then(|one| one.reset);
        !plan.counting.limits
            && !plan.counting.purchase_days
            && !plan.intake.reads_more
            && resets.is_none()
            && plan.kinds.len() <= MOST_KINDS
    }
}
