//! The instants of a backtest, and scoring the tables at each of them.

use super::error::SampleError;
use super::request::At;
use crate::assessment::Row;
use crate::exact::Instant;
use crate::lead::Reject;
use crate::model::Model;
use crate::tables::error::check_names;
use crate::tables::run::as_of_table::AsOfTable;
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

/// A row of scored tables.
pub(crate) struct ScoredLead<'s> {
    pub(crate) id: &'s str,
    /// Position of its instant.
    pub(crate) moment: u32,
    pub(crate) row: &'s Row,
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

    /// Scores the tables and visits each row, for instants for which `wanted` holds. Returns what could
    /// not be used at the last of them.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn score(
        &self,
        model: &Model,
        tables: Tables<'_>,
        options: &TableOptions,
        wanted: impl Fn(u32) -> bool,
        mut visit: impl FnMut(ScoredLead<'_>),
    ) -> Result<Vec<Reject>, TableError> {
        let score = |at| model.assess_chunks(tables.profiles, tables.events, &at, options);
        let mut rejects = Vec::new();
        if let Some(table) = self.table {
            let scored = score(AsOf::Each(table.clone()))?;
            let rows = scored.leads.iter().zip(&scored.as_of);
            for ((id, at), row) in rows.zip(scored.rows.iter()) {
                let moment = self.instants.partition_point(|one| one < at);
                let moment = u32::try_from(moment).unwrap_or(u32::MAX);
                if wanted(moment) {
                    visit(ScoredLead { id, moment, row });
                }
            }
            return Ok(scored.rejects);
        }
        for (moment, at) in (0_u32..).zip(&self.instants) {
            if !wanted(moment) {
                continue;
            }
            let scored = score(AsOf::One(*at))?;
            for (id, row) in scored.leads.iter().zip(scored.rows.iter()) {
                visit(ScoredLead { id, moment, row });
            }
            rejects = scored.rejects;
        }
        Ok(rejects)
    }
}
