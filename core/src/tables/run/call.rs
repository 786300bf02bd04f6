//! The tables and options of one call.

use std::borrow::Cow;

use super::lead_group::FirstSeen;
use super::requested::RequestedInstants;
use super::scorer::PartitionScores;
use crate::model::Model;
use crate::model::kinds::EventKind;
use crate::model::plan::Compiled;
use crate::tables::columns::chunk::{Chunk, starts};
use crate::tables::columns::pieces::{ChunkRows, Piece};
use crate::tables::options::{Explain, TableOptions};
use crate::tables::scan::profiles;

/// What to compute for a lead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WantedDetail {
    Points,
    Details,
    Explanation,
}

/// The tables and options of one call.
pub(crate) struct TableCall<'t> {
    pub(crate) model: &'t Model,
    pub(crate) plan: &'t Compiled,
    pub(crate) profiles: &'t [Chunk<'t>],
    profile_starts: Vec<usize>,
    pub(crate) events: &'t [Chunk<'t>],
    event_starts: Vec<usize>,
    pub(crate) requested: RequestedInstants<'t>,
    pub(crate) options: &'t TableOptions,
}

impl<'t> TableCall<'t> {
    pub(crate) fn new(
        model: &'t Model,
        profiles: &'t [Chunk<'t>],
        events: &'t [Chunk<'t>],
        requested: RequestedInstants<'t>,
        options: &'t TableOptions,
    ) -> Self {
        Self {
            model,
            plan: &model.0,
            profiles,
            profile_starts: starts(profiles),
            events,
            event_starts: starts(events),
            requested,
            options,
        }
    }

    pub(crate) fn profile_rows(&self) -> usize {
        self.profiles.iter().map(Chunk::rows).sum()
    }

    pub(crate) fn event_rows(&self) -> usize {
        self.events.iter().map(Chunk::rows).sum()
    }

    /// The rows of a piece of profiles.
    pub(crate) fn profile_rows_of(&self, piece: Piece) -> Option<ChunkRows<'t>> {
        Some(ChunkRows {
            chunk: self.profiles.get(piece.chunk)?,
            rows: piece.rows,
            start: *self.profile_starts.get(piece.chunk)?,
        })
    }

    /// The rows of a piece of events.
    pub(crate) fn event_rows_of(&self, piece: Piece) -> Option<ChunkRows<'t>> {
        Some(ChunkRows {
            chunk: self.events.get(piece.chunk)?,
            rows: piece.rows,
            start: *self.event_starts.get(piece.chunk)?,
        })
    }

    /// Rejects rows of profiles whose lead has an earlier row with the same times.
    pub(crate) fn duplicates(&self, rows: &[usize], found: &mut PartitionScores) {
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
            let lead = self.lead(FirstSeen::Profile(*row));
            found.rejects.push(profiles::duplicate(*row, &lead, &times));
        }
    }

    /// The id of a lead, by where it occurs first.
    pub(crate) fn lead(&self, first: FirstSeen) -> Cow<'t, str> {
        let (chunks, starts, row) = match first {
            FirstSeen::Profile(row) => (self.profiles, &self.profile_starts, row),
            FirstSeen::Event(row) => (self.events, &self.event_starts, row),
            FirstSeen::AsOf(row) => {
                let RequestedInstants::Table(table) = self.requested else {
                    return Cow::Borrowed("");
                };
                let requested = table.rows.get(row);
                return requested.map_or(Cow::Borrowed(""), |row| row.lead.as_str().into());
            }
        };
        let (at, row) = located(starts, row);
        let column = chunks.get(at).and_then(|chunk| chunk.column("lead"));
        let id = column.and_then(|column| column.id(row).ok().flatten());
        id.unwrap_or_default()
    }

    /// Whether only points and labels are computed for all leads.
    pub(crate) fn wants_points(&self) -> bool {
        !self.options.details && self.options.explain == Explain::None
    }

    /// What to compute for a lead.
    pub(crate) fn want(&self, first: FirstSeen) -> WantedDetail {
        let explained = match &self.options.explain {
            Explain::None => false,
            Explain::Some(ids) => ids.contains(&*self.lead(first)),
            Explain::All => true,
        };
        match (explained, self.options.details) {
            (true, _) => WantedDetail::Explanation,
            (false, true) => WantedDetail::Details,
            (false, false) => WantedDetail::Points,
        }
    }

    /// By kind of the model: whether its events need more than a record.
    pub(crate) fn needs_row(&self) -> Vec<bool> {
        let intake = &self.plan.intake;
        let needs_row = |kind: &EventKind| {
            let switches = || intake.switches.iter();
            intake.interest.is_some()
                || (intake.product.is_some() && kind.is_purchase)
                || switches().any(|switch| kind.fits(&switch.on) || kind.fits(&switch.off))
        };
        self.plan.kinds.iter().map(needs_row).collect()
    }

    /// By kind of the model: whether a signal has `points_per_unit`.
    pub(crate) fn per_unit(&self) -> Vec<bool> {
        let kinds = self.plan.kinds.iter();
        kinds.map(|kind| self.plan.has_per_unit(kind)).collect()
    }
}

/// The chunk of a row of a table, and the row of its columns.
fn located(starts: &[usize], row: usize) -> (usize, usize) {
    let at = starts
        .partition_point(|start| *start <= row)
        .saturating_sub(1);
    (at, row - starts.get(at).copied().unwrap_or_default())
}
