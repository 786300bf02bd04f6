//! Writes all rejects to a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use leadgrade::lead::TableName;
use serde::Serialize;

use crate::error::ProgramError;
use crate::scoring::Located;

/// One reject in the file.
#[derive(Serialize)]
struct Line<'r> {
    table: Option<TableName>,
    row: Option<u64>,
    line: Option<u64>,
    lead: Option<&'r str>,
    column: Option<&'r str>,
    code: &'r str,
    reason: &'r str,
}

/// The format of a file by its extension: CSV or JSON Lines.
pub(super) fn format_of(path: &Path) -> Result<Format, ProgramError> {
    let extension = path.extension().and_then(|name| name.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Ok(Format::Csv),
        Some("jsonl" | "ndjson") => Ok(Format::Json),
        _ => Err(ProgramError::extension(
            path,
            "rejects are written to `.csv`, `.jsonl` and `.ndjson` files",
        )),
    }
}

/// The format of the file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Format {
    Csv,
    Json,
}

/// Writes rejects, one per line.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn write(path: &Path, format: Format, rejects: &[Located]) -> Result<(), ProgramError> {
    let write = match format {
        Format::Csv => write_csv,
        Format::Json => write_json,
    };
    let lines = rejects.iter().map(|found| Line {
        table: found.table,
        row: found.row,
        line: found.line,
        lead: found.lead.as_deref(),
        column: found.column.as_deref(),
        code: found.code,
        reason: &found.reason,
    });
    File::create(path)
        .and_then(|file| write(BufWriter::new(file), &mut { lines }))
        .map_err(|error| ProgramError::io(path, "written", &error))
}

type Lines<'l, 'r> = &'l mut dyn Iterator<Item = Line<'r>>;

const COLUMNS: [&str; 7] = ["table", "row", "line", "lead", "column", "code", "reason"];

fn write_csv(file: BufWriter<File>, lines: Lines<'_, '_>) -> std::io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(file);
    writer.write_record(COLUMNS)?;
    for line in lines {
        writer.serialize(line)?;
    }
    writer.flush()
}

fn write_json(mut file: BufWriter<File>, lines: Lines<'_, '_>) -> std::io::Result<()> {
    for line in lines {
        serde_json::to_writer(&mut file, &line)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}
