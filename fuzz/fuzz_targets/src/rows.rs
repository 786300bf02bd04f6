//! Files of rows, read by the library of the example programs.

use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};
use leadgrade_examples::error::ProgramError;
use leadgrade_examples::files::{Cell, Code, Input, Mark, Rows};

/// A row: its line and its cells; `None` for a row that cannot be used.
type Read = (u64, Option<Vec<(String, Option<String>)>>);

/// A CSV file is an error with a message, or every byte of it is in a row, in a rejected row, or in an
/// empty line, and the rows equal those of the `csv` crate. Read in two parts, as a growing file, it
/// gives the same rows, and a changed beginning is an error. The first two bytes choose the delimiter
/// and the parts.
pub fn csv_rows(data: &[u8]) {
    let Some(([first, second], text)) = data.split_at_checked(2).and_then(|(head, text)| {
        let head: &[u8; 2] = head.try_into().ok()?;
        Some((head, text))
    }) else {
        return;
    };
    let delimiter = [b',', b';', b'\t', b'|'][usize::from(*first) % 4];
    let columns = columns(text, delimiter);
    let read: Vec<&str> = columns.iter().map(String::as_str).collect();
    let input = Input {
        path: Path::new("a.csv"),
        delimiter,
        needed: &[],
        read: &read,
        grows: false,
    };
    match all(input, text, None) {
        Ok((rows, mark)) => {
            assert_eq!(mark.bytes, text.len() as u64, "every byte was read");
            same_as_crate(&rows, text, delimiter);
        }
        Err(error) => in_words(&error),
    }
    let cut = text.len() * usize::from(*second) / 256;
    grows(
        Input {
            grows: true,
            ..input
        },
        text,
        cut,
    );
}

/// The names of the columns, read with the `csv` crate.
fn columns(text: &[u8], delimiter: u8) -> Vec<String> {
    let mut first = ByteRecord::new();
    let mut reader = reader(text, delimiter);
    let _ = reader.read_byte_record(&mut first);
    let name = |bytes| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some(text.trim_start_matches('\u{feff}').trim().to_owned())
    };
    first.iter().filter_map(name).collect()
}

fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text)
}

/// All rows after a mark, and the mark after them.
fn all(
    input: Input<'_>,
    text: &[u8],
    after: Option<Mark>,
) -> Result<(Vec<Read>, Mark), ProgramError> {
    let mut file = Rows::from_bytes(input, text)?;
    if let Some(mark) = after {
        file.resume(mark)?;
    }
    let mut rows = Vec::new();
    let mut number = after.map_or(0, |mark| mark.rows);
    while let Some(row) = file.next()? {
        assert_eq!(row.row, number);
        number += 1;
        let cells = row.cells.iter().map(|(name, cell)| match cell {
            Cell::Text(text) => (name.to_string(), Some((*text).to_owned())),
            Cell::Json(_) => panic!("a cell of CSV"),
            Cell::NotUnicode => (name.to_string(), None),
        });
        let cells = cells.collect();
        if let Some(wrong) = &row.wrong {
            assert_eq!(wrong.code, Code::MalformedRow);
            assert!(!wrong.reason.is_empty());
        }
        rows.push((row.line, row.wrong.is_none().then_some(cells)));
    }
    Ok((rows, file.mark()))
}

/// Checks that the rows of a valid file equal those of the `csv` crate, which is more lenient.
fn same_as_crate(rows: &[Read], text: &[u8], delimiter: u8) {
    let mut reader = reader(text, delimiter);
    let mut records = reader.byte_records().map(|record| record.expect("bytes"));
    let header = records.next().expect("an accepted file has a header");
    let records: Vec<ByteRecord> = records.collect();
    assert_eq!(rows.len(), records.len());
    let mut before = 0;
    for ((line, cells), record) in rows.iter().zip(&records) {
        assert!(*line > before, "lines go up");
        before = *line;
        let Some(cells) = cells else { continue };
        assert_eq!(record.len(), header.len());
        let found: Vec<Option<&str>> = cells.iter().map(|(_, cell)| cell.as_deref()).collect();
        let expected = record.iter().map(|cell| std::str::from_utf8(cell).ok());
        assert_eq!(found, expected.collect::<Vec<_>>());
    }
}

/// Checks that a file read in two parts gives the same rows.
fn grows(input: Input<'_>, text: &[u8], cut: usize) {
    let (Ok((mut first, mark)), Ok((whole, end))) =
        (all(input, &text[..cut], None), all(input, text, None))
    else {
        return;
    };
    assert!(mark.bytes <= cut as u64);
    if mark == Mark::default() {
        return;
    }
    let (rest, after) = all(input, text, Some(mark)).expect("it goes on");
    first.extend(rest);
    assert_eq!((first, after), (whole, end));
    let shorter = &text[..mark.bytes as usize - 1];
    assert!(all(input, shorter, Some(mark)).is_err());
    let mut changed = text.to_vec();
    changed[cut % mark.bytes as usize] ^= 1;
    assert!(all(input, &changed, Some(mark)).is_err());
}

fn in_words(error: &ProgramError) {
    let words = error.to_string();
    assert!(
        !words.is_empty() && !words.chars().any(char::is_control),
        "{words:?}"
    );
}
