//! Histories from and to bytes and JSON. Everything that is read is checked.

use serde_json::error::Category;

use super::checksum::checksum;
use super::days::{clamped, last_day, possible};
use super::event_schema::EventSchema;
use super::stored::{FORMAT, Stored, StoredEvent};
use super::with_id::EventWithId;
use super::{History, HistoryError, NO_INTERESTS, Notes, intern};
use crate::exact::{MAX_VALUE, Milli, SCALE};
use crate::intake::is_blank;
use crate::lead::{Event, UnknownEvents, Value};
use crate::tally::SwitchTurn;

/// The first bytes; the last of them is the version of the format.
const MAGIC: [u8; 3] = [b'L', b'G', FORMAT.to_le_bytes()[0]];
/// Length of the checksum at the end.
const CHECK: usize = 4;

type ReadResult<T> = Result<T, HistoryError>;

fn unreadable<T>(what: impl Into<String>) -> ReadResult<T> {
    Err(HistoryError::Unreadable(what.into()))
}

impl History {
    /// The history as bytes to store, a few hundred for a typical lead. Equal histories with equal
    /// counts of rejected and other noticed events give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored::new(self);
        // Writing plain values into memory cannot fail. If it did, reading the empty result would.
        let mut bytes = postcard::to_extend(&stored, MAGIC.to_vec()).unwrap_or_default();
        let check = checksum(&bytes);
        bytes.extend(check.to_le_bytes());
        bytes
    }

    /// Reads what [`History::to_bytes`] wrote.
    ///
    /// # Errors
    /// Bytes that are truncated, changed or not a history. Time and memory are bounded by the
    /// number of bytes.
    ///
    /// ```
    /// use leadgrade::History;
    /// let bytes = History::default().to_bytes();
    /// assert_eq!(History::from_bytes(&bytes)?, History::default());
    /// let error = History::from_bytes(&bytes[1..]).unwrap_err();
    /// assert_eq!(error.code(), "unreadable_history");
    /// # Ok::<(), leadgrade::HistoryError>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<History, HistoryError> {
        let [magic @ .., version] = MAGIC;
        let Some((found, body)) = bytes.split_first_chunk::<{ MAGIC.len() }>() else {
            return unreadable("it is too short");
        };
        let [found @ .., format] = found;
        if *found != magic {
            return unreadable("its first bytes are not those of a history");
        }
        if *format != version {
            return unreadable(format!(
                "its format is {format}, this version reads {version}"
            ));
        }
        let Some((body, check)) = body.split_last_chunk::<CHECK>() else {
            return unreadable("it is too short");
        };
        let end = bytes.len().saturating_sub(CHECK);
        let sum = checksum(bytes.get(..end).unwrap_or_default());
        if u32::from_le_bytes(*check) != sum {
            return unreadable("its checksum is wrong: it was truncated or changed");
        }
        match postcard::take_from_bytes::<Stored>(body) {
            Ok((stored, [])) => stored.history(),
            Ok(_) => unreadable("bytes follow after its end"),
            Err(_) => unreadable("its content is not a history"),
        }
    }

    /// The history as JSON text, to inspect it or to read it in other languages.
    ///
    /// ```
    /// use leadgrade::{Event, History, Model};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let (history, _) = model.history(&[Event::new("visit", "2026-11-20T10:00:00Z")]);
    /// let json = history.to_json();
    /// assert!(json.contains(r#""counted":[{"days":[{"count":1,"day":"2026-11-20"}],"interests":[],"kind":0}]"#));
    /// assert_eq!(History::from_json(&json)?, history);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> String {
        // Writing plain values cannot fail. If it did, reading the empty result would.
        crate::text::canonical(&Stored::new(self)).unwrap_or_default()
    }

    /// Reads what [`History::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is not JSON, or not a history.
    pub fn from_json(text: &str) -> Result<History, HistoryError> {
        match serde_json::from_str::<Stored>(text) {
            Ok(stored) => stored.history(),
            Err(error) => {
                let what = match error.classify() {
                    Category::Data => "unexpected JSON",
                    _ => "invalid JSON",
                };
                let (line, column) = (error.line(), error.column());
                unreadable(format!("{what} at line {line} column {column}"))
            }
        }
    }
}

