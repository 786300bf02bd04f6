//! A lead on one day: its tally, its facts, and what was found so far.

use std::sync::Arc;

use super::Failure;
use super::lead::{Lead, beyond};
use super::outcome::Outcome;
use crate::condition::{Lexicon, SlotId, Slots};
use crate::exact::{Day, Instant};
use crate::intake::{Cell, fill};
use crate::model::fact::{Fact, Phase};
use crate::model::plan::Compiled;
use crate::model::slots::SlotKey;
use crate::tally::{BatchTally, InterestTally, Tally};

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

/// Room that evaluating needs, kept from lead to lead so that scoring many
/// allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Room {
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
    /// Whether next steps are wanted: they are the last thing that is decided,
    /// and nothing else follows from them.
    pub(crate) with_steps: bool,
}

/// A lead on one day; it can be moved to another.
pub(crate) struct State<'a> {
    pub(crate) base: Base<'a>,
    pub(crate) slots: Slots,
}

impl Room {
    /// Room for leads that share texts.
    pub(crate) fn sharing(lexicon: Arc<Lexicon>) -> Self {
        Self {
            slots: Slots::sharing(lexicon),
            ..Self::default()
        }
    }
}

impl<'a> State<'a> {
    /// Counts and reads what is the same on every day. Nothing else may be
    /// asked before [`State::at`] has said which day it is.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn of(lead: &'a Lead<'a>, mut room: Room) -> Self {
        let (plan, gathered) = (lead.plan, &lead.gathered);
        let Room {
            tally, interests, ..
        } = &mut room;
        tally.reset(plan.shape());
        tally.count(gathered.runs.iter(), gathered.kinds());
        let mut live = 0;
        if plan.interests.is_some() {
            for place in gathered.interests.shown() {
                if live == interests.len() {
                    interests.push(InterestTally::default());
                }
                if let Some(own) = interests.get_mut(live) {
                    let runs = (&gathered.runs[..], gathered.kinds());
                    own.count(place, plan, &gathered.interests, runs);
                }
                live += 1;
            }
        }
        interests.truncate(live);
        let mut state = Self::new(lead, room);
        state.fill_lasting();
        state
    }

    /// Leads at one instant without their next steps, none of them in hand yet:
    /// see [`State::take`].
    pub(crate) fn summed(lead: &'a Lead<'a>, room: Room, as_of: Instant) -> Self {
        let mut state = Self::new(lead, room);
        state.base.interests.clear();
        state.base.with_steps = false;
        state.begin(as_of);
        state
    }

    /// Takes the place of another lead by the attributes and the sums of this one.
    pub(crate) fn take(&mut self, cells: &'a [Cell<'a>], (field, place): (&BatchTally<'_>, usize)) {
        let base = &mut self.base;
        base.cells = cells;
        field.tell(place, &mut base.tally);
        base.outcome = Outcome::default();
        base.local = LocalFacts::default();
        self.fill_lasting();
    }

    /// A sum of values beyond 10^12 fails the lead.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn checked(&self) -> Result<(), Failure> {
        check_values(&self.base.tally, self.base.plan)
    }

    fn new(lead: &'a Lead<'a>, room: Room) -> Self {
        let Room {
            tally,
            interests,
            slots,
        } = room;
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

    /// Forgets what was found on another day.
    fn begin(&mut self, as_of: Instant) {
        let base = &mut self.base;
        base.as_of = as_of;
        base.today = base.plan.zone.day_of(as_of);
        base.outcome = Outcome::default();
        base.local = LocalFacts::default();
        self.slots.rewind();
    }

    /// Moves to an instant: adds up what depends on its day and forgets what
    /// was found before. A sum of values beyond 10^12 fails the lead.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn at(&mut self, as_of: Instant) -> Result<(), Failure> {
        self.begin(as_of);
        let base = &mut self.base;
        let (plan, gathered) = (base.plan, &base.lead.gathered);
        base.tally.reset_day();
        let engagement = plan.engagement.as_ref();
        let after = base.tally.reset_after(engagement.and_then(|one| one.reset));
        let windows = &plan.counting.windows;
        for run in &gathered.runs {
            let Some(kind) = gathered.kinds().get(run.kind) else {
                continue;
            };
            base.tally.within(run, &kind.windows, windows, base.today);
            if engagement.is_some() && after.is_none_or(|reset| run.day > reset) {
                base.tally.add(run, kind, &plan.signals, base.today);
            }
        }
        self.checked()?;
        let base = &mut self.base;
        let runs = (&gathered.runs[..], gathered.kinds());
        for own in &mut base.interests {
            own.add_up(plan, &gathered.interests, runs, base.today);
        }
        Ok(())
    }

    /// Gives the room back.
    pub(crate) fn leave(self) -> Room {
        Room {
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
            let cell = self.base.cells.get(id as usize);
            let cell = cell.copied().unwrap_or(Cell::Missing);
            fill(&mut self.slots, slot, cell, form);
            return;
        }
        let value = self.base.value(fact).into_slot(&mut self.slots, form);
        self.slots.set(slot, value);
    }
}

/// Whether a sum is far from any bound, as nearly all are.
#[inline]
fn is_small(value: i128) -> bool {
    i32::try_from(value).is_ok()
}

/// A sum of values beyond 10^12, in all or within days, fails the lead.
fn check_values(tally: &Tally, plan: &Compiled) -> Result<(), Failure> {
    let counters = tally.counters.iter().map(|counter| counter.value);
    let windows = tally.windows.iter().map(|window| window.value);
    if counters.clone().all(is_small) && windows.clone().all(is_small) {
        return Ok(());
    }
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

impl<'a> Base<'a> {
    pub(super) fn signal_name(&self, id: u32) -> &'a str {
        let name = self.plan.document.signals.keys().nth(id as usize);
        name.map_or("", String::as_str)
    }

    /// The failure of a lead by the points of a signal.
    pub(super) fn failed_signal(&self, id: u32) -> Failure {
        Failure::of(self.plan.valued_name(id).unwrap_or_default())
    }
}
