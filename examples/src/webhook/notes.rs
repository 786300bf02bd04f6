//! What the person who runs the service should know, on standard error.

use std::io::Write;
use std::path::Path;

use crate::show::text::{counted, escaped};

/// Notes of a kind that are said; more are only counted.
const MOST: u64 = 5;

/// Says notes.
pub(super) struct Notes<'e> {
    err: &'e mut dyn Write,
    said: u64,
}

impl<'e> Notes<'e> {
    pub(super) fn new(err: &'e mut dyn Write) -> Self {
        Self { err, said: 0 }
    }

    /// Says a note about a line of a file.
    pub(super) fn say(&mut self, path: &Path, line: u64, text: &str) {
        let path = escaped(&path.display().to_string());
        self.write(&format!("`{path}`, line {line}: {}", escaped(text)));
    }

    /// Says one of many notes, or only counts it.
    pub(super) fn count(&mut self, path: &Path, line: u64, text: &str) {
        self.said = self.said.saturating_add(1);
        if self.said <= MOST {
            self.say(path, line, text);
        }
    }

    /// Says how many notes were only counted.
    pub(super) fn rest(&mut self, path: &Path) {
        let path = escaped(&path.display().to_string());
        if let Some(more) = self.said.checked_sub(MOST).filter(|more| *more > 0) {
            let more = counted(more, "more note", "more notes");
            self.write(&format!("`{path}`: {more}"));
        }
        self.said = 0;
    }

    fn write(&mut self, text: &str) {
        // Nobody is left to tell when this fails.
        let _ = writeln!(self.err, "note: {text}");
    }
}
