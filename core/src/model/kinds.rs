//! Kinds of events: the sets of signals that an event can fit.

use rustc_hash::FxHashMap;

use super::ids::{ById, CounterId, Id, KindId, SignalId};
use super::plan::{CountingPlan, WindowPlan};

/// Up to this many signals of one event name, all their sets are made beforehand.
const MAX_PREPARED: usize = 4;

/// A set of signals that some event fits, and what follows from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventKind {
    /// Sorted.
    pub(crate) signals: Vec<SignalId>,
    /// Counters that such an event adds to: its signals' own, then sets.
    pub(crate) counters: Vec<CounterId>,
    /// Windows of those counters, of the lead and of each of its interests.
    pub(crate) windows: Vec<u32>,
    pub(crate) interest_windows: Vec<u32>,
    pub(crate) is_purchase: bool,
}

impl EventKind {
    /// The kind of events that fit exactly these signals (sorted) of so many.
    pub(crate) fn new(signals: &[SignalId], counting: &CountingPlan, count: usize) -> Self {
        let mut counters: Vec<CounterId> = signals.iter().map(|id| (*id).into()).collect();
        for (at, set) in counting.sets.iter().enumerate() {
            if signals
                .iter()
                .any(|signal| set.binary_search(signal).is_ok())
            {
                counters.push(CounterId::new(count + at));
            }
        }
        let is_purchase = counting.purchases.is_some_and(|id| counters.contains(&id));
        let windows = |plans: &[WindowPlan]| {
            let own = (0_u32..).zip(plans);
            let own = own.filter(|(_, plan)| counters.contains(&plan.counter));
            own.map(|(at, _)| at).collect()
        };
        Self {
            signals: signals.to_vec(),
            windows: windows(&counting.windows),
            interest_windows: windows(&counting.interest_windows),
            counters,
            is_purchase,
        }
    }

    /// Whether events of this kind fit one of these signals (sorted).
    pub(crate) fn fits(&self, signals: &[SignalId]) -> bool {
        self.signals
            .iter()
            .any(|signal| signals.binary_search(signal).is_ok())
    }
}

/// The kinds that events of one name can be of, by which of its signals they
/// fit (bit by bit); added to `kinds`. Empty where there are too many.
pub(super) fn prepare(
    signals: &[SignalId],
    counting: &CountingPlan,
    count: usize,
    kinds: &mut ById<KindId, EventKind>,
) -> Vec<KindId> {
    if signals.len() > MAX_PREPARED {
        return Vec::new();
    }
    let masks = 0..1_u32 << signals.len();
    let one = |mask: u32| {
        let fitted = signals
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask >> bit & 1 == 1);
        let fitted: Vec<SignalId> = fitted.map(|(_, signal)| *signal).collect();
        kinds.push(EventKind::new(&fitted, counting, count))
    };
    masks.map(one).collect()
}

/// Where kinds are, by their signals; the first of equal ones.
pub(super) fn by_signals(kinds: &ById<KindId, EventKind>) -> FxHashMap<Box<[SignalId]>, KindId> {
    let mut places = FxHashMap::default();
    for (at, kind) in kinds.with_ids() {
        places.entry(kind.signals.as_slice().into()).or_insert(at);
    }
    places
}

impl CountingPlan {
    /// How many counters there are: the signals' own and those of sets.
    pub(crate) fn counters(&self, signals: usize) -> usize {
        signals + self.sets.len()
    }
}
