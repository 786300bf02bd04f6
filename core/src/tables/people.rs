//! Profiles: which leads there are, and which row counts for each.

use super::attributes::{AttributeReader, Attributes};
use super::block::BLOCK;
use super::column::Column;
use super::ids::Ids;
use super::input::Chunk;
use super::key::{Key, Keys};
use super::parted::{Parted, Parts};
use super::record::What;
use super::rows::Rows;
use super::shared::Texts;
use crate::exact::Instant;
use crate::lead::{Reject, RejectCode, TableName};
use crate::model::plan::Compiled;
use crate::model::reading::{Cell, Fault};

/// A row of the profiles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person<const N: usize> {
    pub(super) key: Key<N>,
    /// Row in the piece of work.
    at: u32,
    pub(super) row: usize,
    /// Null means since ever.
    pub(super) from: Option<Instant>,
}

impl<const N: usize> Person<N> {
    const NONE: Self = Self {
        key: Key::NONE,
        at: 0,
        row: 0,
        from: None,
    };
}

/// Rows of profiles by part, and what was wrong with them.
pub(super) struct People<'t, const N: usize> {
    pub(super) persons: Parted<Person<N>>,
    attributes: Attributes<'t>,
    pub(super) rejects: Vec<Reject>,
}

impl<'t, const N: usize> People<'t, N> {
    /// The attributes of a person.
    pub(super) fn cells(&self, person: &Person<N>) -> &[Cell<'t>] {
        self.attributes.of(person.at as usize)
    }
}

/// The attributes of the persons of a part.
pub(super) struct Together<'t> {
    cells: Vec<Cell<'t>>,
    width: usize,
    /// Of each piece of work, how many persons are before it.
    starts: Vec<usize>,
}

/// Brings the attributes of the persons of a part together.
pub(super) fn together<'t, const N: usize>(
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
    pub(super) fn of(&self, (piece, at): (u32, u32)) -> &[Cell<'t>] {
        let start = self.starts.get(piece as usize).copied().unwrap_or_default();
        let first = (start + at as usize) * self.width;
        self.cells
            .get(first..first + self.width)
            .unwrap_or_default()
    }
}

/// Reads rows of a chunk of profiles.
#[cfg_attr(small, optimize(speed))]
pub(super) fn people<'t, const N: usize>(
    plan: &'t Compiled,
    chunk: &'t Chunk<'t>,
    (rows, start): (Rows, usize),
    keys: &'t Keys,
    (texts, bits): (&'t Texts<'t>, u32),
) -> People<'t, N> {
    let mut reader = Reader {
        start,
        lead: chunk.column("lead"),
        valid_from: chunk.column("valid_from"),
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
        let mut whats = [What::BY_ROW; BLOCK];
        if let Some(ids) = &ids {
            whats.fill(What::NOTHING);
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
    valid_from: Option<&'t Column<'t>>,
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
        let from = match self.valid_from {
            Some(column) => match since(column, row, self.plan) {
                Ok(from) => from,
                Err(fault) => {
                    self.reject(row, "valid_from", fault);
                    return None;
                }
            },
            None => None,
        };
        self.persons.push(Person {
            key,
            // INVARIANT: a piece of work has fewer rows than that.
            at: u32::try_from(at).unwrap_or(u32::MAX),
            row: self.start + row,
            from,
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
        let reject = rejected(self.start + row, id.as_deref(), column, fault);
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

/// From when on a row counts; null: since ever.
pub(super) fn since(
    column: &Column<'_>,
    row: usize,
    plan: &Compiled,
) -> Result<Option<Instant>, Fault> {
    let value = column.value(row);
    if crate::model::reading::is_missing(&value) {
        return Ok(None);
    }
    column
        .instant(row, &plan.zone)
        .map(|(instant, _)| Some(instant))
}

fn missing() -> Fault {
    Fault {
        code: RejectCode::Missing,
        reason: "a profile needs the id of its lead".to_owned(),
    }
}

fn rejected(row: usize, lead: Option<&str>, column: &str, fault: Fault) -> Reject {
    Reject {
        table: Some(TableName::Profiles),
        row: u64::try_from(row).ok(),
        lead: lead.map(str::to_owned),
        column: Some(column.to_owned()),
        code: fault.code,
        reason: fault.reason,
    }
}

/// The second of two rows that cannot be told apart.
pub(super) fn duplicate(row: usize, lead: &str, with_from: bool) -> Reject {
    let (column, reason) = if with_from {
        (
            "valid_from",
            "the lead has an earlier row with the same `valid_from`",
        )
    } else {
        (
            "lead",
            "the lead has an earlier row, and there is no column `valid_from`",
        )
    };
    let fault = Fault {
        code: RejectCode::DuplicateLead,
        reason: reason.to_owned(),
    };
    rejected(row, Some(lead), column, fault)
}
