//! Public data sets turned into profiles, events and outcomes.
//!
//! The data are not part of this project; `recipes/README.md` says where they
//! come from. Outcomes are kept apart from what is scored, so that no score
//! can see what happened later.

mod bank;
mod retail;

use std::path::{Path, PathBuf};

use leadgrade::Day;

use crate::files::{Cell, Input, Rows};
use crate::progress::Progress;
use crate::show::text::{listed, quoted};
use crate::trouble::Trouble;

/// The variable of the environment that names the folder of the data.
pub const VARIABLE: &str = "LEADGRADE_DATA";

/// What one recipe makes: texts of CSV files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The name of the recipe, of its model and of the folder it is written to.
    pub name: &'static str,
    /// One row a lead.
    pub profiles: String,
    /// One row an event.
    pub events: String,
    /// Lead, the day to score it at, and whether it converted afterwards.
    pub outcomes: String,
}

/// A recipe: its source file and what makes the rows of it.
type Recipe = (&'static str, fn(&Path) -> Result<Prepared, Trouble>);

/// The file that each recipe reads.
const RECIPES: [Recipe; 2] = [
    ("uci_online_retail_orders.csv", retail::prepare),
    ("bank-full.csv", bank::prepare),
];

/// Prepares every data set of a folder that is there, into folders of their
/// own; the names of those.
///
/// # Errors
/// When none is there, or one cannot be read or written.
pub fn prepare(data: &Path, out: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut written = Vec::new();
    for (file, make) in RECIPES {
        let path = data.join(file);
        if path.is_file() {
            written.push(write(&make(&path)?, out)?);
        }
    }
    if written.is_empty() {
        return Err(Trouble::NoData {
            folder: data.display().to_string(),
            files: listed(&RECIPES.map(|(file, _)| file)),
        });
    }
    Ok(written)
}

fn write(prepared: &Prepared, out: &Path) -> Result<PathBuf, Trouble> {
    let folder = out.join(prepared.name);
    let failed = |error| Trouble::device(&folder, "written", &error);
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

/// A source file: the cells of the wanted columns.
struct Source {
    path: PathBuf,
    columns: Vec<String>,
    rows: Vec<SourceRow>,
}

/// One row of a source file.
struct SourceRow {
    line: u64,
    /// In the order of the wanted columns.
    cells: Vec<String>,
}

impl Source {
    fn read(path: &Path, delimiter: u8, columns: &[&str]) -> Result<Self, Trouble> {
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
                return Err(Trouble::line(path, row.line, wrong.reason));
            }
            let cells = columns.iter().map(|name| match row.cell(name) {
                Some(Cell::Text(text)) => Ok(text.to_owned()),
                _ => Err(Trouble::line(
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

    /// A cell that must be of some form.
    fn need<T>(
        &self,
        row: &SourceRow,
        column: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Trouble> {
        let text = self.cell(row, column);
        read(text).ok_or_else(|| {
            let message = format!("column `{column}`: found {}", quoted(text));
            Trouble::line(&self.path, row.line, message)
        })
    }
}

/// A day and the days after it.
fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}

/// `yes` or `no`.
fn said(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
