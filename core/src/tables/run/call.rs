//! The tables of one call, and what is asked of them.

use std::borrow::Cow;

use super::as_of_table::AsOfTable;
use super::lead_index::First;
use super::scorer::Part;
use crate::exact::Instant;
use crate::model::Model;
use crate::model::kinds::EventKind;
use crate::model::plan::Compiled;
use crate::tables::columns::chunk::{Chunk, starts};
use crate::tables::options::{Explain, TableOptions};
use crate::tables::scan::profiles;

/// What is wanted of a lead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    Points,
    Details,
    Explanation,
}

/// The tables of one call.
pub(crate) struct Tables<'t> {
    pub(crate) model: &'t Model,
    pub(crate) plan: &'t Compiled,
    pub(crate) profiles: &'t [Chunk<'t>],
    profile_starts: Vec<usize>,
    pub(crate) events: &'t [Chunk<'t>],
    event_starts: Vec<usize>,
    /// None where each lead has instants of its own.
    pub(crate) as_of: Option<Instant>,
    pub(crate) asked: &'t AsOfTable,
    pub(crate) options: &'t TableOptions,
}

impl<'t> Tables<'t> {
    pub(crate) fn new(
        model: &'t Model,
        (profiles, events): (&'t [Chunk<'t>], &'t [Chunk<'t>]),
        (as_of, asked): (Option<Instant>, &'t AsOfTable),
        options: &'t TableOptions,
    ) -> Self {
        Self {
            model,
            plan: &model.0,
            profiles,
            profile_starts: starts(profiles),
            events,
            event_starts: starts(events),
            as_of,
            asked,
            options,
        }
    }

    pub(crate) fn profile_rows(&self) -> usize {
        self.profiles.iter().map(Chunk::rows).sum()
    }

    pub(crate) fn event_rows(&self) -> usize {
        self.events.iter().map(Chunk::rows).sum()
    }

    /// A chunk of profiles, and the row of its table in which its columns begin.
    pub(crate) fn profiles_of(&self, chunk: usize) -> Option<(&'t Chunk<'t>, usize)> {
        let start = *self.profile_starts.get(chunk)?;
        Some((self.profiles.get(chunk)?, start))
    }

    /// The same of events.
    pub(crate) fn events_of(&self, chunk: usize) -> Option<(&'t Chunk<'t>, usize)> {
        let start = *self.event_starts.get(chunk)?;
        Some((self.events.get(chunk)?, start))
    }

    /// Rejects rows of profiles that cannot be told from an earlier one.
    pub(crate) fn duplicates(&self, rows: &[usize], found: &mut Part) {
        if rows.is_empty() {
            return;
        }
        let is_there = |name: &&str| {
            let mut profiles = self.profiles.iter();
            profiles.any(|chunk| chunk.column(name).is_some())
        };
        let times: Vec<&str> = ["valid_from", "recorded_at"]
            .into_iter()
            .filter(is_there)
            .collect();
        for row in rows {
            let lead = self.lead(First::Profile(*row));
            found.rejects.push(profiles::duplicate(*row, &lead, &times));
        }
    }

    /// The id of a lead by where it was seen first.
    pub(crate) fn lead(&self, first: First) -> Cow<'t, str> {
        let (chunks, starts, row) = match first {
            First::Profile(row) => (self.profiles, &self.profile_starts, row),
            First::Event(row) => (self.events, &self.event_starts, row),
            First::AsOf(row) => {
                let asked = self.asked.rows.get(row);
                return asked.map_or(Cow::Borrowed(""), |(lead, ..)| lead.as_str().into());
            }
        };
        let (at, row) = located(starts, row);
        let column = chunks.get(at).and_then(|chunk| chunk.column("lead"));
        let id = column.and_then(|column| column.id(row).ok().flatten());
        id.unwrap_or_default()
    }

    /// Whether nothing but points and labels is wanted of any lead.
    pub(crate) fn wants_points(&self) -> bool {
        !self.options.details && self.options.explain == Explain::None
    }

    pub(crate) fn want(&self, first: First) -> Want {
        let explained = match &self.options.explain {
            Explain::None => false,
            Explain::Some(ids) => ids.contains(&*self.lead(first)),
            Explain::All => true,
        };
        match (explained, self.options.details) {
            (true, _) => Want::Explanation,
            (false, true) => Want::Details,
            (false, false) => Want::Points,
        }
    }

    /// By kind of the model: whether its events say more than a record holds.
    pub(crate) fn notes(&self) -> Vec<bool> {
        let intake = &self.plan.intake;
        let says_more = |kind: &EventKind| {
            let switches = || intake.switches.iter();
            intake.interest.is_some()
                || (intake.product.is_some() && kind.is_purchase)
                || switches().any(|switch| kind.fits(&switch.on) || kind.fits(&switch.off))
        };
        self.plan.kinds.iter().map(says_more).collect()
    }

    /// By kind of the model: whether its events are worth something by their value.
    pub(crate) fn per_unit(&self) -> Vec<bool> {
        let kinds = self.plan.kinds.iter();
        kinds.map(|kind| self.plan.has_per_unit(kind)).collect()
    }
}

/// The chunk of a row of a table, and the row in it.
fn located(starts: &[usize], row: usize) -> (usize, usize) {
    let at = starts
        .partition_point(|start| *start <= row)
        .saturating_sub(1);
    (at, row - starts.get(at).copied().unwrap_or_default())
}
