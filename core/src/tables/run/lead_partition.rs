//! Some leads with all of their rows.

use std::sync::Arc;

use super::as_of_table::LeadInstant;
use super::call::TableCall;
use super::grouped::{PerLead, PreSummed};
use super::lead_group::{LeadGroup, group};
use super::requested::RequestedInstant;
use super::scan_plan::ScanPlan;
use super::scorer::{PartitionScores, Scorer};
use crate::condition::Lexicon;
use crate::intake::Cell;
use crate::tables::columns::pieces::Piece;
use crate::tables::partition::record::Bucket;
use crate::tables::scan::profiles::{ProfilePlace, ProfileRow};

/// Returns the attributes of a row of the profiles.
pub(crate) type CellLookup<'c> = &'c dyn Fn(ProfilePlace) -> &'c [Cell<'c>];

/// Some leads with all of their rows.
pub(crate) struct LeadPartition<'s, const N: usize> {
    /// Rows of the profiles, by piece of work.
    pub(crate) profiles: Vec<&'s [ProfileRow<N>]>,
    pub(crate) cells: CellLookup<'s>,
    pub(crate) lexicon: &'s Arc<Lexicon>,
    /// The pieces of work of the events.
    pub(crate) pieces: &'s [Piece],
    /// The records of the leads, by piece of work.
    pub(crate) buckets: Vec<Bucket<'s, N>>,
    /// Whether some row of the events must be read again.
    pub(crate) by_row: bool,
    pub(crate) requested: &'s [LeadInstant<N>],
}

impl<'s, const N: usize> LeadPartition<'s, N> {
    /// Scores the leads.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn score(
        &self,
        tables: &'s TableCall<'s>,
        scan_plan: &'s ScanPlan<'s>,
    ) -> PartitionScores {
        let profiles = (0_u32..).zip(self.profiles.iter().copied());
        let start = |piece: &Piece| {
            let start = tables.event_rows_of(*piece).map_or(0, |rows| rows.start);
            start + piece.rows.first
        };
        let buckets = self.pieces.iter().map(start);
        let buckets: Vec<_> = buckets.zip(self.buckets.iter().copied()).collect();
        let (events, lexicon) = (&scan_plan.events[..], self.lexicon.clone());
        let mut scorer = Scorer::new(tables, events, self.pieces, self.cells, lexicon);
        match &scan_plan.summed[..] {
            [one] if !self.by_row => {
                let leads = self.profiles.iter().map(|rows| rows.len()).sum();
                let records = PreSummed::new(&one.rules, leads);
                let group = group(profiles, &buckets, self.requested, records);
                tables.duplicates(group.duplicates(), &mut scorer.found);
                scorer.summed(&group, &group.records, one.requested);
            }
            #[cfg(feature = "calibrate")]
            [_, _, ..] if !self.by_row => {
                let group = group(profiles, &buckets, self.requested, PerLead::default());
                tables.duplicates(group.duplicates(), &mut scorer.found);
                for one in &scan_plan.summed {
                    let records =
                        PreSummed::until(&one.rules, &group.records, one.requested.last_day);
                    scorer.summed(&group, &records, one.requested);
                }
            }
            _ => {
                let group = group(profiles, &buckets, self.requested, PerLead::default());
                tables.duplicates(group.duplicates(), &mut scorer.found);
                scorer.group(&group, &by_lead(&group, self.requested));
            }
        }
        scorer.found
    }
}

/// The instants of each lead of a group.
fn by_lead<const N: usize>(
    group: &LeadGroup<PerLead>,
    requested: &[LeadInstant<N>],
) -> Vec<Vec<RequestedInstant>> {
    let mut by_lead = vec![Vec::new(); group.firsts.len()];
    for ((_, instant), lead) in requested.iter().zip(&group.requested) {
        if let Some(own) = by_lead.get_mut(*lead as usize) {
            own.push(*instant);
        }
    }
    by_lead
}
