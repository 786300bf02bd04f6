//! Interests: which runs belong to which, and their own tallies.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::fold::{Run, Shape, Tally};
use super::kinds::Kinds;
use crate::exact::Day;
use crate::model::plan::Compiled;
use crate::text::{Compare, prepare};

/// One interest as the events name it.
#[derive(Clone, Debug)]
pub(crate) struct Interest<'e> {
    /// Its prepared name.
    pub(crate) key: Box<str>,
    /// The least spelling in UTF-8 bytes among events that show interest.
    pub(crate) shown: Option<&'e str>,
    /// Positions of its runs.
    runs: Vec<u32>,
}

/// The interests of one lead by their prepared names.
#[derive(Clone, Debug, Default)]
pub(crate) struct InterestBook<'e> {
    places: FxHashMap<Box<str>, usize>,
    interests: Vec<Interest<'e>>,
}

/// What the events of one interest add up to.
#[derive(Clone, Debug, Default)]
pub(crate) struct InterestTally {
    /// Position in the lead's book.
    pub(crate) interest: usize,
    pub(crate) tally: Tally,
}

impl<'e> InterestBook<'e> {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.interests.clear();
    }

    /// Notes the interests that an event carries; `listed`: it shows interest.
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

    /// Tells the new positions of runs: `order` lists the old ones.
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

    /// Positions of the interests that some listed event showed.
    pub(crate) fn shown(&self) -> impl Iterator<Item = usize> {
        let shown = self.interests.iter().enumerate();
        shown
            .filter(|(_, interest)| interest.shown.is_some())
            .map(|(place, _)| place)
    }
}

impl InterestTally {
    /// Counts the runs of an interest, whatever the day.
    pub(crate) fn count(
        &mut self,
        interest: usize,
        plan: &Compiled,
        book: &InterestBook<'_>,
        (runs, kinds): (&[Run], &Kinds<'_>),
    ) {
        self.interest = interest;
        self.tally.reset(Shape {
            windows: plan.counting.interest_windows.len(),
            ..plan.shape()
        });
        self.tally.count(book.runs(interest, runs), kinds);
    }

    /// Adds up what depends on the day.
    pub(crate) fn add_up(
        &mut self,
        plan: &Compiled,
        book: &InterestBook<'_>,
        (runs, kinds): (&[Run], &Kinds<'_>),
        today: Day,
    ) {
        self.tally.reset_day();
        let intake = plan.intake.interest.as_ref();
        let after = self.tally.reset_after(intake.and_then(|one| one.reset));
        let windows = &plan.counting.interest_windows;
        for run in book.runs(self.interest, runs) {
            let Some(kind) = kinds.get(run.kind) else {
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
    /// The runs of an interest.
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
