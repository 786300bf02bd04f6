//! The leads of a part, one after another: their records become runs, and what
//! the model says of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::call::{Tables, Want};
use super::grouped::{PerLead, Placed, PreSummed};
use super::lead_index::{First, Group};
use super::lead_partition::Cells;
use crate::assessment::{Details, Explanation, Row, failed};
use crate::condition::Lexicon;
use crate::evaluate::{AssessmentState, Failure, Lead, Scratch, decide_summed, evaluate};
use crate::exact::Instant;
use crate::intake::Cell;
use crate::intake::EventRead;
use crate::lead::{Reject, Report, Text, UnknownEvents};
use crate::tables::columns::pieces::Piece;
use crate::tables::partition::record::Unpacked;
use crate::tables::scan::events::Events;
use crate::tally::{EventSet, Run};

/// What one lead leaves to the next: room.
type Spare<'t> = (EventSet<'t>, Vec<Cell<'t>>);

/// What the leads of a part gave.
#[derive(Default)]
pub(crate) struct Part {
    /// Of each row where its lead was seen first, and the row of the table of
    /// instants where there is one.
    pub(crate) places: Vec<(First, usize)>,
    pub(crate) rows: Vec<Row>,
    /// By row.
    pub(crate) explanations: BTreeMap<usize, Explanation>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) unknown: UnknownEvents,
    pub(crate) without_value: u64,
    pub(crate) id_conflicts: u64,
}

/// Scores leads; what it needs room for is kept from lead to lead.
pub(crate) struct Scorer<'t> {
    tables: &'t Tables<'t>,
    /// The events of each chunk.
    events: &'t [Events<'t>],
    /// The pieces of work in which records were found.
    pieces: &'t [Piece],
    cells: Cells<'t>,
    scratch: Scratch,
    pub(crate) found: Part,
}

impl<'t> Scorer<'t> {
    pub(crate) fn new(
        tables: &'t Tables<'t>,
        (events, pieces): (&'t [Events<'t>], &'t [Piece]),
        cells: Cells<'t>,
        lexicon: Arc<Lexicon>,
    ) -> Self {
        Self {
            tables,
            events,
            pieces,
            cells,
            scratch: Scratch::sharing(lexicon),
            found: Part::default(),
        }
    }

