//! Events in the order of their rows become short records in parts, so that
//! the events of a lead come together in memory that fits the cache.

use super::column::{Column, Texts};
use super::events::Plain;
use super::events::{Events, leadless, rejected};
use super::ids::Ids;
use super::input::Chunk;
use super::key::{Key, Keys};
use super::names::Names;
use super::rows::Rows;
use crate::exact::{Day, Instant, Milli};
use crate::lead::{Reject, UnknownEvents};
use crate::model::plan::Compiled;
use crate::tally::{Origin, Read, Sorter};

/// Rows that are read at once.
pub(super) const BLOCK: usize = 256;
/// The first day that a record can hold: a day before the first instant.
const FIRST_DAY: i32 = -25_570;
/// Bits of a day in a record; 300 years have fewer days than that.
const DAY_BITS: u32 = 17;
const DAY_MASK: u32 = (1 << DAY_BITS) - 1;
/// Set where a value follows.
const VALUED: u32 = 1 << DAY_BITS;
/// Where the kind begins.
const KIND: u32 = DAY_BITS + 1;
/// No signal: the event only proves that there is such a lead.
const NOTHING: u32 = (1 << (32 - KIND)) - 1;
/// The row must be read again: it says more than a record can hold.
const BY_ROW: u32 = NOTHING - 1;

/// An event of a lead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<const N: usize> {
    pub(super) key: Key<N>,
    pub(super) what: What,
    /// Row in the piece of work.
    pub(super) row: u32,
}

impl<const N: usize> Record<N> {
    const NONE: Self = Self {
        key: Key::NONE,
        what: What::NOTHING,
        row: 0,
    };
}

/// What an event is, packed: kind, whether a value follows, and day.
#[derive(Clone, Copy, Debug)]
pub(super) struct What(u32);

/// What an event is.
pub(super) enum Unpacked {
    Nothing,
    ByRow,
    Counts { kind: u32, valued: bool, day: Day },
}

impl What {
    /// No signal.
    pub(super) const NOTHING: Self = Self(NOTHING << KIND);

    #[inline]
    fn counts(kind: u32, day: Day, valued: bool) -> Self {
        let day = day.0.wrapping_sub(FIRST_DAY).cast_unsigned();
        if kind >= BY_ROW || day > DAY_MASK {
            return Self(BY_ROW << KIND);
        }
        Self(kind << KIND | day | if valued { VALUED } else { 0 })
    }

    #[inline]
    pub(super) fn unpack(self) -> Unpacked {
        match self.0 >> KIND {
            NOTHING => Unpacked::Nothing,
            BY_ROW => Unpacked::ByRow,
            kind => Unpacked::Counts {
                kind,
                valued: self.valued(),
                day: Day((self.0 & DAY_MASK).cast_signed() + FIRST_DAY),
            },
        }
    }

    #[inline]
    fn is_by_row(self) -> bool {
        self.0 >> KIND == BY_ROW
    }

    #[inline]
    pub(super) fn valued(self) -> bool {
        self.0 & VALUED != 0
    }
}

/// Records of one part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket<'s, const N: usize> {
    pub(super) records: &'s [Record<N>],
    /// Values in thousandths of the records that have one, in their order.
    pub(super) values: &'s [i64],
}

/// What a piece of work found.
pub(super) struct Scan<const N: usize> {
    /// In the order of the rows until [`Scan::sort`], then of the parts.
    records: Vec<Record<N>>,
    values: Vec<i64>,
    /// The part of each record, in the order of the rows.
    parts: Vec<u16>,
    /// How many records and values each part has; once sorted, where they end.
    ends: Vec<(usize, usize)>,
    /// Whether a row must be read again.
    pub(super) by_row: bool,
    pub(super) rejects: Vec<Reject>,
    pub(super) unknown: UnknownEvents,
    pub(super) without_offset: u64,
    pub(super) without_value: u64,
}

/// How events are to be read.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Later events do not exist; none where each lead has instants of its own.
    pub(super) as_of: Option<Instant>,
    /// By kind of the model: whether its events say more than a record holds.
    pub(super) notes: &'a [bool],
    /// By kind of the model: whether its events are worth something by their value.
    pub(super) per_unit: &'a [bool],
    pub(super) names: &'a Names,
    pub(super) bits: u32,
}

