//! Hints: input of tables that is valid but probably not meant.

mod near_ids;
mod placeholders;

use super::call::TableCall;
use super::lead_group::FirstSeen;
use crate::intake::hints::for_unknown_events;
use crate::lead::{Hint, HintCode, TableName, UnknownEvents};
use crate::model::plan::{Field, IntakePlan};
use crate::tables::columns::chunk::Chunk;
use crate::text::{NearNames, shortened};

use near_ids::near_ids;

/// Greatest number of leads without a profile whose ids are compared with those of profiles.
pub(crate) const MOST_LEADS: usize = 1_000;
/// Columns with a meaning of their own, which are neither attributes nor properties.
const FIXED: [&str; 7] = [
    "lead",
    "valid_from",
    "recorded_at",
    "event",
    "at",
    "value",
    "id",
];

/// The hints of a call, in the order of their codes, tables and columns.
pub(crate) fn hints(
    tables: &TableCall<'_>,
    only_events: &[FirstSeen],
    unknown: &UnknownEvents,
) -> Vec<Hint> {
    let intake = &tables.plan.intake;
    let (profiles, events) = (
        HintTable::new(TableName::Profiles, tables.profiles, intake),
        HintTable::new(TableName::Events, tables.events, intake),
    );
    let mut found = Vec::new();
    profiles.unfilled(&mut found);
    events.unfilled(&mut found);
    found.extend(near_ids(tables, only_events));
    found.extend(for_unknown_events(tables.plan, unknown));
    profiles.placeholders(&mut found);
    events.placeholders(&mut found);
    found
}

/// A table and the fields that the model reads from it.
struct HintTable<'t> {
    name: TableName,
    chunks: &'t [Chunk<'t>],
    fields: &'t [Field],
    near: &'t NearNames,
}

impl<'t> HintTable<'t> {
    fn new(name: TableName, chunks: &'t [Chunk<'t>], intake: &'t IntakePlan) -> Self {
        let (fields, near) = match name {
            TableName::Profiles => (&intake.attributes[..], &intake.near.attributes),
            _ => (&intake.properties[..], &intake.near.properties),
        };
        Self {
            name,
            chunks,
            fields,
            near,
        }
    }

    /// Whether the table has the column of a field.
    fn is_filled(&self, field: &Field) -> bool {
        let mut chunks = self.chunks.iter();
        chunks.any(|chunk| chunk.column(&field.name).is_some())
    }

    /// Adds a hint for each column that the model reads and the table does not have.
    fn unfilled(&self, found: &mut Vec<Hint>) {
        let rows: usize = self.chunks.iter().map(Chunk::rows).sum();
        if self.chunks.is_empty() {
            return;
        }
        let is_free = |at: usize| {
            let field = self.fields.get(at);
            field.is_some_and(|field| field.is_read && !self.is_filled(field))
        };
        // By field: the column that was probably meant.
        let mut meant: Vec<Option<&str>> = vec![None; self.fields.len()];
        for chunk in self.chunks {
            for name in chunk.all_names() {
                let is_own = self.fields.iter().any(|field| field.name == name);
                if is_own || FIXED.contains(&name) {
                    continue;
                }
                let near = self.near.find(name, &is_free);
                if let Some(place) = near.and_then(|at| meant.get_mut(at)) {
                    place.get_or_insert(name);
                }
            }
        }
        for (at, (field, meant)) in self.fields.iter().zip(meant).enumerate() {
            if is_free(at) {
                found.push(self.lacks(field, meant, rows));
            }
        }
    }

    /// The hint for a missing column; `near` is the column that was probably meant.
    fn lacks(&self, field: &Field, near: Option<&str>, rows: usize) -> Hint {
        Hint {
            code: HintCode::Unfilled,
            table: self.name,
            column: Some(field.name.clone()),
            message: format!(
                "no column of `{}` fills `{}`, which the model reads",
                self.name.word(),
                field.name
            ),
            help: near.map(|near| {
                let near = shortened(near);
                format!("did you mean the column `{near}`? rename it, or map it with `columns`")
            }),
            count: rows as u64,
        }
    }
}
