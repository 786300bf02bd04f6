//! The purchases of leads, read from events.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::error::CycleError;
use crate::calibrate::sample::event_walk::EventWalk;
use crate::exact::{Day, Instant};
use crate::model::Model;
use crate::model::ids::{Id, SignalId};
use crate::tables::{Chunk, Column, Known, KnownAt};

/// The instants of the purchases of each lead, in rising order, each once.
pub(crate) struct PurchaseBook {
    pub(crate) of_lead: BTreeMap<String, Vec<Instant>>,
}

/// The purchases of a lead up to an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Habit {
    /// Days since the latest purchase.
    pub(crate) days_since: i32,
    /// Days since the first purchase.
    pub(crate) days_since_first: i32,
    /// Number of purchase days.
    pub(crate) count: u32,
}

impl PurchaseBook {
    /// Reads the purchases that a model finds in events.
    ///
    /// # Errors
    /// A model without purchases, and no purchases.
    pub(crate) fn read(
        model: &Model,
        events: &[Chunk<'_>],
        known: KnownAt,
    ) -> Result<Self, CycleError> {
        let document = model.document();
        let purchases = document
            .purchases
            .as_ref()
            .ok_or(CycleError::NoPurchaseSignals)?;
        let is_purchase = |name: &String| purchases.signals.contains(name);
        let ids: Vec<SignalId> = document
            .signals
            .keys()
            .enumerate()
            .filter(|(_, name)| is_purchase(name))
            .map(|(at, _)| SignalId::new(at))
            .collect();
        let mut of_lead: BTreeMap<String, Vec<Instant>> = BTreeMap::new();
        EventWalk::new(&model.0, events, known).each(|event| {
            if event.signals.iter().any(|signal| ids.contains(signal)) {
                of_lead
                    .entry(event.lead.to_owned())
                    .or_default()
                    .push(event.at);
            }
        });
        if of_lead.is_empty() {
            return Err(CycleError::NoPurchases {
                signals: purchases.signals.clone(),
            });
        }
        for own in of_lead.values_mut() {
            own.sort_unstable();
            own.dedup();
        }
        Ok(Self { of_lead })
    }

    /// The purchases as a table of outcomes.
    pub(crate) fn outcomes(&self) -> Chunk<'static> {
        let each = || {
            self.of_lead
                .iter()
                .flat_map(|(lead, own)| own.iter().map(move |at| (lead, at)))
        };
        let leads: Vec<String> = each().map(|(lead, _)| lead.clone()).collect();
        let micros: Vec<i64> = each().map(|(_, at)| at.micros()).collect();
        let at = Column::Instants {
            micros: Cow::Owned(micros),
            known: Known::All,
            local: false,
        };
        Chunk::new(leads.len())
            .with("lead", Column::Texts(Box::new(leads)))
            .with("at", at)
    }

    /// The purchase days of a lead up to an instant, in rising order.
    pub(crate) fn days(&self, lead: &str, at: Instant, model: &Model) -> Vec<Day> {
        let own = self.of_lead.get(lead).into_iter().flatten();
        let own = own.take_while(|one| **one <= at);
        let mut days: Vec<Day> = own.map(|one| model.0.zone.day_of(*one)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// The gaps between days, oldest first.
pub(crate) fn gaps(days: &[Day]) -> Vec<u32> {
    let pairs = days.windows(2).filter_map(|pair| match pair {
        [one, next] => u32::try_from(next.since(*one)).ok(),
        _ => None,
    });
    pairs.collect()
}

impl Habit {
    /// The purchases on some days, which are sorted, as of a day; `None` without any.
    pub(crate) fn of(days: &[Day], today: Day) -> Option<Self> {
        Some(Self {
            days_since: today.since(*days.last()?).max(0),
            days_since_first: today.since(*days.first()?).max(0),
            count: u32::try_from(days.len()).unwrap_or(u32::MAX),
        })
    }

    /// The greater, the more recent.
    pub(crate) fn recency(self) -> i64 {
        -i64::from(self.days_since)
    }

    /// Purchase days divided by days since the first, in a unit in which different ratios of up to
    /// 100,000 days differ. On the first day itself, one day has passed.
    pub(crate) fn rate(self) -> i64 {
        i64::from(self.count) * 1_000_000_000_000 / i64::from(self.days_since_first.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits() {
        let days = [Day(10), Day(40), Day(45)];
        assert_eq!(gaps(&days), [30, 5]);
        assert_eq!(gaps(&days[..1]), [0_u32; 0]);
        let habit = Habit::of(&days, Day(50)).unwrap();
        assert_eq!(
            (habit.days_since, habit.days_since_first, habit.count),
            (5, 40, 3)
        );
        assert_eq!(habit.recency(), -5);
        assert_eq!(habit.rate(), 75_000_000_000);
        assert_eq!(Habit::of(&[], Day(50)), None);
        assert_eq!(
            Habit::of(&[Day(50)], Day(50)).unwrap().rate(),
            1_000_000_000_000
        );
    }
}
