//! Whether everything that depends on the day only rises or only falls.

use crate::evaluate::{Base, beyond};
use crate::exact::Milli;
use crate::model::plan::{SignalPlan, Worth};

/// How the numbers of a lead change with the days while no event comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Monotonicity {
    /// Whether every number that depends on the day only rises or only falls, and no sum of values
    /// can exceed its range.
    pub(super) one_way: bool,
    /// Whether no value is negative, so that sums of values only fall.
    pub(super) positive: bool,
}

impl Monotonicity {
    /// For a lead whose events were counted.
    pub(super) fn new(base: &Base<'_>) -> Self {
        let (plan, runs) = (base.plan, &base.lead.event_set.runs);
        let least = runs.iter().map(|run| run.value).min().unwrap_or_default();
        let most = runs.iter().map(|run| run.value).max().unwrap_or_default();
        let size: i128 = runs.iter().map(|run| run.value.abs()).sum();
        let mut signals = plan.signals.iter().zip(&base.tally.counters);
        let falls = |signal: &SignalPlan| falls(signal, least, most);
        Self {
            one_way: !plan.watched.blind
                && !beyond(size)
                && signals.all(|(signal, counter)| counter.count == 0 || falls(signal)),
            positive: least >= 0,
        }
    }
}

/// Whether the points of a signal only fall; `least` and `most` are the bounds of the values.
fn falls(signal: &SignalPlan, least: i128, most: i128) -> bool {
    if signal.factors.is_none() {
        return true;
    }
    let positive = match signal.worth {
        Worth::Event(points) => points >= Milli::ZERO,
        Worth::Unit(points) if points >= Milli::ZERO => least >= 0,
        Worth::Unit(_) => most <= 0,
    };
    signal.factors.never_rises() && positive
}
