//! The lines of a file, in bounded memory, and how far the file was read.

use std::hash::Hasher;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use twox_hash::XxHash3_64;

use super::kind;
use crate::trouble::Trouble;

/// Bytes read at once.
const BUFFER: usize = 1 << 18;
/// Bytes of the longest row: what is longer is a quote or a line that never ends.
pub(super) const LONGEST: usize = 1 << 24;

/// How far a file was read: everything before is known, by its length and a hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Bytes that were read.
    pub bytes: u64,
    /// Lines in them.
    pub lines: u64,
    /// Rows in them, the header not counted.
    pub rows: u64,
    /// Their hash.
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

/// Reads lines. Those of a row are held together, until the row is settled.
pub(super) struct Lines<'p> {
    pub(super) path: PathBuf,
    file: BufReader<Box<dyn Read + 'p>>,
    breaks: Breaks,
    /// Whether somebody may still be writing the last line.
    grows: bool,
    /// The bytes since the row before.
    held: Vec<u8>,
    /// Lines that were read, those that are held included.
    pub(super) line: u64,
    settled: Mark,
    /// Rows to be settled with, once the row that was given is no longer looked at.
    due: Option<u64>,
    hash: XxHash3_64,
}

impl<'p> Lines<'p> {
    /// Begins a file; a byte order mark is left out.
    ///
    /// # Errors
    /// When the file cannot be read or its first bytes are not those of text.
    pub(super) fn begin(
        path: &Path,
        file: Box<dyn Read + 'p>,
        breaks: Breaks,
        grows: bool,
    ) -> Result<Self, Trouble> {
        let mut lines = Self {
            path: path.to_owned(),
            file: BufReader::with_capacity(BUFFER, file),
            breaks,
            grows,
            held: Vec::new(),
            line: 0,
            settled: Mark::default(),
            due: None,
            hash: XxHash3_64::new(),
        };
        let start = fill(&mut lines.file, path)?;
        kind::check(path, start)?;
        if start.starts_with(kind::MARK) {
            lines.held.extend_from_slice(kind::MARK);
            lines.file.consume(kind::MARK.len());
        }
        Ok(lines)
    }

    /// Reads a line; the place of its bytes, with those that end it. None at the end, or where
    /// the rest of a file that grows is not a whole line yet.
    pub(super) fn next(&mut self) -> Result<Option<Range<usize>>, Trouble> {
        self.settle_due();
        let start = self.held.len();
        let whole = self.take_line()?;
        if self.grows && !whole {
            return Ok(None);
        }
        if self.held.len() == start {
            self.settle(self.settled.rows);
            return Ok(None);
        }
        self.line = self.line.saturating_add(1);
        Ok(Some(start..self.held.len()))
    }

    /// The bytes of a place that [`Lines::next`] gave.
    pub(super) fn bytes(&self, place: Range<usize>) -> &[u8] {
        self.held.get(place).unwrap_or_default()
    }

    /// Whether the file ends within a line that is still being written.
    pub(super) fn is_cut(&self) -> bool {
        !self.held.is_empty()
    }

    /// The row whose lines are held is settled when the next line is read.
    pub(super) fn settle_later(&mut self, rows: u64) {
        self.due = Some(rows);
    }

    fn settle_due(&mut self) {
        if let Some(rows) = self.due.take() {
            self.settle(rows);
        }
    }

    /// The lines that are held were read.
    pub(super) fn settle(&mut self, rows: u64) {
        let bytes = u64::try_from(self.held.len()).unwrap_or(u64::MAX);
        if self.grows {
            self.hash.write(&self.held);
        }
        self.held.clear();
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

    /// Skips what was read before, which must still be there, byte for byte.
    ///
    /// # Errors
    /// When the file is shorter now or begins otherwise.
    pub(super) fn resume(&mut self, mark: Mark) -> Result<(), Trouble> {
        // A byte order mark, or a header that is not whole.
        self.settle(0);
        let changed = |reason: &str| Trouble::changed(&self.path, mark.lines, reason);
        let other = changed("it begins otherwise now");
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

    /// Adds the bytes of a line to those that are held; whether the line has an end.
    fn take_line(&mut self) -> Result<bool, Trouble> {
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
            if self.held.len().saturating_add(length) > LONGEST {
                return Err(self.too_long());
            }
            self.held.extend_from_slice(bytes);
            self.file.consume(length);
            match last {
                Some(b'\r') => return self.take_feed(),
                Some(_) => return Ok(true),
                None => {}
            }
        }
    }

    /// After a carriage return: the line feed that belongs to it, if there is one. Whether the
    /// line has an end; at the end of a file that grows, the line feed may still come.
    fn take_feed(&mut self) -> Result<bool, Trouble> {
        let next = fill(&mut self.file, &self.path)?.first().copied();
        if next == Some(b'\n') {
            self.held.push(b'\n');
            self.file.consume(1);
        }
        Ok(next.is_some())
    }

    fn too_long(&self) -> Trouble {
        let message = "the row that begins here is longer than 16 MiB; is there a quote or a line that does not end?";
        let first = self.settled.lines.saturating_add(1);
        Trouble::line(&self.path, first, message)
    }
}

/// What can be read next; empty at the end of the file.
fn fill<'f>(file: &'f mut BufReader<Box<dyn Read + '_>>, path: &Path) -> Result<&'f [u8], Trouble> {
    file.fill_buf()
        .map_err(|error| Trouble::device(path, "read", &error))
}
