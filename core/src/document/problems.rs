//! Collecting every problem of a document while it is read.

use std::cell::{Cell, RefCell};
use std::fmt;

use super::source::Source;
use super::{ModelError, Problem};

/// The most problems in the list, and the most bytes of their paths. Further problems
/// are only counted.
const MAX_PROBLEMS: usize = 1_000;
const MAX_PATH_BYTES: usize = 4 << 20;

/// The code of the entry that counts all further problems.
pub(crate) const TOO_MANY: &str = "too_many_problems";

/// Every problem found so far, with its byte in the text. All readers of a document
/// share the list, hence the cells.
#[derive(Debug, Default)]
pub(crate) struct ProblemList {
    found: RefCell<Vec<(usize, Problem)>>,
    bytes: Cell<usize>,
    more: Cell<usize>,
    rules: Cell<usize>,
    dots_split: bool,
}

impl ProblemList {
    /// A list for a TOML text, which splits unquoted names at dots.
    pub(crate) fn toml() -> Self {
        Self {
            dots_split: true,
            ..Self::default()
        }
    }

    /// Whether names may have been split at dots.
    pub(crate) fn dots_split(&self) -> bool {
        self.dots_split
    }

    /// Adds a problem.
    pub(crate) fn add(
        &self,
        code: &'static str,
        path: &Path<'_>,
        start: usize,
        message: String,
        help: String,
    ) {
        if self.is_full() {
            self.more.set(self.more.get().saturating_add(1));
            return;
        }
        let problem = Problem {
            code,
            path: path.to_string(),
            line: None,
            column: None,
            message,
            help,
        };
        self.bytes
            .set(self.bytes.get().saturating_add(problem.path.len()));
        self.found.borrow_mut().push((start, problem));
    }

    /// Whether further problems are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.found.borrow().len() >= MAX_PROBLEMS || self.bytes.get() >= MAX_PATH_BYTES
    }

    /// Counts a criterion, case, signal or condition. Returns their number so far.
    pub(crate) fn count_rule(&self) -> usize {
        self.rules.set(self.rules.get().saturating_add(1));
        self.rules.get()
    }

    /// All problems with their places, in the order of the text.
    pub(crate) fn into_error(self, source: &Source) -> ModelError {
        let mut found = self.found.into_inner();
        found.sort_by(|(a, left), (b, right)| (a, &left.path).cmp(&(b, &right.path)));
        let place = |(start, mut problem)| {
            source.place_at(&mut problem, start);
            problem
        };
        found.dedup();
        let mut problems: Vec<Problem> = found.into_iter().map(place).collect();
        if self.more.get() > 0 {
            problems.push(Problem {
                code: TOO_MANY,
                path: String::new(),
                line: None,
                column: None,
                message: format!("{} more problems", self.more.get()),
                help: "only the first are listed".to_owned(),
            });
        }
        ModelError { problems }
    }
}

/// The position of a reader. Prints as a JSON Pointer. Each step borrows its parent on the stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    pub(crate) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    /// A member of the table here.
    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// An element of the list here.
    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// Whether this is the whole document.
    pub(crate) fn is_root(&self) -> bool {
        matches!(self.step, Step::Root)
    }

    /// The last key or index as text; empty for the whole document.
    pub(crate) fn last(&self) -> String {
        match self.step {
            Step::Root => String::new(),
            Step::Key(key) => key.to_owned(),
            Step::Index(index) => index.to_string(),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}")?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => write!(f, "/{index}"),
        }
    }
}
