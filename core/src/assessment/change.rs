//! The next day on which a label changes, if no further event comes.

use serde::Serialize;

use super::labels::LabelValues;
use super::span::{SpanError, as_text};
use super::{Assessment, LabelChange, Row};
use crate::evaluate::{AssessmentState, Lead, Outcome, Scratch};
use crate::exact::{Day, Instant, MAX_DAYS};
use crate::forecast::Forecast;
use crate::model::Model;

/// The default number of days to look ahead.
pub const HORIZON_DAYS: u32 = 90;

/// The next day on which a label differs, if no further event comes.
///
/// ```
/// use leadgrade::{Event, HORIZON_DAYS, Model, Profile};
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
/// let as_of = model.as_of("2026-11-01").unwrap();
/// // 30 points fall below 20 after 18 days: 30 / 2^(18/30) is 19.79.
/// let change = lead.next_change(as_of, HORIZON_DAYS).unwrap().unwrap();
/// assert_eq!(change.day.to_string(), "2026-11-19");
/// assert_eq!((change.changes[0].label.as_str(), &change.changes[0].to), ("rank", &2.into()));
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextChange {
    /// The day at whose end the labels differ.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", extend("format" = "date"))
    )]
    pub day: Day,
    /// The labels that differ from those at `as_of`.
    pub changes: Vec<LabelChange>,
}

impl NextChange {
    /// The canonical text (RFC 8785).
    pub fn to_canonical_json(&self) -> String {
        super::canonical(self)
    }
}

impl Model {
    /// The next change of a lead that was read, within `horizon` days.
    pub(super) fn change_of(
        &self,
        lead: &Lead<'_>,
        as_of: Instant,
        horizon: i32,
    ) -> Option<NextChange> {
        let zone = &self.0.zone;
        let last = Day(zone.day_of(as_of).0.saturating_add(horizon));
        let mut ahead = Forecast::new(lead, as_of, Scratch::default());
        let now = ahead.outcome().cloned();
        while ahead.next(last) {
            let then = ahead.outcome().cloned();
            let now = self.labels_of(now.clone(), &mut ahead.state);
            let changes = now.changes(&self.labels_of(then, &mut ahead.state));
            // Labels at different positions may have the same name.
            if !changes.is_empty() {
                let day = zone.day_of(ahead.at());
                return Some(NextChange { day, changes });
            }
        }
        None
    }

    /// The labels of an outcome (`None` for a lead that failed). They do not depend on the day of
    /// the state.
    fn labels_of(&self, outcome: Option<Outcome>, state: &mut AssessmentState<'_>) -> LabelValues {
        let row = match outcome {
            Some(outcome) => {
                state.base.outcome = outcome;
                Row::with_details(state)
            }
            None => Row::failed(),
        };
        Assessment::from_row(self, None, state.base.as_of, row).labels()
    }
}

/// The horizon, if it is from 1 to 3,650 days.
pub(super) fn checked_horizon(days: u32) -> Result<i32, SpanError> {
    i32::try_from(days)
        .ok()
        .filter(|_| (1..=MAX_DAYS).contains(&days))
        .ok_or(SpanError::Horizon(days))
}
