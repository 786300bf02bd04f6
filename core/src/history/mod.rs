//! A lead's history: what its events say, without the events.
//!
//! A backend that receives one event at a time observes it into the history of
//! its lead and stores that, some hundred bytes. Assessing a history says the
//! same, to the last digit, as assessing all the events at once. Events are
//! counted by the set of signals that they fit, their interests and their day;
//! only those with ids are kept one by one, so that each counts once however
//! often it arrives.
//!
//! What is kept depends on what the model reads of events, its intake, not on
//! its points, weights, decay, limits or thresholds: all of these may change
//! while stored histories stay good.

mod bytes;
mod checksum;
mod days;
mod error;
mod intake;
mod kept;
mod observe;
mod recall;
mod runs;
mod stored;
mod stored_types;

pub use error::HistoryError;
pub use observe::Seen;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasherDefault, DefaultHasher};

use indexmap::IndexSet;

use crate::exact::{Day, Instant};
use crate::lead::UnknownEvents;
use crate::tally::{SwitchTurn, turn};

use intake::Intake;
use kept::ById;
use runs::{Key, Run, Runs};

/// What a lead's events say: compact, mergeable, to be stored.
///
/// `History::default()` is the empty history, to which everything can be
/// merged. The first model that observes an event decides what the history
/// holds; see [`History::observe`].
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
    /// None before the first event.
    intake: Option<Intake>,
    /// Ids of events on earlier days are forgotten.
    forgotten: Option<Day>,
    /// The latest event that is counted in a run.
    latest: Option<Instant>,
    /// Sets of the intake's labels that some event fits, each sorted.
    kinds: Places<[u32]>,
    /// Interests as they were spelt.
    texts: Places<str>,
    /// Sets of interests, each sorted; the empty set is not among them.
    sets: Places<[u32]>,
    runs: Runs,
    /// Different products by kind, since which kinds are purchases may change.
    products: BTreeSet<(u32, Box<str>)>,
    /// The latest event of each switch (by its label) and value.
    switches: BTreeMap<Switch, SwitchTurn>,
    /// Events with ids.
    kept: ById,
    notes: Notes,
}

/// Values with positions. They may have been chosen by anybody, so the hash is
/// one for which nobody finds many that collide.
type Places<T> = IndexSet<Box<T>, BuildHasherDefault<DefaultHasher>>;
/// The label of a switch, and one of its values as it was spelt.
type Switch = (u32, Option<Box<str>>);

/// The set of no interests.
const NO_INTERESTS: u32 = u32::MAX;

/// What was noticed on the way: it may help to find faults, and is no part of
/// what makes histories equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Notes {
    rejected: u64,
    refused: u64,
    without_offset: u64,
    /// Conflicts of ids that were forgotten since.
    conflicts: u64,
    unknown: UnknownEvents,
}

fn place<T: ?Sized + std::hash::Hash + Eq>(places: &mut Places<T>, value: &T) -> u32
where
    for<'v> Box<T>: From<&'v T>,
{
    let at = match places.get_index_of(value) {
        Some(at) => at,
        None => places.insert_full(value.into()).0,
    };
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl History {
    /// Whether nothing was ever observed: it merges with every history.
    pub fn is_empty(&self) -> bool {
        self.intake.is_none()
    }

    /// How many events count, those with ids once each.
    pub fn events(&self) -> u64 {
        self.runs.events() + self.kept.len() as u64
    }

    /// The latest event that counts. Before it the history cannot be assessed.
    pub fn latest(&self) -> Option<Instant> {
        self.latest.max(self.kept.latest())
    }

    /// Ids of events before this day are forgotten.
    pub fn forgotten_before(&self) -> Option<Day> {
        self.forgotten
    }

    /// Under how many ids different contents came; one of each counts.
    pub fn id_conflicts(&self) -> u64 {
        let kept = self.kept.iter().filter(|(_, kept)| kept.conflict);
        self.notes.conflicts.saturating_add(kept.count() as u64)
    }

    /// Events that could not be read.
    pub fn rejected(&self) -> u64 {
        self.notes.rejected
    }

    /// Events with ids that came after their day was forgotten.
    pub fn refused(&self) -> u64 {
        self.notes.refused
    }

    /// Events whose name no signal names.
    pub fn unknown_events(&self) -> &UnknownEvents {
        &self.notes.unknown
    }

    /// Joins what another history holds: assessing the result is the same as
    /// assessing the events of both. In any order and grouping the same.
    ///
    /// Events without ids count in both; merge only what is apart.
    ///
    /// # Errors
    /// Histories of different intakes, or that forgot ids before different
    /// days, are refused; nothing is changed then. The empty history merges
    /// with every other.
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
        let (Some(ours), Some(theirs)) = (&self.intake, &other.intake) else {
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

    /// Joins a history of the same intake.
    fn join(&mut self, other: &History) -> Result<(), HistoryError> {
        let kinds = other
            .kinds
            .iter()
            .map(|kind| place(&mut self.kinds, &**kind));
        let kinds: Vec<u32> = kinds.collect();
        let texts = other
            .texts
            .iter()
            .map(|text| place(&mut self.texts, &**text));
        let texts: Vec<u32> = texts.collect();
        let sets = other.sets.iter().map(|set| {
            let mut set: Vec<u32> = set.iter().filter_map(|at| moved(&texts, *at)).collect();
            set.sort_unstable();
            place(&mut self.sets, &set[..])
        });
        let sets: Vec<u32> = sets.collect();
        for run in other.runs.iter() {
            let key = Key {
                kind: moved(&kinds, run.key.kind).unwrap_or_default(),
                set: moved(&sets, run.key.set).unwrap_or(NO_INTERESTS),
                day: run.key.day,
            };
            self.runs.add(Run { key, ..*run })?;
        }
        for (kind, product) in &other.products {
            let kind = moved(&kinds, *kind).unwrap_or_default();
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

    /// Lets an event turn a switch or a value of it.
    fn turn(&mut self, switch: Switch, event: SwitchTurn) {
        let mut latest = self.switches.get(&switch).copied();
        turn(&mut latest, event);
        if let Some(latest) = latest {
            self.switches.insert(switch, latest);
        }
    }
}

/// The new position of an old one.
fn moved(places: &[u32], at: u32) -> Option<u32> {
    places.get(at as usize).copied()
}

impl Notes {
    /// One more of a counter: what came from outside may be at its end.
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

/// Histories are equal when they hold the same events; how they were
/// collected, and what was noticed on the way, does not matter.
impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        stored::Stored::of(self).says_the_same(&stored::Stored::of(other))
    }
}
