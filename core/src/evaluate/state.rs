//! A lead on one day: its tally, its facts, and what was found so far.

use super::Failure;
use super::lead::{Lead, beyond};
use super::outcome::Outcome;
use crate::condition::Slots;
use crate::exact::{Day, Instant};
use crate::model::fact::Phase;
use crate::model::plan::Compiled;
use crate::model::slots::SlotKey;
use crate::tally::{InterestTally, Tally};

/// Facts of the season, interest or step in hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct LocalFacts {
    /// Count and value of the purchases in the season.
    pub(crate) season: (u64, i128),
    /// Position in the outcome's interests.
    pub(crate) interest: Option<usize>,
    pub(crate) content: Option<String>,
    pub(crate) topic: Option<String>,
}

/// Everything that facts are read from.
pub(crate) struct Base<'a> {
    pub(crate) plan: &'a Compiled,
    pub(crate) lead: &'a Lead<'a>,
    pub(crate) as_of: Instant,
    pub(crate) today: Day,
    pub(crate) tally: Tally,
    pub(crate) interests: Vec<InterestTally<'a>>,
    pub(crate) outcome: Outcome<'a>,
    pub(crate) local: LocalFacts,
}

/// A lead on one day.
pub(crate) struct State<'a> {
    pub(crate) base: Base<'a>,
    pub(crate) slots: Slots,
}

impl<'a> State<'a> {
    /// Counts what there is; a sum of values beyond 10^12 fails the lead.
    pub(super) fn new(lead: &'a Lead<'a>, as_of: Instant) -> Result<Self, Failure> {
        let plan = lead.plan;
        let today = plan.zone.day_of(as_of);
        let mut tally = Tally::default();
        tally.reset(
            plan.counting.counters(plan.signals.len()),
            plan.counting.windows.len(),
            plan.signals.len(),
        );
        let gathered = &lead.gathered;
        tally.count(
            gathered.runs.iter(),
            &gathered.kinds,
            &plan.counting.windows,
            today,
        );
        check_values(&tally, plan)?;
        if let Some(engagement) = &plan.engagement {
            let after = engagement
                .reset
                .and_then(|id| tally.counters.get(id as usize)?.days())
                .map(|(_, newest)| newest);
            tally.add(
                gathered.runs.iter(),
                &gathered.kinds,
                &plan.signals,
                today,
                after,
            );
        }
        let interests = match plan.interests {
            Some(_) => gathered
                .interests
                .tallies(plan, &gathered.runs, &gathered.kinds, today),
            None => Vec::new(),
        };
        let mut slots = Slots::default();
        slots.reset(plan.slots.count);
        let base = Base {
            plan,
            lead,
            as_of,
            today,
            tally,
            interests,
            outcome: Outcome::default(),
            local: LocalFacts::default(),
        };
        Ok(Self { base, slots })
    }

    /// Fills the slots of a step that was just evaluated.
    pub(super) fn fill(&mut self, phase: Phase) {
        for (slot, SlotKey { fact, form }) in self.base.plan.slots.of(phase) {
            let value = self.base.value(*fact).into_slot(&mut self.slots, *form);
            self.slots.set(*slot, value);
        }
    }
}

/// A sum of values beyond 10^12, in all or within days, fails the lead.
fn check_values(tally: &Tally, plan: &Compiled) -> Result<(), Failure> {
    let counters = (0_u32..).zip(&tally.counters);
    let all = counters.map(|(id, counter)| (id, counter.value));
    let windows = plan.counting.windows.iter().zip(&tally.windows);
    let within = windows.map(|(plan, window)| (plan.counter, window.value));
    let mut beyond = all.chain(within).filter(|(_, value)| beyond(*value));
    match beyond.find_map(|(counter, _)| plan.valued_name(counter)) {
        Some(name) => Err(Failure::of(name)),
        None => Ok(()),
    }
}

impl Compiled {
    /// The signal or section whose values a counter adds up, if they mean anything.
    fn valued_name(&self, counter: u32) -> Option<&str> {
        if self.counting.purchases == Some(counter) {
            return Some("purchases");
        }
        self.document
            .signals
            .keys()
            .nth(counter as usize)
            .map(String::as_str)
    }
}

impl Base<'_> {
    /// The failure of a lead by the points of a signal.
    pub(super) fn failed_signal(&self, id: u32) -> Failure {
        Failure::of(self.plan.valued_name(id).unwrap_or_default())
    }
}
