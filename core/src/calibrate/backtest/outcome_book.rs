//! Outcomes by lead.

use super::error::BacktestError;
use super::leads::LeadNumbers;
use super::report::OutcomeCounts;
use crate::exact::{Day, Instant, Zone};
use crate::tables::Chunk;
use crate::tables::TableError;
use crate::tables::error::check_names;

/// The outcomes of each lead, earliest first.
#[derive(Debug, Default)]
pub(crate) struct OutcomeBook {
    /// By number of the lead, then by instant.
    outcomes: Vec<LeadOutcome>,
    /// Number of rows of a table that could not be read.
    unreadable: u64,
}

/// An outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LeadOutcome {
    pub(crate) lead: u32,
    pub(crate) at: Instant,
}

impl OutcomeBook {
    /// Reads a table of outcomes.
    ///
    /// # Errors
    /// A missing column.
    pub(crate) fn read(
        table: &Chunk<'_>,
        zone: &Zone,
        leads: &mut LeadNumbers,
    ) -> Result<Self, TableError> {
        check_names("outcomes", table.names(), &["lead", "at"])?;
        let mut book = Self::default();
        let (lead, at) = (table.column("lead"), table.column("at"));
        for row in table.range() {
            let id = lead.and_then(|column| column.id(row).ok().flatten());
            let at = at.and_then(|column| column.instant(row, zone).ok());
            match (id, at) {
                (Some(id), Some((at, _))) => book.add(leads.number(&id), at),
                _ => book.unreadable += 1,
            }
        }
        Ok(book)
    }

    pub(crate) fn add(&mut self, lead: u32, at: Instant) {
        self.outcomes.push(LeadOutcome { lead, at });
    }

    /// Sorts the outcomes; until then, no outcome is found.
    pub(crate) fn sort(&mut self) {
        self.outcomes.sort_unstable();
    }

    pub(crate) fn latest(&self) -> Option<Instant> {
        self.outcomes.iter().map(|outcome| outcome.at).max()
    }

    /// Checks that no lead has two outcomes at one instant.
    ///
    /// # Errors
    /// The first of these leads by id.
    pub(crate) fn check_duplicates(&self, leads: &LeadNumbers) -> Result<(), BacktestError> {
        let pairs = self.outcomes.windows(2);
        let repeated = pairs.filter_map(|pair| match pair {
            [one, next] if one == next => Some(*one),
            _ => None,
        });
        let rows = repeated.clone().count();
        match repeated.min_by_key(|outcome| (leads.id(outcome.lead), outcome.at)) {
            None => Ok(()),
            Some(outcome) => Err(BacktestError::DuplicateOutcomes {
                lead: leads.id(outcome.lead).to_owned(),
                at: outcome.at,
                rows: rows as u64,
            }),
        }
    }

    /// Drops outcomes after the end of the data; returns how many there are of which kind.
    pub(crate) fn end(&mut self, until: Instant) -> OutcomeCounts {
        let read = self.outcomes.len() as u64;
        self.outcomes.retain(|outcome| outcome.at <= until);
        OutcomeCounts {
            read,
            unreadable: self.unreadable,
            after_end: read - self.outcomes.len() as u64,
            unlisted_leads: 0,
        }
    }

    /// The outcomes of a lead, earliest first.
    pub(crate) fn of(&self, lead: u32) -> &[LeadOutcome] {
        let first = self.outcomes.partition_point(|outcome| outcome.lead < lead);
        let rest = self.outcomes.get(first..).unwrap_or_default();
        let count = rest.partition_point(|outcome| outcome.lead == lead);
        rest.get(..count).unwrap_or_default()
    }

    /// Number of leads with an outcome for which something holds.
    pub(crate) fn leads(&self, holds: impl Fn(u32) -> bool) -> u64 {
        let leads = self.outcomes.chunk_by(|one, next| one.lead == next.lead);
        let firsts = leads.filter_map(|own| own.first());
        firsts.filter(|first| holds(first.lead)).count() as u64
    }

    /// Whether a lead has an outcome at or before an instant.
    pub(crate) fn is_before(&self, lead: u32, at: Instant) -> bool {
        self.of(lead).first().is_some_and(|first| first.at <= at)
    }

    /// The day of the first outcome after an instant.
    pub(crate) fn first_day_after(&self, lead: u32, at: Instant, zone: &Zone) -> Option<Day> {
        let mut own = self.of(lead).iter();
        let next = own.find(|outcome| outcome.at > at)?;
        Some(zone.day_of(next.at))
    }
}
