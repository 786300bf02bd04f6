//! Profiles: which leads there are, and which row counts for each.

use super::column::Column;
use super::input::Chunk;
use super::key::{Key, LongIds};
use super::rows::Rows;
use crate::exact::Instant;
use crate::lead::{Reject, RejectCode, TableName};
use crate::model::plan::Compiled;
use crate::model::reading::Fault;

/// A row of the profiles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person<const N: usize> {
    pub(super) key: Key<N>,
    pub(super) row: usize,
    /// Null means since ever.
    pub(super) from: Option<Instant>,
}

/// Rows of profiles by part, and what was wrong with them.
pub(super) struct People<const N: usize> {
    pub(super) parts: Vec<Vec<Person<N>>>,
    pub(super) rejects: Vec<Reject>,
}

/// Reads rows of a chunk of profiles.
pub(super) fn people<const N: usize>(
    plan: &Compiled,
    chunk: &Chunk<'_>,
    (rows, start): (Rows, usize),
    long: &LongIds,
    bits: u32,
) -> People<N> {
    let mut found = People {
        parts: (0..1_usize << bits).map(|_| Vec::new()).collect(),
        rejects: Vec::new(),
    };
    let (lead, valid_from) = (chunk.column("lead"), chunk.column("valid_from"));
    let declared = plan
        .intake
        .attributes
        .iter()
        .zip(chunk.fields(&plan.intake.attributes));
    let unsound: Vec<_> = declared
        .filter_map(|(field, column)| Some((field, column?)))
        .filter(|(field, column)| !column.is_sound(field.type_))
        .collect();
    for row in rows.first..rows.end {
        let mut reject = |lead: Option<&str>, column: &str, fault: Fault| {
            found
                .rejects
                .push(rejected(start + row, lead, column, fault));
        };
        let id = match lead.map_or(Ok(None), |column| column.id(row)) {
            Ok(Some(id)) => id,
            Ok(None) => {
                reject(None, "lead", missing());
                continue;
            }
            Err(fault) => {
                reject(None, "lead", fault);
                continue;
            }
        };
        let from = match valid_from.map_or(Ok(None), |column| since(column, row, plan)) {
            Ok(from) => from,
            Err(fault) => {
                reject(Some(&id), "valid_from", fault);
                continue;
            }
        };
        for (field, column) in &unsound {
            if let Err(fault) = column.cell(row, field.type_, &plan.zone) {
                reject(Some(&id), &field.name, fault);
            }
        }
        let key = long.key::<N>(&id);
        let person = Person {
            key,
            row: start + row,
            from,
        };
        if let Some(part) = found.parts.get_mut(super::part_of(key.hash(), bits)) {
            part.push(person);
        }
    }
    found
}

/// From when on a row counts; null: since ever.
fn since(column: &Column<'_>, row: usize, plan: &Compiled) -> Result<Option<Instant>, Fault> {
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
