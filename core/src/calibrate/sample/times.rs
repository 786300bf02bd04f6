//! The instants of a sample, and scoring the tables at all of them.

use std::collections::BTreeMap;

use super::error::SampleError;
use super::request::At;
use crate::assessment::Row;
use crate::exact::Instant;
use crate::lead::Reject;
use crate::model::Model;
use crate::tables::error::check_names;
use crate::tables::run::as_of_table::AsOfTable;
use crate::tables::run::instants::InstantRow;
use crate::tables::{AsOf, Chunk, TableError, TableOptions};

/// The most different instants of a table of leads and instants.
pub(crate) const MOST_INSTANTS: usize = 3_650;

/// The instants of a backtest, and scoring the tables at each of them.
#[derive(Clone, Debug)]
pub(crate) struct Times<'t> {
    /// Sorted, each once.
    pub(crate) instants: Vec<Instant>,
    /// If leads have instants of their own.
    table: Option<&'t Chunk<'t>>,
}

/// The tables of a backtest.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'t> {
    pub(crate) profiles: &'t [Chunk<'t>],
    pub(crate) events: &'t [Chunk<'t>],
}

/// A lead at an instant, as it was scored.
pub(crate) struct ScoredLead<'s> {
    pub(crate) id: &'s str,
    /// Position of its instant.
    pub(crate) moment: u32,
    pub(crate) row: &'s Row,
}

/// What was kept of scored tables.
pub(crate) struct ScoredTimes<T> {
    /// In no particular order.
    pub(crate) rows: Vec<Vec<T>>,
    /// What could not be used at the last instant.
    pub(crate) rejects: Vec<Reject>,
}

impl<'t> Times<'t> {
    /// The instants of a request.
    ///
    /// # Errors
    /// No instants, too many of them, and a table without a column.
    pub(crate) fn new(at: &'t At<'t>, model: &Model) -> Result<Self, SampleError> {
        let (mut instants, table) = match at {
            At::Instants(instants) => (instants.clone(), None),
            At::Leads(table) => {
                check_names("at", table.names(), &["lead", "as_of"])?;
                let read = AsOfTable::read(&AsOf::Each(table.clone()), &model.0);
                let instants = read.rows.iter().map(|row| row.as_of);
                (instants.collect(), Some(table))
            }
        };
        instants.sort_unstable();
        instants.dedup();
        match instants.len() {
            0 => Err(SampleError::NoInstants),
            found if table.is_some() && found > MOST_INSTANTS => {
                Err(SampleError::TooManyInstants { found })
            }
            _ => Ok(Self { instants, table }),
        }
    }

    /// The last instant.
    pub(crate) fn last(&self) -> Instant {
        self.instants.last().copied().unwrap_or(Instant::FIRST)
    }

    /// Scores the tables at the instants for which `wanted` holds. `keep` says on any core what is kept
    /// of a lead at an instant.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn score<T: Send>(
        &self,
        model: &Model,
        tables: Tables<'_>,
        options: &TableOptions,
        wanted: impl Fn(u32) -> bool,
        keep: impl Fn(ScoredLead<'_>) -> Option<T> + Sync,
    ) -> Result<ScoredTimes<T>, TableError> {
        let Tables { profiles, events } = tables;
        let moments = (0_u32..).zip(&self.instants);
        let wanted_at = moments.filter(|(moment, _)| wanted(*moment));
        if let Some(table) = self.table {
            let wanted_at: BTreeMap<Instant, u32> =
                wanted_at.map(|(moment, at)| (*at, moment)).collect();
            let at = AsOf::Each(table.clone());
            let scored = model.assess_chunks(profiles, events, &at, options)?;
            let rows = scored.leads.iter().zip(&scored.as_of);
            let rows = rows.zip(scored.rows.iter()).filter_map(|((id, at), row)| {
                let moment = *wanted_at.get(at)?;
                keep(ScoredLead { id, moment, row })
            });
            return Ok(ScoredTimes {
                rows: vec![rows.collect()],
                rejects: scored.rejects,
            });
        }
        let (moments, instants): (Vec<u32>, Vec<Instant>) = wanted_at.unzip();
        let keep = |found: InstantRow<'_>| {
            keep(ScoredLead {
                id: found.lead,
                moment: *moments.get(found.at)?,
                row: found.row,
            })
        };
        let scored = model.assess_instants(profiles, events, &instants, options, keep)?;
        Ok(ScoredTimes {
            rows: scored.rows,
            rejects: scored.rejects,
        })
    }
}