/// Reads rows of a chunk of events.
pub(super) fn scan<const N: usize>(
    plan: &Compiled,
    chunk: &Chunk<'_>,
    (rows, start): (Rows, usize),
    keys: &Keys,
    wanted: Wanted<'_>,
) -> Scan<N> {
    let events = Events::of(plan, chunk);
    let mut scanner = Scanner {
        events: &events,
        sorter: Sorter::new(plan),
        wanted,
        keys,
        found: Scan {
            records: Vec::with_capacity(rows.end - rows.first),
            values: Vec::new(),
            parts: Vec::with_capacity(rows.end - rows.first),
            ends: vec![(0, 0); 1 << wanted.bits],
            by_row: false,
            rejects: Vec::new(),
            unknown: UnknownEvents::default(),
            without_offset: 0,
            without_value: 0,
        },
    };
    match (Ids::of(events.lead), events.name) {
        (Some(ids), Some(Column::Texts(names))) => scanner.by_blocks(&ids, &**names, rows, start),
        _ => scanner.by_values(rows, start),
    }
    scanner.found.sort();
    scanner.found
}

impl<const N: usize> Scan<N> {
    /// Brings the records of each part together, in the order of their rows.
    fn sort(&mut self) {
        let mut next = std::mem::take(&mut self.ends);
        let mut sums = (0, 0);
        for one in &mut next {
            let first = sums;
            sums = (sums.0 + one.0, sums.1 + one.1);
            *one = first;
        }
        let mut records = vec![Record::NONE; self.records.len()];
        let mut values = vec![0; self.values.len()];
        let mut given = self.values.iter();
        for (record, part) in self.records.iter().zip(&self.parts) {
            let Some(next) = next.get_mut(usize::from(*part)) else {
                continue;
            };
            if let Some(place) = records.get_mut(next.0) {
                *place = *record;
                next.0 += 1;
            }
            if record.what.valued()
                && let (Some(place), Some(value)) = (values.get_mut(next.1), given.next())
            {
                *place = *value;
                next.1 += 1;
            }
        }
        self.parts = Vec::new();
        (self.records, self.values, self.ends) = (records, values, next);
    }

    /// The records of a part.
    pub(super) fn bucket(&self, part: usize) -> Bucket<'_, N> {
        let end = |part: usize| self.ends.get(part).copied().unwrap_or_default();
        let first = part.checked_sub(1).map(end).unwrap_or_default();
        let end = end(part);
        Bucket {
            records: self.records.get(first.0..end.0).unwrap_or_default(),
            values: self.values.get(first.1..end.1).unwrap_or_default(),
        }
    }
}

struct Scanner<'s, const N: usize> {
    events: &'s Events<'s>,
    sorter: Sorter<'s>,
    wanted: Wanted<'s>,
    keys: &'s Keys,
    found: Scan<N>,
}

