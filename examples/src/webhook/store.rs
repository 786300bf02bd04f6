//! The database. One transaction stores everything that changes together.

use std::path::{Path, PathBuf};

use leadgrade::{Day, History};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use crate::error::ProgramError;
use crate::files::Mark;

/// Histories by lead.
const HISTORIES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("histories");
/// Leads by the day of their next change.
const DUE: TableDefinition<'_, (i32, &str), ()> = TableDefinition::new("due");
/// The day of the next change by lead.
const DAYS: TableDefinition<'_, &str, i32> = TableDefinition::new("days");
/// The lines to print by their number, until they were printed.
const LINES: TableDefinition<'_, u64, &str> = TableDefinition::new("lines");
/// How far the file of events was received, and the number of the last line.
const COUNTS: TableDefinition<'_, &str, u64> = TableDefinition::new("counts");

/// The database.
pub(super) struct Store {
    path: PathBuf,
    database: Database,
}

/// The changes of one transaction.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) histories: Vec<(String, History)>,
    /// The days of the next changes; `None` if there is none without new events.
    pub(super) days: Vec<(String, Option<Day>)>,
    pub(super) lines: Vec<(u64, String)>,
    /// The number of the last line that was printed.
    pub(super) printed: u64,
    /// How far the file of events was received.
    pub(super) mark: Mark,
    pub(super) numbered: u64,
}

fn io(error: std::io::Error) -> redb::DatabaseError {
    redb::StorageError::from(error).into()
}

impl Store {
    pub(super) fn open(path: &Path) -> Result<Self, ProgramError> {
        let failed = |error: String| ProgramError::Io {
            path: path.display().to_string(),
            action: "opened as a store",
            reason: error,
        };
        if !path.exists() {
            Self::create(path).map_err(|error| failed(error.to_string()))?;
        }
        let database = Database::create(path).map_err(|error| failed(error.to_string()))?;
        let store = Self {
            path: path.to_owned(),
            database,
        };
        // Creates all tables.
        store.write(&Changes::default(), true)?;
        Ok(store)
    }

    /// Creates an empty store under another name and renames it when it is complete, since a
    /// store that was interrupted during creation cannot be opened.
    fn create(path: &Path) -> Result<(), redb::DatabaseError> {
        let mut making = path.as_os_str().to_owned();
        making.push(".new");
        let making = Path::new(&making);
        match std::fs::remove_file(making) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => drop(Database::create(making)?),
        }
        std::fs::rename(making, path).map_err(io)
    }

    fn error(&self, error: &dyn std::error::Error) -> ProgramError {
        ProgramError::Io {
            path: self.path.display().to_string(),
            action: "used as a store",
            reason: error.to_string(),
        }
    }

    /// How far the file was received, and how many lines were numbered.
    pub(super) fn counts(&self) -> Result<(Mark, u64), ProgramError> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(COUNTS)?;
            let count = |name| -> Result<u64, redb::Error> {
                Ok(table.get(name)?.map_or(0, |count| count.value()))
            };
            let mark = Mark {
                bytes: count("bytes")?,
                lines: count("lines")?,
                rows: count("rows")?,
                hash: count("hash")?,
            };
            Ok((mark, count("numbered")?))
        };
        read().map_err(|error| self.error(&error))
    }

    /// The history of a lead; empty for a new one.
    pub(super) fn history(&self, lead: &str) -> Result<History, ProgramError> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(HISTORIES)?;
            Ok(table
                .get(lead)?
                .map(|bytes| History::from_bytes(bytes.value())))
        };
        let found = read().map_err(|error| self.error(&error))?;
        found
            .transpose()
            .map(Option::unwrap_or_default)
            .map_err(|error| self.error(&error))
    }

    /// All histories.
    pub(super) fn histories(&self) -> Result<Vec<(String, History)>, ProgramError> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(HISTORIES)?;
            let rows = table.iter()?.map(|row| {
                row.map(|(lead, bytes)| (lead.value().to_owned(), bytes.value().to_owned()))
            });
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        };
        let rows = read().map_err(|error| self.error(&error))?;
        let history = |(lead, bytes): (String, Vec<u8>)| {
            let history = History::from_bytes(&bytes).map_err(|error| self.error(&error))?;
            Ok((lead, history))
        };
        rows.into_iter().map(history).collect()
    }

    /// The lines that were perhaps not printed.
    pub(super) fn lines(&self) -> Result<Vec<(u64, String)>, ProgramError> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(LINES)?;
            let lines = table
                .iter()?
                .map(|line| line.map(|(number, text)| (number.value(), text.value().to_owned())));
            Ok(lines.collect::<Result<Vec<_>, _>>()?)
        };
        read().map_err(|error| self.error(&error))
    }

    /// The leads whose next change is on or before a day, the earliest first.
    pub(super) fn due(&self, until: &Day) -> Result<Vec<(Day, String)>, ProgramError> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(DUE)?;
            let rows = table
                .range(..(until.0.saturating_add(1), ""))?
                .map(|row| row.map(|(key, _)| (Day(key.value().0), key.value().1.to_owned())));
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        };
        read().map_err(|error| self.error(&error))
    }

    /// Stores all changes or none, and waits until they are on disk.
    pub(super) fn write(&self, changes: &Changes, first: bool) -> Result<(), ProgramError> {
        self.try_write(changes, first)
            .map_err(|error| self.error(&error))
    }

    fn try_write(&self, changes: &Changes, first: bool) -> Result<(), redb::Error> {
        let transaction = self.database.begin_write()?;
        {
            let mut histories = transaction.open_table(HISTORIES)?;
            let mut due = transaction.open_table(DUE)?;
            let mut days = transaction.open_table(DAYS)?;
            let mut lines = transaction.open_table(LINES)?;
            let mut counts = transaction.open_table(COUNTS)?;
            for (lead, history) in &changes.histories {
                histories.insert(lead.as_str(), history.to_bytes().as_slice())?;
            }
            for (lead, day) in &changes.days {
                let before = days.remove(lead.as_str())?.map(|day| day.value());
                if let Some(before) = before {
                    due.remove((before, lead.as_str()))?;
                }
                if let Some(day) = day {
                    days.insert(lead.as_str(), day.0)?;
                    due.insert((day.0, lead.as_str()), ())?;
                }
            }
            lines.retain(|number, _| number > changes.printed)?;
            for (number, line) in &changes.lines {
                lines.insert(number, line.as_str())?;
            }
            if !first {
                let Mark {
                    bytes,
                    lines,
                    rows,
                    hash,
                } = changes.mark;
                for (name, count) in [
                    ("bytes", bytes),
                    ("lines", lines),
                    ("rows", rows),
                    ("hash", hash),
                    ("numbered", changes.numbered),
                ] {
                    counts.insert(name, count)?;
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }
}
