//! The state of evaluating one lead on one day.

use std::sync::Arc;

use super::Failure;
use super::lead::{Lead, beyond};
use super::outcome::Outcome;
use crate::condition::{Lexicon, SlotId, Slots};
use crate::exact::{Day, Instant};
use crate::intake::{Cell, fill};
use crate::model::fact::{Fact, Phase};
use crate::model::ids::{CounterId, Id, SignalId};
use crate::model::plan::Compiled;
use crate::model::slots::SlotKey;
use crate::tally::{BatchTally, InterestTally, Tally};

/// The purchases in earlier occurrences of a season: before the current one or, outside the season,
/// before the next.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SeasonPurchases {
    pub(crate) count: u64,
    /// Sum of the values in thousandths.
    pub(crate) value: i128,
}

/// Facts of the season, interest or step that is being evaluated.
#[derive(Clone, Debug, Default)]
pub(crate) struct LocalFacts {
    pub(crate) season: SeasonPurchases,
    /// Position in the outcome's interests.
    pub(crate) interest: Option<usize>,
    pub(crate) content: Option<String>,
    pub(crate) topic: Option<String>,
}

/// Memory that evaluation reuses from lead to lead, so that scoring many leads allocates little.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    tally: Tally,
    interests: Vec<InterestTally>,
    slots: Slots,
}

/// Everything that facts are read from.
pub(crate) struct Base<'a> {
    pub(crate) plan: &'a Compiled,
    pub(crate) lead: &'a Lead<'a>,
    /// The lead's attributes by id.
    pub(crate) cells: &'a [Cell<'a>],
    pub(crate) as_of: Instant,
    pub(crate) today: Day,
    pub(crate) tally: Tally,
    pub(crate) interests: Vec<InterestTally>,
    pub(crate) outcome: Outcome,
    pub(crate) local: LocalFacts,
    /// Whether to evaluate next steps; they come last, and nothing depends on them.
    pub(crate) with_steps: bool,
}

/// The state of evaluating a lead on one day; [`AssessmentState::at`] moves it to another day.
pub(crate) struct AssessmentState<'a> {
    pub(crate) base: Base<'a>,
    pub(crate) slots: Slots,
}

impl Scratch {
    /// Memory for leads whose texts are in a lexicon.
    pub(crate) fn sharing(lexicon: Arc<Lexicon>) -> Self {
        Self {
            slots: Slots::sharing(lexicon),
            ..Self::default()
        }
    }
}

