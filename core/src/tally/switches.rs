//! Switches: the latest event decides; of events at one instant, off wins.

use std::collections::BTreeMap;

use crate::exact::Instant;
use crate::text::{Compare, prepare};

/// An event that turns a switch, or a value of it, on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SwitchTurn {
    pub(crate) at: Instant,
    pub(crate) on: bool,
}

/// One value of a switch with `by`.
#[derive(Clone, Debug)]
struct SwitchedValue<'e> {
    /// Its least spelling by UTF-8 bytes.
    shown: &'e str,
    latest: Option<SwitchTurn>,
}

/// The state of one switch.
#[derive(Clone, Debug, Default)]
struct SwitchEvents<'e> {
    /// The latest event of the switch itself; with `by`, the latest that turned all values off.
    whole: Option<SwitchTurn>,
    /// By the form of their texts that is compared.
    values: BTreeMap<String, SwitchedValue<'e>>,
}

/// The states of all switches of a model.
#[derive(Clone, Debug, Default)]
pub(crate) struct SwitchBook<'e>(Vec<SwitchEvents<'e>>);

impl<'e> SwitchBook<'e> {
    pub(super) fn new(count: usize) -> Self {
        Self(vec![SwitchEvents::default(); count])
    }

    /// Turns all switches back to their defaults.
    pub(super) fn clear(&mut self) {
        for book in &mut self.0 {
            book.whole = None;
            book.values.clear();
        }
    }

    /// Turns a switch, or with `by` those of its values.
    pub(super) fn add(
        &mut self,
        switch: usize,
        event: SwitchTurn,
        by: Option<(impl Iterator<Item = &'e str>, Compare)>,
    ) {
        let Some(book) = self.0.get_mut(switch) else {
            return;
        };
        let Some((texts, compare)) = by else {
            return turn(&mut book.whole, event);
        };
        let mut named = false;
        for text in texts {
            named = true;
            let key = prepare(text, compare);
            if !book.values.contains_key(&*key) {
                let entry = SwitchedValue {
                    shown: text,
                    latest: None,
                };
                book.values.insert(key.clone().into_owned(), entry);
            }
            if let Some(entry) = book.values.get_mut(&*key) {
                entry.shown = entry.shown.min(text);
                turn(&mut entry.latest, event);
            }
        }
        if !named && !event.on {
            turn(&mut book.whole, event);
        }
    }

    /// The state of a switch without `by`.
    pub(crate) fn state(&self, switch: usize, default: bool) -> bool {
        self.0
            .get(switch)
            .and_then(|book| book.whole)
            .map_or(default, |latest| latest.on)
    }

    /// The values of a switch with `by` that are on, sorted by UTF-8 bytes.
    pub(crate) fn values(&self, switch: usize) -> Vec<&'e str> {
        let Some(book) = self.0.get(switch) else {
            return Vec::new();
        };
        let all_off = book.whole.map(|latest| latest.at);
        let on = |entry: &&SwitchedValue<'e>| {
            let latest = entry.latest.filter(|latest| latest.on);
            latest.is_some_and(|latest| all_off.is_none_or(|off| latest.at > off))
        };
        let mut shown: Vec<&str> = book
            .values
            .values()
            .filter(on)
            .map(|entry| entry.shown)
            .collect();
        shown.sort_unstable();
        shown
    }
}

/// Takes an event if it is the latest; at the same instant, off wins.
pub(crate) fn turn(latest: &mut Option<SwitchTurn>, event: SwitchTurn) {
    match latest {
        Some(known) if known.at == event.at => known.on &= event.on,
        Some(known) if known.at > event.at => {}
        _ => *latest = Some(event),
    }
}
