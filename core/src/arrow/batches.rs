//! Tables of Arrow as record batches.

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use super::values::Values;

/// A table of Arrow: any number of record batches, with a schema even if there are no batches.
///
/// Batches may differ in their columns and types; each is read by its own schema.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use leadgrade::arrow::Batches;
/// let leads: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
/// let batch = RecordBatch::try_from_iter([("lead", leads)])?;
/// assert_eq!(Batches::from(batch).rows(), 2);
/// assert_eq!(Batches::none().rows(), 0);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Batches {
    schema: Option<SchemaRef>,
    batches: Vec<RecordBatch>,
    unread: Vec<String>,
    values: Values,
}

impl Batches {
    pub(super) const NONE: Self = Self {
        schema: None,
        batches: Vec::new(),
        unread: Vec::new(),
        values: Values::NONE,
    };

    /// No table: no profiles, or no events.
    pub fn none() -> Self {
        Self::NONE
    }

    /// A table with a schema and any number of batches.
    pub fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self {
            schema: Some(schema),
            batches,
            unread: Vec::new(),
            values: Values::default(),
        }
    }

    /// Names further columns of the table, which were not passed because no model reads them. Hints and
    /// messages name them.
    ///
    /// ```
    /// use leadgrade::arrow::Batches;
    /// let profiles = Batches::none().with_unread(["Phone".to_owned()]);
    /// assert_eq!(profiles.rows(), 0);
    /// ```
    #[must_use]
    pub fn with_unread(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.unread = names.into_iter().collect();
        self
    }

    /// The names of columns that were not passed.
    pub(super) fn unread(&self) -> &[String] {
        &self.unread
    }

    /// The same table with columns of values in place of arrays.
    #[must_use]
    pub fn with_values(mut self, values: Values) -> Self {
        self.values = values;
        self
    }

    /// Reads all batches of a stream.
    ///
    /// # Errors
    /// The first error of the stream.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{RecordBatch, RecordBatchIterator};
    /// use arrow_schema::{DataType, Field, Schema};
    /// use leadgrade::arrow::Batches;
    /// let schema = Arc::new(Schema::new(vec![Field::new("lead", DataType::Utf8, false)]));
    /// let stream = RecordBatchIterator::new([Ok(RecordBatch::new_empty(schema.clone()))], schema);
    /// assert_eq!(Batches::read(stream)?.rows(), 0);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn read(stream: impl RecordBatchReader) -> Result<Self, ArrowError> {
        let schema = stream.schema();
        let batches = stream.collect::<Result<_, _>>()?;
        Ok(Self::new(schema, batches))
    }

    /// The number of rows of all batches.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The columns of values.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The batches.
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

    /// The schema of each batch; that of the table if there are none.
    pub(super) fn schemas(&self) -> Vec<SchemaRef> {
        let batches = self.batches.iter().map(RecordBatch::schema);
        match (&self.schema, self.batches.is_empty()) {
            (Some(schema), true) => vec![SchemaRef::clone(schema)],
            _ => batches.collect(),
        }
    }

    /// The schema of the table: the one it was created with, else that of the first batch.
    pub fn schema(&self) -> Option<SchemaRef> {
        let first = || self.batches.first().map(RecordBatch::schema);
        self.schema.clone().or_else(first)
    }
}

impl From<RecordBatch> for Batches {
    fn from(batch: RecordBatch) -> Self {
        Self::from(vec![batch])
    }
}

impl From<Vec<RecordBatch>> for Batches {
    fn from(batches: Vec<RecordBatch>) -> Self {
        Self {
            schema: None,
            batches,
            unread: Vec::new(),
            values: Values::default(),
        }
    }
}

impl From<&[RecordBatch]> for Batches {
    fn from(batches: &[RecordBatch]) -> Self {
        Self::from(batches.to_vec())
    }
}
