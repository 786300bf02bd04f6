//! How a lead came to be what it is: the days on which something changed.

use serde::Serialize;

use super::Assessment;
use super::span::as_text;
use crate::evaluate::{Scratch, evaluate};
use crate::exact::{Day, Instant, Zone};
use crate::forecast::Forecast;
use crate::intake::event_instant;
use crate::lead::{Report, Value};
use crate::model::Model;

/// One day of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TimelineRow {
    /// The day.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", extend("format" = "date"))
    )]
    pub day: Day,
    /// Everything that the model says at the end of that day.
    pub assessment: Assessment,
}

/// What makes a row of a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Every {
    /// A label that differs from the day before.
    #[default]
    Label,
    /// A label or a number that differs: points, the priority, counts, values,
    /// levels and days. With anything that is counted in days since then,
    /// that is every day.
    Number,
}

impl Model {
    /// Adds the rows of days up to `last` on which nothing happens but on the
    /// first; gives the room back.
    pub(super) fn uneventful(
        &self,
        mut ahead: Forecast<'_>,
        report: &Report,
        last: Day,
        rows: &mut Rows,
    ) -> Scratch {
        let mut at = Some(ahead.at());
        while let Some(end) = at {
            let day = self.0.zone.day_of(end);
            let done = evaluate(&mut ahead.state, end, &mut ());
            let assessment = self.assessment(&mut ahead.state, done, report.clone());
            rows.add(TimelineRow { day, assessment });
            at = match rows.every {
                Every::Label => ahead.next(last).then(|| ahead.at()),
                Every::Number => first_end(&self.0.zone, later(day, 1), last),
            };
        }
        ahead.state.leave()
    }
}

/// The rows so far.
pub(super) struct Rows {
    every: Every,
    pub(super) found: Vec<TimelineRow>,
}

impl Rows {
    pub(super) fn new(every: Every) -> Self {
        let found = Vec::new();
        Self { every, found }
    }

    /// Adds a row unless it says the same as the one before.
    fn add(&mut self, row: TimelineRow) {
        let same = |last: &TimelineRow| self.same(&last.assessment, &row.assessment);
        if !self.found.last().is_some_and(same) {
            self.found.push(row);
        }
    }

    fn same(&self, one: &Assessment, other: &Assessment) -> bool {
        match self.every {
            Every::Label => one.labels() == other.labels(),
            Every::Number => one.says_the_same(other),
        }
    }
}

/// When events come: what could be read, in order.
#[derive(Default)]
pub(super) struct Arrivals(Vec<Instant>);

impl Arrivals {
    pub(super) fn new<'v>(at: impl Iterator<Item = &'v Value>, zone: &Zone) -> Self {
        let read = |at: &Value| event_instant(at, zone).ok();
        let mut instants: Vec<Instant> = at.filter_map(read).map(|(at, _)| at).collect();
        instants.sort_unstable();
        Self(instants)
    }

    /// The last day at whose end no event exists that does not exist at `end`.
    pub(super) fn last_without(&self, end: Instant, zone: &Zone) -> Day {
        let known = self.0.partition_point(|at| *at <= end);
        let Some(next) = self.0.get(known) else {
            return Day(i32::MAX);
        };
        // A clock that is set back over midnight ends a day after the next has begun.
        let mut day = zone.day_of(*next);
        while zone.end_of(day) >= *next {
            day = later(day, -1);
        }
        day
    }
}

/// The end of the first day from one to another that exists and ends within the years.
pub(super) fn first_end(zone: &Zone, from: Day, to: Day) -> Option<Instant> {
    (from.0..=to.0).find_map(|day| zone.end_within(Day(day)))
}

pub(super) fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}
