//! Streams that are sorted by lead: scored batch by batch, in memory for one
//! batch of each stream and the largest lead, whatever the total.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::column::Column;
use super::input::Chunk;
use super::{AsOf, Scoring, TableError, TableOptions};
use crate::exact::Instant;
use crate::model::Model;

/// An id as streams are sorted: whole numbers by size, texts by their bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Whole(i64),
    Text(String),
}

/// A stream of chunks, as far as it was read.
struct Stream<I> {
    name: &'static str,
    chunks: I,
    /// Read and not scored yet.
    pending: Vec<Chunk<'static>>,
    rows: usize,
    last: Option<Id>,
    done: bool,
}

impl<I: Iterator<Item = Chunk<'static>>> Stream<I> {
    fn new(name: &'static str, chunks: I) -> Self {
        Self {
            name,
            chunks,
            pending: Vec::new(),
            rows: 0,
            last: None,
            done: false,
        }
    }

    /// Reads one chunk more and checks its order.
    fn read(&mut self) -> Result<(), TableError> {
        let Some(chunk) = self.chunks.next() else {
            self.done = true;
            return Ok(());
        };
        let chunk = chunk.at(self.rows);
        if let Some(column) = chunk.column("lead") {
            for row in chunk.range() {
                let id = id(column, row);
                if id.is_some() && id < self.last {
                    return Err(TableError::NotSorted {
                        table: self.name,
                        row: (self.rows + row) as u64,
                    });
                }
                self.last = id.or(self.last.take());
            }
        }
        self.rows += chunk.rows();
        self.pending.push(chunk);
        Ok(())
    }

    /// Takes the rows of leads before a bound; without one all.
    fn take(&mut self, bound: Option<&Id>) -> Vec<Chunk<'static>> {
        let Some(bound) = bound else {
            return std::mem::take(&mut self.pending);
        };
        let (mut taken, mut rest) = (Vec::new(), Vec::new());
        for chunk in self.pending.drain(..) {
            let (before, after) = chunk.split(end_before(&chunk, bound));
            taken.extend(Some(before).filter(|chunk| chunk.rows() > 0));
            rest.extend(Some(after).filter(|chunk| chunk.rows() > 0));
        }
        self.pending = rest;
        taken
    }
}

/// The first row of a chunk whose lead is not before a bound.
fn end_before(chunk: &Chunk<'_>, bound: &Id) -> usize {
    let range = chunk.range();
    let Some(column) = chunk.column("lead") else {
        return range.end;
    };
    // Rows without an id stay with those before them.
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        let known = (middle..high).find_map(|row| Some((row, id(column, row)?)));
        match known {
            Some((row, id)) if id.cmp(bound) == Ordering::Less => low = row + 1,
            Some(_) => high = middle,
            None => high = middle,
        }
    }
    low
}

fn id(column: &Column<'_>, row: usize) -> Option<Id> {
    if let Column::Wholes(list, known) = column {
        return list
            .get(row)
            .filter(|_| known.holds(row))
            .copied()
            .map(Id::Whole);
    }
    let id = column.id(row).ok().flatten();
    id.map(Cow::into_owned).map(Id::Text)
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
    ///     points.extend(scored.rows.iter().map(|row| row.engagement.unwrap().0.to_string()));
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
        let mut people = Stream::new("profiles", profiles.into_iter());
        let mut deeds = Stream::new("events", events.into_iter());
        loop {
            // The stream that is behind decides which leads are complete.
            let behind = |one: &Option<Id>, other: &Option<Id>, done: bool| done || one <= other;
            if !people.done && behind(&people.last, &deeds.last, deeds.done) {
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
                let mut scored = self.score_tables(&own, &their, &AsOf::One(as_of), options)?;
                scored.sort_by_lead();
                each(scored);
            }
            if finished {
                return Ok(());
            }
        }
    }
}
