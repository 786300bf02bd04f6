//! Interests: the runs of each, and their tallies.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::event_set::EventSet;
use super::fold::{Run, Shape, Tally};
use crate::exact::Day;
use crate::model::plan::Compiled;
use crate::text::{Compare, prepare};

/// One interest that events name.
#[derive(Clone, Debug)]
pub(crate) struct Interest<'e> {
    /// Its name in the form that is compared.
    pub(crate) key: Box<str>,
    /// Its least spelling (by UTF-8 bytes) among events of the signals that show interest; `None`
    /// without such an event.
    pub(crate) shown: Option<&'e str>,
    /// Positions of its runs in the event set.
    runs: Vec<u32>,
}

/// The interests of one lead, by the form of their names that is compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct InterestBook<'e> {
    places: FxHashMap<Box<str>, usize>,
    interests: Vec<Interest<'e>>,
}

/// The tally of one interest.
#[derive(Clone, Debug, Default)]
pub(crate) struct InterestTally {
    /// Position in the [`InterestBook`] of the lead.
    pub(crate) interest: usize,
    pub(crate) tally: Tally,
}

impl<'e> InterestBook<'e> {
    /// Clears the book and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.interests.clear();
    }

    /// Adds a run to the interests of these names; `listed` says whether its signals show interest.
    pub(super) fn add(
        &mut self,
        names: impl Iterator<Item = &'e str>,
        compare: Compare,
        run: u32,
        listed: bool,
    ) {
        for name in names {
            let place = self.place(prepare(name, compare));
            let Some(interest) = self.interests.get_mut(place) else {
                continue;
            };
            if listed {
                interest.shown = Some(interest.shown.map_or(name, |shown| shown.min(name)));
            }
            if interest.runs.last() != Some(&run) {
                interest.runs.push(run);
            }
        }
    }

    /// The position of an interest, which is added if it is new.
    fn place(&mut self, key: Cow<'_, str>) -> usize {
        if let Some(place) = self.places.get(&*key) {
            return *place;
        }
        let key: Box<str> = key.into();
        self.places.insert(key.clone(), self.interests.len());
        self.interests.push(Interest {
            key,
            shown: None,
            runs: Vec::new(),
        });
        self.interests.len() - 1
    }

    /// The interest at a position.
    pub(crate) fn get(&self, place: usize) -> Option<&Interest<'e>> {
        self.interests.get(place)
    }

    /// Follows a new order of the runs: `order` lists their old positions.
    pub(super) fn renumber(&mut self, order: &[u32]) {
        if self.interests.is_empty() {
            return;
        }
        let mut places = vec![0; order.len()];
        for (new, old) in (0_u32..).zip(order) {
            if let Some(place) = places.get_mut(*old as usize) {
                *place = new;
            }
        }
        for interest in &mut self.interests {
            for run in &mut interest.runs {
                *run = places.get(*run as usize).copied().unwrap_or(*run);
            }
            interest.runs.sort_unstable();
        }
    }

    /// Positions of the interests with a spelling to show.
    pub(crate) fn shown(&self) -> impl Iterator<Item = usize> {
        let shown = self.interests.iter().enumerate();
        shown
            .filter(|(_, interest)| interest.shown.is_some())
            .map(|(place, _)| place)
    }
}

impl InterestTally {
    /// Takes an interest and counts its runs, which does not depend on the day.
    pub(crate) fn count(&mut self, interest: usize, plan: &Compiled, events: &EventSet<'_>) {
        self.interest = interest;
        self.tally.reset(Shape {
            windows: plan.counting.interest_windows.len(),
            ..plan.shape()
        });
        let runs = events.interests.runs(interest, &events.runs);
        self.tally.count(runs, events.kinds());
    }

    /// Computes the windows and sums, which depend on the day.
    pub(crate) fn add_up(&mut self, plan: &Compiled, events: &EventSet<'_>, today: Day) {
        self.tally.reset_day();
        let intake = plan.intake.interest.as_ref();
        let after = self.tally.reset_after(intake.and_then(|one| one.reset));
        let windows = &plan.counting.interest_windows;
        for run in events.interests.runs(self.interest, &events.runs) {
            let Some(kind) = events.kinds().get(run.kind) else {
                continue;
            };
            self.tally
                .within(run, &kind.interest_windows, windows, today);
            if after.is_none_or(|reset| run.day > reset) {
                self.tally.add(run, kind, &plan.signals, today);
            }
        }
    }
}

impl InterestBook<'_> {
    /// The runs of an interest; `runs` are all runs of the lead.
    pub(crate) fn runs<'r>(
        &self,
        interest: usize,
        runs: &'r [Run],
    ) -> impl Iterator<Item = &'r Run> {
        let own = self
            .interests
            .get(interest)
            .map_or(&[][..], |one| &one.runs);
        own.iter().filter_map(|at| runs.get(*at as usize))
    }
}
