//! What tables gave, as tables of Arrow.

use leadgrade::arrow::ScoredTable;
use pyo3::prelude::*;

use crate::table::Table;

/// What tables gave.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Scored(ScoredTable);

impl From<ScoredTable> for Scored {
    fn from(found: ScoredTable) -> Self {
        Self(found)
    }
}

#[pymethods]
impl Scored {
    /// A row a lead.
    #[getter]
    fn leads(&self) -> Table {
        Table(self.0.leads.clone())
    }

    /// What was not used, and why.
    #[getter]
    fn rejects(&self) -> Table {
        Table(self.0.rejects.clone())
    }

    /// Entries of explanations, where they were asked for.
    #[getter]
    fn explanations(&self) -> Option<Table> {
        self.0.explanations.clone().map(Table)
    }

    /// Names of events that no signal names.
    #[getter]
    fn unknown_events(&self) -> Table {
        Table(self.0.unknown_events.clone())
    }

    /// Counters: of the report, over all leads.
    fn counts(&self) -> (u64, u64, u64, u64) {
        let found = &self.0;
        (
            found.unknown_rest,
            found.without_offset,
            found.without_value,
            found.id_conflicts,
        )
    }
}
