//! A share of the leads with everything that the tables say of them.

use std::sync::Arc;

use super::call::Tables;
use super::grouped::{PerLead, PreSummed};
use super::lead_index::{Group, group};
use super::scan_plan::ScanPlan;
use super::scorer::{Part, Scorer};
use crate::condition::Lexicon;
use crate::exact::Instant;
use crate::intake::Cell;
use crate::tables::columns::lead_key::Key;
use crate::tables::columns::pieces::Piece;
use crate::tables::partition::record::Bucket;
use crate::tables::scan::profiles::Person;

/// The attributes of a row of the profiles, by where it was put: the piece of
/// work and the place there.
pub(crate) type Cells<'c> = &'c dyn Fn((u32, u32)) -> &'c [Cell<'c>];

/// A lead and an instant that were asked for, and the row.
pub(crate) type Question<const N: usize> = (Key<N>, usize, Instant);

/// Some leads: no other share has rows of them.
pub(crate) struct LeadPartition<'s, const N: usize> {
    /// Their rows of the profiles, by pieces of work.
    pub(crate) persons: Vec<&'s [Person<N>]>,
    pub(crate) cells: Cells<'s>,
    pub(crate) lexicon: &'s Arc<Lexicon>,
    /// The pieces of work of the events, and what was found in each.
    pub(crate) pieces: &'s [Piece],
    pub(crate) buckets: Vec<Bucket<'s, N>>,
    /// Whether a row of the events must be read again.
    pub(crate) by_row: bool,
    pub(crate) asked: &'s [Question<N>],
}

impl<'s, const N: usize> LeadPartition<'s, N> {
    /// What the model says of the leads.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn score(&self, tables: &'s Tables<'s>, setup: &'s ScanPlan<'s>) -> Part {
        let persons = (0_u32..).zip(self.persons.iter().copied());
        let start = |(chunk, rows): &Piece| {
            let start = tables.events_of(*chunk).map_or(0, |(_, start)| start);
            start + rows.first
        };
        let buckets = self.pieces.iter().map(start);
        let buckets: Vec<_> = buckets.zip(self.buckets.iter().copied()).collect();
        let places = (&setup.events[..], self.pieces);
        let mut scorer = Scorer::new(tables, places, self.cells, self.lexicon.clone());
        match setup.summed.as_ref().filter(|_| !self.by_row) {
            Some((rules, as_of)) => {
                let leads = self.persons.iter().map(|rows| rows.len()).sum();
                let records = PreSummed::new(rules, leads);
                let group = group(persons, &buckets, self.asked, records);
                tables.duplicates(&group.duplicates, &mut scorer.found);
                scorer.summed(&group, *as_of);
            }
            None => {
                let group = group(persons, &buckets, self.asked, PerLead::default());
                tables.duplicates(&group.duplicates, &mut scorer.found);
                scorer.group(&group, &by_lead(&group, self.asked));
            }
        }
        scorer.found
    }
}

/// What is asked of each lead of a group: rows and instants.
fn by_lead<const N: usize>(
    group: &Group<PerLead>,
    asked: &[Question<N>],
) -> Vec<Vec<(usize, Instant)>> {
    let mut by_lead = vec![Vec::new(); group.firsts.len()];
    for ((_, row, as_of), lead) in asked.iter().zip(&group.asked) {
        if let Some(own) = by_lead.get_mut(*lead as usize) {
            own.push((*row, *as_of));
        }
    }
    by_lead
}
