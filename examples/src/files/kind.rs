//! Recognises files that are not UTF-8 text by their first bytes.

use std::path::Path;

use crate::error::ProgramError;

/// The byte order mark of UTF-8.
pub(crate) const MARK: &[u8] = b"\xef\xbb\xbf";

/// The number of bytes that are checked.
const START: usize = 4_096;

const SAVE: &str = "save it as text in UTF-8";

/// The first bytes of files that are often passed by mistake, what they are, and what to do.
const KNOWN: [(&[u8], &str, &str); 8] = [
    (b"\xff\xfe", "is UTF-16", SAVE),
    (b"\xfe\xff", "is UTF-16", SAVE),
    (
        b"PK\x03\x04",
        "is a zip archive, as `.xlsx` workbooks are",
        "save the table as CSV in UTF-8",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "is an `.xls` workbook",
        "save the table as CSV in UTF-8",
    ),
    (
        b"\x1f\x8b",
        "is compressed with gzip",
        "decompress it first",
    ),
    (
        b"\x28\xb5\x2f\xfd",
        "is compressed with zstd",
        "decompress it first",
    ),
    (
        b"PAR1",
        "is a Parquet file",
        "write the table as CSV or JSON Lines",
    ),
    (b"%PDF-", "is a PDF file", "rows cannot be read from it"),
];

/// Checks that a file looks like text. Bytes that are not UTF-8 are found later, where they are read.
///
/// # Errors
/// Says what the file is, and what to do.
pub(crate) fn check(path: &Path, start: &[u8]) -> Result<(), ProgramError> {
    let error = |found, help| Err(ProgramError::not_text(path, found, help));
    for (begins, found, help) in KNOWN {
        if start.starts_with(begins) {
            return error(found, help);
        }
    }
    let start = start.get(..START).unwrap_or(start);
    let line = start.split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default();
    if !line.contains(&0) {
        return Ok(());
    }
    // In UTF-16 without a byte order mark, every second byte of Latin letters is zero.
    let zeros = |from| line.iter().skip(from).step_by(2).filter(|byte| **byte == 0);
    let half = line.len() / 2;
    if zeros(0).count().max(zeros(1).count()) >= half.saturating_sub(1).max(1) && half > 1 {
        return error("is UTF-16", SAVE);
    }
    error(
        "is not text: there is a zero byte in its first line",
        "expected CSV or JSON Lines in UTF-8",
    )
}

/// Removes a byte order mark.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}
