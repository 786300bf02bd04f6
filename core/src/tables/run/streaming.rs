//! Streams that are sorted by lead: scored batch by batch, in memory for one
//! batch of each stream and the largest lead, whatever the total.

use std::ops::Range;

use crate::exact::Instant;
use crate::lead::Value;
use crate::model::Model;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::error::TableError;
use crate::tables::options::{AsOf, TableOptions};
use crate::tables::report::scoring::Scoring;

/// An id as streams are sorted: whole numbers by size, texts by their bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Whole(i128),
    Text(String),
}

/// Rows of a stream, which may be taken apart.
pub(crate) trait Rows: Sized {
    /// Its rows as rows of its columns.
    fn range(&self) -> Range<usize>;
    /// The same rows as those of a stream from that row on.
    fn at(self, row: usize) -> Self;
    /// The rows before that row of its columns, and the others.
    fn split(&self, row: usize) -> (Self, Self);
    /// What is seen in the column of leads.
    fn leads<T>(&self, see: impl FnOnce(Option<&Column<'_>>) -> T) -> T;
}

impl Rows for Chunk<'_> {
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

/// A stream, as far as it was read.
struct Stream<R, I> {
    name: &'static str,
    parts: I,
    /// Read and not scored yet.
    pending: Vec<R>,
    rows: usize,
    last: Option<Id>,
    done: bool,
}

impl<R: Rows, E: From<TableError>, I: Iterator<Item = Result<R, E>>> Stream<R, I> {
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

    /// Reads one part more and checks its order.
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

    /// Takes the rows of leads before a bound; without one all.
    fn take(&mut self, bound: Option<&Id>) -> Vec<R> {
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
fn end_before(leads: Option<&Column<'_>>, range: Range<usize>, bound: &Id) -> usize {
    let Some(column) = leads else {
        return range.end;
    };
    // Rows without an id stay with those before them.
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

/// Leads of two sorted streams together: each lead is handed to `score` as soon
/// as both streams are beyond it, with whether its id is a whole number.
pub(crate) fn lead_by_lead<R: Rows, E: From<TableError>>(
    profiles: impl Iterator<Item = Result<R, E>>,
    events: impl Iterator<Item = Result<R, E>>,
    mut score: impl FnMut(Vec<R>, Vec<R>, bool) -> Result<(), E>,
) -> Result<(), E> {
    let mut people = Stream::new("profiles", profiles);
    let mut deeds = Stream::new("events", events);
    loop {
        // The stream that is behind decides which leads are complete.
        let behind = deeds.done || people.last <= deeds.last;
        if !people.done && behind {
            people.read()?;
        } else if !deeds.done {
            deeds.read()?;
        }
        let bound = match (people.done, deeds.done) {
            (true, true) => None,
            (true, false) => deeds.last.as_ref(),
            (false, true) => people.last.as_ref(),
            (false, false) => people.last.as_ref().min(deeds.last.as_ref()),
        };
        let finished = people.done && deeds.done;
        if bound.is_none() && !finished {
            continue;
        }
        let bound = bound.cloned();
        let (own, their) = (people.take(bound.as_ref()), deeds.take(bound.as_ref()));
        if !own.is_empty() || !their.is_empty() {
            let text = |last: &Option<Id>| matches!(last, Some(Id::Text(_)));
            let whole = !text(&people.last) && !text(&deeds.last);
            score(own, their, whole)?;
        }
        if finished {
            return Ok(());
        }
    }
}

fn id(column: &Column<'_>, row: usize) -> Option<Id> {
    if let Column::Wholes(list, known) = column {
        let whole = list.get(row).filter(|_| known.holds(row))?;
        return Some(Id::Whole(i128::from(*whole)));
    }
    let id = column.id(row).ok().flatten()?;
    let is_text = match column {
        Column::Texts(_) => true,
        column => matches!(column.value(row), Value::Text(_)),
    };
    // Whole numbers of other columns, too: of floats, of decimals, of 64 bits without a sign.
    let whole = if is_text { None } else { id.parse().ok() };
    Some(whole.map_or_else(|| Id::Text(id.into_owned()), Id::Whole))
}

impl Model {
    /// Scores streams of profiles and events, both sorted by lead: texts by
    /// their bytes, whole numbers by size. Leads come in that order, in as many
    /// batches as the streams give; each is handed to `each` as soon as both
    /// streams are beyond it.
    ///
    /// # Errors
    /// A row that is out of order, and what [`Model::score_tables`] refuses.
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
    /// model.score_sorted([], events, as_of, &options, |scored| {
    ///     points.extend(scored.rows.iter().map(|row| row.engagement.unwrap().points.to_string()));
    /// })?;
    /// assert_eq!(points, ["20", "20", "10"]);
    /// let mixed = vec![batch(&["b", "a"])];
    /// let error = model.score_sorted([], mixed, as_of, &options, |_| ()).unwrap_err();
    /// assert_eq!(error.to_string(), "`events` are not sorted by lead: row 1 comes after a greater id");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_sorted(
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
            let mut scored = self.score_tables(&own, &their, &AsOf::One(as_of), options)?;
            scored.sort_by_lead(whole);
            scored.keep_stream_hints(is_first);
            is_first = false;
            each(scored);
            Ok(())
        })
    }
}
