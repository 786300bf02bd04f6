//! Scoring streams of Arrow that are sorted by lead.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::ArrowError;

use super::batches::Batches;
use super::borrowed_columns::BorrowedColumns;
use super::error::ArrowTableError;
use super::ids::AskedFor;
use super::names::{AllSources, InputTables, TableSources};
use super::output;
use super::request::{AsOf, ScoredTable, TableRequest};
use super::values::Values;
use crate::model::Model;
use crate::tables::run::streaming::{StreamPart, lead_by_lead};
use crate::tables::{self, Chunk, Column};

/// Rows of a batch of a stream.
#[derive(Clone)]
struct BatchPart<'s> {
    borrowed: Arc<BorrowedColumns<'s>>,
    range: Range<usize>,
    origin: usize,
}

impl<'s> BatchPart<'s> {
    /// All rows of a batch, which begins at row `first` of the stream.
    fn new(
        batch: &RecordBatch,
        sources: &'s TableSources,
        values: &Values,
        first: usize,
    ) -> Result<Self, ArrowTableError> {
        sources.check(&batch.schema())?;
        Ok(Self {
            borrowed: Arc::new(BorrowedColumns::new(batch, sources, values, first)?),
            range: 0..batch.num_rows(),
            origin: 0,
        })
    }

    fn chunk(&self) -> Chunk<'_> {
        let (_, rest) = self.borrowed.chunk().split(self.range.start);
        let (rows, _) = rest.split(self.range.end);
        rows.at(self.origin)
    }
}

/// A function that turns the batches of a stream into parts, in order.
fn parts<'s, E: From<ArrowTableError>>(
    sources: &'s TableSources,
    values: &'s Values,
) -> impl FnMut(Result<RecordBatch, ArrowError>) -> Result<BatchPart<'s>, E> {
    let mut first = 0;
    move |batch| {
        let batch = batch.map_err(ArrowTableError::from)?;
        let part = BatchPart::new(&batch, sources, values, first)?;
        first += batch.num_rows();
        Ok(part)
    }
}

fn chunks<'p>(parts: &'p [BatchPart<'_>]) -> Vec<Chunk<'p>> {
    parts.iter().map(BatchPart::chunk).collect()
}

impl StreamPart for BatchPart<'_> {
    fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn at(self, row: usize) -> Self {
        Self {
            origin: row,
            ..self
        }
    }

    fn split(&self, row: usize) -> (Self, Self) {
        let row = row.clamp(self.range.start, self.range.end);
        let (mut before, mut after) = (self.clone(), self.clone());
        (before.range.end, after.range.start) = (row, row);
        (before, after)
    }

    fn leads<T>(&self, see: impl FnOnce(Option<&Column<'_>>) -> T) -> T {
        see(self.borrowed.column("lead").as_ref())
    }
}

/// A stream of batches that is sorted by lead, with columns of values.
#[derive(Debug)]
pub struct SortedStream<R> {
    batches: R,
    values: Values,
}

impl<R: RecordBatchReader> SortedStream<R> {
    /// A stream without columns of values.
    pub fn new(batches: R) -> Self {
        let values = Values::default();
        Self { batches, values }
    }

    /// The same stream with columns of values, which replace those of the batches.
    #[must_use]
    pub fn with_values(self, values: Values) -> Self {
        Self { values, ..self }
    }
}

impl Model {
    /// Scores streams of profiles and events that are sorted by lead: texts by their bytes, whole
    /// numbers by size. The memory is that of one batch of each stream and of the largest lead, whatever
    /// the total. Results come in the same order; `each` gets one as soon as both streams are past its
    /// leads. Rows of rejects are counted from the beginning of the stream.
    ///
    /// # Errors
    /// A row that is out of order, a table of instants in the request, the errors of
    /// [`Model::assess_table`], and the first error of a stream or of `each`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator, StringArray};
    /// use leadgrade::arrow::{ArrowTableError, TableRequest};
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let texts = |list: &[&str]| Arc::new(StringArray::from(list.to_vec())) as ArrayRef;
    /// let batch = |leads: &[&str]| RecordBatch::try_from_iter([
    ///     ("lead", texts(leads)),
    ///     ("event", texts(&vec!["visit"; leads.len()])),
    ///     ("at", texts(&vec!["2026-11-20"; leads.len()])),
    /// ]);
    /// let batches = [batch(&["a", "a", "b"])?, batch(&["b", "c"])?];
    /// let schema = batches[0].schema();
    /// let none = RecordBatchIterator::new([], schema.clone());
    /// let events = RecordBatchIterator::new(batches.map(Ok), schema);
    /// let (mut leads, request) = (0, TableRequest::at(model.as_of("2026-11-22")?));
    /// model.assess_sorted(none, events, &request, |scored| {
    ///     leads += scored.leads.num_rows();
    ///     Ok::<(), ArrowTableError>(())
    /// })?;
    /// assert_eq!(leads, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_sorted<E: From<ArrowTableError> + From<tables::TableError>>(
        &self,
        profiles: impl RecordBatchReader,
        events: impl RecordBatchReader,
        request: &TableRequest,
        each: impl FnMut(ScoredTable) -> Result<(), E>,
    ) -> Result<(), E> {
        let (profiles, events) = (SortedStream::new(profiles), SortedStream::new(events));
        self.assess_sorted_with(profiles, events, request, each)
    }

    /// [`Model::assess_sorted`] for streams with columns of values.
    ///
    /// # Errors
    /// Those of [`Model::assess_sorted`].
    pub fn assess_sorted_with<E: From<ArrowTableError> + From<tables::TableError>>(
        &self,
        profiles: SortedStream<impl RecordBatchReader>,
        events: SortedStream<impl RecordBatchReader>,
        request: &TableRequest,
        mut each: impl FnMut(ScoredTable) -> Result<(), E>,
    ) -> Result<(), E> {
        let AsOf::One(instant) = request.as_of else {
            return Err(ArrowTableError::InstantsOfStreams.into());
        };
        let columns = output::chosen(request.output.as_deref(), request.details)?;
        let options = request.options(&columns);
        let (of_profiles, of_events) = (&profiles.values, &events.values);
        let (profiles, events) = (profiles.batches, events.batches);
        let empty = |stream: &dyn RecordBatchReader| Batches::new(stream.schema(), Vec::new());
        let given = InputTables {
            profiles: &empty(&profiles),
            events: &empty(&events),
            as_of: &Batches::none(),
        };
        let names = AllSources::new(&self.0, request, given)?;
        let (profiles, events) = (
            profiles.map(parts(&names.profiles, of_profiles)),
            events.map(parts(&names.events, of_events)),
        );
        let as_of = tables::AsOf::One(instant);
        let mut is_first = true;
        let none = Values::default();
        let tables = [
            (given.profiles.schemas(), of_profiles),
            (given.events.schemas(), of_events),
            (Vec::new(), &none),
        ];
        let type_ = request
            .typed_ids
            .then(|| self.id_type(request, tables))
            .flatten();
        let mut asked = AskedFor::new(&request.explain);
        lead_by_lead(profiles, events, |own, their, whole| {
            let scored = self.assess_chunks(&chunks(&own), &chunks(&their), &as_of, &options);
            let mut found = scored.map_err(ArrowTableError::from)?;
            found.sort_by_lead(whole);
            found.keep_stream_hints(is_first);
            is_first = false;
            asked.found(&found);
            each(self.written(&found, &columns, request, type_.as_ref())?)
        })?;
        Ok(asked.check()?)
    }
}
