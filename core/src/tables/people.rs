//! Profiles: which leads there are, and which row counts for each.

use rustc_hash::FxHashMap;

use super::column::Column;
use super::input::Chunk;
use super::key::{Key, Keys};
use super::rows::Rows;
use super::shared::Texts;
use crate::exact::Instant;
use crate::lead::{Reject, RejectCode, TableName};
use crate::model::plan::Compiled;
use crate::model::reading::{Cell, Fault, Shared};

/// A row of the profiles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person<const N: usize> {
    pub(super) key: Key<N>,
    pub(super) row: usize,
    /// Null means since ever.
    pub(super) from: Option<Instant>,
}

/// Rows of one part with their attributes, which are read in the order of the
/// rows: later the leads of a part would find them all over memory.
#[derive(Default)]
pub(super) struct Persons<'t, const N: usize> {
    pub(super) rows: Vec<Person<N>>,
    /// As many for each row as the model has attributes.
    cells: Vec<Cell<'t>>,
}

impl<'t, const N: usize> Persons<'t, N> {
    /// The attributes of a row.
    pub(super) fn cells(&self, at: usize, attributes: usize) -> &[Cell<'t>] {
        let first = at * attributes;
        self.cells
            .get(first..first + attributes)
            .unwrap_or_default()
    }
}

/// Rows of profiles by part, and what was wrong with them.
pub(super) struct People<'t, const N: usize> {
    pub(super) parts: Vec<Persons<'t, N>>,
    pub(super) rejects: Vec<Reject>,
}

/// Reads rows of a chunk of profiles.
pub(super) fn people<'t, const N: usize>(
    plan: &'t Compiled,
    chunk: &'t Chunk<'t>,
    (rows, start): (Rows, usize),
    keys: &Keys,
    (texts, bits): (&'t Texts<'t>, u32),
) -> People<'t, N> {
    let mut reader = Reader {
        start,
        lead: chunk.column("lead"),
        columns: chunk.fields(&plan.intake.attributes),
        texts,
        known: vec![FxHashMap::default(); plan.intake.attributes.len()],
        cells: Vec::new(),
        found: People {
            parts: (0..1_usize << bits)
                .map(|_| Persons {
                    rows: Vec::new(),
                    cells: Vec::new(),
                })
                .collect(),
            rejects: Vec::new(),
        },
        plan,
    };
    let valid_from = chunk.column("valid_from");
    for row in rows.first..rows.end {
        let key = match reader
            .lead
            .map_or(Ok(None), |column| key(column, row, keys))
        {
            Ok(Some(key)) => key,
            Ok(None) => {
                reader.reject(row, "lead", missing());
                continue;
            }
            Err(fault) => {
                reader.reject(row, "lead", fault);
                continue;
            }
        };
        let from = match valid_from.map_or(Ok(None), |column| since(column, row, plan)) {
            Ok(from) => from,
            Err(fault) => {
                reader.reject(row, "valid_from", fault);
                continue;
            }
        };
        reader.read(row);
        let person = Person {
            key,
            row: start + row,
            from,
        };
        if let Some(part) = reader.found.parts.get_mut(super::part_of(key.hash(), bits)) {
            part.rows.push(person);
            part.cells.append(&mut reader.cells);
        }
    }
    reader.found
}

struct Reader<'t, const N: usize> {
    plan: &'t Compiled,
    /// The first row of the chunk in its table.
    start: usize,
    lead: Option<&'t Column<'t>>,
    columns: Vec<Option<&'t Column<'t>>>,
    texts: &'t Texts<'t>,
    /// Texts of each attribute whose numbers this reader knows.
    known: Vec<FxHashMap<&'t str, Shared>>,
    /// Of the row in hand.
    cells: Vec<Cell<'t>>,
    found: People<'t, N>,
}

impl<'t, const N: usize> Reader<'t, N> {
    /// Reads the attributes of a row; a bad one is missing.
    fn read(&mut self, row: usize) {
        let plan = self.plan;
        for (at, field) in plan.intake.attributes.iter().enumerate() {
            let column = self.columns.get(at).copied().flatten();
            let cell = column.map_or(Ok(Cell::Missing), |column| {
                column.cell(row, field.type_, &plan.zone)
            });
            let cell = match cell {
                Ok(Cell::Text(text, _)) => {
                    let known = self.known.get_mut(at);
                    let number = known.map(|known| self.texts.number(at, text, known));
                    Cell::Text(text, number.unwrap_or(Shared::NO))
                }
                Ok(cell) => cell,
                Err(fault) => {
                    self.reject(row, &field.name, fault);
                    Cell::Missing
                }
            };
            self.cells.push(cell);
        }
    }

    fn reject(&mut self, row: usize, column: &str, fault: Fault) {
        let id = self.lead.and_then(|lead| lead.id(row).ok().flatten());
        let reject = rejected(self.start + row, id.as_deref(), column, fault);
        self.found.rejects.push(reject);
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
