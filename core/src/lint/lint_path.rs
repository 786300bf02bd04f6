//! The path of a finding, and the order of findings.

use std::fmt;

use crate::document::SECTIONS;

/// A key or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step<'m> {
    Index(usize),
    Key(&'m str),
}

/// A place in the document. Prints as a JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LintPath<'m>(Vec<Step<'m>>);

impl<'m> LintPath<'m> {
    /// A section of the document.
    pub(super) fn section(section: &'m str) -> Self {
        Self(vec![Step::Key(section)])
    }

    /// A member of the table here.
    pub(super) fn key(&self, key: &'m str) -> Self {
        self.step(Step::Key(key))
    }

    /// An element of the list here.
    pub(super) fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(&self, step: Step<'m>) -> Self {
        let mut steps = Vec::with_capacity(self.0.len().saturating_add(1));
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }

    /// The list that contains it: the path up to its last index.
    pub(super) fn list(&self) -> Self {
        let at = self
            .0
            .iter()
            .rposition(|step| matches!(step, Step::Index(_)));
        Self(
            self.0
                .iter()
                .take(at.unwrap_or_default())
                .copied()
                .collect(),
        )
    }

    /// Whether it is in a section.
    pub(super) fn is_in(&self, section: &str) -> bool {
        self.0.first() == Some(&Step::Key(section))
    }

    /// The position of its section.
    fn section_index(&self) -> usize {
        let first = match self.0.first() {
            Some(Step::Key(section)) => SECTIONS.iter().position(|one| one == section),
            _ => None,
        };
        first.unwrap_or(SECTIONS.len())
    }
}

impl Ord for LintPath<'_> {
    /// Orders by section, then by path, with indexes as numbers.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.section_index(), &self.0).cmp(&(other.section_index(), &other.0))
    }
}

impl PartialOrd for LintPath<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for LintPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            Step::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => write!(f, "/{index}"),
        })
    }
}
