//! One lead at one instant: what came in, and what the sections have said so far (Specification, section 5).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use crate::cell::Cell;
use crate::condition::holds;
use crate::cycle::Cycle;
use crate::engagement::Engagement;
use crate::fit::Fit;
use crate::intake::signal_event;
use crate::interests::Interest;
use crate::model::Model;
use crate::number::LARGEST_SUM;
use crate::rows::Event;
use crate::time::{Instant, days_between};

/// "A sum beyond 10^12 fails that lead": the signal or section.
#[derive(Debug)]
pub struct Failure(pub String);

/// A sum, unless it is too large.
pub fn checked(sum: i128, column: &str) -> Result<i128, Failure> {
    if sum.abs() > LARGEST_SUM {
        Err(Failure(column.to_owned()))
    } else {
        Ok(sum)
    }
}

/// All that conditions may ask about. A section that has not been evaluated yet is absent.
#[derive(Debug)]
pub struct Lead<'m> {
    /// The model.
    pub model: &'m Model,
    /// The instant.
    pub as_of: Instant,
    /// Its day.
    pub today: Date,
    /// Attributes that are not missing.
    pub profile: BTreeMap<String, Cell>,
    /// Events that count.
    pub events: Vec<Event>,
    /// For each signal the positions in `events` of those that fit it.
    fits: BTreeMap<String, Vec<usize>>,
    /// `completeness.level`
    pub completeness: i64,
    /// The name of the persona.
    pub persona: Option<String>,
    /// Section fit.
    pub fit: Option<Fit>,
    /// Section engagement.
    pub engagement: Option<Engagement>,
    /// Grade and rank together.
    pub cell: Option<String>,
    /// Section buying_cycle.
    pub cycle: Option<Cycle>,
    /// Points of readiness and whether it is reached.
    pub readiness: Option<(i128, bool)>,
    /// Section interests, in their order.
    pub interests: Vec<Interest>,
    /// Position of the lifecycle's stage.
    pub stage: Option<usize>,
    /// Segments that hold.
    pub segments: Vec<String>,
    /// The qualification.
    pub qualification: Option<String>,
}

/// Where a condition stands, for the facts that exist "only there".
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// In `where`.
    pub event: Option<&'a Event>,
    /// In `when` of a season of the buying cycle.
    pub season: Option<&'a str>,
    /// In stages of interests and steps per interest.
    pub interest: Option<&'a Interest>,
    /// `step.content` and `step.topic`.
    pub step: Option<(Option<&'a str>, Option<&'a str>)>,
}

impl<'m> Lead<'m> {
    /// A lead of which no section has been evaluated.
    pub fn new(
        model: &'m Model,
        as_of: Instant,
        profile: BTreeMap<String, Cell>,
        events: Vec<Event>,
    ) -> Lead<'m> {
        let mut lead = Lead {
            model,
            as_of,
            today: model.zone.day(as_of),
            profile,
            events,
            fits: BTreeMap::new(),
            completeness: 0,
            persona: None,
            fit: None,
            engagement: None,
            cell: None,
            cycle: None,
            readiness: None,
            interests: Vec::new(),
            stage: None,
            segments: Vec::new(),
            qualification: None,
        };
        for (signal, table) in model.named(&["signals"]) {
            let fitting = (0..lead.events.len())
                .filter(|i| lead.event_fits(signal, table, &lead.events[*i]))
                .collect();
            lead.fits.insert(signal.to_owned(), fitting);
        }
        lead
    }

    /// "An event counts for every signal whose `event` and `where` fit."
    fn event_fits(&self, signal: &str, table: &Value, event: &Event) -> bool {
        let place = Place {
            event: Some(event),
            ..Place::default()
        };
        event.name == signal_event(self.model, signal)
            && table
                .get("where")
                .is_none_or(|filter| holds(self, place, filter))
    }

    /// The events that fit a signal.
    pub fn of_signal(&self, signal: &str) -> Vec<&Event> {
        self.fits
            .get(signal)
            .into_iter()
            .flatten()
            .map(|i| &self.events[*i])
            .collect()
    }

    /// The events that fit any of several signals, each once.
    pub fn of_signals(&self, signals: &[&str]) -> Vec<&Event> {
        let fits = |i: &usize| {
            signals
                .iter()
                .any(|signal| self.fits.get(*signal).is_some_and(|list| list.contains(i)))
        };
        (0..self.events.len())
            .filter(fits)
            .map(|i| &self.events[i])
            .collect()
    }

    /// "`date(as_of) - date(event)` in days, 0 if that is negative."
    pub fn age(&self, day: Date) -> i64 {
        days_between(day, self.today).max(0)
    }

    /// "Within n days means age < n"; without a window all.
    pub fn within<'e>(&self, events: Vec<&'e Event>, days: Option<i64>) -> Vec<&'e Event> {
        events
            .into_iter()
            .filter(|event| days.is_none_or(|n| self.age(event.day) < n))
            .collect()
    }

    /// Days since the latest of some events.
    pub fn days_since(&self, events: &[&Event]) -> Option<i64> {
        events.iter().map(|event| self.age(event.day)).min()
    }

    /// Days since the first of some events.
    pub fn days_since_first(&self, events: &[&Event]) -> Option<i64> {
        events.iter().map(|event| self.age(event.day)).max()
    }
}

/// The sum of the events' values in thousandths.
pub fn sum_of_values(events: &[&Event]) -> i128 {
    events.iter().map(|event| event.thousandths()).sum()
}
