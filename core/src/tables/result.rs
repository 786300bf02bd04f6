//! What scoring tables gives, put into order.

use std::collections::BTreeMap;

use super::call::Tables;
use super::group::First;
use super::hints::{MOST_LEADS, hints};
use super::input::Chunk;
use super::leads::Leads;
use super::scan::Noticed;
use super::score::Part;
use super::scores::{Place, Scores};
use super::{AsOf, in_order, work};
use crate::assessment::Explanation;
use crate::exact::Instant;
use crate::lead::{Hint, HintCode, Reject, UnknownEvents};

/// What scoring tables gives.
#[derive(Debug, Default)]
pub struct Scoring {
    /// The ids of the leads, one a row.
    pub leads: Leads,
    /// The instant of each row.
    pub as_of: Vec<Instant>,
    /// What is said of each.
    pub rows: Scores,
    /// Explanations of the rows that were asked for.
    pub explanations: Vec<(usize, Explanation)>,
    /// Everything that was not used, and why.
    pub rejects: Vec<Reject>,
    /// What is valid, but probably not meant.
    pub hints: Vec<Hint>,
    /// Events whose instant was local time without an offset.
    pub without_offset: u64,
    /// Events without a value that a signal with `points_per_unit` matched.
    pub without_value: u64,
    /// Events whose name no signal names.
    pub unknown_events: UnknownEvents,
    /// Ids under which events with different contents came, lead by lead.
    pub id_conflicts: u64,
}

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
    /// [`Watch::cancel`](super::Watch::cancel) was called.
    #[error("nobody waits for the result any more")]
    Cancelled,
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
            .map_or_else(String::new, |table| format!("{} ", table.word()));
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
    pub(super) fn take(&mut self, scan: &mut Noticed) {
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
            None => work::rows(order.len(), |at| {
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

    /// Keeps the hints that a part of a stream can give: about its columns once, about
    /// its events each time. Which ids are near, and how often a text stands in a
    /// column, is not known before the end.
    pub(crate) fn keep_stream_hints(&mut self, is_first: bool) {
        self.hints.retain(|hint| match hint.code {
            HintCode::Unfilled => is_first,
            HintCode::UnknownEvent => true,
            HintCode::NearId | HintCode::Placeholder => false,
        });
    }

    /// Puts the rows into the order of their ids, as sorted streams have them:
    /// whole numbers by size, texts by their bytes.
    pub(crate) fn sort_by_lead(&mut self, whole: bool) {
        let mut order: Vec<usize> = (0..self.leads.len()).collect();
        let lead = |at: &usize| self.leads.get(*at).unwrap_or_default();
        if whole {
            order.sort_by_cached_key(|at| lead(at).parse::<i128>().ok());
        } else {
            order.sort_by(|one, two| lead(one).cmp(lead(two)));
        }
        let mut news = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = news.get_mut(*old) {
                *place = new;
            }
        }
        for (row, _) in &mut self.explanations {
            *row = news.get(*row).copied().unwrap_or(*row);
        }
        self.leads = order.iter().map(lead).collect();
        self.rows.reorder(&order);
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
