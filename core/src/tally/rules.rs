//! What an event adds to, by its kind: the same for all leads.

use super::fold::Shape;
use crate::exact::{Day, Factors};
use crate::model::plan::{Compiled, SignalPlan, Worth};

/// More kinds of events than this take more room for a lead than its runs.
const MOST_KINDS: usize = 64;
/// Ages in days of which factors are kept beside each other, at most; older
/// events are rarer, and theirs are worked out.
const AGES: u32 = 1 << 10;

/// What events of each kind add to at one instant: worked out once, used by the
/// tallies of all leads.
pub(crate) struct BatchRules<'p> {
    pub(super) plan: &'p Compiled,
    pub(super) today: Day,
    /// By the id of a kind.
    pub(super) kinds: Vec<Place>,
    pub(super) quick: Vec<Quick>,
    /// Of each pair of a kind and one of its signals.
    pub(super) decays: Vec<Decay>,
    /// Factors by age, of each different decay as many and [`OLDER`].
    pub(super) young: Vec<u64>,
    pub(super) ages: u32,
    pub(super) shape: Shape,
}

/// Where the numbers of a kind are within those of a lead.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) counter: usize,
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) windowed: bool,
    pub(super) by_value: bool,
}

/// The same of most events, short.
#[derive(Clone, Copy)]
pub(super) struct Quick {
    pub(super) counter: u32,
    /// Where the factors begin, if all that an event of the kind adds to is its
    /// counter and the factors of one signal.
    young: u32,
}

impl Quick {
    /// The factor of an event, if that is all that it adds to beside the counter
    /// of its kind, and it is young; the age is at most that of the lists.
    #[inline]
    pub(super) fn factor(self, young: &[u64], age: u32) -> Option<u64> {
        let factor = young.get(self.young as usize + age as usize);
        factor.copied().filter(|factor| *factor != OLDER)
    }
}

/// A kind of which events add to more: beyond all factors.
const MORE: u32 = u32::MAX;
/// Takes the place of a factor at the end of each list of them: no factor is as
/// large.
const OLDER: u64 = u64::MAX;

/// How a signal decays, and whether its points are by value.
pub(super) struct Decay {
    factors: Factors,
    /// Where its factors by age begin.
    young: usize,
    pub(super) by_value: bool,
}

impl<'p> BatchRules<'p> {
    /// What events add to on that day, of which there are so many.
    pub(crate) fn of(plan: &'p Compiled, today: Day, events: usize) -> Self {
        let ages = u32::try_from(events).map_or(AGES, |events| events.min(AGES));
        let (mut kinds, mut decays, mut counters) = (Vec::new(), Vec::<Decay>::new(), 0);
        let (mut young, mut quick) = (Vec::new(), Vec::new());
        for kind in &plan.kinds {
            let first = decays.len();
            let signals = kind.signals.iter().filter(|_| plan.engagement.is_some());
            for id in signals {
                if let Some(signal) = plan.signals.get(*id as usize) {
                    let decay = Decay::of(signal, &decays, &mut young, ages);
                    decays.push(decay);
                }
            }
            let windowed = !kind.windows.is_empty();
            let own = decays.get(first..).unwrap_or_default();
            let alone = match own {
                [one] if !windowed && !one.by_value => u32::try_from(one.young).ok(),
                _ => None,
            };
            quick.push(Quick {
                // INVARIANT: there are no more kinds than that, see `serve`.
                counter: u32::try_from(counters).unwrap_or(u32::MAX),
                young: alone.unwrap_or(MORE),
            });
            kinds.push(Place {
                counter: counters,
                first,
                end: decays.len(),
                windowed,
                by_value: own.iter().any(|decay| decay.by_value),
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
            quick,
            decays,
            young,
            ages,
            shape,
        }
    }

    /// Whether what a model says of a lead follows from sums that any order of
    /// its runs gives, and none of so many events is too large for its number.
    pub(crate) fn serve(plan: &Compiled, events: usize) -> bool {
        let resets = plan.engagement.as_ref().and_then(|one| one.reset);
        !plan.counting.limits
            && !plan.counting.purchase_days
            && !plan.intake.reads_more
            && resets.is_none()
            && plan.kinds.len() <= MOST_KINDS
            && u32::try_from(events).is_ok()
    }
}

impl Decay {
    fn of(signal: &SignalPlan, others: &[Self], young: &mut Vec<u64>, ages: u32) -> Self {
        let alike = others.iter().find(|other| other.factors == signal.factors);
        let begin = alike.map_or(young.len(), |other| other.young);
        if alike.is_none() {
            young.extend((0..ages).map(|age| signal.factors.factor(age)));
            young.push(OLDER);
        }
        Self {
            young: begin,
            factors: signal.factors.clone(),
            by_value: matches!(signal.worth, Worth::Unit(_)),
        }
    }

    pub(super) fn factor(&self, age: u32) -> u64 {
        self.factors.factor(age)
    }
}
