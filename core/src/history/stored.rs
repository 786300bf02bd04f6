//! The form in which histories are stored: in one order, whatever the order of
//! the events, so that equal histories are equal texts and bytes.

use serde::{Deserialize, Serialize};

use super::runs::Run;
use super::stored_types::{At, Date, Days, Labels, MAX_EXACT, StoredValue};
use super::{History, Places};

/// Version of the stored form.
pub(super) const FORMAT: u32 = 1;

/// A history as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stored {
    /// Version of this form.
    pub(super) format: u32,
    /// What the history holds; none for the empty history.
    pub(super) intake: Labels,
    pub(super) forgotten_before: Option<Date>,
    pub(super) latest: Option<At>,
    /// Sets of positions in the intake.
    pub(super) kinds: Vec<Vec<u32>>,
    /// Interests as they were spelt.
    pub(super) interests: Vec<String>,
    pub(super) counted: Vec<Counted>,
    pub(super) products: Vec<Products>,
    pub(super) switches: Vec<Turned>,
    pub(super) kept: Vec<StoredEvent>,
    pub(super) noted: Noted,
}

/// Events of one kind with the same interests, by day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counted {
    pub(super) kind: u32,
    pub(super) interests: Vec<u32>,
    pub(super) days: Days,
}

/// Different products of the events of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Products {
    pub(super) kind: u32,
    pub(super) names: Vec<String>,
}

/// The latest event of a switch, or of one of its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Turned {
    /// Position in the intake.
    pub(super) switch: u32,
    pub(super) value: Option<String>,
    pub(super) at: At,
    pub(super) on: bool,
}

/// An event with an id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredEvent {
    pub(super) id: String,
    pub(super) event: String,
    pub(super) at: At,
    /// In thousandths.
    pub(super) thousandths: Option<i64>,
    pub(super) properties: Vec<(String, StoredValue)>,
    pub(super) conflict: bool,
}

/// What was noticed on the way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Noted {
    pub(super) rejected: u64,
    pub(super) refused: u64,
    pub(super) without_offset: u64,
    pub(super) id_conflicts: u64,
    pub(super) unknown_events: Vec<(String, u64)>,
    pub(super) unknown_rest: u64,
}

/// Positions in a new order, of values in an old one.
struct Order {
    /// Old positions in the new order.
    olds: Vec<usize>,
    /// New positions by the old ones.
    news: Vec<u32>,
}

impl Order {
    /// The order in which values are sorted.
    fn of<T: Ord + ?Sized>(values: &Places<T>) -> Self {
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
    pub(super) fn of(history: &History) -> Self {
        let (kinds, texts) = (Order::of(&history.kinds), Order::of(&history.texts));
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
            intake: Labels(
                history
                    .intake
                    .as_ref()
                    .map_or("", |one| one.text())
                    .to_owned(),
            ),
            forgotten_before: history.forgotten.map(Date),
            latest: history.latest.map(At),
            kinds: own.map(|kind| kind.to_vec()).collect(),
            interests: names.map(|name| name.to_string()).collect(),
            counted: counted(history, &kinds, &texts),
            products: products(history, &kinds),
            switches: switches(history),
            kept: kept(history),
            noted: noted(history),
        }
    }

    /// Whether two histories hold the same; what was noticed does not matter.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let silent = |stored: &Self| {
            let mut silent = stored.clone();
            silent.noted = Noted::default();
            silent
                .kept
                .iter_mut()
                .for_each(|event| event.conflict = false);
            silent
        };
        silent(self) == silent(other)
    }
}

fn counted(history: &History, kinds: &Order, texts: &Order) -> Vec<Counted> {
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
    let mut groups: Vec<(u32, Vec<u32>, Vec<Run>)> = Vec::new();
    let mut last = None;
    for run in history.runs.settled() {
        let group = (run.key.kind, run.key.set);
        if last != Some(group) {
            groups.push((
                kinds.new_of(run.key.kind),
                interests(run.key.set),
                Vec::new(),
            ));
            last = Some(group);
        }
        if let Some((.., runs)) = groups.last_mut() {
            runs.push(run);
        }
    }
    groups.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let group = |(kind, interests, runs): (u32, Vec<u32>, Vec<Run>)| Counted {
        kind,
        interests,
        days: Days::of(&runs),
    };
    groups.into_iter().map(group).collect()
}

fn products(history: &History, kinds: &Order) -> Vec<Products> {
    let mut all: Vec<(u32, &str)> = history
        .products
        .iter()
        .map(|(kind, product)| (kinds.new_of(*kind), &**product))
        .collect();
    all.sort_unstable();
    let groups = all.chunk_by(|a, b| a.0 == b.0);
    groups
        .map(|group| Products {
            kind: group.first().map_or(0, |(kind, _)| *kind),
            names: group.iter().map(|(_, name)| (*name).to_owned()).collect(),
        })
        .collect()
}

fn switches(history: &History) -> Vec<Turned> {
    let turned = history.switches.iter();
    turned
        .map(|((switch, value), event)| Turned {
            switch: *switch,
            value: value.as_deref().map(str::to_owned),
            at: At(event.at),
            on: event.on,
        })
        .collect()
}

fn kept(history: &History) -> Vec<StoredEvent> {
    let event = |(id, kept): (&str, &super::kept::Kept)| {
        let properties = kept.event.properties().iter();
        let properties = properties
            .filter_map(|(name, value)| Some((name.to_string(), StoredValue::of(value)?)));
        StoredEvent {
            id: id.to_owned(),
            event: kept.name().to_owned(),
            at: At(kept.at),
            thousandths: kept.value.map(|value| value.0),
            properties: properties.collect(),
            conflict: kept.conflict,
        }
    };
    history.kept.iter().map(event).collect()
}

fn noted(history: &History) -> Noted {
    let notes = &history.notes;
    let most = |count: u64| count.min(MAX_EXACT.unsigned_abs());
    let names = notes.unknown.names.iter();
    Noted {
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
