//! Histories: compact summaries of the events of a lead.
//!
//! A backend that receives one event at a time adds it to the history of its lead and stores the
//! history, a few hundred bytes. Assessing a history gives the same result, to the last digit, as
//! assessing all events at once. Events are counted by the set of signals that they match, their
//! interests and their day. Only events with ids are kept one by one, so that each counts once
//! however often it arrives.
//!
//! What is kept depends on what the model reads of events (its intake), not on its points, weights,
//! decay, limits or thresholds. All of these may change, and stored histories stay valid.

mod bytes;
mod checksum;
mod days;
mod error;
mod event_schema;
mod with_id;
mod observe;
mod recall;
mod runs;
mod stored;
mod stored_types;

pub use error::HistoryError;
pub use observe::Observation;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasherDefault, DefaultHasher};

use indexmap::IndexSet;

use crate::exact::{Day, Instant};
use crate::lead::UnknownEvents;
use crate::tally::{SwitchTurn, turn};

use event_schema::EventSchema;
use runs::{CountedRun, CountedRuns, RunKey};
use with_id::EventsById;

/// A compact summary of the events of a lead, which can be stored and merged.
///
/// `History::default()` is the empty history, which merges with any other. The first model that
/// observes an event decides what the history keeps; see [`History::observe`].
///
/// ```
/// use leadgrade::{Event, History, Model, Profile};
/// let model = Model::from_toml(r#"
///     format = 1
///     name = "visits"
///     [signals.visit]
///     points = 10
///     [engagement]
/// "#)?;
/// let mut history = History::default();
/// history.observe(&model, &Event::new("visit", "2026-11-20T10:00:00Z").id("e-1"))?;
/// history.observe(&model, &Event::new("visit", "2026-11-20T10:00:00Z").id("e-1"))?; // sent again
/// history.observe(&model, &Event::new("visit", "2026-11-21T18:00:00Z"))?;
/// let stored = history.to_bytes();
///
/// let history = History::from_bytes(&stored)?;
/// let found = model.recall(&Profile::new("L-7"), &history).assess(model.as_of("2026-11-22")?)?;
/// assert_eq!(found.engagement_points().unwrap().to_string(), "20");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct History {
    /// `None` before the first event.
    schema: Option<EventSchema>,
    /// Ids of events before this day are forgotten.
    forgotten: Option<Day>,
    /// The instant of the latest event that is counted in a run.
    latest: Option<Instant>,
    /// Sets of labels of the schema that an event matched, each sorted.
    kinds: Interned<[u32]>,
    /// Interests in their original spelling.
    texts: Interned<str>,
    /// Sets of interests, each sorted; without the empty set.
    sets: Interned<[u32]>,
    runs: CountedRuns,
    /// The different products of each kind. They are kept for all kinds, because the kinds that
    /// are purchases may change.
    products: BTreeSet<(u32, Box<str>)>,
    /// The latest event of each switch or value.
    switches: BTreeMap<SwitchKey, SwitchTurn>,
    /// Events with ids.
    kept: EventsById,
    notes: Notes,
}

/// Values that are each stored once and referred to by their positions. They come from outside, so the hash function resists attacks with
/// many colliding values.
type Interned<T> = IndexSet<Box<T>, BuildHasherDefault<DefaultHasher>>;
/// The label of a switch and, with `by`, one of its values in its original spelling.
type SwitchKey = (u32, Option<Box<str>>);

/// Stands for the empty set of interests.
const NO_INTERESTS: u32 = u32::MAX;

/// Counts of noticed problems. They do not matter for the equality of histories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Notes {
    rejected: u64,
    refused: u64,
    without_offset: u64,
    /// Conflicts of ids that were forgotten later.
    conflicts: u64,
    unknown: UnknownEvents,
}

