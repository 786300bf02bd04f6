//! Profiles: which leads there are, and which row counts for each.

use super::attributes::{AttributeReader, Attributes};
use super::id_block::Ids;
use super::text_pool::Texts;
use crate::exact::Instant;
use crate::intake::{Cell, Fault};
use crate::lead::{Reject, RejectCode, TableName};
use crate::model::plan::Compiled;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::columns::lead_key::{Key, Keys};
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::pieces::Rows;
use crate::tables::options::KnownAt;
use crate::tables::partition::radix::{Parted, Parts};
use crate::tables::partition::record::PackedEvent;

/// A row of the profiles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person<const N: usize> {
    pub(crate) key: Key<N>,
    /// Row in the piece of work.
    at: u32,
    pub(crate) row: usize,
    pub(crate) since: Since,
}

/// From when on a row of a profile counts, and when it was recorded: microseconds,
/// and less than any instant where that is null. Later ones win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Since {
    valid_from: i64,
    recorded_at: i64,
}

/// Stands for null: since ever.
const EVER: i64 = i64::MIN;

impl Since {
    const EVER: Self = Self {
        valid_from: EVER,
        recorded_at: EVER,
    };

    /// Reads when a row counts; the column that cannot be read and why.
    pub(crate) fn read(
        (valid_from, recorded_at): (Option<&Column<'_>>, Option<&Column<'_>>),
        row: usize,
        plan: &Compiled,
    ) -> Result<Self, (&'static str, Fault)> {
        let zone = &plan.zone;
        let from = valid_from.map_or(Ok(None), |column| column.valid_from(row, zone));
        let recorded = recorded_at.map_or(Ok(None), |column| column.recorded_at(row, zone));
        let micros = |instant: Option<Instant>| instant.map_or(EVER, Instant::micros);
        Ok(Self {
            valid_from: micros(from.map_err(|fault| ("valid_from", fault))?),
            recorded_at: micros(recorded.map_err(|fault| ("recorded_at", fault))?),
        })
    }

    /// Whether a row counts at an instant.
    pub(crate) fn holds(self, as_of: Instant, known: KnownAt) -> bool {
        let until = as_of.micros();
        self.valid_from <= until && (known == KnownAt::Now || self.recorded_at <= until)
    }
}

impl<const N: usize> Person<N> {
    const NONE: Self = Self {
        key: Key::NONE,
        at: 0,
        row: 0,
        since: Since::EVER,
    };
}

/// Rows of profiles by part, and what was wrong with them.
pub(crate) struct People<'t, const N: usize> {
    pub(crate) persons: Parted<Person<N>>,
    attributes: Attributes<'t>,
    pub(crate) rejects: Vec<Reject>,
}

impl<'t, const N: usize> People<'t, N> {
    /// The attributes of a person.
    pub(crate) fn cells(&self, person: &Person<N>) -> &[Cell<'t>] {
        self.attributes.of(person.at as usize)
    }
}

/// The attributes of the persons of a part.
pub(crate) struct Together<'t> {
    cells: Vec<Cell<'t>>,
    width: usize,
    /// Of each piece of work, how many persons are before it.
    starts: Vec<usize>,
}

/// Brings the attributes of the persons of a part together.
pub(crate) fn together<'t, const N: usize>(
    people: impl Iterator<Item = &'t People<'t, N>>,
    part: usize,
    width: usize,
) -> Together<'t> {
    let mut found = Together {
        cells: Vec::new(),
        width,
        starts: Vec::new(),
    };
    let mut count = 0;
    for one in people {
        let persons = one.persons.part(part);
        found.starts.push(count);
        count += persons.len();
        found.cells.reserve(persons.len() * width);
        for person in persons {
            found.cells.extend_from_slice(one.cells(person));
        }
    }
    found
}

impl<'t> Together<'t> {
    /// The attributes of a person: the piece of work and the place there.
    pub(crate) fn of(&self, (piece, at): (u32, u32)) -> &[Cell<'t>] {
        let start = self.starts.get(piece as usize).copied().unwrap_or_default();
        let first = (start + at as usize) * self.width;
        self.cells
            .get(first..first + self.width)
            .unwrap_or_default()
    }
}

