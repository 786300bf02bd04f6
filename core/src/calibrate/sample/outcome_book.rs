//! Outcomes by lead.

use super::counts::OutcomeCounts;
use super::error::SampleError;
use super::leads::LeadNumbers;
use crate::exact::{Instant, Zone};
use crate::intake::Fault;
use crate::lead::RejectCode;
use crate::tables::Chunk;
use crate::tables::TableError;
use crate::tables::error::check_names;

/// The outcomes of each lead, earliest first.
#[derive(Debug, Default)]
pub(crate) struct OutcomeBook {
    /// By number of the lead, then by instant.
    outcomes: Vec<LeadOutcome>,
    /// What could not be read of a table, in the order of rows.
    pub(crate) rejects: Vec<RejectedOutcome>,
}

/// A row of outcomes that is not used, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct RejectedOutcome {
    /// The row, from 0.
    pub row: u64,
    /// The lead, if it is readable.
    pub lead: Option<String>,
    /// The column that cannot be read: `lead` or `at`.
    pub column: &'static str,
    /// What is wrong.
    pub code: RejectCode,
    /// What was expected, and what was found.
    pub reason: String,
}

fn missing() -> Fault {
    Fault::missing("an outcome needs the id of its lead")
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
        let (Some(lead), Some(at)) = (table.column("lead"), table.column("at")) else {
            return Ok(book);
        };
        for (number, row) in (0_u64..).zip(table.range()) {
            let id = lead.id(row).and_then(|id| id.ok_or_else(missing));
            let at = at.instant(row, zone).map_err(|fault| match fault.code {
                RejectCode::Missing => Fault::missing("an outcome needs an instant"),
                _ => fault,
            });
            match (id, at) {
                (Ok(id), Ok((at, _))) => book.add(leads.number(&id), at),
                (id, at) => {
                    let known = id.as_deref().ok().map(str::to_owned);
                    for (column, fault) in [("lead", id.err()), ("at", at.err())] {
                        book.rejects.extend(fault.map(|fault| RejectedOutcome {
                            row: number,
                            lead: known.clone(),
                            column,
                            code: fault.code,
                            reason: fault.reason,
                        }));
                    }
                }
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
    pub(crate) fn check_duplicates(&self, leads: &LeadNumbers) -> Result<(), SampleError> {
        let pairs = self.outcomes.windows(2);
        let repeated = pairs.filter_map(|pair| match pair {
            [one, next] if one == next => Some(*one),
            _ => None,
        });
        let rows = repeated.clone().count();
        match repeated.min_by_key(|outcome| (leads.id(outcome.lead), outcome.at)) {
            None => Ok(()),
            Some(outcome) => Err(SampleError::DuplicateOutcomes {
                lead: leads.id(outcome.lead).to_owned(),
                at: outcome.at,
                rows: rows as u64,
            }),
        }
    }

    /// Drops outcomes after the end of the data; returns how many were read and dropped.
    pub(crate) fn end(&mut self, until: Instant) -> OutcomeCounts {
        let read = self.outcomes.len() as u64;
        self.outcomes.retain(|outcome| outcome.at <= until);
        OutcomeCounts {
            read,
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
}
