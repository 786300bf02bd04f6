//! Events come in, one after another: what they change, and when to look again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use leadgrade::{
    Event, HORIZON_DAYS, History, Instant, LabelChange, Model, Observation, Profile, Reject,
    TableName,
};

use super::store::{Changes, Store};
use crate::files::{Mark, Row, Wrong};
use crate::show::text::escaped;
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
    mark: Mark,
    numbered: u64,
    printed: u64,
    trouble: Option<Trouble>,
}

impl<'m> Desk<'m> {
    pub(super) fn new(
        model: &'m Model,
        store: Store,
        profiles: BTreeMap<String, Profile>,
    ) -> Result<Self, Trouble> {
        let (mark, numbered) = store.counts()?;
        Ok(Self {
            model,
            store,
            profiles,
            open: BTreeMap::new(),
            touched: BTreeSet::new(),
            lines: Vec::new(),
            mark,
            numbered,
            printed: 0,
            trouble: None,
        })
    }

    /// How far the file of events was received and stored.
    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// Receives a row; what is wrong with it is a line, not the end.
    pub(super) fn receive(&mut self, row: &Row<'_>) {
        let refused = |column: &str, reason: &str| match column {
            "" => format!("line {}: {reason}", row.line),
            _ => format!("line {}: `{column}`: {reason}", row.line),
        };
        if row.like_rows > 0 {
            let text = "a quoted cell has lines that look like rows; is its quote closed too late?";
            self.say(&refused("", text));
        }
        let lead = match (&row.wrong, row.lead()) {
            (Some(wrong), _) => return self.say(&refused("", &wrong.reason)),
            (None, Err(wrong)) => return self.say(&refused("lead", &wrong.reason)),
            (None, Ok(lead)) => lead,
        };
        let event = match row.event(self.model) {
            Err(column) => {
                return self.say(&refused(column, &Wrong::not_unicode().reason));
            }
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
            Ok(Observation::Rejected(rejects)) => {
                for reject in rejects {
                    let column = reject.column.as_deref().unwrap_or_default();
                    self.say(&format!("line {line}: `{column}`: {}", reject.reason));
                }
            }
            Ok(Observation::Counted) => {
                let (changes, wrong) = self.changes(lead, &before, &history);
                // Of a profile once, when its lead comes for the first time.
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
        self.open.insert(lead.to_owned(), history);
        Ok(())
    }

    /// The labels that an event changed, at the instant of the latest event, and what of the
    /// profile cannot be used.
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
            // An event from before the latest one of an id took its place.
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

    /// Stores what came since the last time, up to a place of the file, then prints its lines.
    pub(super) fn store(&mut self, mark: Mark, out: &mut dyn Write) -> Result<(), Trouble> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let mut changes = Changes {
            printed: self.printed,
            mark,
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
        self.mark = mark;
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
            .recall(&profile, history)
            .next_change(now, HORIZON_DAYS);
        change.ok().flatten().map(|change| change.day)
    }
}
