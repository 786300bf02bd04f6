//! Switches: the latest event decides, an off wins at one instant.

use std::collections::BTreeMap;

use crate::exact::Instant;
use crate::text::{Compare, prepare};

/// The latest event that touched a switch or one of its values.
type Latest = Option<(Instant, bool)>;

/// One value of a switch with `by`.
#[derive(Clone, Debug)]
struct Entry<'e> {
    /// The least spelling in UTF-8 bytes.
    shown: &'e str,
    latest: Latest,
}

/// What the events say of one switch.
#[derive(Clone, Debug, Default)]
struct Book<'e> {
    /// Of the switch itself; with `by` the latest off of everything.
    whole: Latest,
    /// By their prepared texts.
    values: BTreeMap<String, Entry<'e>>,
}

/// What the events say of all switches.
#[derive(Clone, Debug, Default)]
pub(crate) struct SwitchBook<'e>(Vec<Book<'e>>);

impl<'e> SwitchBook<'e> {
    pub(super) fn new(count: usize) -> Self {
        Self(vec![Book::default(); count])
    }

    /// Forgets what the events said.
    pub(super) fn clear(&mut self) {
        for book in &mut self.0 {
            book.whole = None;
            book.values.clear();
        }
    }

    /// Notes an event that turns a switch, or values of it, on or off.
    pub(super) fn add(
        &mut self,
        switch: usize,
        at: Instant,
        on: bool,
        by: Option<(impl Iterator<Item = &'e str>, Compare)>,
    ) {
        let Some(book) = self.0.get_mut(switch) else {
            return;
        };
        let Some((texts, compare)) = by else {
            return turn(&mut book.whole, at, on);
        };
        let mut named = false;
        for text in texts {
            named = true;
            let key = prepare(text, compare);
            if !book.values.contains_key(&*key) {
                let entry = Entry {
                    shown: text,
                    latest: None,
                };
                book.values.insert(key.clone().into_owned(), entry);
            }
            if let Some(entry) = book.values.get_mut(&*key) {
                entry.shown = entry.shown.min(text);
                turn(&mut entry.latest, at, on);
            }
        }
        if !named && !on {
            turn(&mut book.whole, at, false);
        }
    }

    /// The state of a switch without `by`.
    pub(crate) fn state(&self, switch: usize, default: bool) -> bool {
        self.0
            .get(switch)
            .and_then(|book| book.whole)
            .map_or(default, |(_, on)| on)
    }

    /// The values of a switch with `by` that are on, in the order of their bytes.
    pub(crate) fn values(&self, switch: usize) -> Vec<&'e str> {
        let Some(book) = self.0.get(switch) else {
            return Vec::new();
        };
        let all_off = book.whole.map(|(at, _)| at);
        let on = |entry: &&Entry<'e>| matches!(entry.latest, Some((at, true)) if all_off.is_none_or(|off| at > off));
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

/// Lets an event turn something, if it is the latest; an off wins at one instant.
pub(crate) fn turn(latest: &mut Latest, at: Instant, on: bool) {
    match latest {
        Some((known, state)) if *known == at => *state &= on,
        Some((known, _)) if *known > at => {}
        _ => *latest = Some((at, on)),
    }
}
