//! The table of leads and instants, if each lead has its own instants.

use super::requested::RequestedInstant;
use crate::exact::Instant;
use crate::intake::Fault;
use crate::lead::{Reject, TableName};
use crate::model::plan::Compiled;
use crate::tables::columns::lead_key::{LeadKey, LeadKeys};
use crate::tables::options::AsOf;
use crate::tables::partition::radix::part_of;

/// The rows of a table of leads and instants; empty if all leads have one instant.
#[derive(Debug, Default)]
pub(crate) struct AsOfTable {
    /// The valid rows.
    pub(crate) rows: Vec<AsOfRow>,
    pub(crate) rejects: Vec<Reject>,
    /// Number of instants that were local time without an offset.
    pub(crate) without_offset: u64,
}

/// A valid row of the table.
#[derive(Debug)]
pub(crate) struct AsOfRow {
    pub(crate) lead: String,
    pub(crate) as_of: Instant,
}

/// A lead and one of its instants.
pub(crate) type LeadInstant<const N: usize> = (LeadKey<N>, RequestedInstant);

impl AsOfTable {
    /// Reads the table, if there is one.
    pub(crate) fn read(as_of: &AsOf<'_>, plan: &Compiled) -> Self {
        let mut found = Self::default();
        let AsOf::Each(chunk) = as_of else {
            return found;
        };
        let (lead, at) = (chunk.column("lead"), chunk.column("as_of"));
        for row in chunk.range() {
            let id = lead.map_or(Ok(None), |column| column.id(row));
            let at = at.map_or_else(no_instant, |column| column.as_of(row, &plan.zone));
            match (id, at) {
                (Ok(Some(id)), Ok((as_of, local))) => {
                    found.without_offset += u64::from(local);
                    let lead = id.into_owned();
                    found.rows.push(AsOfRow { lead, as_of });
                }
                (id, at) => found.refuse(
                    row,
                    id.map(|id| id.map(std::borrow::Cow::into_owned)),
                    at.err(),
                ),
            }
        }
        found
    }

    /// Rejects a row.
    fn refuse(&mut self, row: usize, id: Result<Option<String>, Fault>, at: Option<Fault>) {
        let missing = || Fault::missing("a row needs the id of its lead");
        let (lead, fault) = match id {
            Ok(Some(id)) => (Some(id), None),
            Ok(None) => (None, Some(missing())),
            Err(fault) => (None, Some(fault)),
        };
        for (column, fault) in [("lead", fault), ("as_of", at)] {
            let reject = |fault: Fault| fault.reject(TableName::AsOf, row, lead.as_deref(), column);
            self.rejects.extend(fault.map(reject));
        }
    }

    /// The valid rows by partition; `bits` number the partitions.
    pub(crate) fn parts<const N: usize>(
        &self,
        keys: &LeadKeys,
        bits: u32,
    ) -> Vec<Vec<LeadInstant<N>>> {
        let mut parts = vec![Vec::new(); 1 << bits];
        for (at, row) in self.rows.iter().enumerate() {
            let key = keys.key::<N>(&row.lead);
            if let Some(part) = parts.get_mut(part_of(key.hash(), bits)) {
                part.push((key, RequestedInstant::new(at, row.as_of)));
            }
        }
        parts
    }
}

/// The instant of a row if the table has no column `as_of`.
fn no_instant() -> Result<(Instant, bool), Fault> {
    Err(Fault::missing("a row needs its `as_of`"))
}
