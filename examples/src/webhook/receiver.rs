//! Receives events one by one: finds the labels that each changes, and the day of the next change.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use leadgrade::{
    Event, HORIZON_DAYS, History, Instant, LabelChange, Model, Observation, Profile, Reject,
    TableName,
};

use super::store::{Changes, Store};
use crate::error::ProgramError;
use crate::files::{Mark, Row, RowError};
use crate::show::text::escaped;

/// The state of the service: the store, and changes that are not stored yet.
pub(super) struct Receiver<'m> {
    model: &'m Model,
    store: Store,
    profiles: BTreeMap<String, Profile>,
    /// The histories that changed since the last store.
    unsaved: BTreeMap<String, History>,
    touched: BTreeSet<String>,
    lines: Vec<(u64, String)>,
    mark: Mark,
    numbered: u64,
    printed: u64,
    failure: Option<ProgramError>,
}

impl<'m> Receiver<'m> {
    pub(super) fn new(
        model: &'m Model,
        store: Store,
        profiles: BTreeMap<String, Profile>,
    ) -> Result<Self, ProgramError> {
        let (mark, numbered) = store.counts()?;
        Ok(Self {
            model,
            store,
            profiles,
            unsaved: BTreeMap::new(),
            touched: BTreeSet::new(),
            lines: Vec::new(),
            mark,
            numbered,
            printed: 0,
            failure: None,
        })
    }

    /// How far the file of events was received and stored.
    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// Receives a row. An error in it is printed as a line, and the service continues.
    pub(super) fn receive(&mut self, row: &Row<'_>) {
        let error_line = |column: &str, reason: &str| match column {
            "" => format!("line {}: {reason}", row.line),
            _ => format!("line {}: `{column}`: {reason}", row.line),
        };
        if row.lines_like_rows > 0 {
            let text = "a quoted cell has lines that look like rows; is its quote closed too late?";
            self.say(&error_line("", text));
        }
        let lead = match (&row.wrong, row.lead()) {
            (Some(wrong), _) => return self.say(&error_line("", &wrong.reason)),
            (None, Err(wrong)) => return self.say(&error_line("lead", &wrong.reason)),
            (None, Ok(lead)) => lead,
        };
        let event = match row.event(self.model) {
            Err(column) => {
                return self.say(&error_line(column, &RowError::not_unicode().reason));
            }
            Ok(event) => event,
        };
        if let Err(failure) = self.observe(&lead, &event, row.line) {
            self.failure.get_or_insert(failure);
        }
    }

    fn observe(&mut self, lead: &str, event: &Event, line: u64) -> Result<(), ProgramError> {
        let before = match self.unsaved.remove(lead) {
            Some(history) => history,
            None => self.store.history(lead)?,
        };
        let mut history = before.clone();
        let seen = history.observe(self.model, event);
        match &seen {
            Ok(Observation::Rejected(rejects)) => {
                for reject in rejects {
                    let column = reject.column.as_deref().unwrap_or_default();
                    self.say(&format!("line {line}: `{column}`: {}", reject.reason));
                }
            }
            Ok(Observation::Counted) => {
                let (changes, wrong) = self.changes(lead, &before, &history);
                // Rejects of a profile are printed once, with the first event of its lead.
                for reject in wrong.iter().filter(|_| before.latest().is_none()) {
                    let column = reject.column.as_deref().unwrap_or_default();
                    self.say(&format!("{lead} profile: `{column}`: {}", reject.reason));
                }
                for change in changes {
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
        self.unsaved.insert(lead.to_owned(), history);
        Ok(())
    }

    /// The labels that an event changed, at the instant of the latest event, and the rejects of
    /// the profile.
    fn changes(
        &self,
        lead: &str,
        before: &History,
        after: &History,
    ) -> (Vec<LabelChange>, Vec<Reject>) {
        let (profile, Some(now)) = (self.profile(lead), after.latest()) else {
            return Default::default();
        };
        let assessed = |history| self.model.recall(&profile, history).assess(now);
        match (assessed(before), assessed(after)) {
            (Ok(before), Ok(after)) => {
                let rejects = after.report().rejects.iter();
                let wrong = rejects.filter(|reject| reject.table == Some(TableName::Profiles));
                (before.label_changes(&after), wrong.cloned().collect())
            }
            // An earlier event with the same id replaced the latest one.
            _ => Default::default(),
        }
    }

    fn profile(&self, lead: &str) -> Profile {
        let known = self.profiles.get(lead).cloned();
        known.unwrap_or_else(|| Profile::new(lead))
    }

    fn say(&mut self, line: &str) {
        self.numbered += 1;
        let line = format!("{} {}", self.numbered, escaped(line));
        self.lines.push((self.numbered, line));
    }

    /// Stores all changes up to a place in the file, then prints their lines.
    pub(super) fn store(&mut self, mark: Mark, out: &mut dyn Write) -> Result<(), ProgramError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut changes = Changes {
            printed: self.printed,
            mark,
            numbered: self.numbered,
            lines: std::mem::take(&mut self.lines),
            ..Changes::default()
        };
        for lead in std::mem::take(&mut self.touched) {
            let Some(history) = self.unsaved.remove(&lead) else {
                continue;
            };
            changes
                .days
                .push((lead.clone(), self.next_change_day(&lead, &history)));
            changes.histories.push((lead, history));
        }
        self.store.write(&changes, false)?;
        self.mark = mark;
        for (number, line) in changes.lines {
            super::print(out, &line)?;
            self.printed = number;
        }
        Ok(())
    }

    /// Prints the lines that were stored, but perhaps not printed, before the program was killed.
    pub(super) fn print_unprinted(&mut self, out: &mut dyn Write) -> Result<(), ProgramError> {
        for (number, line) in self.store.lines()? {
            super::print(out, &line)?;
            self.printed = number;
        }
        Ok(())
    }

    /// The next day on which a label changes without new events.
    fn next_change_day(&self, lead: &str, history: &History) -> Option<leadgrade::Day> {
        let now: Instant = history.latest()?;
        let profile = self.profile(lead);
        let change = self
            .model
            .recall(&profile, history)
            .next_change(now, HORIZON_DAYS);
        change.ok().flatten().map(|change| change.day)
    }
}
