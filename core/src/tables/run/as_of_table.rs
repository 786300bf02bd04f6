//! The table of leads and instants, where each lead has instants of its own.

use crate::exact::Instant;
use crate::intake::Fault;
use crate::lead::{Reject, TableName};
use crate::model::plan::Compiled;
use crate::tables::columns::lead_key::{Key, Keys};
use crate::tables::options::AsOf;

/// What is asked, row by row.
#[derive(Debug, Default)]
pub(crate) struct AsOfTable {
    /// Lead, row and instant of each valid row.
    pub(crate) rows: Vec<(String, usize, Instant)>,
    pub(crate) rejects: Vec<Reject>,
    /// Instants that came as local time without an offset.
    pub(crate) without_offset: u64,
}

impl AsOfTable {
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
                (Ok(Some(id)), Ok((at, local))) => {
                    found.without_offset += u64::from(local);
                    found.rows.push((id.into_owned(), row, at));
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

    /// Keys, rows and instants by part.
    pub(crate) fn parts<const N: usize>(
        &self,
        keys: &Keys,
        bits: u32,
    ) -> Vec<Vec<(Key<N>, usize, Instant)>> {
        let mut parts = vec![Vec::new(); 1 << bits];
        for (at, (id, _, as_of)) in self.rows.iter().enumerate() {
            let key = keys.key::<N>(id);
            if let Some(part) =
                parts.get_mut(crate::tables::partition::radix::part_of(key.hash(), bits))
            {
                part.push((key, at, *as_of));
            }
        }
        parts
    }
}

/// A table without the column.
fn no_instant() -> Result<(Instant, bool), Fault> {
    Err(Fault::missing("a row needs its `as_of`"))
}
