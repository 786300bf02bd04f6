//! The records of leads: grouped by lead, or summed while they are read.

use super::lead_group::{Records, slice};
#[cfg(feature = "calibrate")]
use crate::exact::Day;
use crate::tables::partition::record::{Bucket, PackedEvent, Record, Unpacked};
use crate::tally::{BatchRules, BatchTally, LeadEvent};

/// A record of a lead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlacedRecord {
    pub(crate) event: PackedEvent,
    /// Position of the piece of work.
    pub(crate) piece: u32,
    /// Row, counted from the first of the piece of work.
    pub(crate) row: u32,
    /// Position of its value, if it has one.
    pub(crate) value: u32,
}

/// The records of each lead, in the order of their rows.
#[derive(Debug, Default)]
pub(crate) struct PerLead {
    /// The lead of each record, in the order of records.
    leads: Vec<u32>,
    /// The records, lead by lead.
    placed: Vec<PlacedRecord>,
    /// Where the records of each lead end.
    ends: Vec<usize>,
    /// Values in thousandths.
    pub(crate) values: Vec<i64>,
}

impl PerLead {
    /// The records of a lead.
    pub(crate) fn of(&self, lead: usize) -> &[PlacedRecord] {
        slice(&self.placed, &self.ends, lead)
    }
}

impl<const N: usize> Records<N> for PerLead {
    fn take(&mut self, _: &[Record<N>], leads: &[u32], _: &[i64], _: usize) {
        self.leads.extend_from_slice(leads);
    }

    fn end(&mut self, leads: usize, buckets: &[(usize, Bucket<'_, N>)]) {
        let mut next = vec![0_usize; leads];
        for lead in &self.leads {
            if let Some(count) = next.get_mut(*lead as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut next {
            (*count, sum) = (sum, sum + *count);
        }
        let nothing = PlacedRecord {
            event: PackedEvent::NOTHING,
            piece: 0,
            row: 0,
            value: 0,
        };
        let mut placed = vec![nothing; sum];
        let mut leads = self.leads.iter();
        for (piece, (_, bucket)) in (0_u32..).zip(buckets) {
            let mut value = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            self.values.extend_from_slice(bucket.values);
            for record in bucket.records {
                let next = leads.next().and_then(|lead| next.get_mut(*lead as usize));
                let Some(next) = next else { continue };
                if let Some(slot) = placed.get_mut(*next) {
                    *slot = PlacedRecord {
                        event: record.event,
                        piece,
                        row: record.row,
                        value,
                    };
                }
                *next += 1;
                value += u32::from(record.event.valued());
            }
        }
        (self.placed, self.ends) = (placed, next);
    }
}

/// The sums over the records of each lead, for models that need sums only.
pub(crate) struct PreSummed<'p> {
    pub(crate) tally: BatchTally<'p>,
    /// By lead: whether it has a record.
    pub(crate) seen: Vec<bool>,
}

impl<'p> PreSummed<'p> {
    pub(crate) fn new(rules: &'p BatchRules<'p>, leads: usize) -> Self {
        let mut summed = Self {
            tally: BatchTally::new(rules, leads),
            seen: Vec::with_capacity(leads),
        };
        summed.grow(leads);
        summed
    }

    /// The sums over the records of leads up to a day.
    #[cfg(feature = "calibrate")]
    pub(crate) fn until(rules: &'p BatchRules<'p>, records: &PerLead, last: Day) -> Self {
        let mut summed = Self::new(rules, records.ends.len());
        let leads = (0_u32..).zip(&mut summed.seen);
        let mut events = Vec::new();
        let mut values = Vec::new();
        for (lead, seen) in leads {
            for placed in records.of(lead as usize) {
                match placed.event.unpack() {
                    Unpacked::Counts { kind, valued, day } if day <= last => {
                        *seen = true;
                        let event = LeadEvent { lead, kind, day };
                        events.push(event);
                        let value = records.values.get(placed.value as usize);
                        values.extend(value.filter(|_| valued).map(|value| (event, *value)));
                    }
                    Unpacked::Nothing { day } => *seen |= day <= last,
                    _ => {}
                }
            }
        }
        summed.tally.add(events.into_iter());
        summed.tally.add_values(values.into_iter());
        summed
    }

    fn grow(&mut self, leads: usize) {
        if self.seen.len() < leads {
            self.tally.grow(leads);
            self.seen.resize(leads, false);
        }
    }
}

impl<const N: usize> Records<N> for PreSummed<'_> {
    fn take(&mut self, records: &[Record<N>], leads: &[u32], values: &[i64], count: usize) {
        self.grow(count);
        for lead in leads {
            if let Some(seen) = self.seen.get_mut(*lead as usize) {
                *seen = true;
            }
        }
        // Rows that must be read again are never summed, see `LeadPartition::by_row`.
        let counted = |(record, lead): (&Record<N>, &u32)| match record.event.unpack() {
            Unpacked::Counts { kind, day, .. } => Some(LeadEvent {
                lead: *lead,
                kind,
                day,
            }),
            _ => None,
        };
        let all = records.iter().zip(leads);
        self.tally.add(all.clone().filter_map(counted));
        let valued = all.filter(|(record, _)| record.event.valued()).zip(values);
        let event = |((record, lead), value): ((&Record<N>, &u32), &i64)| {
            Some((counted((record, lead))?, *value))
        };
        self.tally.add_values(valued.filter_map(event));
    }

    fn end(&mut self, leads: usize, _: &[(usize, Bucket<'_, N>)]) {
        self.grow(leads);
    }
}
