//! Kinds of events: the sets of signals that an event can match.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::ids::{ById, CounterId, Id, KindId, SignalId};
use super::plan::{CountingPlan, EventPlan, WindowPlan};

/// If an event name has at most this number of signals, all of their sets are prepared.
const MAX_PREPARED: usize = 4;

/// A set of signals that events match, and what follows from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventKind {
    /// Sorted.
    pub(crate) signals: Vec<SignalId>,
    /// The counters that such an event adds to: first those of its signals, then those of sets.
    pub(crate) counters: Vec<CounterId>,
    /// The windows of those counters, for the lead and for each of its interests.
    pub(crate) windows: Vec<u32>,
    pub(crate) interest_windows: Vec<u32>,
    pub(crate) is_purchase: bool,
}

impl EventKind {
    /// The kind of events that match exactly these signals (sorted). `count` is the number of all
    /// signals.
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

    /// Whether events of this kind match one of these signals (sorted).
    pub(crate) fn fits(&self, signals: &[SignalId]) -> bool {
        self.signals
            .iter()
            .any(|signal| signals.binary_search(signal).is_ok())
    }
}

/// The kinds of all events. Sets the kinds of each plan. `count` is the number of all signals.
pub(super) fn prepare_all(
    plans: &mut BTreeMap<String, EventPlan>,
    counting: &CountingPlan,
    count: usize,
) -> ById<KindId, EventKind> {
    let mut kinds = ById::default();
    for plan in plans.values_mut() {
        let signals: Vec<SignalId> = plan.signals.iter().map(|(signal, _)| *signal).collect();
        plan.kinds = prepare(&signals, counting, count, &mut kinds);
    }
    kinds
}

/// Adds the kinds of events of one name to `kinds`. Returns their positions, by a bit mask of the
/// matched signals, or an empty list if the name has too many signals.
fn prepare(
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

/// The ids of kinds by their signals; of equal kinds, that of the first.
pub(super) fn by_signals(kinds: &ById<KindId, EventKind>) -> FxHashMap<Box<[SignalId]>, KindId> {
    let mut ids = FxHashMap::default();
    for (id, kind) in kinds.with_ids() {
        ids.entry(kind.signals.as_slice().into()).or_insert(id);
    }
    ids
}

impl CountingPlan {
    /// The number of counters: those of signals and those of sets.
    pub(crate) fn counters(&self, signals: usize) -> usize {
        signals + self.sets.len()
    }
}
