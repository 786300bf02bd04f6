//! Notes for the operator of the service, on standard error.

use std::io::Write;
use std::path::Path;

use crate::show::text::{counted, escaped};

/// The number of notes of one kind that are printed; more are only counted.
const MAX_PRINTED: u64 = 5;

/// Prints notes.
pub(super) struct Notes<'e> {
    err: &'e mut dyn Write,
    count: u64,
}

impl<'e> Notes<'e> {
    pub(super) fn new(err: &'e mut dyn Write) -> Self {
        Self { err, count: 0 }
    }

    /// Prints a note about a line of a file.
    pub(super) fn print(&mut self, path: &Path, line: u64, text: &str) {
        let path = escaped(&path.display().to_string());
        self.write(&format!("`{path}`, line {line}: {}", escaped(text)));
    }

    /// Prints one of many notes, or only counts it.
    pub(super) fn print_or_count(&mut self, path: &Path, line: u64, text: &str) {
        self.count = self.count.saturating_add(1);
        if self.count <= MAX_PRINTED {
            self.print(path, line, text);
        }
    }

    /// Prints the number of notes that were only counted.
    pub(super) fn print_rest(&mut self, path: &Path) {
        let path = escaped(&path.display().to_string());
        if let Some(more) = self.count.checked_sub(MAX_PRINTED).filter(|more| *more > 0) {
            let more = counted(more, "more note", "more notes");
            self.write(&format!("`{path}`: {more}"));
        }
        self.count = 0;
    }

    fn write(&mut self, text: &str) {
        // A note that cannot be printed is lost.
        let _ = writeln!(self.err, "note: {text}");
    }
}
