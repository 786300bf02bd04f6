//! The operations on one lead, for events and for histories.

use super::change::checked_horizon;
use super::span::{self, SpanError};
use super::timeline::{Arrivals, TimelineRows, first_end, later};
use super::{Assessment, Explanation, NextChange, TimelineDetail, TimelineRow};
use crate::evaluate::{Lead, Scratch};
use crate::exact::{Day, Instant};
use crate::forecast::Forecast;
use crate::history::{History, HistoryError};
use crate::lead::{Event, Profile, Report};
use crate::model::Model;

/// A lead with its profile and its events or its history.
///
/// [`Model::lead`] and [`Model::recall`] make one. Every operation gives the same result for all
/// events as for a history of them.
#[derive(Clone, Copy)]
pub struct KnownLead<'a> {
    model: &'a Model,
    profile: &'a Profile,
    past: Past<'a>,
}

/// The events of a lead, in either form.
#[derive(Clone, Copy)]
enum Past<'a> {
    Events(&'a [Event]),
    History(&'a History),
}

/// Why a next change or a timeline cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ForecastError {
    /// The days or the horizon are out of range.
    #[error(transparent)]
    Span(#[from] SpanError),
    /// The history cannot be used as asked.
    #[error(transparent)]
    History(#[from] HistoryError),
}

impl Model {
    /// A lead with its profile and all of its events, in any order.
    pub fn lead<'a>(&'a self, profile: &'a Profile, events: &'a [Event]) -> KnownLead<'a> {
        KnownLead {
            model: self,
            profile,
            past: Past::Events(events),
        }
    }

    /// A lead with its profile and the history of its events.
    ///
    /// Rejected events were reported when they were observed. The report of an assessment has the
    /// other counts of that time, and the values of the profile that cannot be used.
    ///
    /// # Example
    /// ```
    /// use leadgrade::{Event, Model, Profile};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let (history, _) = model.history(&[Event::new("visit", "2026-11-20T10:00:00Z")]);
    /// let profile = Profile::new("L-7");
    /// let lead = model.recall(&profile, &history);
    /// let found = lead.assess(model.as_of("2026-11-22")?)?;
    /// assert_eq!(found.engagement_points().unwrap().to_string(), "10");
    /// let error = lead.assess(model.as_of("2026-11-19")?).unwrap_err();
    /// assert_eq!(error.code(), "as_of_before_latest");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn recall<'a>(&'a self, profile: &'a Profile, history: &'a History) -> KnownLead<'a> {
        KnownLead {
            model: self,
            profile,
            past: Past::History(history),
        }
    }
}

impl<'a> KnownLead<'a> {
    fn read(&self, as_of: Instant, report: &mut Report) -> Result<Lead<'a>, HistoryError> {
        let plan = &self.model.0;
        match self.past {
            Past::Events(events) => Ok(Lead::read(plan, self.profile, events, as_of, report)),
            Past::History(history) => Lead::recall(plan, self.profile, history, as_of, report),
        }
    }

    /// Assesses the lead at an instant; events after it do not exist.
    ///
    /// # Errors
    /// A history that does not hold what the model reads of events, and an instant before the latest
    /// event of the history. With events, this never fails.
    pub fn assess(&self, as_of: Instant) -> Result<Assessment, HistoryError> {
        let mut report = Report::default();
        let lead = self.read(as_of, &mut report)?;
        Ok(self.model.assess_lead(&lead, as_of, report))
    }

    /// Assesses the lead and explains where each point comes from.
    ///
    /// # Errors
    /// Those of [`KnownLead::assess`].
    pub fn explain(&self, as_of: Instant) -> Result<Explanation, HistoryError> {
        let mut report = Report::default();
        let lead = self.read(as_of, &mut report)?;
        Ok(self.model.explain_lead(&lead, as_of, report))
    }

    /// The first later day at whose end a label differs from `as_of`, if no further event comes;
    /// `None` if none does within `horizon_days` (1 to 3,650; [`HORIZON_DAYS`](super::HORIZON_DAYS)
    /// is the default). Until that day the lead need not be assessed again.
    ///
    /// # Errors
    /// A horizon outside its range, and those of [`KnownLead::assess`].
    ///
    /// # Example
    /// ```
    /// use leadgrade::{Event, Model, Profile};
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 20
    ///     decay = { window_days = 10 }
    ///     [engagement]
    /// "#)?;
    /// let visits = [Event::new("visit", "2026-11-20T10:00:00Z")];
    /// let profile = Profile::default();
    /// let change = model.lead(&profile, &visits).next_change(model.as_of("2026-11-22")?, 90)?.unwrap();
    /// assert_eq!(change.day.to_string(), "2026-11-30");
    /// assert_eq!((&change.changes[0].label[..], &change.changes[0].to), ("rank", &5.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_change(
        &self,
        as_of: Instant,
        horizon_days: u32,
    ) -> Result<Option<NextChange>, ForecastError> {
        let horizon = checked_horizon(horizon_days)?;
        let lead = self.read(as_of, &mut Report::default())?;
        Ok(self.model.change_of(&lead, as_of, horizon))
    }

    /// The development of a lead: a row for `from`, and for each later day up to `to` on which a
    /// label (or any number) differs from the day before. Each row is at the end of its day. At most
    /// 3,650 days.
    ///
    /// Events after the end of a day do not exist on that day; the profile is the same on all days.
    /// With a history, `from` must not end before its latest event. Days that the zone of the model
    /// skips, and days that end outside the years 1900 to 2200, have no row.
    ///
    /// # Errors
    /// `to` before `from`, more than 3,650 days, and those of [`KnownLead::assess`].
    ///
    /// # Example
    /// ```
    /// use leadgrade::{Day, Event, TimelineDetail, Model, Profile};
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
    /// let profile = Profile::default();
    /// let rows = model.lead(&profile, &visits).timeline(from, to, TimelineDetail::Label)?;
    /// let ranks: Vec<String> = rows.iter().map(|row| format!("{} {}", row.day, row.assessment.rank().unwrap())).collect();
    /// assert_eq!(ranks, ["2026-11-01 5", "2026-11-10 4", "2026-11-18 3", "2026-11-20 4", "2026-11-28 5"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeline(
        &self,
        from: Day,
        to: Day,
        every: TimelineDetail,
    ) -> Result<Vec<TimelineRow>, ForecastError> {
        span::checked(from, to)?;
        let zone = &self.model.0.zone;
        let arrivals = self.arrivals();
        let mut rows = TimelineRows::new(every);
        let (mut next, mut scratch) = (from, Scratch::default());
        while let Some(end) = first_end(zone, next, to) {
            let last = arrivals.last_without(end, zone).min(to);
            let mut report = Report::default();
            let lead = self.read(end, &mut report)?;
            let forecast = Forecast::new(&lead, end, scratch);
            scratch = self
                .model
                .add_days_without_events(forecast, &report, last, &mut rows);
            next = later(last, 1);
        }
        Ok(rows.found)
    }

    /// The instants of the events, at which rows may change; none for a history, whose events are all
    /// before the first day.
    fn arrivals(&self) -> Arrivals {
        match self.past {
            Past::Events(events) => {
                Arrivals::new(events.iter().map(|event| &event.at), &self.model.0.zone)
            }
            Past::History(_) => Arrivals::default(),
        }
    }
}
