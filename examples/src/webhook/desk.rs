//! Events come in, one after another: what they change, and when to look again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use leadgrade::wire::raw;
use leadgrade::{Event, HORIZON_DAYS, History, Instant, LabelChange, Model, Profile, Seen, Value};

use super::store::{Changes, Store};
use crate::files::{self, Cell, Input, Row};
use crate::progress::Progress;
use crate::trouble::Trouble;

/// What the service holds: the store, and what was not stored yet.
pub(super) struct Desk<'m> {
    model: &'m Model,
    store: Store,
    profiles: BTreeMap<String, Profile>,
    /// Histories that changed since the last store.
    open: BTreeMap<String, History>,
    touched: BTreeSet<String>,
    lines: Vec<(u64, String)>,
    position: u64,
    numbered: u64,
    printed: u64,
    trouble: Option<Trouble>,
}

impl<'m> Desk<'m> {
    pub(super) fn new(
        model: &'m Model,
        store: Store,
        profiles: Option<PathBuf>,
    ) -> Result<Self, Trouble> {
        let (position, numbered) = store.counts()?;
        let mut known = BTreeMap::new();
        if let Some(path) = &profiles {
            let input = Input {
                path,
                delimiter: b',',
                needed: &["lead"],
            };
            files::read(input, &Progress::silent(), &mut |row| {
                let (lead, profile) = (text(row, "lead"), row.profile(model));

                known.entry(lead).or_insert(profile);
            })?;
        }
        Ok(Self {
            model,
            store,
            profiles: known,
            open: BTreeMap::new(),
            touched: BTreeSet::new(),
            lines: Vec::new(),
            position,
            numbered,
            printed: 0,
            trouble: None,
        })
    }

    /// How many rows were received.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Receives a row; what is wrong with it is a line, not the end.
    pub(super) fn receive(&mut self, row: &Row<'_>) {
        self.position = row.row + 1;
        let lead = text(row, "lead").trim().to_owned();
        let event = match row.event(self.model) {
            _ if lead.is_empty() => return self.say(&format!("line {}: no lead", row.line)),
            Err(cell) => return self.say(&format!("line {}: `{cell}` is not UTF-8", row.line)),
            Ok(event) => event,
        };
        if let Err(trouble) = self.observe(&lead, &event, row.line) {
            self.trouble.get_or_insert(trouble);
        }
    }

    fn observe(&mut self, lead: &str, event: &Event, line: u64) -> Result<(), Trouble> {
        let before = match self.open.remove(lead) {
            Some(history) => history,
            None => self.store.history(lead)?,
        };
        let mut history = before.clone();
        let seen = history.observe(self.model, event);
        match &seen {
            Ok(Seen::Rejected(rejects)) => {
                for reject in rejects {
                    let column = reject.column.as_deref().unwrap_or_default();
                    self.say(&format!("line {line}: `{column}`: {}", reject.reason));
                }
            }
            Ok(Seen::Counted) => {
                for change in self.changes(lead, &before, &history) {
                    self.say(&format!(
                        "{lead} {}: {} -> {}",
                        change.label, change.from, change.to
                    ));
                }
            }
            Ok(_) => {}
            Err(error) => self.say(&format!("line {line}: {error}; {}", error.help())),
        }
        self.touched.insert(lead.to_owned());
        self.open.insert(lead.to_owned(), history);
        Ok(())
    }

    /// The labels that an event changed, at the instant of the latest event.
    fn changes(&self, lead: &str, before: &History, after: &History) -> Vec<LabelChange> {
        let (profile, Some(now)) = (self.profile(lead), after.latest()) else {
            return Vec::new();
        };
        let assessed = |history| self.model.assess_history(&profile, history, now);
        match (assessed(before), assessed(after)) {
            (Ok(before), Ok(after)) => before.label_changes(&after),
            // An event from before the latest one of an id took its place.
            _ => Vec::new(),
        }
    }

    fn profile(&self, lead: &str) -> Profile {
        let known = self.profiles.get(lead).cloned();
        known.unwrap_or_else(|| Profile::new(lead))
    }

    fn say(&mut self, line: &str) {
        self.numbered += 1;
        self.lines
            .push((self.numbered, format!("{} {line}", self.numbered)));
    }

    /// Stores what came since the last time, then prints its lines.
    pub(super) fn store(&mut self, out: &mut dyn Write) -> Result<(), Trouble> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let mut changes = Changes {
            printed: self.printed,
            position: self.position,
            numbered: self.numbered,
            lines: std::mem::take(&mut self.lines),
            ..Changes::default()
        };
        for lead in std::mem::take(&mut self.touched) {
            let Some(history) = self.open.remove(&lead) else {
                continue;
            };
            changes
                .days
                .push((lead.clone(), self.next_look(&lead, &history)));
            changes.histories.push((lead, history));
        }
        self.store.write(&changes, false)?;
        for (number, line) in changes.lines {
            super::print(out, &line)?;
            self.printed = number;
        }
        Ok(())
    }

    /// Prints the lines that were stored, and perhaps not printed, before a kill.
    pub(super) fn print_waiting(&mut self, out: &mut dyn Write) -> Result<(), Trouble> {
        for (number, line) in self.store.lines()? {
            super::print(out, &line)?;
            self.printed = number;
        }
        Ok(())
    }

    /// The day on which a label will differ though nothing happens.
    fn next_look(&self, lead: &str, history: &History) -> Option<leadgrade::Day> {
        let now: Instant = history.latest()?;
        let profile = self.profile(lead);
        let change = self
            .model
            .next_change_history(&profile, history, now, HORIZON_DAYS);
        change.ok().flatten().map(|change| change.day)
    }
}

/// A cell as text; empty where there is none.
fn text(row: &Row<'_>, name: &str) -> String {
    match row.cell(name) {
        Some(Cell::Text(text)) => text.to_owned(),
        Some(Cell::Json(json)) => match raw::value(json) {
            Value::Text(text) => text.into(),
            Value::Null => String::new(),
            _ => json.get().to_owned(),
        },
        Some(Cell::NotUnicode) | None => String::new(),
    }
}