/// The position of a value, which is added if it is new.
fn intern<T: ?Sized + std::hash::Hash + Eq>(interned: &mut Interned<T>, value: &T) -> u32
where
    for<'v> Box<T>: From<&'v T>,
{
    let at = match interned.get_index_of(value) {
        Some(at) => at,
        None => interned.insert_full(value.into()).0,
    };
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl History {
    /// Whether nothing was observed yet. An empty history merges with any other.
    pub fn is_empty(&self) -> bool {
        self.schema.is_none()
    }

    /// Number of events that count; events with ids count once each.
    pub fn events(&self) -> u64 {
        self.runs.events() + self.kept.len() as u64
    }

    /// The instant of the latest event that counts. The history cannot be assessed before it.
    pub fn latest(&self) -> Option<Instant> {
        self.latest.max(self.kept.latest())
    }

    /// The day before which ids of events are forgotten; `None` if none are.
    pub fn forgotten_before(&self) -> Option<Day> {
        self.forgotten
    }

    /// Number of ids under which events with different contents arrived; one event of each id counts.
    pub fn id_conflicts(&self) -> u64 {
        let kept = self.kept.iter().filter(|(_, kept)| kept.conflict);
        self.notes.conflicts.saturating_add(kept.count() as u64)
    }

    /// Number of events that could not be read.
    pub fn rejected(&self) -> u64 {
        self.notes.rejected
    }

    /// Number of events with ids that arrived after their day was forgotten.
    pub fn refused(&self) -> u64 {
        self.notes.refused
    }

    /// Events whose name is not the event of any signal.
    pub fn unknown_events(&self) -> &UnknownEvents {
        &self.notes.unknown
    }

    /// Merges another history into this one: assessing the result equals assessing the events of
    /// both. The order and grouping of merges do not matter.
    ///
    /// An event without an id counts once for each history that it is in, so merge only histories
    /// of different events.
    ///
    /// # Errors
    /// Histories with different intakes, histories that forgot ids before different days, and more
    /// events than a history can count. The history is unchanged then.
    ///
    /// ```
    /// use leadgrade::{Event, History, Model};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let (web, _) = model.history(&[Event::new("visit", "2026-11-20").id(1), Event::new("visit", "2026-11-21").id(2)]);
    /// let (mut all, _) = model.history(&[Event::new("visit", "2026-11-21").id(2)]);
    /// all.merge(&web)?;
    /// assert_eq!(all.events(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&mut self, other: &History) -> Result<(), HistoryError> {
        let (Some(ours), Some(theirs)) = (&self.schema, &other.schema) else {
            let notes = std::mem::take(&mut self.notes);
            if self.is_empty() {
                *self = other.clone();
                self.notes.join(&notes);
            } else {
                self.notes = notes;
                self.notes.join(&other.notes);
            }
            return Ok(());
        };
        if ours != theirs {
            let (ours, theirs) = ours.differences(theirs);
            return Err(HistoryError::OtherIntake { ours, theirs });
        }
        if self.forgotten != other.forgotten {
            let (ours, theirs) = (self.forgotten, other.forgotten);
            return Err(HistoryError::OtherForgotten { ours, theirs });
        }
        self.runs.room(other.runs.events())?;
        self.join(other)
    }

    /// Merges a history with the same schema.
    fn join(&mut self, other: &History) -> Result<(), HistoryError> {
        let kinds = other
            .kinds
            .iter()
            .map(|kind| intern(&mut self.kinds, &**kind));
        let kinds: Vec<u32> = kinds.collect();
        let texts = other
            .texts
            .iter()
            .map(|text| intern(&mut self.texts, &**text));
        let texts: Vec<u32> = texts.collect();
        let sets = other.sets.iter().map(|set| {
            let mut set: Vec<u32> = set
                .iter()
                .filter_map(|at| new_position(&texts, *at))
                .collect();
            set.sort_unstable();
            intern(&mut self.sets, &set[..])
        });
        let sets: Vec<u32> = sets.collect();
        for run in other.runs.iter() {
            let key = RunKey {
                kind: new_position(&kinds, run.key.kind).unwrap_or_default(),
                set: new_position(&sets, run.key.set).unwrap_or(NO_INTERESTS),
                day: run.key.day,
            };
            self.runs.add(CountedRun { key, ..*run })?;
        }
        for (kind, product) in &other.products {
            let kind = new_position(&kinds, *kind).unwrap_or_default();
            self.products.insert((kind, product.clone()));
        }
        for (switch, event) in &other.switches {
            self.turn(switch.clone(), *event);
        }
        for (id, kept) in other.kept.iter() {
            self.kept.put(id, kept.clone());
        }
        self.latest = self.latest.max(other.latest);
        self.notes.join(&other.notes);
        Ok(())
    }

    /// Turns a switch or a value of it.
    fn turn(&mut self, switch: SwitchKey, event: SwitchTurn) {
        let mut latest = self.switches.get(&switch).copied();
        turn(&mut latest, event);
        if let Some(latest) = latest {
            self.switches.insert(switch, latest);
        }
    }
}

/// The position in the merged history of something that the other history has at `old`.
fn new_position(new_positions: &[u32], old: u32) -> Option<u32> {
    new_positions.get(old as usize).copied()
}

impl Notes {
    /// Adds one to a counter if `by` holds. Saturates, because a stored counter may be at its maximum.
    fn more(counter: &mut u64, by: bool) {
        *counter = counter.saturating_add(u64::from(by));
    }

    fn join(&mut self, other: &Self) {
        for (own, others) in [
            (&mut self.rejected, other.rejected),
            (&mut self.refused, other.refused),
            (&mut self.without_offset, other.without_offset),
            (&mut self.conflicts, other.conflicts),
        ] {
            *own = own.saturating_add(others);
        }
        self.unknown.join(&other.unknown);
    }
}

/// Histories are equal if they hold the same events. The order of arrival and the counts of noticed
/// problems do not matter.
impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        stored::Stored::new(self).has_same_events(&stored::Stored::new(other))
    }
}
