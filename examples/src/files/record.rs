//! One record of CSV as RFC 4180 has it: a quote opens a cell, closes it, is written twice
//! within it, and stands nowhere else.
//!
//! Readers that forgive more (the `csv` crate does) take a quote that is never closed for a
//! cell that holds the rest of the file, and lose its rows without a word.

/// A record that is being put together from its lines.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The texts of all cells, one after the other.
    text: Vec<u8>,
    /// Where each cell ends in them.
    ends: Vec<usize>,
    state: State,
    /// The line on which the last quoted cell was opened.
    pub(super) opened: u64,
    /// The first cell, from 0, that has a quote without beginning with one.
    pub(super) bare_quote: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before a cell.
    #[default]
    Before,
    /// In a cell without quotes.
    Plain,
    /// In a cell with quotes.
    Quoted,
    /// After a quote in a cell with quotes.
    Closed,
}

/// What a line does to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The record is whole.
    Whole,
    /// The next line belongs to it.
    Open,
    /// Text after the quote that closes a cell: nobody can say where the cell ends.
    AfterQuote,
}

impl Record {
    /// Begins another record.
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

    /// Takes a line with the bytes that end it.
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
                    None => return Step::Whole,
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
                        return Step::Whole;
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

    /// Takes a cell without quotes; what comes after its delimiter, if there is one.
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

    /// How many cells there are.
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

/// The bytes before and after the first of a kind.
fn split_at(bytes: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(wanted, bytes)?;
    Some((bytes.get(..at)?, bytes.get(at.saturating_add(1)..)?))
}

/// A line, and the bytes that end it.
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

    fn taken(lines: &[&str]) -> (Vec<Step>, Vec<String>, Option<usize>) {
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
            assert_eq!(taken(&[line]).1, cells, "{line}");
            assert_eq!(taken(&[line]).0, [Step::Whole], "{line}");
        }
        let (steps, cells, _) = taken(&["a,\"b\r\n", "\n", "c\"\n"]);
        assert_eq!(steps, [Step::Open, Step::Open, Step::Whole]);
        assert_eq!(cells, ["a", "b\r\n\nc"]);
    }

    #[test]
    fn a_quote_elsewhere_is_found() {
        assert_eq!(taken(&["a,5\" pipe,\"x\""]).2, Some(1));
        assert_eq!(taken(&["a, \"b\""]).2, Some(1));
        for line in ["\"a\"b,c", "\"a\" ,c", "\"a\"\r\"b"] {
            assert_eq!(taken(&[line]).0, [Step::AfterQuote], "{line}");
        }
    }
}
