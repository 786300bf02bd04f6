//! What scoring tables gives, put into order.

use std::collections::BTreeMap;

use super::input::Chunk;
use super::scan::Scan;
use super::score::{Part, Row};
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
    let missing = |table, chunk: &Chunk<'_>, needed: &[&'static str]| {
        let column = needed.iter().find(|name| chunk.column(name).is_none())?;
        Some(TableError::MissingColumn {
            table,
            column,
            found: chunk.names().map(str::to_owned).collect(),
        })
    };
    let people = profiles
        .iter()
        .find_map(|chunk| missing("profiles", chunk, &["lead"]));
    let deeds = || {
        events
            .iter()
            .find_map(|chunk| missing("events", chunk, &["lead", "event", "at"]))
    };
    let asked = || match as_of {
        AsOf::One(_) => None,
        AsOf::Each(chunk) => missing("as_of", chunk, &["lead", "as_of"]),
    };
    people.or_else(deeds).or_else(asked).map_or(Ok(()), Err)
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
        parts: Vec<Part>,
    ) -> Result<Self, TableError> {
        let count = parts.iter().map(|part| part.rows.len()).sum();
        let mut rows: Vec<Row> = Vec::with_capacity(count);
        for mut part in parts {
            rows.append(&mut part.rows);
            self.rejects.append(&mut part.rejects);
            self.unknown_events.join(&part.unknown);
            self.without_value += part.without_value;
            self.id_conflicts += part.id_conflicts;
        }
        match tables.as_of {
            Some(_) => rows.sort_unstable_by_key(|row| row.first),
            None => rows.sort_unstable_by_key(|row| row.asked),
        }
        self.rejects.extend(tables.asked.rejects.iter().cloned());
        self.place(tables, rows);
        self.count_rejects();
        if tables.options.strict && !self.rejects.is_empty() {
            let rejects = std::mem::take(&mut self.rejects);
            return Err(TableError::Rejected { rejects });
        }
        Ok(self)
    }

    fn place(&mut self, tables: &Tables<'_>, rows: Vec<Row>) {
        self.leads.reserve(rows.len());
        self.rows.reserve(rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            let (lead, as_of) = match tables.as_of {
                Some(as_of) => (tables.lead(row.first), as_of),
                None => match tables.asked.rows.get(row.asked) {
                    Some((lead, _, as_of)) => (lead.clone(), *as_of),
                    None => continue,
                },
            };
            self.leads.push(lead);
            self.as_of.push(as_of);
            self.rows.push(row.scored);
            self.explanations
                .extend(row.explanation.map(|why| (at, *why)));
        }
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
