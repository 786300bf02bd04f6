//! Results: one row per lead, with the columns that all competitors return.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int32Array, RecordBatch, StringArray};
use leadgrade::{Assessment, Milli};

use super::Failure;
use super::write::write_file;

/// The columns of results, row by row.
#[derive(Default)]
pub struct Results {
    texts: [Vec<Option<String>>; 4],
    points: [Vec<Option<f64>>; 4],
    ranks: Vec<Option<i32>>,
    ready: Vec<Option<bool>>,
}

const TEXTS: [&str; 4] = ["lead", "grade", "stage", "qualification"];
const POINTS: [&str; 4] = [
    "fit_points",
    "engagement_points",
    "cycle_points",
    "readiness_points",
];

impl Results {
    /// Adds a row.
    pub fn push(&mut self, found: &Assessment) {
        let texts = [
            found.lead(),
            found.grade(),
            found.stage(),
            found.qualification(),
        ];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.push(text.map(str::to_owned));
        }
        let points = [
            found.fit_points(),
            found.engagement_points(),
            found.cycle_points(),
            found.readiness_points(),
        ];
        for (column, points) in self.points.iter_mut().zip(points) {
            column.push(points.map(Milli::to_f64));
        }
        let rank = found.rank().and_then(|rank| i32::try_from(rank).ok());
        self.ranks.push(rank);
        self.ready.push(found.ready());
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ready.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }

    /// Writes an Arrow IPC file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(self, path: &Path) -> Result<(), Failure> {
        let texts = TEXTS.into_iter().zip(self.texts.map(text_column));
        let points = POINTS.into_iter().zip(
            self.points
                .map(|column| -> ArrayRef { Arc::new(Float64Array::from(column)) }),
        );
        let ranks: ArrayRef = Arc::new(Int32Array::from(self.ranks));
        let ready: ArrayRef = Arc::new(BooleanArray::from(self.ready));
        let columns = texts
            .chain(points)
            .chain([("rank", ranks), ("ready", ready)])
            .map(|(name, column)| (name, column, true));
        let batch = RecordBatch::try_from_iter_with_nullable(columns)?;
        write_file(path, std::iter::once(Ok(batch)))
    }
}

fn text_column(texts: Vec<Option<String>>) -> ArrayRef {
    Arc::new(texts.into_iter().collect::<StringArray>())
}