impl<'a> AssessmentState<'a> {
    /// Counts and reads everything that is the same on every day. [`AssessmentState::at`] must set
    /// the instant before anything else is read.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn new(lead: &'a Lead<'a>, mut scratch: Scratch) -> Self {
        let (plan, event_set) = (lead.plan, &lead.event_set);
        let Scratch {
            tally, interests, ..
        } = &mut scratch;
        tally.reset(plan.shape());
        tally.count(event_set.runs.iter(), event_set.kinds());
        let mut live = 0;
        if plan.interests.is_some() {
            for place in event_set.interests.shown() {
                if live == interests.len() {
                    interests.push(InterestTally::default());
                }
                if let Some(own) = interests.get_mut(live) {
                    own.count(place, plan, event_set);
                }
                live += 1;
            }
        }
        interests.truncate(live);
        let mut state = Self::empty(lead, scratch);
        state.fill_lasting();
        state
    }

    /// The state for scoring many leads at one instant, without next steps, from sums. It has no
    /// lead until [`AssessmentState::take`] is called; `lead` is a placeholder.
    pub(crate) fn summed(lead: &'a Lead<'a>, scratch: Scratch, as_of: Instant) -> Self {
        let mut state = Self::empty(lead, scratch);
        state.base.interests.clear();
        state.base.with_steps = false;
        state.begin(as_of);
        state
    }

    /// Goes on to another lead: its attributes, and its sums at position `lead` of a batch.
    pub(crate) fn take(&mut self, cells: &'a [Cell<'a>], sums: &BatchTally<'_>, lead: usize) {
        let base = &mut self.base;
        base.cells = cells;
        sums.fill(lead, &mut base.tally);
        base.outcome = Outcome::default();
        base.local = LocalFacts::default();
        self.fill_lasting();
    }

    /// Fails if a sum of values exceeds 10^12.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn checked(&self) -> Result<(), Failure> {
        check_values(&self.base.tally, self.base.plan)
    }

    fn empty(lead: &'a Lead<'a>, scratch: Scratch) -> Self {
        let Scratch {
            tally,
            interests,
            slots,
        } = scratch;
        let base = Base {
            plan: lead.plan,
            lead,
            cells: &lead.cells,
            as_of: Instant::FIRST,
            today: Day::default(),
            tally,
            interests,
            outcome: Outcome::default(),
            local: LocalFacts::default(),
            with_steps: true,
        };
        Self { base, slots }
    }

    /// Fills the slots that are the same on every day.
    fn fill_lasting(&mut self) {
        let plan = &self.base.plan.slots;
        self.slots.reset(plan.count);
        self.fill_all(plan.lasting());
        self.slots.mark();
    }

    /// Clears the results of another day.
    fn begin(&mut self, as_of: Instant) {
        let base = &mut self.base;
        base.as_of = as_of;
        base.today = base.plan.zone.day_of(as_of);
        base.outcome = Outcome::default();
        base.local = LocalFacts::default();
        self.slots.rewind();
    }

    /// Moves to an instant: computes the sums that depend on its day and clears earlier results.
    ///
    /// # Errors
    /// A sum of values that exceeds 10^12.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn at(&mut self, as_of: Instant) -> Result<(), Failure> {
        self.begin(as_of);
        let base = &mut self.base;
        let (plan, event_set) = (base.plan, &base.lead.event_set);
        base.tally.reset_day();
        let engagement = plan.engagement.as_ref();
        let after = base.tally.reset_after(engagement.and_then(|one| one.reset));
        let windows = &plan.counting.windows;
        for run in &event_set.runs {
            let Some(kind) = event_set.kinds().get(run.kind) else {
                continue;
            };
            base.tally.within(run, &kind.windows, windows, base.today);
            if engagement.is_some() && after.is_none_or(|reset| run.day > reset) {
                base.tally.add(run, kind, &plan.signals, base.today);
            }
        }
        self.checked()?;
        let base = &mut self.base;
        for own in &mut base.interests {
            own.add_up(plan, event_set, base.today);
        }
        Ok(())
    }

    /// Returns the memory for the next lead.
    pub(crate) fn leave(self) -> Scratch {
        Scratch {
            tally: self.base.tally,
            interests: self.base.interests,
            slots: self.slots,
        }
    }

    /// Fills the slots of a step that was just evaluated.
    #[inline]
    pub(super) fn fill(&mut self, phase: Phase) {
        self.fill_all(self.base.plan.slots.in_phase(phase));
    }

    #[inline]
    fn fill_all(&mut self, slots: &[(SlotId, SlotKey)]) {
        for (slot, key) in slots {
            self.fill_one(*slot, *key);
        }
    }

    fn fill_one(&mut self, slot: SlotId, SlotKey { fact, form }: SlotKey) {
        if let Fact::Attribute(id) = fact {
            let cell = self.base.cells.get(id.at());
            let cell = cell.copied().unwrap_or(Cell::Missing);
            fill(&mut self.slots, slot, cell, form);
            return;
        }
        let value = self.base.value(fact).into_slot(&mut self.slots, form);
        self.slots.set(slot, value);
    }
}

/// Whether a sum is far below the limit, as nearly all are.
#[inline]
fn is_small(value: i128) -> bool {
    i32::try_from(value).is_ok()
}

/// Fails if a sum of values exceeds 10^12, in all or within the days of a window.
fn check_values(tally: &Tally, plan: &Compiled) -> Result<(), Failure> {
    let counters = tally.counters.iter().map(|counter| counter.value);
    let windows = tally.windows.iter().map(|window| window.value);
    if counters.clone().all(is_small) && windows.clone().all(is_small) {
        return Ok(());
    }
    let counters = tally.counters.with_ids();
    let all = counters.map(|(id, counter)| (id, counter.value));
    let windows = plan.counting.windows.iter().zip(&tally.windows);
    let within = windows.map(|(plan, window)| (plan.counter, window.value));
    let mut beyond = all.chain(within).filter(|(_, value)| beyond(*value));
    match beyond.find_map(|(counter, _)| plan.valued_name(counter)) {
        Some(name) => Err(Failure::new(name)),
        None => Ok(()),
    }
}

impl Compiled {
    /// The signal or section whose values a counter sums; `None` for counters without values.
    fn valued_name(&self, counter: CounterId) -> Option<&str> {
        if self.counting.purchases == Some(counter) {
            return Some("purchases");
        }
        self.document
            .signals
            .keys()
            .nth(counter.at())
            .map(String::as_str)
    }
}

impl<'a> Base<'a> {
    pub(super) fn signal_name(&self, id: SignalId) -> &'a str {
        let name = self.plan.document.signals.keys().nth(id.at());
        name.map_or("", String::as_str)
    }

    /// The failure for a signal whose points exceed 10^12.
    pub(super) fn failed_signal(&self, id: SignalId) -> Failure {
        Failure::new(self.plan.valued_name(id.into()).unwrap_or_default())
    }
}
