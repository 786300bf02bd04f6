//! Scores the leads of a partition, one after another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::call::{TableCall, WantedDetail};
use super::grouped::{PerLead, PlacedRecord, PreSummed};
use super::lead_group::{FirstSeen, LeadGroup};
use super::lead_partition::CellLookup;
use super::requested::{RequestedInstant, RequestedInstants};
use crate::assessment::{Details, Explanation, Row, failed};
use crate::condition::Lexicon;
use crate::evaluate::{AssessmentState, Failure, Lead, Scratch, decide_summed, evaluate};
use crate::exact::Instant;
use crate::intake::Cell;
use crate::intake::EventRead;
use crate::lead::{Reject, Report, Text, UnknownEvents};
use crate::tables::columns::pieces::Piece;
use crate::tables::partition::record::Unpacked;
use crate::tables::scan::events::EventColumns;
use crate::tables::scan::profiles::ProfilePlace;
use crate::tally::{EventSet, Run};

/// Memory that one lead leaves to the next.
type Spare<'t> = (EventSet<'t>, Vec<Cell<'t>>);

/// Where a row of the result comes from.
#[derive(Clone, Copy)]
pub(crate) struct RowSource {
    /// Where its lead occurs first.
    pub(crate) first: FirstSeen,
    /// Its position in the table of instants; 0 without such a table.
    pub(crate) requested: usize,
}

/// The results of the leads of a partition.
#[derive(Default)]
pub(crate) struct PartitionScores {
    /// By row.
    pub(crate) sources: Vec<RowSource>,
    pub(crate) rows: Vec<Row>,
    /// By row.
    pub(crate) explanations: BTreeMap<usize, Explanation>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) unknown: UnknownEvents,
    pub(crate) without_value: u64,
    pub(crate) id_conflicts: u64,
}

/// Scores leads and reuses memory from lead to lead.
pub(crate) struct Scorer<'t> {
    tables: &'t TableCall<'t>,
    /// The events of each chunk.
    events: &'t [EventColumns<'t>],
    /// The pieces of work in which records were found.
    pieces: &'t [Piece],
    cells: CellLookup<'t>,
    scratch: Scratch,
    pub(crate) found: PartitionScores,
}

