//! Scoring tables at several instants in one pass.

use super::assemble::in_order;
use super::call::TableCall;
use super::requested::{Instants, RequestedInstants};
use super::scorer::PartitionScores;
use super::{has_long_ids, has_whole_ids, score_parts};
use crate::assessment::{Explanation, Row};
use crate::exact::Instant;
use crate::lead::Reject;
use crate::model::Model;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::lead_key::LeadKeys;
use crate::tables::error::{TableError, check_tables};
use crate::tables::options::TableOptions;
use crate::tables::report::scoring::Scoring;

/// A lead at one of several instants.
pub(crate) struct InstantRow<'r> {
    pub(crate) lead: &'r str,
    /// Position of the instant.
    pub(crate) at: usize,
    pub(crate) row: &'r Row,
    /// If the options ask for it.
    pub(crate) explanation: Option<&'r Explanation>,
}

/// What is kept of a partition.
struct Kept<T> {
    rows: Vec<T>,
    rejects: Vec<Reject>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        let (rows, rejects) = (Vec::new(), Vec::new());
        Self { rows, rejects }
    }
}

/// What is kept of tables that were scored at several instants.
pub(crate) struct InstantScores<T> {
    /// In no particular order.
    pub(crate) rows: Vec<Vec<T>>,
    /// What could not be used at the last instant.
    pub(crate) rejects: Vec<Reject>,
}

impl Model {
    /// Scores all leads of two tables at several instants, which must be sorted and distinct. The tables
    /// are read once. `keep` says on any core what is kept of a row.
    ///
    /// # Errors
    /// Those of [`Model::assess_chunks`].
    pub(crate) fn assess_instants<T: Send>(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        instants: &[Instant],
        options: &TableOptions,
        keep: impl Fn(InstantRow<'_>) -> Option<T> + Sync,
    ) -> Result<InstantScores<T>, TableError> {
        check_tables(profiles, events)?;
        let instants = Instants::new(instants, &self.0.zone);
        let requested = RequestedInstants::Several(&instants);
        let tables = TableCall::new(self, profiles, events, requested, options);
        let keys = LeadKeys::new(has_whole_ids(profiles, events));
        let keep_part = |part: PartitionScores| {
            let rows = part.sources.iter().zip(&part.rows);
            let rows = rows.enumerate().filter_map(|(at, (source, row))| {
                keep(InstantRow {
                    lead: &tables.lead(source.first),
                    at: source.requested,
                    row,
                    explanation: part.explanations.get(&at),
                })
            });
            Kept {
                rows: rows.collect(),
                rejects: part.rejects,
            }
        };
        let mut found = Scoring::default();
        let parts = if has_long_ids(profiles, events) {
            score_parts::<5, _>(&tables, &keys, &mut found, keep_part)
        } else {
            score_parts::<2, _>(&tables, &keys, &mut found, keep_part)
        };
        let mut all = InstantScores {
            rows: Vec::new(),
            rejects: found.rejects,
        };
        for part in parts? {
            all.rows.push(part.rows);
            all.rejects.extend(part.rejects);
        }
        in_order(&mut all.rejects);
        Ok(all)
    }
}

#[cfg(test)]
#[path = "instants_tests.rs"]
mod tests;