impl Stored {
    /// The history, after checking that all parts are valid and fit together.
    fn history(self) -> ReadResult<History> {
        if self.format != FORMAT {
            return unreadable(format!(
                "its format is {}, this version reads {FORMAT}",
                self.format
            ));
        }
        if self
            .forgotten_before
            .is_some_and(|day| clamped(day.0) != day.0)
        {
            return unreadable("`forgotten_before` is out of range");
        }
        let mut history = History {
            forgotten: self.forgotten_before.map(|date| date.0),
            latest: self.latest.map(|at| at.0),
            notes: Notes {
                rejected: self.noted.rejected,
                refused: self.noted.refused,
                without_offset: self.noted.without_offset,
                conflicts: self.noted.id_conflicts,
                unknown: UnknownEvents {
                    names: self.noted.unknown_events.iter().cloned().collect(),
                    rest: self.noted.unknown_rest,
                },
            },
            ..History::default()
        };
        if self.intake.0.is_empty() {
            return self.empty(history);
        }
        let schema = EventSchema::read(&self.intake.0)?;
        let labels: Vec<&str> = schema.labels().collect();
        let is = |label: u32, what: &[&str]| {
            let label = labels.get(label as usize);
            label.is_some_and(|label| what.iter().any(|what| label.starts_with(what)))
        };
        for kind in &self.kinds {
            let known = kind.iter().all(|label| is(*label, &["event ", "where "]));
            if kind.is_empty() || !known || !kind.is_sorted_by(|a, b| a < b) {
                return unreadable("a kind of events is not in its intake");
            }
        }
        let switched = self.switches.iter().all(|one| is(one.switch, &["switch "]));
        if !switched {
            return unreadable("a switch is not in its intake");
        }
        if self.noted.unknown_events.len() > crate::exact::MAX_UNKNOWN_NAMES {
            return unreadable("it lists too many unknown events");
        }
        history.fill(self)?;
        history.schema = Some(schema);
        Ok(history)
    }

    /// A history without an event schema: only notes may be filled.
    fn empty(self, history: History) -> ReadResult<History> {
        let silent = Stored {
            noted: super::stored::StoredNotes::default(),
            ..self
        };
        if silent == Stored::new(&History::default()) {
            Ok(history)
        } else {
            unreadable("it has no intake")
        }
    }
}

impl History {
    /// Fills the history with what was stored.
    fn fill(&mut self, stored: Stored) -> ReadResult<()> {
        let most = u128::from(MAX_VALUE.unsigned_abs() * SCALE.unsigned_abs());
        for kind in &stored.kinds {
            intern(&mut self.kinds, &kind[..]);
        }
        for name in &stored.interests {
            intern(&mut self.texts, name.as_str());
        }
        let kinds = self.kinds.len();
        if kinds != stored.kinds.len() || self.texts.len() != stored.interests.len() {
            return unreadable("a kind of events or an interest occurs twice");
        }
        for group in stored.counted {
            let set = &group.interests;
            let known = set.iter().all(|at| (*at as usize) < self.texts.len());
            if group.kind as usize >= kinds || !known || !set.is_sorted_by(|a, b| a < b) {
                return unreadable("counted events have an unknown kind or interest");
            }
            let set = match &set[..] {
                [] => NO_INTERESTS,
                set => intern(&mut self.sets, set),
            };
            for run in group.days.runs(group.kind, set) {
                let valued = u128::from(run.valued) * most;
                let fits =
                    run.count > 0 && run.valued <= run.count && run.value.unsigned_abs() <= valued;
                if !fits || !possible(run.key.day) {
                    return unreadable("a count, sum or day is out of range");
                }
                self.runs.add(run)?;
            }
        }
        let last = self.latest.map(last_day);
        if self.runs.iter().any(|run| Some(run.key.day) > last) {
            return unreadable("counted events are after `latest`");
        }
        for group in stored.products {
            if group.kind as usize >= kinds {
                return unreadable("products have an unknown kind");
            }
            let names = group.names.into_iter();
            self.products
                .extend(names.map(|name| (group.kind, name.into())));
        }
        if stored
            .switches
            .iter()
            .any(|one| Some(one.at.0) > self.latest)
        {
            return unreadable("a switch is turned after `latest`");
        }
        for one in stored.switches {
            let event = SwitchTurn {
                at: one.at.0,
                on: one.on,
            };
            self.turn((one.switch, one.value.map(Into::into)), event);
        }
        for event in stored.kept {
            let (id, kept) = event.kept()?;
            self.kept.put(&id, kept);
        }
        Ok(())
    }
}

impl StoredEvent {
    /// The id and the event.
    fn kept(self) -> ReadResult<(String, EventWithId)> {
        let most = MAX_VALUE.unsigned_abs() * SCALE.unsigned_abs();
        let value = self.thousandths.map(Milli);
        if is_blank(&self.id)
            || is_blank(&self.event)
            || value.is_some_and(|one| one.0.unsigned_abs() > most)
        {
            return unreadable("an event with an id is invalid");
        }
        let mut event = Event::new(self.event, Value::Null);
        for (name, value) in self.properties {
            match value.value() {
                Some(value) if !matches!(&*name, "event" | "at" | "value" | "id") => {
                    event.set(&name, value)
                }
                _ => return unreadable("a property of an event is invalid"),
            }
        }
        let kept = EventWithId {
            at: self.at.0,
            value,
            event,
            conflict: self.conflict,
        };
        Ok((self.id, kept))
    }
}
