//! The stored form of histories. Its order does not depend on the order of events, so that equal
//! histories give equal texts and bytes.

use serde::{Deserialize, Serialize};

use super::stored_types::{
    DayRun, MAX_EXACT, StoredDate, StoredDays, StoredInstant, StoredLabels, StoredValue,
};
use super::{History, Interned};

/// Version of the stored form.
pub(super) const FORMAT: u32 = 1;

/// The stored form of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stored {
    /// Version of this form.
    pub(super) format: u32,
    /// The event schema; empty for the empty history.
    pub(super) intake: StoredLabels,
    pub(super) forgotten_before: Option<StoredDate>,
    pub(super) latest: Option<StoredInstant>,
    /// Sets of positions in the event schema.
    pub(super) kinds: Vec<Vec<u32>>,
    /// Interests in their original spelling.
    pub(super) interests: Vec<String>,
    pub(super) counted: Vec<StoredRuns>,
    pub(super) products: Vec<StoredProducts>,
    pub(super) switches: Vec<StoredSwitch>,
    pub(super) kept: Vec<StoredEvent>,
    pub(super) noted: StoredNotes,
}

/// Events of one kind with the same interests, by day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredRuns {
    pub(super) kind: u32,
    pub(super) interests: Vec<u32>,
    pub(super) days: StoredDays,
}

/// The different products of the events of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredProducts {
    pub(super) kind: u32,
    pub(super) names: Vec<String>,
}

/// The latest event of a switch, or of one of its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredSwitch {
    /// Position in the event schema.
    pub(super) switch: u32,
    pub(super) value: Option<String>,
    pub(super) at: StoredInstant,
    pub(super) on: bool,
}

/// An event with an id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredEvent {
    pub(super) id: String,
    pub(super) event: String,
    pub(super) at: StoredInstant,
    /// The value in thousandths.
    pub(super) thousandths: Option<i64>,
    pub(super) properties: Vec<(String, StoredValue)>,
    pub(super) conflict: bool,
}

/// Counts of noticed problems.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredNotes {
    pub(super) rejected: u64,
    pub(super) refused: u64,
    pub(super) without_offset: u64,
    pub(super) id_conflicts: u64,
    pub(super) unknown_events: Vec<(String, u64)>,
    pub(super) unknown_rest: u64,
}

/// How values move when they are sorted.
struct SortOrder {
    /// The old positions, in the new order.
    olds: Vec<usize>,
    /// The new positions, by old position.
    news: Vec<u32>,
}

impl SortOrder {
    /// The order that sorts values.
    fn new<T: Ord + ?Sized>(values: &Interned<T>) -> Self {
        let mut olds: Vec<usize> = (0..values.len()).collect();
        olds.sort_unstable_by_key(|at| values.get_index(*at));
        let mut news = vec![0; olds.len()];
        for (new, old) in (0_u32..).zip(&olds) {
            if let Some(place) = news.get_mut(*old) {
                *place = new;
            }
        }
        Self { olds, news }
    }

    fn new_of(&self, old: u32) -> u32 {
        self.news.get(old as usize).copied().unwrap_or_default()
    }
}

impl Stored {
    pub(super) fn new(history: &History) -> Self {
        let (kinds, texts) = (
            SortOrder::new(&history.kinds),
            SortOrder::new(&history.texts),
        );
        let own = kinds
            .olds
            .iter()
            .filter_map(|at| history.kinds.get_index(*at));
        let names = texts
            .olds
            .iter()
            .filter_map(|at| history.texts.get_index(*at));
        Self {
            format: FORMAT,
            intake: StoredLabels(
                history
                    .schema
                    .as_ref()
                    .map_or("", |one| one.text())
                    .to_owned(),
            ),
            forgotten_before: history.forgotten.map(StoredDate),
            latest: history.latest.map(StoredInstant),
            kinds: own.map(|kind| kind.to_vec()).collect(),
            interests: names.map(|name| name.to_string()).collect(),
            counted: counted(history, &kinds, &texts),
            products: products(history, &kinds),
            switches: switches(history),
            kept: kept(history),
            noted: noted(history),
        }
    }

    /// Whether two histories hold the same events.
    pub(super) fn has_same_events(&self, other: &Self) -> bool {
        let without_notes = |stored: &Self| {
            let mut stored = stored.clone();
            stored.noted = StoredNotes::default();
            stored
                .kept
                .iter_mut()
                .for_each(|event| event.conflict = false);
            stored
        };
        without_notes(self) == without_notes(other)
    }
}

fn counted(history: &History, kinds: &SortOrder, texts: &SortOrder) -> Vec<StoredRuns> {
    let interests = |set: u32| -> Vec<u32> {
        let set = history.sets.get_index(set as usize);
        let mut set: Vec<u32> = set
            .into_iter()
            .flatten()
            .map(|at| texts.new_of(*at))
            .collect();
        set.sort_unstable();
        set
    };
    let mut groups: Vec<StoredRuns> = Vec::new();
    let mut last = None;
    for run in history.runs.settled() {
        let group = (run.key.kind, run.key.set);
        if last != Some(group) {
            groups.push(StoredRuns {
                kind: kinds.new_of(run.key.kind),
                interests: interests(run.key.set),
                days: StoredDays(Vec::new()),
            });
            last = Some(group);
        }
        if let Some(group) = groups.last_mut() {
            group.days.0.push(DayRun::new(&run));
        }
    }
    groups.sort_by(|a, b| (a.kind, &a.interests).cmp(&(b.kind, &b.interests)));
    groups
}

fn products(history: &History, kinds: &SortOrder) -> Vec<StoredProducts> {
    let mut all: Vec<(u32, &str)> = history
        .products
        .iter()
        .map(|(kind, product)| (kinds.new_of(*kind), &**product))
        .collect();
    all.sort_unstable();
    let groups = all.chunk_by(|a, b| a.0 == b.0);
    groups
        .map(|group| StoredProducts {
            kind: group.first().map_or(0, |(kind, _)| *kind),
            names: group.iter().map(|(_, name)| (*name).to_owned()).collect(),
        })
        .collect()
}

fn switches(history: &History) -> Vec<StoredSwitch> {
    let turned = history.switches.iter();
    turned
        .map(|((switch, value), event)| StoredSwitch {
            switch: *switch,
            value: value.as_deref().map(str::to_owned),
            at: StoredInstant(event.at),
            on: event.on,
        })
        .collect()
}

fn kept(history: &History) -> Vec<StoredEvent> {
    let event = |(id, kept): (&str, &super::with_id::EventWithId)| {
        let properties = kept.event.properties().iter();
        let properties = properties
            .filter_map(|(name, value)| Some((name.to_string(), StoredValue::new(value)?)));
        StoredEvent {
            id: id.to_owned(),
            event: kept.name().to_owned(),
            at: StoredInstant(kept.at),
            thousandths: kept.value.map(|value| value.0),
            properties: properties.collect(),
            conflict: kept.conflict,
        }
    };
    history.kept.iter().map(event).collect()
}

fn noted(history: &History) -> StoredNotes {
    let notes = &history.notes;
    let most = |count: u64| count.min(MAX_EXACT.unsigned_abs());
    let names = notes.unknown.names.iter();
    StoredNotes {
        rejected: most(notes.rejected),
        refused: most(notes.refused),
        without_offset: most(notes.without_offset),
        id_conflicts: most(notes.conflicts),
        unknown_events: names
            .map(|(name, count)| (name.clone(), most(*count)))
            .collect(),
        unknown_rest: most(notes.unknown.rest),
    }
}
