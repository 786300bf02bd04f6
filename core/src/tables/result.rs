//! What scoring tables gives, put into order.

use std::collections::BTreeMap;

use super::group::First;
use super::input::Chunk;
use super::scan::Scan;
use super::score::Part;
use super::{AsOf, Scored, Tables, in_order};
use crate::assessment::Explanation;
use crate::exact::Instant;
use crate::lead::{Reject, UnknownEvents};

/// What scoring tables gives.
#[derive(Debug, Default)]
pub struct Scoring {
    /// The ids of the leads, one a row.
    pub leads: Vec<String>,
    /// The instant of each row.
    pub as_of: Vec<Instant>,
    /// What is said of each.
    pub rows: Vec<Scored>,
    /// Explanations of the rows that were asked for.
    pub explanations: Vec<(usize, Explanation)>,
    /// Everything that was not used, and why.
    pub rejects: Vec<Reject>,
    /// Events whose instant was local time without an offset.
    pub without_offset: u64,
    /// Events without a value that a signal with `points_per_unit` matched.
    pub without_value: u64,
    /// Events whose name no signal names.
    pub unknown_events: UnknownEvents,
    /// Ids under which events with different contents came, lead by lead.
    pub id_conflicts: u64,
}

/// Where a lead was seen first, which question it answers, and where its row is.
type Place = (First, usize, usize, usize);

/// Leads of profiles by their rows, then the others in order. Most leads have a
/// profile: these are put in place instead of being sorted.
fn by_first_row(places: Vec<Place>, rows: usize) -> Vec<Place> {
    let mut profiled: Vec<Option<Place>> = vec![None; rows];
    let mut others = Vec::new();
    for place in places {
        let slot = match place.0 {
            First::Profile(row) => profiled.get_mut(row),
            _ => None,
        };
        match slot {
            Some(slot) => *slot = Some(place),
            None => others.push(place),
        }
    }
    others.sort_unstable();
    profiled.into_iter().flatten().chain(others).collect()
}

/// Why tables cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A column that must be there is not.
    #[error("`{table}` has no column `{column}`; it has {}", listed(found))]
    MissingColumn {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// The columns that it has.
        found: Vec<String>,
    },
    /// A stream that must be sorted by lead is not.
    #[error("`{table}` are not sorted by lead: row {row} comes after a greater id")]
    NotSorted {
        /// Which stream.
        table: &'static str,
        /// The row, from 0 over all of the stream.
        row: u64,
    },
    /// With `strict`: something could not be used.
    #[error("{} values could not be used, the first of them: {}", rejects.len(), first(rejects))]
    Rejected {
        /// Everything that could not be used.
        rejects: Vec<Reject>,
    },
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "none".to_owned(),
        _ => names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn first(rejects: &[Reject]) -> String {
    rejects.first().map_or_else(String::new, |reject| {
        let table = reject
            .table
            .map_or_else(String::new, |table| format!("{table:?} ").to_lowercase());
        let row = reject
            .row
            .map_or_else(String::new, |row| format!("row {row} "));
        let column = reject.column.as_deref().unwrap_or_default();
        format!("{table}{row}column `{column}`: {}", reject.reason)
    })
}

