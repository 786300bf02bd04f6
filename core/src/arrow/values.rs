//! Columns of values in addition to the arrays of a table.
//!
//! A column of another language may hold values that no single type of Arrow can: dates and datetimes,
//! texts and numbers, integers beyond 64 bits. Such a column is passed as values, so that each means the
//! same as in a call for a single lead.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lead::Value;

/// Columns of values, by the position of the column in the schema. The array at that position may have any
/// type and is not read.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, NullArray, RecordBatch, StringArray, cast::AsArray, types::Float64Type};
/// use leadgrade::arrow::{Batches, TableRequest, Values};
/// use leadgrade::{Day, Model, Value};
/// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
/// let events = RecordBatch::try_from_iter([
///     ("lead", Arc::new(StringArray::from(vec!["a", "a"])) as ArrayRef),
///     ("event", Arc::new(StringArray::from(vec!["visit", "visit"]))),
///     ("at", Arc::new(NullArray::new(2))),
/// ])?;
/// let at = vec![Value::from(Day::parse("2026-11-10").unwrap()), Value::from("2026-11-22T18:00:00Z")];
/// let events = Batches::from(events).with_values(Values::default().with(2, at));
/// let request = TableRequest::at(model.as_of("2026-11-22T12:00:00Z")?);
/// let found = model.assess_table(&Batches::none(), &events, &request)?;
/// // The second visit is later.
/// assert_eq!(found.leads["engagement_points"].as_primitive::<Float64Type>().values(), &[10.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<usize, Arc<Vec<Value>>>);

impl Values {
    pub(super) const NONE: Self = Self(BTreeMap::new());

    /// Adds the values of all rows of a column; missing rows at the end are null.
    #[must_use]
    pub fn with(mut self, column: usize, values: Vec<Value>) -> Self {
        self.0.insert(column, Arc::new(values));
        self
    }

    /// Whether a column has values.
    pub(super) fn holds(&self, column: usize) -> bool {
        self.0.contains_key(&column)
    }

    /// The values of some rows of a column; `None` for a column that is an array.
    pub(super) fn rows(&self, column: usize, first: usize, rows: usize) -> Option<ValueRows> {
        let values = Arc::clone(self.0.get(&column)?);
        Some(ValueRows {
            values,
            first,
            rows,
        })
    }
}

/// The values of some rows of a column.
#[derive(Clone, Debug)]
pub(super) struct ValueRows {
    values: Arc<Vec<Value>>,
    first: usize,
    rows: usize,
}

impl ValueRows {
    pub(super) fn slice(&self, first: usize, rows: usize) -> Self {
        Self {
            values: Arc::clone(&self.values),
            first: self.first + first,
            rows,
        }
    }

    pub(super) fn get(&self) -> &[Value] {
        let end = self.values.len().min(self.first.saturating_add(self.rows));
        self.values.get(self.first..end).unwrap_or_default()
    }
}
