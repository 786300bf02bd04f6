//! All columns at once, a block of rows after the other: rows are much larger
//! than any one column, and so they come from memory once.

use arrow_array::ArrayRef;
use arrow_schema::ArrowError;

use super::Rows;
use super::build::{Build, Built};
use crate::arrow::work::{over, workers};
use crate::assessment::Row;
use crate::tables::Scores;

/// Rows that all columns take before the next ones.
const BLOCK: usize = 1024;

/// A column in the making.
pub(in crate::arrow) trait Sink<'a>: Send {
    fn take(&mut self, rows: &[&'a Row]);
    fn finish(self: Box<Self>) -> Built;
}

pub(in crate::arrow) type AnySink<'a> = Box<dyn Sink<'a> + 'a>;

/// A value of each row.
struct Each<F, B, T> {
    of: F,
    builder: B,
    value: std::marker::PhantomData<fn(T)>,
}

impl<'a, F, B, T> Sink<'a> for Each<F, B, T>
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

/// A column of a value of each row.
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

/// A column of something else than rows.
pub(super) struct Once<F>(pub(super) F);

impl<'a, F: FnOnce() -> Built + Send> Sink<'a> for Once<F> {
    fn take(&mut self, _: &[&'a Row]) {}

    fn finish(self: Box<Self>) -> Built {
        (self.0)()
    }
}

/// Fills the columns of one worker.
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
pub(super) fn filled<'a>(rows: &Rows<'a>, sinks: Vec<AnySink<'a>>) -> Vec<Built> {
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