    /// Scores every lead of a group, whose records are added up for an instant.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn summed(&mut self, group: &Group<PreSummed<'_>>, as_of: Instant) {
        let plan = self.tables.plan;
        let nobody = Lead::new(plan, None, Vec::new(), EventSet::new(plan, 0));
        let mut state = AssessmentState::summed(&nobody, std::mem::take(&mut self.scratch), as_of);
        self.found.places.reserve_exact(group.firsts.len());
        self.found.rows.reserve_exact(group.firsts.len());
        for (at, first) in group.firsts.iter().enumerate() {
            let profile = group.profile(at, as_of, self.tables.options.known);
            let seen = group.records.seen.get(at).copied().unwrap_or_default();
            // Known from a profile that is not valid yet, and from nothing else.
            if profile.is_none() && !seen {
                continue;
            }
            let cells = profile.map_or(&[][..], |place| (self.cells)(place));
            state.take(cells, &group.records.field, at);
            let done = decide_summed(&mut state);
            let scored = self.scored(&state, &done, *first);
            self.found.places.push((*first, 0));
            self.found.rows.push(scored);
        }
    }

    /// The attributes of a lead by the row of its profile.
    #[cfg_attr(small, optimize(speed))]
    fn fill(&self, cells: &mut Vec<Cell<'t>>, profile: Option<(u32, u32)>) {
        cells.clear();
        cells.extend_from_slice(profile.map_or(&[][..], |place| (self.cells)(place)));
        cells.resize(self.tables.plan.intake.attributes.len(), Cell::Missing);
    }

    /// Scores every lead of a group, at one instant or at its own ones.
    pub(crate) fn group(&mut self, group: &Group<PerLead>, asked: &[Vec<(usize, Instant)>]) {
        let mut spare = Some((EventSet::new(self.tables.plan, 0), Vec::new()));
        for (lead, first) in group.firsts.iter().enumerate() {
            match self.tables.as_of {
                Some(as_of) => self.lead(group, (lead, *first), (0, as_of), &mut spare),
                None => {
                    for one in asked.get(lead).into_iter().flatten() {
                        self.lead(group, (lead, *first), *one, &mut spare);
                    }
                }
            }
        }
    }

    #[cfg_attr(small, optimize(speed))]
    fn lead(
        &mut self,
        group: &Group<PerLead>,
        (lead, first): (usize, First),
        (asked, as_of): (usize, Instant),
        spare: &mut Option<Spare<'t>>,
    ) {
        let tables = self.tables;
        let profile = group.profile(lead, as_of, tables.options.known);
        let records = group.records.of(lead);
        // Known from a profile that is not valid yet, and from nothing else.
        if profile.is_none() && records.is_empty() && tables.as_of.is_some() {
            return;
        }
        let plan = tables.plan;
        let (mut event_set, mut cells) = spare
            .take()
            .unwrap_or_else(|| (EventSet::new(plan, 0), Vec::new()));
        event_set.clear();
        self.gather(&mut event_set, records, &group.records.values, as_of);
        self.fill(&mut cells, profile);
        let want = tables.want(first);
        let named = want != Want::Points;
        let id = named.then(|| Text::from(tables.lead(first)));
        let lead = Lead::new(plan, id, cells, event_set);
        let mut state = AssessmentState::new(&lead, std::mem::take(&mut self.scratch));
        state.base.with_steps = want == Want::Details;
        let done = evaluate(&mut state, as_of, &mut ());
        let mut scored = self.scored(&state, &done, first);
        match want {
            Want::Points => {}
            Want::Details => {
                scored.details = scored
                    .is_scored()
                    .then(|| Box::new(Details::take(&mut state)));
            }
            Want::Explanation => {
                let why = tables.model.explain_lead(&lead, as_of, Report::default());
                scored.details.clone_from(&why.assessment().row().details);
                self.found.explanations.insert(self.found.rows.len(), why);
            }
        }
        self.scratch = state.leave();
        self.found.places.push((first, asked));
        self.found.rows.push(scored);
        *spare = Some((lead.event_set, lead.cells));
    }

    fn scored(
        &mut self,
        state: &AssessmentState<'_>,
        done: &Result<(), Failure>,
        first: First,
    ) -> Row {
        match done {
            Ok(()) => Row::new(state),
            Err(failure) => {
                let id = Some(self.tables.lead(first));
                self.found
                    .rejects
                    .push(failed(id.as_deref(), failure.clone()));
                Row::failed()
            }
        }
    }

    /// Reads the row of a record again.
    fn read(&self, placed: &Placed, as_of: Instant) -> Option<EventRead<'t>> {
        let (chunk, rows) = self.pieces.get(placed.piece as usize)?;
        let (events, row) = (self.events.get(*chunk)?, rows.first + placed.row as usize);
        events.is_recorded(row, as_of).then(|| events.read(row))?
    }

    /// Turns records into runs; rows that say more are read again.
    fn gather(
        &mut self,
        event_set: &mut EventSet<'t>,
        records: &[Placed],
        values: &[i64],
        as_of: Instant,
    ) {
        let plan = self.tables.plan;
        let mut report = Report::default();
        let mut with_ids = Vec::new();
        event_set.runs.reserve(records.len());
        for placed in records {
            match placed.what.unpack() {
                Unpacked::Nothing => {}
                Unpacked::Counts { kind, valued, day } => {
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
                    let read = self.read(placed, as_of);
                    match read.filter(|read| read.at <= as_of) {
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
    }
}
