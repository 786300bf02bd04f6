//! Rows of CSV.

use std::io::Read;
use std::path::Path;

use csv::{ByteRecord, ErrorKind, ReaderBuilder};
use leadgrade::text::nearest;

use super::{Cell, Input, Row};
use crate::show::text::{listed, quoted};
use crate::trouble::Trouble;

pub(super) fn read(
    input: Input<'_>,
    mut file: impl Read,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<Vec<String>, Trouble> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .map_err(|error| Trouble::device(input.path, "read", &error))?;
    let mut lines = Lines::new(&bytes);
    let mut reader = ReaderBuilder::new()
        .delimiter(input.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes.as_slice());
    let mut record = ByteRecord::new();
    let broken = |error: csv::Error| broken(input.path, &error);
    if !reader.read_byte_record(&mut record).map_err(broken)? {
        let needed = format!(
            "the first line must name the columns, among them {}",
            listed(input.needed)
        );
        let path = input.path.display().to_string();
        return Err(Trouble::Empty { path, needed });
    }
    let header = header(input, &record)?;
    let mut row: u64 = 0;
    while reader.read_byte_record(&mut record).map_err(broken)? {
        let line = lines.of(&record);
        check_length(input.path, &header, &record, line)?;
        let texts = record.iter().map(|bytes| match std::str::from_utf8(bytes) {
            Ok(text) => Cell::Text(text),
            Err(_) => Cell::NotUnicode,
        });
        let cells = header.iter().map(String::as_str).zip(texts).collect();
        take(&Row { row, line, cells });
        row = row.saturating_add(1);
    }
    Ok(header)
}

/// The names of the columns, checked.
fn header(input: Input<'_>, record: &ByteRecord) -> Result<Vec<String>, Trouble> {
    let wrong = |message: String| Trouble::line(input.path, 1, message);
    let mut names = Vec::new();
    for bytes in record {
        let name = std::str::from_utf8(bytes).map_err(|_| {
            wrong("the header is not UTF-8 text; save the file as UTF-8".to_owned())
        })?;
        let name = name.trim_start_matches('\u{feff}').trim().to_owned();
        if names.contains(&name) && !name.is_empty() {
            return Err(wrong(format!("there are two columns {}", quoted(&name))));
        }
        names.push(name);
    }
    let missing = input
        .needed
        .iter()
        .find(|needed| !names.iter().any(|name| name == *needed));
    match missing {
        Some(missing) => Err(wrong(no_column(missing, &names, input.delimiter))),
        None => Ok(names),
    }
}

fn no_column(missing: &str, names: &[String], delimiter: u8) -> String {
    let found = names.iter().map(String::as_str);
    let mut message = format!(
        "there is no column `{missing}`; found {}",
        listed(&found.clone().collect::<Vec<_>>())
    );
    let other = [b',', b';', b'\t', b'|'].into_iter().find(|other| {
        let joined = names.len() == 1 && names.iter().any(|name| name.as_bytes().contains(other));
        *other != delimiter && joined
    });
    if let Some(other) = other {
        let option = if other == b'\t' {
            "tab".to_owned()
        } else {
            char::from(other).to_string()
        };
        message.push_str(&format!(
            "; if columns are separated otherwise, say `--delimiter '{option}'`"
        ));
    } else if let Some(near) = nearest(missing, found) {
        message.push_str(&format!("; is it {}?", quoted(near)));
    }
    message
}

fn check_length(
    path: &Path,
    header: &[String],
    record: &ByteRecord,
    line: u64,
) -> Result<(), Trouble> {
    if record.len() == header.len() {
        return Ok(());
    }
    let (found, wanted) = (record.len(), header.len());
    let message = format!(
        "{found} cells, but the header names {wanted} columns; a cell with a delimiter or a line break in it is written in quotes"
    );
    Err(Trouble::line(path, line, message))
}

fn broken(path: &Path, error: &csv::Error) -> Trouble {
    match error.kind() {
        ErrorKind::Io(error) => Trouble::device(path, "read", error),
        _ => {
            let line = error.position().map_or(1, csv::Position::line);
            Trouble::line(path, line, error.to_string())
        }
    }
}

/// Finds the lines of records. The reader's own count is that of the line
/// before the record, which differs where lines are empty.
struct Lines<'b> {
    bytes: &'b [u8],
    /// Everything before it is counted.
    at: usize,
    line: u64,
}

impl<'b> Lines<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
        }
    }

    /// The line on which a record begins; records are asked in their order.
    fn of(&mut self, record: &ByteRecord) -> u64 {
        let before = record.position().map_or(0, csv::Position::byte);
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        let rest = self.bytes.get(before..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let start = before.saturating_add(empty.count());
        let passed = self.bytes.get(self.at..start).unwrap_or_default();
        let breaks = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u64::try_from(breaks).unwrap_or(0));
        self.at = start;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn lines_are_those_of_an_editor() {
        for text in [
            "lead,a\nA,\"x\ny\"\n\n\nB,z\nC,w",
            "lead,a\r\nA,\"x\r\ny\"\r\n\r\n\r\nB,z\r\nC,w\r\n",
        ] {
            let input = Input {
                path: Path::new("a.csv"),
                delimiter: b',',
                needed: &["lead"],
            };
            let mut lines = Vec::new();
            read(input, text.as_bytes(), &mut |row| lines.push(row.line)).unwrap();
            assert_eq!(lines, [2, 6, 7], "{text}");
        }
    }
}
