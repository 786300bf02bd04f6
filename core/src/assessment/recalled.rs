//! A lead by its history: what is said now, and what will be said when nothing
//! happens.

use super::change::checked_horizon;
use super::span::{self, SpanError};
use super::timeline::Rows;
use super::{Assessment, Every, Explanation, NextChange, TimelineRow};
use crate::evaluate::{Lead, Room};
use crate::exact::{Day, Instant};
use crate::forecast::Forecast;
use crate::history::{History, HistoryError};
use crate::lead::{Profile, Report};
use crate::model::Model;

/// Why a history cannot be looked ahead from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ForecastError {
    /// The days cannot be looked at.
    #[error(transparent)]
    Span(#[from] SpanError),
    /// The history cannot be used as asked.
    #[error(transparent)]
    History(#[from] HistoryError),
}

impl Model {
    /// Assesses a lead by its history: the same as by all of its events.
    ///
    /// Rejected events were reported when they were observed; the
    /// [`Assessment::report`] holds what else was noticed then, and what could
    /// not be used of the profile.
    ///
    /// # Errors
    /// A history that does not hold what the model reads of events, and an
    /// instant before the history's latest event.
    ///
    /// # Example
    /// ```
    /// use leadgrade::{Event, Model, Profile};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let (history, _) = model.history(&[Event::new("visit", "2026-11-20T10:00:00Z")]);
    /// let lead = Profile::new("L-7");
    /// let found = model.assess_history(&lead, &history, model.as_of("2026-11-22")?)?;
    /// assert_eq!(found.engagement_points().unwrap().to_string(), "10");
    /// let error = model.assess_history(&lead, &history, model.as_of("2026-11-19")?).unwrap_err();
    /// assert_eq!(error.code(), "as_of_before_latest");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_history(
        &self,
        profile: &Profile,
        history: &History,
        as_of: Instant,
    ) -> Result<Assessment, HistoryError> {
        let mut report = Report::default();
        let lead = Lead::recall(&self.0, profile, history, as_of, &mut report)?;
        Ok(self.assess_lead(&lead, as_of, report))
    }

    /// Assesses a lead by its history and says where every point comes from.
    ///
    /// # Errors
    /// As of [`Model::assess_history`].
    pub fn explain_history(
        &self,
        profile: &Profile,
        history: &History,
        as_of: Instant,
    ) -> Result<Explanation, HistoryError> {
        let mut report = Report::default();
        let lead = Lead::recall(&self.0, profile, history, as_of, &mut report)?;
        Ok(self.explain_lead(&lead, as_of, report))
    }

    /// [`Model::next_change`] of a lead by its history: when a backend must
    /// look at it again, if no event comes before.
    ///
    /// # Errors
    /// A horizon outside its range, and those of [`Model::assess_history`].
    ///
    /// # Example
    /// ```
    /// use leadgrade::{Event, HORIZON_DAYS, Model, Profile};
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 20
    ///     decay = { window_days = 10 }
    ///     [engagement]
    /// "#)?;
    /// let (history, _) = model.history(&[Event::new("visit", "2026-11-20T10:00:00Z")]);
    /// let as_of = model.as_of("2026-11-22")?;
    /// let change = model.next_change_history(&Profile::default(), &history, as_of, HORIZON_DAYS)?;
    /// assert_eq!(change.unwrap().day.to_string(), "2026-11-30");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_change_history(
        &self,
        profile: &Profile,
        history: &History,
        as_of: Instant,
        horizon_days: u32,
    ) -> Result<Option<NextChange>, ForecastError> {
        let horizon = checked_horizon(horizon_days)?;
        let mut report = Report::default();
        let lead = Lead::recall(&self.0, profile, history, as_of, &mut report)?;
        Ok(self.change_of(&lead, as_of, horizon))
    }

    /// [`Model::timeline`] of a lead by its history, if no event comes. Its
    /// first day must not end before the latest event.
    ///
    /// # Errors
    /// As of [`Model::timeline`] and [`Model::assess_history`].
    pub fn timeline_history(
        &self,
        profile: &Profile,
        history: &History,
        (from, to): (Day, Day),
        every: Every,
    ) -> Result<Vec<TimelineRow>, ForecastError> {
        span::checked(from, to)?;
        let mut rows = Rows::new(every);
        if let Some(end) = super::timeline::first_end(&self.0.zone, from, to) {
            let mut report = Report::default();
            let lead = Lead::recall(&self.0, profile, history, end, &mut report)?;
            let ahead = Forecast::from(&lead, end, Room::default());
            self.uneventful(ahead, &report, to, &mut rows);
        }
        Ok(rows.found)
    }
}
