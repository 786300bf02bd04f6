//! Scoring streams that are sorted by lead, batch by batch. The memory is that of one batch of each stream
//! and of the largest lead, whatever the total.

use std::ops::Range;

use crate::exact::Instant;
use crate::lead::Value;
use crate::model::Model;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::error::TableError;
use crate::tables::options::{AsOf, TableOptions};
use crate::tables::report::scoring::Scoring;

/// An id in the order of streams: whole numbers by size, then texts by their bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum StreamId {
    Whole(i128),
    Text(String),
}

/// Rows of a stream, which can be split.
pub(crate) trait StreamPart: Sized {
    /// The rows of its columns that belong to it.
    fn range(&self) -> Range<usize>;
    /// The same rows, whose columns begin at `row` of the stream.
    fn at(self, row: usize) -> Self;
    /// The rows before a row of its columns, and the others.
    fn split(&self, row: usize) -> (Self, Self);
    /// The result of `see` for the column of leads.
    fn leads<T>(&self, see: impl FnOnce(Option<&Column<'_>>) -> T) -> T;
}

impl StreamPart for Chunk<'_> {
    fn range(&self) -> Range<usize> {
        self.range()
    }

    fn at(self, row: usize) -> Self {
        self.at(row)
    }

    fn split(&self, row: usize) -> (Self, Self) {
        self.split(row)
    }

    fn leads<T>(&self, see: impl FnOnce(Option<&Column<'_>>) -> T) -> T {
        see(self.column("lead"))
    }
}

/// A stream and the rows that were read from it.
struct Stream<R, I> {
    name: &'static str,
    parts: I,
    /// Rows that were read and not scored yet.
    pending: Vec<R>,
    /// Number of rows that were read.
    rows: usize,
    /// The last id that was read.
    last: Option<StreamId>,
    done: bool,
}

impl<R: StreamPart, E: From<TableError>, I: Iterator<Item = Result<R, E>>> Stream<R, I> {
    fn new(name: &'static str, parts: I) -> Self {
        Self {
            name,
            parts,
            pending: Vec::new(),
            rows: 0,
            last: None,
            done: false,
        }
    }

    /// Reads one more part and checks its order.
    fn read(&mut self) -> Result<(), E> {
        let Some(part) = self.parts.next() else {
            self.done = true;
            return Ok(());
        };
        let part = part?.at(self.rows);
        let range = part.range();
        let count = range.len();
        part.leads(|leads| self.check(leads, range))?;
        self.rows += count;
        self.pending.push(part);
        Ok(())
    }

    /// Checks that the ids of a part are sorted and not before those of the last part.
    fn check(&mut self, leads: Option<&Column<'_>>, range: Range<usize>) -> Result<(), TableError> {
        let Some(column) = leads else { return Ok(()) };
        for row in range {
            let id = id(column, row);
            if id.is_some() && id < self.last {
                return Err(TableError::NotSorted {
                    table: self.name,
                    row: (self.rows + row) as u64,
                });
            }
            self.last = id.or(self.last.take());
        }
        Ok(())
    }

    /// Takes the rows of leads before a bound; all rows without a bound.
    fn take(&mut self, bound: Option<&StreamId>) -> Vec<R> {
        let Some(bound) = bound else {
            return std::mem::take(&mut self.pending);
        };
        let (mut taken, mut rest) = (Vec::new(), Vec::new());
        for part in self.pending.drain(..) {
            let end = part.leads(|leads| end_before(leads, part.range(), bound));
            let (before, after) = part.split(end);
            taken.extend(Some(before).filter(|part| !part.range().is_empty()));
            rest.extend(Some(after).filter(|part| !part.range().is_empty()));
        }
        self.pending = rest;
        taken
    }
}

/// The first row whose lead is not before a bound.
fn end_before(leads: Option<&Column<'_>>, range: Range<usize>, bound: &StreamId) -> usize {
    let Some(column) = leads else {
        return range.end;
    };
    // Rows without an id stay with the rows before them.
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        let known = (middle..high).find_map(|row| Some((row, id(column, row)?)));
        match known {
            Some((row, id)) if id < *bound => low = row + 1,
            _ => high = middle,
        }
    }
    low
}

/// Reads two sorted streams and passes the rows of leads to `score` as soon as both streams are past
/// them. The flag says whether all ids so far are whole numbers.
pub(crate) fn lead_by_lead<R: StreamPart, E: From<TableError>>(
    profiles: impl Iterator<Item = Result<R, E>>,
    events: impl Iterator<Item = Result<R, E>>,
    mut score: impl FnMut(Vec<R>, Vec<R>, bool) -> Result<(), E>,
) -> Result<(), E> {
    let mut profiles = Stream::new("profiles", profiles);
    let mut events = Stream::new("events", events);
    loop {
        // The stream that is behind decides which leads are complete.
        let behind = events.done || profiles.last <= events.last;
        if !profiles.done && behind {
            profiles.read()?;
        } else if !events.done {
            events.read()?;
        }
        let bound = match (profiles.done, events.done) {
            (true, true) => None,
            (true, false) => events.last.as_ref(),
            (false, true) => profiles.last.as_ref(),
            (false, false) => profiles.last.as_ref().min(events.last.as_ref()),
        };
        let finished = profiles.done && events.done;
        if bound.is_none() && !finished {
            continue;
        }
        let bound = bound.cloned();
        let (own, their) = (profiles.take(bound.as_ref()), events.take(bound.as_ref()));
        if !own.is_empty() || !their.is_empty() {
            let text = |last: &Option<StreamId>| matches!(last, Some(StreamId::Text(_)));
            let whole = !text(&profiles.last) && !text(&events.last);
            score(own, their, whole)?;
        }
        if finished {
            return Ok(());
        }
    }
}

/// The id of a row; `None` if it is missing or invalid.
fn id(column: &Column<'_>, row: usize) -> Option<StreamId> {
    if let Column::Wholes(list, known) = column {
        let whole = list.get(row).filter(|_| known.holds(row))?;
        return Some(StreamId::Whole(i128::from(*whole)));
    }
    let id = column.id(row).ok().flatten()?;
    let is_text = match column {
        Column::Texts(_) => true,
        column => matches!(column.value(row), Value::Text(_)),
    };
    // Floats, decimals and unsigned 64-bit numbers may be whole numbers, too.
    let whole = if is_text { None } else { id.parse().ok() };
    Some(whole.map_or_else(|| StreamId::Text(id.into_owned()), StreamId::Whole))
}

impl Model {
    /// Scores streams of profiles and events that are sorted by lead: texts by their bytes, whole
    /// numbers by size. Results come in the same order; `each` gets a batch as soon as both streams are
    /// past its leads.
    ///
    /// # Errors
    /// A row that is out of order, and the errors of [`Model::assess_chunks`].
    ///
    /// ```
    /// use leadgrade::tables::{Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let batch = |leads: &[&'static str]| {
    ///     let events = Chunk::new(leads.len()).with("lead", texts(leads));
    ///     let events = events.with("event", texts(&vec!["visit"; leads.len()]));
    ///     events.with("at", texts(&vec!["2026-11-20"; leads.len()]))
    /// };
    /// let events = vec![batch(&["a", "a", "b"]), batch(&["b", "c"])];
    /// let mut points = Vec::new();
    /// let (as_of, options) = (model.as_of("2026-11-22")?, TableOptions::default());
    /// model.assess_sorted_chunks([], events, as_of, &options, |scored| {
    ///     points.extend(scored.rows.iter().map(|row| row.engagement.unwrap().points.to_string()));
    /// })?;
    /// assert_eq!(points, ["20", "20", "10"]);
    /// let mixed = vec![batch(&["b", "a"])];
    /// let error = model.assess_sorted_chunks([], mixed, as_of, &options, |_| ()).unwrap_err();
    /// assert_eq!(error.to_string(), "`events` are not sorted by lead: row 1 comes after a greater id");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_sorted_chunks(
        &self,
        profiles: impl IntoIterator<Item = Chunk<'static>>,
        events: impl IntoIterator<Item = Chunk<'static>>,
        as_of: Instant,
        options: &TableOptions,
        mut each: impl FnMut(Scoring),
    ) -> Result<(), TableError> {
        let (profiles, events) = (profiles.into_iter().map(Ok), events.into_iter().map(Ok));
        let mut is_first = true;
        lead_by_lead(profiles, events, |own, their, whole| {
            let mut scored = self.assess_chunks(&own, &their, &AsOf::One(as_of), options)?;
            scored.sort_by_lead(whole);
            scored.keep_stream_hints(is_first);
            is_first = false;
            each(scored);
            Ok(())
        })
    }
}
