//! One pass over the events of tables, each with its lead and its signals.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::exact::Instant;
use crate::intake::{EventRead, once_each};
use crate::model::ids::SignalId;
use crate::model::plan::Compiled;
use crate::tables::columns::column::Column;
use crate::tables::scan::events::EventColumns;
use crate::tables::{Chunk, KnownAt};
use crate::tally::Classifier;

/// The events of tables, as a model reads them.
pub(crate) struct EventWalk<'t> {
    plan: &'t Compiled,
    chunks: Vec<(&'t Chunk<'t>, EventColumns<'t>)>,
}

/// An event with its lead.
pub(crate) struct WalkedEvent<'w> {
    pub(crate) lead: &'w str,
    pub(crate) at: Instant,
    /// The signals that the event matches, by position; sorted.
    pub(crate) signals: &'w [SignalId],
}

/// Where an event with an id stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct IdPlace {
    /// Hash of the lead and of the id.
    hash: u64,
    chunk: usize,
    row: usize,
}

impl<'t> EventWalk<'t> {
    pub(crate) fn new(plan: &'t Compiled, events: &'t [Chunk<'t>], known: KnownAt) -> Self {
        let columns = |chunk: &'t Chunk<'t>| (chunk, EventColumns::new(plan, chunk, known));
        Self {
            plan,
            chunks: events.iter().map(columns).collect(),
        }
    }

    /// Visits the instant and, if it is known, the instant of recording of each valid row.
    pub(crate) fn each_row(&self, mut visit: impl FnMut(Instant, Option<Instant>)) {
        let zone = &self.plan.zone;
        for (chunk, events) in &self.chunks {
            let recorded_at = chunk.column("recorded_at");
            for row in chunk.range() {
                if let Some((_, read)) = read(events, row) {
                    let recorded = recorded_at.map(|column| column.recorded_at(row, zone));
                    visit(read.at, recorded.and_then(Result::ok).flatten());
                }
            }
        }
    }

    /// Visits each event that matches a signal; events of a lead with one id count once.
    pub(crate) fn each(&self, mut visit: impl FnMut(&WalkedEvent<'_>)) {
        let mut classifier = Classifier::new(self.plan);
        let mut with_ids = Vec::new();
        for (at, (chunk, events)) in self.chunks.iter().enumerate() {
            for row in chunk.range() {
                match read(events, row) {
                    Some((lead, event)) if event.id.is_some() => with_ids.push(IdPlace {
                        hash: hash(&lead, event.id.as_deref()),
                        chunk: at,
                        row,
                    }),
                    Some((lead, event)) => self.visit(&mut classifier, &lead, &event, &mut visit),
                    None => {}
                }
            }
        }
        with_ids.sort_unstable();
        for places in with_ids.chunk_by(|one, next| one.hash == next.hash) {
            self.once(places, &mut classifier, &mut visit);
        }
    }

    /// Visits the events of some leads and ids with one hash.
    fn once(
        &self,
        places: &[IdPlace],
        classifier: &mut Classifier<'t>,
        visit: &mut impl FnMut(&WalkedEvent<'_>),
    ) {
        let again = |place: &IdPlace| {
            let (_, events) = self.chunks.get(place.chunk)?;
            read(events, place.row)
        };
        let mut all: Vec<_> = places.iter().filter_map(again).collect();
        // Leads whose ids have one hash, which is rare.
        while let Some((lead, _)) = all.first() {
            let lead = lead.clone();
            let (own, others) = all.into_iter().partition(|(other, _)| *other == lead);
            all = others;
            let own: Vec<(_, EventRead<'_>)> = own;
            let mut own: Vec<EventRead<'_>> = own.into_iter().map(|(_, event)| event).collect();
            once_each(&mut own, self.plan);
            for event in &own {
                self.visit(classifier, &lead, event, visit);
            }
        }
    }

    fn visit(
        &self,
        classifier: &mut Classifier<'t>,
        lead: &str,
        event: &EventRead<'_>,
        visit: &mut impl FnMut(&WalkedEvent<'_>),
    ) {
        let Some(named) = event.named(self.plan) else {
            return;
        };
        let kind = classifier.classify(self.plan, named, event);
        if let Some(kind) = classifier.kinds.get(kind)
            && !kind.signals.is_empty()
        {
            visit(&WalkedEvent {
                lead,
                at: event.at,
                signals: &kind.signals,
            });
        }
    }
}

/// A valid row of events with its lead.
fn read<'e>(
    events: &'e EventColumns<'_>,
    row: usize,
) -> Option<(std::borrow::Cow<'e, str>, EventRead<'e>)> {
    let lead = events
        .lead
        .and_then(|column: &Column<'_>| column.id(row).ok())??;
    let event = events.read(row)?;
    // The name of an event must not be blank.
    EventColumns::named(Some(event.name))?;
    Some((lead, event))
}

fn hash(lead: &str, id: Option<&str>) -> u64 {
    let mut hasher = FxHasher::default();
    (lead, id).hash(&mut hasher);
    hasher.finish()
}
