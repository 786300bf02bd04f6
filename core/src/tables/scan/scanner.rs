//! Events in the order of their rows become short records in parts, so that
//! the events of a lead come together in memory that fits the cache.

use super::block::Block;
use super::day_lookup::Days;
use super::event_names::Names;
use super::events::Events;
use super::id_block::Ids;
use crate::exact::Instant;
use crate::intake::event_name;
use crate::lead::{Reject, UnknownEvents};
use crate::model::plan::Compiled;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::columns::lead_key::Keys;
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::pieces::Rows;
use crate::tables::columns::texts::Texts;
use crate::tables::options::KnownAt;
use crate::tables::partition::unpartitioned::{Fresh, Partitioned, Unpartitioned};
use crate::tally::Sorter;

/// What a piece of work found.
pub(crate) struct Scan<const N: usize> {
    pub(crate) records: Partitioned<N>,
    pub(crate) noticed: ScanReport,
}

/// What was wrong with rows, or may be.
#[derive(Default)]
pub(crate) struct ScanReport {
    pub(crate) rejects: Vec<Reject>,
    pub(crate) unknown: UnknownEvents,
    pub(crate) without_offset: u64,
    pub(crate) without_value: u64,
}

/// How events are to be read.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Later events do not exist; none where each lead has instants of its own.
    pub(crate) as_of: Option<Instant>,
    pub(crate) known: KnownAt,
    /// By kind of the model: whether its events say more than a record holds.
    pub(crate) notes: &'a [bool],
    /// By kind of the model: whether its events are worth something by their value.
    pub(crate) per_unit: &'a [bool],
    pub(crate) names: &'a Names,
    pub(crate) days: Option<&'a Days<'a>>,
    pub(crate) bits: u32,
}

/// Reads rows of a chunk of events.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn scan<const N: usize>(
    plan: &Compiled,
    chunk: &Chunk<'_>,
    (rows, start): (Rows, usize),
    keys: &Keys,
    wanted: Wanted<'_>,
) -> Scan<N> {
    let events = Events::of(plan, chunk, wanted.known);
    let mut scanner = Scanner {
        events: &events,
        sorter: Sorter::new(plan),
        wanted,
        names: wanted.names.clone(),
        keys,
        first: rows.first,
        start,
        fresh: Fresh::new(),
        loose: Unpartitioned::new(rows.end - rows.first, wanted.bits),
        noticed: ScanReport::default(),
    };
    match (Ids::of(events.lead), events.name) {
        (Some(ids), Some(Column::Texts(names))) => scanner.by_blocks(&ids, &**names, rows),
        _ => scanner.by_values(rows),
    }
    scanner.finish()
}

pub(crate) struct Scanner<'s, const N: usize> {
    pub(crate) events: &'s Events<'s>,
    pub(crate) sorter: Sorter<'s>,
    pub(crate) wanted: Wanted<'s>,
    pub(crate) names: Names,
    pub(crate) keys: &'s Keys,
    /// The first row of the piece of work.
    pub(crate) first: usize,
    /// The first row of the chunk in its table.
    pub(crate) start: usize,
    /// Of the rows in hand.
    pub(crate) fresh: Fresh<N>,
    loose: Unpartitioned<N>,
    pub(crate) noticed: ScanReport,
}

impl<const N: usize> Scanner<'_, N> {
    /// Ids are texts or whole numbers and names are texts, as most often.
    #[cfg_attr(small, optimize(speed))]
    fn by_blocks(&mut self, ids: &Ids<'_>, names: &dyn Texts, rows: Rows) {
        let plain = self.events.plain().zip(self.wanted.days);
        let mut block = Block::new();
        for first in (rows.first..rows.end).step_by(BLOCK) {
            let end = rows.end.min(first + BLOCK);
            if let Some((plain, days)) = &plain {
                block.read(first..end, (ids, self.keys), (names, &self.names), plain);
                self.block(&block, days, names);
            } else {
                for row in first..end {
                    self.careful(row, Events::named(names.text(row)));
                }
            }
            self.flush();
        }
    }

    /// Ids and names are anything.
    #[cfg_attr(small, optimize(speed))]
    fn by_values(&mut self, rows: Rows) {
        let events = self.events;
        for row in rows.first..rows.end {
            let name = events.name.map(|column| column.value(row));
            let name = name.as_ref().and_then(|name| event_name(name).ok());
            self.careful(row, name);
            if self.fresh.is_full() {
                self.flush();
            }
        }
        self.flush();
    }

    #[cfg_attr(small, optimize(speed))]
    fn flush(&mut self) {
        self.loose.extend(&self.fresh);
        self.fresh.clear();
    }

    fn finish(mut self) -> Scan<N> {
        self.names.tell(&mut self.noticed.unknown);
        Scan {
            records: self.loose.sorted(),
            noticed: self.noticed,
        }
    }
}
