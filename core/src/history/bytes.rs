//! Histories from and to bytes and JSON. What comes from outside is checked
//! before it is believed.

use serde_json::error::Category;

use super::checksum::checksum;
use super::days::{clamped, last_day, possible};
use super::intake::Intake;
use super::kept::Kept;
use super::stored::{FORMAT, Stored, StoredEvent};
use super::{History, HistoryError, NO_INTERESTS, Notes, place};
use crate::exact::{MAX_VALUE, Milli, SCALE};
use crate::intake::is_blank;
use crate::lead::{Event, UnknownEvents, Value};
use crate::tally::SwitchTurn;

/// Bytes begin with these, the last of which is the version.
const MAGIC: [u8; 3] = [b'L', b'G', FORMAT.to_le_bytes()[0]];
/// The checksum at the end.
const CHECK: usize = 4;

type Read<T> = Result<T, HistoryError>;

fn unreadable<T>(what: impl Into<String>) -> Read<T> {
    Err(HistoryError::Unreadable(what.into()))
}

impl History {
    /// The history as bytes, to be stored: some hundred for a usual lead.
    /// Equal histories with the same notes give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored::of(self);
        // Writing plain values into memory cannot fail; no bytes would not be read.
        let mut bytes = postcard::to_extend(&stored, MAGIC.to_vec()).unwrap_or_default();
        let check = checksum(&bytes);
        bytes.extend(check.to_le_bytes());
        bytes
    }

    /// Reads what [`History::to_bytes`] wrote.
    ///
    /// # Errors
    /// Bytes that are cut off, changed or no history, in time and memory that
    /// are bounded by their number.
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
        let told = bytes.len().saturating_sub(CHECK);
        let sum = checksum(bytes.get(..told).unwrap_or_default());
        if u32::from_le_bytes(*check) != sum {
            return unreadable("its checksum is wrong: it was cut off or changed");
        }
        match postcard::take_from_bytes::<Stored>(body) {
            Ok((stored, [])) => stored.history(),
            Ok(_) => unreadable("something follows after its end"),
            Err(_) => unreadable("its content is not that of a history"),
        }
    }

    /// The history as JSON text, for people and for other languages.
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
        // RFC 8785 of plain values cannot fail; an empty text would not be read.
        crate::text::canonical(&Stored::of(self)).unwrap_or_default()
    }

    /// Reads what [`History::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is no JSON, or no history.
    pub fn from_json(text: &str) -> Result<History, HistoryError> {
        match serde_json::from_str::<Stored>(text) {
            Ok(stored) => stored.history(),
            Err(error) => {
                let what = match error.classify() {
                    Category::Data => "its JSON is not that of a history",
                    _ => "it is no JSON",
                };
                let (line, column) = (error.line(), error.column());
                unreadable(format!("{what}, from line {line} column {column}"))
            }
        }
    }
}

impl Stored {
    /// The history, if everything in it is possible.
    fn history(self) -> Read<History> {
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
            return unreadable("the day before which ids are forgotten is impossible");
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
            return self.nothing(history);
        }
        let intake = Intake::read(&self.intake.0)?;
        let labels: Vec<&str> = intake.labels().collect();
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
        history.intake = Some(intake);
        Ok(history)
    }

    /// The empty history: only notes may be there.
    fn nothing(self, history: History) -> Read<History> {
        let silent = Stored {
            noted: super::stored::Noted::default(),
            ..self
        };
        if silent == Stored::of(&History::default()) {
            Ok(history)
        } else {
            unreadable("it has no intake")
        }
    }
}

impl History {
    fn fill(&mut self, stored: Stored) -> Read<()> {
        let most = u128::from(MAX_VALUE.unsigned_abs() * SCALE.unsigned_abs());
        for kind in &stored.kinds {
            place(&mut self.kinds, &kind[..]);
        }
        for name in &stored.interests {
            place(&mut self.texts, name.as_str());
        }
        let kinds = self.kinds.len();
        if kinds != stored.kinds.len() || self.texts.len() != stored.interests.len() {
            return unreadable("a kind of events or an interest is there twice");
        }
        for group in stored.counted {
            let set = &group.interests;
            let known = set.iter().all(|at| (*at as usize) < self.texts.len());
            if group.kind as usize >= kinds || !known || !set.is_sorted_by(|a, b| a < b) {
                return unreadable("counted events refer to what is not there");
            }
            let set = match &set[..] {
                [] => NO_INTERESTS,
                set => place(&mut self.sets, set),
            };
            for run in group.days.runs(group.kind, set) {
                let valued = u128::from(run.valued) * most;
                let fits =
                    run.count > 0 && run.valued <= run.count && run.value.unsigned_abs() <= valued;
                if !fits || !possible(run.key.day) {
                    return unreadable("a count, sum or day is impossible");
                }
                self.runs.add(run)?;
            }
        }
        let last = self.latest.map(last_day);
        if self.runs.iter().any(|run| Some(run.key.day) > last) {
            return unreadable("it counts events after its latest one");
        }
        for group in stored.products {
            if group.kind as usize >= kinds {
                return unreadable("products refer to what is not there");
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
            return unreadable("a switch is turned after its latest event");
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
    fn kept(self) -> Read<(String, Kept)> {
        let most = MAX_VALUE.unsigned_abs() * SCALE.unsigned_abs();
        let value = self.thousandths.map(Milli);
        if is_blank(&self.id)
            || is_blank(&self.event)
            || value.is_some_and(|one| one.0.unsigned_abs() > most)
        {
            return unreadable("an event with an id is impossible");
        }
        let mut event = Event::new(self.event, Value::Null);
        for (name, value) in self.properties {
            match value.value() {
                Some(value) if !matches!(&*name, "event" | "at" | "value" | "id") => {
                    event.set(&name, value)
                }
                _ => return unreadable("a property of an event is impossible"),
            }
        }
        let kept = Kept {
            at: self.at.0,
            value,
            event,
            conflict: self.conflict,
        };
        Ok((self.id, kept))
    }
}