impl<const N: usize> Scanner<'_, N> {
    /// Ids are texts or whole numbers and names are texts, as most often.
    fn by_blocks(&mut self, ids: &Ids<'_>, names: &dyn Texts, rows: Rows, start: usize) {
        let events = self.events;
        let plain = events.plain().filter(|_| self.wanted.as_of.is_some());
        let mut called = [None; BLOCK];
        for first in (rows.first..rows.end).step_by(BLOCK) {
            let count = BLOCK.min(rows.end - first);
            let mut found = [None; BLOCK];
            let (Some(found), Some(called)) = (found.get_mut(..count), called.get_mut(..count))
            else {
                return;
            };
            ids.keys(self.keys, first, found);
            names.bytes(first, called);
            for (at, (key, name)) in found.iter().zip(called.iter()).enumerate() {
                let row = first + at;
                let done = match (&plain, key, name) {
                    (Some(plain), Some(key), Some(name)) => {
                        self.plain((row, rows.first), *key, name, plain)
                    }
                    _ => None,
                };
                if done.is_none() {
                    let place = (row, rows.first, start);
                    self.value(place, Events::named(names.text(row)));
                }
            }
        }
    }

    /// A row of which everything is as usual; `None`: look again.
    #[inline]
    fn plain(
        &mut self,
        (row, first): (usize, usize),
        key: Key<N>,
        name: &[u8],
        plain: &Plain<'_>,
    ) -> Option<()> {
        let kind = self.wanted.names.simple(name)?;
        let at = Instant::from_micros(*plain.micros.get(row)?)?;
        if self.wanted.as_of.is_some_and(|as_of| at > as_of) {
            return Some(());
        }
        let value = plain.value(row);
        if value.is_none() && *self.wanted.per_unit.get(kind as usize)? {
            return None;
        }
        let milli = match value {
            Some(value) => Some(crate::model::reading::amount_of(value).ok()??),
            None => None,
        };
        let what = What::counts(kind, self.events.plan.zone.day_of(at), milli.is_some());
        self.push(key, what, milli, row - first);
        Some(())
    }

    #[inline]
    fn push(&mut self, key: Key<N>, what: What, value: Option<Milli>, row: usize) {
        let part = super::part_of(key.hash(), self.wanted.bits);
        if let Some(count) = self.found.ends.get_mut(part) {
            count.0 += 1;
            count.1 += usize::from(what.valued());
        }
        // INVARIANT: there are fewer parts than that, see `MOST_BITS`.
        self.found
            .parts
            .push(u16::try_from(part).unwrap_or(u16::MAX));
        if what.valued() {
            self.found.values.push(value.map_or(0, |value| value.0));
        }
        self.found.by_row |= what.is_by_row();
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        self.found.records.push(Record { key, what, row });
    }

    fn by_values(&mut self, rows: Rows, start: usize) {
        let events = self.events;
        for row in rows.first..rows.end {
            let name = events.name.map(|column| column.value(row));
            let name = name
                .as_ref()
                .and_then(|name| crate::model::reading::name(name).ok());
            self.value((row, rows.first, start), name);
        }
    }

    /// A row whose id is of any kind.
    fn value(&mut self, (row, first, start): (usize, usize, usize), name: Option<&str>) {
        let id = self.events.lead.map_or(Ok(None), |column| column.id(row));
        match id {
            Ok(id) => self.row((row, first, start), id.as_deref(), name),
            Err(fault) => {
                let faults = vec![("lead".into(), fault)];
                let rejects = rejected(start + row, None, faults);
                self.found.rejects.extend(rejects);
            }
        }
    }

    #[inline]
    fn row(
        &mut self,
        (row, first, start): (usize, usize, usize),
        id: Option<&str>,
        name: Option<&str>,
    ) {
        let found = self.events.row(row, name.is_some());
        let (Some(id), Ok(found), Some(name)) = (id, &found, name) else {
            let mut faults = found.err().unwrap_or_default();
            if id.is_none() {
                faults.insert(0, ("lead".into(), leadless()));
            }
            self.found.rejects.extend(rejected(start + row, id, faults));
            return;
        };
        self.found.without_offset += u64::from(found.local);
        if self.wanted.as_of.is_some_and(|as_of| found.at > as_of) {
            return;
        }
        let what = self.what(row, name, found);
        let key = self.keys.key::<N>(id);
        self.push(key, what, found.value, row - first);
    }

    #[inline]
    fn what(&mut self, row: usize, name: &str, found: &super::events::Row) -> What {
        let plan = self.events.plan;
        let has_id = || {
            self.events
                .id
                .is_some_and(|column| matches!(column.id(row), Ok(Some(_))))
        };
        if self.wanted.as_of.is_none() || has_id() {
            return What(BY_ROW << KIND);
        }
        let Some(id) = plan.intake.events.get(name) else {
            self.found.unknown.add(name);
            return What::NOTHING;
        };
        let Some(named) = plan.intake.plans.get(*id as usize) else {
            return What::NOTHING;
        };
        let kind = match (&named.kinds[..], &named.signals[..]) {
            // One signal without a condition: nothing to decide.
            ([_, one], [(_, None)]) => *one,
            _ => {
                let read = Read {
                    origin: Origin::Row(self.events, row),
                    name,
                    at: found.at,
                    value: found.value,
                    id: None,
                    plan: Some(*id),
                };
                self.sorter.classify(plan, named, &read)
            }
        };
        let Some(fits) = plan.kinds.get(kind as usize) else {
            return What(BY_ROW << KIND);
        };
        if fits.signals.is_empty() {
            return What::NOTHING;
        }
        if self
            .wanted
            .notes
            .get(kind as usize)
            .copied()
            .unwrap_or(true)
        {
            return What(BY_ROW << KIND);
        }
        if found.value.is_none()
            && self
                .wanted
                .per_unit
                .get(kind as usize)
                .copied()
                .unwrap_or(false)
        {
            self.found.without_value += 1;
        }
        What::counts(kind, plan.zone.day_of(found.at), found.value.is_some())
    }
}
