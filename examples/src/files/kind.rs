//! What kind of file it is, from its first bytes: text in UTF-8, or what to do instead.

use std::path::Path;

use crate::trouble::Trouble;

/// The byte order mark of UTF-8.
pub(crate) const MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes that are looked at.
const START: usize = 4_096;

const SAVE: &str = "save it as text in UTF-8";

/// How files begin that are often taken for text, and what to do with them.
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
    (b"\x1f\x8b", "is compressed with gzip", "unpack it first"),
    (
        b"\x28\xb5\x2f\xfd",
        "is compressed with zstd",
        "unpack it first",
    ),
    (
        b"PAR1",
        "is a Parquet file",
        "write the table as CSV or JSON Lines",
    ),
    (b"%PDF-", "is a PDF file", "rows cannot be read from it"),
];

/// Refuses what is no text in words; what is not UTF-8 later on is found where it is read.
///
/// # Errors
/// What the file is, and what to do.
pub(crate) fn check(path: &Path, start: &[u8]) -> Result<(), Trouble> {
    let refuse = |found, help| Err(Trouble::no_text(path, found, help));
    for (begins, found, help) in KNOWN {
        if start.starts_with(begins) {
            return refuse(found, help);
        }
    }
    let start = start.get(..START).unwrap_or(start);
    let line = start.split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default();
    if !line.contains(&0) {
        return Ok(());
    }
    // Of UTF-16 without a mark, every second byte of plain letters is zero.
    let zeros = |from| line.iter().skip(from).step_by(2).filter(|byte| **byte == 0);
    let half = line.len() / 2;
    if zeros(0).count().max(zeros(1).count()) >= half.saturating_sub(1).max(1) && half > 1 {
        return refuse("is UTF-16", SAVE);
    }
    refuse(
        "is not text: there is a zero byte in its first line",
        "CSV or JSON Lines in UTF-8 is needed",
    )
}

/// Leaves out a byte order mark.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}
