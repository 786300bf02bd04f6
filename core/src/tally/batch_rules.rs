//! What an event of each kind adds to, worked out once for all leads.

use super::fold::Shape;
use crate::exact::{Day, Factors};
use crate::model::plan::{Compiled, SignalPlan, Worth};

/// With more kinds of events than this, the cells of a lead take more memory than its runs.
const MOST_KINDS: usize = 64;
/// Largest number of ages, in days, whose factors are listed. Factors of older events, which are
/// rarer, are computed.
const MOST_LISTED_AGES: u32 = 1 << 10;

/// What events of each kind add to at one instant; the tallies of all leads share it.
pub(crate) struct BatchRules<'p> {
    pub(super) plan: &'p Compiled,
    pub(super) today: Day,
    /// By the id of a kind.
    pub(super) kinds: Vec<KindLayout>,
    /// By the id of a kind.
    pub(super) fast: Vec<FastKind>,
    /// One entry per pair of a kind and one of its signals.
    pub(super) decays: Vec<Decay>,
    /// For each different decay its factors at ages from 0, then [`TOO_OLD`].
    pub(super) factors_by_age: Vec<u64>,
    /// Number of factors that are listed for each decay; the age of older events in the list.
    pub(super) listed_ages: u32,
    pub(super) shape: Shape,
}

/// Where the numbers of a kind stand among those of a lead.
#[derive(Clone, Copy, Default)]
pub(super) struct KindLayout {
    /// Position of its cell.
    pub(super) counter: usize,
    /// Position of its first weights.
    pub(super) first: usize,
    /// Position after its last weights.
    pub(super) end: usize,
    /// Whether a window counts its events.
    pub(super) windowed: bool,
    /// Whether one of its signals gives points by value.
    pub(super) by_value: bool,
}

/// What adding an event needs in most cases: a compact [`KindLayout`].
#[derive(Clone, Copy)]
pub(super) struct FastKind {
    /// Position of its cell.
    pub(super) counter: u32,
    /// Position of its first factor, if an event adds to its cell only; else [`NOT_FAST`].
    first_factor: u32,
}

impl FastKind {
    /// The factor of an event at an age of at most `listed_ages`; `None` if the event is older
    /// than the list, or adds to more than its cell.
    #[inline]
    pub(super) fn factor(self, factors_by_age: &[u64], age: u32) -> Option<u64> {
        let factor = factors_by_age.get(self.first_factor as usize + age as usize);
        factor.copied().filter(|factor| *factor != TOO_OLD)
    }
}

/// Position past all factors, for kinds whose events add to more than their cell.
const NOT_FAST: u32 = u32::MAX;
/// Ends each list of factors; no factor is as large.
const TOO_OLD: u64 = u64::MAX;

/// How a signal decays, and whether it gives points by value.
pub(super) struct Decay {
    factors: Factors,
    /// Position of its first factor.
    first_factor: usize,
    pub(super) by_value: bool,
}

impl<'p> BatchRules<'p> {
    /// The rules for `today`. `events` is how many events there are: with few of them, fewer
    /// factors are listed.
    pub(crate) fn new(plan: &'p Compiled, today: Day, events: usize) -> Self {
        let listed_ages =
            u32::try_from(events).map_or(MOST_LISTED_AGES, |events| events.min(MOST_LISTED_AGES));
        let (mut kinds, mut decays, mut counters) = (Vec::new(), Vec::<Decay>::new(), 0);
        let (mut factors_by_age, mut fast) = (Vec::new(), Vec::new());
        for kind in &plan.kinds {
            let first = decays.len();
            let signals = kind.signals.iter().filter(|_| plan.engagement.is_some());
            for id in signals {
                if let Some(signal) = plan.signals.by_id(*id) {
                    let decay = Decay::new(signal, &decays, &mut factors_by_age, listed_ages);
                    decays.push(decay);
                }
            }
            let windowed = !kind.windows.is_empty();
            let own = decays.get(first..).unwrap_or_default();
            let alone = match own {
                [one] if !windowed && !one.by_value => u32::try_from(one.first_factor).ok(),
                _ => None,
            };
            fast.push(FastKind {
                // INVARIANT: there are at most `MOST_KINDS` kinds, see `can_serve`.
                counter: u32::try_from(counters).unwrap_or(u32::MAX),
                first_factor: alone.unwrap_or(NOT_FAST),
            });
            kinds.push(KindLayout {
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
            fast,
            decays,
            factors_by_age,
            listed_ages,
            shape,
        }
    }

    /// Whether a [`BatchTally`](super::BatchTally) can take the place of the runs of a lead: the
    /// model needs sums only, which do not depend on the order of events, and `events` events fit
    /// the numbers of a cell.
    pub(crate) fn can_serve(plan: &Compiled, events: usize) -> bool {
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
    /// The decay of a signal; its factors are listed unless another signal decays in the same way.
    fn new(
        signal: &SignalPlan,
        others: &[Self],
        factors_by_age: &mut Vec<u64>,
        listed_ages: u32,
    ) -> Self {
        let alike = others.iter().find(|other| other.factors == signal.factors);
        let begin = alike.map_or(factors_by_age.len(), |other| other.first_factor);
        if alike.is_none() {
            factors_by_age.extend((0..listed_ages).map(|age| signal.factors.factor(age)));
            factors_by_age.push(TOO_OLD);
        }
        Self {
            first_factor: begin,
            factors: signal.factors.clone(),
            by_value: matches!(signal.worth, Worth::Unit(_)),
        }
    }

    /// The factor at an age in days.
    pub(super) fn factor(&self, age: u32) -> u64 {
        self.factors.factor(age)
    }
}
