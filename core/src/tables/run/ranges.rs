//! Cuts tables that are sorted by lead into ranges, between leads.

use std::ops::Range;

use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::lead_key::{KeyOrder, LeadKey, LeadKeys};
use crate::tables::columns::pieces::{Piece, RowRange};
use crate::tables::partition::record::PackedEvent;
use crate::tables::scan::id_block::IdColumn;

/// Number of events in one range, about: their leads should fit the cache. With debug assertions it is
/// so small that the tables of tests are cut, too.
const EVENTS: usize = if cfg!(debug_assertions) { 8 } else { 1 << 14 };
/// Number of profiles in one range; they take more memory.
const PROFILES: usize = EVENTS / 8;

/// Consecutive rows of both tables: all rows of some leads, if the tables are sorted by lead.
pub(crate) struct LeadRange<const N: usize> {
    pub(crate) profiles: Vec<Piece>,
    pub(crate) events: Vec<Piece>,
    /// The first sort key; `None` for the first range.
    from: Option<KeyOrder<N>>,
    /// The sort key after the last; `None` for the last range.
    to: Option<KeyOrder<N>>,
}

impl<const N: usize> LeadRange<N> {
    /// Whether all leads are within the bounds of the range.
    pub(crate) fn has(&self, mut leads: impl Iterator<Item = LeadKey<N>>, keys: &LeadKeys) -> bool {
        let mut last = LeadKey::NONE;
        leads.all(|key| {
            // Consecutive rows often have the same lead.
            if key == last {
                return true;
            }
            last = key;
            let place = Some(keys.order(&key));
            place >= self.from && (self.to.is_none() || place < self.to)
        })
    }
}

/// Cuts tables into ranges; `None` if sampled rows are not sorted, or the tables are too small.
pub(crate) fn ranges<const N: usize>(
    profiles: &[Chunk<'_>],
    events: &[Chunk<'_>],
    keys: &LeadKeys,
) -> Option<Vec<LeadRange<N>>> {
    let (profiles, events) = (LeadRows::new(profiles, keys)?, LeadRows::new(events, keys)?);
    let mut cuts = profiles.steps::<N>(PROFILES)?;
    cuts.append(&mut events.steps(EVENTS)?);
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.is_empty() {
        return None;
    }
    let mut found = Vec::with_capacity(cuts.len() + 1);
    let (mut from, mut at) = (None, (0, 0));
    for to in cuts.into_iter().map(Some).chain([None]) {
        let end = match &to {
            Some(to) => (profiles.before(to, at.0)?, events.before(to, at.1)?),
            None => (profiles.rows, events.rows),
        };
        found.push(LeadRange {
            profiles: profiles.pieces(at.0..end.0),
            events: events.pieces(at.1..end.1),
            from,
            to,
        });
        (from, at) = (to, end);
    }
    Some(found)
}

/// The leads of a table by row, over all of its chunks.
struct LeadRows<'t> {
    keys: &'t LeadKeys,
    /// The ids of each chunk and its rows.
    chunks: Vec<(IdColumn<'t>, Range<usize>)>,
    /// Number of rows before each chunk.
    before: Vec<usize>,
    rows: usize,
}

impl<'t> LeadRows<'t> {
    /// The leads of chunks; `None` if their ids need the slow path.
    fn new(chunks: &'t [Chunk<'t>], keys: &'t LeadKeys) -> Option<Self> {
        let of = |chunk: &'t Chunk<'t>| Some((IdColumn::new(chunk.column("lead"))?, chunk.range()));
        let chunks: Vec<_> = chunks.iter().map(of).collect::<Option<_>>()?;
        let mut rows = 0;
        let mut next = |(_, range): &(IdColumn<'_>, Range<usize>)| {
            rows += range.len();
            rows - range.len()
        };
        Some(Self {
            keys,
            before: chunks.iter().map(&mut next).collect(),
            chunks,
            rows,
        })
    }

    /// The sort key of the lead of a row; `None` if its id needs the slow path.
    fn place<const N: usize>(&self, row: usize) -> Option<KeyOrder<N>> {
        let at = self.before.partition_point(|before| *before <= row);
        let at = at.checked_sub(1)?;
        let (ids, range) = self.chunks.get(at)?;
        let row = range.start + row - self.before.get(at)?;
        let (mut key, mut event) = ([LeadKey::NONE], [PackedEvent::NOTHING]);
        ids.keys(self.keys, row, &mut [0], &mut key, &mut event);
        let [key] = key;
        let [event] = event;
        (!event.is_by_row()).then(|| self.keys.order(&key))
    }

    /// The sort keys of rows that are `apart` rows apart; `None` if they are not sorted.
    fn steps<const N: usize>(&self, apart: usize) -> Option<Vec<KeyOrder<N>>> {
        let Some(last) = self.rows.checked_sub(1) else {
            return Some(Vec::new());
        };
        let mut found = Vec::with_capacity(self.rows / apart);
        let mut before = self.place::<N>(0)?;
        for row in (0..self.rows).step_by(apart).skip(1).chain([last]) {
            let place = self.place(row)?;
            if place < before {
                return None;
            }
            if row != last {
                found.push(place);
            }
            before = place;
        }
        Some(found)
    }

    /// The first row from `from` on whose sort key is not before `bound`.
    fn before<const N: usize>(&self, bound: &KeyOrder<N>, from: usize) -> Option<usize> {
        let (mut low, mut high) = (from, self.rows);
        // Searched with growing steps, because the next cut is near.
        let mut step = 1;
        while low + step < high && self.place::<N>(low + step)? < *bound {
            (low, step) = (low + step, step * 2);
        }
        high = high.min(low + step);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.place::<N>(middle)? < *bound {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(low)
    }

    /// Rows of the table as pieces of chunks.
    fn pieces(&self, rows: Range<usize>) -> Vec<Piece> {
        let first = self.before.partition_point(|before| *before <= rows.start);
        let first = first.saturating_sub(1);
        let chunks = (first..).zip(self.before.iter().zip(&self.chunks).skip(first));
        let chunks = chunks.take_while(|(_, (before, _))| **before < rows.end);
        let piece =
            |(at, (before, (_, range))): (usize, (&usize, &(IdColumn<'_>, Range<usize>)))| {
                let first = range.start + rows.start.saturating_sub(*before);
                let end = range.end.min(range.start + (rows.end - before));
                let rows = RowRange { first, end };
                (first < end).then_some(Piece { chunk: at, rows })
            };
        chunks.filter_map(piece).collect()
    }
}
