//! One lead of tables, as a call for a single lead takes it.

use super::typed_dataset::TypedDataset;
use crate::exact::Instant;
use crate::lead::{Event, Profile};
use crate::model::Model;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::options::KnownAt;
use crate::tables::scan::profile_times::{ProfileTimes, TimeColumns};

impl TypedDataset {
    /// The profile of a lead that is valid at an instant, and all of its events. Assessing them gives
    /// the same result as the row of the lead. `None` if no row has this lead.
    ///
    /// ```
    /// use leadgrade::tables::{Chunk, Column, TypedDataset};
    /// use leadgrade::Model;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let events = Chunk::new(2)
    ///     .with("lead", texts(&["a", "b"]))
    ///     .with("event", texts(&["visit", "visit"]))
    ///     .with("at", texts(&["2026-11-20", "2026-11-21"]));
    /// let data = TypedDataset::new(Vec::new(), vec![events])?;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let as_of = model.as_of("2026-11-22")?;
    /// let (profile, events) = data.lead(&model, "b", as_of).unwrap();
    /// assert_eq!(model.assess(&profile, &events, as_of).engagement_points().unwrap().to_string(), "10");
    /// assert!(data.lead(&model, "c", as_of).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lead(&self, model: &Model, id: &str, as_of: Instant) -> Option<(Profile, Vec<Event>)> {
        lead_of(&self.profiles, &self.events, model, id, as_of, KnownAt::Now)
    }
}

/// [`TypedDataset::lead`] of chunks of profiles and events.
pub(crate) fn lead_of(
    profiles: &[Chunk<'_>],
    events: &[Chunk<'_>],
    model: &Model,
    id: &str,
    as_of: Instant,
    known: KnownAt,
) -> Option<(Profile, Vec<Event>)> {
    let mut is_known = false;
    let mut best: Option<(ProfileTimes, Profile)> = None;
    for (chunk, row) in rows(profiles, id) {
        is_known = true;
        let times = TimeColumns::new(chunk);
        let Ok(times) = times.read(row, &model.0) else {
            continue;
        };
        // Of rows with equal times the first counts.
        let is_better = best.as_ref().is_none_or(|(known, _)| times > *known);
        if is_better && times.holds(as_of, known) {
            best = Some((times, profile(chunk, row)));
        }
    }
    let mut its_events = Vec::new();
    for (chunk, row) in rows(events, id) {
        let column = chunk
            .column("recorded_at")
            .filter(|_| known == KnownAt::Then);
        let at = column.map_or(Ok(None), |column| column.recorded_at(row, &model.0.zone));
        if matches!(at, Ok(at) if at.is_none_or(|at| at <= as_of)) {
            its_events.push(event(chunk, row));
        }
    }
    let profile = best.map_or_else(|| Profile::new(id), |(_, profile)| profile);
    (is_known || !its_events.is_empty()).then_some((profile, its_events))
}

/// The rows of a lead.
fn rows<'c, 'a: 'c>(
    chunks: &'c [Chunk<'a>],
    id: &'c str,
) -> impl Iterator<Item = (&'c Chunk<'a>, usize)> {
    chunks.iter().flat_map(move |chunk| {
        let lead = chunk.column("lead");
        let is_its = move |row: &usize| match lead {
            Some(Column::Texts(texts)) => texts.text(*row) == Some(id),
            Some(column) => column.id(*row).ok().flatten().as_deref() == Some(id),
            None => false,
        };
        chunk.range().filter(is_its).map(move |row| (chunk, row))
    })
}

fn profile(chunk: &Chunk<'_>, row: usize) -> Profile {
    let mut profile = Profile::default();
    for (name, column) in chunk.columns() {
        match name {
            "lead" => profile.lead = column.value(row),
            "valid_from" | "recorded_at" => {}
            _ => profile.set(name.to_owned(), column.value(row)),
        }
    }
    profile
}

fn event(chunk: &Chunk<'_>, row: usize) -> Event {
    let mut event = Event::new(crate::lead::Value::Null, crate::lead::Value::Null);
    for (name, column) in chunk
        .columns()
        .filter(|(name, _)| !matches!(*name, "lead" | "recorded_at"))
    {
        event.set(name, column.value(row));
    }
    event
}
