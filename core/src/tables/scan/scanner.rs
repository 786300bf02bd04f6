//! Events in the order of their rows become short records in partitions, each of which fits the cache.

use super::block::Block;
use super::day_lookup::DayLookup;
use super::event_names::EventNames;
use super::events::EventColumns;
use super::id_block::IdColumn;
use crate::exact::Instant;
use crate::intake::event_name;
use crate::lead::{Reject, UnknownEvents};
use crate::model::plan::Compiled;
use crate::tables::columns::column::Column;
use crate::tables::columns::lead_key::LeadKeys;
use crate::tables::columns::pieces::{BLOCK, ChunkRows, RowRange};
use crate::tables::columns::texts::Texts;
use crate::tables::options::KnownAt;
use crate::tables::partition::unpartitioned::{Partitioned, RecordBuffer, Unpartitioned};
use crate::tally::Classifier;

/// The result of one piece of work.
pub(crate) struct Scan<const N: usize> {
    pub(crate) records: Partitioned<N>,
    pub(crate) report: ScanReport,
}

/// Rejects and counts of rows.
#[derive(Default)]
pub(crate) struct ScanReport {
    pub(crate) rejects: Vec<Reject>,
    pub(crate) unknown: UnknownEvents,
    pub(crate) without_offset: u64,
    pub(crate) without_value: u64,
}

/// How events are read.
#[derive(Clone, Copy)]
pub(crate) struct ScanOptions<'a> {
    /// Later events do not exist; `None` if each lead has its own instants.
    pub(crate) as_of: Option<Instant>,
    /// Whether the day of an event says when it exists, so that it can be packed. If not, each row is
    /// read again for each instant.
    pub(crate) packs: bool,
    pub(crate) known: KnownAt,
    /// By kind of the model: whether its events need more than a record.
    pub(crate) needs_row: &'a [bool],
    /// By kind of the model: whether a signal has `points_per_unit`.
    pub(crate) per_unit: &'a [bool],
    pub(crate) names: &'a EventNames,
    pub(crate) days: Option<&'a DayLookup<'a>>,
    /// Number of bits that number the partitions.
    pub(crate) bits: u32,
}

/// Reads rows of events.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn scan<const N: usize>(
    plan: &Compiled,
    part: ChunkRows<'_>,
    keys: &LeadKeys,
    options: ScanOptions<'_>,
) -> Scan<N> {
    let ChunkRows { chunk, rows, start } = part;
    let events = EventColumns::new(plan, chunk, options.known);
    let mut scanner = Scanner {
        events: &events,
        classifier: Classifier::new(plan),
        options,
        names: options.names.clone(),
        keys,
        first: rows.first,
        start,
        buffer: RecordBuffer::new(),
        unpartitioned: Unpartitioned::new(rows.end - rows.first, options.bits),
        report: ScanReport::default(),
    };
    match (IdColumn::new(events.lead), events.name) {
        (Some(ids), Some(Column::Texts(names))) => scanner.by_blocks(&ids, &**names, rows),
        _ => scanner.by_values(rows),
    }
    scanner.finish()
}

/// Reads rows of events into records.
pub(crate) struct Scanner<'s, const N: usize> {
    pub(crate) events: &'s EventColumns<'s>,
    pub(crate) classifier: Classifier<'s>,
    pub(crate) options: ScanOptions<'s>,
    pub(crate) names: EventNames,
    pub(crate) keys: &'s LeadKeys,
    /// The first row of the piece of work.
    pub(crate) first: usize,
    /// The row of the table at which the chunk begins.
    pub(crate) start: usize,
    /// The records of the current block.
    pub(crate) buffer: RecordBuffer<N>,
    unpartitioned: Unpartitioned<N>,
    pub(crate) report: ScanReport,
}

impl<const N: usize> Scanner<'_, N> {
    /// Reads rows whose ids are texts or whole numbers and whose names are texts, as in most tables.
    #[cfg_attr(small, optimize(speed))]
    fn by_blocks(&mut self, ids: &IdColumn<'_>, names: &dyn Texts, rows: RowRange) {
        let fast = self.events.fast_columns().zip(self.options.days);
        let fast = fast.filter(|_| self.options.packs);
        let mut block = Block::new();
        for first in (rows.first..rows.end).step_by(BLOCK) {
            let end = rows.end.min(first + BLOCK);
            if let Some((columns, days)) = &fast {
                block.read(first..end, ids, self.keys, names, &self.names, columns);
                self.block(&block, days, names);
            } else {
                for row in first..end {
                    self.slow_path(row, EventColumns::named(names.text(row)));
                }
            }
            self.flush();
        }
    }

    /// Reads rows whose ids and names are of any type.
    fn by_values(&mut self, rows: RowRange) {
        let events = self.events;
        for row in rows.first..rows.end {
            let name = events.name.map(|column| column.value(row));
            let name = name.as_ref().and_then(|name| event_name(name).ok());
            self.slow_path(row, name);
            if self.buffer.is_full() {
                self.flush();
            }
        }
        self.flush();
    }

    #[inline]
    fn flush(&mut self) {
        self.unpartitioned.extend(&self.buffer);
        self.buffer.clear();
    }

    fn finish(mut self) -> Scan<N> {
        self.names.report(&mut self.report.unknown);
        Scan {
            records: self.unpartitioned.partition(),
            report: self.report,
        }
    }
}
