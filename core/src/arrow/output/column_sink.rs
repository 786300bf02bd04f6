//! Building all columns together, block by block. Rows are much larger than a column, so each is read from
//! memory only once.

use arrow_array::ArrayRef;
use arrow_schema::ArrowError;

use super::ResultRows;
use super::build::{Build, Built};
use crate::arrow::work::{over, workers};
use crate::assessment::Row;
use crate::tables::Scores;

/// Number of rows in a block.
const BLOCK: usize = 1024;

/// Builds a column.
pub(in crate::arrow) trait ColumnSink<'a>: Send {
    /// Adds rows.
    fn take(&mut self, rows: &[&'a Row]);
    /// The finished array.
    fn finish(self: Box<Self>) -> Built;
}

pub(in crate::arrow) type AnySink<'a> = Box<dyn ColumnSink<'a> + 'a>;

/// A column with a value from each row.
struct Each<F, B, T> {
    of: F,
    builder: B,
    value: std::marker::PhantomData<fn(T)>,
}

impl<'a, F, B, T> ColumnSink<'a> for Each<F, B, T>
where
    F: Fn(&'a Row) -> Option<T> + Send,
    B: Build<T>,
{
    fn take(&mut self, rows: &[&'a Row]) {
        let of = &self.of;
        self.builder.extend(rows.iter().map(|row| of(row)));
    }

    fn finish(self: Box<Self>) -> Built {
        self.builder.finish()
    }
}

/// A column with a value from each row: `of` reads it, `builder` takes it.
pub(super) fn each<'a, T: 'a>(
    builder: impl Build<T> + 'a,
    of: impl Fn(&'a Row) -> Option<T> + Send + 'a,
) -> AnySink<'a> {
    Box::new(Each {
        of,
        builder,
        value: std::marker::PhantomData,
    })
}

/// A column that is not built from rows.
pub(super) struct Once<F>(pub(super) F);

impl<'a, F: FnOnce() -> Built + Send> ColumnSink<'a> for Once<F> {
    fn take(&mut self, _: &[&'a Row]) {}

    fn finish(self: Box<Self>) -> Built {
        (self.0)()
    }
}

/// Builds the columns of one worker.
fn fill<'a>(
    mut sinks: Vec<(usize, AnySink<'a>)>,
    rows: &'a Scores,
) -> Vec<(usize, Result<ArrayRef, ArrowError>)> {
    let (mut rows, mut block) = (rows.iter(), Vec::with_capacity(BLOCK));
    loop {
        block.clear();
        block.extend(rows.by_ref().take(BLOCK));
        if block.is_empty() {
            break;
        }
        sinks.iter_mut().for_each(|(_, sink)| sink.take(&block));
    }
    let finished = sinks.into_iter().map(|(at, sink)| (at, sink.finish()));
    finished.collect()
}

/// The arrays of all columns, in order.
pub(super) fn filled<'a>(rows: &ResultRows<'a>, sinks: Vec<AnySink<'a>>) -> Vec<Built> {
    let mut shares: Vec<Vec<(usize, AnySink<'a>)>> = Vec::new();
    shares.resize_with(workers(), Vec::new);
    let count = shares.len();
    for (at, sink) in sinks.into_iter().enumerate() {
        if let Some(share) = shares.get_mut(at % count) {
            share.push((at, sink));
        }
    }
    let list = &rows.found.rows;
    let mut found: Vec<_> = over(shares, |share| fill(share, list))
        .into_iter()
        .flatten()
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, array)| array).collect()
}
