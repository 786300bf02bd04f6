//! The rows of all partitions, put into the order of the result.

use std::collections::BTreeMap;

use super::call::Tables;
use super::hints::{MOST_LEADS, hints};
use super::lead_index::First;
use super::scorer::Part;
use crate::exact::Instant;
use crate::lead::Reject;
use crate::tables::error::TableError;
use crate::tables::parallel;
use crate::tables::report::lead_ids::Leads;
use crate::tables::report::rows::{Place, Scores};
use crate::tables::report::scoring::Scoring;
use crate::tables::scan::scanner::ScanReport;

/// No row.
const NOWHERE: Place = (u32::MAX, u32::MAX);

/// Each row of all parts.
fn all(parts: &[Part]) -> impl Iterator<Item = (First, usize, Place)> {
    let of = |(at, part): (u32, &Part)| {
        let rows = (0_u32..).zip(part.places.clone());
        rows.map(move |(row, (first, asked))| (first, asked, (at, row)))
    };
    (0_u32..).zip(parts).flat_map(of)
}

/// Leads of profiles by their rows, then the others in order. Most leads have a
/// profile: these are put in place instead of being sorted.
fn by_first_row(parts: &[Part], rows: usize) -> Vec<Place> {
    let mut places = vec![NOWHERE; rows];
    let mut others = Vec::new();
    for (first, _, place) in all(parts) {
        let slot = match first {
            First::Profile(row) => places.get_mut(row),
            _ => None,
        };
        match slot {
            Some(slot) => *slot = place,
            None => others.push((first, place)),
        }
    }
    others.sort_unstable();
    places.retain(|place| *place != NOWHERE);
    places.extend(others.into_iter().map(|(_, place)| place));
    places
}

/// The rows of a table of instants, in order.
fn by_question(parts: &[Part]) -> Vec<Place> {
    let mut places: Vec<(usize, Place)> =
        all(parts).map(|(_, asked, place)| (asked, place)).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// The first leads that only events name.
fn only_events(parts: &[Part], order: &[Place]) -> Vec<First> {
    let first = |(part, row): &Place| {
        let place = parts.get(*part as usize)?.places.get(*row as usize)?;
        matches!(place.0, First::Event(_)).then_some(place.0)
    };
    order.iter().filter_map(first).take(MOST_LEADS).collect()
}

impl Scoring {
    /// Takes what a piece of work noticed.
    pub(crate) fn take(&mut self, scan: &mut ScanReport) {
        self.rejects.append(&mut scan.rejects);
        self.unknown_events.join(&scan.unknown);
        self.without_offset += scan.without_offset;
        self.without_value += scan.without_value;
    }

    /// Puts the rows of all parts into order.
    pub(crate) fn finish(
        mut self,
        tables: &Tables<'_>,
        mut parts: Vec<Part>,
    ) -> Result<Self, TableError> {
        for part in &mut parts {
            self.rejects.append(&mut part.rejects);
            self.unknown_events.join(&part.unknown);
            self.without_value += part.without_value;
            self.id_conflicts += part.id_conflicts;
        }
        let order = match tables.as_of {
            Some(_) => by_first_row(&parts, tables.profile_rows()),
            None => by_question(&parts),
        };
        self.without_offset += tables.asked.without_offset;
        self.rejects.extend(tables.asked.rejects.iter().cloned());
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

    /// Says which lead each row is of, and when.
    fn name(&mut self, tables: &Tables<'_>, parts: &[Part], order: &[Place]) {
        let asked = |at: usize| {
            let (part, row) = *order.get(at)?;
            let place = parts.get(part as usize)?.places.get(row as usize)?;
            Some((place.0, tables.asked.rows.get(place.1)))
        };
        self.leads = Leads::written(order.len(), |at, push| match asked(at) {
            Some((_, Some((lead, ..)))) => push(lead),
            Some((first, None)) => push(&tables.lead(first)),
            None => push(""),
        });
        self.as_of = match tables.as_of {
            Some(as_of) => vec![as_of; order.len()],
            None => parallel::rows(order.len(), |at| {
                let asked = asked(at).and_then(|(_, asked)| asked);
                asked.map_or(Instant::FIRST, |(.., as_of)| *as_of)
            }),
        };
    }

    /// Puts the rows where they belong.
    fn place(&mut self, mut parts: Vec<Part>, order: Vec<Place>) {
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

    /// Tells each lead how many rejects name it.
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

/// Rejects in the order of tables and rows, those of failed leads last.
fn in_order(rejects: &mut [Reject]) {
    rejects.sort_by_key(|reject| {
        (
            reject.table.is_none(),
            reject.table.map(|table| table as u8),
            reject.row,
        )
    });
}
