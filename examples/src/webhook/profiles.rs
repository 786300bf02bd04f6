//! Reads the profiles of the leads.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use leadgrade::{Model, Profile};

use super::notes::Notes;
use crate::error::ProgramError;
use crate::files::{self, Input, Row, RowError};
use crate::progress::Progress;
use crate::scoring::profile_columns;

/// Reads the profiles by lead, and prints notes about rows that cannot be used.
pub(super) fn read(
    model: &Model,
    path: &Path,
    delimiter: u8,
    notes: &mut Notes<'_>,
) -> Result<BTreeMap<String, Profile>, ProgramError> {
    let input = Input {
        path,
        delimiter,
        needed: &["lead"],
        read: &profile_columns(model),
        grows: false,
    };
    let mut known = BTreeMap::new();
    files::read(input, &Progress::silent(), &mut |row| {
        for reason in add(model, &mut known, row) {
            notes.print_or_count(path, row.line, &reason);
        }
    })?;
    notes.print_rest(path);
    Ok(known)
}

/// Adds the profile of a row, and returns what cannot be used.
fn add(model: &Model, known: &mut BTreeMap<String, Profile>, row: &Row<'_>) -> Vec<String> {
    if let Some(wrong) = &row.wrong {
        return vec![wrong.reason.clone()];
    }
    let lead = match row.lead() {
        Ok(lead) => lead,
        Err(wrong) => return vec![format!("`lead`: {}", wrong.reason)],
    };
    let (profile, not_text) = row.profile(model, &lead);
    let attributes = &model.document().attributes;
    let read = not_text
        .iter()
        .filter(|name| attributes.contains_key(**name));
    let reason = RowError::not_unicode().reason;
    let mut wrong: Vec<String> = read.map(|name| format!("`{name}`: {reason}")).collect();
    match known.entry(lead) {
        Entry::Vacant(free) => {
            free.insert(profile);
        }
        Entry::Occupied(taken) => wrong.push(format!(
            "lead `{}` already has a profile, which is kept",
            taken.key()
        )),
    }
    wrong
}