impl<'t> Scorer<'t> {
    pub(crate) fn new(
        tables: &'t TableCall<'t>,
        events: &'t [EventColumns<'t>],
        pieces: &'t [Piece],
        cells: CellLookup<'t>,
        lexicon: Arc<Lexicon>,
    ) -> Self {
        Self {
            tables,
            events,
            pieces,
            cells,
            scratch: Scratch::sharing(lexicon),
            found: PartitionScores::default(),
        }
    }

    /// Scores every lead of a group from sums for an instant.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn summed<R>(
        &mut self,
        group: &LeadGroup<R>,
        records: &PreSummed<'_>,
        requested: RequestedInstant,
    ) {
        let as_of = requested.as_of;
        let plan = self.tables.plan;
        let placeholder = Lead::new(plan, None, Vec::new(), EventSet::new(plan, 0));
        let mut state =
            AssessmentState::summed(&placeholder, std::mem::take(&mut self.scratch), as_of);
        self.found.sources.reserve(group.firsts.len());
        self.found.rows.reserve(group.firsts.len());
        for (at, first) in group.firsts.iter().enumerate() {
            let profile = group.profile(at, as_of, self.tables.options.known);
            let seen = records.seen.get(at).copied().unwrap_or_default();
            // The lead only has a profile that is not valid yet.
            if profile.is_none() && !seen {
                continue;
            }
            let cells = profile.map_or(&[][..], |place| (self.cells)(place));
            state.take(cells, &records.tally, at);
            let done = decide_summed(&mut state);
            let scored = self.scored(&state, &done, *first, requested.is_reported);
            self.found.sources.push(RowSource {
                first: *first,
                requested: requested.at,
            });
            self.found.rows.push(scored);
        }
        self.scratch = state.leave();
    }

    /// Sets the attributes of a lead from the row of its profile.
    #[cfg_attr(small, optimize(speed))]
    fn fill(&self, cells: &mut Vec<Cell<'t>>, profile: Option<ProfilePlace>) {
        cells.clear();
        cells.extend_from_slice(profile.map_or(&[][..], |place| (self.cells)(place)));
        cells.resize(self.tables.plan.intake.attributes.len(), Cell::Missing);
    }

    /// Scores every lead of a group, at one instant or at its own instants.
    pub(crate) fn group(
        &mut self,
        group: &LeadGroup<PerLead>,
        requested: &[Vec<RequestedInstant>],
    ) {
        let mut spare = Some((EventSet::new(self.tables.plan, 0), Vec::new()));
        for (lead, first) in group.firsts.iter().enumerate() {
            match self.tables.requested {
                RequestedInstants::One(as_of) => {
                    let instant = RequestedInstant::new(0, as_of);
                    self.lead(group, lead, *first, instant, &mut spare);
                }
                #[cfg(feature = "calibrate")]
                RequestedInstants::Several(instants) => {
                    for instant in &instants.all {
                        self.lead(group, lead, *first, *instant, &mut spare);
                    }
                }
                RequestedInstants::Table(_) => {
                    for instant in requested.get(lead).into_iter().flatten() {
                        self.lead(group, lead, *first, *instant, &mut spare);
                    }
                }
            }
        }
    }

    #[cfg_attr(small, optimize(speed))]
    fn lead(
        &mut self,
        group: &LeadGroup<PerLead>,
        lead: usize,
        first: FirstSeen,
        instant: RequestedInstant,
        spare: &mut Option<Spare<'t>>,
    ) {
        let (tables, as_of) = (self.tables, instant.as_of);
        let profile = group.profile(lead, as_of, tables.options.known);
        let records = group.records.of(lead);
        let plan = tables.plan;
        let (mut event_set, mut cells) = spare
            .take()
            .unwrap_or_else(|| (EventSet::new(plan, 0), Vec::new()));
        event_set.clear();
        let seen = self.gather(&mut event_set, records, &group.records.values, instant);
        // The lead only has a profile that is not valid yet.
        if profile.is_none() && !seen && tables.requested.table().is_none() {
            *spare = Some((event_set, cells));
            return;
        }
        self.fill(&mut cells, profile);
        let want = tables.want(first);
        let named = want != WantedDetail::Points;
        let id = named.then(|| Text::from(tables.lead(first)));
        let lead = Lead::new(plan, id, cells, event_set);
        let mut state = AssessmentState::new(&lead, std::mem::take(&mut self.scratch));
        state.base.with_steps = want == WantedDetail::Details;
        let done = evaluate(&mut state, as_of, &mut ());
        let mut scored = self.scored(&state, &done, first, instant.is_reported);
        match want {
            WantedDetail::Points => {}
            WantedDetail::Details => {
                scored.details = scored
                    .is_scored()
                    .then(|| Box::new(Details::take(&mut state)));
            }
            WantedDetail::Explanation => {
                let why = tables.model.explain_lead(&lead, as_of, Report::default());
                scored.details.clone_from(&why.assessment().row().details);
                self.found.explanations.insert(self.found.rows.len(), why);
            }
        }
        self.scratch = state.leave();
        self.found.sources.push(RowSource {
            first,
            requested: instant.at,
        });
        self.found.rows.push(scored);
        *spare = Some((lead.event_set, lead.cells));
    }

    /// The row of an evaluated lead; with `is_reported`, adds a reject if it failed.
    fn scored(
        &mut self,
        state: &AssessmentState<'_>,
        done: &Result<(), Failure>,
        first: FirstSeen,
        is_reported: bool,
    ) -> Row {
        match done {
            Ok(()) => Row::new(state),
            Err(failure) => {
                let id = is_reported.then(|| self.tables.lead(first));
                let reject = id.map(|id| failed(Some(&id), failure.clone()));
                self.found.rejects.extend(reject);
                Row::failed()
            }
        }
    }

    /// Reads the row of a record again; `None` if it was recorded after `as_of`.
    fn read(&self, placed: &PlacedRecord, as_of: Instant) -> Option<EventRead<'t>> {
        let piece = self.pieces.get(placed.piece as usize)?;
        let (events, row) = (
            self.events.get(piece.chunk)?,
            piece.rows.first + placed.row as usize,
        );
        events.is_recorded(row, as_of).then(|| events.read(row))?
    }

    /// Turns records into runs. Rows that need more than a record are read again. Returns whether the
    /// lead has an event at the instant.
    fn gather(
        &mut self,
        event_set: &mut EventSet<'t>,
        records: &[PlacedRecord],
        values: &[i64],
        instant: RequestedInstant,
    ) -> bool {
        let plan = self.tables.plan;
        let mut report = Report::default();
        let mut with_ids = Vec::new();
        let mut seen = false;
        event_set.runs.reserve(records.len());
        for placed in records {
            match placed.event.unpack() {
                Unpacked::Nothing { day } => seen |= day <= instant.last_day,
                Unpacked::Counts { day, .. } if day > instant.last_day => {}
                Unpacked::Counts { kind, valued, day } => {
                    seen = true;
                    let value = if valued {
                        values
                            .get(placed.value as usize)
                            .copied()
                            .unwrap_or_default()
                    } else {
                        0
                    };
                    event_set.runs.push(Run {
                        day,
                        kind,
                        count: 1,
                        value: i128::from(value),
                    });
                }
                Unpacked::ByRow => {
                    let read = self.read(placed, instant.as_of);
                    let read = read.filter(|read| read.at <= instant.as_of);
                    seen |= read.is_some();
                    match read {
                        Some(read) if read.id.is_some() => with_ids.push(read),
                        Some(read) => event_set.add(plan, &read, &mut report),
                        None => {}
                    }
                }
            }
        }
        event_set.add_once(plan, with_ids, &mut report);
        self.found.unknown.join(&report.unknown_events);
        self.found.without_value += report.without_value;
        self.found.id_conflicts += report.id_conflicts;
        seen
    }
}
