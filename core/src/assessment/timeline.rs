//! Timelines: the days on which the assessment of a lead changed.

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
///
/// ```
/// use leadgrade::{Day, Event, Model, Profile, TimelineDetail};
/// let model = Model::from_toml(r#"
///     format = 1
///     name = "paper"
///     [signals.visit]
///     points = 10
///     decay = { half_life_days = 30 }
///     [engagement]
///     ranks = [[1, 20], [2]]
/// "#)?;
/// let (profile, events) = (Profile::default(), vec![Event::new("visit", "2026-11-01"); 3]);
/// let lead = model.lead(&profile, &events);
/// let day = |text| Day::parse(text).unwrap();
/// let rows = lead.timeline(day("2026-10-31"), day("2026-11-30"), TimelineDetail::Label).unwrap();
/// let ranks: Vec<_> = rows.iter().map(|row| (row.day.to_string(), row.assessment.rank())).collect();
/// assert_eq!(ranks[0], ("2026-10-31".to_owned(), Some(2)));
/// assert_eq!(ranks[1], ("2026-11-01".to_owned(), Some(1)));
/// assert_eq!(ranks[2], ("2026-11-19".to_owned(), Some(2)));
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
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
    /// The assessment at the end of the day.
    pub assessment: Assessment,
}

/// Which changes give a timeline a new row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimelineDetail {
    /// A label differs from the day before.
    #[default]
    Label,
    /// A label or a number differs: points, the priority, counts, values, levels or days. A lead with
    /// a number of days since an event has a row every day.
    Number,
}

impl Model {
    /// Adds the rows of days up to `last`, none of which has an event except the first. Returns the
    /// scratch memory.
    pub(super) fn add_days_without_events(
        &self,
        mut ahead: Forecast<'_>,
        report: &Report,
        last: Day,
        rows: &mut TimelineRows,
    ) -> Scratch {
        let mut at = Some(ahead.at());
        while let Some(end) = at {
            let day = self.0.zone.day_of(end);
            let done = evaluate(&mut ahead.state, end, &mut ());
            let assessment = self.assessment(&mut ahead.state, done, report.clone());
            rows.add(TimelineRow { day, assessment });
            at = match rows.every {
                TimelineDetail::Label => ahead.next(last).then(|| ahead.at()),
                TimelineDetail::Number => first_end(&self.0.zone, later(day, 1), last),
            };
        }
        ahead.state.leave()
    }
}

/// The rows of a timeline so far.
pub(super) struct TimelineRows {
    every: TimelineDetail,
    pub(super) found: Vec<TimelineRow>,
}

impl TimelineRows {
    pub(super) fn new(every: TimelineDetail) -> Self {
        let found = Vec::new();
        Self { every, found }
    }

    /// Adds a row unless it equals the row before.
    fn add(&mut self, row: TimelineRow) {
        let same = |last: &TimelineRow| self.same(&last.assessment, &row.assessment);
        if !self.found.last().is_some_and(same) {
            self.found.push(row);
        }
    }

    fn same(&self, one: &Assessment, other: &Assessment) -> bool {
        match self.every {
            TimelineDetail::Label => one.labels() == other.labels(),
            TimelineDetail::Number => one.has_same_values(other),
        }
    }
}

/// The instants of events that can be read, sorted.
#[derive(Default)]
pub(super) struct Arrivals(Vec<Instant>);

impl Arrivals {
    pub(super) fn new<'v>(at: impl Iterator<Item = &'v Value>, zone: &Zone) -> Self {
        let read = |at: &Value| event_instant(at, zone).ok();
        let mut instants: Vec<Instant> = at.filter_map(read).map(|(at, _)| at).collect();
        instants.sort_unstable();
        Self(instants)
    }

    /// The last day without an event after `end`.
    pub(super) fn last_without(&self, end: Instant, zone: &Zone) -> Day {
        let known = self.0.partition_point(|at| *at <= end);
        let Some(next) = self.0.get(known) else {
            return Day(i32::MAX);
        };
        // If a clock is set back over midnight, a day ends after the next has begun.
        let mut day = zone.day_of(*next);
        while zone.end_of(day) >= *next {
            day = later(day, -1);
        }
        day
    }
}

/// The end of the first day, from one to another, that the zone does not skip and that ends within
/// the years 1900 to 2200.
pub(super) fn first_end(zone: &Zone, from: Day, to: Day) -> Option<Instant> {
    (from.0..=to.0).find_map(|day| zone.end_within(Day(day)))
}

/// The day that is `days` days later.
pub(super) fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}
