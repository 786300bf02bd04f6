//! Puts the rows of all partitions into the order of the result.

use std::collections::BTreeMap;

use super::call::TableCall;
use super::hints::{MOST_LEADS, hints};
use super::lead_group::FirstSeen;
use super::scorer::{PartitionScores, RowSource};
use crate::exact::Instant;
use crate::lead::Reject;
use crate::tables::error::TableError;
use crate::tables::parallel;
use crate::tables::report::lead_ids::Leads;
use crate::tables::report::rows::{RowPlace, Scores};
use crate::tables::report::scoring::Scoring;
use crate::tables::scan::scanner::ScanReport;

/// Stands for no row.
const NOWHERE: RowPlace = (u32::MAX, u32::MAX);

/// Each row of all partitions.
fn all(parts: &[PartitionScores]) -> impl Iterator<Item = (RowSource, RowPlace)> {
    let of = |(at, part): (u32, &PartitionScores)| {
        let rows = (0_u32..).zip(part.sources.clone());
        rows.map(move |(row, source)| (source, (at, row)))
    };
    (0_u32..).zip(parts).flat_map(of)
}

/// The order of the result for one instant: leads with profiles by their rows, then the others.
/// Most leads have a profile, and these need no sorting.
fn by_first_row(parts: &[PartitionScores], rows: usize) -> Vec<RowPlace> {
    let mut places = vec![NOWHERE; rows];
    let mut others = Vec::new();
    for (source, place) in all(parts) {
        let slot = match source.first {
            FirstSeen::Profile(row) => places.get_mut(row),
            _ => None,
        };
        match slot {
            Some(slot) => *slot = place,
            None => others.push((source.first, place)),
        }
    }
    others.sort_unstable();
    places.retain(|place| *place != NOWHERE);
    places.extend(others.into_iter().map(|(_, place)| place));
    places
}

/// The order of the result for a table of instants: that of its rows.
fn by_as_of_row(parts: &[PartitionScores]) -> Vec<RowPlace> {
    let places = all(parts).map(|(source, place)| (source.requested, place));
    let mut places: Vec<(usize, RowPlace)> = places.collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// The first leads that have events but no profile.
fn only_events(parts: &[PartitionScores], order: &[RowPlace]) -> Vec<FirstSeen> {
    let first = |(part, row): &RowPlace| {
        let source = parts.get(*part as usize)?.sources.get(*row as usize)?;
        matches!(source.first, FirstSeen::Event(_)).then_some(source.first)
    };
    order.iter().filter_map(first).take(MOST_LEADS).collect()
}

impl Scoring {
    /// Takes the report of a piece of work.
    pub(crate) fn take(&mut self, scan: &mut ScanReport) {
        self.rejects.append(&mut scan.rejects);
        self.unknown_events.join(&scan.unknown);
        self.without_offset += scan.without_offset;
        self.without_value += scan.without_value;
    }

    /// Puts the rows of all partitions into order and adds their reports.
    ///
    /// # Errors
    /// With `strict`, the rejects if there are any.
    pub(crate) fn finish(
        mut self,
        tables: &TableCall<'_>,
        mut parts: Vec<PartitionScores>,
    ) -> Result<Self, TableError> {
        for part in &mut parts {
            self.rejects.append(&mut part.rejects);
            self.unknown_events.join(&part.unknown);
            self.without_value += part.without_value;
            self.id_conflicts += part.id_conflicts;
        }
        let order = match tables.requested.table() {
            None => by_first_row(&parts, tables.profile_rows()),
            Some(table) => {
                self.without_offset += table.without_offset;
                self.rejects.extend(table.rejects.iter().cloned());
                by_as_of_row(&parts)
            }
        };
        self.hints = hints(tables, &only_events(&parts, &order), &self.unknown_events);
        self.name(tables, &parts, &order);
        self.place(parts, order);
        self.count_rejects();
        if tables.options.strict && !self.rejects.is_empty() {
            let rejects = std::mem::take(&mut self.rejects);
            return Err(TableError::Rejected { rejects });
        }
        Ok(self)
    }

    /// Sets the lead and the instant of each row.
    fn name(&mut self, tables: &TableCall<'_>, parts: &[PartitionScores], order: &[RowPlace]) {
        let requested = |at: usize| {
            let (part, row) = *order.get(at)?;
            let source = parts.get(part as usize)?.sources.get(row as usize)?;
            let table = tables.requested.table();
            Some((
                source.first,
                table.and_then(|table| table.rows.get(source.requested)),
            ))
        };
        self.leads = Leads::written(order.len(), |at, push| match requested(at) {
            Some((_, Some(row))) => push(&row.lead),
            Some((first, None)) => push(&tables.lead(first)),
            None => push(""),
        });
        self.as_of = match tables.requested.one() {
            Some(as_of) => vec![as_of; order.len()],
            None => parallel::rows(order.len(), |at| {
                let requested = requested(at).and_then(|(_, requested)| requested);
                requested.map_or(Instant::FIRST, |row| row.as_of)
            }),
        };
    }

    /// Takes the rows and explanations in order.
    fn place(&mut self, mut parts: Vec<PartitionScores>, order: Vec<RowPlace>) {
        if parts.iter().any(|part| !part.explanations.is_empty()) {
            for (at, (part, row)) in order.iter().enumerate() {
                let part = parts.get_mut(*part as usize);
                let why = part.and_then(|part| part.explanations.remove(&(*row as usize)));
                self.explanations.extend(why.map(|why| (at, why)));
            }
        }
        let rows = parts.into_iter().map(|part| part.rows).collect();
        self.rows = Scores::new(rows, order);
    }

    /// Sorts the rejects and sets how many name each lead.
    fn count_rejects(&mut self) {
        in_order(&mut self.rejects);
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for lead in self
            .rejects
            .iter()
            .filter_map(|reject| reject.lead.as_deref())
        {
            *counts.entry(lead).or_default() += 1;
        }
        if counts.is_empty() {
            return;
        }
        for (at, lead) in self.leads.iter().enumerate() {
            if let (Some(count), Some(row)) = (counts.get(lead), self.rows.get_mut(at)) {
                row.rejects = *count;
            }
        }
    }
}

/// Sorts rejects by table and row, those of failed leads last.
pub(crate) fn in_order(rejects: &mut [Reject]) {
    rejects.sort_by_key(|reject| {
        (
            reject.table.is_none(),
            reject.table.map(|table| table as u8),
            reject.row,
        )
    });
}
