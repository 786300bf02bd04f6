//! One record of CSV, strictly by RFC 4180: a quote opens a cell, closes it, is written twice
//! inside it, and is not allowed elsewhere.
//!
//! More lenient readers, such as the `csv` crate, read a quote that is never closed as a cell
//! with the rest of the file, and silently lose its rows.

/// A record that is being read, line by line.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The texts of all cells, joined.
    text: Vec<u8>,
    /// The end of each cell in `text`.
    ends: Vec<usize>,
    state: State,
    /// The line on which the last quoted cell starts.
    pub(super) opened: u64,
    /// The first cell, from 0, that contains a quote but does not start with one.
    pub(super) bare_quote: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before a cell.
    #[default]
    Before,
    /// In an unquoted cell.
    Plain,
    /// In a quoted cell.
    Quoted,
    /// After a quote in a quoted cell.
    Closed,
}

/// The state of a record after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The record is complete.
    Complete,
    /// The next line belongs to it.
    Open,
    /// There is text after the quote that closes a cell, so its end is ambiguous.
    AfterQuote,
}

impl Record {
    /// Starts another record.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.state = State::Before;
        self.bare_quote = None;
    }

    /// Whether a quoted cell is open.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// Adds a line, including the bytes that end it.
    pub(super) fn take(&mut self, line: &[u8], number: u64, delimiter: u8) -> Step {
        let (mut rest, end) = split_end(line);
        loop {
            match self.state {
                State::Before => match rest.split_first() {
                    Some((b'"', after)) => {
                        (self.state, self.opened, rest) = (State::Quoted, number, after);
                    }
                    _ => self.state = State::Plain,
                },
                State::Plain => match self.take_plain(rest, delimiter) {
                    Some(after) => (self.state, rest) = (State::Before, after),
                    None => return Step::Complete,
                },
                State::Quoted => {
                    let Some((within, after)) = split_at(rest, b'"') else {
                        self.text.extend_from_slice(rest);
                        self.text.extend_from_slice(end);
                        return Step::Open;
                    };
                    self.text.extend_from_slice(within);
                    (self.state, rest) = (State::Closed, after);
                }
                State::Closed => match rest.split_first() {
                    None => {
                        self.ends.push(self.text.len());
                        return Step::Complete;
                    }
                    Some((b'"', after)) => {
                        self.text.push(b'"');
                        (self.state, rest) = (State::Quoted, after);
                    }
                    Some((byte, after)) if *byte == delimiter => {
                        self.ends.push(self.text.len());
                        (self.state, rest) = (State::Before, after);
                    }
                    Some(_) => return Step::AfterQuote,
                },
            }
        }
    }

    /// Adds an unquoted cell and returns the rest after its delimiter, if there is one.
    fn take_plain<'l>(&mut self, rest: &'l [u8], delimiter: u8) -> Option<&'l [u8]> {
        let (cell, after) = match split_at(rest, delimiter) {
            Some((cell, after)) => (cell, Some(after)),
            None => (rest, None),
        };
        if memchr::memchr(b'"', cell).is_some() {
            self.bare_quote.get_or_insert(self.ends.len());
        }
        self.text.extend_from_slice(cell);
        self.ends.push(self.text.len());
        after
    }

    /// The number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cells, without quotes.
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }
}

/// The bytes before and after the first occurrence of a byte.
fn split_at(bytes: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(wanted, bytes)?;
    Some((bytes.get(..at)?, bytes.get(at.saturating_add(1)..)?))
}

/// Splits a line into its text and the bytes that end it.
pub(super) fn split_end(line: &[u8]) -> (&[u8], &[u8]) {
    let end = match line {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    line.split_at_checked(line.len().saturating_sub(end))
        .unwrap_or((line, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (Vec<Step>, Vec<String>, Option<usize>) {
        let mut record = Record::default();
        let steps = lines.iter().zip(1..);
        let steps = steps.map(|(line, number)| record.take(line.as_bytes(), number, b','));
        let steps = steps.collect();
        let cells = record
            .cells()
            .map(|cell| String::from_utf8_lossy(cell).into_owned());
        (steps, cells.collect(), record.bare_quote)
    }

    #[test]
    fn quotes_open_and_close_cells() {
        for (line, cells) in [
            ("a,b\n", &["a", "b"][..]),
            ("a,\r\n", &["a", ""]),
            ("\"a,b\",\"\"\n", &["a,b", ""]),
            ("\"a \"\"b\"\"\",\"\"\"\"\r", &["a \"b\"", "\""]),
            ("", &[""]),
        ] {
            assert_eq!(read(&[line]).1, cells, "{line}");
            assert_eq!(read(&[line]).0, [Step::Complete], "{line}");
        }
        let (steps, cells, _) = read(&["a,\"b\r\n", "\n", "c\"\n"]);
        assert_eq!(steps, [Step::Open, Step::Open, Step::Complete]);
        assert_eq!(cells, ["a", "b\r\n\nc"]);
    }

    #[test]
    fn quotes_in_other_places_are_found() {
        assert_eq!(read(&["a,5\" pipe,\"x\""]).2, Some(1));
        assert_eq!(read(&["a, \"b\""]).2, Some(1));
        for line in ["\"a\"b,c", "\"a\" ,c", "\"a\"\r\"b"] {
            assert_eq!(read(&[line]).0, [Step::AfterQuote], "{line}");
        }
    }
}
