//! Kinds of events: the sets of signals that an event can fit.

use rustc_hash::FxHashMap;

use super::plan::{CountingPlan, WindowPlan};

/// Up to this many signals of one event name, all their sets are made beforehand.
const MAX_PREPARED: usize = 4;

/// A set of signals that some event fits, and what follows from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventKind {
    /// Sorted.
    pub(crate) signals: Vec<u32>,
    /// Counters that such an event adds to: its signals' own, then sets.
    pub(crate) counters: Vec<u32>,
    /// Windows of those counters, of the lead and of each of its interests.
    pub(crate) windows: Vec<u32>,
    pub(crate) interest_windows: Vec<u32>,
    pub(crate) is_purchase: bool,
}

impl EventKind {
    /// The kind of events that fit exactly these signals (sorted) of so many.
    pub(crate) fn new(signals: &[u32], counting: &CountingPlan, count: usize) -> Self {
        let mut counters = signals.to_vec();
        for (at, set) in counting.sets.iter().enumerate() {
            if signals
                .iter()
                .any(|signal| set.binary_search(signal).is_ok())
                && let Ok(id) = u32::try_from(count + at)
            {
                counters.push(id);
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
    pub(crate) fn fits(&self, signals: &[u32]) -> bool {
        self.signals
            .iter()
            .any(|signal| signals.binary_search(signal).is_ok())
    }
}

/// The kinds that events of one name can be of, by which of its signals they
/// fit (bit by bit); added to `kinds`. Empty where there are too many.
pub(super) fn prepare(
    signals: &[u32],
    counting: &CountingPlan,
    count: usize,
    kinds: &mut Vec<EventKind>,
) -> Vec<u32> {
    if signals.len() > MAX_PREPARED {
        return Vec::new();
    }
    let masks = 0..1_u32 << signals.len();
    let one = |mask: u32| {
        let fitted = signals
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask >> bit & 1 == 1);
        let fitted: Vec<u32> = fitted.map(|(_, signal)| *signal).collect();
        kinds.push(EventKind::new(&fitted, counting, count));
        u32::try_from(kinds.len() - 1).unwrap_or(u32::MAX)
    };
    masks.map(one).collect()
}

/// Where kinds are, by their signals; the first of equal ones.
pub(super) fn by_signals(kinds: &[EventKind]) -> FxHashMap<Box<[u32]>, u32> {
    let mut places = FxHashMap::default();
    for (at, kind) in (0_u32..).zip(kinds) {
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