/// Whether the columns are there that must be.
pub(super) fn check(
    profiles: &[Chunk<'_>],
    events: &[Chunk<'_>],
    as_of: &AsOf<'_>,
) -> Result<(), TableError> {
    check_tables(profiles, events)?;
    match as_of {
        AsOf::Each(chunk) => needed("as_of", chunk, &["lead", "as_of"]),
        AsOf::One(_) => Ok(()),
    }
}

/// The same of profiles and events alone.
pub(super) fn check_tables(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> Result<(), TableError> {
    for chunk in profiles {
        needed("profiles", chunk, &["lead"])?;
    }
    for chunk in events {
        needed("events", chunk, &["lead", "event", "at"])?;
    }
    Ok(())
}

fn needed(
    table: &'static str,
    chunk: &Chunk<'_>,
    columns: &[&'static str],
) -> Result<(), TableError> {
    check_names(table, chunk.names(), columns)
}

/// Whether a table has the columns that it must have.
pub(super) fn check_names<'n>(
    table: &'static str,
    names: impl Iterator<Item = &'n str> + Clone,
    columns: &[&'static str],
) -> Result<(), TableError> {
    let is_missing = |column: &&&str| !names.clone().any(|name| name == **column);
    match columns.iter().find(is_missing) {
        None => Ok(()),
        Some(column) => Err(TableError::MissingColumn {
            table,
            column,
            found: names.map(str::to_owned).collect(),
        }),
    }
}

impl Scoring {
    /// Takes what a piece of work noticed.
    pub(super) fn take<const N: usize>(&mut self, scan: &mut Scan<N>) {
        self.rejects.append(&mut scan.rejects);
        self.unknown_events.join(&scan.unknown);
        self.without_offset += scan.without_offset;
        self.without_value += scan.without_value;
    }

    /// Puts the rows of all parts into order.
    pub(super) fn finish(
        mut self,
        tables: &Tables<'_>,
        mut parts: Vec<Part>,
    ) -> Result<Self, TableError> {
        let mut order: Vec<Place> = Vec::new();
        for (at, part) in parts.iter_mut().enumerate() {
            let rows = part.rows.iter().enumerate();
            order.extend(rows.map(|(row, one)| (one.first, one.asked, at, row)));
            self.rejects.append(&mut part.rejects);
            self.unknown_events.join(&part.unknown);
            self.without_value += part.without_value;
            self.id_conflicts += part.id_conflicts;
        }
        match tables.as_of {
            Some(_) => order = by_first_row(order, tables.profile_rows()),
            None => order.sort_unstable_by_key(|(_, asked, ..)| *asked),
        }
        self.rejects.extend(tables.asked.rejects.iter().cloned());
        self.place(tables, parts, &order);
        self.count_rejects();
        if tables.options.strict && !self.rejects.is_empty() {
            let rejects = std::mem::take(&mut self.rejects);
            return Err(TableError::Rejected { rejects });
        }
        Ok(self)
    }

    fn place(&mut self, tables: &Tables<'_>, mut parts: Vec<Part>, order: &[Place]) {
        self.leads.reserve(order.len());
        self.as_of.reserve(order.len());
        self.rows.reserve(order.len());
        for (at, (first, asked, part, row)) in order.iter().enumerate() {
            let row = parts
                .get_mut(*part)
                .and_then(|part| part.rows.get_mut(*row));
            let (lead, as_of) = match tables.as_of {
                Some(as_of) => (tables.lead(*first), as_of),
                None => match tables.asked.rows.get(*asked) {
                    Some((lead, _, as_of)) => (lead.clone(), *as_of),
                    None => continue,
                },
            };
            let Some(row) = row else { continue };
            self.leads.push(lead);
            self.as_of.push(as_of);
            self.rows.push(std::mem::take(&mut row.scored));
            self.explanations
                .extend(row.explanation.take().map(|why| (at, *why)));
        }
    }

    /// Puts the rows into the order of their ids, as sorted streams have them.
    pub(super) fn sort_by_lead(&mut self) {
        let whole = |id: &String| id.parse::<i64>().ok();
        let all_whole = self.leads.iter().all(|lead| whole(lead).is_some());
        let mut order: Vec<usize> = (0..self.leads.len()).collect();
        // By size where all are numbers, else by the bytes alone.
        order.sort_by_cached_key(|at| {
            let lead = self.leads.get(*at).cloned().unwrap_or_default();
            (whole(&lead).filter(|_| all_whole), lead)
        });
        let mut news = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = news.get_mut(*old) {
                *place = new;
            }
        }
        for (row, _) in &mut self.explanations {
            *row = news.get(*row).copied().unwrap_or(*row);
        }
        let mut leads = std::mem::take(&mut self.leads);
        let mut rows = std::mem::take(&mut self.rows);
        let lead = |at: &usize| leads.get_mut(*at).map(std::mem::take);
        self.leads = order.iter().filter_map(lead).collect();
        let row = |at: &usize| rows.get_mut(*at).map(std::mem::take);
        self.rows = order.iter().filter_map(row).collect();
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
        for (lead, row) in self.leads.iter().zip(&mut self.rows) {
            row.rejects = counts.get(lead.as_str()).copied().unwrap_or_default();
        }
    }
}
