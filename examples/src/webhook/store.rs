//! The database: what belongs together is stored in one transaction.

use std::path::{Path, PathBuf};

use leadgrade::{Day, History};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use crate::files::Mark;
use crate::trouble::Trouble;

/// Histories by lead.
const HISTORIES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("histories");
/// Leads by the day on which to look at them again.
const DUE: TableDefinition<'_, (i32, &str), ()> = TableDefinition::new("due");
/// That day by lead.
const DAYS: TableDefinition<'_, &str, i32> = TableDefinition::new("days");
/// Lines to print by their number, until they are known to be printed.
const LINES: TableDefinition<'_, u64, &str> = TableDefinition::new("lines");
/// How far the file of events was received, and how many lines were numbered.
const COUNTS: TableDefinition<'_, &str, u64> = TableDefinition::new("counts");

/// The database.
pub(super) struct Store {
    path: PathBuf,
    database: Database,
}

/// What changes together.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) histories: Vec<(String, History)>,
    /// When to look at leads again; none: never, if nothing happens.
    pub(super) days: Vec<(String, Option<Day>)>,
    pub(super) lines: Vec<(u64, String)>,
    /// Lines up to this number are printed.
    pub(super) printed: u64,
    /// How far the file of events was received.
    pub(super) mark: Mark,
    pub(super) numbered: u64,
}

fn io(error: std::io::Error) -> redb::DatabaseError {
    redb::StorageError::from(error).into()
}

impl Store {
    pub(super) fn open(path: &Path) -> Result<Self, Trouble> {
        let refuse = |error: String| Trouble::Device {
            path: path.display().to_string(),
            what: "opened as a store",
            reason: error,
        };
        if !path.exists() {
            Self::create(path).map_err(|error| refuse(error.to_string()))?;
        }
        let database = Database::create(path).map_err(|error| refuse(error.to_string()))?;
        let store = Self {
            path: path.to_owned(),
            database,
        };
        // All tables are there from the beginning.
        store.write(&Changes::default(), true)?;
        Ok(store)
    }

    /// Makes an empty store beside its place and puts it there when it is whole:
    /// one that is cut off while it is made can never be opened.
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

    fn trouble(&self, error: &dyn std::error::Error) -> Trouble {
        Trouble::Device {
            path: self.path.display().to_string(),
            what: "used as a store",
            reason: error.to_string(),
        }
    }

    /// How far the file was received, and how many lines were numbered.
    pub(super) fn counts(&self) -> Result<(Mark, u64), Trouble> {
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
        read().map_err(|error| self.trouble(&error))
    }

    /// The history of a lead; empty for a new one.
    pub(super) fn history(&self, lead: &str) -> Result<History, Trouble> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(HISTORIES)?;
            Ok(table
                .get(lead)?
                .map(|bytes| History::from_bytes(bytes.value())))
        };
        let found = read().map_err(|error| self.trouble(&error))?;
        found
            .transpose()
            .map(Option::unwrap_or_default)
            .map_err(|error| self.trouble(&error))
    }

    /// All histories.
    pub(super) fn histories(&self) -> Result<Vec<(String, History)>, Trouble> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(HISTORIES)?;
            let rows = table.iter()?.map(|row| {
                row.map(|(lead, bytes)| (lead.value().to_owned(), bytes.value().to_owned()))
            });
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        };
        let rows = read().map_err(|error| self.trouble(&error))?;
        let history = |(lead, bytes): (String, Vec<u8>)| {
            let history = History::from_bytes(&bytes).map_err(|error| self.trouble(&error))?;
            Ok((lead, history))
        };
        rows.into_iter().map(history).collect()
    }

    /// The lines that are perhaps not printed yet.
    pub(super) fn lines(&self) -> Result<Vec<(u64, String)>, Trouble> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(LINES)?;
            let lines = table
                .iter()?
                .map(|line| line.map(|(number, text)| (number.value(), text.value().to_owned())));
            Ok(lines.collect::<Result<Vec<_>, _>>()?)
        };
        read().map_err(|error| self.trouble(&error))
    }

    /// Leads to look at again up to a day, the earliest first.
    pub(super) fn due(&self, until: &Day) -> Result<Vec<(Day, String)>, Trouble> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(DUE)?;
            let rows = table
                .range(..(until.0.saturating_add(1), ""))?
                .map(|row| row.map(|(key, _)| (Day(key.value().0), key.value().1.to_owned())));
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        };
        read().map_err(|error| self.trouble(&error))
    }

    /// Stores everything or nothing, and waits until it is on the disk.
    pub(super) fn write(&self, changes: &Changes, first: bool) -> Result<(), Trouble> {
        self.try_write(changes, first)
            .map_err(|error| self.trouble(&error))
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
