//! Profiles: the leads that they name, and the row that is valid for each.

use super::attributes::{AttributeReader, Attributes};
use super::id_block::IdColumn;
use super::profile_times::{ProfileTimes, TimeColumns};
use super::text_pool::TextPool;
use crate::intake::{Cell, Fault};
use crate::lead::{Reject, RejectCode, TableName};
use crate::model::plan::Compiled;
use crate::tables::columns::column::Column;
use crate::tables::columns::lead_key::{LeadKey, LeadKeys};
use crate::tables::columns::pieces::{BLOCK, ChunkRows};
use crate::tables::partition::radix::{Buckets, PartitionIndex};
use crate::tables::partition::record::PackedEvent;

/// A row of the profiles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProfileRow<const N: usize> {
    pub(crate) key: LeadKey<N>,
    /// Row, counted from the first of the piece of work.
    at: u32,
    /// Row of the table.
    pub(crate) row: usize,
    pub(crate) times: ProfileTimes,
}

impl<const N: usize> ProfileRow<N> {
    const NONE: Self = Self {
        key: LeadKey::NONE,
        at: 0,
        row: 0,
        times: ProfileTimes::EVER,
    };
}

/// The rows of a piece of work by partition, and what was wrong with them.
pub(crate) struct ScannedProfiles<'t, const N: usize> {
    pub(crate) rows: Buckets<ProfileRow<N>>,
    attributes: Attributes<'t>,
    pub(crate) rejects: Vec<Reject>,
}

impl<'t, const N: usize> ScannedProfiles<'t, N> {
    /// The attributes of a row.
    pub(crate) fn cells(&self, row: &ProfileRow<N>) -> &[Cell<'t>] {
        self.attributes.of(row.at as usize)
    }
}

/// Where a row of a partition is: its piece of work, and its position among the rows of the
/// partition there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ProfilePlace {
    pub(crate) piece: u32,
    pub(crate) at: u32,
}

/// The attributes of all rows of a partition, in one place.
pub(crate) struct PartitionAttributes<'t> {
    cells: Vec<Cell<'t>>,
    width: usize,
    /// For each piece of work, the number of rows before it.
    starts: Vec<usize>,
}

impl<'t> PartitionAttributes<'t> {
    /// Collects the attributes of the rows of a partition; `width` is how many a row has.
    pub(crate) fn new<'p, const N: usize>(
        pieces: impl Iterator<Item = &'p ScannedProfiles<'t, N>>,
        part: usize,
        width: usize,
    ) -> Self
    where
        't: 'p,
    {
        let mut found = Self {
            cells: Vec::new(),
            width,
            starts: Vec::new(),
        };
        let mut count = 0;
        for piece in pieces {
            let rows = piece.rows.part(part);
            found.starts.push(count);
            count += rows.len();
            found.cells.reserve(rows.len() * width);
            for row in rows {
                found.cells.extend_from_slice(piece.cells(row));
            }
        }
        found
    }

    /// The attributes of a row.
    pub(crate) fn of(&self, place: ProfilePlace) -> &[Cell<'t>] {
        let start = self.starts.get(place.piece as usize);
        let start = start.copied().unwrap_or_default();
        let first = (start + place.at as usize) * self.width;
        self.cells
            .get(first..first + self.width)
            .unwrap_or_default()
    }
}

/// Reads rows of profiles; `bits` number the partitions.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn scan_profiles<'t, const N: usize>(
    plan: &'t Compiled,
    part: ChunkRows<'t>,
    keys: &'t LeadKeys,
    texts: &'t TextPool<'t>,
    bits: u32,
) -> ScannedProfiles<'t, N> {
    let ChunkRows { chunk, rows, start } = part;
    let mut reader = ProfileReader {
        start,
        lead: chunk.column("lead"),
        times: TimeColumns::new(chunk),
        keys,
        plan,
        rows: Vec::with_capacity(rows.end - rows.first),
        rejects: Vec::new(),
    };
    let ids = IdColumn::new(reader.lead);
    let mut attributes = AttributeReader::new(plan, texts, chunk, rows.first..rows.end);
    let (mut block, mut shorts) = ([LeadKey::NONE; BLOCK], [0; BLOCK]);
    for first in (rows.first..rows.end).step_by(BLOCK) {
        let end = rows.end.min(first + BLOCK);
        let shorts = shorts.get_mut(..end - first).unwrap_or_default();
        let mut packed = [PackedEvent::BY_ROW; BLOCK];
        if let Some(ids) = &ids {
            packed.fill(PackedEvent::NOTHING);
            let packed = packed.get_mut(..end - first).unwrap_or_default();
            ids.keys(keys, first, shorts, &mut block, packed);
        }
        let mut wanted = [false; BLOCK];
        let found = block.iter().zip(&packed).zip(&mut wanted);
        for (row, ((key, event), wanted)) in (first..end).zip(found) {
            let key = (!event.is_by_row()).then_some(*key);
            *wanted = reader.read(row, row - rows.first, key).is_some();
        }
        attributes.read(first..end, &wanted, |row, column, fault| {
            reader.reject(row, column, fault);
        });
    }
    reader.finish(attributes.finish(), bits)
}

