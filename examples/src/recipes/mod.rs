//! Converts public data sets to profiles, events and outcomes.
//!
//! The data are not part of this project; `recipes/README.md` says where to get
//! them. Outcomes go to a separate file, so that no score can depend on them.

mod bank;
mod retail;

use std::path::{Path, PathBuf};

use leadgrade::Day;

use crate::error::ProgramError;
use crate::files::{Cell, Input, Rows};
use crate::progress::Progress;
use crate::show::text::{listed, quoted};

/// The environment variable with the folder of the data.
pub const VARIABLE: &str = "LEADGRADE_DATA";

/// The result of a recipe: the texts of CSV files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The name of the recipe, its model and its output folder.
    pub name: &'static str,
    /// One row per lead.
    pub profiles: String,
    /// One row per event.
    pub events: String,
    /// One row per lead: the day to score it at, and whether it converted afterwards.
    pub outcomes: String,
}

/// A recipe: its source file, and the function that converts it.
type Recipe = (&'static str, fn(&Path) -> Result<Prepared, ProgramError>);

/// All recipes.
const RECIPES: [Recipe; 2] = [
    ("uci_online_retail_orders.csv", retail::prepare),
    ("bank-full.csv", bank::prepare),
];

/// Converts every known data set in a folder, each into a folder of its own, and returns those folders.
///
/// # Errors
/// If there is no known data set, or a file cannot be read or written.
pub fn prepare(data: &Path, out: &Path) -> Result<Vec<PathBuf>, ProgramError> {
    let mut written = Vec::new();
    for (file, make) in RECIPES {
        let path = data.join(file);
        if path.is_file() {
            written.push(write(&make(&path)?, out)?);
        }
    }
    if written.is_empty() {
        return Err(ProgramError::NoData {
            folder: data.display().to_string(),
            files: listed(&RECIPES.map(|(file, _)| file)),
        });
    }
    Ok(written)
}

fn write(prepared: &Prepared, out: &Path) -> Result<PathBuf, ProgramError> {
    let folder = out.join(prepared.name);
    let failed = |error| ProgramError::io(&folder, "written", &error);
    std::fs::create_dir_all(&folder).map_err(failed)?;
    for (name, text) in [
        ("profiles.csv", &prepared.profiles),
        ("events.csv", &prepared.events),
        ("outcomes.csv", &prepared.outcomes),
    ] {
        std::fs::write(folder.join(name), text).map_err(failed)?;
    }
    Ok(folder)
}

/// A source file, with the cells of the required columns.
struct Source {
    path: PathBuf,
    columns: Vec<String>,
    rows: Vec<SourceRow>,
}

/// One row of a source file.
struct SourceRow {
    line: u64,
    /// In the order of the required columns.
    cells: Vec<String>,
}

impl Source {
    fn read(path: &Path, delimiter: u8, columns: &[&str]) -> Result<Self, ProgramError> {
        let input = Input {
            path,
            delimiter,
            needed: columns,
            read: &[],
            grows: false,
        };
        let mut rows = Vec::new();
        let mut source = Rows::open(input, &Progress::silent())?;
        while let Some(row) = source.next()? {
            if let Some(wrong) = row.wrong {
                return Err(ProgramError::line(path, row.line, wrong.reason));
            }
            let cells = columns.iter().map(|name| match row.cell(name) {
                Some(Cell::Text(text)) => Ok(text.to_owned()),
                _ => Err(ProgramError::line(
                    path,
                    row.line,
                    format!("column `{name}`: the text is not UTF-8"),
                )),
            });
            rows.push(SourceRow {
                line: row.line,
                cells: cells.collect::<Result<_, _>>()?,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows,
        })
    }

    fn cell<'r>(&self, row: &'r SourceRow, column: &str) -> &'r str {
        let at = self.columns.iter().position(|name| name == column);
        let cell = at.and_then(|at| row.cells.get(at));
        cell.map(String::as_str).unwrap_or_default()
    }

    /// Parses a cell.
    ///
    /// # Errors
    /// Names the cell that cannot be parsed.
    fn parse<T>(
        &self,
        row: &SourceRow,
        column: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ProgramError> {
        let text = self.cell(row, column);
        read(text).ok_or_else(|| {
            let message = format!("column `{column}`: found {}", quoted(text));
            ProgramError::line(&self.path, row.line, message)
        })
    }
}

/// The day `days` after another.
fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}

/// `yes` or `no`.
fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
