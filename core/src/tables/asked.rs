//! The table of leads and instants, where each lead has instants of its own.

use super::AsOf;
use super::column::Column;
use super::key::{Key, Keys};
use crate::exact::{Instant, When, WhenError, Zone};
use crate::lead::{Reject, RejectCode, TableName, Value};
use crate::model::plan::Compiled;
use crate::model::reading::{self, Fault};

/// What is asked, row by row.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Lead, row and instant of each valid row.
    pub(super) rows: Vec<(String, usize, Instant)>,
    pub(super) rejects: Vec<Reject>,
}

impl Asked {
    pub(super) fn read(as_of: &AsOf<'_>, plan: &Compiled) -> Self {
        let mut found = Self::default();
        let AsOf::Each(chunk) = as_of else {
            return found;
        };
        let (lead, at) = (chunk.column("lead"), chunk.column("as_of"));
        for row in chunk.range() {
            let id = lead.map_or(Ok(None), |column| column.id(row));
            let at = instant(at, row, &plan.zone);
            match (id, at) {
                (Ok(Some(id)), Ok(at)) => found.rows.push((id.into_owned(), row, at)),
                (id, at) => found.refuse(
                    row,
                    id.map(|id| id.map(std::borrow::Cow::into_owned)),
                    at.err(),
                ),
            }
        }
        found
    }

    fn refuse(&mut self, row: usize, id: Result<Option<String>, Fault>, at: Option<Fault>) {
        let missing = || Fault {
            code: RejectCode::Missing,
            reason: "a row needs the id of its lead".to_owned(),
        };
        let (lead, fault) = match id {
            Ok(Some(id)) => (Some(id), None),
            Ok(None) => (None, Some(missing())),
            Err(fault) => (None, Some(fault)),
        };
        for (column, fault) in [("lead", fault), ("as_of", at)] {
            self.rejects.extend(fault.map(|fault| Reject {
                table: Some(TableName::AsOf),
                row: u64::try_from(row).ok(),
                lead: lead.clone(),
                column: Some(column.to_owned()),
                code: fault.code,
                reason: fault.reason,
            }));
        }
    }

    /// Keys, rows and instants by part.
    pub(super) fn parts<const N: usize>(
        &self,
        keys: &Keys,
        bits: u32,
    ) -> Vec<Vec<(Key<N>, usize, Instant)>> {
        let mut parts = vec![Vec::new(); 1 << bits];
        for (at, (id, _, as_of)) in self.rows.iter().enumerate() {
            let key = keys.key::<N>(id);
            if let Some(part) = parts.get_mut(super::parted::part_of(key.hash(), bits)) {
                part.push((key, at, *as_of));
            }
        }
        parts
    }
}

/// An `as_of`: a bare date means the end of that day.
fn instant(column: Option<&Column<'_>>, row: usize, zone: &Zone) -> Result<Instant, Fault> {
    let value = column.map_or(Value::Null, |column| column.value(row));
    let day = match &value {
        Value::Day(day) => Some(*day),
        Value::Text(text) => match When::parse(text) {
            Ok(When::Day(day)) => Some(day),
            Err(WhenError::OutOfRange) => return Err(reading::out_of_years(text)),
            _ => None,
        },
        _ => None,
    };
    match (day, column) {
        (Some(day), _) => Ok(zone.end_of(day)),
        (None, Some(column)) => column.instant(row, zone).map(|(instant, _)| instant),
        (None, None) => reading::instant(&value, zone).map(|(instant, _)| instant),
    }
}
