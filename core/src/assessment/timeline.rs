//! How a lead came to be what it is: the days on which something changed.

use serde::Serialize;

use super::Assessment;
use super::span::{self, SpanError, as_text};
use crate::evaluate::{Ahead, Lead, Room, evaluate};
use crate::exact::{Day, Instant, Zone};
use crate::intake::event_instant;
use crate::lead::{Event, Profile, Report};
use crate::model::Model;

/// One day of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// How a lead came to be what it is: a row for `from`, and for each later
    /// day up to `to` on which a label (or any number) differs from the day
    /// before, each at the end of its day. At most 3,650 days.
    ///
    /// Events after the end of a day do not exist on that day; the profile is
    /// the same on all. Days that the model's zone skips are passed over, and
    /// so are those that end outside the years 1900 to 2200.
    ///
    /// # Errors
    /// `to` before `from`, or more than 3,650 days.
    ///
    /// # Example
    /// ```
    /// use leadgrade::{Day, Event, Every, Model, Profile};
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 20
    ///     decay = { window_days = 10 }
    ///     [engagement]
    /// "#)?;
    /// let visits = ["2026-11-10T10:00:00Z", "2026-11-18T10:00:00Z"].map(|at| Event::new("visit", at));
    /// let [from, to] = ["2026-11-01", "2026-11-30"].map(|day| Day::parse(day).unwrap());
    /// let rows = model.timeline(&Profile::default(), &visits, from, to, Every::Label)?;
    /// let ranks: Vec<String> = rows.iter().map(|row| format!("{} {}", row.day, row.assessment.rank().unwrap())).collect();
    /// assert_eq!(ranks, ["2026-11-01 5", "2026-11-10 4", "2026-11-18 3", "2026-11-20 4", "2026-11-28 5"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeline(
        &self,
        profile: &Profile,
        events: &[Event],
        from: Day,
        to: Day,
        every: Every,
    ) -> Result<Vec<TimelineRow>, SpanError> {
        span::checked(from, to)?;
        let zone = &self.0.zone;
        let arrivals = Arrivals::of(events, zone);
        let mut rows = Rows::new(every);
        let (mut next, mut room) = (from, Room::default());
        while let Some(end) = first_end(zone, next, to) {
            let last = arrivals.last_without(end, zone).min(to);
            let mut report = Report::default();
            let lead = Lead::read(&self.0, profile, events, end, &mut report);
            room = self.uneventful(Ahead::from(&lead, end, room), &report, last, &mut rows);
            next = later(last, 1);
        }
        Ok(rows.found)
    }

    /// Adds the rows of days up to `last` on which nothing happens but on the
    /// first; gives the room back.
    pub(super) fn uneventful(
        &self,
        mut ahead: Ahead<'_>,
        report: &Report,
        last: Day,
        rows: &mut Rows,
    ) -> Room {
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
        let numbers = || one.numbers() == other.numbers();
        (self.every == Every::Label || numbers()) && one.labels() == other.labels()
    }
}

/// When events come: what could be read, in order.
struct Arrivals(Vec<Instant>);

impl Arrivals {
    fn of(events: &[Event], zone: &Zone) -> Self {
        let read = |event: &Event| event_instant(&event.at, zone).ok();
        let mut instants: Vec<Instant> = events.iter().filter_map(read).map(|(at, _)| at).collect();
        instants.sort_unstable();
        Self(instants)
    }

    /// The last day at whose end no event exists that does not exist at `end`.
    fn last_without(&self, end: Instant, zone: &Zone) -> Day {
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

fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}
