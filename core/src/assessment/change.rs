//! Change over time: when a label will differ though nothing happens, and how
//! a lead came to be what it is.

use serde::Serialize;

use super::{Assessment, LabelChange};
use crate::evaluate::{Failure, LabelSet, Lead, Room, State, evaluate};
use crate::exact::{Day, Instant, MAX_DAYS};
use crate::lead::{Event, Profile, Report};
use crate::model::Model;

/// How many days ahead one looks if nothing else is said.
pub const HORIZON_DAYS: u32 = 90;

/// The next day on which a label differs, though nothing happens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextChange {
    /// The day, at whose end the labels differ.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub day: Day,
    /// The labels that differ from those at the instant that was asked about.
    pub changes: Vec<LabelChange>,
}

/// One day of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineRow {
    /// The day.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
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
    /// A label or any number of the assessment that differs.
    Number,
}

/// Why a span of days cannot be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpanError {
    /// A horizon of no days, or of too many.
    #[error("`horizon_days` is `{0}`, which is not from 1 to {MAX_DAYS}")]
    Horizon(u32),
    /// The end is before the beginning.
    #[error("`to` is `{to}`, which is before `from`, `{from}`")]
    Backwards {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// More days than a timeline has.
    #[error("from `{from}` to `{to}` are more than {MAX_DAYS} days")]
    TooLong {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
}

fn as_text<S: serde::Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

impl Model {
    /// The first later day at whose end a label differs from `as_of`, if no
    /// further event comes; `None` if none does within `horizon_days` (1 to
    /// 3,650; [`HORIZON_DAYS`] is usual). Until then nobody needs to look again.
    ///
    /// # Errors
    /// A horizon outside its range.
    ///
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
    /// let change = model.next_change(&Profile::default(), &visits, model.as_of("2026-11-22")?, 90)?.unwrap();
    /// assert_eq!(change.day.to_string(), "2026-11-30");
    /// assert_eq!((&change.changes[0].label[..], &change.changes[0].to), ("rank", &5.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_change(
        &self,
        profile: &Profile,
        events: &[Event],
        as_of: Instant,
        horizon_days: u32,
    ) -> Result<Option<NextChange>, SpanError> {
        let horizon = checked_horizon(horizon_days)?;
        let mut report = Report::default();
        let lead = Lead::read(&self.0, profile, events, as_of, &mut report);
        Ok(self.change_of(&lead, as_of, horizon))
    }

    fn change_of(&self, lead: &Lead<'_>, as_of: Instant, horizon: i32) -> Option<NextChange> {
        let mut walk = Walk::begin(lead, as_of);
        let zone = &self.0.zone;
        let today = zone.day_of(as_of);
        let later = (1..=horizon).map(|days| Day(today.0.saturating_add(days)));
        for (day, end) in later.filter_map(|day| Some((day, zone.end_within(day)?))) {
            if walk.same_at(end) {
                continue;
            }
            let labels = |at| {
                let mut state = State::of(lead, Room::default());
                let done = evaluate(&mut state, at, &mut ());
                self.assessment(&mut state, done, Report::default())
                    .labels()
            };
            let changes = labels(as_of).changes(&labels(end));
            // A lead that fails has no labels, like one of a model without any.
            if !changes.is_empty() {
                return Some(NextChange { day, changes });
            }
        }
        None
    }
}

fn checked_horizon(days: u32) -> Result<i32, SpanError> {
    i32::try_from(days)
        .ok()
        .filter(|_| (1..=MAX_DAYS).contains(&days))
        .ok_or(SpanError::Horizon(days))
}

/// A lead that is looked at day by day.
struct Walk<'a> {
    state: State<'a>,
    /// Of the first instant.
    labels: Option<LabelSet>,
}

impl<'a> Walk<'a> {
    fn begin(lead: &'a Lead<'a>, as_of: Instant) -> Self {
        let mut state = State::of(lead, Room::default());
        let done = evaluate(&mut state, as_of, &mut ());
        let labels = done.ok().map(|()| LabelSet::of(&state.base.outcome));
        Self { state, labels }
    }

    /// Whether the labels at an instant are those of the beginning.
    fn same_at(&mut self, at: Instant) -> bool {
        let done: Result<(), Failure> = evaluate(&mut self.state, at, &mut ());
        match (&self.labels, done) {
            (Some(labels), Ok(())) => labels.is_of(&self.state.base.outcome),
            (None, Err(_)) => true,
            _ => false,
        }
    }
}
