//! What the tables say besides scores: outcomes, the end of the data, and rows that were recorded later.

use super::counts::RecordedLater;
use super::error::SampleError;
use super::event_walk::EventWalk;
use super::leads::LeadNumbers;
use super::outcome_book::OutcomeBook;
use super::request::Outcomes;
use crate::exact::{Instant, Zone};
use crate::model::Model;
use crate::model::ids::{Id, SignalId};
use crate::tables::{Chunk, KnownAt};
use crate::text::nearest;

/// What the tables say besides scores.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) outcomes: OutcomeBook,
    pub(crate) recorded_later: RecordedLater,
    first_event: Option<Instant>,
    last_event: Option<Instant>,
}

impl Data {
    /// Reads outcomes and events; `last` is the last instant of the backtest.
    ///
    /// # Errors
    /// An unknown signal, a table of outcomes without a column, outcomes that are there twice, and
    /// outcomes that all lie before the first event.
    pub(crate) fn read(
        model: &Model,
        walk: &EventWalk<'_>,
        outcomes: &Outcomes<'_>,
        leads: &mut LeadNumbers,
        last: Instant,
    ) -> Result<Self, SampleError> {
        let mut data = Self::default();
        walk.each_row(|at, recorded| {
            data.first_event = Some(data.first_event.map_or(at, |first| first.min(at)));
            data.last_event = data.last_event.max(Some(at));
            let is_later = at <= last && recorded.is_some_and(|recorded| recorded > last);
            data.recorded_later.events += u64::from(is_later);
        });
        match outcomes {
            Outcomes::Table(table) => {
                data.outcomes = OutcomeBook::read(table, &model.0.zone, leads)?;
                data.outcomes.sort();
                data.outcomes.check_duplicates(leads)?;
            }
            Outcomes::Signal(name) => {
                let signal = signal(model, name)?;
                walk.each(|event| {
                    if event.signals.contains(&signal) {
                        data.outcomes.add(leads.number(event.lead), event.at);
                    }
                });
                data.outcomes.sort();
            }
        }
        match (data.outcomes.latest(), data.first_event) {
            (Some(latest), Some(first_event)) if latest < first_event => {
                Err(SampleError::OutcomesBeforeEvents {
                    latest,
                    first_event,
                })
            }
            _ => Ok(data),
        }
    }

    /// The end of the data: what was asked for, else the latest instant in events and outcomes.
    ///
    /// # Errors
    /// Instants of the backtest, which are sorted, after the end.
    pub(crate) fn end(
        &self,
        at: &[Instant],
        asked: Option<Instant>,
    ) -> Result<Instant, SampleError> {
        let latest = self.last_event.max(self.outcomes.latest());
        let until = asked.or(latest).or(at.last().copied());
        let until = until.unwrap_or(Instant::FIRST);
        match at.iter().find(|at| **at > until) {
            Some(at) => Err(SampleError::AfterObserved { at: *at, until }),
            None => Ok(until),
        }
    }

    /// Counts rows of profiles that are dated up to an instant and were recorded after it.
    pub(crate) fn count_profiles(&mut self, profiles: &[Chunk<'_>], zone: &Zone, last: Instant) {
        for chunk in profiles {
            let Some(recorded_at) = chunk.column("recorded_at") else {
                continue;
            };
            let (lead, valid_from) = (chunk.column("lead"), chunk.column("valid_from"));
            let is_later = |row: usize| {
                let has_lead = lead.is_some_and(|column| matches!(column.id(row), Ok(Some(_))));
                let from = valid_from.map_or(Ok(None), |column| column.valid_from(row, zone));
                let recorded = recorded_at.recorded_at(row, zone).ok().flatten();
                has_lead
                    && from.is_ok_and(|from| from.is_none_or(|from| from <= last))
                    && recorded.is_some_and(|recorded| recorded > last)
            };
            let later = chunk.range().filter(|row| is_later(*row)).count();
            self.recorded_later.profiles += later as u64;
        }
    }
}

/// The position of a signal.
fn signal(model: &Model, name: &str) -> Result<SignalId, SampleError> {
    let signals = || model.document().signals.keys();
    let found = signals().position(|own| own == name);
    found.map(SignalId::new).ok_or_else(|| {
        let nearest = nearest(name, signals().map(String::as_str));
        SampleError::UnknownSignal {
            signal: name.to_owned(),
            signals: signals().cloned().collect(),
            nearest: nearest.map(str::to_owned),
        }
    })
}

/// Which rows exist at an instant, if the request does not say it.
pub(crate) fn known(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> KnownAt {
    let mut chunks = profiles.iter().chain(events);
    if chunks.any(|chunk| chunk.column("recorded_at").is_some()) {
        KnownAt::Then
    } else {
        KnownAt::Now
    }
}
