//! Reads the lines of a file in bounded memory, and tracks how far the file was read.

use std::hash::Hasher;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use twox_hash::XxHash3_64;

use super::kind;
use crate::error::ProgramError;

/// The size of the buffer, in bytes.
const BUFFER: usize = 1 << 18;
/// The maximum length of a row, in bytes. A longer one is a quote or a line that never ends.
pub(super) const MAX_ROW_BYTES: usize = 1 << 24;

/// How far a file was read, with a hash of everything before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The number of bytes.
    pub bytes: u64,
    /// The number of lines.
    pub lines: u64,
    /// The number of rows, without the header.
    pub rows: u64,
    /// The hash of the bytes.
    pub hash: u64,
}

/// Where lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    /// At a line feed.
    Feed,
    /// At a line feed, a carriage return, or both.
    Any,
}

/// Reads lines. The lines of a row stay in memory until the row is settled: until its user is done
/// with it, so that reading can continue after it.
pub(super) struct Lines<'p> {
    pub(super) path: PathBuf,
    file: BufReader<Box<dyn Read + 'p>>,
    breaks: Breaks,
    /// Whether another program may still be writing the last line.
    grows: bool,
    /// The bytes since the last settled row.
    pending: Vec<u8>,
    /// The number of lines that were read, including pending ones.
    pub(super) line: u64,
    settled: Mark,
    /// The number of rows to settle when the next line is read.
    due: Option<u64>,
    hash: XxHash3_64,
}

impl<'p> Lines<'p> {
    /// Starts a file and skips a byte order mark.
    ///
    /// # Errors
    /// If the file cannot be read, or does not look like text.
    pub(super) fn begin(
        path: &Path,
        file: Box<dyn Read + 'p>,
        breaks: Breaks,
        grows: bool,
    ) -> Result<Self, ProgramError> {
        let mut lines = Self {
            path: path.to_owned(),
            file: BufReader::with_capacity(BUFFER, file),
            breaks,
            grows,
            pending: Vec::new(),
            line: 0,
            settled: Mark::default(),
            due: None,
            hash: XxHash3_64::new(),
        };
        let start = fill(&mut lines.file, path)?;
        kind::check(path, start)?;
        if start.starts_with(kind::MARK) {
            lines.pending.extend_from_slice(kind::MARK);
            lines.file.consume(kind::MARK.len());
        }
        Ok(lines)
    }

    /// Reads a line and returns the range of its bytes, including its end. Returns `None` at the
    /// end of the file, or if the last line of a growing file is not complete yet.
    pub(super) fn next(&mut self) -> Result<Option<Range<usize>>, ProgramError> {
        self.settle_due();
        let start = self.pending.len();
        let whole = self.take_line()?;
        if self.grows && !whole {
            return Ok(None);
        }
        if self.pending.len() == start {
            self.settle(self.settled.rows);
            return Ok(None);
        }
        self.line = self.line.saturating_add(1);
        Ok(Some(start..self.pending.len()))
    }

    /// The bytes of a range that [`Lines::next`] returned.
    pub(super) fn bytes(&self, place: Range<usize>) -> &[u8] {
        self.pending.get(place).unwrap_or_default()
    }

    /// Whether the file ends with an incomplete line.
    pub(super) fn is_cut(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Settles the pending row when the next line is read; `rows` is the number of rows up to it.
    pub(super) fn settle_later(&mut self, rows: u64) {
        self.due = Some(rows);
    }

    fn settle_due(&mut self) {
        if let Some(rows) = self.due.take() {
            self.settle(rows);
        }
    }

    /// Settles the pending lines.
    pub(super) fn settle(&mut self, rows: u64) {
        let bytes = u64::try_from(self.pending.len()).unwrap_or(u64::MAX);
        if self.grows {
            self.hash.write(&self.pending);
        }
        self.pending.clear();
        self.settled = Mark {
            bytes: self.settled.bytes.saturating_add(bytes),
            lines: self.line,
            rows,
            hash: self.hash.finish(),
        };
    }

    /// How far the file was read.
    pub(super) fn mark(&mut self) -> Mark {
        self.settle_due();
        self.settled
    }

    /// Skips what was read before, after checking that it has not changed.
    ///
    /// # Errors
    /// If the file is shorter now, or its beginning differs.
    pub(super) fn resume(&mut self, mark: Mark) -> Result<(), ProgramError> {
        // A byte order mark, or an incomplete header.
        self.settle(0);
        let changed = |reason: &str| ProgramError::changed(&self.path, mark.lines, reason);
        let other = changed("its beginning differs now");
        let shorter = changed("it is shorter now");
        let mut left = mark
            .bytes
            .checked_sub(self.settled.bytes)
            .ok_or(other.clone())?;
        while left > 0 {
            let bytes = fill(&mut self.file, &self.path)?;
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
            let Some(bytes) = bytes.get(..most).filter(|bytes| !bytes.is_empty()) else {
                return Err(shorter);
            };
            self.hash.write(bytes);
            self.file.consume(most);
            left = left.saturating_sub(u64::try_from(most).unwrap_or(left));
        }
        if self.hash.finish() != mark.hash {
            return Err(other);
        }
        self.line = mark.lines;
        self.settled = mark;
        Ok(())
    }

    /// Adds a line to the pending bytes and returns whether it has an end.
    fn take_line(&mut self) -> Result<bool, ProgramError> {
        loop {
            let buffer = fill(&mut self.file, &self.path)?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let end = match self.breaks {
                Breaks::Feed => memchr::memchr(b'\n', buffer),
                Breaks::Any => memchr::memchr2(b'\n', b'\r', buffer),
            };
            let length = end.map_or(buffer.len(), |end| end.saturating_add(1));
            let bytes = buffer.get(..length).unwrap_or_default();
            let last = bytes.last().copied().filter(|_| end.is_some());
            if self.pending.len().saturating_add(length) > MAX_ROW_BYTES {
                return Err(self.too_long());
            }
            self.pending.extend_from_slice(bytes);
            self.file.consume(length);
            match last {
                Some(b'\r') => return self.take_feed(),
                Some(_) => return Ok(true),
                None => {}
            }
        }
    }

    /// Takes the line feed after a carriage return, if there is one. Returns whether the line is
    /// complete; at the end of a growing file, the line feed may still come.
    fn take_feed(&mut self) -> Result<bool, ProgramError> {
        let next = fill(&mut self.file, &self.path)?.first().copied();
        if next == Some(b'\n') {
            self.pending.push(b'\n');
            self.file.consume(1);
        }
        Ok(next.is_some())
    }

    fn too_long(&self) -> ProgramError {
        let message = "the row that starts here is longer than 16 MiB; is a quote not closed, or a line break missing?";
        let first = self.settled.lines.saturating_add(1);
        ProgramError::line(&self.path, first, message)
    }
}

/// The next bytes of the file; empty at its end.
fn fill<'f>(
    file: &'f mut BufReader<Box<dyn Read + '_>>,
    path: &Path,
) -> Result<&'f [u8], ProgramError> {
    file.fill_buf()
        .map_err(|error| ProgramError::io(path, "read", &error))
}