/// Reads rows of a chunk of profiles.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn people<'t, const N: usize>(
    plan: &'t Compiled,
    chunk: &'t Chunk<'t>,
    (rows, start): (Rows, usize),
    keys: &'t Keys,
    (texts, bits): (&'t Texts<'t>, u32),
) -> People<'t, N> {
    let mut reader = Reader {
        start,
        lead: chunk.column("lead"),
        times: (chunk.column("valid_from"), chunk.column("recorded_at")),
        keys,
        plan,
        persons: Vec::with_capacity(rows.end - rows.first),
        rejects: Vec::new(),
    };
    let ids = Ids::of(reader.lead);
    let mut attributes = AttributeReader::new((plan, texts), chunk, rows.first..rows.end);
    let (mut block, mut shorts) = ([Key::NONE; BLOCK], [0; BLOCK]);
    for first in (rows.first..rows.end).step_by(BLOCK) {
        let end = rows.end.min(first + BLOCK);
        let shorts = shorts.get_mut(..end - first).unwrap_or_default();
        let mut whats = [PackedEvent::BY_ROW; BLOCK];
        if let Some(ids) = &ids {
            whats.fill(PackedEvent::NOTHING);
            let whats = whats.get_mut(..end - first).unwrap_or_default();
            ids.keys((keys, first), shorts, &mut block, whats);
        }
        let mut wanted = [false; BLOCK];
        let found = block.iter().zip(&whats).zip(&mut wanted);
        for (row, ((key, what), wanted)) in (first..end).zip(found) {
            let key = (!what.is_by_row()).then_some(*key);
            *wanted = reader.person(row, row - rows.first, key).is_some();
        }
        attributes.read(first..end, &wanted, |row, column, fault| {
            reader.reject(row, column, fault);
        });
    }
    reader.finish(attributes.finish(), bits)
}

struct Reader<'t, const N: usize> {
    plan: &'t Compiled,
    /// The first row of the chunk in its table.
    start: usize,
    lead: Option<&'t Column<'t>>,
    /// `valid_from` and `recorded_at`.
    times: (Option<&'t Column<'t>>, Option<&'t Column<'t>>),
    keys: &'t Keys,
    persons: Vec<Person<N>>,
    rejects: Vec<Reject>,
}

impl<'t, const N: usize> Reader<'t, N> {
    /// Reads whose a row is and since when, if that is possible.
    fn person(&mut self, row: usize, at: usize, key: Option<Key<N>>) -> Option<()> {
        let key = match key {
            Some(key) => key,
            None => self.key(row)?,
        };
        let since = match self.times {
            (None, None) => Since::EVER,
            times => match Since::read(times, row, self.plan) {
                Ok(since) => since,
                Err((column, fault)) => {
                    self.reject(row, column, fault);
                    return None;
                }
            },
        };
        self.persons.push(Person {
            key,
            // INVARIANT: a piece of work has fewer rows than that.
            at: u32::try_from(at).unwrap_or(u32::MAX),
            row: self.start + row,
            since,
        });
        Some(())
    }

    fn key(&mut self, row: usize) -> Option<Key<N>> {
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

    fn finish(self, attributes: Attributes<'t>, bits: u32) -> People<'t, N> {
        let mut parts = Parts::new(self.persons.len(), bits);
        parts.extend(self.persons.iter().map(|person| person.key.hash()));
        People {
            persons: parts.sorted(self.persons, Person::NONE),
            attributes,
            rejects: self.rejects,
        }
    }
}

/// The key of a row's id.
fn key<const N: usize>(
    column: &Column<'_>,
    row: usize,
    keys: &Keys,
) -> Result<Option<Key<N>>, Fault> {
    if let Column::Wholes(list, known) = column
        && let Some(whole) = list.get(row).filter(|_| known.holds(row))
        && let Some(key) = keys.of_whole(*whole)
    {
        return Ok(Some(key));
    }
    Ok(column.id(row)?.map(|id| keys.key(&id)))
}

fn missing() -> Fault {
    Fault::missing("a profile needs the id of its lead")
}

/// The second of two rows that cannot be told apart.
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