/// Reads the leads and times of rows of profiles.
struct ProfileReader<'t, const N: usize> {
    plan: &'t Compiled,
    /// The row of the table at which the chunk begins.
    start: usize,
    lead: Option<&'t Column<'t>>,
    times: TimeColumns<'t>,
    keys: &'t LeadKeys,
    rows: Vec<ProfileRow<N>>,
    rejects: Vec<Reject>,
}

impl<'t, const N: usize> ProfileReader<'t, N> {
    /// Reads the lead and the times of a row; `None` if the row is rejected.
    fn read(&mut self, row: usize, at: usize, key: Option<LeadKey<N>>) -> Option<()> {
        let key = match key {
            Some(key) => key,
            None => self.key(row)?,
        };
        let times = match self.times.read(row, self.plan) {
            Ok(times) => times,
            Err((column, fault)) => {
                self.reject(row, column, fault);
                return None;
            }
        };
        self.rows.push(ProfileRow {
            key,
            // INVARIANT: a piece of work has fewer than 2^32 rows.
            at: u32::try_from(at).unwrap_or(u32::MAX),
            row: self.start + row,
            times,
        });
        Some(())
    }

    fn key(&mut self, row: usize) -> Option<LeadKey<N>> {
        let found = self
            .lead
            .map_or(Ok(None), |column| key(column, row, self.keys));
        let fault = match found {
            Ok(Some(key)) => return Some(key),
            Ok(None) => missing(),
            Err(fault) => fault,
        };
        self.reject(row, "lead", fault);
        None
    }

    fn reject(&mut self, row: usize, column: &str, fault: Fault) {
        let id = self.lead.and_then(|lead| lead.id(row).ok().flatten());
        let reject = fault.reject(TableName::Profiles, self.start + row, id.as_deref(), column);
        self.rejects.push(reject);
    }

    fn finish(self, attributes: Attributes<'t>, bits: u32) -> ScannedProfiles<'t, N> {
        let mut parts = PartitionIndex::new(self.rows.len(), bits);
        parts.extend(self.rows.iter().map(|row| row.key.hash()));
        ScannedProfiles {
            rows: parts.partition(self.rows, ProfileRow::NONE),
            attributes,
            rejects: self.rejects,
        }
    }
}

/// The key of the id of a row; `None` if it is missing.
fn key<const N: usize>(
    column: &Column<'_>,
    row: usize,
    keys: &LeadKeys,
) -> Result<Option<LeadKey<N>>, Fault> {
    if let Column::Wholes(list, known) = column
        && let Some(whole) = list.get(row).filter(|_| known.holds(row))
        && let Some(key) = keys.whole(*whole)
    {
        return Ok(Some(key));
    }
    Ok(column.id(row)?.map(|id| keys.key(&id)))
}

fn missing() -> Fault {
    Fault::missing("a profile needs the id of its lead")
}

/// The reject of the second of two rows of a lead with the same times.
pub(crate) fn duplicate(row: usize, lead: &str, times: &[&str]) -> Reject {
    let (column, reason) = match times {
        [] => (
            "lead",
            "the lead has an earlier row, and there is no column `valid_from`".to_owned(),
        ),
        [first, ..] => {
            let names: Vec<String> = times.iter().map(|name| format!("`{name}`")).collect();
            let names = names.join(" and ");
            (
                *first,
                format!("the lead has an earlier row with the same {names}"),
            )
        }
    };
    let fault = Fault::new(RejectCode::DuplicateLead, reason);
    fault.reject(TableName::Profiles, row, Some(lead), column)
}
