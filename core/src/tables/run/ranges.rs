//! Tables that are sorted by lead, cut between leads: nothing has to be brought
//! together that lies together already.

use std::ops::Range;

use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::lead_key::{Key, Keys, Order};
use crate::tables::columns::pieces::{Piece, Rows};
use crate::tables::partition::record::PackedEvent;
use crate::tables::scan::id_block::Ids;

/// Rows of events of one stretch, about: their leads should fit the cache. With
/// debug assertions so few that the small tables of tests are cut, too.
const EVENTS: usize = if cfg!(debug_assertions) { 8 } else { 1 << 14 };
/// The same of profiles, which take more.
const PROFILES: usize = EVENTS / 8;

/// Rows of both tables that follow each other: all rows of some leads, if the
/// tables are sorted as it seems.
pub(crate) struct LeadRange<const N: usize> {
    pub(crate) profiles: Vec<Piece>,
    pub(crate) events: Vec<Piece>,
    from: Option<Order<N>>,
    to: Option<Order<N>>,
}

impl<const N: usize> LeadRange<N> {
    /// Whether leads belong here, and nowhere else.
    pub(crate) fn has(&self, mut leads: impl Iterator<Item = Key<N>>, keys: &Keys) -> bool {
        let mut last = Key::NONE;
        leads.all(|key| {
            // Rows of the same lead follow each other.
            if key == last {
                return true;
            }
            last = key;
            let place = Some(keys.order(&key));
            place >= self.from && (self.to.is_none() || place < self.to)
        })
    }
}

/// Cuts tables that look sorted; `None` if they do not, or are too small.
pub(crate) fn stretches<const N: usize>(
    (profiles, events): (&[Chunk<'_>], &[Chunk<'_>]),
    keys: &Keys,
) -> Option<Vec<LeadRange<N>>> {
    let (profiles, events) = (Ladder::of(profiles, keys)?, Ladder::of(events, keys)?);
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

/// The leads of a table, row by row over all of its chunks.
struct Ladder<'t> {
    keys: &'t Keys,
    chunks: Vec<(Ids<'t>, Range<usize>)>,
    /// Rows before each chunk.
    before: Vec<usize>,
    rows: usize,
}

impl<'t> Ladder<'t> {
    fn of(chunks: &'t [Chunk<'t>], keys: &'t Keys) -> Option<Self> {
        let of = |chunk: &'t Chunk<'t>| Some((Ids::of(chunk.column("lead"))?, chunk.range()));
        let chunks: Vec<_> = chunks.iter().map(of).collect::<Option<_>>()?;
        let mut rows = 0;
        let mut next = |(_, range): &(Ids<'_>, Range<usize>)| {
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

    /// Where the lead of a row stands in the order; `None` without a usual id.
    fn place<const N: usize>(&self, row: usize) -> Option<Order<N>> {
        let at = self.before.partition_point(|before| *before <= row);
        let at = at.checked_sub(1)?;
        let (ids, range) = self.chunks.get(at)?;
        let row = range.start + row - self.before.get(at)?;
        let (mut key, mut what) = ([Key::NONE], [PackedEvent::NOTHING]);
        ids.keys((self.keys, row), &mut [0], &mut key, &mut what);
        let [key] = key;
        let [what] = what;
        (!what.is_by_row()).then(|| self.keys.order(&key))
    }

    /// The places of some rows, so far apart; `None` if they are not in order.
    fn steps<const N: usize>(&self, apart: usize) -> Option<Vec<Order<N>>> {
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

    /// How many rows are before a place, from that row on.
    fn before<const N: usize>(&self, bound: &Order<N>, from: usize) -> Option<usize> {
        let (mut low, mut high) = (from, self.rows);
        // The next cut is near.
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

    /// Rows by chunks.
    fn pieces(&self, rows: Range<usize>) -> Vec<Piece> {
        let first = self.before.partition_point(|before| *before <= rows.start);
        let first = first.saturating_sub(1);
        let chunks = (first..).zip(self.before.iter().zip(&self.chunks).skip(first));
        let chunks = chunks.take_while(|(_, (before, _))| **before < rows.end);
        let piece = |(at, (before, (_, range))): (usize, (&usize, &(Ids<'_>, Range<usize>)))| {
            let first = range.start + rows.start.saturating_sub(*before);
            let end = range.end.min(range.start + (rows.end - before));
            (first < end).then_some((at, Rows { first, end }))
        };
        chunks.filter_map(piece).collect()
    }
}
